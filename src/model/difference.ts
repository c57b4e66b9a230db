// What `rootproof diff` says: an earlier and a later result, and what became of each finding.
import type { Item, PopulationEntry, ResultHeader, Subject } from "./result.ts";
import type { Outcome, Severity } from "./words.ts";

/** What became of a finding; worst first. */
export const CHANGES = ["worsened", "new", "changed", "gone", "improved", "fixed"] as const;

/**
 * `worsened`: another outcome that is worse, or more of the same. `new`: open, and the earlier result did not judge it.
 * `changed`: as bad as it was, with other details. `gone`: it was open, and the later result does not judge it: not fixed.
 * `improved`: less bad, or accepted now. `fixed`: it was open and passes, or does not apply any more.
 */
export type Change = (typeof CHANGES)[number];

/** One finding that is not what it was. */
export interface ChangedFinding {
  readonly change: Change;
  readonly rule: string;
  readonly subject: Subject;
  /** The later one; the earlier where there is no later. */
  readonly severity: Severity;
  readonly was?: Outcome;
  readonly is?: Outcome;
  /** Of the later finding; of the earlier where there is no later. */
  readonly message: string;
  /** Items that nobody accepted: those that came, and those that went. */
  readonly came: readonly Item[];
  readonly went: readonly Item[];
}

/** A result as a difference names it. */
export interface Side extends Pick<
  ResultHeader,
  "tool" | "asOf" | "caller" | "rulesSha256" | "configuration"
> {
  /** As it was named. */
  readonly file: string;
}

/** An account whose state is not what it was. */
export interface ChangedAccount extends Pick<PopulationEntry, "id" | "name"> {
  readonly was?: PopulationEntry["state"];
  readonly is?: PopulationEntry["state"];
}

/** Two results, compared. */
export interface Difference {
  readonly scope: ResultHeader["scope"];
  readonly partition: ResultHeader["partition"];
  readonly organization?: string;
  readonly redacted?: true;
  readonly old: Side;
  readonly new: Side;
  /** Worst first. */
  readonly changes: readonly ChangedFinding[];
  /** Findings that are what they were. */
  readonly unchanged: number;
  /** Accounts that came (without `was`), went (without `is`) or fare otherwise. */
  readonly accounts: readonly ChangedAccount[];
  /** Rules that only one of them judged by. */
  readonly rules: { readonly came: readonly string[]; readonly went: readonly string[] };
  /** What else keeps the two from being compared finding by finding, one sentence each. */
  readonly notes: readonly string[];
  /** Whether anything got worse. */
  readonly worse: boolean;
}
