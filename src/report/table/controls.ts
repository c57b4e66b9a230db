// The table grouped by the controls of a benchmark: each control in the benchmark's order with its rules, what they say of whom,
// and what no rule sees of it.
import { type Benchmark, type Control, type Finding, type RuleInformation } from "../../model/index.ts";
import { controlOutcome, outcomeText, type RuleOutcomes, tallyOutcomes } from "../controls.ts";
import { missingTexts } from "../missing.ts";
import type { Report } from "../report.ts";
import { askedIn, isOpen } from "../summary.ts";
import { dayOf, withStanding } from "../standing.ts";
import { count, list, subjectName } from "../text.ts";
import { headline, paragraph, whole, type Layout } from "./layout.ts";
import { itemLines, stepLines } from "./sections.ts";

const GROUPS_SHOWN = 5;
const SUBJECTS_SHOWN = 5;
const REASONS_SHOWN = 3;

/** Findings of a rule that say the same, and some of whom they speak. */
interface Group {
  readonly finding: Finding;
  readonly subjects: string[];
  count: number;
}

interface Said {
  readonly outcomes: RuleOutcomes;
  /** By rule, then by what is said; open findings are all kept that differ, up to a limit. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, Group>>;
  /** Findings whose text had no room. */
  readonly others: ReadonlyMap<string, number>;
  readonly rules: ReadonlyMap<string, RuleInformation>;
}

/** A block per control; none where no benchmark was asked for. */
export function controlLines(layout: Layout, report: Report): string[][] {
  const { benchmarks } = report.header;
  if (benchmarks.length === 0) return [];
  const said = read(report);
  return benchmarks.flatMap((benchmark) => benchmarkLines(layout, benchmark, said));
}

/** Rules that some control names: told there, and not again below. */
export const rulesOfControls = (benchmarks: readonly Benchmark[]): ReadonlySet<string> =>
  new Set(benchmarks.flatMap(({ controls }) => controls.flatMap(({ rules }) => rules)));

function read({ findings, header }: Report): Said {
  const tally = tallyOutcomes();
  const groups = new Map<string, Map<string, Group>>();
  const others = new Map<string, number>();
  const isAsked = askedIn(header.population);
  for (const finding of findings) {
    if (!isAsked(finding)) continue;
    tally.add(finding);
    if (!addToGroup(groups, finding)) others.set(finding.rule, (others.get(finding.rule) ?? 0) + 1);
  }
  const rules = new Map(header.rules.map((rule) => [rule.id, rule]));
  return { outcomes: tally.rules, groups, others, rules };
}

/** False when there is no room for another text; passes and not-applicables need room, too, but stand last. */
function addToGroup(groups: Map<string, Map<string, Group>>, finding: Finding): boolean {
  const { rule, outcome, message, items, subject } = finding;
  const ofRule = groups.get(rule) ?? new Map<string, Group>();
  groups.set(rule, ofRule);
  const text = JSON.stringify([outcome, message, items.map((item) => item.message), remarks(finding)]);
  const group = ofRule.get(text);
  if (group === undefined && ofRule.size >= GROUPS_SHOWN) return false;
  const kept = group ?? { finding, subjects: [], count: 0 };
  ofRule.set(text, kept);
  kept.count++;
  if (kept.subjects.length < SUBJECTS_SHOWN) kept.subjects.push(subjectName(subject));
  return true;
}

function benchmarkLines(layout: Layout, { id, title, version, controls }: Benchmark, said: Said): string[][] {
  const told = new Map<string, string>();
  const about =
    "Outcomes are those of the root-related rules mapped to each control, never of the whole control.";
  let group: string | undefined;
  return [
    [...whole(layout, `${title} ${version} (${id})`, 0), ...whole(layout, about, 0)],
    ...controls.map((control) => {
      const heading = control.group === undefined || control.group === group ? [] : [control.group, ""];
      group = control.group;
      return [...heading, ...oneControl(layout, control, said, told)];
    }),
  ];
}

