// What the management account and the delegated administrators did that concerns other accounts: audit sessions opened,
// contacts changed, accounts closed. There is no central LookupEvents: each of these accounts is entered (AWS-FACTS 9.1).
import type {
  AccountLine,
  Call,
  DelegatedAdministrator,
  Lookup,
  Observed,
  OrganizationLine,
  Reason,
  RecordedEvents,
  Region,
} from "../../model/index.ts";
import { collectRegions } from "../account/regions.ts";
import { withoutValue } from "../aws/observe.ts";
import { coverageOf, type Found, lookUp } from "../events/look-up.ts";
import { planTasks, type Task } from "../events/plan.ts";
import { recordedEvents } from "../events/recorded.ts";
import type { OpenedAccount, OrganizationContext } from "./context.ts";
import type { Membership } from "./membership.ts";

/** Delegated administrators that were not seen are not entered; whoever judges sees that they were not. */
export async function collectOrganizationEvents(
  context: OrganizationContext,
  membership: Observed<Membership>,
  organization: OrganizationLine,
): Promise<Observed<RecordedEvents>> {
  const { value } = membership;
  if (value === undefined) return withoutValue(membership);
  const central = context.search.lookups.filter(({ accounts }) => accounts === "central");
  const due = [
    { id: value.managementAccountId, lookups: central },
    ...(organization.delegatedAdministrators.value ?? [])
      .filter(({ id }) => id !== value.managementAccountId)
      .map((one) => ({ id: one.id, lookups: central.filter((lookup) => concerns(lookup, one)) })),
  ].filter(({ lookups }) => lookups.length > 0);
  const found = await Promise.all(
    due.map(({ id, lookups }) => lookUpIn(context, id, { lookups, left: context.leftOut(id, organization) })),
  );
  return recordedEvents(found.flat(), context.session.run.now().toISOString());
}

const concerns = ({ delegatedService }: Lookup, { services }: DelegatedAdministrator): boolean =>
  delegatedService !== undefined && (services.value ?? []).includes(delegatedService);

interface Due {
  readonly lookups: readonly Lookup[];
  /** Why the account is not to be entered. */
  readonly left: AccountLine["access"] | undefined;
}

async function lookUpIn(
  { search, homeRegion, open }: OrganizationContext,
  account: string,
  { lookups, left }: Due,
): Promise<Found[]> {
  const { access, session }: OpenedAccount = left === undefined ? await open(account) : { access: left };
  if (session === undefined) return notEntered({ account, lookups, search, homeRegion, access });
  const regions = await collectRegions({ session, target: {} });
  const ground = { homeRegion, regions, aliases: [] };
  const tasks = planTasks(search, lookups, ground);
  const found = await Promise.all(tasks.map((task) => lookUp({ account, session, search }, task)));
  const reason = { cause: "configuration", message: "its events were not asked for (--regions)" } as const;
  const unasked = planTasks({ ...search, regions: undefined }, lookups, ground)
    .filter((task) => !tasks.some(({ lookup, region }) => lookup === task.lookup && region === task.region))
    .map((task) => notMade({ account, task, at: session.run.now().toISOString(), reason }));
  const seen = regions.incomplete !== true && regions.value?.some(({ name }) => name === homeRegion) === true;
  return [...(seen ? found : found.map((one) => doubted(one, lookups, regions))), ...unasked];
}

/** Where not every region was seen, a look-up in those that were proves nothing of the others. */
function doubted(found: Found, lookups: readonly Lookup[], regions: Observed<readonly Region[]>): Found {
  const { coverage } = found;
  const everywhere = lookups.some(({ id, regions: where }) => id === coverage.lookup && where === "enabled");
  if (!everywhere || !coverage.complete) return found;
  const why = regions.reason?.message ?? "the home region is not in the list";
  const reason = {
    cause: regions.reason?.cause ?? "malformed",
    message: `the regions of account ${coverage.account} were not seen: ${why}`,
  } as const;
  return { ...found, coverage: { ...coverage, complete: false, reason } };
}

interface NotEntered extends Pick<OrganizationContext, "search" | "homeRegion"> {
  readonly account: string;
  readonly lookups: readonly Lookup[];
  readonly access: AccountLine["access"];
}

/** The look-ups that were due, none of them made; its regions are not known either. */
function notEntered({ account, lookups, search, homeRegion, access }: NotEntered): Found[] {
  const { observedAt: at, calls, state } = access;
  const reason = {
    cause: access.reason?.cause ?? "reach",
    message: `account ${account} was not entered: ${access.reason?.message ?? state}`,
  } as const;
  const tasks = planTasks(search, lookups, { homeRegion, regions: withoutValue(access), aliases: [] });
  return tasks.map((task) => notMade({ account, task, at, calls, reason }));
}

interface NotMade extends Pick<Found, "at"> {
  readonly account: string;
  readonly task: Task;
  readonly calls?: readonly Call[];
  readonly reason: Reason;
}

const notMade = ({ account, task, at, calls = [], reason }: NotMade): Found => ({
  coverage: coverageOf({ account, task, to: new Date(at), calls, reason }),
  records: [],
  at,
  answered: false,
});
