// What an unknown lacks, in words: the fact, the cause, and the call that would have shown it.
import type { Call, MissingFact } from "../model/index.ts";
import { clean, list } from "./text.ts";

const FACTS_SHOWN = 3;

/** `account.summary is not known (permission): the call was refused; iam:GetAccountSummary in us-east-1 denied, AccessDenied`. */
export function missingText({ fact, cause, reason, call }: MissingFact): string {
  const why = clean(reason).replace(/[.;]+$/, "");
  const how = call === undefined || reason.includes(call.operation) ? "" : `; ${callText(call)}`;
  return `${clean(fact)} is not known (${cause})${why === "" ? "" : `: ${why}`}${how}`;
}

/** One sentence per reason, with the facts it hides: `account.summary, account.trails and 4 more are not known (reach): …`. */
export function missingTexts(missing: readonly MissingFact[]): string[] {
  const byReason = new Map<string, MissingFact[]>();
  for (const one of missing) {
    const key = `${one.cause} ${one.reason}`;
    byReason.set(key, [...(byReason.get(key) ?? []), one]);
  }
  return [...byReason.values()].map((facts) => {
    const [first] = facts;
    if (first === undefined || facts.length === 1) return facts.map(missingText).join("");
    const names = facts.slice(0, FACTS_SHOWN).map(({ fact }) => clean(fact));
    return `${list(names, facts.length)} are not known (${first.cause}): ${clean(first.reason).replace(/[.;]+$/, "")}`;
  });
}

/** `iam:GetAccountSummary in us-east-1: denied, AccessDenied`. */
function callText({ operation, region, outcome, code }: Call): string {
  return clean(`${operation} in ${region}: ${outcome}${code === undefined ? "" : `, ${code}`}`);
}
