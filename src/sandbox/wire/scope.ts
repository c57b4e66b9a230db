// What the signature says: whose key, which service, which region. The signature itself is not verified.
import type { IncomingHttpHeaders } from "node:http";

import { cbor } from "./cbor.ts";
import { json10, json11, restJson } from "./json.ts";
import type { HttpRequest, Protocol } from "./protocol.ts";
import { query } from "./query.ts";

export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly token?: string;
}

export function readScope(headers: IncomingHttpHeaders): Scope | undefined {
  const authorization = headers.authorization ?? "";
  const [, accessKeyId, region, service] =
    /Credential=([^/\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(authorization) ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  const token = headers["x-amz-security-token"];
  return { accessKeyId, region, service, ...(typeof token === "string" && { token }) };
}

/** `20260102T030405Z` in X-Amz-Date. */
export function readSigningTime(headers: IncomingHttpHeaders): Date {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers["x-amz-date"])) ?? [];
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

export function protocolOf({ headers, path }: HttpRequest, service: string | undefined): Protocol {
  if (headers["smithy-protocol"] === "rpc-v2-cbor") return cbor;
  if (headers["x-amz-target"] !== undefined) {
    return String(headers["content-type"]).includes("json-1.0") ? json10 : json11;
  }
  const isAccountPath = /^\/[a-z][A-Za-z]+(\?|$)/.test(path);
  return service === "account" || (service === undefined && isAccountPath) ? restJson : query;
}
