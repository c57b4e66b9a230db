// Many look-ups made one fact: each event once, and of each look-up how far it reached.
import type { CloudTrailEvent, Coverage, Observed, Reason, RecordedEvents } from "../../model/index.ts";
import { collected, distinctCalls } from "../aws/observe.ts";
import type { Found } from "./look-up.ts";

/** Without a value only where nothing was answered at all; else each look-up says for itself what it could not see. */
export function recordedEvents(found: readonly Found[], now: string): Observed<RecordedEvents> {
  const at = found.map((one) => one.at).reduce((one, other) => (other < one ? other : one), now);
  const calls = distinctCalls(found.flatMap(({ coverage }) => coverage.calls));
  const reason = found.some(({ answered }) => answered) ? undefined : mainReason(found);
  if (reason === undefined) return collected({ at, calls }, merge(found));
  const state = reason.cause === "permission" ? "denied" : "failed";
  return { state, observedAt: at, calls, reason };
}

/** Refused only where no call went wrong otherwise. */
function mainReason(found: readonly Found[]): Reason | undefined {
  const reasons = found.flatMap(({ coverage }) => coverage.reason ?? []);
  return reasons.find(({ cause }) => cause === "reach" || cause === "malformed") ?? reasons[0];
}

/** An event that several look-ups found is one; one that they tell differently leaves the later of them incomplete. */
function merge(found: readonly Found[]): RecordedEvents {
  const kept = new Map<string, { readonly record: CloudTrailEvent; readonly written: string }>();
  const covered = found.map(({ coverage, records }) => {
    const disputed = new Set<string>();
    for (const record of records) {
      const written = JSON.stringify(record);
      const before = kept.get(record.id);
      if (before === undefined) kept.set(record.id, { record, written });
      else if (before.written !== written) disputed.add(record.id);
    }
    return disputing(coverage, disputed);
  });
  const records = [...kept.values()].map(({ record }) => record).sort(byTime);
  return { covered, records };
}

function disputing(coverage: Coverage, disputed: ReadonlySet<string>): Coverage {
  const [id] = disputed;
  if (id === undefined || !coverage.complete) return coverage;
  const message = `cloudtrail:LookupEvents: event ${id} was told in two ways`;
  return { ...coverage, complete: false, reason: { cause: "malformed", message } };
}

/** Oldest first. */
const byTime = (one: CloudTrailEvent, other: CloudTrailEvent): number =>
  `${one.time} ${one.id}` < `${other.time} ${other.id}` ? -1 : 1;
