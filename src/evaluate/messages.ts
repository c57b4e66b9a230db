// The sentences of a finding that no rule writes: unknown, error, suspended.
import type { MissingFact } from "../model/index.ts";

const SHOWN = 3;

/** `could not be judged: account.summary (permission: iam:GetAccountSummary answered AccessDenied)` */
export function unknownMessage(missing: readonly MissingFact[]): string {
  const shown = missing.slice(0, SHOWN).map(describeMissing);
  const more = missing.length > SHOWN ? [`${missing.length - SHOWN} more`] : [];
  return `could not be judged: ${[...shown, ...more].join("; ")}`;
}

/** One missing fact with its cause and, where the reason does not say it, the call. */
export function describeMissing({ fact, cause, reason, call }: MissingFact): string {
  const where =
    call === undefined || reason.includes(call.operation) ? "" : ` (${call.operation} in ${call.region})`;
  return `${fact}: ${cause}, ${reason}${where}`;
}

/** A mistake of ours or of a rule: never a verdict. */
export function errorMessage(errors: readonly string[]): string {
  return `could not be judged because of a mistake in the rule or in rootproof: ${errors.join("; ")}`;
}
