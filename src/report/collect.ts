// One pass over the findings: what is alike is kept once, with whom it concerns. Memory is bounded by what is shown,
// not by how many accounts there are.
import { SEVERITIES, type Finding, type MissingFact, type Severity, type Subject } from "../model/index.ts";
import { EVIDENCE_COMPLETE, type Report } from "./report.ts";
import { isOpen, newTally, type Summary } from "./summary.ts";
import { subjectName } from "./text.ts";
import {
  addAttested,
  addLeftOpen,
  addWaived,
  newSentences,
  type Sentences,
  SUBJECTS_SHOWN,
} from "./sentences.ts";
import { standingOf } from "./standing.ts";

const GROUPS_KEPT = 5;
const UNKNOWNS_KEPT = 2000;

/** Some names, and how many there are. */
interface Names {
  count: number;
  readonly shown: string[];
}

/** Findings of a rule that say the same. */
export interface Group {
  readonly finding: Finding;
  readonly subjects: Names;
}

/** One rule that failed, or broke, at one severity. */
export interface RuleGroups {
  readonly rule: string;
  readonly severity: Severity;
  readonly groups: Map<string, Group>;
  readonly scope: Subject["scope"];
  /** Subjects concerned. */
  count: number;
  /** Of those, the ones whose finding differs from every kept group. */
  others: number;
}

/** Unknowns that lack the same facts. */
export interface UnknownGroup {
  severity: Severity;
  count: number;
  readonly message: string;
  readonly missing: MissingFact[];
  readonly rules: Set<string>;
  readonly seen: Set<string>;
  readonly subjects: Names;
  /** Of its findings, those that failed before they could no longer be judged, and the last of those days. */
  failedBefore: number;
  lastFailed: string;
}

/** What people read of a result: the table, and Markdown. */
export interface Collected {
  readonly summary: Summary;
  /** How many subjects each rule speaks of. */
  readonly spoken: ReadonlyMap<string, number>;
  readonly fails: readonly RuleGroups[];
  readonly errors: readonly RuleGroups[];
  readonly unknowns: readonly UnknownGroup[];
  /** Unknowns beyond those that are kept. */
  readonly unlisted: number;
  readonly incomplete: Names;
  readonly waived: Sentences;
  readonly attested: Sentences;
  /** What earlier results left open and this one cannot speak of. */
  readonly leftOpen: Sentences;
}

/** Reads the findings once. Rules that are `told` elsewhere are counted, and have no block of their own. */
export function collect({ findings, header }: Report, told: ReadonlySet<string>): Collected {
  const tally = newTally(header.population);
  const spoken = new Map<string, number>();
  const fails = new Map<string, RuleGroups>();
  const errors = new Map<string, RuleGroups>();
  const unknowns = new Map<string, UnknownGroup>();
  const incomplete: Names = { count: 0, shown: [] };
  const waived = newSentences();
  const attested = newSentences();
  const leftOpen = newSentences();
  let unlisted = 0;
  for (const finding of findings) {
    tally.add(finding);
    if (!tally.isAsked(finding)) continue;
    spoken.set(finding.rule, (spoken.get(finding.rule) ?? 0) + 1);
    addWaived(waived, finding);
    addAttested(attested, finding);
    addLeftOpen(leftOpen, finding);
    if (finding.rule === EVIDENCE_COMPLETE) {
      if (isOpen(finding.outcome)) addName(incomplete, finding.subject);
    } else if (told.has(finding.rule) || finding.waiver !== undefined) continue;
    else if (finding.outcome === "fail") addToRule(fails, finding);
    else if (finding.outcome === "error") addToRule(errors, finding);
    else if (finding.outcome === "unknown" && !addUnknown(unknowns, finding, header.scope)) unlisted++;
  }
  return {
    summary: tally.summary,
    spoken,
    fails: [...fails.values()].sort(worstFirst),
    errors: [...errors.values()].sort(worstFirst),
    unknowns: [...unknowns.values()].sort(worstFirst),
    unlisted,
    incomplete,
    waived,
    attested,
    leftOpen,
  };
}

