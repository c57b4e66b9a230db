// A run's collector: who is calling, the organization once, accounts one by one. It knows nothing of rules and outcomes.
import type { AccountLine, OrganizationLine, Partition } from "../model/index.ts";
import { assumeRole, type Entered, identify, type Identity, type Lease } from "./access.ts";
import { parseArn } from "./account/arn.ts";
import { readAccount, type Reader } from "./account/reading.ts";
import type { Client } from "./aws/clients.ts";
import type { Service } from "./aws/operations.ts";
import { collected, skipped } from "./aws/observe.ts";
import { homeRegionOf, isPartition, regionOf } from "./aws/regions.ts";
import { type AccountSession, createClient, openSession, type Session } from "./aws/session.ts";
import { collectorsOfRun } from "./declared.ts";
import { createDestinations, type ReadDestinations } from "./destination/destinations.ts";
import { createSearch } from "./events/search.ts";
import type { CollectOptions } from "./options.ts";
import type { OpenedAccount } from "./organization/context.ts";
import { collectOrganization } from "./organization/line.ts";
import { createRun, type OwnRun } from "./run.ts";

/** Whose credentials a run began with. */
interface Caller {
  readonly arn: string;
  readonly account: string;
  readonly partition: Partition;
  /** Where the partition records root sign-ins. */
  readonly homeRegion: string;
}

/** Collects evidence. A refused call is data; only a bug is thrown. */
export interface Collector {
  readonly caller: Caller;
  /** All facts of the organization; the calls are made once, however often it is asked. */
  organization(): Promise<OrganizationLine>;
  /** All facts of one account, as the options say members are read. */
  account(id: string, organization: OrganizationLine): Promise<AccountLine>;
  /** Alert targets outside the account that it leads to; each is read, and told, once per run. */
  readonly destinations: ReadDestinations;
  /** What was sent so far. */
  traffic(): Traffic;
  /** Why the credentials the run began with can no longer be used; undefined while they can. Nothing is to be read after that. */
  ended(): string | undefined;
  /** Closes the connections. */
  close(): void;
}

/** What a run sent. */
export interface Traffic {
  /** By operation, `iam:GetAccountSummary`; retries are not counted. */
  readonly calls: Readonly<Record<string, number>>;
  /** Attempts beyond the first of a call. */
  readonly retries: number;
  /** Attempts that AWS slowed down. */
  readonly throttles: number;
}

/** A collector, or one line that says why there is none and what to do. */
export type Opened =
  { readonly ok: true; readonly collector: Collector } | { readonly ok: false; readonly problem: string };

/** Asks AWS whose credentials these are (`sts:GetCallerIdentity`) and makes ready to collect. */
export async function openCollector(options: CollectOptions): Promise<Opened> {
  const own = createRun(options);
  const opened = await open(options, own);
  if (!opened.ok) own.run.handler.destroy();
  return opened;
}

async function open(options: CollectOptions, own: OwnRun): Promise<Opened> {
  const { region, credentials } = options;
  const client = createClient("sts", own.run, {
    payer: CALLER,
    ...(region !== undefined && { region }),
    ...(credentials !== undefined && { credentials }),
  });
  const firstRegion = await regionOfClient(client);
  if (firstRegion === undefined)
    return { ok: false, problem: "no AWS region is set: set AWS_REGION, for example to us-east-1" };
  const first = firstSession(own, client, firstRegion);
  const { value, reason } = await identify(impatient(first));
  if (value === undefined) return { ok: false, problem: whyUnknown(reason?.message ?? "no answer") };
  const caller = readCaller(value);
  if (typeof caller === "string") return { ok: false, problem: caller };
  own.learn(client, caller.partition);
  return { ok: true, collector: createCollector({ options, own, caller, first, client }) };
}

/** Who pays for calls of the first client: its account is not known before its first answer. */
const CALLER = "caller";

/** Somebody waits for the first answer, and an endpoint that is wrong stays wrong. */
const FIRST_BUDGET_MS = 5_000;

function impatient({ run, ...session }: Session): Session {
  const budgetMs = Math.min(run.deadlines.budgetMs, FIRST_BUDGET_MS);
  return { ...session, run: { ...run, deadlines: { ...run.deadlines, budgetMs } } };
}

/** Undefined when none is configured anywhere. */
async function regionOfClient({ config }: Client): Promise<string | undefined> {
  try {
    return await config.region();
  } catch {
    return undefined;
  }
}

/** STS is asked where the first call went: what answered once is reachable. */
const firstSession = ({ run, base }: OwnRun, client: Client, region: string): Session => ({
  run,
  payer: CALLER,
  renew: (times) => base.renew(times, client),
  regionOf: () => region,
  clientOf: () => client,
});

const whyUnknown = (message: string): string =>
  `AWS did not say whose credentials these are (${message}): sign in, or set AWS_PROFILE or AWS_ACCESS_KEY_ID, and check the region`;

