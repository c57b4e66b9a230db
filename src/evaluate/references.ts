// The facts a finding stands on, as they stand in the evidence.
import type { AccountLine, EvidenceReference, Observed, OrganizationLine, Subject } from "../model/index.ts";
import type { Context } from "./context.ts";
import type { CompiledRule } from "./rule.ts";

/** Which rule is asked about whom, and the documents behind it. */
interface QuestionRequest {
  readonly rule: CompiledRule;
  readonly subject: Subject;
  readonly line: Readonly<Record<string, AccountLine | OrganizationLine>>;
}

/** The question without what conditions see. */
export function questionOf({ input }: Pick<Context, "input">, { rule, subject, line }: QuestionRequest) {
  const { id, severity } = rule.definition;
  return { rule, subject, severity: input.severities[id] ?? severity, evidence: referencesOf(rule, line) };
}

/** The observed values behind the rule, as they stand in the evidence. */
function referencesOf(rule: CompiledRule, line: QuestionRequest["line"]): EvidenceReference[] {
  return [...rule.needs].sort().flatMap((fact) => {
    const observed = observedAt(line, fact);
    if (observed === undefined) return [];
    const { state, observedAt: at, calls } = observed;
    return [{ fact, state, observedAt: at, calls }];
  });
}

/** `account.alternateContacts.security` in the document, when it is an observed value. */
function observedAt(line: QuestionRequest["line"], fact: string): Observed<unknown> | undefined {
  const value = fact
    .split(".")
    .reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), line);
  return isObject(value) && typeof value["state"] === "string"
    ? (value as unknown as Observed<unknown>)
    : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
