// Smithy RPC v2 CBOR: the operation in the path, bodies in CBOR. Newer clients speak it to CloudWatch.
import { decode, encode, Tagged } from "cborg";

import type { AwsError } from "../aws-error.ts";
import { errorType, queryErrorHeader } from "./json.ts";
import type { HttpAnswer, HttpRequest, Protocol } from "./protocol.ts";
import { isRecord, isStructure, type Input, type Value } from "./value.ts";

/** Smithy wants times as tag 1 (seconds since 1970). */
function toCbor(value: Value): unknown {
  if (value instanceof Date) return new Tagged(1, value.getTime() / 1000);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [key, toCbor(item as Value)]));
  if (Array.isArray(value)) return value.map((item: Value) => toCbor(item));
  if (!isStructure(value)) return value;
  const present = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(present.map(([key, item]) => [key, toCbor(item)]));
}

function cborAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>>): HttpAnswer {
  const fixed = { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" };
  return { status, headers: { ...fixed, ...headers }, body: Buffer.from(encode(body)) };
}

function readBody(body: Buffer): Input {
  const parsed: unknown = body.length === 0 ? {} : decode(body);
  return isRecord(parsed) ? parsed : {};
}

function read(request: HttpRequest): { operation: string; target: string; input: Input } {
  const [, target = "", operation = ""] = /\/service\/([^/]+)\/operation\/([^/?]+)/.exec(request.path) ?? [];
  return { operation, target, input: readBody(request.body) };
}

function refuse(error: AwsError, service: string, requestId: string): HttpAnswer {
  const body = { __type: errorType(error, service), message: error.message, ...error.details.fields };
  const headers = queryErrorHeader(error, service);
  return cborAnswer(error.status, body, {
    "x-amzn-requestid": requestId,
    ...headers,
    ...error.details.headers,
  });
}

export const cbor: Protocol = {
  family: "json",
  read,
  answer: (output, { requestId }) => cborAnswer(200, toCbor(output), { "x-amzn-requestid": requestId }),
  refuse: (error, { service, requestId }) => refuse(error, service, requestId),
};
