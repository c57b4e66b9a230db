// Counts over the findings, made in one pass; and over the population.
import type { Finding, Outcome, PopulationEntry, Severity } from "../model/index.ts";
import { EVIDENCE_COMPLETE } from "./report.ts";
import { clean } from "./text.ts";

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
  /** Findings about accounts that nobody asked for, in none of the other numbers. */
  readonly notAsked: number;
  /** Accounts and organizations of which not all was seen. */
  readonly incomplete: number;
}

/** A summary in the making, for renderers that make their own pass. */
export interface Tally {
  readonly add: (finding: Finding) => void;
  /** False of an account that the command left out: whoever counts findings apart leaves these out, too. */
  readonly isAsked: (finding: Pick<Finding, "subject">) => boolean;
  readonly summary: Summary;
}

type Population = readonly Pick<PopulationEntry, "id" | "state">[];

/** Tells the findings that were asked for from those about accounts that the command left out (decision 0009). */
export function askedIn(population: Population): (finding: Pick<Finding, "subject">) => boolean {
  const notAsked = new Set(population.filter(({ state }) => state === "not-asked").map(({ id }) => id));
  return ({ subject }) => subject.scope === "organization" || !notAsked.has(subject.id);
}

/** Counts findings by outcome and severity. */
export function summarize(findings: Iterable<Finding>, population: Population): Summary {
  const tally = newTally(population);
  for (const finding of findings) tally.add(finding);
  return tally.summary;
}

/** Starts at zero. */
export function newTally(population: Population): Tally {
  const isAsked = askedIn(population);
  const summary = {
    findings: 0,
    outcomes: { fail: 0, error: 0, unknown: 0, pass: 0, "not-applicable": 0 },
    fails: noneBySeverity(),
    unknowns: noneBySeverity(),
    errors: noneBySeverity(),
    waived: { fail: 0, unknown: 0 },
    notAsked: 0,
    incomplete: 0,
  };
  const bySeverity: Partial<Record<Outcome, Counts<Severity>>> = {
    fail: summary.fails,
    unknown: summary.unknowns,
    error: summary.errors,
  };
  const add = ({ rule, outcome, severity, waiver, subject }: Finding): void => {
    const asked = isAsked({ subject });
    if (rule === EVIDENCE_COMPLETE) {
      if (asked && isOpen(outcome)) summary.incomplete++;
      return;
    }
    if (!asked) {
      summary.notAsked++;
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
  return { add, isAsked, summary };
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
export const populationGapText = (gap: string): string =>
  `there may be accounts that nobody looked at, and nothing is claimed about those: the list was not seen whole and in time (${clean(gap)})`;
