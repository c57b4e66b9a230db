// LookupEvents: what CloudTrail recorded in one account and one region in the last 90 days, newest first, found by
// one attribute. No trail is needed.
import { AwsError } from "../aws-error.ts";
import { isRecord, numberOf, textOf, type Input, type Output } from "../wire/value.ts";
import type { Recorded } from "../world/records.ts";
import { listed, type Call, type Operation, type Paging } from "./service.ts";

interface Attribute {
  readonly key: string;
  readonly value: string;
}

const day = 24 * 60 * 60 * 1000;

/** What each attribute is compared with. Resources are not told here. */
const indexes: Readonly<Record<string, (event: Recorded) => string | undefined>> = {
  EventId: ({ record }) => record.eventID,
  EventName: ({ record }) => record.eventName,
  ReadOnly: ({ record }) => String(record.readOnly),
  Username: ({ username }) => username,
  ResourceType: () => undefined,
  ResourceName: () => undefined,
  EventSource: ({ record }) => record.eventSource,
  AccessKeyId: ({ accessKeyId }) => accessKeyId,
};

function readAttribute(input: Input): Attribute | undefined {
  const asked: unknown = input.LookupAttributes;
  const [first, ...others] = Array.isArray(asked) ? (asked as unknown[]) : [];
  if (first === undefined) return undefined;
  const attribute = isRecord(first) ? first : {};
  const key = textOf(attribute, "AttributeKey") ?? "";
  if (others.length === 0 && key in indexes) return { key, value: textOf(attribute, "AttributeValue") ?? "" };
  throw new AwsError("InvalidLookupAttributesException", "You may supply only one valid lookup attribute.");
}

/** In milliseconds, both ends included; never further back than CloudTrail keeps. */
function readInterval({ input, world }: Call): { from: number; to: number } {
  const now = world.now().getTime();
  const from = (numberOf(input, "StartTime") ?? 0) * 1000;
  const to = (numberOf(input, "EndTime") ?? now / 1000) * 1000;
  if (from > to) {
    throw new AwsError("InvalidTimeRangeException", "The start of the time range is after its end.");
  }
  return { from: Math.max(from, now - 90 * day), to: Math.min(to, now) };
}

function checkLimit(input: Input): void {
  const limit = numberOf(input, "MaxResults") ?? 50;
  if (limit >= 1 && limit <= 50) return;
  throw new AwsError("InvalidMaxResultsException", "MaxResults must be between 1 and 50.");
}

function found(call: Call): readonly Recorded[] {
  const attribute = readAttribute(call.input);
  const { from, to } = readInterval(call);
  const index = attribute && indexes[attribute.key];
  return call.world.journal.of(call.account).filter((event) => {
    const time = Date.parse(event.record.eventTime);
    const here = event.record.awsRegion === call.region && time >= from && time <= to;
    return here && (index === undefined || index(event) === attribute?.value);
  });
}

function describe(event: Recorded): Output {
  const { record, username, accessKeyId } = event;
  return {
    EventId: record.eventID,
    EventName: record.eventName,
    ReadOnly: String(record.readOnly),
    ...(accessKeyId !== undefined && { AccessKeyId: accessKeyId }),
    EventTime: new Date(record.eventTime),
    EventSource: record.eventSource,
    ...(username !== undefined && { Username: username }),
    Resources: [],
    CloudTrailEvent: JSON.stringify(record),
  };
}

const paging: Paging = {
  limit: "MaxResults",
  token: "NextToken",
  nextToken: "NextToken",
  maximum: 50,
  badToken: "InvalidNextTokenException",
};

export const lookupEvents: Operation = (call) => {
  checkLimit(call.input);
  const parameters = { ...call.input, NextToken: undefined };
  const boundTo = JSON.stringify([call.account.id, call.region, parameters]);
  return listed(call, { name: "Events", all: found(call), describe }, { ...paging, boundTo });
};
