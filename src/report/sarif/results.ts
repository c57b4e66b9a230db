// A candidate as a SARIF result: pinned to the line that names the account, told apart by a fingerprint of its own.
import type { Location, Result } from "sarif";
import type { RuleInformation, Severity, Subject } from "../../model/index.ts";
import { EVIDENCE_COMPLETE, type Anchor, type Report } from "../report.ts";
import { clean } from "../text.ts";
import { newFingerprints } from "./fingerprint.ts";
import { audited, auditOf } from "./audit.ts";
import { baselineStateOf } from "./baseline-state.ts";
import { type Candidate, rankOf } from "./candidates.ts";
import { type Group, pathText } from "./groups.ts";
import { groupMessage, messageOf, overflowMessage, populationMessage, type Overflow } from "./messages.ts";
import { levelOf } from "./rules.ts";
import { RESULT_LIMIT, type Selected } from "./selection.ts";

/** Where a rule stands in `tool.driver.rules[]`. */
export type RuleIndex = ReadonlyMap<string, { readonly index: number; readonly rule: RuleInformation }>;

type Fingerprint = ReturnType<typeof newFingerprints>;

/** The results one by one, those that stand for the rest of a rule last. */
export function* results(report: Report, selected: Selected, rules: RuleIndex): Iterable<Result> {
  const { groups, chosen, overflow } = selected;
  const fingerprint = newFingerprints();
  const { populationGap: gap } = report.header;
  if (gap !== undefined) yield populationResult(report, gap, rules, fingerprint);
  for (const one of worstFirst(groups, chosen))
    yield "finding" in one
      ? candidateResult(report, one, rules, fingerprint)
      : groupResult(report, one, rules, fingerprint);
  for (const rest of overflow) yield overflowResult(report, rest, rules, fingerprint);
}

/** Both are worst first already; of two that are as bad, the one that stands for many goes first. */
function* worstFirst(groups: readonly Group[], chosen: readonly Candidate[]): Iterable<Group | Candidate> {
  const waiting = [...groups];
  for (const candidate of chosen) {
    const rank = rankOf(candidate.finding);
    while (waiting[0] !== undefined && rankOf(waiting[0].example) <= rank) yield waiting.shift() as Group;
    yield candidate;
  }
  yield* waiting;
}

/** Every finding, with what only an auditor's tool reads. */
export function* auditResults(report: Report, rules: RuleIndex): Iterable<Result> {
  const fingerprint = newFingerprints();
  const { populationGap: gap } = report.header;
  if (gap !== undefined)
    yield { ...populationResult(report, gap, rules, fingerprint), kind: "open", level: "none" };
  for (const finding of report.findings) {
    for (const candidate of audited(finding))
      yield { ...candidateResult(report, candidate, rules, fingerprint), ...auditOf(candidate) };
  }
}

/** A finding or item. Only text and outcome may change while the alert stays the same. */
function candidateResult(
  { anchor }: Report,
  candidate: Candidate,
  rules: RuleIndex,
  fingerprint: Fingerprint,
): Result {
  const { finding, item } = candidate;
  const { rule, subject, severity, outcome } = finding;
  return {
    ...identity(rule, rules, severity),
    message: { text: messageOf(candidate, informationOf(rule, rules)) },
    locations: [locate(anchor, subject)],
    partialFingerprints: { primaryLocationLineHash: fingerprint(rule, subject, item?.key ?? "") },
    ...baselineStateOf(candidate),
    properties: { outcome, severity },
  };
}

/** What the organization decides for all accounts of a unit: no account is in its identity. */
function groupResult(
  { anchor, header }: Report,
  group: Group,
  rules: RuleIndex,
  fingerprint: Fingerprint,
): Result {
  const { rule, severity, fails, unjudged, isWorse } = group;
  const path = pathText(group);
  const unit: Subject = { scope: "account", id: `path ${path}`, partition: header.partition };
  return {
    ...identity(rule, rules, severity),
    message: { text: groupMessage(group, informationOf(rule, rules)) },
    locations: [
      {
        physicalLocation: physicalLocation(anchor, 1),
        logicalLocations: [{ fullyQualifiedName: clean(path) || "organization", kind: "namespace" }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint(rule, unit, "") },
    ...(isWorse !== undefined && { baselineState: isWorse ? "updated" : "unchanged" }),
    properties: { outcome: fails > 0 ? "fail" : "unknown", severity, fails, unjudged },
  };
}

function informationOf(rule: string, rules: RuleIndex): RuleInformation {
  const entry = rules.get(rule);
  if (entry === undefined) throw new Error(`rule ${rule} is not listed`);
  return entry.rule;
}

/** Accounts that nobody listed have no finding: without this their alerts would close in silence. */
function populationResult(
  { anchor, header }: Report,
  gap: string,
  rules: RuleIndex,
  fingerprint: Fingerprint,
): Result {
  const id = header.organization ?? header.caller.account;
  const subject: Subject = { scope: "organization", id, partition: header.partition };
  return {
    ...identity(EVIDENCE_COMPLETE, rules, "medium"),
    message: { text: populationMessage({ subject }, gap) },
    locations: [locate(anchor, subject)],
    partialFingerprints: { primaryLocationLineHash: fingerprint(EVIDENCE_COMPLETE, subject, "population") },
  };
}

function overflowResult(
  { anchor, header }: Report,
  rest: Overflow,
  rules: RuleIndex,
  fingerprint: Fingerprint,
): Result {
  const everyone: Subject = { scope: "account", id: "", partition: header.partition };
  return {
    ...identity(rest.rule, rules, rest.severity),
    message: { text: overflowMessage(rest, RESULT_LIMIT) },
    locations: [{ physicalLocation: physicalLocation(anchor, 1) }],
    partialFingerprints: { primaryLocationLineHash: fingerprint(rest.rule, everyone, "more") },
    properties: { results: rest.results, accounts: rest.subjects },
  };
}

function identity(
  rule: string,
  rules: RuleIndex,
  severity: Severity,
): Pick<Result, "ruleId" | "ruleIndex" | "level"> {
  return { ruleId: clean(rule), ruleIndex: rules.get(rule)?.index ?? -1, level: levelOf(rule, severity) };
}

function locate(anchor: Anchor, subject: Subject): Location {
  const line = anchor.lines.get(subject.id) ?? 1;
  return {
    physicalLocation: physicalLocation(anchor, line),
    logicalLocations: [{ fullyQualifiedName: qualifiedName(subject), kind: "resource" }],
  };
}

/** GitHub wants a file of the repository and all four numbers. */
function physicalLocation({ file }: Anchor, line: number): NonNullable<Location["physicalLocation"]> {
  const startLine = Math.max(1, Math.trunc(line) || 1);
  return {
    artifactLocation: { uri: relativeUri(file), uriBaseId: "%SRCROOT%" },
    region: { startLine, startColumn: 1, endLine: startLine, endColumn: 2 },
  };
}

/** The root user's ARN; an organization has none that is known here, so its id. */
function qualifiedName({ scope, id, partition }: Subject): string {
  const shown = clean(id);
  return scope === "organization" && !/^\d+$/.test(shown) ? shown : `arn:${partition}:iam::${shown}:root`;
}

/** Never absolute, never upward, no scheme: one bad address and GitHub rejects the whole file. */
function relativeUri(file: string): string {
  const segments = clean(file)
    .split(/[\\/]+/)
    .filter((segment) => segment !== "" && segment !== "." && segment !== "..");
  return segments.map(encodeURIComponent).join("/") || "rootproof.yaml";
}
