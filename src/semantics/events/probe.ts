// Root's events as probes: an example, and for each field what is known of it over ALL events of that variant.
// A field that is not listed may hold anything or be absent, so a pattern that asks for it is never said to cover.
import type { Scalar } from "./value-test.ts";

/** What is known of a field over every event of a variant. */
export type Field =
  /** The same in every event: the example's value decides. */
  | { readonly kind: "fixed" }
  /** Never there in events of the real root. */
  | { readonly kind: "absent" }
  /** One of these, every one of which occurs. */
  | { readonly kind: "one-of"; readonly values: readonly string[] }
  /** Always a text, any text that starts and ends like this. */
  | { readonly kind: "text"; readonly prefix: string; readonly suffix: string }
  /** Such a text too, and it is what tells this example from others: a pattern pinned to another value misses it. */
  | { readonly kind: "name"; readonly prefix: string; readonly suffix: string };

/** A variant of an event by root: `event` is one of many, `fields` says how the others differ. */
export interface Probe {
  readonly name: string;
  readonly event: object;
  readonly fields: Readonly<Record<string, Field>>;
}

/** Whose events, and which region's bus they reach. */
export interface ProbeInput {
  readonly accountId: string;
  readonly partition: string;
  /** Sign-in: where the partition records root sign-ins. Activity: the region of the bus. */
  readonly region: string;
  /** The account's alias; root's `userName` in records is the alias where there is one. */
  readonly alias?: string;
}

export const FIXED: Field = { kind: "fixed" };
export const ABSENT: Field = { kind: "absent" };
export const ANY_TEXT: Field = { kind: "text", prefix: "", suffix: "" };

/** Fields that are the same story in sign-ins and API calls. Address, agent and principal id are left out: they may be missing. [doc cloudtrail-event-reference-record-contents] */
export const COMMON_FIELDS: Readonly<Record<string, Field>> = {
  version: FIXED,
  "detail-type": FIXED,
  account: FIXED,
  region: FIXED,
  resources: FIXED,
  id: ANY_TEXT,
  time: ANY_TEXT,
  "detail.awsRegion": FIXED,
  "detail.eventType": FIXED,
  "detail.recipientAccountId": FIXED,
  "detail.userIdentity.type": FIXED,
  "detail.userIdentity.arn": FIXED,
  "detail.userIdentity.accountId": FIXED,
  "detail.userIdentity.invokedBy": ABSENT,
  "detail.userIdentity.sessionContext.assumedRoot": ABSENT,
  "detail.eventVersion": ANY_TEXT,
  "detail.eventTime": ANY_TEXT,
  "detail.eventID": ANY_TEXT,
};

/** The envelope that EventBridge puts around a record. [arch eb-events.md] */
export function envelope(input: ProbeInput, source: string, detailType: string, detail: object): object {
  const time = "2026-01-01T00:00:00Z";
  const record = {
    eventVersion: "1.08",
    eventTime: time,
    awsRegion: input.region,
    sourceIPAddress: "192.0.2.10",
    userAgent: "Mozilla/5.0",
    eventID: "00000000-0000-4000-8000-000000000001",
    readOnly: false,
    managementEvent: true,
    recipientAccountId: input.accountId,
    eventCategory: "Management",
    ...detail,
  };
  return {
    version: "0",
    id: "00000000-0000-4000-8000-000000000000",
    "detail-type": detailType,
    source,
    account: input.accountId,
    time,
    region: input.region,
    resources: [],
    detail: record,
  };
}

/** The identity of the real root in a record. [arch cloudtrail-event-reference-user-identity.md] */
export function rootIdentity(input: ProbeInput, userName?: string): object {
  return {
    type: "Root",
    principalId: input.accountId,
    arn: `arn:${input.partition}:iam::${input.accountId}:root`,
    accountId: input.accountId,
    accessKeyId: "",
    ...(userName === undefined ? {} : { userName }),
  };
}

/** The example's value at a path, as a list of one; empty where there is none, or no scalar. Our examples hold no arrays of objects. */
export function exampleAt(event: object, path: readonly string[]): readonly Scalar[] {
  let value: unknown = event;
  for (const key of path) {
    const inside: object = typeof value === "object" && value !== null ? value : {};
    value = Object.hasOwn(inside, key) ? (inside as Record<string, unknown>)[key] : undefined;
  }
  return value === null || typeof value !== "object"
    ? ([value].filter((one) => one !== undefined) as Scalar[])
    : [];
}