/** `told`: rules with the control that told of them; what a rule says stands once. */
function oneControl(layout: Layout, control: Control, said: Said, told: Map<string, string>): string[] {
  const outcome = controlOutcome(control, said.outcomes);
  const style = outcome === "fail" || outcome === "error" ? "high" : outcome === "pass" ? "good" : "medium";
  const heading = `Root-related rules mapped to ${control.id} (${control.title}): ${outcome}`;
  const [first = "", ...more] = whole(layout, heading, 0);
  return [
    layout.paint(style, first),
    ...more,
    ...control.rules.flatMap((rule) => {
      const earlier = told.get(rule);
      told.set(rule, earlier ?? control.id);
      return ruleLines(layout, rule, said, earlier);
    }),
    ...(control.gap === undefined ? [] : paragraph(layout, control.gap, 4, "not seen: ")),
  ];
}

function ruleLines(layout: Layout, id: string, said: Said, earlier: string | undefined): string[] {
  const counts = said.outcomes.get(id);
  if (counts === undefined) return [`    ${id}  not selected`];
  const groups = [...(said.groups.get(id)?.values() ?? [])];
  const [only] = groups;
  const alone = groups.length === 1 && only?.count === 1;
  const text = `${alone ? only.finding.outcome : outcomeText(counts)}${earlier === undefined ? "" : `, told under ${earlier}`}`;
  const severity = said.rules.get(id)?.severity ?? "info";
  return [
    ...headline(nested(layout), id, severity, text).map(indent),
    ...(earlier === undefined ? groups.flatMap((group) => groupLines(layout, group, alone)) : []),
    ...(earlier === undefined ? furtherLines(layout, id, said, counts.fail > 0) : []),
  ];
}

/** Lines that are indented have that much less room. */
const INDENT = "  ";
const nested = (layout: Layout): Layout => ({ ...layout, width: layout.width - INDENT.length });
const indent = (line: string): string => `${INDENT}${line}`;

/** What had no room, and what to do about a fail. */
function furtherLines(layout: Layout, id: string, { others, rules }: Said, fails: boolean): string[] {
  const rest = others.get(id) ?? 0;
  const steps = fails ? stepLines(nested(layout), stepsOf(rules.get(id)), id) : [];
  return [
    ...(rest > 0 ? [`      and ${count(rest, "more finding")} with other details`] : []),
    ...steps.map(indent),
  ];
}

const stepsOf = (rule: RuleInformation | undefined): string[] =>
  (rule?.remediation ?? []).map(({ step }) => step);

/** What is open is told whole; what is well is one line, and among many subjects only a number. */
function groupLines(layout: Layout, { finding, subjects, count: number }: Group, alone: boolean): string[] {
  const open = isOpen(finding.outcome);
  if (!open && !alone) return [];
  const whom = alone ? "" : `${list(subjects, number)}: `;
  const text =
    finding.outcome === "unknown" && finding.missing.length > 0 ? "could not be judged" : finding.message;
  return [
    ...paragraph(layout, `${whom}${text}${remarks(finding)}`, 6),
    ...missingTexts(finding.missing)
      .slice(0, REASONS_SHOWN)
      .flatMap((reason) => paragraph(layout, reason, 8, "- ")),
    ...(finding.outcome === "fail" ? itemLines(layout, finding) : []),
    ...(alone && !open ? seenLines(layout, finding) : []),
  ];
}

/** Whether somebody accepts the finding for a time, and how it stands against the baseline. */
function remarks(finding: Finding): string {
  const { waiver } = finding;
  const accepted = waiver === undefined ? "" : ` (waived by ${waiver.owner} until ${dayOf(waiver.expires)})`;
  return withStanding(accepted, finding);
}

/** What a good outcome stands on. */
function seenLines(layout: Layout, { evidence }: Finding): string[] {
  return evidence.length === 0 ? [] : paragraph(layout, evidence.join(", "), 6, "seen: ");
}
