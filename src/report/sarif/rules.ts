// Rules as SARIF describes them. GitHub reads severity from the rule alone, so it is the rule's effective one.
import type {
  ReportingConfiguration,
  ReportingDescriptor,
  ReportingDescriptorRelationship,
  Result,
} from "sarif";
import type { Benchmark, RuleInformation, Severity } from "../../model/index.ts";
import { compareText } from "../json-text.ts";
import { EVIDENCE_COMPLETE } from "../report.ts";
import { capital, clean, cut } from "../text.ts";
import { helpMarkdown, helpText } from "./help.ts";
import { relationshipsOf } from "./taxonomies.ts";

/** GitHub's limit for short and full descriptions. */
const DESCRIPTION_LENGTH = 1024;

type Level = ReportingConfiguration.level & Result.level;

const LEVELS: Readonly<Record<Severity, Level>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** Never a border value of GitHub's bands; info has none. */
const SCORES: Readonly<Record<Severity, string | undefined>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
  info: undefined,
};

const EVIDENCE_RULE: RuleInformation = {
  id: EVIDENCE_COMPLETE,
  title: "Everything the selected rules need was seen",
  severity: "medium",
  scope: "account",
  rationale:
    "A rule that did not see what it needs says unknown, never pass. While this alert is open, silence about the account proves nothing.",
  remediation: [
    {
      step: "Grant what the alert names as missing, or write the line of configuration it asks for; then scan again.",
    },
  ],
  references: [],
  parameters: {},
};

/** The rules of the header, the built-in one, and any that only findings name; sorted by id. */
export function allRules(
  known: readonly RuleInformation[],
  named: ReadonlyMap<string, Severity>,
): RuleInformation[] {
  const rules = new Map([EVIDENCE_RULE, ...known].map((rule) => [rule.id, rule]));
  for (const [id, severity] of named) if (!rules.has(id)) rules.set(id, unlisted(id, severity));
  return [...rules.values()].sort((left, right) => compareText(left.id, right.id));
}

/** A finding is never dropped for want of a description. */
function unlisted(id: string, severity: Severity): RuleInformation {
  return { ...EVIDENCE_RULE, id, title: id, severity, rationale: id, remediation: [] };
}

/** The level of a result. */
export function levelOf(rule: string, severity: Severity): Level {
  return rule === EVIDENCE_COMPLETE ? "warning" : LEVELS[severity];
}

/** The rule as `tool.driver.rules[]` lists it. */
export function describeRule(
  rule: RuleInformation,
  benchmarks: readonly Benchmark[] = [],
): ReportingDescriptor {
  const relationships = relationshipsOf(rule.id, benchmarks);
  return {
    id: clean(rule.id),
    name: pascalCase(rule.id),
    shortDescription: { text: description(rule.title, rule.id) },
    fullDescription: { text: description(rule.rationale, rule.title) },
    help: { text: helpText(rule), markdown: helpMarkdown(rule) },
    defaultConfiguration: { level: levelOf(rule.id, rule.severity) },
    ...(relationships.length > 0 && { relationships }),
    properties: {
      tags: ["security", "aws", "root-account", ...relationships.map(tagOf)].slice(0, TAGS),
      precision: "very-high",
      "problem.severity": problemSeverity(rule),
      ...securitySeverity(rule),
    },
  };
}

/** GitHub keeps this many tags of a rule. */
const TAGS = 20;

const tagOf = ({ target }: ReportingDescriptorRelationship): string =>
  `${target.toolComponent?.name ?? ""}/${target.id ?? ""}`;

function securitySeverity({ id, severity }: RuleInformation): { "security-severity"?: string } {
  const score = SCORES[severity];
  return id === EVIDENCE_COMPLETE || score === undefined ? {} : { "security-severity": score };
}

function problemSeverity({ id, severity }: RuleInformation): string {
  const level = levelOf(id, severity);
  return level === "note" ? "recommendation" : level;
}

/** GitHub takes an empty string for a missing one. */
function description(text: string, otherwise: string): string {
  return cut(clean(text) || clean(otherwise) || "rule", DESCRIPTION_LENGTH);
}

/** `root-mfa-enabled` → `RootMfaEnabled`. */
function pascalCase(id: string): string {
  const words = clean(id).split(/[^\p{L}\p{N}]+/u);
  return cut(words.map(capital).join("") || "Rule", 255);
}
