// Which rules speak: always selected, selected once configured, or by name; the others are listed with what would select them.
import type { RuleFile, WaitingRule } from "../model/index.ts";

/** What the command line and the configuration say about rules. */
export interface SelectionOptions {
  /** Rules named: selected whatever is configured. */
  readonly select: readonly string[];
  /** Rules switched off. */
  readonly ignore: readonly string[];
  /** When given, only these rules speak (`--select`). */
  readonly only: readonly string[];
  /** Dotted names of the parameters that rootproof.yaml sets. */
  readonly configured: ReadonlySet<string>;
}

/** The rules that speak, and those that wait with the line that switches them on. */
export interface Selection<Rule> {
  readonly selected: readonly Rule[];
  readonly waiting: readonly WaitingRule[];
}

/** Splits the rules by DESIGN 5, "Selection". */
export function selectRules<Rule extends { readonly definition: RuleFile }>(
  rules: readonly Rule[],
  options: SelectionOptions,
): Selection<Rule> {
  const selected: Rule[] = [];
  const waiting: WaitingRule[] = [];
  for (const rule of rules) {
    const reason = waitingReason(rule.definition, options);
    if (reason === undefined) selected.push(rule);
    else waiting.push(reason);
  }
  return { selected, waiting };
}

function waitingReason(definition: RuleFile, options: SelectionOptions): WaitingRule | undefined {
  const rule = definition.id;
  if (options.ignore.includes(rule)) {
    return { rule, why: "ignored", selectWith: `remove ${rule} from rules.ignore or --ignore` };
  }
  if (options.only.includes(rule) || options.select.includes(rule)) return undefined;
  if (options.only.length > 0) return { rule, why: "not named", selectWith: `--select ${rule}` };
  const missing = requiredParameters(definition).filter((name) => !options.configured.has(name));
  if (missing.length === 0) return undefined;
  return { rule, why: "configuration", selectWith: missing.map(configurationLine).join("; ") };
}

/** Parameters without which the rule cannot judge. */
export function requiredParameters(definition: RuleFile): string[] {
  return Object.entries(definition.parameters ?? {})
    .filter(([, parameter]) => parameter.required === true)
    .map(([name]) => name);
}

/** The line to write in rootproof.yaml: `parameters: {allowedContacts: {security: […]}}`. */
export function configurationLine(name: string): string {
  const nested = name.split(".").reduceRight((inner, part) => `{${part}: ${inner}}`, "[…]");
  return `parameters: ${nested}`;
}
