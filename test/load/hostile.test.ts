// Files made to hang or kill the reader: each must end as a problem, or as a value, soon.
import { execFileSync } from "node:child_process";
import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { loadConfiguration, loadRules, verifyEvidence } from "../../src/load/index.ts";
import { temporaryFolder } from "./folder.ts";
import { RULE } from "./samples.ts";

const folder = temporaryFolder();
const problemsOf = (text: string | Uint8Array) =>
  loadConfiguration(folder.write("rootproof.yaml", text), folder.path).problems;

const fill = (unit: string): string => unit.repeat(Math.floor((128 * 1024) / unit.length));
const line = (unit: string): string => unit.repeat(Math.floor((1024 * 1024 - 100) / unit.length));

const SHAPES: [string, string][] = [
  ["open brackets", line("[")],
  ["open braces", fill("{")],
  ["closed brackets first", `${"]".repeat(5000)}${fill("[")}`],
  ["brackets that an outdent ends", fill("a: [[[\n")],
  ["list items on one line", line("- ")],
  ["explicit keys on one line", fill("? ")],
  ["keys on one line", fill("a: ")],
  ["keys in flow", `{${line("a:")}`],
  ["a long plain line", line("x")],
  ["a long quoted line", `"${line("x")}"`],
  ["a long quoted line of escapes", `"${line("\\x41")}"`],
  ["a long block line", `a: |\n  ${line("x")}`],
  ["blank lines in a block", `a: |\n${fill("\n")}`],
  ["blank lines in quotes", `a: "${fill("\n")}"`],
  ["folded lines", `a: >\n${fill(" x\n")}`],
  ["tags", fill("!a ")],
  ["anchors", fill("&a ")],
  ["documents", fill("---\n")],
  ["the same key", fill("a: 1\n")],
  ["colons", fill(":")],
  ["question marks", fill("?\n")],
  ["percent signs", fill("%\n")],
  ["carriage returns", fill("\r")],
];

it.each(SHAPES)("much of %s", (_, text) => {
  expect(problemsOf(text).length).toBeGreaterThan(0);
});

it.each(["#\n", " ", "\t"])("much of %j is nothing", (unit) => {
  expect(problemsOf(fill(unit))).toEqual([]);
});

it("many different keys, of different account numbers", () => {
  const keys = Array.from({ length: 80_000 }, (_, index) => `  k${index}: 1\n`).join("");
  expect(problemsOf(`parameters:\n${keys}`)).toEqual([]);
  const numbers = Array.from({ length: 50_000 }, (_, index) => `  - "${100_000_000_000 + index}"\n`).join("");
  const loaded = loadConfiguration(
    folder.write("rootproof.yaml", `parameters:\n a:\n${numbers}`),
    folder.path,
  );
  expect(loaded.accountLines.size).toBe(50_000);
});

it("any text at all is a value or problems of one line", () => {
  const token = fc.constantFrom(
    ...Array.from("[]{}:,-?|>&*!%#'\"@`~\\ \n\t"),
    "\n  ",
    "\n- ",
    ": ",
    "a",
    "|\n",
    "---\n",
    "...\n",
    "\r\n",
    "é",
    "111122223333",
    "__proto__: ",
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
      for (const { message, line, column } of problemsOf(tokens.join(""))) {
        expect(message).not.toContain("\n");
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
      }
    }),
    { seed: 4, numRuns: 1500 },
  );
});

it("any bytes in place of any part of a rule", () => {
  fc.assert(
    fc.property(fc.nat(RULE.length), fc.nat(20), fc.uint8Array({ maxLength: 12 }), (start, length, bytes) => {
      const text = Buffer.from(RULE);
      folder.write(
        "r/root-x.yaml",
        Buffer.concat([text.subarray(0, start), bytes, text.subarray(start + length)]),
      );
      const { rules, problems } = loadRules([`${folder.path}/r`], () => ({ ok: true, rule: 1 }));
      expect(rules.length > 0).toBe(problems.length === 0);
    }),
    { seed: 5, numRuns: 800 },
  );
});

it("a pipe is refused before it is opened", async () => {
  const pipe = `${folder.path}/pipe.yaml`;
  if (process.platform === "win32") return;
  execFileSync("mkfifo", [pipe]);
  expect(loadConfiguration(pipe, folder.path).problems[0]?.message).toBe("not a regular file: name a file");
  expect(await verifyEvidence(pipe)).toMatchObject({ ok: false });
});

it("evidence nested without end is not JSON", async () => {
  for (const unit of ["[", '{"a":', '{"kind":[']) {
    const read = await verifyEvidence(folder.write("deep.ndjson", `${unit.repeat(1_000_000)}\n`));
    expect(read).toMatchObject({ ok: false });
  }
  const closed = `${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}\n`;
  expect(await verifyEvidence(folder.write("deep.ndjson", closed))).toMatchObject({ ok: false });
});
