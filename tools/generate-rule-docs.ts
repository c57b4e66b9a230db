// docs/rules/<id>.md, one page per rule, and their index: made of the rule files and of what their conditions need.
import { collectorsFor } from "../src/collect/index.ts";
import { EVIDENCE_COMPLETE_INFORMATION } from "../src/evaluate/index.ts";
import type { RuleInformation } from "../src/model/index.ts";
import { type DescribedRule, listRules } from "../src/scan/index.ts";

const HEADER = "<!-- Generated from the rule file by `npm run generate`. Do not edit. -->";
const BUILT_IN_HEADER = "<!-- Generated from src/evaluate/meta.ts by `npm run generate`. Do not edit. -->";

/** Path and text of every page. */
export function generateRuleDocs(): [string, string][] {
  const rules = listRules({ cwd: process.cwd() });
  return [
    ...rules.map((rule): [string, string] => [`docs/rules/${rule.information.id}.md`, page(rule)]),
    [`docs/rules/${EVIDENCE_COMPLETE_INFORMATION.id}.md`, builtInPage(EVIDENCE_COMPLETE_INFORMATION)],
    ["docs/rules/README.md", index(rules)],
  ];
}

function index(rules: readonly DescribedRule[]): string {
  const rows = [
    ...rules.map(({ information, waiting }) =>
      row(information, waiting === undefined ? "always" : "once configured"),
    ),
    row(EVIDENCE_COMPLETE_INFORMATION, "built in"),
  ].sort();
  return [
    HEADER,
    "# Rules",
    "",
    "| rule | severity | scope | passes when | selected |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

const row = ({ id, title, severity, scope }: RuleInformation, selectedWhen: string): string =>
  `| [\`${id}\`](${id}.md) | ${severity} | ${scope} | ${title} | ${selectedWhen} |`;

/** It has no file, no condition and no facts of its own: it reads the other findings. */
function builtInPage({
  id,
  title,
  severity,
  scope,
  rationale,
  limits,
  remediation,
}: RuleInformation): string {
  return [
    BUILT_IN_HEADER,
    `# ${id}`,
    `**${title}.** Severity ${severity}; speaks of each ${scope}; built in.`,
    rationale,
    ...(limits === undefined ? [] : [`**Limits.** ${limits}`]),
    "## Passes when",
    "No other rule that was selected ended with unknown or error for it.",
    "## Remediation",
    steps(remediation),
    "",
  ].join("\n\n");
}

function page(rule: DescribedRule): string {
  const { information, appliesWhen, passesWhen } = rule;
  const { id, title, severity, scope, rationale, limits, remediation, references } = information;
  return [
    HEADER,
    `# ${id}`,
    `**${title}.** Severity ${severity}; speaks of each ${scope}; ${selected(rule)}.`,
    rationale,
    ...(limits === undefined ? [] : [`**Limits.** ${limits}`]),
    "## Passes when",
    block(passesWhen),
    ...(appliesWhen === undefined ? [] : ["Applies when", block(appliesWhen)]),
    ...partitions(rule),
    ...statement(rule),
    ...compensation(rule),
    ...parameters(rule),
    "## Needs",
    needs(rule),
    "## Remediation",
    steps(remediation),
    "## References",
    references.map(({ title: name, url }) => `- [${name}](${url})`).join("\n"),
    "",
  ].join("\n\n");
}

function partitions({ definition }: DescribedRule): string[] {
  const lines = Object.entries(definition.partitions ?? {}).map(
    ([partition, { outcome, reason }]) => `- In \`${partition}\`: ${outcome}; ${reason}.`,
  );
  return lines.length === 0 ? [] : [lines.join("\n")];
}

/** What people are asked to state, and how to enter it. */
function statement({ definition }: DescribedRule): string[] {
  const { id, attestation, attestable } = definition;
  const asked = attestation ?? attestable;
  if (asked === undefined) return [];
  const use =
    attestation === undefined
      ? "Where every fact that keeps the rule open is not observable, this statement makes it a pass:"
      : "The rule asks for this statement:";
  const people = asked.people === 1 ? "one person" : `${asked.people} different people`;
  const terms = `Stated by ${people}, it holds for ${asked.days} days; \`rootproof attest ${id}\` prints the entry.`;
  return ["## Statement", use, `> ${asked.statement}`, terms];
}

function compensation({ definition: { compensatedBy = [] } }: DescribedRule): string[] {
  const rules = compensatedBy.map((id) => `[\`${id}\`](${id}.md)`).join(", ");
  return rules === ""
    ? []
    : [`A fail is one level less severe where this passes for the same account: ${rules}.`];
}

const steps = (remediation: RuleInformation["remediation"]): string =>
  remediation
    .map(({ step, command }) => `1. ${step}${command === undefined ? "" : `\n\n   \`${command}\``}`)
    .join("\n");

const selected = ({ waiting }: DescribedRule): string =>
  waiting === undefined ? "always selected" : `selected once \`${waiting.selectWith}\` is configured`;

const block = (condition: string): string => `\`\`\`cel\n${condition.trimEnd()}\n\`\`\``;

function parameters({ information }: DescribedRule): string[] {
  const rows = Object.entries(information.parameters).map(
    ([name, { type, description, required, default: value }]) =>
      `| \`${name}\` | ${type.replace("<", "&lt;")} | ${required === true ? "*required*" : `\`${JSON.stringify(value)}\``} | ${description} |`,
  );
  if (rows.length === 0) return [];
  return ["## Parameters", ["| name | type | default | |", "| --- | --- | --- | --- |", ...rows].join("\n")];
}

/** The facts, and the IAM actions that let the scan see them; the trust and the rest of the policy are the scan's own. */
function needs(rule: DescribedRule): string {
  const declared = collectorsFor(new Set(rule.needs));
  const actions = [
    ...new Set(declared.flatMap(({ operations }) => operations.map(({ iamAction }) => `\`${iamAction}\``))),
  ].sort();
  return `Facts: ${rule.needs.map((fact) => `\`${fact}\``).join(", ")}.\n\nIAM actions: ${actions.join(", ")}.`;
}
