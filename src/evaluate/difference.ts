// Two results, finding by finding. What the later one does not judge is never called fixed.
import {
  type Change,
  type ChangedAccount,
  type ChangedFinding,
  CHANGES,
  type Finding,
  type Item,
  type PopulationEntry,
  SEVERITIES,
  type Subject,
} from "../model/index.ts";
import { compare, type PastFinding, pastOf } from "./comparison.ts";

/** What is kept of an earlier finding. */
interface Earlier extends PastFinding {
  readonly rule: string;
  readonly subject: Subject;
  readonly message: string;
}

const NO_MESSAGE = "";

/** Takes every finding of the earlier result, then every one of the later, and tells what became of them. */
export class FindingComparison {
  readonly #earlier = new Map<string, Earlier>();
  readonly #changes: ChangedFinding[] = [];
  #unchanged = 0;

  addEarlier(finding: Finding): void {
    const past = pastOf(finding);
    const { rule, subject } = finding;
    // Most findings pass, and of those nothing is told.
    const message = isOpen(past) ? finding.message : NO_MESSAGE;
    this.#earlier.set(keyOf(finding), { ...past, rule, subject, message });
  }

  addLater(finding: Finding): void {
    const key = keyOf(finding);
    const earlier = this.#earlier.get(key);
    this.#earlier.delete(key);
    const change = changeOf(finding, earlier);
    if (change === undefined) this.#unchanged++;
    else this.#changes.push(changed(finding, earlier, change));
  }

  /** Findings that are what they were. */
  get unchanged(): number {
    return this.#unchanged;
  }

  /** Worst first, then by severity, rule and subject. What was open and has no later finding is gone. */
  get changes(): readonly ChangedFinding[] {
    const gone = [...this.#earlier.values()].filter(isOpen).map(goneOf);
    return [...this.#changes, ...gone].sort(compareChanges);
  }
}

const keyOf = ({ rule, subject: { scope, id } }: Pick<Finding, "rule" | "subject">): string =>
  `${rule} ${scope} ${id}`;

type Standing = Pick<PastFinding, "outcome" | "waived">;

/** Asks for something that nobody has accepted. */
const isOpen = ({ outcome, waived }: Standing): boolean =>
  !waived && outcome !== "pass" && outcome !== "not-applicable";

/** Undefined where nothing changed that anybody asks about. */
function changeOf(finding: Finding, earlier: Earlier | undefined): Change | undefined {
  const later = pastOf(finding);
  if (earlier === undefined) return isOpen(later) ? "new" : undefined;
  const { state } = compare(finding, earlier, "");
  if (state === "worsened") return isOpen(later) ? "worsened" : "changed";
  if (state === "unchanged" || state === "new") return undefined;
  return betterOf(earlier, later);
}

function betterOf(earlier: Standing, later: Standing): Change | undefined {
  const passes = later.outcome === "pass" || later.outcome === "not-applicable";
  if (passes) return isOpen(earlier) ? "fixed" : undefined;
  const isLess = isOpen(earlier) && (!isOpen(later) || later.outcome !== earlier.outcome);
  return isLess ? "improved" : "changed";
}

function changed(finding: Finding, earlier: Earlier | undefined, change: Change): ChangedFinding {
  const { rule, subject, severity, outcome, message } = finding;
  const [was, is] = [earlier?.items ?? [], pastOf(finding).items];
  return {
    change,
    rule,
    subject,
    severity,
    ...(earlier !== undefined && { was: earlier.outcome }),
    is: outcome,
    message,
    came: without(is, was),
    went: without(was, is),
  };
}

const goneOf = ({ rule, subject, severity, outcome, message, items }: Earlier): ChangedFinding => ({
  change: "gone",
  rule,
  subject,
  severity,
  was: outcome,
  message,
  came: [],
  went: items,
});

function without(items: readonly Item[], others: readonly Item[]): readonly Item[] {
  const keys = new Set(others.map(({ key }) => key));
  return items.filter(({ key }) => !keys.has(key));
}

function compareChanges(left: ChangedFinding, right: ChangedFinding): number {
  return (
    CHANGES.indexOf(left.change) - CHANGES.indexOf(right.change) ||
    SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
    compareText(keyOf(left), keyOf(right))
  );
}

const compareText = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

/** Accounts that came, went, or fare otherwise; by id. */
export function compareAccounts(
  old: readonly PopulationEntry[],
  later: readonly PopulationEntry[],
): readonly ChangedAccount[] {
  const was = new Map(old.map((entry) => [entry.id, entry]));
  const is = new Map(later.map((entry) => [entry.id, entry]));
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((id) => {
    const [before, now] = [was.get(id), is.get(id)];
    if (before?.state === now?.state) return [];
    const name = now?.name ?? before?.name;
    return [
      {
        id,
        ...(name !== undefined && { name }),
        ...(before !== undefined && { was: before.state }),
        ...(now !== undefined && { is: now.state }),
      },
    ];
  });
}
