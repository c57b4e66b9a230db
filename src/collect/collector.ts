// A run's collector: who is calling, the organization once, accounts one by one. It knows nothing of rules and outcomes.
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { AccountLine, OrganizationLine, Partition } from "../model/index.ts";
import { assumeRole, type Entered, identify, type Identity } from "./access.ts";
import { parseArn } from "./account/arn.ts";
import { readAccount, type Reader } from "./account/reading.ts";
import type { Client, Credentials } from "./aws/clients.ts";
import { collected, skipped } from "./aws/observe.ts";
import { homeRegionOf, isPartition, regionOf } from "./aws/regions.ts";
import { type AccountSession, createClient, openSession, type Run, type Session } from "./aws/session.ts";
import { collectorsOfRun } from "./declared.ts";
import { createDestinations, type ReadDestinations } from "./destination/destinations.ts";
import { createSearch } from "./events/search.ts";
import { type CollectOptions, DEADLINES, MAX_EMPTY_PAGES, MAX_PAGES, MAX_SOCKETS } from "./options.ts";
import type { OpenedAccount } from "./organization/context.ts";
import { collectOrganization } from "./organization/line.ts";

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
  const run = createRun(options);
  const opened = await open(options, run);
  if (!opened.ok) run.handler.destroy();
  return opened;
}

async function open(options: CollectOptions, run: Run): Promise<Opened> {
  const { region, credentials } = options;
  const client = createClient("sts", run, {
    ...(region !== undefined && { region }),
    ...(credentials !== undefined && { credentials }),
  });
  const firstRegion = await regionOfClient(client);
  if (firstRegion === undefined)
    return { ok: false, problem: "no AWS region is set: set AWS_REGION, for example to us-east-1" };
  const first = firstSession(run, client, firstRegion);
  const { value, reason } = await identify(first);
  if (value === undefined) return { ok: false, problem: whyUnknown(reason?.message ?? "no answer") };
  const caller = readCaller(value);
  if (typeof caller === "string") return { ok: false, problem: caller };
  return {
    ok: true,
    collector: createCollector({ options, run: settled(run, client), caller, first, client }),
  };
}

function createRun(options: CollectOptions): Run {
  const { now, deadlines, maxPages, maxEmptyPages, maxSockets = MAX_SOCKETS } = options;
  const limits = { ...DEADLINES, ...deadlines };
  const handler = new NodeHttpHandler({
    connectionTimeout: limits.connectionMs,
    requestTimeout: limits.requestMs,
    throwOnRequestTimeout: true,
    socketTimeout: limits.requestMs,
    // Waiting for a socket is what the total deadline is for; the handler's own warning would go to the console.
    socketAcquisitionWarningTimeout: limits.totalMs * 2,
    httpAgent: { keepAlive: true, maxSockets },
    httpsAgent: { keepAlive: true, maxSockets },
  });
  return {
    handler,
    deadlines: limits,
    maxPages: maxPages ?? MAX_PAGES,
    maxEmptyPages: maxEmptyPages ?? MAX_EMPTY_PAGES,
    now,
    counts: new Map(),
    settings: {},
  };
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
const firstSession = (run: Run, client: Client, region: string): Session => ({
  run,
  regionOf: () => region,
  clientOf: () => client,
});

/** What the SDK found in environment and profile for the first client holds for all. */
function settled(run: Run, { config }: Client): Run {
  const { defaultsMode, maxAttempts, retryMode, useDualstackEndpoint, useFipsEndpoint } = config;
  return {
    ...run,
    settings: { defaultsMode, maxAttempts, retryMode, useDualstackEndpoint, useFipsEndpoint },
  };
}

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
  readonly run: Run;
  readonly caller: Caller;
  readonly first: Session;
  readonly client: Client;
}

function createCollector({ options, run, caller, first, client }: Parts): Collector {
  const wants = wantedFacts(options);
  const callers = client.config.credentials;
  const sessionOf = (credentials: Credentials): AccountSession =>
    openSession({ run, credentials, regionOf: (service) => regionOf(caller.partition, service) });
  const sessionIn = (region: string, credentials: Credentials = callers): AccountSession =>
    openSession({ run, credentials, regionOf: () => region });
  const own = sessionOf(callers);
  const enter = enterer(options, caller, first);
  const open = async (id: string): Promise<OpenedAccount> => {
    const { access, credentials } = await enter(id);
    if (id === caller.account) return { access, session: own };
    return { access, ...(credentials !== undefined && { session: sessionOf(credentials) }) };
  };
  const { access, scope, mayMatchRoot } = options;
  const { partition, homeRegion } = caller;
  const search = createSearch(options.events, homeRegion);
  const taskPolicyArn = options.auditPolicies[partition];
  const base = { partition, homeRegion, search, wants, mayMatchRoot };
  const leftOut = leaver(options);
  // The caller's own account is asked for what concerns others all the same: nothing is entered for that.
  const shut: Reader["leftOut"] = (id, line) => (id === caller.account ? undefined : leftOut(id, line));
  const reader: Reader = { access, scope, caller, base, first, own, sessionOf, open, leftOut, taskPolicyArn };
  let organization: Promise<OrganizationLine> | undefined;
  return {
    caller,
    organization: () =>
      (organization ??= collectOrganization({
        ...caller,
        scope,
        session: own,
        search,
        open,
        leftOut: shut,
        wants,
      })),
    account: (id, line) => readAccount(reader, id, line),
    destinations: createDestinations({ ...caller, ...options, enter, leftOut: shut, sessionIn, wants }),
    traffic: () => ({ calls: Object.fromEntries([...run.counts].sort()), retries: 0, throttles: 0 }),
    ended: () => undefined,
    close: () => run.handler.destroy(),
  };
}

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
  { scope, roleName, externalId, now }: CollectOptions,
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
      ...(externalId !== undefined && { externalId }),
    });
  };
}
