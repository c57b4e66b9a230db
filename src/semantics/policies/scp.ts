// One service control policy joined over a universe of actions. It knows nothing of who asks: conditions come in decided.
import { type ActionSet, actionsOf, add, newSet, type Spoken, type Universe } from "./action-set.ts";
import { matchesAction, UNLISTED } from "./action-pattern.ts";
import { type RequestContext, testCondition, testConditions } from "./conditions.ts";
import { type ParsedPolicy, parsePolicy, resourceReach, type Statement } from "./statement.ts";
import type { Truth } from "../truth.ts";

/** A parsed SCP with the actions of its statements; `serial` stands for its text in the keys of the memo. */
export interface CompiledScp {
  readonly serial: number;
  readonly parsed: ParsedPolicy;
  /** The actions of each statement, in the order of the document; made once per universe. */
  readonly actions: (universe: Universe) => readonly Spoken[];
}

/** What the policies of one level do to each action: certainly, or perhaps for some request. */
export interface LevelSets {
  readonly allowed: ActionSet;
  readonly perhapsAllowed: ActionSet;
  readonly denied: ActionSet;
  readonly perhapsDenied: ActionSet;
}

const EVERY_UNLISTED = `${UNLISTED}:${UNLISTED}`;
const DIVIDED = "it may name some of the actions that the list of actions lacks, and not the others";

/** Compiles the text of an SCP. */
export function compileScp(text: string, serial: number): CompiledScp {
  const parsed = parsePolicy(text, "scp");
  const made = new WeakMap<Universe, readonly Spoken[]>();
  const actions = (universe: Universe): readonly Spoken[] => {
    const known = made.get(universe);
    if (known !== undefined) return known;
    const sets = "problem" in parsed ? [] : parsed.statements.map((one) => actionsOf(universe, one.actions));
    made.set(universe, sets);
    return sets;
  };
  return { serial, parsed, actions };
}

/** Whether each statement's conditions hold for the request; none for a policy that is not understood. */
export function truthsOf(scp: CompiledScp, context: RequestContext): readonly Truth[] {
  return "problem" in scp.parsed
    ? []
    : scp.parsed.statements.map((one) => testConditions(one.conditions, context));
}

export function newLevel(universe: Universe): LevelSets {
  return {
    allowed: newSet(universe),
    perhapsAllowed: newSet(universe),
    denied: newSet(universe),
    perhapsDenied: newSet(universe),
  };
}

/** Adds what a policy does at a level. One that is not understood may allow and may deny everything. */
export function addScp(
  level: LevelSets,
  scp: CompiledScp,
  truths: readonly Truth[],
  universe: Universe,
): void {
  if ("problem" in scp.parsed) {
    addUnknown(level, universe);
    return;
  }
  const sets = scp.actions(universe);
  scp.parsed.statements.forEach((statement, index) => {
    const spoken = sets[index];
    if (spoken !== undefined) addStatement(level, statement, truths[index] ?? "unknown", spoken);
  });
}

export function addUnknown(level: LevelSets, universe: Universe): void {
  const all = newSet(universe, true);
  add(level.perhapsAllowed, all);
  add(level.perhapsDenied, all);
}

/** A statement limited by Resource is certain for no action: other resources, or none, may be asked for. */
function addStatement(level: LevelSets, statement: Statement, truth: Truth, spoken: Spoken): void {
  const reach = resourceReach(statement.resources);
  if (truth === false || reach === "none") return;
  const certain = truth === true && reach === "each";
  if (certain) add(statement.allows ? level.allowed : level.denied, spoken.surely);
  add(statement.allows ? level.perhapsAllowed : level.perhapsDenied, spoken.perhaps);
}

/** True when the policy allows something to somebody, or cannot be read. One that only denies is no list of what is allowed. */
export function allowsSome({ parsed }: CompiledScp): boolean {
  if ("problem" in parsed) return true;
  return parsed.statements.some(
    ({ allows, actions, resources }) =>
      allows &&
      resourceReach(resources) !== "none" &&
      !(actions.negated && actions.patterns.some((one) => matchesAction(one, EVERY_UNLISTED))),
  );
}

/** Why a policy leaves something unknown, in words; empty when it leaves nothing. */
export function doubtsOf(scp: CompiledScp, context: RequestContext, universe: Universe): readonly string[] {
  if ("problem" in scp.parsed) return [`not understood: ${scp.parsed.problem}`];
  const spoken = scp.actions(universe);
  return scp.parsed.statements.flatMap((statement, at) => {
    const truths = statement.conditions.map((one) => testCondition(one, context));
    if (truths.includes(false) || resourceReach(statement.resources) === "none") return [];
    const open = statement.conditions.filter((_, index) => truths[index] === "unknown");
    const names = open.map((one) => `condition ${one.operator} ${one.key} is not known for every request`);
    const limited = resourceReach(statement.resources) === "some" ? ["it is limited to some resources"] : [];
    const divided = spoken[at]?.divided === true ? [DIVIDED] : [];
    return [...names, ...limited, ...divided].map((text) =>
      `statement ${statement.number}: ${text}`.slice(0, 200),
    );
  });
}
