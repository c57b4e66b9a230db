// The facts that rules read, as ways through the documents of the evidence, and what stands there.
import type { AccountLine, Observed, ObservedFact, OrganizationLine, Scope } from "../model/index.ts";
import type { CompiledRule } from "./rule.ts";

/** The documents of the evidence by the word that facts begin with. */
type Documents = Readonly<Partial<Record<Scope, AccountLine | OrganizationLine>>>;

/** A fact's name, and its way through the documents. */
export interface FactPath {
  /** `account.alternateContacts.security` */
  readonly fact: string;
  readonly keys: readonly string[];
}

/** The facts of accounts, or of the organization, that the rules read; sorted. */
export function factPathsOf(rules: readonly CompiledRule[], scope: Scope): FactPath[] {
  const all = new Set(rules.flatMap(({ needs }) => [...needs]));
  return [...all]
    .sort()
    .map((fact) => ({ fact, keys: fact.split(".") }))
    .filter(({ keys }) => keys[0] === scope);
}

/** What the paths lead to in the documents, without the values. */
export function factsAt(paths: readonly FactPath[], documents: Documents): ObservedFact[] {
  return paths.flatMap(({ fact, keys }) => {
    const observed = observedAt(documents, keys);
    if (observed === undefined) return [];
    const { state, observedAt: at, calls } = observed;
    return [{ fact, state, observedAt: at, calls }];
  });
}

/** What the path leads to, when it is an observed value. */
function observedAt(documents: Documents, keys: readonly string[]): Observed<unknown> | undefined {
  let value: unknown = documents;
  for (const key of keys) value = isObject(value) ? value[key] : undefined;
  return isObject(value) && typeof value["state"] === "string"
    ? (value as unknown as Observed<unknown>)
    : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
