// One look-up in one region: every page of it, and how far it reached.
import type { Call, CloudTrailEvent, Coverage, Reason } from "../../model/index.ts";
import { byNextToken, list } from "../aws/pages.ts";
import type { AccountSession } from "../aws/session.ts";
import type { Task } from "./plan.ts";
import { type Origin, type ReadRecord, readItem } from "./record.ts";
import type { EventSearch } from "./search.ts";

/** An account whose events are looked up. */
export interface Subject {
  readonly account: string;
  readonly session: AccountSession;
  readonly search: EventSearch;
  /** After so many a look-up is broken off, and says so. */
  readonly mostEvents?: number;
}

/** What a look-up gave. */
export interface Found {
  readonly coverage: Coverage;
  readonly records: readonly CloudTrailEvent[];
  /** When it began. */
  readonly at: string;
  /** At least one page was read. */
  readonly answered: boolean;
}

/** LookupEvents with the same parameters on every page, as its token demands; newest events come first. */
export async function lookUp({ account, session, search, mostEvents }: Subject, task: Task): Promise<Found> {
  const { region, attribute, value, from } = task;
  const to = new Date(Math.floor(session.run.now().getTime() / SECOND) * SECOND);
  const origin: Origin = { account, region, keptOf: search.keptOf };
  const seen = await list(session.in(region), {
    operation: "cloudtrail:LookupEvents",
    input: (token) => ({
      LookupAttributes: [{ AttributeKey: attribute, AttributeValue: value }],
      StartTime: from,
      EndTime: to,
      ...(token !== undefined && { NextToken: token }),
    }),
    read: (answer) => answer.parts("Events").map((item) => readItem(item, origin)),
    next: byNextToken,
    gate: search.gate,
    ...(mostEvents !== undefined && { mostItems: mostEvents }),
  });
  const read = seen.value ?? [];
  const reason = seen.reason ?? doubtIn(read);
  const coverage = coverageOf({ account, task, to, calls: seen.calls, reason });
  const records = read.flatMap((one) => ("record" in one ? one.record : []));
  return { coverage, records, at: seen.observedAt, answered: seen.value !== undefined };
}

/** CloudTrail counts in seconds; what the last, unfinished one holds is not claimed. */
const SECOND = 1_000;

/** The first record that was not understood. */
function doubtIn(read: readonly ReadRecord[]): Reason | undefined {
  const [first, ...more] = read.flatMap((one) => ("trouble" in one ? one.trouble : []));
  if (first === undefined) return undefined;
  const others = more.length === 0 ? "" : `, and ${more.length} more like it`;
  return { cause: "malformed", message: `cloudtrail:LookupEvents: ${first}${others}` };
}

interface Reached {
  readonly account: string;
  readonly task: Task;
  readonly to: Date;
  readonly calls: readonly Call[];
  readonly reason: Reason | undefined;
}

/** Complete where there is no reason why not. */
export const coverageOf = ({ account, task, to, calls, reason }: Reached): Coverage => ({
  lookup: task.lookup,
  account,
  region: task.region,
  from: task.from.toISOString(),
  to: to.toISOString(),
  complete: reason === undefined,
  calls,
  ...(reason !== undefined && { reason }),
});