function addToRule(rules: Map<string, RuleGroups>, finding: Finding): void {
  const { rule, severity, subject } = finding;
  const key = `${severity} ${rule}`;
  const entry: RuleGroups = rules.get(key) ?? {
    rule,
    severity,
    groups: new Map(),
    scope: subject.scope,
    count: 0,
    others: 0,
  };
  rules.set(key, entry);
  entry.count++;
  const said = JSON.stringify([
    finding.message,
    standingOf(finding),
    finding.itemsComplete,
    finding.items.map((item) => [item.message, item.waiver]),
  ]);
  const group = entry.groups.get(said);
  if (group !== undefined) addName(group.subjects, subject);
  else if (entry.groups.size < GROUPS_KEPT) entry.groups.set(said, { finding, subjects: newNames(subject) });
  else entry.others++;
}

/** False when there is no room for another group. */
function addUnknown(groups: Map<string, UnknownGroup>, finding: Finding, scope: Subject["scope"]): boolean {
  const key = isBeyondReach(finding, scope) ? "organization" : reasonsOf(finding);
  const group = groups.get(key) ?? newUnknownGroup(finding);
  if (!groups.has(key) && groups.size >= UNKNOWNS_KEPT) return false;
  groups.set(key, group);
  group.count++;
  group.rules.add(finding.rule);
  addLastFailed(group, finding);
  if (isWorse(finding.severity, group.severity)) group.severity = finding.severity;
  addFacts(group.missing, finding.missing);
  if (!group.seen.has(finding.subject.id)) addName(group.subjects, finding.subject);
  group.seen.add(finding.subject.id);
  return true;
}

function addLastFailed(group: UnknownGroup, { baseline }: Finding): void {
  const { lastFailed } = baseline ?? {};
  if (lastFailed === undefined) return;
  group.failedBefore++;
  if (lastFailed > group.lastFailed) group.lastFailed = lastFailed;
}

/** One lost role, or one refused call, is one block, whatever facts it hides from whichever rules and accounts. */
function reasonsOf({ missing, message }: Finding): string {
  const reasons = new Set(missing.map(({ cause, reason }) => `${cause} ${reason}`));
  return reasons.size === 0 ? message : [...reasons].sort().join("\n");
}

/** Seen from one member account, the organization is out of reach for every rule alike: that is said once. */
function isBeyondReach({ missing }: Finding, scope: Subject["scope"]): boolean {
  const organization = missing.every(({ fact, cause }) => /^organization\b/.test(fact) && cause === "reach");
  return scope === "account" && missing.length > 0 && organization;
}

function addFacts(known: MissingFact[], more: readonly MissingFact[]): void {
  for (const missing of more) {
    if (!known.some(({ fact, cause }) => fact === missing.fact && cause === missing.cause))
      known.push(missing);
  }
}

const newUnknownGroup = ({ severity, message }: Finding): UnknownGroup => ({
  severity,
  count: 0,
  message,
  missing: [],
  rules: new Set(),
  seen: new Set(),
  subjects: { count: 0, shown: [] },
  failedBefore: 0,
  lastFailed: "",
});

function newNames(subject: Subject): Names {
  return { count: 1, shown: [whom(subject)] };
}

const whom = (subject: Subject): string =>
  subject.scope === "organization" ? `organization ${subjectName(subject)}` : subjectName(subject);

function addName(names: Names, subject: Subject): void {
  names.count++;
  if (names.shown.length < SUBJECTS_SHOWN) names.shown.push(whom(subject));
}

const isWorse = (left: Severity, right: Severity): boolean =>
  SEVERITIES.indexOf(left) < SEVERITIES.indexOf(right);

/** Sorting is stable: among equals, the order of the findings. */
function worstFirst(
  left: { readonly severity: Severity; readonly count: number },
  right: { readonly severity: Severity; readonly count: number },
): number {
  const worse = SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity);
  return worse === 0 ? right.count - left.count : worse;
}
