// rules/<id>.cases.yaml, beside its rule: each case with its line. Whether a rule may do without is for the runner to say.
import { existsSync } from "node:fs";
import type { Case, Problem } from "../model/index.ts";
import { schemaProblems } from "./checked-yaml.ts";
import { placeOfValue } from "./places.ts";
import { cases as isCases } from "./validators.gen.mjs";
import { readYaml, type YamlFile } from "./yaml.ts";

/** One case and where it begins. */
export interface LoadedCase {
  readonly line: number;
  readonly definition: Case;
}

export interface LoadedCases {
  readonly file: string;
  /** Undefined: the file is not there, or has problems. */
  readonly cases?: readonly LoadedCase[];
  readonly problems: readonly Problem[];
}

const MAX_CASES_BYTES = 256 * 1024;

/** The cases of a rule, by the rule's file. */
export function loadCases(ruleFile: string): LoadedCases {
  const file = ruleFile.replace(/\.yaml$/, ".cases.yaml");
  if (!existsSync(file)) return { file, problems: [] };
  const read = readYaml(file, MAX_CASES_BYTES);
  if (!read.ok) return { file, problems: read.problems };
  const { value } = read.value;
  if (!isCases(value)) return { file, problems: schemaProblems(read.value, isCases) };
  const problems = twiceNamed(read.value, value.cases);
  const cases = value.cases.map((definition, index) => ({ line: lineOf(read.value, index), definition }));
  return problems.length > 0 ? { file, problems } : { file, cases, problems };
}

const lineOf = (yaml: YamlFile, index: number): number => placeOfValue(yaml, ["cases", index]).line;

/** Two cases of one name could not be told apart in a report. */
function twiceNamed(yaml: YamlFile, cases: readonly Case[]): Problem[] {
  const names = cases.map(({ name }) => name);
  return names.flatMap((name, index) => {
    if (names.indexOf(name) === index) return [];
    const place = placeOfValue(yaml, ["cases", index, "name"]);
    return [
      { file: yaml.file, ...place, message: `the case '${name}' is there twice: give it another name` },
    ];
  });
}
