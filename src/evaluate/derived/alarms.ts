// Does an alarm fire on a single match of a metric filter? Only what is certain is a yes: an alarm that needs more, or that may be
// in alarm already, would stay silent on the one sign-in that matters. (CloudWatch acts when the state changes.)
import { ABSENT, type Unknown, type Value } from "../../condition/index.ts";
import {
  elementsOf,
  isUnknown,
  same,
  textOf,
  truthOf,
  unknownFact,
  unknownsIn,
  type View,
} from "./kleene.ts";
import { chain, HOLDS, type Link, oneOf } from "./links.ts";

/** Whether the alarm fires, whoever then hears of it, as soon as the filter matches one event; `fact` names the list of alarms. */
export function firesOn(alarm: View, filter: View, fact: string): Link {
  const acts = { holds: truthOf(alarm["actionsEnabled"]), broken: "its actions are switched off" };
  return chain([watchesAndFires(alarm, filter, fact), acts]);
}

/** The alarm is about a metric of the filter; others are no part of the chain. */
export function watches(alarm: View, filter: View): boolean {
  const { items, rest } = elementsOf(filter["transformations"] ?? []);
  return rest !== undefined || items.some((metric) => isOf(alarm, metric) !== false);
}

function isOf(alarm: View, metric: View): boolean | Unknown {
  const { metricName = ABSENT, metricNamespace = ABSENT } = alarm;
  const parts = [same(metric["metricName"], metricName), same(metric["metricNamespace"], metricNamespace)];
  const [unseen] = unknownsIn([metricName, metricNamespace, ...parts]);
  return unseen ?? parts.every((part) => part === true);
}

function watchesAndFires(alarm: View, filter: View, fact: string): Link {
  const { items, rest } = elementsOf(filter["transformations"] ?? []);
  const own = items.filter((metric) => isOf(alarm, metric) !== false);
  const links = own.map((metric) => {
    const watched = isOf(alarm, metric);
    const is: Link = watched === true ? HOLDS : { holds: watched, broken: `its metric was not seen` };
    return chain([is, ...triggers(alarm, metric, fact)]);
  });
  return oneOf(links, rest, {
    none: "it watches another metric",
    unseen: "what the filter counts was not seen",
  });
}

function triggers(alarm: View, metric: View, fact: string): readonly Link[] {
  const doubt = (why: string): Link => ({
    holds: unknownFact({
      fact: `${fact}[${JSON.stringify(alarm["arn"])}]`,
      cause: "not-observable",
      reason: `alarm ${textOf(alarm["name"])}: ${why}`,
    }),
    broken: why,
  });
  return [
    sameSeries(alarm, metric, doubt),
    threshold(alarm, metric, doubt),
    periods(alarm, doubt),
    quiet(alarm, doubt),
    restsAtZero(metric, doubt),
  ];
}

type Doubt = (why: string) => Link;

/** With dimensions, or a unit, the alarm may watch another series of the metric. */
function sameSeries(alarm: View, metric: View, doubt: Doubt): Link {
  const plain = [alarm["dimensions"], alarm["unit"], metric["dimensions"]].every(
    (value) => value === undefined || value === ABSENT,
  );
  return plain
    ? HOLDS
    : doubt("whether it watches what the filter counts is not known: it names dimensions or a unit");
}

/** Of these a single match makes at least the filter's value; the others can be diluted, or need samples nobody saw. */
const COUNTING = ["Sum", "Maximum"];

function threshold(alarm: View, metric: View, doubt: Doubt): Link {
  const { statistic = ABSENT, threshold: limit = ABSENT, comparison = ABSENT } = alarm;
  const value = metric["metricValue"] ?? ABSENT;
  const [unseen] = unknownsIn([statistic, limit, comparison, value]);
  if (unseen !== undefined) return { holds: unseen, broken: "how it is triggered was not seen" };
  if (!COUNTING.includes(textOf(statistic)))
    return doubt(`whether one match is enough is not known: its statistic is ${told(statistic)}`);
  if (!isNumber(value)) return doubt(`what the filter counts is ${told(value)}, which is no number`);
  if (typeof limit !== "number") return doubt("it has no threshold of its own");
  return exceeds({ limit, comparison: textOf(comparison), value: Number(value) }, doubt);
}

const isNumber = (value: Value): boolean => typeof value === "string" && /^\d+(\.\d+)?$/.test(value);

const told = (value: Value): string => (value === ABSENT ? "none of the usual ones" : textOf(value));

interface Comparison {
  readonly limit: number;
  readonly comparison: string;
  /** What one match adds. */
  readonly value: number;
}

function exceeds({ limit, comparison, value }: Comparison, doubt: Doubt): Link {
  const atLeast = comparison === "GreaterThanOrEqualToThreshold";
  if (!atLeast && comparison !== "GreaterThanThreshold") {
    const down = comparison.startsWith("LessThan") && !comparison.includes("Greater");
    const broken = `it fires when the count falls (${comparison})`;
    return down ? { holds: false, broken } : doubt(`${comparison} is not judged`);
  }
  if (atLeast ? value < limit : value <= limit)
    return {
      holds: false,
      broken: `one match counts ${value}, and it needs ${atLeast ? "" : "more than "}${limit}`,
    };
  const rests = atLeast ? limit > 0 : limit >= 0;
  return rests ? HOLDS : doubt("it may be in alarm all the time");
}

/** One period with a match must be enough. */
function periods(alarm: View, doubt: Doubt): Link {
  const { evaluationPeriods: all = ABSENT, datapointsToAlarm: needed = ABSENT } = alarm;
  const [unseen] = unknownsIn([all, needed]);
  if (unseen !== undefined) return { holds: unseen, broken: "how many periods it waits for was not seen" };
  if (needed === 1 || (needed === ABSENT && all === 1)) return HOLDS;
  return doubt(
    `whether one period with a match is enough is not known: it waits for ${needed === ABSENT ? numberOf(all) : numberOf(needed)}`,
  );
}

const numberOf = (value: Value): string => (typeof value === "number" ? `${value}` : "a number not told");

/** Where silence counts as breaching, or leaves the state as it is, the alarm may be in alarm when the sign-in comes. */
function quiet(alarm: View, doubt: Doubt): Link {
  const missing = alarm["missingData"] ?? ABSENT;
  if (isUnknown(missing)) return { holds: missing, broken: "what it makes of silence was not seen" };
  if (missing === ABSENT || missing === "missing" || missing === "notBreaching") return HOLDS;
  return doubt(`it may be in alarm already when a match comes: missing data is ${textOf(missing)}`);
}

/** A filter may count something where nothing matches: what the alarm rests at is then not known. */
function restsAtZero(metric: View, doubt: Doubt): Link {
  const { defaultValue = ABSENT } = metric;
  if (isUnknown(defaultValue))
    return { holds: defaultValue, broken: "what its filter counts without a match was not seen" };
  if (defaultValue === ABSENT || defaultValue === 0) return HOLDS;
  return doubt("it may be in alarm already when a match comes: its filter counts where nothing matches, too");
}
