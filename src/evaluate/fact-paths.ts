// The facts that rules read, as ways through the documents of the evidence.
import type { Scope } from "../model/index.ts";
import type { CompiledRule } from "./rule.ts";

/** A fact's name, and its way through the documents. */
export interface FactPath {
  /** `account.alternateContacts.security` */
  readonly fact: string;
  readonly keys: readonly string[];
}

/** The facts that the rules read, by whose they are. */
export function factPathsOf(rules: readonly CompiledRule[]): Readonly<Record<Scope, readonly FactPath[]>> {
  const all = splitSorted(new Set(rules.flatMap(({ needs }) => [...needs])));
  const of = (scope: Scope): FactPath[] => all.filter(({ keys }) => keys[0] === scope);
  return { account: of("account"), organization: of("organization") };
}

const paths = new WeakMap<CompiledRule, readonly FactPath[]>();

/** The facts that one rule reads: sorted and taken apart once for all accounts. */
export function pathsOf(rule: CompiledRule): readonly FactPath[] {
  const known = paths.get(rule);
  if (known !== undefined) return known;
  const made = splitSorted(rule.needs);
  paths.set(rule, made);
  return made;
}

const splitSorted = (needs: ReadonlySet<string>): FactPath[] =>
  [...needs].sort().map((fact) => ({ fact, keys: fact.split(".") }));
