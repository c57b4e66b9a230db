// A rule file compiled: conditions checked and ready, templates checked, and what it needs derived from them.
import {
  compileCondition,
  compileTemplate,
  type Condition,
  type ConditionEnvironment,
  type ConditionError,
  type Type,
  type Value,
} from "../condition/index.ts";
import type { RuleFile, RuleInformation, Severity } from "../model/index.ts";
import { environmentOf, variablesOf } from "./environment.ts";

type Render = (scope: Readonly<Record<string, Value>>) => string;

/** The items of a rule, ready. */
export interface CompiledItems {
  readonly list: Condition;
  readonly key: Render;
  readonly message: Render;
  readonly none?: string;
}

/** A rule, ready to be asked. */
export interface CompiledRule {
  readonly definition: RuleFile;
  readonly appliesWhen?: Condition;
  readonly passesWhen: Condition;
  readonly message: Render;
  /** Where a pass says more than the title. */
  readonly passMessage?: Render;
  readonly items?: CompiledItems;
  /** Observed facts the rule stands on, sorted: `account.summary`. */
  readonly needs: ReadonlySet<string>;
  /** What it reads of the configuration: `configuration.incidents`. */
  readonly states: ReadonlySet<string>;
}

/** Facts that people state in rootproof.yaml; no collector looks at them. */
const isStated = (need: string): boolean => need.startsWith("configuration.");

/** A mistake in one field of a rule file; line and column count from 1 inside the field's text. */
export interface RuleError {
  readonly path: readonly string[];
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** A compiled rule, or every mistake found. */
export type CompileResult =
  | { readonly ok: true; readonly rule: CompiledRule }
  | { readonly ok: false; readonly errors: readonly RuleError[] };

/** Checks and compiles the conditions and templates of a rule file that its schema has accepted. */
export function compileRule(definition: RuleFile): CompileResult {
  const compiler = new FieldCompiler(definition);
  const appliesWhen = compiler.condition(["appliesWhen"], definition.appliesWhen, "bool");
  const passesWhen = compiler.condition(["passesWhen"], definition.passesWhen, "bool");
  const message = compiler.template(["message"], definition.message);
  const passMessage = compiler.template(["passMessage"], definition.passMessage);
  const items = compiler.items();
  compiler.refuseBlind(passesWhen);
  const conditions = [appliesWhen, passesWhen, items?.list].filter((one) => one !== undefined);
  compiler.refuseUnstated(conditions);
  if (compiler.errors.length > 0 || passesWhen === undefined || message === undefined)
    return { ok: false, errors: compiler.errors };
  return {
    ok: true,
    rule: {
      definition,
      ...(appliesWhen !== undefined && { appliesWhen }),
      passesWhen,
      message,
      ...(passMessage !== undefined && { passMessage }),
      ...(items !== undefined && { items }),
      needs: new Set(
        conditions
          .flatMap(({ needs }) => [...needs])
          .filter((need) => !isStated(need))
          .sort(),
      ),
      states: new Set(conditions.flatMap(({ needs }) => [...needs]).filter(isStated)),
    },
  };
}

/** Compiles field by field and gathers the mistakes. */
class FieldCompiler {
  readonly errors: RuleError[] = [];
  readonly #definition: RuleFile;
  readonly #variables: Record<string, Type>;
  readonly #environment: ConditionEnvironment;

  constructor(definition: RuleFile) {
    this.#definition = definition;
    this.#variables = variablesOf(definition);
    this.#environment = environmentOf(definition);
  }

  condition(
    path: readonly string[],
    source: string | undefined,
    expected: "bool" | "list",
  ): Condition | undefined {
    if (source === undefined) return undefined;
    const compiled = compileCondition(source, this.#environment, expected);
    if (compiled.ok) return compiled.condition;
    this.#add(path, compiled.errors);
    return undefined;
  }

  template(path: readonly string[], text: string | undefined, item?: Type): Render | undefined {
    if (text === undefined) return undefined;
    const compiled = compileTemplate(
      text,
      item === undefined ? this.#variables : { ...this.#variables, item },
    );
    if (compiled.ok) return compiled.render;
    this.#add(path, compiled.errors);
    return undefined;
  }

  /** A condition that reads no fact is true of accounts nobody looked at. */
  refuseBlind(passesWhen: Condition | undefined): void {
    if (passesWhen === undefined || passesWhen.needs.size > 0) return;
    this.errors.push({
      path: ["passesWhen"],
      message: "reads no fact, so it says the same of every account; name a fact",
    });
  }

  /** Without the statement that is asked for, nobody can have made it. */
  refuseUnstated(conditions: readonly Condition[]): void {
    const { attestation, attestable } = this.#definition;
    if (attestation !== undefined || attestable !== undefined) return;
    if (!conditions.some(({ needs }) => needs.has("configuration.attestations"))) return;
    this.errors.push({
      path: ["passesWhen"],
      message: "reads account.attestation, and the rule asks for no statement: add 'attestation'",
    });
  }

  items(): CompiledItems | undefined {
    const { items } = this.#definition;
    if (items === undefined) return undefined;
    const list = this.condition(["items", "list"], items.list, "list");
    if (list === undefined) return undefined;
    const key = this.template(["items", "key"], items.key, list.itemType);
    const message = this.template(["items", "message"], items.message, list.itemType);
    if (key === undefined || message === undefined) return undefined;
    return { list, key, message, ...(items.none !== undefined && { none: items.none }) };
  }

  #add(
    path: readonly string[],
    errors: readonly Pick<ConditionError, "line" | "column" | "message">[],
  ): void {
    this.errors.push(...errors.map(({ line, column, message }) => ({ path, line, column, message })));
  }
}

/** A rule as reports show it. */
export function informationOf(
  { definition, needs, states }: CompiledRule,
  severities: Readonly<Record<string, Severity>>,
): RuleInformation {
  const {
    id,
    title,
    severity,
    scope,
    rationale,
    limits,
    remediation,
    references,
    parameters = {},
  } = definition;
  const shown = severities[id] ?? severity;
  return {
    id,
    title,
    severity: shown,
    scope,
    rationale,
    ...(limits !== undefined && { limits }),
    remediation,
    references,
    parameters,
    ...(scope === "account" && isOfOrganization(needs) && states.size === 0 && { decidedBy: "organization" }),
  };
}

/** Facts that the organization tells of an account. */
const TOLD_BY_ORGANIZATION = ["account.listing", "account.information"];

const isOfOrganization = (needs: ReadonlySet<string>): boolean =>
  [...needs].every((need) => need.startsWith("organization.") || TOLD_BY_ORGANIZATION.includes(need));

/** What judging itself reads: who was reached, in which state, of which organization. */
const OWN_NEEDS = [
  "account.access",
  "account.listing",
  "organization.id",
  "organization.managementAccountId",
];

/** Every observed fact the rules and judging itself stand on. */
export const factsNeeded = (rules: readonly CompiledRule[]): ReadonlySet<string> =>
  new Set([...OWN_NEEDS, ...rules.flatMap(({ needs }) => [...needs])].sort());
