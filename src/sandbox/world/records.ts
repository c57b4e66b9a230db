// CloudTrail's records as AWS writes them, and what the index of LookupEvents knows of each.
import { homeRegion } from "./account.ts";
import { uuid } from "./random.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

export type JsonRecord = Readonly<Record<string, Json>>;

/** One record, the document that LookupEvents hands out as text. */
export type TrailRecord = JsonRecord & {
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly readOnly: boolean;
  readonly recipientAccountId: string;
};

/** A record and where the look-up finds it. */
export interface Recorded {
  readonly record: TrailRecord;
  /** Absent in records of services and of people who could not say who they are. */
  readonly username?: string;
  readonly accessKeyId?: string;
}

/** Who acted, as `userIdentity` says it and as the look-up's index does. */
export interface Actor {
  readonly identity: JsonRecord;
  readonly username?: string;
  readonly accessKeyId?: string;
  readonly address?: string;
  readonly agent?: string;
  /** Whether the session's key was made for a browser. */
  readonly fromConsole?: boolean;
}

/** What one record is made of; everything else is the same in all of them. */
export interface EventPlan {
  readonly at: Date;
  /** The account in whose trail it stands. */
  readonly account: string;
  readonly by: Actor;
  /** The service's name before `.amazonaws.com`. */
  readonly source: string;
  readonly name: string;
  readonly region?: string;
  readonly readOnly?: boolean;
  readonly type?: "AwsApiCall" | "AwsConsoleSignIn" | "AwsServiceEvent" | "AwsConsoleAction";
  readonly request?: Json;
  readonly response?: Json;
  readonly additional?: JsonRecord;
  /** Code and message; sign-ins that fail have a message only. */
  readonly error?: { readonly code?: string; readonly message: string };
  /** Fields of a kind of its own, for example `serviceEventDetails`. */
  readonly more?: JsonRecord;
}

/** CloudTrail's times have no fractions. */
export function inSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}

function errorFields({ error }: EventPlan): JsonRecord {
  if (error === undefined) return {};
  return { ...(error.code !== undefined && { errorCode: error.code }), errorMessage: error.message };
}

/** How the call came in: only calls of an API have it. */
function transport({ source, type = "AwsApiCall", by }: EventPlan): JsonRecord {
  if (type !== "AwsApiCall") return {};
  const tlsDetails = {
    tlsVersion: "TLSv1.3",
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    clientProvidedHostHeader: `${source}.amazonaws.com`,
  };
  return { tlsDetails, ...(by.fromConsole === true && { sessionCredentialFromConsole: "true" }) };
}

function callFields({ request, response, additional }: EventPlan): JsonRecord {
  return {
    requestParameters: request ?? null,
    responseElements: response ?? null,
    ...(additional && { additionalEventData: additional }),
  };
}

/** `nth` tells apart what is otherwise the same. */
export function recorded(plan: EventPlan, nth: number): Recorded {
  const { at, account, by, source, name } = plan;
  const { region = homeRegion, readOnly = false, type = "AwsApiCall" } = plan;
  const words = [account, source, name, inSeconds(at), nth];
  const record = {
    eventVersion: "1.11",
    userIdentity: by.identity,
    eventTime: inSeconds(at),
    eventSource: `${source}.amazonaws.com`,
    eventName: name,
    awsRegion: region,
    sourceIPAddress: by.address ?? "192.0.2.44",
    userAgent: by.agent ?? "aws-cli/2.31.0",
    ...errorFields(plan),
    ...callFields(plan),
    requestID: uuid("request", ...words),
    eventID: uuid("event", ...words),
    readOnly,
    eventType: type,
    managementEvent: true,
    recipientAccountId: account,
    ...plan.more,
    eventCategory: "Management",
    ...transport(plan),
  };
  return {
    record,
    ...(by.username !== undefined && { username: by.username }),
    ...(by.accessKeyId !== undefined && { accessKeyId: by.accessKeyId }),
  };
}

export function newestFirst(one: Recorded, other: Recorded): number {
  return other.record.eventTime.localeCompare(one.record.eventTime);
}
