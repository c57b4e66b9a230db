// Records for tests: a call by root with a long-lived key, and whatever differs.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { EventTable, RevertTable } from "../../src/model/index.ts";
import type { RecordedEvent } from "../../src/semantics/index.ts";

export const events = parse(readFileSync("data/events.yaml", "utf8")) as EventTable;
export const reverts = parse(readFileSync("data/reverts.yaml", "utf8")) as RevertTable;

/** A record; `details` by name. */
export function recordOf(
  changes: Partial<Omit<RecordedEvent, "details">> & { details?: Readonly<Record<string, string>> },
): RecordedEvent {
  const { details = {}, ...rest } = changes;
  return {
    id: "event-1",
    account: "111122223333",
    region: "us-east-1",
    time: 0,
    source: "iam.amazonaws.com",
    name: "CreateUser",
    type: "AwsApiCall",
    readOnly: false,
    address: "198.51.100.7",
    identity: { type: "Root", arn: "arn:aws:iam::111122223333:root", keyId: "AKIAIOSFODNN7EXAMPLE" },
    otherFields: [],
    ...rest,
    details: Object.entries(details).map(([name, value]) => ({ name, value })),
  };
}
