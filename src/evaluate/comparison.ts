// A finding against the same one of an earlier result. It decides what --fail-on counts and never changes an outcome
// (DESIGN 7, "Baseline").
import { type Comparison, type Finding, type Severity, SEVERITIES } from "../model/index.ts";

/** What an earlier result says of one rule and subject; what is compared, and nothing else. */
export interface PastFinding extends Pick<Finding, "outcome" | "severity" | "itemsComplete"> {
  readonly waived: boolean;
  /** Keys of its items that were not waived. */
  readonly items: readonly string[];
  /** Facts that it lacked, with their causes. */
  readonly missing: readonly string[];
  readonly since?: string;
  readonly lastFailed?: string;
}

/** What is kept of a finding that others are compared with. */
export function pastOf(finding: Finding): PastFinding {
  const { outcome, severity, items, itemsComplete, missing, waiver, baseline = {} } = finding;
  const { since, lastFailed }: Partial<Comparison> = baseline;
  return {
    outcome,
    severity,
    itemsComplete,
    waived: waiver !== undefined,
    items: openItems(items),
    missing: missing.map(({ fact, cause }) => `${cause} ${fact}`).sort(),
    ...(since !== undefined && { since }),
    ...(lastFailed !== undefined && { lastFailed }),
  };
}

const openItems = (items: Finding["items"]): string[] =>
  items.filter(({ waiver }) => waiver === undefined).map(({ key }) => key);

/** Compares a finding with the earlier one, where there was one. `at`: the instant the earlier result speaks of. */
export function compare(finding: Finding, past: PastFinding | undefined, at: string): Comparison {
  const now = pastOf(finding);
  const known = new Set(past?.items);
  const newItems = now.items.filter((key) => !known.has(key));
  if (past === undefined) return { state: "new", newItems };
  const state = stateOf(past, now, newItems);
  const lastFailed = past.outcome === "fail" ? at : past.lastFailed;
  return {
    state,
    ...(state === "unchanged" && { since: past.since ?? at }),
    ...(isUnjudged(now) && lastFailed !== undefined && { lastFailed }),
    newItems,
  };
}

const isUnjudged = ({ outcome }: Pick<Finding, "outcome">): boolean =>
  outcome === "unknown" || outcome === "error";

function stateOf(past: PastFinding, now: PastFinding, newItems: readonly string[]): Comparison["state"] {
  if (isWorse(past, now, newItems)) return "worsened";
  return sayingOf(past) === sayingOf(now) ? "unchanged" : "changed";
}

/** A fail is worse than what is not judged, that is worse than what is accepted, and that is worse than a pass. */
function badness({ outcome, waived }: PastFinding): number {
  if (outcome === "pass" || outcome === "not-applicable") return 0;
  if (waived) return 1;
  return outcome === "fail" ? 3 : 2;
}

/** Whatever may hide something new counts as worse: another item, a higher severity, a list that is not whole any more. */
function isWorse(past: PastFinding, now: PastFinding, newItems: readonly string[]): boolean {
  if (badness(now) !== badness(past)) return badness(now) > badness(past);
  if (badness(now) < 3) return false;
  return (
    newItems.length > 0 ||
    rank(now.severity) < rank(past.severity) ||
    (past.itemsComplete && !now.itemsComplete)
  );
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** All of it that is not a text: messages may name times and counts. */
const sayingOf = ({ outcome, severity, itemsComplete, waived, items, missing }: PastFinding): string =>
  JSON.stringify([outcome, severity, itemsComplete, waived, items.toSorted(), missing]);
