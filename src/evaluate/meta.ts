// The one built-in rule, evidence-complete: it reads the other findings and says whether anything could not be seen.
import type { Cause, Finding, Item, MissingFact, RuleInformation, Subject } from "../model/index.ts";

/** The id of the built-in rule. */
export const EVIDENCE_COMPLETE = "evidence-complete";

/** The built-in rule as reports show it. */
export const EVIDENCE_COMPLETE_INFORMATION: RuleInformation = {
  id: EVIDENCE_COMPLETE,
  title: "Everything the selected rules need was seen",
  severity: "info",
  scope: "account",
  rationale: "What was not seen is not proven. This says what is missing, why, and what would help.",
  limits: "It does not count for --fail-on; exit code 3 speaks for it.",
  remediation: [
    { step: "Grant the read permission that is named, or let the scan reach the account, and scan again." },
  ],
  references: [],
  parameters: {},
};

const HELP: Readonly<Record<Cause, string>> = {
  permission: "grant the read permission",
  reach: "let the scan reach it",
  stale: "collect again",
  configuration: "configure it in rootproof.yaml",
  "not-observable": "no API shows it from this position",
  malformed: "AWS's answer was not understood",
};

/** The finding of evidence-complete for one subject, from the other findings about it. Waived unknowns are only counted. */
export function judgeCompleteness(subject: Subject, findings: readonly Finding[]): Finding {
  const all = findings.filter(({ outcome }) => outcome === "unknown" || outcome === "error");
  const open = all.filter(({ waiver }) => waiver === undefined);
  const waived = all.length - open.length;
  const missing = distinctFacts(open.flatMap((finding) => finding.missing));
  const message = open.length === 0 ? EVIDENCE_COMPLETE_INFORMATION.title : incompleteMessage(open);
  return {
    ...silent(subject),
    outcome: open.length === 0 ? "pass" : "fail",
    message: waived === 0 ? message : `${message}; waived: ${waived} unknown`,
    items: [...causeItems(missing), ...errorItems(open)],
    missing,
  };
}

/** The finding of evidence-complete for an account of which no rule speaks. */
export const notApplicableCompleteness = (subject: Subject, message: string): Finding => ({
  ...silent(subject),
  outcome: "not-applicable",
  message,
});

const silent = (subject: Subject): Omit<Finding, "outcome" | "message"> => ({
  rule: EVIDENCE_COMPLETE,
  subject,
  severity: "info",
  items: [],
  itemsComplete: true,
  missing: [],
  evidence: [],
});

function incompleteMessage(open: readonly Finding[]): string {
  const rules = open.map(({ rule }) => rule);
  return `${rules.length} rule${rules.length === 1 ? "" : "s"} could not be judged: ${rules.join(", ")}`;
}

function causeItems(missing: readonly MissingFact[]): Item[] {
  const causes = [...new Set(missing.map(({ cause }) => cause))].sort();
  return causes.map((cause) => {
    const facts = missing.filter((one) => one.cause === cause);
    return { key: cause, message: `${cause} (${HELP[cause]}): ${facts.map(describeFact).join("; ")}` };
  });
}

const describeFact = ({ fact, reason }: MissingFact): string => `${fact}, ${reason}`;

function errorItems(open: readonly Finding[]): Item[] {
  const errors = open.filter(({ outcome }) => outcome === "error");
  return errors.map(({ rule, message }) => ({ key: `error:${rule}`, message: `${rule}: ${message}` }));
}

function distinctFacts(missing: readonly MissingFact[]): MissingFact[] {
  const byName = new Map(missing.map((one) => [`${one.fact}\0${one.cause}`, one]));
  return [...byName.values()].sort((left, right) => compareText(left.fact, right.fact));
}

const compareText = (left: string, right: string): number => (left < right ? -1 : Number(left > right));
