// How much of an account was asked for and not seen: told while a scan runs.
import type { AccountLine, State } from "../model/index.ts";

/** Facts that were refused, failed or broke off, or could not be asked for since the account was not entered. */
export function countUnseen({ alternateContacts, rootAudit, ...line }: AccountLine): number {
  const facts = [line, alternateContacts, rootAudit].flatMap((record): unknown[] => Object.values(record));
  return facts.filter((fact) => isLook(fact) && isUnseen(fact)).length;
}

interface Look {
  readonly state: State;
  readonly incomplete?: boolean;
  readonly reason?: { readonly cause: string };
}

const isLook = (value: unknown): value is Look =>
  typeof value === "object" && value !== null && "state" in value && "observedAt" in value;

const isUnseen = ({ state, incomplete, reason }: Look): boolean =>
  state === "denied" ||
  state === "failed" ||
  incomplete === true ||
  (state === "skipped" && reason?.cause === "reach");
