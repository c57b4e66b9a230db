// Joins the SCPs of a path: an action is denied when a level certainly denies it or certainly does not allow it, allowed when
// every level certainly allows it and none may deny it. [arch orgs_manage_policies_inheritance_auth.md]
import { type ActionSet, actionsOf, add, keep, newSet, remove, type Universe } from "./action-set.ts";
import type { RequestContext } from "./conditions.ts";
import type { Decided } from "./power.ts";
import { isRootAccount, mayEscape, OWN_CREDENTIALS, type RootAccount } from "./root-request.ts";
import {
  addScp,
  addUnknown,
  allowsSome,
  type CompiledScp,
  type LevelSets,
  newLevel,
  truthsOf,
} from "./scp.ts";

/** A level whose policies are parsed. */
export interface ScpLevel {
  readonly id: string;
  readonly scps: readonly { readonly label: string; readonly scp: CompiledScp }[];
}

/** Everything allowed: no SCP touches the management account. */
export function decideExempt(universe: Universe): Decided {
  return { allowed: newSet(universe, true), denied: newSet(universe) };
}

/** Nothing certain. */
export function decideNothing(universe: Universe): Decided {
  return { allowed: newSet(universe), denied: newSet(universe) };
}

/** What is certain of each action; a path without levels makes nothing certain. */
export function decidePath(
  path: readonly ScpLevel[],
  context: RequestContext,
  account: RootAccount,
  universe: Universe,
): Decided {
  if (path.length === 0) return decideNothing(universe);
  const allowed = newSet(universe, true);
  const perhapsDenied = newSet(universe);
  const denied = newSet(universe);
  const torn = path.some(isBare);
  for (const level of path) {
    const sets = joinLevel(level, context, universe);
    keep(allowed, sets.allowed);
    add(perhapsDenied, sets.perhapsDenied);
    add(denied, sets.denied);
    if (!torn && hasAllowList(level)) add(denied, notAllowedBy(sets, universe));
  }
  remove(allowed, perhapsDenied);
  remove(allowed, denied);
  if (mayEscape(account.createdAt)) remove(denied, actionsOf(universe, OWN_CREDENTIALS).perhaps);
  return { allowed, denied };
}

/**
 * AWS keeps at least one SCP attached everywhere: a level without any was not read, or SCPs are off. Attachments of the other
 * levels may be missing as well, so what no policy of such a path allows is not taken for denied. [doc orgs_reference_limits]
 */
export function isBare(level: ScpLevel): boolean {
  return level.scps.length === 0;
}

/**
 * True when what the level does not allow is denied by that. Policies that only deny would lock out everyone: likelier is that
 * the one that allows was not read.
 */
export function hasAllowList(level: ScpLevel): boolean {
  return level.scps.some(({ scp }) => allowsSome(scp));
}

function joinLevel(level: ScpLevel, context: RequestContext, universe: Universe): LevelSets {
  const sets = newLevel(universe);
  if (isBare(level)) addUnknown(sets, universe);
  for (const { scp } of level.scps) addScp(sets, scp, truthsOf(scp, context), universe);
  return sets;
}

/** Where no statement may allow. */
function notAllowedBy(sets: LevelSets, universe: Universe): ActionSet {
  const without = newSet(universe, true);
  remove(without, sets.allowed);
  remove(without, sets.perhapsAllowed);
  return without;
}

/** Two questions with the same key are decided alike: same texts at each level, same conditions true, same kind of account. */
export function keyOf(path: readonly ScpLevel[], context: RequestContext, account: RootAccount): string {
  if (account.management) return "management";
  if (!isRootAccount(account)) return "not an account";
  const levels = path.map(({ scps }) =>
    scps.map(({ scp }) => `${scp.serial}${truthsOf(scp, context).map(letter).join("")}`).join(),
  );
  return `${mayEscape(account.createdAt) ? "old" : "new"}/${levels.join("/")}`;
}

function letter(truth: true | false | "unknown"): string {
  return truth === "unknown" ? "u" : truth ? "t" : "f";
}
