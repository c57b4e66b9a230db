// Every relative link in our documents leads to a file that is there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "@jest/globals";

const documentsIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return documentsIn(join(folder, entry.name));
    return entry.name.endsWith(".md") ? [join(folder, entry.name)] : [];
  });
const own = readdirSync(".").filter((name) => name.endsWith(".md"));
const documents = [...own, ...documentsIn("docs"), ...documentsIn("deploy")];

it.each(documents)("%s leads nowhere that is not there", (document) => {
  const links = [...readFileSync(document, "utf8").matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
    ([, link]) => link!,
  );
  expect(links.filter((link) => !existsSync(join(dirname(document), link)))).toEqual([]);
});

it("every flag that the README names exists", () => {
  const help = readFileSync("docs/cli.md", "utf8");
  const flags = [...readFileSync("README.md", "utf8").matchAll(/(?<![\w-])--([a-z][a-z-]+)/g)].map(
    ([, flag]) => flag!,
  );
  const foreign = ["document", "template-file", "capabilities"];
  const known = (flag: string): boolean =>
    help.includes(`--${flag} `) || help.includes(`--${flag}\n`) || foreign.includes(flag);
  expect([...new Set(flags)].filter((flag) => !known(flag))).toEqual([]);
});
