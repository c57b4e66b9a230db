// Two forms of answers behind one interface: the SDK's output of JSON services, and the XML of IAM, STS and SNS.
// Every reader gives undefined for a member that is left out and throws Malformed for one of the wrong type.
import { Malformed } from "./malformed.ts";
import type { XmlElement } from "./xml.ts";

/** A structure that can be asked for members. */
export interface Source {
  text(name: string): string | undefined;
  boolean(name: string): boolean | undefined;
  number(name: string): number | undefined;
  time(name: string): Date | undefined;
  bytes(name: string): Uint8Array | undefined;
  part(name: string): Source | undefined;
  parts(name: string): Source[] | undefined;
  texts(name: string): string[] | undefined;
  entries(name: string): ReadonlyMap<string, string> | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** Members of an output of the SDK; its JSON readers pass wrong types on, they do not hide them. */
export function jsonSource(value: unknown, name = "the answer"): Source {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(name, "a structure");
  const json = value as Json;
  const list = (member: string): unknown[] | undefined =>
    typed(json, member, { is: Array.isArray, what: "a list" });
  return {
    text: (member) => typed(json, member, TEXT),
    boolean: (member) => typed(json, member, BOOLEAN),
    number: (member) => typed(json, member, NUMBER),
    time: (member) => typed(json, member, TIME),
    bytes: (member) => typed(json, member, BYTES),
    part: (member) => (json[member] === undefined ? undefined : jsonSource(json[member], member)),
    parts: (member) => list(member)?.map((one) => jsonSource(one, member)),
    texts: (member) => list(member)?.map((one) => checked(one, member, TEXT)),
    entries: (member) => jsonEntries(json[member], member),
  };
}

interface Kind<Value> {
  readonly is: (value: unknown) => value is Value;
  readonly what: string;
}

const TEXT: Kind<string> = { is: (value) => typeof value === "string", what: "a text" };
const BOOLEAN: Kind<boolean> = { is: (value) => typeof value === "boolean", what: "true or false" };
const NUMBER: Kind<number> = {
  is: (value): value is number => typeof value === "number" && Number.isFinite(value),
  what: "a number",
};
const TIME: Kind<Date> = {
  is: (value): value is Date => value instanceof Date && !Number.isNaN(value.getTime()),
  what: "a time",
};
const BYTES: Kind<Uint8Array> = { is: (value) => value instanceof Uint8Array, what: "bytes" };

function typed<Value>(json: Json, member: string, kind: Kind<Value>): Value | undefined {
  const value = json[member];
  return value === undefined ? undefined : checked(value, member, kind);
}

function checked<Value>(value: unknown, member: string, { is, what }: Kind<Value>): Value {
  if (!is(value)) throw wrong(member, what);
  return value;
}

function jsonEntries(value: unknown, member: string): ReadonlyMap<string, string> | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(member, "a map");
  return new Map(Object.entries(value).map(([key, text]) => [key, checked(text, `${member}.${key}`, TEXT)]));
}

/** Members of an XML element, by the rules of the Query protocol: lists of `member`, maps of `entry` with `key` and `value`. */
export function xmlSource(element: XmlElement): Source {
  const text = (member: string): string | undefined => leaf(child(element, member), member);
  return {
    text,
    boolean: (member) => convert(text(member), (value) => xmlBoolean(value, member)),
    number: (member) => convert(text(member), (value) => xmlNumber(value, member)),
    time: (member) => convert(text(member), (value) => xmlTime(value, member)),
    bytes: (member) => convert(text(member), (value) => xmlBytes(value, member)),
    part: (member) => convert(child(element, member), (one) => xmlSource(structure(one))),
    parts: (member) => children(child(element, member), "member")?.map((one) => xmlSource(structure(one))),
    texts: (member) => children(child(element, member), "member")?.map((one) => leaf(one, member) ?? ""),
    entries: (member) => xmlEntries(child(element, member), member),
  };
}

const convert = <From, To>(value: From | undefined, to: (value: From) => To): To | undefined =>
  value === undefined ? undefined : to(value);

function child(element: XmlElement, member: string): XmlElement | undefined {
  const [first, ...more] = element.children.filter(({ name }) => name === member);
  if (more.length > 0) throw new Malformed(`${member} is there more than once`);
  return first;
}

function leaf(element: XmlElement | undefined, member: string): string | undefined {
  if (element !== undefined && element.children.length > 0) throw wrong(member, "a text");
  return element?.text;
}

/** An element that holds elements, not text. */
function structure(element: XmlElement): XmlElement {
  if (element.text.trim() !== "") throw wrong(element.name, "a structure");
  return element;
}

function children(element: XmlElement | undefined, name: string): readonly XmlElement[] | undefined {
  if (element === undefined) return undefined;
  const all = structure(element).children;
  if (all.some((one) => one.name !== name)) throw wrong(element.name, `a list of ${name}`);
  return all;
}

function xmlEntries(
  element: XmlElement | undefined,
  member: string,
): ReadonlyMap<string, string> | undefined {
  const entries = children(element, "entry");
  if (entries === undefined) return undefined;
  const pairs = entries.map((entry): [string, string] => {
    const source = xmlSource(structure(entry));
    const [key, value] = [source.text("key"), source.text("value")];
    if (key === undefined || value === undefined) throw wrong(member, "a map");
    return [key, value];
  });
  const map = new Map(pairs);
  if (map.size < pairs.length) throw new Malformed(`${member} holds a key more than once`);
  return map;
}

function xmlBoolean(text: string, member: string): boolean {
  if (text !== "true" && text !== "false") throw wrong(member, "true or false");
  return text === "true";
}

function xmlNumber(text: string, member: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw wrong(member, "a number");
  return Number(text);
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function xmlTime(text: string, member: string): Date {
  const time = new Date(ISO_TIME.test(text) ? text : Number.NaN);
  if (Number.isNaN(time.getTime())) throw wrong(member, "a time");
  return time;
}

function xmlBytes(text: string, member: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    throw wrong(member, "base64");
  }
}

const wrong = (member: string, what: string): Malformed => new Malformed(`${member} is not ${what}`);
