// docs/troubleshooting.md quotes messages: each is one that rootproof says.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "@jest/globals";

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );

/** Sources, and what commands and reports were seen to print. */
const said = ["src", "test/cli/scenarios", "test/report/snapshots", "test/evaluate", "test/collect"]
  .flatMap(filesBelow)
  .map((file) => readFileSync(file, "utf8"))
  .join("\n")
  .replace(/\s+/g, " ");
const quoted = [...readFileSync("docs/troubleshooting.md", "utf8").matchAll(/^\| `([^`]+)` +\|/gm)].map(
  ([, text]) => text!,
);

it("finds messages to look for", () => expect(quoted.length).toBeGreaterThan(25));

it.each(quoted)("says %j", (message) => {
  expect(said).toContain(message);
});
