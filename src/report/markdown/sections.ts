// The sections of the Markdown report: a block for each failing rule, each reason why something is not known, and so on.
import type { Finding, Item, ResultHeader } from "../../model/index.ts";
import type { Collected, Group, RuleGroups, UnknownGroup } from "../collect.ts";
import { controlOutcome, outcomeText, type RuleOutcomes } from "../controls.ts";
import { missingTexts } from "../missing.ts";
import type { Sentences } from "../sentences.ts";
import { dayOf, standingOf } from "../standing.ts";
import { count, list } from "../text.ts";
import { code, escaped, escapedList } from "./escape.ts";

const ITEMS_SHOWN = 20;

/** A piece that is shown whole or not at all, and how many findings it tells of. */
export interface Block {
  readonly lines: readonly string[];
  readonly findings: number;
}

/** A heading with its blocks; none without blocks. */
export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** Failing or broken rules, worst first. */
export const ruleBlocks = (entries: readonly RuleGroups[], header: ResultHeader): Block[] =>
  entries.map((entry) => ({ lines: ruleLines(entry, header), findings: entry.count }));

function ruleLines(entry: RuleGroups, { rules }: ResultHeader): string[] {
  const rule = rules.find(({ id }) => id === entry.rule);
  const where = entry.scope === "organization" ? "the organization" : count(entry.count, "account");
  const steps = (rule?.remediation ?? []).map(({ step }, index) => `${index + 1}. ${escaped(step)}`);
  return [
    `### ${entry.severity}: ${code(entry.rule)} in ${where}`,
    ...(rule === undefined ? [] : ["", `Expected: ${escaped(rule.title)}.`]),
    "",
    ...[...entry.groups.values()].flatMap(groupLines),
    ...(entry.others > 0 ? [`- and ${count(entry.others, "more account")} with other details`] : []),
    ...(steps.length === 0 ? [] : ["", "To do:", "", ...steps]),
  ];
}

function groupLines({ finding, subjects }: Group): string[] {
  const rest = finding.items.length - ITEMS_SHOWN;
  return [
    `- ${escapedList(subjects.shown, subjects.count)}: ${escaped(finding.message)}${remarks(finding)}`,
    ...finding.items.slice(0, ITEMS_SHOWN).map((item) => `  - ${itemText(item)}`),
    ...(rest > 0 ? [`  - and ${rest} more`] : []),
    ...(finding.itemsComplete ? [] : ["  - there may be more: not everything that would show it was seen"]),
  ];
}

const remarks = (finding: Finding): string => {
  const standing = standingOf(finding);
  return standing === "" ? "" : ` (**${standing}**)`;
};

const itemText = ({ message, waiver }: Item): string =>
  waiver === undefined
    ? escaped(message)
    : `${escaped(message)} (waived by ${escaped(waiver.owner)} until ${dayOf(waiver.expires)})`;

/** One block for each set of facts that are missing. */
export const unknownBlocks = ({ unknowns, unlisted }: Collected): Block[] => [
  ...unknowns.map((group) => ({ lines: unknownLines(group), findings: group.count })),
  ...(unlisted === 0
    ? []
    : [
        {
          lines: [`- and ${count(unlisted, "more finding")} unknown, for want of other facts`],
          findings: unlisted,
        },
      ]),
];

function unknownLines(group: UnknownGroup): string[] {
  const reasons = group.missing.length === 0 ? [group.message] : missingTexts(group.missing);
  const rest = reasons.length - ITEMS_SHOWN;
  const failed =
    group.failedBefore === 0
      ? ""
      : `; **${count(group.failedBefore, "finding")} of them failed before, last on ${dayOf(group.lastFailed)}**`;
  return [
    `- ${group.severity}: ${list([...group.rules].slice(0, ITEMS_SHOWN).map(code), group.rules.size)} in ${escapedList(group.subjects.shown, group.subjects.count)}${failed}`,
    ...reasons.slice(0, ITEMS_SHOWN).map((reason) => `  - ${escaped(reason)}`),
    ...(rest > 0 ? [`  - and ${count(rest, "more reason")}`] : []),
  ];
}

/** Sentences with whom they speak of. */
export const sentenceBlocks = ({ groups }: Sentences): Block[] =>
  [...groups].map(([sentence, said]) => ({
    lines: [`- ${escaped(sentence)}: ${escapedList(said.shown, said.count)}`],
    findings: said.count,
  }));

/** The controls of each benchmark as a table. */
export const benchmarkSections = ({ benchmarks }: ResultHeader, outcomes: RuleOutcomes): Section[] =>
  benchmarks.map(({ title, version, controls }) => ({
    heading: `${escaped(title)} ${escaped(version)}`,
    blocks: [
      {
        findings: 0,
        lines: [
          "Outcomes are those of the root-related rules mapped to each control, never of the whole control.",
          "",
          "| control | outcome | rules | not seen |",
          "|---|---|---|---|",
          ...controls.map((control) => {
            const rules = control.rules.map((rule) => {
              const counts = outcomes.get(rule);
              return `${code(rule)} ${counts === undefined ? "not selected" : outcomeText(counts)}`;
            });
            return `| ${escaped(control.id)} ${escaped(control.title)} | ${controlOutcome(control, outcomes)} | ${rules.join("; ")} | ${escaped(control.gap ?? "")} |`;
          }),
        ],
      },
    ],
  }));
