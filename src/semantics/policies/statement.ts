// IAM policy documents as statements. A document that departs from the grammar in any way is a problem as a whole: what AWS
// would make of it is not known here.
import { isAny } from "../globs.ts";
import { isObject, type JsonObject, parseStrictJson } from "../json-text.ts";
import { type ActionPattern, parseActionPattern } from "./action-pattern.ts";
import { type ConditionTest, parseConditions } from "./conditions.ts";

/** Patterns, and whether the statement speaks of everything but them (NotAction, NotResource). */
export interface Negatable<Pattern> {
  readonly negated: boolean;
  readonly patterns: readonly Pattern[];
}

/** One statement. `Sid` is ignored. */
export interface Statement {
  readonly allows: boolean;
  /** Its place in the document, from 1, for messages. */
  readonly number: number;
  readonly actions: Negatable<ActionPattern>;
  readonly resources: Negatable<string>;
  readonly conditions: readonly ConditionTest[];
  /** The `Principal` element as it stands; undefined in an SCP. */
  readonly principal: unknown;
}

/** The statements, or why the document is not judged. */
export type ParsedPolicy = { readonly statements: readonly Statement[] } | { readonly problem: string };

/** An SCP has no principals, a resource policy must have one per statement. [doc orgs_manage_policies_scps_syntax] */
export type PolicyKind = "scp" | "resource";

/** Beyond any quota of AWS, small enough that no document can make a scan slow. */
const MAX_CHARACTERS = 50_000;
const MAX_PATTERNS = 3000;

/** Parses a document; `Version` and `Id` are ignored. */
export function parsePolicy(text: string, kind: PolicyKind): ParsedPolicy {
  const json = parseStrictJson(text, MAX_CHARACTERS);
  if ("problem" in json) return json;
  if (!isObject(json.value)) return { problem: "the document is not a JSON object" };
  const strange = Object.keys(json.value).find((key) => !["Version", "Id", "Statement"].includes(key));
  if (strange !== undefined) return { problem: `unknown element "${strange.slice(0, 40)}"` };
  const list: readonly unknown[] = asList(json.value.Statement);
  if (list.length === 0) return { problem: "there is no statement" };
  return parseStatements(list, kind);
}

function parseStatements(list: readonly unknown[], kind: PolicyKind): ParsedPolicy {
  const statements: Statement[] = [];
  for (const [index, one] of list.entries()) {
    const parsed = isObject(one) ? parseStatement(one, index + 1, kind) : "it is not an object";
    if (typeof parsed === "string") return { problem: `statement ${index + 1}: ${parsed}` };
    statements.push(parsed);
  }
  const patterns = statements.reduce((count, one) => count + one.actions.patterns.length, 0);
  return patterns > MAX_PATTERNS ? { problem: "it has too many action patterns" } : { statements };
}

const ELEMENTS = new Set(["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"]);
const PRINCIPALS = new Set(["Principal", "NotPrincipal"]);

/** The statement, or what is wrong with it. */
function parseStatement(json: JsonObject, number: number, kind: PolicyKind): Statement | string {
  const strange = Object.keys(json).find(
    (key) => !ELEMENTS.has(key) && !(kind === "resource" && PRINCIPALS.has(key)),
  );
  if (strange !== undefined) return `element "${strange.slice(0, 40)}" does not belong here`;
  if (json.Effect !== "Allow" && json.Effect !== "Deny") return "Effect is neither Allow nor Deny";
  const principal = kind === "scp" ? undefined : principalOf(json);
  if (kind === "resource" && principal === undefined) return "it has no Principal that is understood";
  const actions = oneOf(json, "Action", parseActionPattern);
  const resources = oneOf(json, "Resource", parseResource);
  const conditions = parseConditions(json.Condition);
  for (const part of [actions, resources, conditions]) if (typeof part === "string") return part;
  return {
    allows: json.Effect === "Allow",
    number,
    actions: actions as Negatable<ActionPattern>,
    resources: resources as Negatable<string>,
    conditions: conditions as readonly ConditionTest[],
    principal,
  };
}

/** `NotPrincipal` is given up on: its meaning depends on how the caller's session was made. */
function principalOf(json: JsonObject): unknown {
  return Object.hasOwn(json, "NotPrincipal") ? undefined : json.Principal;
}

/** `Name` or `NotName`, one of them, as text or a list of texts. */
function oneOf<Pattern>(
  json: JsonObject,
  name: string,
  parse: (text: string) => Pattern | undefined,
): Negatable<Pattern> | string {
  const negated = Object.hasOwn(json, `Not${name}`);
  if (negated === Object.hasOwn(json, name)) return `it needs either ${name} or Not${name}`;
  const list: readonly unknown[] = asList(json[negated ? `Not${name}` : name]);
  const patterns: Pattern[] = [];
  for (const one of list) {
    const pattern = typeof one === "string" ? parse(one) : undefined;
    if (pattern === undefined) return `${name} holds what is no ${name.toLowerCase()}`;
    patterns.push(pattern);
  }
  return patterns.length === 0 ? `${name} is empty` : { negated, patterns };
}

function parseResource(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

/** Which requests a statement speaks of by resource: each, none, or only some (which ones is not asked). */
export function resourceReach({ negated, patterns }: Negatable<string>): "each" | "none" | "some" {
  if (!patterns.some(isAny)) return "some";
  return negated ? "none" : "each";
}
