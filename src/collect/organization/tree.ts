// The tree: roots, every unit, and which accounts each holds. A part that could not be listed leaves the tree incomplete.
import type { Observed, OrganizationalUnit, OrganizationRoot } from "../../model/index.ts";
import type { Answer } from "../aws/answer.ts";
import { collected, distinctCalls, failed, incomplete, type Look } from "../aws/observe.ts";
import type { Output } from "../aws/operations.ts";
import { byNextToken, list } from "../aws/pages.ts";
import { mapParallel } from "../aws/parallel.ts";
import type { Session } from "../aws/session.ts";
import { type AccountFacts, readAccount } from "./accounts.ts";
import { AT_ONCE } from "./context.ts";

export function collectRoots(session: Session): Promise<Observed<readonly OrganizationRoot[]>> {
  return list(session, {
    operation: "organizations:ListRoots",
    input: (token) => ({ ...(token !== undefined && { NextToken: token }) }),
    read: (answer) => answer.parts("Roots").map(readRoot),
    next: byNextToken,
  });
}

type Root = NonNullable<Output<"organizations:ListRoots">["Roots"]>[number];

function readRoot(root: Answer<Root>): OrganizationRoot {
  return {
    id: root.string("Id"),
    arn: root.arn("Arn"),
    name: root.string("Name"),
    policyTypes: root
      .parts("PolicyTypes")
      .map((type) => ({ type: type.string("Type"), status: type.string("Status") })),
  };
}

/** An account where the walk found it. */
interface Child {
  readonly account: AccountFacts;
  readonly parentId: Observed<string>;
}

/** What the walk found. */
export interface Tree {
  readonly units: Observed<readonly OrganizationalUnit[]>;
  readonly children: ReadonlyMap<string, Child>;
  /** Why an account that was not found may still be somewhere. */
  readonly trouble?: Observed<never>;
  readonly look: Look;
}

/** Level by level from the roots: units and accounts of every parent. */
export async function walkTree(
  session: Session,
  roots: Observed<readonly OrganizationRoot[]>,
): Promise<Tree> {
  const { value, ...rest } = roots;
  if (value === undefined) {
    const look = { at: rest.observedAt, calls: rest.calls };
    return { units: rest, children: new Map(), trouble: rest, look };
  }
  const parents: Parent[] = [];
  let level = value.map(({ id }) => id);
  const walked = new Set(level);
  while (level.length > 0) {
    const found = await mapParallel(level, AT_ONCE, (id) => listParent(session, id));
    parents.push(...found);
    level = found.flatMap(({ units }) => units.value ?? []).map(({ id }) => id);
    level = level.filter((id) => !walked.has(id));
    for (const id of level) walked.add(id);
  }
  return assemble(roots, parents, session.run.now().toISOString());
}

interface Parent {
  readonly id: string;
  readonly units: Observed<readonly OrganizationalUnit[]>;
  readonly accounts: Observed<readonly AccountFacts[]>;
}

async function listParent(session: Session, id: string): Promise<Parent> {
  const input = (token: string | undefined): { ParentId: string; NextToken?: string } => ({
    ParentId: id,
    ...(token !== undefined && { NextToken: token }),
  });
  const [units, accounts] = await Promise.all([
    list(session, {
      operation: "organizations:ListOrganizationalUnitsForParent",
      input,
      read: (answer) => answer.parts("OrganizationalUnits").map((unit) => readUnit(unit, id)),
      next: byNextToken,
    }),
    list(session, {
      operation: "organizations:ListAccountsForParent",
      input,
      read: (answer) => answer.parts("Accounts").map(readAccount),
      next: byNextToken,
    }),
  ]);
  return { id, units, accounts };
}

type Unit = NonNullable<
  Output<"organizations:ListOrganizationalUnitsForParent">["OrganizationalUnits"]
>[number];

const readUnit = (unit: Answer<Unit>, parentId: string): OrganizationalUnit => ({
  id: unit.string("Id"),
  arn: unit.arn("Arn"),
  name: unit.string("Name"),
  parentId,
});

function assemble(
  roots: Observed<readonly OrganizationRoot[]>,
  parents: readonly Parent[],
  at: string,
): Tree {
  const unitLooks = parents.map(({ units }) => units);
  const accountLooks = parents.map(({ accounts }) => accounts);
  const look = { at: accountLooks[0]?.observedAt ?? at, calls: callsOf(accountLooks) };
  const trouble = troubleIn([roots, ...unitLooks, ...accountLooks]);
  return {
    units: unitsOf([roots, ...unitLooks], unitLooks, at),
    children: childrenOf(parents, look),
    look,
    ...(trouble !== undefined && { trouble }),
  };
}

const callsOf = (looks: readonly Observed<unknown>[]): Look["calls"] =>
  distinctCalls(looks.flatMap(({ calls }) => calls));

/** The first list that is not whole, as a fact without value. */
function troubleIn(looks: readonly Observed<unknown>[]): Observed<never> | undefined {
  const broken = looks.find(({ state, incomplete: cut }) => state !== "collected" || cut === true);
  if (broken?.reason === undefined) return undefined;
  const state = broken.state === "collected" ? "failed" : broken.state;
  return { state, observedAt: broken.observedAt, calls: distinctCalls(broken.calls), reason: broken.reason };
}

/** Nothing at all could be listed: the trouble. Something could not: an incomplete list. */
function unitsOf(
  all: readonly Observed<unknown>[],
  looks: readonly Observed<readonly OrganizationalUnit[]>[],
  at: string,
): Observed<readonly OrganizationalUnit[]> {
  const look = { at: looks[0]?.observedAt ?? at, calls: callsOf(looks) };
  const units = looks.flatMap(({ value }) => value ?? []);
  const trouble = troubleIn(all);
  if (looks.length > 0 && looks.every(({ value }) => value === undefined) && trouble !== undefined) {
    return { ...trouble, calls: look.calls };
  }
  if (trouble?.reason === undefined) return collected(look, units);
  return incomplete(look, units, trouble.reason);
}

/** An account under two parents was moved between two calls: where it is now is not known. */
function childrenOf(parents: readonly Parent[], look: Look): ReadonlyMap<string, Child> {
  const children = new Map<string, Child>();
  for (const { id, accounts } of parents) {
    const { observedAt, calls } = accounts;
    for (const account of accounts.value ?? []) {
      const before = children.get(account.id);
      const parentId =
        before === undefined || before.parentId.value === id
          ? collected({ at: observedAt, calls }, id)
          : failed(look, "reach", "the account was moved during the scan");
      children.set(account.id, { account, parentId });
    }
  }
  return children;
}
