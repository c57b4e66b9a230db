// Many look-ups made one fact: each event once, and of each look-up how far it reached.
import type { CloudTrailEvent, Coverage, Observed, Reason, RecordedEvents } from "../../model/index.ts";
import { collected, distinctCalls } from "../aws/observe.ts";
import type { Found } from "./look-up.ts";

/** Without a value only where nothing was answered at all; else each look-up says for itself what it could not see. */
export function recordedEvents(
  found: readonly Found[],
  now: string,
  most = MOST_CHARACTERS,
): Observed<RecordedEvents> {
  const at = found.map((one) => one.at).reduce((one, other) => (other < one ? other : one), now);
  const calls = distinctCalls(found.flatMap(({ coverage }) => coverage.calls));
  const reason = found.some(({ answered }) => answered) ? undefined : mainReason(found);
  if (reason === undefined) return collected({ at, calls }, merge(found, most));
  const state = reason.cause === "permission" ? "denied" : "failed";
  return { state, observedAt: at, calls, reason };
}

/** Refused only where no call went wrong otherwise. */
function mainReason(found: readonly Found[]): Reason | undefined {
  const reasons = found.flatMap(({ coverage }) => coverage.reason ?? []);
  return reasons.find(({ cause }) => cause === "reach" || cause === "malformed") ?? reasons[0];
}

/** Characters of all events of one fact: with its line, evidence must be readable again (load/evidence.ts). */
const MOST_CHARACTERS = 24_000_000;

/** An event that several look-ups found is one; one that they tell differently leaves the later of them incomplete. */
function merge(found: readonly Found[], most: number): RecordedEvents {
  const kept = new Map<string, Kept>();
  const disputes = found.map(({ records }) => {
    const disputed = new Set<string>();
    for (const record of records) {
      const written = JSON.stringify(record);
      const before = kept.get(record.id);
      if (before === undefined) kept.set(record.id, { record, written });
      else if (before.written !== written) disputed.add(record.id);
    }
    return disputed;
  });
  const { records, dropped } = newest([...kept.values()], most);
  const covered = found.map((one, at) => doubting(one, disputes[at] ?? new Set(), dropped));
  return { covered, records };
}

interface Kept {
  readonly record: CloudTrailEvent;
  readonly written: string;
}

/** The newest that fit; the ids of the others. */
function newest(kept: readonly Kept[], most: number): { records: CloudTrailEvent[]; dropped: Set<string> } {
  const records: CloudTrailEvent[] = [];
  const dropped = new Set<string>();
  let length = 0;
  for (const { record, written } of kept.toSorted((one, other) => byTime(other.record, one.record))) {
    length += written.length;
    if (length <= most) records.push(record);
    else dropped.add(record.id);
  }
  return { records: records.reverse(), dropped };
}

/** A look-up that lost events, or told one differently, is incomplete; where it was already, its first reason stays. */
function doubting(
  { coverage, records }: Found,
  disputed: ReadonlySet<string>,
  dropped: ReadonlySet<string>,
): Coverage {
  const reason = lossIn(records, dropped) ?? disputeOf(disputed);
  return reason === undefined || !coverage.complete ? coverage : { ...coverage, complete: false, reason };
}

function lossIn(records: readonly CloudTrailEvent[], dropped: ReadonlySet<string>): Reason | undefined {
  const lost = records.filter(({ id }) => dropped.has(id)).length;
  if (lost === 0) return undefined;
  const message = `cloudtrail:LookupEvents: the ${lost} oldest of ${records.length} events were not kept: all of them are too long`;
  return { cause: "reach", message };
}

function disputeOf([id]: ReadonlySet<string>): Reason | undefined {
  if (id === undefined) return undefined;
  return { cause: "malformed", message: `cloudtrail:LookupEvents: event ${id} was told in two ways` };
}

/** Oldest first. */
const byTime = (one: CloudTrailEvent, other: CloudTrailEvent): number =>
  `${one.time} ${one.id}` < `${other.time} ${other.id}` ? -1 : 1;
