// What of a finding becomes results, and how bad each is. An alert may be closed only by a pass, a not-applicable or a
// waiver (DESIGN 9): so what could not be judged, and what an earlier result left open, are results too.
import { type Finding, type Item, SEVERITIES } from "../../model/index.ts";
import { compareText } from "../json-text.ts";
import { EVIDENCE_COMPLETE, type Report } from "../report.ts";
import { isOpen } from "../summary.ts";

const KINDS = ["fail", "error", "unknown"] as const;

/** A finding, or one item of it, that becomes a result. */
export interface Candidate {
  readonly finding: Finding;
  readonly item?: Item;
  /** The item is one that the finding cannot speak of: an earlier result left it open. */
  readonly carried?: true;
}

/** The results of a finding, by item; none where it is accepted or passes, and nothing was left open. */
export function candidatesOf(finding: Finding, failOn: Report["failOn"]): readonly Candidate[] {
  const carried = openItems(finding.baseline?.carried ?? []).map((item): Candidate => ({
    finding,
    item,
    carried: true,
  }));
  if (!isResult(finding, failOn, carried)) return carried;
  const items = itemsOf(finding);
  const own = items.length === 0 ? [{ finding }] : items.map((item) => ({ finding, item }));
  return [...own, ...carried];
}

/**
 * Every fail; what could not be judged where it would have counted, or where it failed before; and what the evidence lacks.
 */
function isResult(finding: Finding, failOn: Report["failOn"], carried: readonly Candidate[]): boolean {
  const { rule, outcome, severity, waiver, baseline } = finding;
  if (!isOpen(outcome) || waiver !== undefined) return false;
  if (outcome === "fail" || rule === EVIDENCE_COMPLETE || isAtOrAbove(severity, failOn)) return true;
  return baseline?.lastFailed !== undefined && carried.length === 0;
}

/** `never` is about the exit code: alerts are then kept open from the default threshold on. */
function isAtOrAbove(severity: Finding["severity"], failOn: Report["failOn"]): boolean {
  const threshold = failOn === "never" ? "high" : failOn;
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** An unknown is one alert, the one a fail without items would have. */
function itemsOf({ rule, outcome, items }: Finding): readonly Item[] {
  return outcome === "fail" || rule === EVIDENCE_COMPLETE ? openItems(items) : [];
}

const openItems = (items: readonly Item[]): Item[] =>
  items.filter(({ waiver }) => waiver === undefined).sort(byKey);

const byKey = (left: Item, right: Item): number =>
  compareText(left.key, right.key) || compareText(left.message, right.message);

/** By severity, then fail, error, unknown, and what was left open by a pass; evidence-complete stands behind the last medium one. */
export function rankOf({ rule, severity, outcome }: Pick<Finding, "rule" | "severity" | "outcome">): number {
  if (rule === EVIDENCE_COMPLETE) return SEVERITIES.indexOf("low") * 10 - 1;
  const kind = KINDS.findIndex((name) => name === outcome);
  return SEVERITIES.indexOf(severity) * 10 + (kind < 0 ? KINDS.length : kind);
}
