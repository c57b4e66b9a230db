// How much of each variant of an event something lets through, and the summary over all variants. Which test lets what through is
// the business of those who use it: event patterns, filters of log events.
import type { Probe } from "./probe.ts";

/** How far a pattern covers the probes; `reason` names the fields that narrow it. */
export interface Cover {
  readonly verdict: "all" | "some" | "none" | "not-understood" | "invalid";
  /** Variants of which every event matches. */
  readonly matched: readonly string[];
  /** The others: no event matches, or only those that fit a field which varies. */
  readonly missed: readonly string[];
  readonly reason?: string;
}

/** Every event of the variant matches; only some; none. */
export type Reach = "every" | "some" | "none";

/** One variant: its reach, and in words what is not proven for the whole of it. */
export interface ProbeCover {
  readonly reach: Reach;
  readonly because: readonly string[];
}

const RANK: Readonly<Record<Reach, number>> = { none: 0, some: 1, every: 2 };

/** The cover of these variants. No probes: nothing is claimed. */
export function coverEach(probes: readonly Probe[], cover: (probe: Probe) => ProbeCover): Cover {
  if (probes.length === 0) return notJudged(probes, "no event to judge by");
  const covers = probes.map(cover);
  const names = probes.map((probe) => probe.name);
  const matched = names.filter((_, index) => covers[index]?.reach === "every");
  const missed = names.filter((_, index) => covers[index]?.reach !== "every");
  if (missed.length === 0) return { verdict: "all", matched, missed };
  const verdict = covers.some((one) => one.reach !== "none") ? "some" : "none";
  return { verdict, matched, missed, reason: [...new Set(covers.flatMap((one) => one.because))].join("; ") };
}

/** Nothing is claimed of any variant. */
export function notJudged(probes: readonly Probe[], reason: string): Cover {
  return { verdict: "not-understood", matched: [], missed: probes.map((probe) => probe.name), reason };
}

/** What must all hold: the least reach, and everything that narrows it. Nothing to hold reaches every event. */
export function allOf(covers: readonly ProbeCover[]): ProbeCover {
  let reach: Reach = "every";
  for (const one of covers) if (RANK[one.reach] < RANK[reach]) reach = one.reach;
  return { reach, because: covers.flatMap((one) => one.because) };
}

/** The best alternative: two that cover a variant only together are not joined, which errs to "some". */
export function bestOf(covers: readonly ProbeCover[]): ProbeCover {
  return covers.reduce((best, next) => (isBetter(next, best) ? next : best));
}

function isBetter(left: ProbeCover, right: ProbeCover): boolean {
  const gain = RANK[left.reach] - RANK[right.reach];
  return gain > 0 || (gain === 0 && left.because.length < right.because.length);
}

/** One constraint on a field, called by its name. */
export function narrowedBy(name: string, reach: Reach): ProbeCover {
  const words = { every: [], some: [`${name} varies and is constrained`], none: [`${name} does not match`] };
  return { reach, because: words[reach] };
}
