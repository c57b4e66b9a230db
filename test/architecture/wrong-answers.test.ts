// docs/wrong-answers.md promises that a case or a test holds each wrong answer: the ones it names are there.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";

interface Row {
  readonly answer: string;
  readonly file: string;
  readonly holds: string;
}

const ROW = /^\| (.+?) +\| `((?:rules|test)\/[^`]+)` +\| (.+?) +\|$/;
const table = readFileSync("docs/wrong-answers.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (wrong answer|-)/.test(line));
const rows = table.flatMap((line): Row[] => {
  const [, answer = "", file = "", holds = ""] = ROW.exec(line) ?? [];
  return file === "" ? [] : [{ answer, file, holds }];
});

/** Names of the cases in a cases file; of a test, its whole text. */
function isHeldBy({ file, holds }: Row): boolean {
  const text = readFileSync(file, "utf8");
  if (!file.endsWith(".cases.yaml")) return text.includes(holds);
  const { cases } = parse(text) as { cases: readonly { name: string }[] };
  return cases.some(({ name }) => name === holds);
}

describe("docs/wrong-answers.md", () => {
  it("has a case or a test in every row", () => {
    expect(rows).toHaveLength(table.length);
    expect(rows.length).toBeGreaterThan(40);
  });

  it.each(rows)("$answer", (row) => {
    expect(isHeldBy(row)).toBe(true);
  });
});
