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
  return pathsOf(rule).flatMap(({ fact, keys }) => {
    const observed = observedAt(line, keys);
    if (observed === undefined) return [];
    const { state, observedAt: at, calls } = observed;
    return [{ fact, state, observedAt: at, calls }];
  });
}

interface FactPath {
  /** `account.alternateContacts.security` */
  readonly fact: string;
  readonly keys: readonly string[];
}

/** Sorted and taken apart once for all accounts. */
const paths = new WeakMap<CompiledRule, readonly FactPath[]>();

function pathsOf(rule: CompiledRule): readonly FactPath[] {
  const known = paths.get(rule);
  if (known !== undefined) return known;
  const made = [...rule.needs].sort().map((fact) => ({ fact, keys: fact.split(".") }));
  paths.set(rule, made);
  return made;
}

/** What the path leads to in the document, when it is an observed value. */
function observedAt(line: QuestionRequest["line"], keys: readonly string[]): Observed<unknown> | undefined {
  let value: unknown = line;
  for (const key of keys) value = isObject(value) ? value[key] : undefined;
  return isObject(value) && typeof value["state"] === "string"
    ? (value as unknown as Observed<unknown>)
    : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
