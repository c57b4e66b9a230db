// Does a pattern match EVERY event of each variant? Not by trying examples (a pattern can fit them by a value that happens to
// be theirs) but constraint by constraint against what is known of the field: "all" is a proof, "some" is not.
import { compilePattern } from "./compile.ts";
import type { Conjunction, Constraint } from "./conjunction.ts";
import { testField } from "./match.ts";
import { isProblem } from "./parse-test.ts";
import type { Field, Probe } from "./probe.ts";
import type { Scalar, ValueTest } from "./value-test.ts";
import { every, type Truth } from "../truth.ts";

/** How far a pattern covers the probes; `reason` names the fields that narrow it. */
export interface Cover {
  readonly verdict: "all" | "some" | "none" | "not-understood" | "invalid";
  /** Variants of which every event matches. */
  readonly matched: readonly string[];
  /** The others: no event matches, or only those that fit a field which varies. */
  readonly missed: readonly string[];
  readonly reason?: string;
}

/** Every event of the variant matches; only some; none. */
type Reach = "every" | "some" | "none";

interface ProbeCover {
  readonly reach: Reach;
  /** Constraints that are not proven for the whole variant, in words. */
  readonly because: readonly string[];
}

/** Judges a pattern against the variants of an event. No probes: nothing is claimed. */
export function coverProbes(pattern: string, probes: readonly Probe[]): Cover {
  const names = probes.map((probe) => probe.name);
  const compiled = compilePattern(pattern);
  if (isProblem(compiled)) return { ...compiled, matched: [], missed: names };
  if (probes.length === 0)
    return { verdict: "not-understood", matched: [], missed: [], reason: "no event to judge by" };
  const covers = probes.map((probe) => coverProbe(compiled.alternatives, probe));
  const matched = names.filter((_, index) => covers[index]?.reach === "every");
  const missed = names.filter((_, index) => covers[index]?.reach !== "every");
  if (missed.length === 0) return { verdict: "all", matched, missed };
  const verdict = covers.some((one) => one.reach !== "none") ? "some" : "none";
  return { verdict, matched, missed, reason: [...new Set(covers.flatMap((one) => one.because))].join("; ") };
}

const RANK: Readonly<Record<Reach, number>> = { none: 0, some: 1, every: 2 };

/** The best alternative: two that cover a variant only together are not joined, which errs to "some". */
function coverProbe(alternatives: readonly Conjunction[], probe: Probe): ProbeCover {
  return alternatives
    .map((conjunction) => coverConjunction(conjunction, probe))
    .reduce((best, next) => (isBetter(next, best) ? next : best));
}

function isBetter(left: ProbeCover, right: ProbeCover): boolean {
  const gain = RANK[left.reach] - RANK[right.reach];
  return gain > 0 || (gain === 0 && left.because.length < right.because.length);
}

function coverConjunction(conjunction: Conjunction, probe: Probe): ProbeCover {
  let reach: Reach = "every";
  const because: string[] = [];
  for (const constraint of conjunction) {
    const field = Object.hasOwn(probe.fields, constraint.name) ? probe.fields[constraint.name] : undefined;
    const one = coverField(constraint, field, scalarsAt(probe.event, constraint.path));
    if (RANK[one] < RANK[reach]) reach = one;
    if (one === "none") because.push(`${constraint.name} does not match`);
    if (one === "some") because.push(`${constraint.name} varies and is constrained`);
  }
  return { reach, because };
}

function coverField({ tests }: Constraint, field: Field | undefined, example: readonly Scalar[]): Reach {
  if (field === undefined) return "some";
  switch (field.kind) {
    case "fixed":
      return reachOf(testField(tests, example));
    case "absent":
      return reachOf(testField(tests, []));
    case "one-of": {
      const results = field.values.map((value) => testField(tests, [value]));
      return results.every((one) => one === false) ? "none" : reachOfAll(results);
    }
    case "text":
      return tests.some((test) => holdsForEvery(test, field)) ? "every" : onlySome(tests);
    case "name":
      if (tests.some((test) => holdsForEvery(test, field))) return "every";
      return testField(tests, example) === false ? "none" : "some";
  }
}

function reachOf(result: Truth): Reach {
  return result === "unknown" ? "some" : result ? "every" : "none";
}

function reachOfAll(results: readonly Truth[]): Reach {
  return every(results) === true ? "every" : "some";
}

/** On a text that is always there, absence alone never holds; anything else may. */
function onlySome(tests: readonly ValueTest[]): Reach {
  return tests.every((test) => test.kind === "exists") ? "none" : "some";
}

/** True only for tests that no text of this domain can fail. */
function holdsForEvery(
  test: ValueTest,
  { prefix, suffix }: { readonly prefix: string; readonly suffix: string },
): boolean {
  switch (test.kind) {
    case "exists":
      return test.present;
    case "prefix":
      return !test.ignoreCase && prefix.startsWith(test.text);
    case "suffix":
      return !test.ignoreCase && suffix.endsWith(test.text);
    case "wildcard": {
      const [start, end, ...more] = test.parts;
      return (
        start !== undefined &&
        end !== undefined &&
        more.length === 0 &&
        prefix.startsWith(start) &&
        suffix.endsWith(end)
      );
    }
    default:
      return false;
  }
}

/** Our own examples hold no arrays of objects: a path is a plain walk. */
function scalarsAt(event: object, path: readonly string[]): readonly Scalar[] {
  let value: unknown = event;
  for (const key of path) {
    const inside: object = typeof value === "object" && value !== null ? value : {};
    value = Object.hasOwn(inside, key) ? (inside as Record<string, unknown>)[key] : undefined;
  }
  return value === null || typeof value !== "object"
    ? ([value].filter((one) => one !== undefined) as Scalar[])
    : [];
}
