// What a person reads beside an alert: why it matters, what the rule cannot know, what to do. Plain, and as Markdown.
import type { RemediationStep, RuleInformation } from "../../model/index.ts";
import { clean } from "../text.ts";

/** Help without markup. */
export function helpText(rule: RuleInformation): string {
  return [
    clean(rule.title),
    clean(rule.rationale),
    ...(rule.limits === undefined ? [] : [`Limits: ${clean(rule.limits)}`]),
    ...rule.remediation.map(plainStep),
    ...rule.references.map(({ title, url }) => `See ${clean(title)}: ${clean(url)}`),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function plainStep({ step, command }: RemediationStep, index: number): string {
  return [`${index + 1}. ${clean(step)}`, ...commandLines(command)].join("\n");
}

/** The same with headings, code and links. GitHub shows this instead of the text. */
export function helpMarkdown(rule: RuleInformation): string {
  return [
    `**${escape(rule.title)}**`,
    escape(rule.rationale),
    ...section("What this rule cannot know", rule.limits === undefined ? [] : [escape(rule.limits)]),
    ...section("What to do", rule.remediation.map(markdownStep)),
    ...section(
      "References",
      [rule.references.map(link).join("\n")].filter((text) => text !== ""),
    ),
  ].join("\n\n");
}

const section = (title: string, parts: readonly string[]): string[] =>
  parts.length === 0 ? [] : [`### ${title}`, ...parts];

function markdownStep({ step, command }: RemediationStep, index: number): string {
  const head = `${index + 1}. ${escape(step)}`;
  const lines = commandLines(command);
  if (lines.length === 0) return head;
  const fence = fenceFor(lines);
  return [head, "", ...[fence, ...lines, fence].map((line) => `   ${line}`)].join("\n");
}

/** Longer than any run of backticks inside, so that the command cannot end it. */
function fenceFor(lines: readonly string[]): string {
  const runs = lines.join("\n").match(/`+/g) ?? [];
  return "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
}

const commandLines = (command: string | undefined): string[] =>
  (command ?? "")
    .split("\n")
    .map(cleanKeepingIndent)
    .filter((line) => line !== "");

/** Indentation means something in a command. */
function cleanKeepingIndent(line: string): string {
  const text = clean(line);
  return text === "" ? "" : `${/^ */.exec(line)?.[0] ?? ""}${text}`;
}

function link({ title, url }: { readonly title: string; readonly url: string }): string {
  const target = clean(url);
  return /^https?:\/\/[^\s<>()]+$/.test(target)
    ? `- [${escape(title)}](${target})`
    : `- ${escape(title)}: ${escape(url)}`;
}

/** Markdown's own characters, and HTML's; code in backticks is left as the rule's author wrote it. */
function escape(text: string): string {
  return clean(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/[\\*_[\]#|~>!]/g, String.raw`\$&`);
}
