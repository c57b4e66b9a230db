// Three-valued logic for derived facts, on the values a condition reads.
import {
  ABSENT,
  mergeUnknowns,
  PartialList,
  Unknown,
  type Value,
  type ValueRecord,
} from "../../condition/index.ts";
import type { MissingFact } from "../../model/index.ts";

/** True, false, or unknown with the names it lacks. */
export type Truth = boolean | Unknown;

/** A record of the view. */
export type View = ValueRecord;

/** What is known of a list, and what is not. */
export interface Elements {
  readonly items: readonly View[];
  readonly rest?: Unknown;
}

/** True when one is true; false when all are, and nothing is missing; else unknown with every name that keeps it open. */
export function anyOf(values: readonly Truth[], rest?: Unknown): Truth {
  if (values.includes(true)) return true;
  const open = [...values.filter(isUnknown), ...(rest === undefined ? [] : [rest])];
  return open.length === 0 ? false : mergeUnknowns(open);
}

/** False when one is false; true when all are; else unknown. */
export function allOf(values: readonly Truth[]): Truth {
  if (values.includes(false)) return false;
  const open = values.filter(isUnknown);
  return open.length === 0 ? true : mergeUnknowns(open);
}

/** The elements of a list of records as far as they were seen; one that was not is part of the rest. */
export function elementsOf(list: Value): Elements {
  if (list instanceof Unknown) return { items: [], rest: list };
  const partial = list instanceof PartialList;
  const values = partial ? list.items : Array.isArray(list) ? (list as readonly Value[]) : [];
  const open = unknownsIn([...values, ...(partial ? [list.rest] : [])]);
  const items = values.filter((value) => !isUnknown(value)) as readonly View[];
  return open.length === 0 ? { items } : { items, rest: mergeUnknowns(open) };
}

/** The elements whose field was seen, too: one that may be anything is part of the rest. */
export function elementsWith(list: Value, field: string): Elements {
  const { items, rest } = elementsOf(list);
  const open = unknownsIn([...items.map((item) => item[field]), rest]);
  const seen = items.filter((item) => !isUnknown(item[field] ?? ABSENT));
  return open.length === 0 ? { items: seen } : { items: seen, rest: mergeUnknowns(open) };
}

export const isUnknown = (value: Value): value is Unknown => value instanceof Unknown;

/** An unknown of our own making: what AWS said is known, what it means is not. */
export const unknownFact = (missing: MissingFact): Unknown => new Unknown([missing]);

/** Whether a field has this value. */
export const same = (value: Value | undefined, expected: Value): Truth =>
  value !== undefined && isUnknown(value) ? value : value === expected;

/** A field that is true, false or not seen; anything else is not true. */
export const truthOf = (value: Value | undefined): Truth => same(value, true);

/** A text for messages and names. */
export function textOf(value: Value | undefined): string {
  return typeof value === "string" ? value : "(not seen)";
}

/** A list ready to be searched by one field. */
interface Index {
  readonly first: ReadonlyMap<Value | undefined, View>;
  /** The unknown that one of them might be any; undefined when everything was seen. */
  readonly otherwise: Unknown | undefined;
}

/** By the list and the field: some lists are searched for every account, and must not cost time by their length each time. */
const indexes = new WeakMap<object, Map<string, Index>>();

/** The element whose field has this value; unknown when one that was not seen might be it; undefined when there is none. */
export function findBy(list: Value, field: string, value: Value): View | Unknown | undefined {
  if (typeof list !== "object") return undefined;
  const byField = indexes.get(list) ?? new Map<string, Index>();
  indexes.set(list, byField);
  const index = byField.get(field) ?? indexOf(list, field);
  byField.set(field, index);
  return index.first.get(value) ?? index.otherwise;
}

function indexOf(list: Value, field: string): Index {
  const { items, rest } = elementsOf(list);
  const first = new Map<Value | undefined, View>();
  for (const item of items) if (!first.has(item[field])) first.set(item[field], item);
  const open = unknownsIn([...first.keys(), rest]);
  return { first, otherwise: open.length === 0 ? undefined : mergeUnknowns(open) };
}

/** Those that were not seen. */
export const unknownsIn = (values: readonly (Value | undefined)[]): Unknown[] =>
  values.flatMap((value) => (value instanceof Unknown ? [value] : []));
