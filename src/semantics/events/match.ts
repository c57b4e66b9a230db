// Does an event match a pattern? Elements of one array of objects are kept together across fields, as Ruler does.
// Hostile input is bounded by a budget of steps; what runs over it is "not-understood", never an answer.
import { isObject } from "../json-text.ts";
import { every, some, type Truth } from "../truth.ts";
import { compilePattern } from "./compile.ts";
import type { Conjunction } from "./conjunction.ts";
import { isProblem } from "./parse-test.ts";
import { type Scalar, testScalar, type ValueTest } from "./value-test.ts";

/** The verdict on one event. */
export type PatternVerdict =
  | { readonly verdict: "match" | "no-match" }
  | { readonly verdict: "invalid" | "not-understood"; readonly reason: string };

/** Events of AWS have at most 256 KB: a hundred thousand values would be many. */
const MAX_STEPS = 500_000;
/** More arrays inside arrays than any event has. */
const MAX_NESTED = 100;
const TOO_LARGE = "the event is too large for this pattern";

/**
 * Whether an EventBridge pattern (its JSON text as EventBridge keeps it) matches an event. Invalid patterns never match;
 * what is not fully understood says so. [repo aws/event-ruler README], [arch eb-event-patterns*.md]
 */
export function matchEventPattern(pattern: string, event: object): PatternVerdict {
  const compiled = compilePattern(pattern);
  if (isProblem(compiled)) return compiled;
  if (!isObject(event)) return { verdict: "not-understood", reason: "the event is not an object" };
  const work: Work = { steps: 0 };
  const result = some(lazily(compiled.alternatives, (one) => testConjunction(one, event, work)));
  if (result === "unknown")
    return { verdict: "not-understood", reason: work.doubt ?? "part of the comparison is not documented" };
  return { verdict: result ? "match" : "no-match" };
}

/** The tests on a field whose scalars are these; no scalar means that the field is absent. */
export function testField(tests: readonly ValueTest[], scalars: readonly Scalar[]): Truth {
  return some(
    lazily(tests, (test) => {
      if (test.kind === "exists") return test.present === scalars.length > 0;
      return some(lazily(scalars, (value) => testScalar(test, value)));
    }),
  );
}

interface Work {
  steps: number;
  doubt?: string;
}

/** What a conjunction asks of a place in the event. */
interface Need {
  tests?: readonly ValueTest[];
  readonly children: Map<string, Need>;
}

function* lazily<T>(list: readonly T[], test: (one: T) => Truth): Generator<Truth> {
  for (const one of list) yield test(one);
}

function testConjunction(conjunction: Conjunction, event: object, work: Work): Truth {
  const root: Need = { children: new Map() };
  for (const { path, tests } of conjunction) place(root, path).tests = tests;
  return testPlace(root, event, work);
}

function place(root: Need, path: readonly string[]): Need {
  return path.reduce((need, key) => {
    const child = need.children.get(key) ?? { children: new Map<string, Need>() };
    need.children.set(key, child);
    return child;
  }, root);
}

function doubt(work: Work, reason: string): Truth {
  work.doubt ??= reason;
  return "unknown";
}

function testPlace(need: Need, value: unknown, work: Work): Truth {
  if (++work.steps > MAX_STEPS) return doubt(work, TOO_LARGE);
  if (!Array.isArray(value)) return every([testLeaf(need, [value], work), testChildren(need, [value], work)]);
  const list: unknown[] = [];
  if (!flatten(value, list, work)) return doubt(work, TOO_LARGE);
  if (need.tests !== undefined && need.children.size > 0)
    return doubt(work, "an array is asked for a value and for a field of its elements");
  return need.tests === undefined ? testChildren(need, list, work) : testLeaf(need, list, work);
}

/** Arrays inside arrays count as one: their structure is "crushed out". False when it is too much. [repo aws/event-ruler README] */
function flatten(array: readonly unknown[], into: unknown[], work: Work, depth = 0): boolean {
  work.steps += array.length;
  if (work.steps > MAX_STEPS || depth > MAX_NESTED) return false;
  return array.every((one) => {
    if (Array.isArray(one)) return flatten(one, into, work, depth + 1);
    into.push(one);
    return true;
  });
}

function testLeaf({ tests }: Need, list: readonly unknown[], work: Work): Truth {
  if (tests === undefined) return true;
  work.steps += list.length * tests.length;
  if (work.steps > MAX_STEPS) return doubt(work, TOO_LARGE);
  const leaves = list.filter((one) => one !== undefined && !isObject(one));
  return leaves.every(isScalar)
    ? testField(tests, leaves)
    : doubt(work, "the event holds what JSON does not have");
}

function isScalar(value: unknown): value is Scalar {
  return (
    value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
  );
}

/** All fields must be found in one element: that is what keeps elements together. */
function testChildren(need: Need, list: readonly unknown[], work: Work): Truth {
  if (need.children.size === 0) return true;
  const elements = list.filter(isObject);
  if (elements.length < 2) return testObject(need, elements[0] ?? {}, work);
  const result = some(lazily(elements, (one) => testObject(need, one, work)));
  return result === true && asksForAbsence(need)
    ? doubt(work, "exists:false inside an array of several objects")
    : result;
}

function testObject(need: Need, value: object, work: Work): Truth {
  const keys = Object.keys(value);
  const dotted = keys.filter((key) => key.includes("."));
  work.steps += keys.length + dotted.length * need.children.size;
  if (work.steps > MAX_STEPS) return doubt(work, TOO_LARGE);
  return every(
    lazily([...need.children], ([key, child]) => {
      if (dotted.some((one) => one.startsWith(`${key}.`)))
        return doubt(work, "the event has a key with a dot");
      return testPlace(
        child,
        Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined,
        work,
      );
    }),
  );
}

/** Ruler asks absence of the whole event, elements ask it of themselves: where both could differ nothing is claimed. */
function asksForAbsence(need: Need): boolean {
  const here = need.tests?.some((test) => test.kind === "exists" && !test.present) ?? false;
  return here || [...need.children.values()].some(asksForAbsence);
}
