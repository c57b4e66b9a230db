// docs/rules/<id>.md, one page per rule, and their index: made of the rule files and of what their conditions need.
import { collectorsFor } from "../src/collect/index.ts";
import { type DescribedRule, listRules } from "../src/scan/index.ts";

const HEADER = "<!-- Generated from the rule file by `npm run generate`. Do not edit. -->";

/** Path and text of every page. */
export function generateRuleDocs(): [string, string][] {
  const rules = listRules({ cwd: process.cwd() });
  return [
    ...rules.map((rule): [string, string] => [`docs/rules/${rule.information.id}.md`, page(rule)]),
    ["docs/rules/README.md", index(rules)],
  ];
}

function index(rules: readonly DescribedRule[]): string {
  const rows = rules.map(
    ({ information: { id, title, severity, scope }, waiting }) =>
      `| [\`${id}\`](${id}.md) | ${severity} | ${scope} | ${title} | ${waiting === undefined ? "always" : "once configured"} |`,
  );
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
    ...parameters(rule),
    "## Needs",
    needs(rule),
    "## Remediation",
    remediation
      .map(({ step, command }) => `1. ${step}${command === undefined ? "" : `\n\n   \`${command}\``}`)
      .join("\n"),
    "## References",
    references.map(({ title: name, url }) => `- [${name}](${url})`).join("\n"),
    "",
  ].join("\n\n");
}

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
