// Joins the SCPs of a path: an action is denied when a level certainly denies it or certainly does not allow it, allowed when
// every level certainly allows it and none may deny it. [arch orgs_manage_policies_inheritance_auth.md]
import { actionsOf, add, keep, newSet, remove, type Universe } from "./action-set.ts";
import type { RequestContext } from "./conditions.ts";
import type { Decided } from "./power.ts";
import { isRootAccount, mayEscape, OWN_CREDENTIALS, type RootAccount } from "./root-request.ts";
import { addScp, addUnknown, type CompiledScp, type LevelSets, newLevel, truthsOf } from "./scp.ts";

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
  for (const level of path) {
    const sets = joinLevel(level, context, universe);
    keep(allowed, sets.allowed);
    add(perhapsDenied, sets.perhapsDenied);
    add(denied, deniedBy(sets, universe));
  }
  remove(allowed, perhapsDenied);
  remove(allowed, denied);
  if (mayEscape(account.createdAt)) remove(denied, actionsOf(universe, OWN_CREDENTIALS));
  return { allowed, denied };
}

/** AWS keeps at least one SCP attached everywhere: a level without any was not read, or SCPs are off. [doc orgs_reference_limits] */
function joinLevel(level: ScpLevel, context: RequestContext, universe: Universe): LevelSets {
  const sets = newLevel(universe);
  if (level.scps.length === 0) addUnknown(sets, universe);
  for (const { scp } of level.scps) addScp(sets, scp, truthsOf(scp, context), universe);
  return sets;
}

/** An explicit deny, or no statement that may allow. */
function deniedBy(sets: LevelSets, universe: Universe) {
  const without = newSet(universe, true);
  remove(without, sets.allowed);
  remove(without, sets.perhapsAllowed);
  add(without, sets.denied);
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
