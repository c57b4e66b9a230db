// account.rootPower: what real root can still do under the service control policies on its path.
// What was not seen is handed to the model as a policy nobody can read: a certain deny still decides, nothing else does.
import { ABSENT, glob, mergeUnknowns, PartialList, Unknown, type Value } from "../../condition/index.ts";
import type { Partition } from "../../model/index.ts";
import type { Power, RootPower, RootPowerInput } from "../../semantics/index.ts";
import { isUnknown, textOf, unknownFact, type View } from "./kleene.ts";
import { type OrganizationPath, pathOf } from "./organization-path.ts";

/** The model of service control policies, bound to the list of all actions. */
export interface RootPowerModels {
  readonly rootPower: (input: RootPowerInput) => RootPower;
  /** Access level of an action, for the items. */
  readonly levelOf: (action: string) => string;
}

/** What the model needs beside the account. */
export interface RootPowerContext {
  readonly organization: View;
  readonly models: RootPowerModels;
  readonly allowedRootActions: readonly string[];
}

/** Accounts from before this date may keep root's own credential actions; an unseen date is taken for one before it. */
const LONG_AGO = "2006-01-01T00:00:00Z";
const EXAMPLES = 3;
const REASONS = 3;
/** How the model names what AWS may add to a service. */
const UNLISTED = "(unlisted)";

/** The derived record, or the unknown that hides it. */
export function rootPowerOf(account: View, context: RootPowerContext): Value {
  const { organization } = context;
  const manager = organization["managementAccountId"] ?? ABSENT;
  if (isUnknown(manager)) return manager;
  const bound = manager !== ABSENT && manager !== account["id"];
  const path = bound ? pathOf(organization, textOf(account["id"])) : { levels: [], unknowns: [] };
  if (path instanceof Unknown) return path;
  return describe(account, path, { ...context, bound });
}

interface BoundContext extends RootPowerContext {
  readonly bound: boolean;
}

function describe(account: View, path: OrganizationPath, context: BoundContext): View {
  const created = createdAt(account);
  const { root, assumedRoot } = context.models.rootPower({
    account: {
      id: textOf(account["id"]),
      partition: account["partition"] as Partition,
      management: !context.bound,
      createdAt: created instanceof Unknown ? LONG_AGO : created,
    },
    path: path.levels,
  });
  const unknowns = [...path.unknowns, ...(created instanceof Unknown ? [created] : [])];
  const assumedRootSpared = spared(assumedRoot, unknowns);
  return {
    outcome: root.summary.outcome === "unknown" ? unsettled(root, unknowns) : root.summary.outcome,
    beyondAllowed: beyondAllowed(root, unknowns, context),
    assumedRootSpared,
    assumedRoot: sparedInWords(assumedRootSpared),
  };
}

function createdAt(account: View): string | Unknown {
  const information = account["information"] ?? ABSENT;
  if (isUnknown(information)) return information;
  const created = information === ABSENT ? ABSENT : ((information as View)["createdAt"] ?? ABSENT);
  if (isUnknown(created)) return created;
  if (typeof created === "number") return new Date(created).toISOString();
  return unknownFact({
    fact: "account.information.createdAt",
    cause: "malformed",
    reason: "no creation date",
  });
}

/** What keeps the model undecided: the facts that were not seen, else its own reasons. */
function unsettled(power: Power, unknowns: readonly Unknown[]): Unknown {
  if (unknowns.length > 0) return mergeUnknowns(unknowns);
  const doubts = power.reasons.filter((reason) => !reason.startsWith("left out"));
  const reason = doubts.slice(0, REASONS).join("; ") || "the policies cannot be decided";
  return unknownFact({ fact: "account.rootPower", cause: "not-observable", reason });
}

/** The actions left to root, by access level; partial where some are undecided. */
function beyondAllowed(power: Power, unknowns: readonly Unknown[], context: BoundContext): Value {
  const { allowed, undecided } = remaining(power, context);
  const items = [...allowed].map(([level, actions]) => ({
    level,
    count: actions.length,
    examples: actions.slice(0, EXAMPLES).map(actionInWords).join(", "),
  }));
  return undecided ? new PartialList(items, unsettled(power, unknowns)) : items;
}

/** What stands for the actions of tomorrow is no action that a reader could look up. */
function actionInWords(action: string): string {
  const [service = "", name = ""] = action.split(":");
  if (name !== UNLISTED) return action;
  return service === UNLISTED ? "any of a new service" : `new ones of ${service}`;
}

interface Remaining {
  readonly allowed: ReadonlyMap<string, readonly string[]>;
  readonly undecided: boolean;
}

/** By the decisions they come from: accounts on the same path share them, and there are 22,000. */
const sorted = new WeakMap<Power["decisions"], Map<string, Remaining>>();

function remaining(power: Power, context: BoundContext): Remaining {
  const byAllowance = sorted.get(power.decisions) ?? new Map<string, Remaining>();
  sorted.set(power.decisions, byAllowance);
  const allowance = JSON.stringify(context.allowedRootActions);
  const known = byAllowance.get(allowance) ?? sortRemaining(power, context);
  byAllowance.set(allowance, known);
  return known;
}

function sortRemaining(power: Power, { allowedRootActions, models }: BoundContext): Remaining {
  const allowed = new Map<string, string[]>();
  let undecided = false;
  for (const [action, decision] of Object.entries(power.decisions)) {
    if (decision === "denied" || isAllowedToRoot(action, allowedRootActions)) continue;
    if (decision === "unknown") undecided = true;
    else groupOf(allowed, models.levelOf(action)).push(action);
  }
  return { allowed: new Map([...allowed].sort(([left], [right]) => (left < right ? -1 : 1))), undecided };
}

/** Action names are case-insensitive. What no list names yet is allowed only where everything of its service is. */
function isAllowedToRoot(action: string, patterns: readonly string[]): boolean {
  const [service = "", name = ""] = action.toLowerCase().split(":");
  return patterns.some((text) => {
    const pattern = text.toLowerCase();
    if (name !== UNLISTED) return glob(`${service}:${name}`, pattern);
    const [allowed = "", rest = "*"] = pattern.split(":");
    return rest === "*" && (service === UNLISTED ? allowed === "*" : glob(service, allowed));
  });
}

function groupOf(groups: Map<string, string[]>, level: string): string[] {
  const group = groups.get(level) ?? [];
  groups.set(level, group);
  return group;
}

/** A central audit reads root's credentials in an AssumeRoot session. */
function spared(power: Power, unknowns: readonly Unknown[]): boolean | Unknown {
  const decision = power.decisions["iam:ListAccessKeys"];
  return decision === "unknown" ? unsettled(power, unknowns) : decision === "allowed";
}

function sparedInWords(sparedOrNot: boolean | Unknown): string {
  if (sparedOrNot instanceof Unknown) return "whether AssumeRoot sessions are spared is not decided";
  return sparedOrNot
    ? "AssumeRoot sessions are spared"
    : "AssumeRoot sessions are denied too: no audit session can look";
}
