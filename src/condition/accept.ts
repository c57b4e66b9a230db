// Whether a run-time value is of its type. Evidence is validated before it is judged; this is the second lock.
import { PartialList, Unknown, type Value } from "./values.ts";
import type { Type } from "./types.ts";

/** Whether the value, as it stands, is of the type: not absent, not unknown, not NaN; lists are not looked into. */
export function acceptorOf(type: Type): (value: Value | undefined) => boolean {
  switch (type.kind) {
    case "bool":
      return (value) => typeof value === "boolean";
    case "num":
    case "time":
      return (value) => typeof value === "number" && !Number.isNaN(value);
    case "string":
      return (value) => typeof value === "string";
    case "enum":
      return vocabulary(type.values);
    case "list":
      return (value) => Array.isArray(value) || value instanceof PartialList;
    case "record":
      return isRecord;
  }
}

function vocabulary(values: readonly string[]): (value: Value | undefined) => boolean {
  const known = new Set<unknown>(values);
  return (value) => known.has(value);
}

function isRecord(value: Value | undefined): boolean {
  if (typeof value !== "object" || (value as object | null) === null) return false;
  return !(value instanceof Unknown) && !(value instanceof PartialList) && !Array.isArray(value);
}

/** Whether the value is of the type all the way down: what a function may be given, and what it may give. */
export function isWhole(type: Type, value: Value): boolean {
  if (type.kind !== "list") return acceptorOf(type)(value);
  const accepts = acceptorOf(type.of);
  return Array.isArray(value) && (value as readonly Value[]).every((item) => accepts(item));
}

/** What a value looks like, for messages: never the value itself. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" && Number.isNaN(value)) return "not a number";
  return typeof value === "object" ? "a record" : `a ${typeof value}`;
}
