// Does a pattern match EVERY event of each variant? Not by trying examples (a pattern can fit them by a value that happens to
// be theirs) but constraint by constraint against what is known of the field: "all" is a proof, "some" is not.
import { compilePattern } from "./compile.ts";
import type { Conjunction, Constraint } from "./conjunction.ts";
import { testField } from "./match.ts";
import { isProblem } from "./parse-test.ts";
import { exampleAt, type Field, type Probe } from "./probe.ts";
import {
  allOf,
  bestOf,
  type Cover,
  coverEach,
  narrowedBy,
  notJudged,
  type ProbeCover,
  type Reach,
} from "./reach.ts";
import type { Scalar, ValueTest } from "./value-test.ts";
import { every, type Truth } from "../truth.ts";

/** Judges a pattern against the variants of an event. */
export function coverProbes(pattern: string, probes: readonly Probe[]): Cover {
  const compiled = compilePattern(pattern);
  if (isProblem(compiled)) return { ...notJudged(probes, compiled.reason), verdict: compiled.verdict };
  return coverEach(probes, (probe) =>
    bestOf(compiled.alternatives.map((conjunction) => coverConjunction(conjunction, probe))),
  );
}

function coverConjunction(conjunction: Conjunction, probe: Probe): ProbeCover {
  return allOf(
    conjunction.map((constraint) => {
      const { name, path } = constraint;
      const field = Object.hasOwn(probe.fields, name) ? probe.fields[name] : undefined;
      return narrowedBy(name, coverField(constraint, field, exampleAt(probe.event, path)));
    }),
  );
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
