// A YAML file against its schema: every fault of the schema as a problem with its place, in the order of the file.
import type { Problem } from "../model/index.ts";
import { type Path, placeOfKey, placeOfValue, problemAt } from "./places.ts";
import { type Fault, faultsOf } from "./sentences.ts";
import type { Validator } from "./validators.gen.mjs";
import type { YamlFile } from "./yaml.ts";

/** The problems, none when `value` is what the validator checks; fields that are faulty already are told once. */
export function schemaProblems(
  yaml: YamlFile,
  validate: Validator<unknown>,
  told: readonly Path[] = [],
): Problem[] {
  if (yaml.root === null)
    return [{ file: yaml.file, line: 1, column: 1, message: "the file is empty: write it, or remove it" }];
  if (validate(yaml.value)) return [];
  const known = new Set(told.map((path) => path.join("/")));
  const faults = faultsOf(validate.errors ?? [], yaml.value).filter(({ path }) => !known.has(path.join("/")));
  return inOrder(faults.map((fault) => faultProblem(yaml, fault)));
}

function faultProblem(yaml: YamlFile, { path, at, message }: Fault): Problem {
  return problemAt(yaml, at === "key" ? placeOfKey(yaml, path) : placeOfValue(yaml, path), message);
}

/** By line and column. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (left, right) => (left.line ?? 0) - (right.line ?? 0) || (left.column ?? 0) - (right.column ?? 0),
  );
}
