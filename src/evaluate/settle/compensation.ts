// A fail weighs less where other rules make up for it; it stays a fail.
import { SEVERITIES, type Severity } from "../../model/index.ts";
import type { OwnedDraft } from "./ownership.ts";

/** Lowers the severity of fails by one level where every rule that compensates them passes for the same subject. */
export function compensate(drafts: readonly OwnedDraft[]): readonly OwnedDraft[] {
  const passing = new Set(
    drafts.filter(({ finding }) => finding.outcome === "pass").map(({ finding }) => finding.rule),
  );
  return drafts.map((draft) => {
    const { definition, finding } = draft;
    const { compensatedBy = [] } = definition;
    if (finding.outcome !== "fail" || compensatedBy.length === 0) return draft;
    if (!compensatedBy.every((rule) => passing.has(rule))) return draft;
    const message = `${finding.message}; compensated by ${compensatedBy.join(", ")}`;
    return { ...draft, finding: { ...finding, severity: lower(finding.severity), message, compensatedBy } };
  });
}

const lower = (severity: Severity): Severity =>
  SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)] ?? severity;
