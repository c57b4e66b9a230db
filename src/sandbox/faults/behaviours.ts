// What each kind of fault does: refuse instead of answering, alter what is answered, or spoil how it is sent.
import type { ServerResponse } from "node:http";

import { commonError, type AwsError, type Family } from "../aws-error.ts";
import type { HttpAnswer } from "../wire/protocol.ts";
import { isStructure, type Output, type Value } from "../wire/value.ts";
import type { Fault, FaultKind, Place } from "./fault.ts";

export interface Struck extends Place {
  readonly family: Family;
  readonly requestId: string;
  /** When the client says it signed. */
  readonly signedAt: Date;
  readonly now: Date;
}

export interface Behaviour {
  readonly refuse?: (fault: Fault, at: Struck) => AwsError | undefined;
  readonly alter?: (output: Output, at: Struck) => Output;
  readonly headers?: (fault: Fault, at: Struck) => Readonly<Record<string, string>>;
  readonly send?: (response: ServerResponse, answer: HttpAnswer, fault: Fault) => void;
  /** Strikes operations that have pages, and answers their first page whatever token is sent. */
  readonly paged?: boolean;
  /** Strikes only where a further page of a list is asked for. */
  readonly afterFirstPage?: boolean;
}

function denied(_fault: Fault, at: Struck): AwsError {
  const message = `User is not authorized to perform: ${at.service}:${at.operation} because of an injected fault`;
  return commonError("accessDenied", at, message);
}

function skewedClock(fault: Fault, { now }: Struck): Date {
  return new Date(now.getTime() + (fault.minutes ?? 20) * 60_000);
}

function refuseSkewed(fault: Fault, at: Struck): AwsError | undefined {
  const clock = skewedClock(fault, at);
  if (Math.abs(clock.getTime() - at.signedAt.getTime()) <= 5 * 60_000) return undefined;
  return commonError(
    "skewed",
    at,
    `Signature expired: signed at ${at.signedAt.toISOString()}, now ${clock.toISOString()}`,
  );
}

/** A copy in which every text, list and structure is what `change` makes of it, from the inside out. */
function changed(value: Value, change: (value: Value) => Value): Value {
  if (value instanceof Map) {
    const entries = [...value] as [string, Value][];
    return change(new Map(entries.map(([key, item]) => [key, changed(item, change)])));
  }
  if (Array.isArray(value)) return change(value.map((item: Value) => changed(item, change)));
  if (!isStructure(value)) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, changed(item, change)])));
}

const fieldwise =
  (change: (value: Value) => Value) =>
  (output: Output): Output =>
    Object.fromEntries(Object.entries(output).map(([key, item]) => [key, changed(item, change)]));

/** Every number, truth value and, in maps, every text of digits. */
function inWords(value: Value): Value {
  if (typeof value === "number") return "several";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (!(value instanceof Map)) return value;
  const entries = [...value] as [string, Value][];
  return new Map(entries.map(([key, item]) => [key, isDigits(item) ? "several" : item]));
}

const isDigits = (value: Value): boolean => typeof value === "string" && /^\d+$/.test(value);

const twice = (value: Value): Value =>
  Array.isArray(value) ? (value as Value[]).flatMap((item) => [item, item]) : value;

/** An account nobody has. */
const OTHER = "999999999999";
const withOtherAccount = (value: Value): Value =>
  typeof value === "string" ? value.replaceAll(/(?<!\d)\d{12}(?!\d)/g, OTHER) : value;

const asText = (value: Value): Value => (typeof value === "object" ? "several" : value);

const everySecond = (value: Value): Value =>
  isStructure(value)
    ? Object.fromEntries(Object.entries(value).filter((_, index) => index % 2 === 1))
    : value;

const tokenFields: Readonly<Record<string, string>> = { iam: "Marker", kms: "NextMarker", logs: "nextToken" };
const moreFields: Readonly<Record<string, string>> = { iam: "IsTruncated", kms: "Truncated" };

