// One rule, one subject: the outcome, what it says, and the facts it stands on.
import { ABSENT, PartialList, Unknown, type Value, type ValueRecord } from "../condition/index.ts";
import {
  type Finding,
  type Item,
  type MissingFact,
  type Severity,
  type Subject,
  shortenAddresses,
} from "../model/index.ts";
import { errorMessage, unknownMessage } from "./messages.ts";
import type { CompiledItems, CompiledRule } from "./rule.ts";

/** What conditions see: `account` (account rules only), `organization`, `params`, `asOf`. */
export type RuleScope = Readonly<Record<string, Value>>;

/** Whom a rule is asked about. */
export interface Question {
  readonly rule: CompiledRule;
  readonly subject: Subject;
  readonly severity: Severity;
  readonly scope: RuleScope;
  readonly evidence: readonly string[];
}

/** What the element behind an item says of itself, beside what is shown. */
export interface ItemTraits {
  /** The rules whose matter it is; empty: this one's. */
  readonly owners: readonly string[];
  /** Name of the planned use that expects it. */
  readonly plannedUse?: string;
  /** Id of the event it is. */
  readonly event?: string;
  /** Key of the session it is, or belongs to. */
  readonly session?: string;
}

/** What the rule said, with the traits of each of its items. */
export interface Draft {
  readonly definition: CompiledRule["definition"];
  readonly finding: Finding;
  /** As long as the items. */
  readonly traits: readonly ItemTraits[];
}

type Verdict = Pick<Finding, "outcome" | "message"> &
  Partial<Pick<Finding, "itemsComplete" | "missing">> & { readonly items?: readonly ListedItem[] };

type ListedItem = Item & { readonly traits: ItemTraits };

/** Asks the rule. Never throws: a mistake in a condition is outcome `error`. */
export const judge = (question: Question): Draft => draftOf(question, decide(question));

/** The verdict of every account rule on an account that is closed, being closed or excluded. */
export const notApplicable = (question: Omit<Question, "scope">, message: string): Draft =>
  draftOf(question, { outcome: "not-applicable", message });

/** The verdict of every account rule on an account of which nothing was to be read. */
export const unjudged = (question: Omit<Question, "scope">, missing: MissingFact): Draft =>
  draftOf(question, { outcome: "unknown", message: unknownMessage([missing]), missing: [missing] });

function draftOf(question: Omit<Question, "scope">, verdict: Verdict): Draft {
  const { rule, subject, severity, evidence } = question;
  const items = verdict.items ?? [];
  const finding: Finding = {
    rule: rule.definition.id,
    subject,
    severity,
    outcome: verdict.outcome,
    message: shortenAddresses(verdict.message),
    items: items.map(({ key, message, at }) => ({ key, message, ...(at !== undefined && { at }) })),
    itemsComplete: verdict.itemsComplete ?? true,
    missing: (verdict.missing ?? []).map(shortenFact),
    evidence,
  };
  return { definition: rule.definition, finding, traits: items.map(({ traits }) => traits) };
}

/** Names and reasons may hold an address: of a session, a subscription, an account. */
const shortenFact = (missing: MissingFact): MissingFact => ({
  ...missing,
  fact: shortenAddresses(missing.fact),
  reason: shortenAddresses(missing.reason),
});

function decide({ rule, subject, scope }: Question): Verdict {
  const exception = rule.definition.partitions?.[subject.partition];
  if (exception !== undefined) return partitionVerdict(exception.outcome, exception.reason, subject);
  const applies = rule.appliesWhen?.evaluate(scope) ?? true;
  if (applies === false)
    return { outcome: "not-applicable", message: rule.definition.notApplicable ?? rule.definition.title };
  if (applies !== true) return undecided(applies);
  const passes = rule.passesWhen.evaluate(scope);
  if (passes === true) return passed(rule, scope);
  if (passes === false) return failed(rule, scope);
  return undecided(passes);
}

function partitionVerdict(outcome: "not-applicable" | "unknown", reason: string, subject: Subject): Verdict {
  if (outcome === "not-applicable") return { outcome, message: reason };
  return undecided(
    new Unknown([{ fact: `partition ${subject.partition}`, cause: "not-observable", reason }]),
  );
}