/** The caller, or the problem with it. */
function readCaller({ arn, account }: Identity): Caller | string {
  const partition = parseArn(arn)?.partition ?? "";
  if (!isPartition(partition))
    return `the partition ${partition} is not supported: use credentials of aws, aws-cn or aws-us-gov`;
  if (arn.endsWith(":root")) {
    return `the caller is the root user of ${account}: use a role or user, so that the scan is no root activity itself`;
  }
  return { arn, account, partition, homeRegion: homeRegionOf(partition) };
}

interface Parts {
  readonly options: CollectOptions;
  readonly own: OwnRun;
  readonly caller: Caller;
  readonly first: Session;
  readonly client: Client;
}

function createCollector({ options, own, caller, first, client }: Parts): Collector {
  const { run } = own;
  const wants = wantedFacts(options);
  const credentials = openers(own, caller, client);
  const enter = enterer(options, caller, first);
  const open = opener(caller, credentials, enter);
  const { callers: session } = credentials;
  const search = createSearch(options.events, caller.homeRegion);
  const leftOut = leaver(options);
  // The caller's own account is asked for what concerns others all the same: nothing is entered for that.
  const shut: Reader["leftOut"] = (id, line) => (id === caller.account ? undefined : leftOut(id, line));
  const reader: Reader = {
    ...options,
    ...credentials,
    caller,
    base: { ...caller, ...options, search, wants },
    first,
    own: session,
    open,
    leftOut,
    taskPolicyArn: options.auditPolicies[caller.partition],
  };
  const { scope } = options;
  let organization: Promise<OrganizationLine> | undefined;
  return {
    caller,
    organization: () =>
      (organization ??= collectOrganization({
        ...caller,
        scope,
        session,
        search,
        open,
        leftOut: shut,
        wants,
      })),
    account: (id, line) => readAccount(reader, id, line),
    destinations: createDestinations({
      ...caller,
      ...options,
      ...credentials,
      enter,
      leftOut: shut,
      wants,
    }),
    traffic: () => ({ calls: Object.fromEntries([...run.counts].sort()), ...run.traffic }),
    ended: own.base.ended,
    close: () => run.handler.destroy(),
  };
}

/** Sessions of whatever credentials. */
interface Openers {
  /** The caller's own. */
  readonly callers: AccountSession;
  /** Each service where the partition has it. */
  readonly sessionOf: (lease: Lease) => AccountSession;
  /** Every service in one region; without a lease with the caller's own. */
  readonly sessionIn: (region: string, lease?: Lease) => AccountSession;
}

function openers({ run, base }: OwnRun, { account, partition }: Caller, client: Client): Openers {
  const { credentials } = client.config;
  const own: Lease = { account, credentials, renew: (times) => base.renew(times, client) };
  const openAt = (lease: Lease, regionFor: (service: Service) => string): AccountSession =>
    openSession({ run, ...lease, payer: lease.account, regionOf: regionFor });
  const sessionOf = (lease: Lease): AccountSession =>
    openAt(lease, (service) => regionOf(partition, service));
  return {
    callers: sessionOf(own),
    sessionOf,
    sessionIn: (region, lease = own) => openAt(lease, () => region),
  };
}

/** An account with the session that reads it: the caller's own there, else one of the role. */
const opener =
  ({ account }: Caller, { callers, sessionOf }: Openers, enter: (id: string) => Promise<Entered>) =>
  async (id: string): Promise<OpenedAccount> => {
    const { access, lease } = await enter(id);
    if (id === account) return { access, session: callers };
    return { access, ...(lease !== undefined && { session: sessionOf(lease) }) };
  };

function wantedFacts(options: CollectOptions): (fact: string) => boolean {
  const wanted = new Set(collectorsOfRun(options).map(({ fact }) => fact));
  return (fact) => wanted.has(fact);
}

/** An account that rootproof.yaml excludes is named, and no call is made in it. */
const leaver =
  ({ now, isExcluded }: CollectOptions): Reader["leftOut"] =>
  (id, organization) =>
    isExcluded?.(id, organization) === true
      ? skipped(now().toISOString(), "configuration", "the account is excluded in rootproof.yaml")
      : undefined;

/** How to enter an account: not at all, with what we are, or with the role. */
function enterer(
  { scope, roleName, runId, externalId, now }: CollectOptions,
  { arn, account, partition }: Caller,
  first: Session,
): (id: string) => Promise<Entered> {
  return async (id) => {
    const at = now().toISOString();
    if (id === account) {
      const call = {
        operation: "sts:GetCallerIdentity",
        region: first.regionOf("sts:GetCallerIdentity"),
        outcome: "ok",
      } as const;
      return { access: collected({ at, calls: [call] }, { principal: arn, mode: "own" }) };
    }
    if (scope === "account")
      return {
        access: skipped(at, "configuration", "only the caller's own account is read; --org reads the others"),
      };
    return assumeRole(first, {
      account: id,
      partition,
      roleName,
      runId,
      ...(externalId !== undefined && { externalId }),
    });
  };
}
