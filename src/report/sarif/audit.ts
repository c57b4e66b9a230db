// sarif-audit: for tools of auditors, never uploaded. Every finding, pass too, with its kind, who accepts it, and how it
// stands against the baseline. Code scanning ignores those three, and would open an alert for each of its results.
import type { Result, Suppression } from "sarif";
import type { Finding, Outcome, WaiverReference } from "../../model/index.ts";
import { EVIDENCE_COMPLETE } from "../report.ts";
import { clean } from "../text.ts";
import { baselineStateOf } from "./baseline-state.ts";
import type { Candidate } from "./candidates.ts";
import { levelOf } from "./rules.ts";

/** SARIF 2.1.0, 3.27.9: `open` is "insufficient information to decide". */
const KINDS: Readonly<Record<Outcome, Result.kind>> = {
  fail: "fail",
  pass: "pass",
  unknown: "open",
  error: "open",
  "not-applicable": "notApplicable",
};

/** The results of a finding: one for each item of a fail, and for what an earlier result left open. */
export function audited(finding: Finding): Candidate[] {
  const own = finding.items.map((item): Candidate => ({ finding, item }));
  const carried = (finding.baseline?.carried ?? []).map((item): Candidate => ({
    finding,
    item,
    carried: true,
  }));
  return [...(own.length === 0 ? [{ finding }] : own), ...carried];
}

/** What only an auditor's tool reads. A level belongs to a fail alone (3.27.10). */
export function auditOf(
  candidate: Candidate,
): Pick<Result, "kind" | "level" | "suppressions" | "baselineState"> {
  const { finding, item, carried } = candidate;
  const kind = carried === true ? "open" : kindOf(finding);
  const waiver = item?.waiver ?? (carried === true ? undefined : finding.waiver);
  return {
    kind,
    level: kind === "fail" ? levelOf(finding.rule, finding.severity) : "none",
    suppressions: waiver === undefined ? [] : [suppressionOf(waiver)],
    ...baselineStateOf(candidate),
  };
}

/** What the evidence lacks is never a fail of its own. */
const kindOf = ({ rule, outcome }: Finding): Result.kind =>
  rule === EVIDENCE_COMPLETE && outcome === "fail" ? "open" : KINDS[outcome];

function suppressionOf({ kind, owner, reason, reference, expires }: WaiverReference): Suppression {
  const what = kind === "waiver" ? "Waived" : "Planned use";
  const more = reference === undefined ? "" : ` (${clean(reference)})`;
  return {
    kind: "external",
    status: "accepted",
    justification: `${what} by ${clean(owner)} until ${expires}: ${clean(reason)}${more}`,
  };
}