/** Neither true nor false: unknown with exact names, or a mistake. */
function undecided(value: Value): Verdict {
  if (!(value instanceof Unknown))
    return { outcome: "error", message: errorMessage(["the condition is not a boolean"]) };
  if (value.errors.length > 0)
    return { outcome: "error", message: errorMessage(value.errors), missing: value.missing };
  return { outcome: "unknown", message: unknownMessage(value.missing), missing: value.missing };
}

function passed(rule: CompiledRule, scope: RuleScope): Verdict {
  const message = rule.passMessage?.(scope) ?? rule.definition.title;
  if (rule.items === undefined || rule.items.none !== undefined) return { outcome: "pass", message };
  const listed = listItems(rule.items, scope);
  if (listed.items.length === 0) return { outcome: "pass", message };
  return {
    outcome: "error",
    message: errorMessage([`it passes, yet lists ${listed.items.length} offending items`]),
  };
}

function failed(rule: CompiledRule, scope: RuleScope): Verdict {
  const message = rule.message(scope);
  if (rule.items === undefined) return { outcome: "fail", message };
  const { items, complete, errors } = listItems(rule.items, scope);
  if (errors.length > 0) return { outcome: "error", message: errorMessage(errors) };
  if (items.length > 0 || !complete) return { outcome: "fail", message, items, itemsComplete: complete };
  if (rule.items.none === undefined)
    return { outcome: "error", message: errorMessage(["it fails, yet lists no offending item"]) };
  return { outcome: "fail", message, items: [{ key: "none", message: rule.items.none, traits: NO_TRAITS }] };
}

const NO_TRAITS: ItemTraits = { owners: [] };

interface Listed {
  readonly items: readonly ListedItem[];
  readonly complete: boolean;
  readonly errors: readonly string[];
}

function listItems(compiled: CompiledItems, scope: RuleScope): Listed {
  const value = compiled.list.evaluate(scope);
  if (value instanceof Unknown) return { items: [], complete: false, errors: value.errors };
  if (value === ABSENT) return { items: [], complete: true, errors: [] };
  const complete = !(value instanceof PartialList);
  const elements = (complete ? value : value.items) as readonly Value[];
  const items = elements.map((item) => renderItem(compiled, { ...scope, item }));
  return { items, complete, errors: complete ? [] : value.rest.errors };
}

const renderItem = (compiled: CompiledItems, scope: RuleScope): ListedItem => ({
  key: shortenAddresses(compiled.key(scope)),
  message: shortenAddresses(compiled.message(scope)),
  ...happened(scope["item"]),
  traits: traitsOf(scope["item"]),
});

/** Events have a time, sessions a last one. */
function happened(element: Value | undefined): Pick<Item, "at"> {
  if (!isEventLike(element)) return {};
  const { time, last } = element;
  const instant = last ?? time;
  return typeof instant === "number" ? { at: new Date(instant).toISOString() } : {};
}

/** Events and sessions of root say whose matter they are; nothing else does. */
const isEventLike = (element: Value | undefined): element is ValueRecord =>
  typeof element === "object" &&
  !(element instanceof Unknown) &&
  !Array.isArray(element) &&
  "owners" in element;

/** Elements that are events or sessions of root have traits; one that was not seen is as if there were none. */
function traitsOf(element: Value | undefined): ItemTraits {
  if (typeof element !== "object" || element instanceof Unknown || Array.isArray(element)) return NO_TRAITS;
  const { owners = [], plannedUse, id, key, session } = element as ValueRecord;
  if (!Array.isArray(owners) && !(owners instanceof Unknown)) return NO_TRAITS;
  return {
    // Whose matter it is may not be known: then it stays, and is the same event as elsewhere.
    owners: Array.isArray(owners) ? owners.filter((owner) => typeof owner === "string") : [],
    ...(typeof plannedUse === "string" && { plannedUse }),
    ...(typeof id === "string" && { event: id }),
    ...textIn(session, key),
  };
}

function textIn(session: Value | undefined, key: Value | undefined): Pick<ItemTraits, "session"> {
  const name = session ?? key;
  return typeof name === "string" ? { session: name } : {};
}
