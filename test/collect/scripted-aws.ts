// An AWS of canned answers on loopback: every operation has a reply, a test replaces the ones it is about.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A structure as AWS would answer it: arrays are lists, Maps are maps, Dates are times, bytes are base64. */
export type Value =
  string | number | boolean | Date | Uint8Array | Map<string, Value> | readonly Value[] | Structure;
export interface Structure {
  readonly [member: string]: Value;
}

export interface Asked {
  readonly service: string;
  /** `iam:GetAccountSummary`. */
  readonly operation: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly agent: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** How often this operation was asked before. */
  readonly times: number;
}

/** What to answer: a structure, an error, raw text, or whatever a function does with the response. */
export type Reply =
  | { readonly ok: Structure }
  | { readonly error: string; readonly status?: number; readonly message?: string }
  | { readonly raw: string; readonly status?: number; readonly headers?: Record<string, string> }
  | { readonly act: (response: ServerResponse, request: IncomingMessage) => void };

export type Script = Readonly<Record<string, Reply | ((asked: Asked) => Reply)>>;

const QUERY = new Set(["iam", "sts", "sns"]);
const REST: Readonly<Record<string, string>> = {
  "/getAccountInformation": "GetAccountInformation",
  "/getAlternateContact": "GetAlternateContact",
  "/getContactInformation": "GetContactInformation",
  "/getPrimaryEmail": "GetPrimaryEmail",
  "/listRegions": "ListRegions",
};

export class ScriptedAws {
  readonly asked: Asked[] = [];
  script: Script = {};
  #server: Server | undefined;

  async start(): Promise<string> {
    const server = createServer((request, response) => void this.#serve(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  operations(): string[] {
    return this.asked.map(({ operation }) => operation);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on("error", () => undefined);
    const asked = this.#read(request, await readBody(request));
    this.asked.push(asked);
    const found = this.script[asked.operation] ?? { error: "NotScripted", status: 400 };
    const reply = typeof found === "function" ? found(asked) : found;
    if ("act" in reply) reply.act(response, request);
    else send(response, encode(asked.operation, reply));
  }

  #read(request: IncomingMessage, body: string): Asked {
    const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(String(request.headers.authorization));
    const [, accessKeyId = "", region = "", signing = ""] = scope ?? [];
    const service = signing === "monitoring" ? "cloudwatch" : signing;
    const input = QUERY.has(service)
      ? Object.fromEntries(new URLSearchParams(body))
      : (JSON.parse(body || "{}") as Record<string, unknown>);
    const operation = `${service}:${nameOf(request, input)}`;
    const times = this.asked.filter((one) => one.operation === operation).length;
    return {
      service,
      operation,
      region,
      accessKeyId,
      agent: String(request.headers["user-agent"]),
      input,
      times,
    };
  }
}

/** From the form, the header or the path, as the protocol has it. */
function nameOf({ headers, url }: IncomingMessage, input: Readonly<Record<string, unknown>>): string {
  const { Action } = input;
  if (typeof Action === "string") return Action;
  return REST[String(url)] ?? String(headers["x-amz-target"]).split(".").at(-1) ?? "";
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

export interface Encoded {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

function send(response: ServerResponse, { status, headers, body }: Encoded): void {
  response.writeHead(status, headers);
  response.end(body);
}

export function encode(operation: string, reply: Exclude<Reply, { act: unknown }>): Encoded {
  const [service = "", name = ""] = operation.split(":");
  const type = QUERY.has(service) ? "text/xml" : "application/x-amz-json-1.1";
  if ("raw" in reply) {
    return {
      status: reply.status ?? 200,
      headers: reply.headers ?? { "content-type": type },
      body: reply.raw,
    };
  }
  const body = QUERY.has(service) ? xmlReply(name, reply) : jsonReply(service, reply);
  const status = "error" in reply ? (reply.status ?? 400) : 200;
  return { status, headers: { "content-type": type }, body };
}

function xmlReply(name: string, reply: Exclude<Reply, { act: unknown } | { raw: unknown }>): string {
  if ("error" in reply) {
    const error = toXml({ Type: "Sender", Code: reply.error, Message: reply.message ?? "no" });
    return `<ErrorResponse><Error>${error}</Error><RequestId>1</RequestId></ErrorResponse>`;
  }
  return `<${name}Response xmlns="https://example.com/doc/"><${name}Result>${toXml(reply.ok)}</${name}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${name}Response>`;
}

function jsonReply(service: string, reply: Exclude<Reply, { act: unknown } | { raw: unknown }>): string {
  if ("error" in reply) return JSON.stringify({ __type: reply.error, message: reply.message ?? "no" });
  return JSON.stringify(toJson(reply.ok, service === "account"));
}

function toXml(value: Value): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Map) {
    return [...value]
      .map(([key, one]) => `<entry><key>${key}</key><value>${toXml(one)}</value></entry>`)
      .join("");
  }
  if (Array.isArray(value)) return value.map((one: Value) => `<member>${toXml(one)}</member>`).join("");
  if (typeof value === "object") {
    return Object.entries(value as Structure)
      .map(([name, one]) => `<${name}>${toXml(one)}</${name}>`)
      .join("");
  }
  return String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** Times are seconds in JSON RPC and texts in the Account API. */
function toJson(value: Value, isoTimes: boolean): unknown {
  if (value instanceof Date) return isoTimes ? value.toISOString() : value.getTime() / 1000;
  if (Array.isArray(value)) return value.map((one: Value) => toJson(one, isoTimes));
  if (typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, toJson(one as Value, isoTimes)]),
    );
  }
  return value;
}
