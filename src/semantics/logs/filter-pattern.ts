// Does a metric filter on CloudTrail's log group count EVERY event of each variant? The log event is the record, which EventBridge
// carries as `detail`. It does not know whether the trail writes to that log group.
import { isProblem } from "../events/parse-test.ts";
import { exampleAt, type Field, type Probe } from "../events/probe.ts";
import {
  allOf,
  bestOf,
  type Cover,
  coverEach,
  narrowedBy,
  notJudged,
  type ProbeCover,
  type Reach,
} from "../events/reach.ts";
import type { Scalar } from "../events/value-test.ts";
import { every, some, type Truth } from "../truth.ts";
import { type FilterTest, passesAlways, passesNever, testValue } from "./filter-test.ts";
import { type FilterExpression, parseFilter } from "./parse-filter.ts";

/** What to take a comparison for that the guide does not describe, and the fields where that was asked. */
interface Doubt {
  readonly reach: Reach;
  readonly fields: Set<string>;
}

/**
 * Judges a filter pattern against the variants of an event; an empty one counts everything. The verdict must be the same whether
 * comparisons that are not described pass or not, else the filter is not understood. [doc CloudWatch Logs FilterAndPatternSyntax]
 */
export function coverFilterPattern(pattern: string, probes: readonly Probe[]): Cover {
  if (pattern.trim() === "") return coverEach(probes, () => ({ reach: "every", because: [] }));
  const expression = parseFilter(pattern);
  if (isProblem(expression)) return notJudged(probes, expression.reason);
  const fields = new Set<string>();
  const [worst, best] = (["none", "every"] as const).map((reach) =>
    coverEach(probes, (probe) => coverExpression(expression, probe, { reach, fields })),
  );
  const isSame = worst?.verdict === best?.verdict && worst?.matched.length === best?.matched.length;
  return isSame && worst !== undefined
    ? worst
    : notJudged(probes, `how CloudWatch Logs compares ${[...fields].join(", ")} is not documented`);
}

function coverExpression(expression: FilterExpression, probe: Probe, doubt: Doubt): ProbeCover {
  if (expression.kind !== "test") {
    const parts = expression.parts.map((part) => coverExpression(part, probe, doubt));
    return expression.kind === "all" ? allOf(parts) : bestOf(parts);
  }
  const name = `detail.${expression.path.join(".")}`;
  const field = Object.hasOwn(probe.fields, name) ? probe.fields[name] : undefined;
  const example = exampleAt(probe.event, ["detail", ...expression.path])[0];
  const reach = reachOf(expression.test, field, example);
  if (reach === "unknown") doubt.fields.add(name);
  return narrowedBy(name, reach === "unknown" ? doubt.reach : reach);
}

function reachOf(test: FilterTest, field: Field | undefined, example: Scalar | undefined): Reach | "unknown" {
  switch (field?.kind) {
    case undefined:
      return "some";
    case "fixed":
      return reachOfAll([testValue(test, example)]);
    case "absent":
      return reachOfAll([testValue(test, undefined)]);
    case "one-of":
      return reachOfAll(field.values.map((value) => testValue(test, value)));
    case "text":
      if (passesAlways(test, field)) return "every";
      return passesNever(test, field) ? "none" : "some";
    case "name":
      if (passesAlways(test, field)) return "every";
      return testValue(test, example) === false ? "none" : "some";
  }
}

function reachOfAll(truths: readonly Truth[]): Reach | "unknown" {
  if (every(truths) === true) return "every";
  if (some(truths) === false) return "none";
  return truths.includes("unknown") ? "unknown" : "some";
}
