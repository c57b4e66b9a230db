// AWS JSON 1.0 and 1.1: one path, the operation in X-Amz-Target, times as seconds, the error's name in `__type`.
import type { AwsError } from "../aws-error.ts";
import type { Exchange, HttpAnswer, HttpRequest, Protocol } from "./protocol.ts";
import { isRecord, isStructure, type Input, type Output, type Value } from "./value.ts";

/** Services whose errors carry a namespace, and those that also send the name as a header. */
const errorPrefix: Readonly<Record<string, string>> = {
  monitoring: "com.amazonaws.cloudwatch#",
  unknown: "com.amazon.coral.service#",
};

function parseJson(body: Buffer): Input {
  const parsed: unknown = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  return isRecord(parsed) ? parsed : {};
}

/** Maps become objects, times seconds, bytes base64. */
function toJson(value: Value): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [key, toJson(item as Value)]));
  if (Array.isArray(value)) return value.map((item: Value) => toJson(item));
  if (isStructure(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
  }
  return value;
}

function jsonAnswer(
  status: number,
  type: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): HttpAnswer {
  return { status, headers: { "content-type": type, ...headers }, body: Buffer.from(JSON.stringify(body)) };
}

/** Clients of CloudWatch that grew up on Query find its codes in this header. */
export function queryErrorHeader(error: AwsError, service: string): Record<string, string> {
  return service === "monitoring" ? { "x-amzn-query-error": `${error.code};Sender` } : {};
}

export function errorType(error: AwsError, service: string): string {
  const shared = error.code === "UnknownOperationException" ? "unknown" : service;
  return `${errorPrefix[shared] ?? ""}${error.code}`;
}

function refuse(type: string, error: AwsError, { service, requestId }: Exchange): HttpAnswer {
  const body = { __type: errorType(error, service), message: error.message, ...error.details.fields };
  const headers = {
    "x-amzn-requestid": requestId,
    "x-amzn-errortype": error.code,
    ...queryErrorHeader(error, service),
    ...error.details.headers,
  };
  return jsonAnswer(error.status, type, body, headers);
}

function readTarget(request: HttpRequest): { operation: string; target: string } {
  const header = String(request.headers["x-amz-target"]);
  const dot = header.lastIndexOf(".");
  return { operation: header.slice(dot + 1), target: header.slice(0, dot) };
}

function jsonProtocol(type: string): Protocol {
  return {
    family: "json",
    read: (request) => ({ ...readTarget(request), input: parseJson(request.body) }),
    answer: (output: Output, { requestId }) =>
      jsonAnswer(200, type, toJson(output), { "x-amzn-requestid": requestId }),
    refuse: (error, exchange) => refuse(type, error, exchange),
  };
}

export const json10 = jsonProtocol("application/x-amz-json-1.0");
export const json11 = jsonProtocol("application/x-amz-json-1.1");

export const restJson: Protocol = {
  family: "rest-json",
  // The Account API has one path per operation: `/getAlternateContact` is GetAlternateContact.
  read: (request) => {
    const name = request.path.replace(/^\/+/, "").replace(/\?.*$/, "");
    return { operation: name.charAt(0).toUpperCase() + name.slice(1), input: parseJson(request.body) };
  },
  answer: (output, { requestId }) =>
    jsonAnswer(200, "application/json", toJson(output), { "x-amzn-requestid": requestId }),
  refuse: (error, exchange) => refuse("application/json", error, exchange),
};
