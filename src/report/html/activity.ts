// What root did, read from the evidence subject by subject: the newest events are kept, all are counted.
import type { RootEvent } from "../../model/index.ts";
import type { Report } from "../report.ts";
import type { Overview } from "./overview.ts";
import { subjectName } from "../text.ts";

/** Events that are listed, the newest; the rest is counted. */
export const EVENTS_LISTED = 1000;
/** Accounts with a line of their own in the picture. */
export const LANES = 20;
/** Marks in a line: events that are closer share one. */
export const BINS = 200;

const EVENTS_FACT = "account.events";

/** An event and its account. */
export interface Event extends RootEvent {
  readonly account: string;
}

/** Marks of one account, by their place from the left. */
export interface Lane {
  readonly name: string;
  /** More than one in the last lane. */
  readonly accounts: number;
  count: number;
  /** How many events, and how many of them were refused. */
  readonly bins: Map<number, { count: number; failed: number }>;
}

/** All that is shown of root's activity. */
export interface Activity {
  readonly total: number;
  /** Newest first. */
  readonly events: readonly Event[];
  /** Most events first; beyond `LANES`, all others are one. */
  readonly lanes: readonly Lane[];
  /** Milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Accounts whose events were not seen at all. */
  readonly unseen: readonly string[];
}

/** Reads the evidence twice: for the stretch of time, and for the events in it. */
export function activityOf(report: Report, seen: Overview): Activity {
  const { from, to } = stretchOf(report);
  const lanes: Lane[] = [];
  const newest: Event[] = [];
  const unseen: string[] = [];
  for (const { scope, id, facts, rootActivity = [] } of report.evidence) {
    if (scope !== "account" || !seen.isAsked({ subject: { scope, id, partition: report.header.partition } }))
      continue;
    const account = seen.rows.get(id)?.name ?? subjectName({ id });
    if (facts.some(({ fact, state }) => fact === EVENTS_FACT && state !== "collected")) unseen.push(account);
    if (rootActivity.length === 0) continue;
    lanes.push(laneOf(account, rootActivity, { from, to }));
    keepNewest(
      newest,
      rootActivity.map((event) => ({ ...event, account })),
    );
  }
  const total = lanes.reduce((sum, { count }) => sum + count, 0);
  lanes.sort((left, right) => right.count - left.count);
  return { total, events: newest, lanes: shownLanes(lanes), from, to, unseen };
}

/** From the first event to the instant that is judged. */
function stretchOf({ evidence, header }: Report): { from: number; to: number } {
  let from = Number.POSITIVE_INFINITY;
  let to = Date.parse(header.asOf);
  for (const { rootActivity = [] } of evidence) {
    for (const { time } of rootActivity) {
      from = Math.min(from, Date.parse(time));
      to = Math.max(to, Date.parse(time));
    }
  }
  return { from: Number.isFinite(from) ? from : to, to };
}

function laneOf(
  name: string,
  events: readonly RootEvent[],
  { from, to }: { from: number; to: number },
): Lane {
  const lane: Lane = { name, accounts: 1, count: events.length, bins: new Map() };
  for (const { time, error } of events) {
    const at = Math.round(((Date.parse(time) - from) / Math.max(1, to - from)) * BINS);
    const bin = lane.bins.get(at) ?? { count: 0, failed: 0 };
    lane.bins.set(at, bin);
    bin.count++;
    if (error !== undefined) bin.failed++;
  }
  return lane;
}

function keepNewest(newest: Event[], more: readonly Event[]): void {
  newest.push(...more);
  newest.sort((left, right) => Date.parse(right.time) - Date.parse(left.time));
  newest.length = Math.min(newest.length, EVENTS_LISTED);
}

function shownLanes(lanes: readonly Lane[]): Lane[] {
  if (lanes.length <= LANES) return [...lanes];
  const others = lanes.slice(LANES);
  const rest: Lane = {
    name: `${others.length} other accounts`,
    accounts: others.length,
    count: 0,
    bins: new Map(),
  };
  for (const { count, bins } of others) {
    rest.count += count;
    for (const [at, { count: number, failed }] of bins) {
      const bin = rest.bins.get(at) ?? { count: 0, failed: 0 };
      rest.bins.set(at, { count: bin.count + number, failed: bin.failed + failed });
    }
  }
  return [...lanes.slice(0, LANES), rest];
}
