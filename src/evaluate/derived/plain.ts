// The document behind a part of the view, for the models of semantics: they read plain values.
import { ABSENT, PartialList, Unknown, type Value } from "../../condition/index.ts";

/** Plain records and lists without what is absent; unknown as soon as one part is. Times stay milliseconds. */
export function toPlain(value: Value): unknown {
  if (value instanceof Unknown) return value;
  if (value instanceof PartialList) return value.rest;
  if (typeof value !== "object") return value;
  const entries = Object.entries(value)
    .filter(([, part]) => part !== ABSENT)
    .map(([key, part]) => [key, toPlain(part)] as const);
  const unknown = entries.map(([, part]) => part).find((part) => part instanceof Unknown);
  if (unknown !== undefined) return unknown;
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}
