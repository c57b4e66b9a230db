// Keeps the body that a Query service really sent, beside what the SDK made of it, so that ask.ts can read it strictly.
import { Malformed } from "./malformed.ts";
import { nameOf, type Operation, type Service } from "./operations.ts";
import type { Client } from "./clients.ts";
import { type Source, xmlSource } from "./source.ts";
import { QUERY_SERVICES } from "./trouble.ts";
import { parseXml, type XmlElement } from "./xml.ts";

const BODIES = new WeakMap<object, Uint8Array>();

interface RawResponse {
  body?: unknown;
}

const isRaw = (response: unknown): response is RawResponse =>
  typeof response === "object" && response !== null && "body" in response;

/** Two steps around the SDK's own reader: inside it the body is collected, outside it is tied to the output. */
export function keepBody(client: Client, service: Service): void {
  if (!QUERY_SERVICES.has(service)) return;
  const inside = {
    relation: "after",
    toMiddleware: "deserializerMiddleware",
    name: "rootproofBody",
  } as const;
  const outside = {
    relation: "before",
    toMiddleware: "deserializerMiddleware",
    name: "rootproofWitness",
  } as const;
  client.middlewareStack.addRelativeTo(collectBody(client), inside);
  client.middlewareStack.addRelativeTo(rememberBody, outside);
}

type Handler<Arguments, Result> = (args: Arguments) => Promise<Result>;

const collectBody =
  ({ config }: Client) =>
  <Arguments, Result extends { response: unknown }>(next: Handler<Arguments, Result>) =>
  async (args: Arguments): Promise<Result> => {
    const result = await next(args);
    const { response } = result;
    if (isRaw(response)) response.body = await config.streamCollector(response.body);
    return result;
  };

const rememberBody =
  <Arguments, Result extends { response: unknown; output: object }>(next: Handler<Arguments, Result>) =>
  async (args: Arguments): Promise<Result> => {
    const result = await next(args);
    const { response, output } = result;
    if (isRaw(response) && response.body instanceof Uint8Array) BODIES.set(output, response.body);
    return result;
  };

/** The result element of the answer the output was made of. Throws Malformed. */
export function xmlOf(output: object, operation: Operation): Source {
  const body = BODIES.get(output);
  if (body === undefined || body.byteLength === 0) throw new Malformed("the answer is empty");
  const root = parseXml(decodeUtf8(body));
  if (root.name !== `${nameOf(operation)}Response`)
    throw new Malformed(`the answer is a ${root.name} document`);
  return xmlSource(only(root, `${nameOf(operation)}Result`));
}

function decodeUtf8(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new Malformed("the answer is not UTF-8");
  }
}

function only(root: XmlElement, name: string): XmlElement {
  const [result, ...more] = root.children.filter((child) => child.name === name);
  if (result === undefined || more.length > 0) throw new Malformed(`${name} is missing`);
  return result;
}
