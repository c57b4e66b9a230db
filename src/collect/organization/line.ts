// The organization line: every fact of the organization, collected once per run with the caller's own credentials.
import type { Observed, OrganizationLine } from "../../model/index.ts";
import { parseArn } from "../account/arn.ts";
import { failed, mapObserved } from "../aws/observe.ts";
import { listAccounts } from "./accounts.ts";
import { type OrganizationContext, skippedNow } from "./context.ts";
import { collectOrganizationEvents } from "./events.ts";
import { collectMembership, type Membership } from "./membership.ts";
import { collectPolicies } from "./policies.ts";
import { placeAccounts } from "./population.ts";
import { collectDelegatedAdministrators, collectRootFeatures } from "./root-access.ts";
import { collectRoots, type Tree, walkTree } from "./tree.ts";

type Identity = Pick<OrganizationLine, keyof Membership>;
type Facts = Omit<OrganizationLine, "kind" | "partition" | keyof Membership>;

export async function collectOrganization(context: OrganizationContext): Promise<OrganizationLine> {
  const membership = await lookAtMembership(context);
  const when = asker(context, membership);
  const facts = await innerFacts(context, when);
  const agreed = agreedBy(facts.accounts, membership);
  const line: OrganizationLine = {
    kind: "organization",
    partition: context.partition,
    ...identityFacts(context, agreed),
    ...facts,
    events: notAsked(context),
  };
  return { ...line, events: await when("events", () => collectOrganizationEvents(context, agreed, line)) };
}

/** Every listed account's ARN names the management account, too: where it is another one, nobody knows which it is. */
function agreedBy(
  { value: accounts = [] }: Facts["accounts"],
  membership: Observed<Membership>,
): Observed<Membership> {
  const { value, observedAt: at, calls } = membership;
  const other = accounts.find(({ arn }) => parseArn(arn)?.account !== value?.managementAccountId);
  if (value === undefined || other === undefined) return membership;
  const message = `organizations:DescribeOrganization: the management account is ${value.managementAccountId}, by the list of accounts it is that of ${other.arn}`;
  return failed({ at, calls }, "malformed", message);
}

/** One call, shared by four facts; not made when nothing of the organization was asked for. */
function lookAtMembership(context: OrganizationContext): Promise<Observed<Membership>> {
  const asked = IDENTITY.some((name) => context.wants(`organization.${name}`));
  return asked ? collectMembership(context.session) : Promise.resolve(notAsked(context));
}

const IDENTITY = ["id", "managementAccountId", "featureSet", "managementAccountEmail"] as const;

const notAsked = (context: OrganizationContext): Observed<never> =>
  skippedNow(context, "configuration", "not read: a scan that selects the rule reads it");

function identityFacts(context: OrganizationContext, membership: Observed<Membership>): Identity {
  const fact = (name: (typeof IDENTITY)[number], look: () => Observed<string>): Observed<string> =>
    context.wants(`organization.${name}`) ? look() : notAsked(context);
  const member = (name: "id" | "managementAccountId" | "featureSet"): Observed<string> =>
    fact(name, () => mapObserved(membership, (value) => value[name]));
  return {
    id: member("id"),
    managementAccountId: member("managementAccountId"),
    featureSet: member("featureSet"),
    managementAccountEmail: fact("managementAccountEmail", () => emailOf(membership)),
  };
}

/** The one member of the answer that may be missing without spoiling the others. */
function emailOf(membership: Observed<Membership>): Observed<string> {
  const { value, ...rest } = membership;
  if (value === undefined) return rest;
  if (value.managementAccountEmail !== undefined) return { ...rest, value: value.managementAccountEmail };
  const look = { at: rest.observedAt, calls: rest.calls };
  return failed(look, "malformed", "organizations:DescribeOrganization: MasterAccountEmail is missing");
}

/** Looks at a fact that was asked for, where the organization can be looked at. */
function asker(context: OrganizationContext, membership: Observed<Membership>): When {
  const blocked = whyBlocked(context, membership);
  return (name, look) => {
    if (!context.wants(`organization.${name}`)) return Promise.resolve(notAsked(context));
    return blocked === undefined ? look() : Promise.resolve(blocked);
  };
}

async function innerFacts(context: OrganizationContext, when: When): Promise<Omit<Facts, "events">> {
  const { session } = context;
  const [placed, policies, delegatedAdministrators, rootFeatures] = await Promise.all([
    treeFacts(context, when),
    when("policies", () => collectPolicies(session)),
    when("delegatedAdministrators", () => collectDelegatedAdministrators(session)),
    when("rootFeatures", () => collectRootFeatures(session)),
  ]);
  return { ...placed, policies, delegatedAdministrators, rootFeatures };
}

/** Alone, or a member that was not asked to look at an organization: nothing further is called. */
function whyBlocked(
  context: OrganizationContext,
  { state, value }: Observed<Membership>,
): Observed<never> | undefined {
  if (state === "absent") return skippedNow(context, "not-observable", "the account is in no organization");
  if (context.scope === "organization" || value?.managementAccountId === context.account) return undefined;
  if (value === undefined)
    return skippedNow(context, "reach", "the organization of the account is not known");
  const message =
    "a member cannot see the organization: scan with --org from the management account or a delegated administrator";
  return skippedNow(context, "reach", message);
}

type When = <Value>(name: keyof Facts, look: () => Promise<Observed<Value>>) => Promise<Observed<Value>>;

type TreeFacts = Pick<Facts, "roots" | "units" | "accounts">;

/** Both are many pages, one after another: neither waits for the other. */
async function treeFacts(context: OrganizationContext, when: When): Promise<TreeFacts> {
  const [listed, { tree, ...places }] = await Promise.all([
    when("accounts", () => listAccounts(context.session)),
    walkFacts(context, when),
  ]);
  return { ...places, accounts: placeAccounts(listed, tree) };
}

type WalkFacts = Omit<TreeFacts, "accounts"> & { readonly tree: Tree };

/** Without the units there is no walk: the list of accounts alone, and no parents. */
async function walkFacts(context: OrganizationContext, when: When): Promise<WalkFacts> {
  const { session } = context;
  const roots = await when("roots", () => collectRoots(session));
  const walk: { tree?: Tree } = {};
  const units = await when("units", async () => {
    walk.tree = await walkTree(session, roots);
    return walk.tree.units;
  });
  const noWalk: Tree = {
    units,
    children: new Map(),
    trouble: notAsked(context),
    look: { at: "", calls: [] },
  };
  return { roots, units, tree: walk.tree ?? noWalk };
}
