// Three-valued logic for derived facts, on the values a condition reads.
import { mergeUnknowns, PartialList, Unknown, type Value } from "../../condition/index.ts";
import type { MissingFact } from "../../model/index.ts";

/** True, false, or unknown with the names it lacks. */
export type Truth = boolean | Unknown;

/** A record of the view. */
export type View = Readonly<Record<string, Value>>;

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

/** The elements of a list of records as far as they were seen. */
export function elementsOf(list: Value): Elements {
  if (list instanceof Unknown) return { items: [], rest: list };
  if (list instanceof PartialList) return { items: list.items as readonly View[], rest: list.rest };
  return { items: Array.isArray(list) ? (list as readonly View[]) : [] };
}

export const isUnknown = (value: Value): value is Unknown => value instanceof Unknown;

/** An unknown of our own making: what AWS said is known, what it means is not. */
export const unknownFact = (missing: MissingFact): Unknown => new Unknown([missing]);
