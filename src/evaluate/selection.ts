// Which rules speak: always selected, selected once configured, or by name; the others are listed with what would select them.
import type { Parameter, RuleFile, WaitingRule } from "../model/index.ts";

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
  /** Rules for which rootproof.yaml holds an attestation. */
  readonly attested: ReadonlySet<string>;
  /** Whether rootproof.yaml declares an incident. */
  readonly incident: boolean;
  /** Whether root audit sessions are opened. */
  readonly auditSessions: boolean;
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
  return unconfigured(definition, options);
}

/** What the rule waits for: one of `selectedWith`, else its attestation; and every required parameter. */
function unconfigured(definition: RuleFile, options: SelectionOptions): WaitingRule | undefined {
  const { id: rule } = definition;
  const missing = requiredParameters(definition).filter(([name]) => !options.configured.has(name));
  const wanted = switchesOf(definition);
  const off = wanted.length > 0 && !wanted.some((name) => isOn(name, rule, options));
  if (missing.length === 0 && !off) return undefined;
  const switches = off ? [wanted.map((name) => switchLine(name, definition)).join(", or ")] : [];
  const access = missing.length === 0 && wanted.every((name) => name === AUDIT_SESSION);
  return {
    rule,
    why: access ? "access" : "configuration",
    selectWith: [...missing.map(([name, { type }]) => configurationLine(name, type)), ...switches].join("; "),
  };
}

const AUDIT_SESSION = "audit-session";
const PARAMETERS = "parameters.";

/** Any one of these selects the rule; none: nothing has to. */
const switchesOf = ({ selectedWith, attestation }: RuleFile): readonly string[] =>
  selectedWith ?? (attestation === undefined ? [] : ["attestation"]);

function isOn(name: string, rule: string, options: SelectionOptions): boolean {
  if (name === "attestation") return options.attested.has(rule);
  if (name === "incident") return options.incident;
  if (name === AUDIT_SESSION) return options.auditSessions;
  return options.configured.has(name.slice(PARAMETERS.length));
}

function switchLine(name: string, { id, parameters = {} }: RuleFile): string {
  if (name === "attestation") return attestationLine(id);
  if (name === "incident") return "incidents: [{id: …, accounts: […], startedAt: …}]";
  if (name === AUDIT_SESSION) return "--access central, or auto";
  const parameter = name.slice(PARAMETERS.length);
  return configurationLine(parameter, parameters[parameter]?.type);
}

/** The line to write in rootproof.yaml, which `rootproof attest` prints whole. */
export const attestationLine = (rule: string): string => `attestations: [{statement: ${rule}, …}]`;

/** Rules that were named although nobody stated what they ask for: of those nothing is known yet. */
export function unstatedRules(
  definitions: readonly RuleFile[],
  { attested }: Pick<SelectionOptions, "attested">,
): ReadonlySet<string> {
  const waiting = definitions.filter((definition) => switchesOf(definition).join() === "attestation");
  return new Set(waiting.map(({ id }) => id).filter((id) => !attested.has(id)));
}

/**
 * Parameters of rules that were named although nothing selects them: their defaults are no word of anybody, so they are
 * not known.
 */
export function unsetParameters(
  definitions: readonly RuleFile[],
  switches: Pick<SelectionOptions, "attested" | "incident" | "auditSessions" | "configured">,
): ReadonlySet<string> {
  const options = { ...switches, select: [], ignore: [], only: [] };
  const named = definitions.filter(
    ({ id, selectedWith = [] }) => !selectedWith.some((one) => isOn(one, id, options)),
  );
  const parameters = named.flatMap(({ selectedWith = [] }) =>
    selectedWith.filter((one) => one.startsWith(PARAMETERS)),
  );
  return new Set(parameters.map((one) => one.slice(PARAMETERS.length)));
}

/** Parameters without which the rule cannot judge. */
function requiredParameters(definition: RuleFile): [string, Parameter][] {
  return Object.entries(definition.parameters ?? {}).filter(([, parameter]) => parameter.required === true);
}

/** The line to write in rootproof.yaml: `parameters: {allowedContacts: {security: […]}}`; only a list stands in brackets. */
export function configurationLine(name: string, type: Parameter["type"] = "list<string>"): string {
  const value = type === "list<string>" ? "[…]" : "…";
  const nested = name.split(".").reduceRight((inner, part) => `{${part}: ${inner}}`, value);
  return `parameters: ${nested}`;
}
