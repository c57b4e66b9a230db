// The findings that are told in full: whatever is open, worst first, as many as a page can hold; and their evidence.
import { type Finding, type ObservedFact, SEVERITIES, type Subject } from "../../model/index.ts";
import { EVIDENCE_COMPLETE, type Report } from "../report.ts";
import { leftOpen } from "../standing.ts";
import { askedIn, isOpen } from "../summary.ts";

/** A page of more is no page. */
export const FINDINGS_SHOWN = 1_500;
const KINDS = ["fail", "error", "unknown"] as const;

/** What is told of one rule. */
export interface Told {
  readonly rule: string;
  readonly findings: Finding[];
  /** Open findings that had no room. */
  left: number;
  /** Findings that ask for nothing. */
  passed: number;
  notApplicable: number;
}

/** Rules with what is told of them. Two passes: how many there are of each rank, then the worst. */
export function choose({ findings, header }: Report): ReadonlyMap<string, Told> {
  const isAsked = askedIn(header.population);
  const room = roomByRank(findings, isAsked);
  const told = new Map<string, Told>();
  for (const finding of findings) {
    if (!isAsked(finding)) continue;
    const entry = told.get(finding.rule) ?? {
      rule: finding.rule,
      findings: [],
      left: 0,
      passed: 0,
      notApplicable: 0,
    };
    told.set(finding.rule, entry);
    if (isTold(finding)) take(entry, finding, room);
    else if (finding.outcome === "pass") entry.passed++;
    else entry.notApplicable++;
  }
  return told;
}

const isTold = (finding: Finding): boolean => isOpen(finding.outcome) || leftOpen(finding).length > 0;

function take(entry: Told, finding: Finding, room: Map<number, number>): void {
  const rank = rankOf(finding);
  const left = room.get(rank) ?? 0;
  if (left === 0) entry.left++;
  else entry.findings.push(finding);
  room.set(rank, Math.max(0, left - 1));
}

function roomByRank(
  findings: Iterable<Finding>,
  isAsked: (finding: Finding) => boolean,
): Map<number, number> {
  const ranks = new Map<number, number>();
  for (const finding of findings)
    if (isAsked(finding) && isTold(finding))
      ranks.set(rankOf(finding), (ranks.get(rankOf(finding)) ?? 0) + 1);
  let left = FINDINGS_SHOWN;
  for (const [rank, number] of [...ranks].sort(([one], [other]) => one - other)) {
    ranks.set(rank, Math.min(number, left));
    left -= Math.min(number, left);
  }
  return ranks;
}

/** What is accepted stands behind what is not. */
function rankOf({ severity, outcome, waiver, rule }: Finding): number {
  const kind = KINDS.findIndex((name) => name === outcome);
  const later = waiver !== undefined || rule === EVIDENCE_COMPLETE ? 100 : 0;
  return later + SEVERITIES.indexOf(severity) * 10 + (kind < 0 ? KINDS.length : kind);
}

/** Facts by subject and name. */
export type Facts = (finding: Finding) => readonly ObservedFact[];

/** The evidence of what is told, and of nothing else: a page need not hold it all. */
export function factsFor({ evidence }: Report, told: Iterable<Told>): Facts {
  const wanted = new Set([...told].flatMap(({ findings }) => findings.map(({ subject }) => keyOf(subject))));
  const facts = new Map<string, ReadonlyMap<string, ObservedFact>>();
  for (const { scope, id, facts: all } of evidence)
    if (scope === "organization" || wanted.has(`${scope} ${id}`))
      facts.set(
        scope === "organization" ? scope : `${scope} ${id}`,
        new Map(all.map((one) => [one.fact, one])),
      );
  return ({ subject, evidence: names, missing }) =>
    [...new Set([...names, ...missing.map(({ fact }) => fact)])].flatMap((name) => {
      const own = facts.get(name.startsWith("organization.") ? "organization" : keyOf(subject));
      return own?.get(name) ?? [];
    });
}

const keyOf = ({ scope, id }: Subject): string => (scope === "organization" ? scope : `${scope} ${id}`);
