// Every mistake a file can have, and the exact words and place its author is told. UPDATE_GOLDEN=1 writes the file anew.
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, it } from "@jest/globals";
import { formatProblem, type Problem } from "../../src/model/index.ts";
import { loadCases, loadConfiguration, loadRules } from "../../src/load/index.ts";
import { BAD_FILES, type BadFile } from "./bad-files.ts";
import { temporaryFolder } from "./folder.ts";

const GOLDEN = "test/load/problems.golden.txt";
const folder = temporaryFolder();

function problemsOf({ name, content }: BadFile, index: number): readonly Problem[] {
  const file = folder.write(`${index}/${name}`, content);
  if (name === "rootproof.yaml") return loadConfiguration(file, folder.path).problems;
  if (name.endsWith(".cases.yaml")) return loadCases(file.replace(".cases", "")).problems;
  return loadRules([`${folder.path}/${index}`], () => ({ ok: true, rule: undefined })).problems;
}

const told = BAD_FILES.map((bad, index) => {
  const lines = problemsOf(bad, index).map((problem) =>
    formatProblem({ ...problem, file: basename(problem.file) }),
  );
  return { title: bad.title, lines };
});

it.each(told)("$title: is a problem with a place", ({ title, lines }) => {
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(line).not.toContain("\n");
    if (title !== "too large") expect(line).toMatch(/^[a-z.-]+:\d+:\d+: /);
  }
});

it("says what problems.golden.txt says", () => {
  const text = told.map(({ title, lines }) => `## ${title}\n${lines.join("\n")}\n`).join("\n");
  if (process.env["UPDATE_GOLDEN"] !== undefined) writeFileSync(GOLDEN, text);
  expect(text).toBe(readFileSync(GOLDEN, "utf8"));
});
