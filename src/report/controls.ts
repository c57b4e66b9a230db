// Findings by control of a benchmark. A control's outcome is that of the root-related rules mapped to it, never of the whole
// control; one whose rules did not speak says so.
import type { Control, Finding, Outcome } from "../model/index.ts";
import { EVIDENCE_COMPLETE } from "./report.ts";

/** What the rules mapped to a control say together; `no-rule-selected` where none of them spoke. */
export type ControlOutcome = Outcome | "no-rule-selected";

/** Findings of one rule, by outcome. */
export type OutcomeCounts = Readonly<Record<Outcome, number>>;

/** Worst first (DESIGN 5, "Benchmarks"). */
const WORST_FIRST: readonly Outcome[] = ["fail", "error", "unknown", "pass", "not-applicable"];

/** Counts of every rule that spoke, made in one pass. */
export type RuleOutcomes = ReadonlyMap<string, OutcomeCounts>;

/** A count in the making, for renderers that make their own pass. */
export interface OutcomeTally {
  readonly add: (finding: Finding) => void;
  readonly rules: RuleOutcomes;
}

/** Starts with no rule; the built-in rule, which speaks of evidence, is left out. */
export function tallyOutcomes(): OutcomeTally {
  const rules = new Map<string, Record<Outcome, number>>();
  const add = ({ rule, outcome }: Finding): void => {
    if (rule === EVIDENCE_COMPLETE) return;
    const counts = rules.get(rule) ?? { fail: 0, error: 0, unknown: 0, pass: 0, "not-applicable": 0 };
    counts[outcome]++;
    rules.set(rule, counts);
  };
  return { add, rules };
}

/** The worst outcome of the control's rules over all subjects. */
export function controlOutcome({ rules }: Control, outcomes: RuleOutcomes): ControlOutcome {
  const spoken = rules.map((rule) => outcomes.get(rule)).filter((counts) => counts !== undefined);
  return WORST_FIRST.find((outcome) => spoken.some((counts) => counts[outcome] > 0)) ?? "no-rule-selected";
}

/** Words for "two of them fail, one passes": `fail 2, pass 1`. */
export const outcomeText = (counts: OutcomeCounts): string =>
  WORST_FIRST.filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${outcome} ${counts[outcome]}`)
    .join(", ");
