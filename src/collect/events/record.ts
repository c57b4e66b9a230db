// A CloudTrail record as LookupEvents carries it: a JSON text in CloudTrailEvent; the members beside it are too thin
// (AWS-FACTS 9.1). It is read strictly: what is not understood is told by its id, never dropped silently.
import type { CloudTrailEvent, EventIdentity } from "../../model/index.ts";
import type { Answer } from "../aws/answer.ts";
import { Malformed } from "../aws/malformed.ts";
import type { Output } from "../aws/operations.ts";
import { readDetails } from "./details.ts";
import {
  isMembers,
  memberOf,
  type Members,
  optionalFlag,
  optionalPart,
  optionalText,
  part,
  text,
  time,
} from "./members.ts";

/** Where a record must come from, and what is kept of it. */
export interface Origin {
  readonly account: string;
  readonly region: string;
  /** Paths to keep of an event, by its source and name. */
  readonly keptOf: (source: string, name: string) => readonly string[];
}

/** A record, or why it is none. */
export type ReadRecord = { readonly record: CloudTrailEvent } | { readonly trouble: string };

type Item = NonNullable<Output<"cloudtrail:LookupEvents">["Events"]>[number];

export function readItem(item: Answer<Item>, origin: Origin): ReadRecord {
  try {
    return { record: readRecord(parse(item.string("CloudTrailEvent")), origin) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { trouble: `event ${idOf(item)}: ${error.message}` };
  }
}

const ID = /^[\w-]{1,100}$/;

/** For a message, so only what looks like an id. */
function idOf(item: Answer<Item>): string {
  try {
    const id = item.optionalString("EventId") ?? "";
    return ID.test(id) ? id : "without an id";
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return "without an id";
  }
}

function parse(json: string): Members {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Malformed("CloudTrailEvent is not JSON");
  }
  if (!isMembers(value)) throw new Malformed("CloudTrailEvent is not a structure");
  return value;
}

function readRecord(record: Members, { account, region, keptOf }: Origin): CloudTrailEvent {
  if (text(record, "awsRegion") !== region) throw new Malformed("awsRegion is not the one that was asked");
  if ((optionalText(record, "recipientAccountId") ?? account) !== account)
    throw new Malformed("recipientAccountId is another account's");
  const [source, name] = [text(record, "eventSource"), text(record, "eventName")];
  const used = [`responseElements.${name}`, "additionalEventData.MFAUsed"];
  return {
    id: eventId(record),
    account,
    region,
    time: time(record, "eventTime"),
    source,
    name,
    type: text(record, "eventType"),
    ...circumstances(record),
    identity: readIdentity(part(record, "userIdentity")),
    ...signInFields(record, name),
    ...readDetails(record, keptOf(source, name), isSignIn(record) ? used : []),
  };
}

/** It becomes a key and stands in messages. */
function eventId(record: Members): string {
  const id = text(record, "eventID");
  if (!ID.test(id)) throw new Malformed("eventID is not an id");
  return id;
}

function circumstances(
  record: Members,
): Pick<CloudTrailEvent, "readOnly" | "errorCode" | "address" | "agent"> {
  const message = optionalText(record, "errorMessage");
  return withoutUndefined({
    readOnly: optionalFlag(record, "readOnly"),
    errorCode: optionalText(record, "errorCode") ?? (message === undefined ? undefined : "error"),
    address: optionalText(record, "sourceIPAddress"),
    agent: optionalText(record, "userAgent"),
  });
}

function readIdentity(identity: Members): EventIdentity {
  const session = optionalPart(identity, "sessionContext") ?? {};
  const issuer = optionalPart(session, "sessionIssuer") ?? {};
  return withoutUndefined({
    type: optionalText(identity, "type"),
    arn: optionalText(identity, "arn"),
    accountId: optionalText(identity, "accountId"),
    keyId: optionalText(identity, "accessKeyId"),
    invokedBy: optionalText(identity, "invokedBy"),
    assumedRoot: optionalFlag(session, "assumedRoot"),
    issuerType: optionalText(issuer, "type"),
    issuerArn: optionalText(issuer, "arn"),
    mfaAuthenticated: optionalFlag(optionalPart(session, "attributes") ?? {}, "mfaAuthenticated"),
  });
}

const isSignIn = (record: Members): boolean => memberOf(record, "eventSource") === "signin.amazonaws.com";

/** A sign-in event says how it ended under its own name: `responseElements.ConsoleLogin` (AWS-FACTS 9.4). */
function signInFields(record: Members, name: string): Pick<CloudTrailEvent, "mfaUsed" | "signInResult"> {
  if (!isSignIn(record)) return {};
  return withoutUndefined({
    mfaUsed: optionalText(optionalPart(record, "additionalEventData") ?? {}, "MFAUsed"),
    signInResult: optionalText(optionalPart(record, "responseElements") ?? {}, name),
  });
}

type Given<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

const withoutUndefined = <Fields extends object>(fields: Fields): Given<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
