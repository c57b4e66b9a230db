// The vocabulary: one word per concept. Everything here is data; nothing here does anything.

/** What a look at a fact gave. Only the service's own not-found answer is `absent`. */
export type State = "collected" | "absent" | "denied" | "failed" | "skipped";

/** Why something is unknown. */
export type Cause = "permission" | "reach" | "stale" | "configuration" | "not-observable" | "malformed";

/** What a rule says of one account or organization. */
export type Outcome = "pass" | "fail" | "unknown" | "not-applicable" | "error";

export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;

/** How bad a fail is; the list above is worst first. */
export type Severity = (typeof SEVERITIES)[number];

/** What a rule or a finding speaks of. */
export type Scope = "account" | "organization";

/** One call that was made for a fact: `iam:GetAccountSummary`, where it was sent, how it ended. */
export interface Call {
  readonly operation: string;
  readonly region: string;
  readonly outcome: "ok" | "not-found" | "denied" | "failed";
  /** The service's error code, as it came over the wire. */
  readonly code?: string;
}

/** Why a value is not there, for a person. */
export interface Reason {
  readonly cause: Cause;
  readonly message: string;
}

/** A fact as it was looked for: `schemas/evidence.schema.json`, definition `Observed`. */
export interface Observed<Value> {
  readonly state: State;
  readonly value?: Value;
  /** A list whose paging broke: what is here is true, what is not here is unknown. */
  readonly incomplete?: boolean;
  /** When AWS made the fact; ISO 8601, UTC. */
  readonly observedAt: string;
  readonly calls: readonly Call[];
  readonly reason?: Reason;
}

/** A fact that an outcome stands on and that was not seen: its name, why, and the call that would have shown it. */
export interface MissingFact {
  /** For example `account.trails["arn:…"].status`. */
  readonly fact: string;
  readonly cause: Cause;
  readonly reason: string;
  readonly call?: Call;
}
