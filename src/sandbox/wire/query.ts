// AWS Query: a form with `Action` in, XML out. IAM, STS and SNS speak it, CloudWatch to older clients.
import { create } from "xmlbuilder2";

import type { AwsError } from "../aws-error.ts";
import type { Exchange, HttpAnswer, HttpRequest, Protocol } from "./protocol.ts";
import { isStructure, type Input, type Output, type Value } from "./value.ts";

const namespaces: Readonly<Record<string, string>> = {
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
  sns: "http://sns.amazonaws.com/doc/2010-03-31/",
  monitoring: "http://monitoring.amazonaws.com/doc/2010-08-01/",
};

function namespaceOf(service: string): object {
  const namespace = namespaces[service];
  return namespace === undefined ? {} : { "@xmlns": namespace };
}

/** `AlarmNames.member.2=x` is the second element of a list; deeper structures are not needed by any read here. */
function readForm(form: URLSearchParams): Input {
  const input: Record<string, unknown> = {};
  for (const [key, value] of form) {
    const list = /^(\w+)\.member\.\d+$/.exec(key)?.[1];
    if (list === undefined) input[key] = value;
    else input[list] = [...((input[list] as string[] | undefined) ?? []), value];
  }
  return input;
}

function read(request: HttpRequest): { operation: string; input: Input } {
  const [, search] = request.path.split("?");
  const form = new URLSearchParams(request.body.length > 0 ? request.body.toString("utf8") : search);
  const { Action, ...input } = readForm(form);
  return { operation: typeof Action === "string" ? Action : "", input };
}

function toXml(value: Value): unknown {
  if (value instanceof Date) return value.toISOString().replace(/\.\d+Z$/, "Z");
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Map) {
    return { entry: [...value].map(([key, item]) => ({ key: String(key), value: toXml(item as Value) })) };
  }
  if (Array.isArray(value)) return { member: value.map((item: Value) => toXml(item)) };
  if (!isStructure(value)) return value;
  const present = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(present.map(([key, item]) => [key, toXml(item)]));
}

function xmlAnswer(status: number, document: object, headers: Readonly<Record<string, string>>): HttpAnswer {
  return {
    status,
    headers: { "content-type": "text/xml", ...headers },
    body: Buffer.from(create(document).end()),
  };
}

function answer(output: Output, { service, operation, requestId }: Exchange): HttpAnswer {
  const document = {
    [`${operation}Response`]: {
      ...namespaceOf(service),
      [`${operation}Result`]: toXml(output),
      ResponseMetadata: { RequestId: requestId },
    },
  };
  return xmlAnswer(200, document, { "x-amzn-requestid": requestId });
}

function refuse(error: AwsError, { service, requestId }: Exchange): HttpAnswer {
  const kind = error.status >= 500 ? "Receiver" : "Sender";
  const document = {
    ErrorResponse: {
      ...namespaceOf(service),
      Error: { Type: kind, Code: error.code, Message: error.message },
      RequestId: requestId,
    },
  };
  return xmlAnswer(error.status, document, { "x-amzn-requestid": requestId, ...error.details.headers });
}

export const query: Protocol = { family: "query", read, answer, refuse };
