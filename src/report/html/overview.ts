// First pass over the findings: the counts, the grid of accounts and rules, and how much there is of each rank.
// Kept in memory: one letter per finding.
import { SEVERITIES, type Finding, type RuleInformation, type Severity } from "../../model/index.ts";
import { type OutcomeCounts, type RuleOutcomes, tallyOutcomes } from "../controls.ts";
import { EVIDENCE_COMPLETE, type Report } from "../report.ts";
import { newTally, type Summary, type Tally } from "../summary.ts";
import { leftOpen } from "../standing.ts";
import { asks, LETTERS, markOf, whom } from "./marks.ts";

/** A rule with its place in the page. */
export interface Column {
  readonly rule: RuleInformation;
  /** Of its section. */
  readonly anchor: string;
}

/** One account's letters, by rule. */
export interface GridRow {
  readonly name: string;
  readonly letters: Map<string, string>;
}

/** What a first pass over the findings tells. */
export interface Overview {
  readonly summary: Summary;
  readonly isAsked: Tally["isAsked"];
  readonly outcomes: RuleOutcomes;
  /** By id of the rule; those that the header does not describe are here, too. */
  readonly columns: ReadonlyMap<string, Column>;
  /** By id of the account. */
  readonly rows: ReadonlyMap<string, GridRow>;
  /** Organization, by its name as it is shown. */
  readonly organizations: ReadonlyMap<string, GridRow>;
  /** Open findings by rank; a lower rank is worse. */
  readonly ranks: ReadonlyMap<number, number>;
  /** Accounts and organizations with a fail that nobody accepts. */
  readonly failing: ReadonlySet<string>;
  /** Open findings by how they stand against the baseline. */
  /** What earlier results left open, this one cannot speak of, and nobody has accepted. */
  readonly leftOpenItems: number;
  readonly compared: ReadonlyMap<string, number>;
}

/** A pass asks for something where an earlier result left something open. */
const OPEN_KINDS = ["fail", "error", "unknown", "pass"] as const;

/** Worst first: by severity, fails before errors before unknowns; whatever is waived, and gaps in the evidence, last. */
export function rankOf({ rule, severity, outcome, waiver }: Finding): number {
  const kind = OPEN_KINDS.findIndex((one) => one === outcome);
  const base = SEVERITIES.indexOf(severity) * OPEN_KINDS.length + kind;
  const later = waiver !== undefined || rule === EVIDENCE_COMPLETE;
  return base + (later ? SEVERITIES.length * OPEN_KINDS.length : 0);
}

/** Reads the findings once. */
export function overview({ header, findings }: Report): Overview {
  const tally = newTally(header.population);
  const outcomes = tallyOutcomes();
  const columns = new Map(header.rules.map((rule, at) => [rule.id, { rule, anchor: `rule-${at}` }]));
  const rows = new Map<string, GridRow>();
  const organizations = new Map<string, GridRow>();
  const ranks = new Map<number, number>();
  const failing = new Set<string>();
  const compared = new Map<string, number>();
  let leftOpenItems = 0;
  for (const finding of findings) {
    tally.add(finding);
    if (!tally.isAsked(finding)) continue;
    outcomes.add(finding);
    addColumn(columns, finding);
    addLetter(finding.subject.scope === "organization" ? organizations : rows, finding);
    const mark = markOf(finding);
    if (mark === "fail" && finding.rule !== EVIDENCE_COMPLETE) failing.add(finding.subject.id);
    if (!asks(finding)) continue;
    leftOpenItems += leftOpen(finding).length;
    increment(ranks, rankOf(finding));
    if (finding.baseline !== undefined) increment(compared, finding.baseline.state);
  }
  const { summary, isAsked } = tally;
  return {
    summary,
    isAsked,
    outcomes: outcomes.rules,
    columns,
    rows,
    organizations,
    ranks,
    failing,
    compared,
    leftOpenItems,
  };
}

const increment = <Key>(counts: Map<Key, number>, key: Key): Map<Key, number> =>
  counts.set(key, (counts.get(key) ?? 0) + 1);

function addLetter(rows: Map<string, GridRow>, finding: Finding): void {
  const { subject, rule } = finding;
  const row = rows.get(subject.id) ?? { name: whom(subject), letters: new Map<string, string>() };
  rows.set(subject.id, row);
  row.letters.set(rule, LETTERS[markOf(finding)]);
}

/** A rule nobody described still has its findings shown. */
function addColumn(columns: Map<string, Column>, { rule: id, severity, subject }: Finding): void {
  if (columns.has(id)) return;
  const nothing = { rationale: "", remediation: [], references: [], parameters: {} };
  const rule = { id, title: "", severity, scope: subject.scope, ...nothing };
  columns.set(id, { rule, anchor: `rule-${columns.size}` });
}

/** Rules of the grid, worst first; the built-in one, which speaks of evidence, last. */
export function columnsFor(
  { columns }: Overview,
  scope: RuleInformation["scope"],
  rows: Overview["rows"],
): Column[] {
  const spoken = new Set([...rows.values()].flatMap(({ letters }) => [...letters.keys()]));
  return [...columns.values()]
    .filter(({ rule }) => spoken.has(rule.id) || (rule.scope === scope && rule.id !== EVIDENCE_COMPLETE))
    .sort((left, right) => place(left.rule) - place(right.rule));
}

const place = ({ id, severity }: { readonly id: string; readonly severity: Severity }): number =>
  id === EVIDENCE_COMPLETE ? SEVERITIES.length : SEVERITIES.indexOf(severity);

/** The rule's outcomes; none where it did not speak. */
export const countsOf = ({ outcomes }: Overview, rule: string): OutcomeCounts =>
  outcomes.get(rule) ?? { fail: 0, error: 0, unknown: 0, pass: 0, "not-applicable": 0 };
