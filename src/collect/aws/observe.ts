// Observed values made: every fact says when it was seen, by which calls, and if not, why.
import type { Call, Cause, Observed, Reason } from "../../model/index.ts";
import { Malformed } from "./malformed.ts";
import type { Trouble } from "./trouble.ts";

/** When a look happened, and the calls it took. */
export interface Look {
  readonly at: string;
  readonly calls: readonly Call[];
}

export function collected<Value>({ at, calls }: Look, value: Value): Observed<Value> {
  return { state: "collected", value, observedAt: at, calls };
}

/** Reads further into an answer that was seen: what throws Malformed there spoils this fact alone. */
export function collectedIfWhole<Value>(look: Look, operation: string, read: () => Value): Observed<Value> {
  try {
    return collected(look, read());
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return failed(look, "malformed", `${operation}: ${error.message}`);
  }
}

export function absent({ at, calls }: Look): Observed<never> {
  return { state: "absent", observedAt: at, calls };
}

export function failed({ at, calls }: Look, cause: Cause, message: string): Observed<never> {
  return { state: "failed", observedAt: at, calls, reason: { cause, message } };
}

export function skipped(at: string, cause: Cause, message: string): Observed<never> {
  return { state: "skipped", observedAt: at, calls: [], reason: { cause, message } };
}

/** A call that gave no value, as a fact. */
export function unseen({ at, calls }: Look, { cause, what }: Trouble, operation: string): Observed<never> {
  const state = cause === "permission" ? "denied" : "failed";
  return { state, observedAt: at, calls, reason: { cause, message: `${operation}: ${what}` } };
}

/** A list of which more may exist. */
export function incomplete<Value>(look: Look, value: Value, reason: Reason): Observed<Value> {
  return { ...collected(look, value), incomplete: true, reason };
}

/** A list gathered from other facts: incomplete where one of those was not seen whole. */
export const collectedAsFarAs = <Value>(
  look: Look,
  value: Value,
  doubt: Reason | undefined,
): Observed<Value> => (doubt === undefined ? collected(look, value) : incomplete(look, value, doubt));

/** Why the fact may hold more than was seen; undefined where it was seen whole, or is not there. */
export const doubtOf = ({ reason }: Observed<unknown>): Reason | undefined => reason;

/** The same look as a fact of another type, where it has no value. */
export function withoutValue({ state, observedAt, calls, reason }: Observed<unknown>): Observed<never> {
  return { state, observedAt, calls, ...(reason !== undefined && { reason }) };
}

/** Another view of the same look: same calls, same time, same trouble. */
export function mapObserved<From, To>(observed: Observed<From>, map: (value: From) => To): Observed<To> {
  const { value, ...rest } = observed;
  return value === undefined ? rest : { ...rest, value: map(value) };
}

/** Calls that are alike are named once: evidence says what was asked, not how many pages it had. */
export function distinctCalls(calls: readonly Call[]): Call[] {
  const seen = new Map(calls.map((call) => [Object.values(call).join(" "), call]));
  return [...seen.values()];
}
