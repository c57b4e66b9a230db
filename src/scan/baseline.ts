// The baseline: an earlier result that findings are compared with. What has not become worse since does not count for
// --fail-on and stays in every report (DESIGN 7).
import { resolve } from "node:path";
import { type Past, type PastFinding, pastOf } from "../evaluate/index.ts";
import { type ParameterValue, readResult } from "../load/index.ts";
import {
  type BaselineReference,
  type Finding,
  formatProblem,
  type PopulationEntry,
  type ResultHeader,
  type Subject,
  UsageError,
} from "../model/index.ts";
import type { Prepared } from "./prepare.ts";
import { isSame, nameOf, type Whose } from "./whose.ts";

/** An earlier result, ready to be asked. */
export interface Baseline {
  readonly reference: Omit<BaselineReference, "gone">;
  /** Accounts that it speaks of and that are not there any more, sorted. */
  readonly goneFrom: (population: readonly PopulationEntry[]) => string[];
  readonly past: Past;
  /** The account with the place it had, where nobody sees its place now. */
  readonly placed: (entry: PopulationEntry) => PopulationEntry;
  /** Throws UsageError where it speaks of somebody else. */
  readonly refuseForeign: (other: Whose) => void;
}

const DAY = 24 * 60 * 60 * 1000;
/** CloudTrail keeps events for 90 days, and a window reaches back 89 at most. */
const MOST_DAYS = 89;
const OLD_DAYS = 30;

/** The one that the command names, if any. Throws as readBaseline. */
export const baselineOf = (
  { baseline, cwd }: { readonly baseline?: string; readonly cwd: string },
  asOf: number,
): Baseline | undefined => (baseline === undefined ? undefined : readBaseline(baseline, cwd, asOf));

/** Reads it. Throws UsageError when it is no result of rootproof, redacted, or so old that what happened since is not known. */
function readBaseline(file: string, cwd: string, asOf: number): Baseline {
  const findings = new PastFindings();
  const checked = readResult(resolve(cwd, file), (finding) => findings.add(finding));
  if (!checked.ok)
    throw new UsageError(checked.problems.map((problem) => formatProblem({ ...problem, file })));
  const { head, sha256 } = checked.value;
  const refuse = (why: string): never => {
    throw new UsageError(`--baseline ${file}: ${why}`);
  };
  if (head.redacted === true)
    refuse("is redacted, so its findings cannot be told apart; name a result written without --redact");
  if (daysBetween(head.asOf, asOf) > MOST_DAYS)
    refuse(`is of ${head.asOf}, more than ${MOST_DAYS} days ago: events since then are gone; make a new one`);
  if (Date.parse(head.asOf) >= asOf)
    refuse(`is of ${head.asOf}, not before the instant that is judged; name an earlier result`);
  const paths = new Map(head.accounts.map(({ id, path }) => [id, path]));
  return {
    reference: { file, sha256, asOf: head.asOf },
    past: {
      at: head.asOf,
      ...(head.organization !== undefined && { organization: head.organization }),
      find: (finding) => findings.find(finding),
    },
    goneFrom: (population) => {
      const ids = new Set(population.map(({ id }) => id));
      return [...paths.keys()].filter((id) => !ids.has(id)).sort();
    },
    placed: (entry) => {
      const path = entry.path ?? paths.get(entry.id);
      return path === undefined ? entry : { ...entry, path };
    },
    refuseForeign: (other) => {
      if (!isSame(head, other))
        refuse(`is of ${nameOf(head)}, and this is ${nameOf(other)}; name a result of the same`);
    },
  };
}

/** By subject and rule; findings that say the same are one value, as most passes do. */
class PastFindings {
  readonly #subjects = new Map<string, Map<string, PastFinding>>();
  readonly #alike = new Map<string, PastFinding>();

  add(finding: Finding): void {
    const key = keyOf(finding.subject);
    const rules = this.#subjects.get(key) ?? new Map<string, PastFinding>();
    this.#subjects.set(key, rules);
    const past = pastOf(finding);
    const text = JSON.stringify(past);
    const known = this.#alike.get(text) ?? past;
    this.#alike.set(text, known);
    rules.set(finding.rule, known);
  }

  find({ rule, subject }: Pick<Finding, "rule" | "subject">): PastFinding | undefined {
    return this.#subjects.get(keyOf(subject))?.get(rule);
  }
}

const keyOf = ({ scope, id }: Subject): string => `${scope} ${id}`;

const daysBetween = (from: string, to: number): number => (to - Date.parse(from)) / DAY;

/** The days since the baseline must be covered: events that happened since, and are not in the window, would be lost. */
export function reachingBack(prepared: Prepared, baseline: Baseline | undefined, asOf: number): Prepared {
  const { windowDays } = prepared.parameters;
  if (baseline === undefined || typeof windowDays !== "number") return prepared;
  const days = Math.min(MOST_DAYS, Math.ceil(daysBetween(baseline.reference.asOf, asOf)));
  return days <= windowDays ? prepared : prepared.withParameters({ windowDays: days });
}

/** What a person should know of it. */
export function baselineNotes(
  { baseline, asOf, parameters }: ResultHeader,
  configured: ParameterValue | undefined,
): string[] {
  if (baseline === undefined) return [];
  const days = Math.floor(daysBetween(baseline.asOf, Date.parse(asOf)));
  const { windowDays } = parameters;
  return [
    ...(baseline.gone.length > 0
      ? [`accounts of the baseline that are not there any more: ${baseline.gone.join(", ")}`]
      : []),
    ...(days > OLD_DAYS ? [`the baseline is ${days} days old; at more than ${MOST_DAYS} it is refused`] : []),
    ...(typeof windowDays === "number" && typeof configured === "number" && windowDays > configured
      ? [`events of ${windowDays} days are judged, not of ${configured}: the baseline is that old`]
      : []),
  ];
}
