// Which findings become results, worst first, and what to do when there are more than code scanning keeps.
// Beyond the limit the rest of each rule is counted, never dropped.
import type { Finding, Severity } from "../../model/index.ts";
import { compareText } from "../json-text.ts";
import type { Report } from "../report.ts";
import { newTally, type Summary, type Tally } from "../summary.ts";
import { subjectName } from "../text.ts";
import { type Candidate, candidatesOf, rankOf } from "./candidates.ts";
import { type Group, Groups, sizeOf } from "./groups.ts";
import type { Overflow } from "./messages.ts";

/** GitHub keeps 5,000 results of a run, in an order that is not promised. */
export const RESULT_LIMIT = 4500;
const SHOWN = 20;

/** What a first pass over the findings tells. */
export interface Plan {
  readonly summary: Summary;
  readonly isAsked: Tally["isAsked"];
  /** Rules that have results. */
  readonly rules: ReadonlyMap<string, Severity>;
  readonly groups: Groups;
  readonly total: number;
  /** Results by rank; a lower rank is worse. */
  readonly ranks: ReadonlyMap<number, number>;
}

/** What is told, and per rule what did not fit. */
export interface Selected {
  readonly groups: readonly Group[];
  readonly chosen: readonly Candidate[];
  readonly overflow: readonly Overflow[];
}

/** First pass: how many results there would be. */
export function plan(report: Report): Plan {
  const tally = newTally(report.header.population);
  const groups = new Groups(report);
  const rules = new Map<string, Severity>();
  const ranks = new Map<number, number>();
  const count = (finding: Finding, results: number): void => {
    if (results > 0) rules.set(finding.rule, finding.severity);
    ranks.set(rankOf(finding), (ranks.get(rankOf(finding)) ?? 0) + results);
  };
  for (const finding of report.findings) {
    tally.add(finding);
    if (!tally.isAsked(finding)) continue;
    const results = candidatesOf(finding, report.failOn).length;
    if (results > 0 && groups.has(finding)) groups.add(finding);
    else count(finding, results);
  }
  for (const { example } of groups.all) count(example, 1);
  const total = [...ranks.values()].reduce((sum, results) => sum + results, 0);
  return { summary: tally.summary, isAsked: tally.isAsked, rules, groups, total, ranks };
}

/** Second pass: the worst results, in order, and per rule what did not fit. */
export function select(report: Report, planned: Plan): Selected {
  const room = roomByRank(planned);
  const overflow = new Map<string, MutableOverflow>();
  const take = (finding: Finding, results: number): number => {
    const rank = rankOf(finding);
    const taken = Math.min(results, room.get(rank) ?? 0);
    room.set(rank, (room.get(rank) ?? 0) - taken);
    return taken;
  };
  const groups = planned.groups.all.filter((group) => {
    if (take(group.example, 1) === 1) return true;
    leaveOut(overflow, group, { results: 1, subjects: sizeOf(group), shown: group.shown });
    return false;
  });
  const chosen: Candidate[] = [];
  for (const finding of report.findings) {
    if (!planned.isAsked(finding) || planned.groups.has(finding)) continue;
    const candidates = candidatesOf(finding, report.failOn);
    const taken = take(finding, candidates.length);
    chosen.push(...candidates.slice(0, taken));
    const results = candidates.length - taken;
    const shown = [subjectName(finding.subject)];
    if (results > 0) leaveOut(overflow, finding, { results, subjects: 1, shown });
  }
  return { groups, chosen: chosen.sort(compare), overflow: [...overflow.values()].sort(byRule) };
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
  shown: readonly string[];
}

function leaveOut(
  overflow: Map<string, MutableOverflow>,
  { rule, severity }: Pick<Finding, "rule" | "severity">,
  { results, subjects, shown }: Pick<Overflow, "results" | "subjects" | "shown">,
): void {
  const entry = overflow.get(rule) ?? { rule, severity, results: 0, subjects: 0, shown: [] };
  entry.results += results;
  entry.subjects += subjects;
  if (entry.shown.length < SHOWN) entry.shown = [...entry.shown, ...shown].slice(0, SHOWN);
  overflow.set(rule, entry);
}

const byRule = (left: Overflow, right: Overflow): number => compareText(left.rule, right.rule);

function compare(left: Candidate, right: Candidate): number {
  return (
    rankOf(left.finding) - rankOf(right.finding) ||
    compareText(left.finding.rule, right.finding.rule) ||
    compareText(left.finding.subject.scope, right.finding.subject.scope) ||
    compareText(left.finding.subject.id, right.finding.subject.id)
  );
}
