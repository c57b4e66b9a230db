// Which findings become results, worst first, and what to do when there are more than code scanning keeps.
// Beyond the limit the rest of each rule is counted, never dropped.
import { SEVERITIES, type Finding, type Item, type Severity } from "../../model/index.ts";
import { compareText } from "../json-text.ts";
import { EVIDENCE_COMPLETE, type Report } from "../report.ts";
import { isOpen, newTally, type Summary, type Tally } from "../summary.ts";
import { subjectName } from "../text.ts";
import type { Overflow } from "./messages.ts";

/** GitHub keeps 5,000 results of a run, in an order that is not promised. */
export const RESULT_LIMIT = 4500;
const SHOWN = 20;
const KINDS = ["fail", "error", "unknown"] as const;

/** A finding, or one item of it, that becomes a result. */
export interface Candidate {
  readonly finding: Finding;
  readonly item?: Item;
}

/** What a first pass over the findings tells. */
export interface Plan {
  readonly summary: Summary;
  readonly isAsked: Tally["isAsked"];
  /** Rules that have results. */
  readonly rules: ReadonlyMap<string, Severity>;
  readonly total: number;
  /** Results by rank; a lower rank is worse. */
  readonly ranks: ReadonlyMap<number, number>;
}

/** First pass: how many results there would be. */
export function plan({ findings, failOn, header }: Report): Plan {
  const tally = newTally(header.population);
  const rules = new Map<string, Severity>();
  const ranks = new Map<number, number>();
  let total = 0;
  for (const finding of findings) {
    tally.add(finding);
    if (!tally.isAsked(finding) || !isResult(finding, failOn)) continue;
    const results = Math.max(1, itemsOf(finding).length);
    rules.set(finding.rule, finding.severity);
    ranks.set(rankOf(finding), (ranks.get(rankOf(finding)) ?? 0) + results);
    total += results;
  }
  return { summary: tally.summary, isAsked: tally.isAsked, rules, total, ranks };
}

/** Second pass: the worst results, in order, and per rule what did not fit. */
export function select(report: Report, planned: Plan): { chosen: Candidate[]; overflow: Overflow[] } {
  const room = roomByRank(planned);
  const chosen: Candidate[] = [];
  const overflow = new Map<string, MutableOverflow>();
  for (const finding of report.findings) {
    if (!planned.isAsked(finding) || !isResult(finding, report.failOn)) continue;
    const candidates = candidatesOf(finding);
    const taken = candidates.slice(0, room.get(rankOf(finding)) ?? 0);
    room.set(rankOf(finding), (room.get(rankOf(finding)) ?? 0) - taken.length);
    chosen.push(...taken);
    if (taken.length < candidates.length) leaveOut(overflow, finding, candidates.length - taken.length);
  }
  return { chosen: chosen.sort(compare), overflow: [...overflow.values()].sort(byRule) };
}

/**
 * Every fail; what could not be judged where it would have counted; and what the evidence lacks. What is waived is none: a
 * waiver may close an alert.
 */
function isResult({ rule, outcome, severity, waiver }: Finding, failOn: Report["failOn"]): boolean {
  if (!isOpen(outcome) || waiver !== undefined) return false;
  return outcome === "fail" || rule === EVIDENCE_COMPLETE || isAtOrAbove(severity, failOn);
}

/** `never` is about the exit code: alerts are then kept open from the default threshold on. */
function isAtOrAbove(severity: Severity, failOn: Report["failOn"]): boolean {
  const threshold = failOn === "never" ? "high" : failOn;
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** An unknown is one alert, the one a fail without items would have. */
function itemsOf({ rule, outcome, items }: Finding): readonly Item[] {
  if (outcome !== "fail" && rule !== EVIDENCE_COMPLETE) return [];
  return items.filter(({ waiver }) => waiver === undefined);
}

function candidatesOf(finding: Finding): Candidate[] {
  const items = itemsOf(finding);
  return items.length === 0 ? [{ finding }] : items.toSorted(byKey).map((item) => ({ finding, item }));
}

/** By severity, then fail, error, unknown; evidence-complete stands behind the last medium one. */
function rankOf({ rule, severity, outcome }: Finding): number {
  if (rule === EVIDENCE_COMPLETE) return SEVERITIES.indexOf("low") * 10 - 1;
  const kind = KINDS.findIndex((name) => name === outcome);
  return SEVERITIES.indexOf(severity) * 10 + kind;
}

/** One place is kept for what is said of the population, and one per rule for what does not fit. */
function roomByRank({ total, ranks, rules }: Plan): Map<number, number> {
  let left = total < RESULT_LIMIT ? total : RESULT_LIMIT - 1 - rules.size;
  const room = new Map<number, number>();
  for (const [rank, results] of [...ranks].sort(([one], [other]) => one - other)) {
    room.set(rank, Math.min(results, Math.max(0, left)));
    left -= results;
  }
  return room;
}

interface MutableOverflow extends Overflow {
  results: number;
  subjects: number;
  shown: string[];
}

function leaveOut(overflow: Map<string, MutableOverflow>, finding: Finding, results: number): void {
  const { rule, severity } = finding;
  const entry = overflow.get(rule) ?? { rule, severity, results: 0, subjects: 0, shown: [] };
  entry.results += results;
  entry.subjects++;
  if (entry.shown.length < SHOWN) entry.shown.push(subjectName(finding.subject));
  overflow.set(rule, entry);
}

const byRule = (left: Overflow, right: Overflow): number => compareText(left.rule, right.rule);

const byKey = (left: Item, right: Item): number =>
  compareText(left.key, right.key) || compareText(left.message, right.message);

function compare(left: Candidate, right: Candidate): number {
  return (
    rankOf(left.finding) - rankOf(right.finding) ||
    compareText(left.finding.rule, right.finding.rule) ||
    compareText(left.finding.subject.scope, right.finding.subject.scope) ||
    compareText(left.finding.subject.id, right.finding.subject.id)
  );
}
