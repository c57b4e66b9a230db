// The findings that ask for something, a block of lines per rule or per missing fact.
import type { Finding, Item, ResultHeader } from "../../model/index.ts";
import { missingTexts } from "../missing.ts";
import { dayOf, withStanding } from "../standing.ts";
import { count, list } from "../text.ts";
import type { Collected, Group, RuleGroups, UnknownGroup } from "../collect.ts";
import { headline, paragraph, type Layout } from "./layout.ts";

const ITEMS_SHOWN = 5;
const REASONS_SHOWN = 3;
const RULES_SHOWN = 10;
const UNKNOWNS_SHOWN = 20;

/** One block per failing rule, worst first, each with what to do. */
export function failLines(layout: Layout, { fails, spoken }: Collected, header: ResultHeader): string[][] {
  const steps = new Map(header.rules.map(({ id, remediation }) => [id, remediation.map(({ step }) => step)]));
  return fails.map((entry) => [
    ...headline(layout, entry.rule, entry.severity, concerned("fails", entry, spoken)),
    ...groupLines(layout, entry, spoken),
    ...stepLines(layout, steps.get(entry.rule) ?? [], entry.rule),
  ]);
}

/** Rules that broke: a defect of the rule or of rootproof, never a judgement. */
export function errorLines(layout: Layout, { errors, spoken }: Collected): string[][] {
  return errors.map((entry) => [
    ...headline(layout, entry.rule, entry.severity, concerned("error", entry, spoken)),
    ...groupLines(layout, entry, spoken),
  ]);
}

/** Every step: which one fits depends on what is wrong. The commands are in `rules show`. */
export function stepLines(layout: Layout, steps: readonly string[], rule: string): string[] {
  if (steps.length === 0) return [];
  const lines = steps.flatMap((step, index) =>
    paragraph(layout, step, 4, steps.length === 1 ? "to do: " : `to do ${index + 1}: `),
  );
  return [...lines, ...paragraph(layout, `rootproof rules show ${rule}`, 4, "more: ")];
}

/** `fails in 3 of 14 accounts`; where the rule speaks of one subject only, `fails`. */
function concerned(
  verb: string,
  { rule, scope, count: number }: RuleGroups,
  spoken: ReadonlyMap<string, number>,
): string {
  const all = spoken.get(rule) ?? number;
  if (scope === "organization") return `${verb} for the organization`;
  return all === 1 ? verb : `${verb} in ${number} of ${count(all, "account")}`;
}

function groupLines(layout: Layout, entry: RuleGroups, spoken: ReadonlyMap<string, number>): string[] {
  const alone = spoken.get(entry.rule) === 1;
  const lines: string[] = [];
  let said: string | undefined;
  for (const group of entry.groups.values()) {
    const message = withStanding(group.finding.message, group.finding);
    if (message !== said) lines.push(...paragraph(layout, message));
    said = message;
    lines.push(...(alone ? [] : subjectLines(layout, group)), ...itemLines(layout, group.finding));
  }
  if (entry.others > 0) lines.push(`    and ${count(entry.others, "more account")} with other details`);
  return lines;
}

const subjectLines = (layout: Layout, { subjects }: Group): string[] =>
  paragraph(layout, list(subjects.shown, subjects.count));

export function itemLines(layout: Layout, { items, itemsComplete, message }: Finding): string[] {
  const told = items.filter((item) => item.message !== message);
  const rest = told.length - ITEMS_SHOWN;
  return [
    ...told.slice(0, ITEMS_SHOWN).flatMap((item) => paragraph(layout, itemText(item), 6, "- ")),
    ...(rest > 0 ? [`      - and ${rest} more`] : []),
    ...(itemsComplete
      ? []
      : paragraph(layout, "there may be more: not everything that would show it was seen", 6, "- ")),
  ];
}

const itemText = ({ message, waiver }: Item): string =>
  waiver === undefined
    ? message
    : `${message} (waived by ${waiver.owner} until ${waiver.expires.slice(0, 10)})`;

/** One block per set of missing facts, with the rules it keeps from speaking. */
export function unknownLines(layout: Layout, { unknowns, unlisted }: Collected): string[][] {
  const shown = unknowns.slice(0, UNKNOWNS_SHOWN);
  const rest = unknowns.slice(UNKNOWNS_SHOWN).reduce((sum, group) => sum + group.count, unlisted);
  const blocks = shown.map((group) => unknownBlock(layout, group));
  return rest > 0
    ? [...blocks, [`and ${count(rest, "more finding")} unknown, for want of other facts`]]
    : blocks;
}

function unknownBlock(layout: Layout, group: UnknownGroup): string[] {
  const rules = [...group.rules];
  const reasons = missingTexts(group.missing);
  const hidden = reasons.length - REASONS_SHOWN;
  const { shown, count: number } = group.subjects;
  return [
    ...headline(layout, "unknown", group.severity, list(rules.slice(0, RULES_SHOWN), rules.length)),
    ...(group.missing.length === 0 ? paragraph(layout, group.message) : []),
    ...reasons.slice(0, REASONS_SHOWN).flatMap((text) => paragraph(layout, text)),
    ...(hidden > 0 ? [`    and ${count(hidden, "more reason")}`] : []),
    ...lastFailedLines(layout, group),
    ...paragraph(layout, `${number === 1 ? "" : `${number}: `}${list(shown, number)}`, 4, "in "),
  ];
}

function lastFailedLines(layout: Layout, { failedBefore, lastFailed }: UnknownGroup): string[] {
  if (failedBefore === 0) return [];
  return paragraph(
    layout,
    `${count(failedBefore, "finding")} of them failed before, last on ${dayOf(lastFailed)}`,
  );
}
