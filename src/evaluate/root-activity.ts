// What root was recorded doing in an account, for the reports: told beside the findings, and decides none of them.
import { type RootEvent, shortenAddresses } from "../model/index.ts";
import { hasFailed, type RecordedEvent } from "../semantics/index.ts";
import { byRoot } from "./derived/events/judged.ts";
import { recordedOf } from "./derived/events/recorded.ts";
import type { ViewRecord } from "./views.ts";

/** The events that are certainly root's, by time; none where the account's events were not seen. */
export function rootActivityOf({ events = [] }: ViewRecord): RootEvent[] {
  return recordedOf(events, "account.events")
    .records.filter((record) => byRoot(record) === true)
    .sort((left, right) => left.time - right.time || (left.id < right.id ? -1 : 1))
    .map(toRootEvent);
}

function toRootEvent(record: RecordedEvent): RootEvent {
  const { time, name, source, region, address, agent } = record;
  return {
    time: new Date(time).toISOString(),
    event: name,
    service: source,
    region,
    ...(address !== undefined && { address }),
    ...(agent !== undefined && { agent: shortenAddresses(agent) }),
    ...(hasFailed(record) === true && { error: record.errorCode ?? record.signInResult ?? "Failure" }),
  };
}
