// Rules from folders: order, identity, places inside conditions, and what a stranger's folder can do wrong.
import { createHash } from "node:crypto";
import { readdirSync, symlinkSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { formatProblem, type RuleFile } from "../../src/model/index.ts";
import { type CompileError, type CompileResult, loadCases, loadRules } from "../../src/load/index.ts";
import { temporaryFolder } from "./folder.ts";
import { CASES, RULE } from "./samples.ts";

const folder = temporaryFolder();
const accept = ({ id }: RuleFile): CompileResult<string> => ({ ok: true, rule: `compiled ${id}` });
const refuse = (error: CompileError) => (): CompileResult<string> => ({ ok: false, errors: [error] });
const named = (id: string): string => RULE.replace("root-x", id);

let folders = 0;
function ruleFolder(files: Readonly<Record<string, string>>): string {
  const name = `rules-${folders++}`;
  for (const [file, text] of Object.entries(files)) folder.write(`${name}/${file}`, text);
  return `${folder.path}/${name}`;
}

const told = (directories: string[], compile = accept): string[] =>
  loadRules(directories, compile).problems.map((problem) =>
    formatProblem(problem).replaceAll(folder.path, "~"),
  );

it("gives the rules of all folders by id, compiled, with the hash of their bytes", () => {
  const first = ruleFolder({ "root-b.yaml": named("root-b"), "notes.md": "not a rule" });
  const second = ruleFolder({ "root-a.yaml": named("root-a") });
  const { rules, problems } = loadRules([first, second], accept);
  expect(problems).toEqual([]);
  expect(rules.map(({ rule }) => rule)).toEqual(["compiled root-a", "compiled root-b"]);
  expect(rules[0]?.sha256).toBe(createHash("sha256").update(named("root-a")).digest("hex"));
  expect(rules[0]?.file).toBe(`${second}/root-a.yaml`);
  expect(rules[0]?.definition.passesWhen).toBe("account.summary.mfaEnabled &&\n  true\n");
});

it("has one digest for the same rules wherever they lie, another when one changes", () => {
  const digest = (...texts: Readonly<Record<string, string>>[]): string =>
    loadRules(texts.map(ruleFolder), accept).rulesSha256;
  const a = { "root-a.yaml": named("root-a") };
  const b = { "root-b.yaml": named("root-b") };
  expect(digest(a, b)).toBe(digest({ ...b, ...a }));
  expect(digest(a, b)).not.toBe(digest(a, { "root-b.yaml": `${named("root-b")}\n` }));
});

it("reads a folder once that is named twice", () => {
  const only = ruleFolder({ "root-x.yaml": RULE });
  expect(loadRules([only, `${only}/../${only.split("/").at(-1)}`], accept).rules).toHaveLength(1);
  expect(told([only, `${only}/`])).toEqual([]);
});

it("tells of folders and files that would be left out without a word", () => {
  const first = ruleFolder({ "root-x.yaml": RULE });
  const second = ruleFolder({ "root-x.yaml": RULE, "root-z.yml": RULE, "root-q.cases.yaml": CASES });
  const empty = ruleFolder({ "readme.md": "" });
  const nowhere = `${folder.path}/nowhere`;
  const name = (path: string): string => path.replace(folder.path, "~");
  expect(told([first, second, empty, nowhere])).toEqual([
    `${name(second)}/root-q.cases.yaml: no root-q.yaml beside it: name it after its rule`,
    `${name(second)}/root-z.yml: rule files end in .yaml: rename it`,
    `${name(empty)}: no rules in this folder: check the path`,
    `${name(nowhere)}: folder not found: check the path`,
    `${name(second)}/root-x.yaml: the rule 'root-x' is already in ${name(first)}/root-x.yaml: give one of them another id`,
  ]);
});

const NOT_READ = "rules in subfolders are not read: move them up or name the folder with --rules";

it("tells of subfolders with rules, however deep, unless they are named too", () => {
  const directory = ruleFolder({
    "root-x.yaml": RULE,
    "more/root-a.yaml": named("root-a"),
    "notes/note.md": "not a rule",
    "notes/deep/root-b.yml": named("root-b"),
    ".github/workflow.yaml": "of a tool",
  });
  const name = directory.replace(folder.path, "~");
  expect(told([directory])).toEqual([`${name}/more: ${NOT_READ}`, `${name}/notes/deep: ${NOT_READ}`]);
  expect(told([directory, `${directory}/more`])).toEqual([`${name}/notes/deep: ${NOT_READ}`]);
});

/** Windows has no links for everybody. */
const posix = process.platform === "win32" ? it.skip : it;

posix("follows links to subfolders, but not up and round", () => {
  const elsewhere = ruleFolder({ "root-a.yaml": named("root-a") });
  const directory = ruleFolder({ "root-x.yaml": RULE });
  symlinkSync(directory, `${directory}/again`);
  expect(told([directory])).toEqual([]);
  symlinkSync(elsewhere, `${directory}/more`);
  expect(told([directory])).toEqual([`${directory.replace(folder.path, "~")}/more: ${NOT_READ}`]);
  expect(told([directory, elsewhere])).toEqual([]);
});

it("does not compile what is not a rule, and keeps the good ones apart", () => {
  const mixed = ruleFolder({
    "root-a.yaml": named("root-a"),
    "root-x.yaml": RULE.replace("title", "titled"),
  });
  const seen: string[] = [];
  const { rules, problems } = loadRules([mixed], (rule) => (seen.push(rule.id), accept(rule)));
  expect(seen).toEqual(["root-a"]);
  expect(rules).toHaveLength(1);
  expect(problems).toHaveLength(1);
});

const BLOCKS: [string, string][] = [
  ["two spaces", "passesWhen: |\n  ab\n    cd\n"],
  ["seven spaces", "passesWhen: |\n       ab\n         cd\n"],
  ["an indentation indicator", "passesWhen: |2\n  ab\n    cd\n"],
  ["a chomping indicator and a comment", "passesWhen: |- # why\n  ab\n    cd\n"],
  ["a blank line first", "passesWhen: |\n\n  ab\n    cd\n"],
  ["CRLF", "passesWhen: |\r\n  ab\r\n    cd\r\n"],
];

it.each(BLOCKS)("finds a spot inside a block with %s", (_, block) => {
  const text = RULE.replace(/passesWhen: \|\n(.*\n){2}/, () => block);
  const directory = ruleFolder({ "root-x.yaml": text });
  const value = loadRules([directory], accept).rules[0]!.definition.passesWhen;
  const line = value.split("\n").findIndex((part) => part.endsWith("cd")) + 1;
  const column = value.split("\n")[line - 1]!.indexOf("d") + 1;
  const [problem] = loadRules(
    [directory],
    refuse({ path: ["passesWhen"], line, column, message: "here" }),
  ).problems;
  const lines = text.split("\n");
  expect(lines[problem!.line! - 1]![problem!.column! - 1]).toBe("d");
  expect(lines[problem!.line! - 1]).toContain("cd");
});

const SPOTS: [string, CompileError, string][] = [
  ["a block in a mapping", { path: ["items", "list"], line: 1, column: 9, message: "m" }, "12:13"],
  ["a quoted text", { path: ["items", "message"], line: 1, column: 3, message: "m" }, "14:15"],
  ["a plain text", { path: ["message"], line: 1, column: 6, message: "m" }, "9:15"],
  ["a text as a whole", { path: ["items", "message"], message: "m" }, "14:12"],
  ["a list item", { path: ["remediation", 0, "step"], message: "m" }, "16:11"],
  ["a mapping", { path: ["items"], message: "m" }, "10:1"],
  ["a field that is not there", { path: ["items", "none"], message: "m" }, "10:1"],
];

it.each(SPOTS)("places an error of the compiler at %s", (_, error, place) => {
  const directory = ruleFolder({ "root-x.yaml": RULE });
  expect(told([directory], refuse(error))).toEqual([
    `${directory.replace(folder.path, "~")}/root-x.yaml:${place}: m`,
  ]);
});

it("tells of a rule that the compiler refuses without a reason", () => {
  const { rules, problems } = loadRules([ruleFolder({ "root-x.yaml": RULE })], () => ({
    ok: false,
    errors: [],
  }));
  expect([rules.length, problems.map(({ message }) => message)]).toEqual([
    0,
    ["the rule cannot be compiled"],
  ]);
});

it("gives the cases of a rule with their lines, and nothing where there are none", () => {
  const directory = ruleFolder({
    "root-x.yaml": RULE,
    "root-x.cases.yaml": CASES,
    "root-y.yaml": named("root-y"),
  });
  const { cases, problems } = loadCases(`${directory}/root-x.yaml`);
  expect(problems).toEqual([]);
  expect(cases?.map(({ line, definition }) => [line, definition.name])).toEqual([
    [2, "one"],
    [4, "two"],
    [6, "three"],
  ]);
  expect(loadCases(`${directory}/root-y.yaml`)).toEqual({
    file: `${directory}/root-y.cases.yaml`,
    problems: [],
  });
});

it("reads every rule that comes with rootproof", () => {
  const { rules, problems } = loadRules(["rules"], accept);
  expect(problems.map(formatProblem)).toEqual([]);
  expect(rules).toHaveLength(readdirSync("rules").filter((name) => /^[a-z-]+\.yaml$/.test(name)).length);
  expect(rules.flatMap(({ file }) => loadCases(file).problems.map(formatProblem))).toEqual([]);
});
