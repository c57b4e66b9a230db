// The exit code of a judged scan (DESIGN 10): 1 a fail that counts, else 3 something could not be judged, else 0.
import { type Finding, type PopulationEntry, SEVERITIES, type Severity } from "../model/index.ts";

/** From which severity on a fail counts. */
export type FailOn = Severity | "never";

/** What decides the exit code. */
export interface Verdict {
  readonly findings: Iterable<Finding>;
  readonly population: readonly PopulationEntry[];
  readonly populationComplete: boolean;
  readonly failOn: FailOn;
  readonly allowUnknown: boolean;
  /** The built-in rule: it reports unknowns and is not a fail of its own. */
  readonly metaRule: string;
}

/** 0, 1 or 3. What is waived does not count. */
export function exitCode({
  findings,
  population,
  populationComplete,
  failOn,
  allowUnknown,
  metaRule,
}: Verdict): 0 | 1 | 3 {
  const unreached = !populationComplete || population.some(({ state }) => state === "unreached");
  let incomplete = unreached && !allowUnknown;
  for (const { rule, outcome, severity, waiver } of findings) {
    if (rule === metaRule || waiver !== undefined) continue;
    if (outcome === "fail" && counts(severity, failOn)) return 1;
    if (outcome === "error" || (outcome === "unknown" && !allowUnknown)) incomplete = true;
  }
  return incomplete ? 3 : 0;
}

const counts = (severity: Severity, failOn: FailOn): boolean =>
  failOn !== "never" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