export function isPaged(operation: string): boolean {
  return /^(List|LookupEvents|DescribeAlarms|DescribeMetricFilters|DescribeLogGroups)/.test(operation);
}

function withToken(output: Output, { service }: Struck, token: string | undefined): Output {
  const more = moreFields[service];
  return {
    ...output,
    [tokenFields[service] ?? "NextToken"]: token,
    ...(more !== undefined && { [more]: true }),
  };
}

function emptyLists(output: Output): Output {
  return Object.fromEntries(
    Object.entries(output).map(([key, item]) => [key, Array.isArray(item) ? [] : item]),
  );
}

const page =
  "<!doctype html><html><head><title>Sign in</title></head><body><h1>Captive portal</h1></body></html>";

function sendHtml(status: number): NonNullable<Behaviour["send"]> {
  return (response) => {
    response.writeHead(status, { "content-type": "text/html", "content-length": page.length }).end(page);
  };
}

function sendEmpty(response: ServerResponse, { headers }: HttpAnswer): void {
  response.writeHead(200, { ...headers, "content-length": 0 }).end();
}

/** The length is that of the shortened body: the transport is satisfied, the parser must notice. */
function sendHalf(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  const half = body.subarray(0, Math.floor(body.length / 2));
  response.writeHead(status, { ...headers, "content-length": half.length }).end(half);
}

/** Half of what was announced, and then nobody there. */
function sendAndHangUp(response: ServerResponse, answer: HttpAnswer): void {
  sendHeaders(response, answer);
  response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => response.destroy());
}

function sendHeaders(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, { ...headers, "content-length": body.length }).flushHeaders();
}

function sendDrops(response: ServerResponse, answer: HttpAnswer, { everyMs = 20 }: Fault): void {
  sendHeaders(response, answer);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(answer.body.subarray(sent, sent + 1));
    sent += 1;
    if (sent >= answer.body.length) response.end();
  }, everyMs);
  response.once("close", () => clearInterval(timer)).once("finish", () => clearInterval(timer));
}

export const behaviours: Readonly<Record<FaultKind, Behaviour>> = {
  accessDenied: { refuse: denied },
  throttle: {
    refuse: (_fault, at) => commonError("throttled", at, "Rate exceeded"),
    headers: ({ retryAfter }) => (retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
  },
  expiredToken: {
    refuse: (_fault, at) =>
      commonError("expired", at, "The security token included in the request is expired"),
  },
  clockSkew: {
    refuse: refuseSkewed,
    headers: (fault, at) => ({ date: skewedClock(fault, at).toUTCString() }),
  },
  emptyMap: { alter: () => ({}) },
  wordsForNumbers: { alter: fieldwise(inWords) },
  sameToken: { paged: true, alter: (output, at) => withToken(output, at, "the-same-token") },
  endlessPages: { paged: true, alter: (output, at) => withToken(emptyLists(output), at, at.requestId) },
  truncatedWithoutMarker: { paged: true, alter: (output, at) => withToken(output, at, undefined) },
  badToken: {
    afterFirstPage: true,
    refuse: (_fault, at) => commonError("validation", at, "The token is not valid"),
  },
  duplicates: { alter: fieldwise(twice) },
  missingFields: { alter: (output) => everySecond(fieldwise(everySecond)(output)) as Output },
  wrongTypes: { alter: fieldwise(asText) },
  wrongAccount: { alter: fieldwise(withOtherAccount) },
  html200: { send: sendHtml(200) },
  empty200: { send: sendEmpty },
  html500: { send: sendHtml(500) },
  html503: { send: sendHtml(503) },
  truncated: { send: sendHalf },
  cutOff: { send: sendAndHangUp },
  reset: { send: (response) => response.socket?.resetAndDestroy() },
  silence: { send: () => undefined },
  headersThenSilence: { send: sendHeaders },
  drip: { send: sendDrops },
};
