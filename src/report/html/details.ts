// Second pass over the findings: what is told of each rule. Findings that say the same of several accounts are told once.
import { SEVERITIES, type Finding, type Severity, type Subject } from "../../model/index.ts";
import type { Report } from "../report.ts";
import { asks } from "./marks.ts";
import { type Overview, rankOf } from "./overview.ts";

/** Open findings told in full, the worst first; the rest is counted by rule. */
export const FINDINGS_IN_FULL = 4500;
/** Different words for a pass or a not-applicable that are told of one rule; the rest is counted. */
const QUIET_KEPT = 20;

/** Findings that say the same. */
export interface Group {
  readonly finding: Finding;
  readonly subjects: Subject[];
}

/** What is told of one rule. */
export interface RuleDetails {
  readonly rule: string;
  /** Of its worst open finding. */
  readonly severity: Severity;
  /** Rank of its worst open finding. */
  readonly rank: number;
  /** Worst first. */
  readonly open: readonly Group[];
  readonly quiet: readonly Group[];
  /** Open findings that had no room. */
  readonly openLeft: number;
  readonly quietLeft: number;
}

interface Draft {
  readonly open: Map<string, Group>;
  readonly quiet: Map<string, Group>;
  severity: Severity;
  rank: number;
  openLeft: number;
  quietLeft: number;
}

/** Facts by subject on which findings that are told in full stand. */
export type Named = ReadonlyMap<string, ReadonlySet<string>>;

/** Everything the findings' sections show. */
export interface Details {
  /** Worst first. */
  readonly rules: readonly RuleDetails[];
  /** Open findings that had no room. */
  readonly left: number;
  readonly named: Named;
}

/** Reads the findings once more. */
export function details({ findings }: Report, seen: Overview): Details {
  const room = roomByRank(seen.ranks);
  const drafts = new Map<string, Draft>();
  const named = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (!seen.isAsked(finding)) continue;
    const draft = drafts.get(finding.rule) ?? newDraft(finding);
    drafts.set(finding.rule, draft);
    if (!asks(finding)) addQuiet(draft, finding);
    else if (addOpen(draft, finding, room)) nameFacts(named, finding);
  }
  const rules = [...drafts].map(([rule, draft]) => finished(rule, draft)).sort(worstFirst);
  return { rules, left: rules.reduce((sum, { openLeft }) => sum + openLeft, 0), named };
}

/** How many findings of each rank are told in full. */
function roomByRank(ranks: ReadonlyMap<number, number>): Map<number, number> {
  let left = FINDINGS_IN_FULL;
  const room = new Map<number, number>();
  for (const [rank, number] of [...ranks].sort(([a], [b]) => a - b)) {
    room.set(rank, Math.min(left, number));
    left -= Math.min(left, number);
  }
  return room;
}

const newDraft = ({ severity }: Finding): Draft => ({
  open: new Map(),
  quiet: new Map(),
  severity,
  rank: Number.POSITIVE_INFINITY,
  openLeft: 0,
  quietLeft: 0,
});

/** False when there is no room. */
function addOpen(draft: Draft, finding: Finding, room: Map<number, number>): boolean {
  const rank = rankOf(finding);
  if (rank < draft.rank) Object.assign(draft, { rank, severity: finding.severity });
  const left = room.get(rank) ?? 0;
  room.set(rank, left - 1);
  if (left > 0) add(draft.open, finding);
  else draft.openLeft++;
  return left > 0;
}

function addQuiet(draft: Draft, finding: Finding): void {
  if (draft.quiet.size < QUIET_KEPT || draft.quiet.has(saidBy(finding))) add(draft.quiet, finding);
  else draft.quietLeft++;
}

function add(groups: Map<string, Group>, finding: Finding): void {
  const key = saidBy(finding);
  const group = groups.get(key);
  if (group === undefined) groups.set(key, { finding, subjects: [finding.subject] });
  else group.subjects.push(finding.subject);
}

/** All that a finding says, without of whom. */
function saidBy(finding: Finding): string {
  return JSON.stringify({ ...finding, subject: finding.subject.scope });
}

/** By scope and id. */
export const subjectKey = ({ scope, id }: Pick<Subject, "scope" | "id">): string => `${scope} ${id}`;

function nameFacts(named: Map<string, Set<string>>, { subject, evidence }: Finding): void {
  const facts = named.get(subjectKey(subject)) ?? new Set<string>();
  named.set(subjectKey(subject), facts);
  for (const fact of evidence) facts.add(fact);
}

const finished = (rule: string, { open, quiet, ...draft }: Draft): RuleDetails => ({
  ...draft,
  rule,
  open: [...open.values()].sort((left, right) => rankOf(left.finding) - rankOf(right.finding)),
  quiet: [...quiet.values()],
});

/** Sorting is stable: among equals, the order of the findings. */
function worstFirst(left: RuleDetails, right: RuleDetails): number {
  if (left.rank !== right.rank) return left.rank < right.rank ? -1 : 1;
  return SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity);
}
