// Counts over the findings, made in one pass; and over the population.
import type { Finding, Outcome, PopulationEntry, Severity } from "../model/index.ts";
import { EVIDENCE_COMPLETE } from "./report.ts";

type Counts<Key extends string> = Record<Key, number>;

/** Counts of findings. `evidence-complete` speaks of the evidence, so it is only in `incomplete`. */
export interface Summary {
  readonly findings: number;
  readonly outcomes: Readonly<Counts<Outcome>>;
  /** By effective severity, without those that are waived. */
  readonly fails: Readonly<Counts<Severity>>;
  readonly unknowns: Readonly<Counts<Severity>>;
  readonly errors: Readonly<Counts<Severity>>;
  /** Of the outcomes, those that somebody accepts for a time. */
  readonly waived: Readonly<Counts<"fail" | "unknown">>;
  /** Accounts and organizations of which not all was seen. */
  readonly incomplete: number;
}

/** A summary in the making, for renderers that make their own pass. */
export interface Tally {
  readonly add: (finding: Finding) => void;
  readonly summary: Summary;
}

/** Counts findings by outcome and severity. */
export function summarize(findings: Iterable<Finding>): Summary {
  const tally = newTally();
  for (const finding of findings) tally.add(finding);
  return tally.summary;
}

/** Starts at zero. */
export function newTally(): Tally {
  const summary = {
    findings: 0,
    outcomes: { fail: 0, error: 0, unknown: 0, pass: 0, "not-applicable": 0 },
    fails: noneBySeverity(),
    unknowns: noneBySeverity(),
    errors: noneBySeverity(),
    waived: { fail: 0, unknown: 0 },
    incomplete: 0,
  };
  const bySeverity: Partial<Record<Outcome, Counts<Severity>>> = {
    fail: summary.fails,
    unknown: summary.unknowns,
    error: summary.errors,
  };
  const add = ({ rule, outcome, severity, waiver }: Finding): void => {
    if (rule === EVIDENCE_COMPLETE) {
      if (isOpen(outcome)) summary.incomplete++;
      return;
    }
    summary.findings++;
    summary.outcomes[outcome]++;
    if (waiver !== undefined && (outcome === "fail" || outcome === "unknown")) {
      summary.waived[outcome]++;
      return;
    }
    const counts = bySeverity[outcome];
    if (counts !== undefined) counts[severity]++;
  };
  return { add, summary };
}

/** Whether a finding still asks for something: neither pass nor not-applicable. */
export const isOpen = (outcome: Outcome): boolean => outcome !== "pass" && outcome !== "not-applicable";

const noneBySeverity = (): Counts<Severity> => ({ critical: 0, high: 0, medium: 0, low: 0, info: 0 });

/** How many accounts there should be, and how they fared. */
export function countPopulation(
  population: readonly PopulationEntry[],
): Counts<"expected" | PopulationEntry["state"]> {
  const counts = {
    expected: population.length,
    judged: 0,
    unreached: 0,
    suspended: 0,
    excluded: 0,
    "not-asked": 0,
  };
  for (const { state } of population) counts[state]++;
  return counts;
}

/** Said wherever the list of accounts is not known to be all of them. */
export const POPULATION_CUT =
  "the list of accounts broke off: there may be accounts that nobody looked at, and nothing is claimed about those";
