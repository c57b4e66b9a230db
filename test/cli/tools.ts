// Commands of scenarios beside rootproof, to spoil a file or to look into one: what each writes to its stdout.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../src/model/index.ts";

type Tool = (folder: string, args: readonly string[]) => string;

export const TOOLS: Readonly<Record<string, Tool>> = {
  /** replace FILE FROM TO: its text with another one in the first place. */
  replace: (folder, [file = "", from = "", to = ""]) => {
    const text = read(folder, file);
    if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
    return text.replace(from, () => to);
  },
  /** without-last-line FILE */
  "without-last-line": (folder, [file = ""]) => read(folder, file).replace(/[^\n]*\n$/, ""),
  /** without-last-bytes FILE: twenty of them. */
  "without-last-bytes": (folder, [file = ""]) => read(folder, file).slice(0, -20),
  /** print FILE */
  print: (folder, [file = ""]) => read(folder, file),
  /** json FILE PATH: what a JSON file holds at a path like runs.0.tool.driver.name. */
  json: (folder, [file = "", path = ""]) => {
    const parsed: unknown = JSON.parse(read(folder, file));
    const at = path
      .split(".")
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], parsed);
    return `${JSON.stringify(at)}\n`;
  },
  /** outcomes REPORT.json: every finding in a line. */
  outcomes: (folder, [file = ""]) =>
    findingsOf(folder, file)
      .map(({ rule, subject, outcome, missing }) =>
        [
          rule,
          subject.scope === "account" ? subject.id : "organization",
          outcome,
          ...new Set(missing.map(({ cause }) => cause)),
        ].join(" "),
      )
      .map((line) => `${line}\n`)
      .join(""),
  /** same-findings ONE.json OTHER.json: but for the times in them. */
  "same-findings": (folder, [one = "", other = ""]) => {
    const [left, right] = [one, other].map((file) => withoutTimes(findingsOf(folder, file)));
    if (left !== right) throw new Error(`${one} and ${other} differ`);
    return `${findingsOf(folder, one).length > 0 ? "same" : "no"} findings\n`;
  },
};

const read = (folder: string, file: string): string => readFileSync(join(folder, file), "utf8");

const findingsOf = (folder: string, file: string): readonly Finding[] =>
  (JSON.parse(read(folder, file)) as { findings: readonly Finding[] }).findings;

const withoutTimes = (findings: readonly Finding[]): string =>
  JSON.stringify(findings).replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "time");
