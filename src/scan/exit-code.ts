// The exit code of a judged scan (DESIGN 10): 1 a fail that counts, else 3 something could not be judged, else 0.
import { type Finding, type PopulationEntry, SEVERITIES, type Severity } from "../model/index.ts";
import { askedIn } from "../report/index.ts";

/** From which severity on a fail counts. */
export type FailOn = Severity | "never";

/** What decides the exit code. */
export interface Verdict {
  readonly findings: Iterable<Finding>;
  readonly population: readonly PopulationEntry[];
  readonly populationComplete: boolean;
  /** A shard is missing, or not believed. */
  readonly shardProblems: boolean;
  readonly failOn: FailOn;
  readonly allowUnknown: boolean;
  /** The built-in rule: it reports unknowns and is not a fail of its own. */
  readonly metaRule: string;
}

/** 0, 1 or 3. What is waived does not count, nor what is said of accounts that nobody asked for. */
export function exitCode(verdict: Verdict): 0 | 1 | 3 {
  const { findings, population, failOn, allowUnknown, metaRule } = verdict;
  const isAsked = askedIn(population);
  let incomplete = isIncomplete(verdict);
  for (const finding of findings) {
    const { rule, outcome, severity, waiver } = finding;
    if (rule === metaRule || waiver !== undefined || !isAsked(finding)) continue;
    if (outcome === "fail" && counts(severity, failOn) && isWorse(finding)) return 1;
    if (outcome === "error" || (!allowUnknown && isOpenEnded(finding))) incomplete = true;
  }
  return incomplete ? 3 : 0;
}

/** Whoever allows unknowns does not allow that a part of the evidence is not there. */
function isIncomplete({ population, populationComplete, shardProblems, allowUnknown }: Verdict): boolean {
  const unreached = !populationComplete || population.some(({ state }) => state === "unreached");
  return shardProblems || (unreached && !allowUnknown);
}

const counts = (severity: Severity, failOn: FailOn): boolean =>
  failOn !== "never" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);

/** Without a baseline every fail; with one, what is new or worse. */
const isWorse = ({ baseline }: Finding): boolean =>
  baseline === undefined || baseline.state === "new" || baseline.state === "worsened";

/** Not judged; or a list that is not whole where only what is new counts: it may hide something new. */
const isOpenEnded = ({ outcome, itemsComplete, baseline }: Finding): boolean =>
  outcome === "unknown" || (outcome === "fail" && !itemsComplete && baseline !== undefined);
