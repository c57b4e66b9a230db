// The answer about root's power in the shape that is public (DESIGN 10): decisions, counts, reasons.
import { type ActionSet, has, type Universe } from "./action-set.ts";
import { UNLISTED } from "./action-pattern.ts";
import type { KnownAction } from "./catalogue.ts";

/** `denied` only if no request for the action can succeed. */
export type Decision = "allowed" | "denied" | "unknown";

/** What root, or a session of AssumeRoot, can do. */
export interface Power {
  /** Per action asked for; `iam:(unlisted)` and the like are told only when they are not denied. Built when first read: 22,000 entries for the whole catalogue. */
  readonly decisions: Readonly<Record<string, Decision>>;
  readonly summary: PowerSummary;
  /** Why something is unknown, and the limits of the answer. Made when read. */
  readonly reasons: readonly string[];
}

/** The answer in numbers. */
export interface PowerSummary {
  readonly outcome: "denied" | "partial" | "unrestricted" | "unknown" | "exempt";
  /** Access level → actions that are certainly allowed; `Unlisted` counts services with actions that the list lacks. */
  readonly allowed: Readonly<Record<string, number>>;
  readonly unknown: number;
}

/** What is certain; an action in neither set is unknown. */
export interface Decided {
  readonly allowed: ActionSet;
  readonly denied: ActionSet;
}

/** The actions an answer is about; `unjudged` are texts asked for that are no action names. */
export interface Asked {
  readonly universe: Universe;
  readonly known: ReadonlyMap<string, KnownAction>;
  readonly unjudged: readonly string[];
}

/** Every action with its decision. */
export function spellOut(
  { universe, unjudged }: Asked,
  decided: Decided,
): Readonly<Record<string, Decision>> {
  const entries = universe.actions
    .map((action, index) => [action, decisionAt(decided, index)] as const)
    .filter(([action, decision]) => decision !== "denied" || !action.endsWith(UNLISTED));
  return Object.fromEntries([...entries, ...unjudged.map((text) => [text, "unknown"] as const)]);
}

function decisionAt(decided: Decided, index: number): Decision {
  if (has(decided.denied, index)) return "denied";
  return has(decided.allowed, index) ? "allowed" : "unknown";
}

/** The answer in numbers; `exempt` for the management account. */
export function summarize(asked: Asked, decided: Decided, exempt: boolean): PowerSummary {
  const allowed: Record<string, number> = {};
  const counts = { allowed: 0, denied: 0, unknown: asked.unjudged.length };
  asked.universe.actions.forEach((action, index) => {
    const decision = decisionAt(decided, index);
    counts[decision]++;
    if (decision !== "allowed") return;
    const level = asked.known.get(action.toLowerCase())?.level ?? "Unknown";
    allowed[level] = (allowed[level] ?? 0) + 1;
  });
  return {
    outcome: exempt ? "exempt" : outcomeOf(counts),
    allowed: sorted(allowed),
    unknown: counts.unknown,
  };
}

function outcomeOf(counts: Record<Decision, number>): PowerSummary["outcome"] {
  const { allowed, denied, unknown } = counts;
  if (allowed > 0) return denied + unknown === 0 ? "unrestricted" : "partial";
  return denied > 0 && unknown === 0 ? "denied" : "unknown";
}

function sorted(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([left], [right]) => (left < right ? -1 : 1)));
}
