// The facts that findings stand on: named in each finding; the evidence of its subject has them in full, once.
import type { ObservedFact, Subject } from "../model/index.ts";
import type { Context } from "./context.ts";
import type { CompiledRule } from "./rule.ts";

/** Which rule is asked about whom, and which facts were seen. */
interface QuestionRequest {
  readonly rule: CompiledRule;
  readonly subject: Subject;
  readonly seen: ReadonlySet<string>;
}

/** The question without what conditions see. */
export function questionOf({ input }: Pick<Context, "input">, { rule, subject, seen }: QuestionRequest) {
  const { id, severity } = rule.definition;
  const evidence = [...rule.needs].filter((fact) => seen.has(fact));
  return { rule, subject, severity: input.severities[id] ?? severity, evidence };
}

/** The names of those that were seen. */
export const namesSeen = (facts: readonly ObservedFact[]): ReadonlySet<string> =>
  new Set(facts.filter(({ state }) => state === "collected" || state === "absent").map(({ fact }) => fact));
