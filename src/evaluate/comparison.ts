// Findings against the same ones of an earlier result. This decides what --fail-on counts and which alerts stay open, and
// never changes an outcome (DESIGN 7, "Baseline").
import { type Comparison, type Finding, type Item, type Severity, SEVERITIES } from "../model/index.ts";

/** What an earlier result says of one rule and subject; what is compared, and nothing else. */
export interface PastFinding extends Pick<Finding, "outcome" | "severity" | "itemsComplete"> {
  readonly waived: boolean;
  /** Items that nobody accepted. */
  readonly items: readonly Item[];
  /** Those that it carried itself, whoever accepted them: a waiver ends. */
  readonly carried: readonly Item[];
  /** Facts that it lacked, with their causes. */
  readonly missing: readonly string[];
  readonly since?: string;
  readonly lastFailed?: string;
}

/** An earlier result. */
export interface Past {
  /** The instant it speaks of; ISO 8601, UTC. */
  readonly at: string;
  /** The organization's id, where it was seen. */
  readonly organization?: string;
  readonly find: (finding: Pick<Finding, "rule" | "subject">) => PastFinding | undefined;
}

/** What is kept of a finding that others are compared with. */
export function pastOf(finding: Finding): PastFinding {
  const { outcome, severity, items, itemsComplete, missing, waiver, baseline } = finding;
  const { since, lastFailed, carried = [] }: Partial<Comparison> = baseline ?? {};
  return {
    outcome,
    severity,
    itemsComplete,
    waived: waiver !== undefined,
    items: items.filter((item) => item.waiver === undefined),
    carried: carried.map(withoutWaiver),
    missing: missing.map(({ fact, cause }) => `${cause} ${fact}`).sort(),
    ...(since !== undefined && { since }),
    ...(lastFailed !== undefined && { lastFailed }),
  };
}

const withoutWaiver = ({ key, message, at }: Item): Item => ({
  key,
  message,
  ...(at !== undefined && { at }),
});

/** How the subject's findings are compared. */
export interface Comparing {
  readonly past: Past;
  /** Since when events are judged by a rule; milliseconds. */
  readonly windowFrom: (rule: string) => number;
  /** The item with who accepts it now. */
  readonly waived: (rule: string, item: Item) => Item;
}

/** The findings of one subject, each with how it stands against the earlier one. */
export function compareAll(findings: readonly Finding[], comparing: Comparing): readonly Finding[] {
  const { past, windowFrom, waived } = comparing;
  const listed = new Set(findings.flatMap(({ items }) => items.map(({ key }) => key)));
  return findings.map((finding) => {
    const earlier = past.find(finding);
    const carried = carriedBy(finding, earlier, windowFrom(finding.rule))
      .filter(({ key }) => !listed.has(key))
      .map((item) => waived(finding.rule, item));
    return { ...finding, baseline: { ...compare(finding, earlier, past.at), carried } };
  });
}

/**
 * What was open and cannot be told closed. A list that is whole answers for everything but events that have left its window:
 * that nobody looked at them in time settles nothing.
 */
function carriedBy(
  { outcome, itemsComplete }: Finding,
  past: PastFinding | undefined,
  windowFrom: number,
): readonly Item[] {
  if (past === undefined || outcome === "not-applicable") return [];
  const open = [...past.items, ...past.carried];
  return isUnjudged({ outcome }) || !itemsComplete
    ? open
    : open.filter(({ at }) => at !== undefined && Date.parse(at) < windowFrom);
}

/** Compares a finding with the earlier one, where there was one. `at`: the instant the earlier result speaks of. */
export function compare(
  finding: Finding,
  past: PastFinding | undefined,
  at: string,
): Omit<Comparison, "carried"> {
  const now = pastOf(finding);
  const known = new Set([...(past?.items ?? []), ...(past?.carried ?? [])].map(({ key }) => key));
  const newItems = keysOf(now).filter((key) => !known.has(key));
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

const keysOf = ({ items }: PastFinding): string[] => items.map(({ key }) => key).sort();

/** All of it that is not a text: messages may name times and counts. */
const sayingOf = (past: PastFinding): string =>
  JSON.stringify([past.outcome, past.severity, past.itemsComplete, past.waived, keysOf(past), past.missing]);
