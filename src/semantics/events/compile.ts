// A pattern's JSON as conjunctions of constraints on paths: `$or` multiplied out, dotted keys split. It cannot know patterns
// that EventBridge keeps in a form we have not read about: those are "not-understood".
import { isObject, type JsonObject, tryParse } from "../json-text.ts";
import type { Conjunction } from "./conjunction.ts";
import { doubtOf } from "./doubts.ts";
import {
  invalid,
  isProblem,
  isReserved,
  notUnderstood,
  parseTest,
  type PatternProblem,
} from "./parse-test.ts";
import type { ValueTest } from "./value-test.ts";

/** A pattern that is understood: it matches when one conjunction does. */
export interface CompiledPattern {
  readonly alternatives: readonly Conjunction[];
}

/** EventBridge's own limit for a pattern. [arch eb-event-patterns.md] */
const MAX_CHARACTERS = 4096;
const MAX_DEPTH = 100;
const MAX_ALTERNATIVES = 1000;

/** Compiles the JSON text of a pattern; a key given twice counts as its last value, as in EventBridge. */
export function compilePattern(text: string): CompiledPattern | PatternProblem {
  if (text.length > MAX_CHARACTERS) return invalid(`the pattern is longer than ${MAX_CHARACTERS} characters`);
  const json = tryParse(text);
  if (!isObject(json)) return invalid("the pattern is not a JSON object");
  const alternatives = compileObject(json, [], 0);
  if (!Array.isArray(alternatives)) return alternatives;
  const doubt = doubtOf(alternatives);
  return doubt === undefined ? { alternatives } : notUnderstood(doubt);
}

type Alternatives = Conjunction[];

function compileObject(
  json: JsonObject,
  prefix: readonly string[],
  depth: number,
): Alternatives | PatternProblem {
  const keys = Object.keys(json);
  if (keys.length === 0) return invalid("an empty object is no pattern");
  if (depth > MAX_DEPTH) return notUnderstood("the pattern is nested too deeply");
  let result: Alternatives = [[]];
  for (const key of keys) {
    const next = compileEntry(key, json[key], prefix, depth);
    if (!Array.isArray(next)) return next;
    if (result.length * next.length > MAX_ALTERNATIVES)
      return notUnderstood("the pattern has too many alternatives");
    result = result.flatMap((left) => next.map((right) => [...left, ...right]));
  }
  return result;
}

function compileEntry(
  key: string,
  value: unknown,
  prefix: readonly string[],
  depth: number,
): Alternatives | PatternProblem {
  const path = [...prefix, ...key.split(".")];
  if (path.length > MAX_DEPTH) return notUnderstood("the pattern is nested too deeply");
  if (isObject(value)) return compileObject(value, path, depth + 1);
  if (!Array.isArray(value)) return invalid(`${path.join(".")} is not an array of values`);
  if (key === "$or" && value.length > 1 && value.every(isObject)) return compileOr(value, prefix, depth);
  return compileLeaf(path, value);
}

/** A field inside `$or` that is named like an operator makes `$or` an ordinary field in some readers: not guessed. */
function compileOr(
  branches: readonly JsonObject[],
  prefix: readonly string[],
  depth: number,
): Alternatives | PatternProblem {
  if (branches.some(namesReserved)) return notUnderstood("$or whose alternatives look like operators");
  const result: Conjunction[] = [];
  for (const branch of branches) {
    const next = compileObject(branch, prefix, depth + 1);
    if (!Array.isArray(next)) return next;
    result.push(...next);
  }
  return result;
}

/** True when a field of the branch, at any depth, has the name of an operator. */
function namesReserved(branch: JsonObject): boolean {
  return Object.entries(branch).some(
    ([key, value]) => isReserved(key) || (isObject(value) && namesReserved(value)),
  );
}

function compileLeaf(path: readonly string[], values: readonly unknown[]): Alternatives | PatternProblem {
  const name = path.join(".");
  if (values.length === 0) return invalid(`${name} has an empty array`);
  const tests: ValueTest[] = [];
  for (const value of values) {
    const test = parseTest(value);
    if (isProblem(test)) return { ...test, reason: `${name}: ${test.reason}` };
    tests.push(test);
  }
  return [[{ path, name, tests }]];
}
