// What a condition computes with at run time. Beside plain JSON there are three more: absent, unknown, a list cut short.
import type { MissingFact } from "../model/index.ts";

/** The service said that there is nothing: knowledge, unlike `Unknown`. */
export const ABSENT: unique symbol = Symbol("absent");

/** Not decided: the facts that were not seen, and the mistakes of functions. Never true, never false. */
export class Unknown {
  readonly missing: readonly MissingFact[];
  /** Not empty: the outcome is `error`. */
  readonly errors: readonly string[];

  constructor(missing: readonly MissingFact[], errors: readonly string[] = []) {
    this.missing = missing;
    this.errors = errors;
  }
}

/** A list of which a part was not seen: what is here is true, `rest` says what is not. */
export class PartialList {
  readonly items: readonly Value[];
  readonly rest: Unknown;

  constructor(items: readonly Value[], rest: Unknown) {
    this.items = items;
    this.rest = rest;
  }
}

/** A record; its fields may be lazy getters. */
export interface ValueRecord {
  readonly [field: string]: Value;
}

/** Any value a condition meets. Times are milliseconds since 1970, UTC. */
export type Value =
  boolean | number | string | typeof ABSENT | Unknown | PartialList | readonly Value[] | ValueRecord;

/** One unknown that lacks what any of them lacks, each fact once, in the order of their names. */
export function mergeUnknowns(parts: readonly Unknown[]): Unknown {
  const [first] = parts;
  if (first !== undefined && parts.every((part) => part === first)) return first;
  const missing = new Map<string, MissingFact>();
  const errors = new Set<string>();
  for (const part of parts) {
    for (const fact of part.missing) {
      const key = `${fact.fact}\n${fact.cause}`;
      if (!missing.has(key)) missing.set(key, fact);
    }
    for (const error of part.errors) errors.add(error);
  }
  const ordered = [...missing].sort(([left], [right]) => (left < right ? -1 : 1));
  return new Unknown(
    ordered.map(([, fact]) => fact),
    [...errors].sort(),
  );
}

/** A value that is there and is not what the schema says. */
export function malformed(fact: string, reason: string): Unknown {
  return new Unknown([{ fact, cause: "malformed", reason }]);
}

/** A mistake of ours or of a function: never a verdict. */
export function mistake(message: string): Unknown {
  return new Unknown([], [message]);
}
