// Collecting: the collector's lines into an evidence file that exists only when it is whole.
import PQueue from "p-queue";
import {
  auditOperations,
  type CollectOptions,
  collectorsFor,
  collectorsOfRun,
  type Collector,
  openCollector,
} from "../collect/index.ts";
import { isExcluded } from "../evaluate/index.ts";
import { mayMatchRoot } from "../semantics/index.ts";
import {
  DEFAULT_ACCESS,
  DEFAULT_ROLE_NAME,
  type AccountLine,
  type Exclusion,
  type OrganizationLine,
  type ScanLine,
  UsageError,
  VERSION,
} from "../model/index.ts";
import type { ParameterValue } from "../load/index.ts";
import { auditNote } from "./audit-note.ts";
import { eventOptions } from "./event-options.ts";
import { type EvidenceFile, withEvidenceFile } from "./evidence-file.ts";
import type { ReachOptions } from "./options.ts";
import { pacingOptions } from "./pacing.ts";
import type { RunSection } from "../report/index.ts";
import { loadAuditPolicies } from "./task-policies.ts";

/** Accounts read at the same time: beyond this one core is full (research/performance 2.4). */
const ACCOUNTS_AT_ONCE = 20;
/** With events an account waits for its turns most of the time. */
const ACCOUNTS_WITH_EVENTS_AT_ONCE = 40;

/** What to collect, and where to. */
export interface CollectRequest {
  readonly command: ReachOptions;
  readonly facts: ReadonlySet<string>;
  /** Of the rules, by dotted name. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly path: string;
  /** Accounts that are left out of it. */
  readonly exclusions: readonly Exclusion[];
}

/** How collecting went. */
export interface Collection {
  readonly run: RunSection;
  readonly expected: number;
  readonly reached: number;
}

/** Collects into `path`. Throws UsageError when nothing could be begun or no account could be reached. */
export async function collectEvidence(request: CollectRequest): Promise<Collection> {
  const { command, facts, path, exclusions } = request;
  const asOf = new Date();
  const excludes = (id: string, organization: OrganizationLine): boolean =>
    isExcluded(exclusions, id, { organization, asOf: asOf.getTime() });
  const events = eventOptions({ ...request, asOf });
  const collector = await open(command, facts, { events, isExcluded: excludes });
  try {
    const organization = await collector.organization();
    const all = populationOf(command, collector, organization);
    const population = all.filter((id) => !excludes(id, organization));
    if (population.length === 0)
      throw new UsageError("every account is excluded in rootproof.yaml: nothing would be judged");
    announceAudits({ command, facts, organization, population });
    const left = all.length - population.length;
    const reached = await withEvidenceFile(path, command.signal, async (file) => {
      file.write(scanLine({ command, collector, facts, asOf, regions: events.regions }));
      file.write(organization);
      const read = await readAccounts({
        command,
        facts,
        collector,
        organization,
        population: all,
        left,
        file,
      });
      file.end(new Date());
      return read;
    });
    return {
      expected: all.length - left,
      reached,
      run: {
        startedAt: asOf.toISOString(),
        endedAt: new Date().toISOString(),
        durations: {},
        ...collector.traffic(),
      },
    };
  } finally {
    collector.close();
  }
}

async function open(
  command: ReachOptions,
  facts: ReadonlySet<string>,
  bounds: Required<Pick<CollectOptions, "events" | "isExcluded">>,
): Promise<Collector> {
  const opened = await openCollector({
    scope: scopeOf(command),
    access: command.access ?? DEFAULT_ACCESS,
    auditPolicies: loadAuditPolicies(),
    roleName: command.roleName ?? DEFAULT_ROLE_NAME,
    ...(command.externalId !== undefined && { externalId: command.externalId }),
    facts,
    mayMatchRoot,
    ...pacingOptions(command),
    ...bounds,
    now: () => new Date(),
  });
  if (!opened.ok) throw new UsageError(opened.problem);
  return opened.collector;
}

const scopeOf = ({ org }: ReachOptions): ScanLine["scope"] => (org === true ? "organization" : "account");

interface Announced {
  readonly command: ReachOptions;
  readonly facts: ReadonlySet<string>;
  readonly organization: OrganizationLine;
  readonly population: readonly string[];
}

/** Before the first session, not after the last. */
function announceAudits({ command, facts, organization, population }: Announced): void {
  const scope = scopeOf(command);
  if (scope === "account") return;
  const operations = auditOperations(collectorsOfRun({ facts, scope }));
  const access = command.access ?? DEFAULT_ACCESS;
  const note = auditNote({ access, population, organization, operations });
  if (note !== undefined) command.onLog?.({ event: "note", message: note });
}

/** The accounts to read; an organization whose accounts cannot be listed is no population to make promises about. */
function populationOf(
  command: ReachOptions,
  collector: Collector,
  { id, accounts }: OrganizationLine,
): string[] {
  if (command.org !== true) return [collector.caller.account];
  if (id.state === "absent") {
    throw new UsageError(
      `account ${collector.caller.account} is in no organization; leave out --org to scan it alone`,
    );
  }
  if (accounts.value === undefined) {
    const why = accounts.reason?.message ?? accounts.state;
    throw new UsageError(
      `the organization's accounts cannot be listed (${why}); use credentials of the management account or a delegated administrator`,
    );
  }
  return accounts.value.map((account) => account.id).sort();
}

interface ScanLineRequest {
  readonly command: ReachOptions;
  readonly collector: Collector;
  readonly facts: ReadonlySet<string>;
  readonly asOf: Date;
  readonly regions: CollectOptions["events"]["regions"];
}

function scanLine({ command, collector, facts, asOf, regions }: ScanLineRequest): ScanLine {
  const { arn, account, partition, homeRegion } = collector.caller;
  const scope = scopeOf(command);
  return {
    kind: "scan",
    schemaVersion: 1,
    tool: { name: "rootproof", version: VERSION },
    asOf: asOf.toISOString(),
    partition,
    homeRegion,
    caller: { arn, account },
    scope,
    ...(scope === "organization" && { roleName: command.roleName ?? DEFAULT_ROLE_NAME }),
    access: command.access ?? DEFAULT_ACCESS,
    facts: collectorsFor(facts).map(({ fact }) => fact),
    ...(regions !== undefined && { regions: regions === "home" ? [homeRegion] : [...regions] }),
  };
}

interface ReadRequest {
  readonly command: ReachOptions;
  readonly facts: ReadonlySet<string>;
  readonly collector: Collector;
  readonly organization: OrganizationLine;
  readonly population: readonly string[];
  /** How many of them are excluded. */
  readonly left: number;
  readonly file: EvidenceFile;
}

async function readAccounts({
  command,
  facts,
  collector,
  organization,
  population,
  left,
  file,
}: ReadRequest): Promise<number> {
  const concurrency = facts.has("account.events") ? ACCOUNTS_WITH_EVENTS_AT_ONCE : ACCOUNTS_AT_ONCE;
  const queue = new PQueue({ concurrency });
  let done = 0;
  let reached = 0;
  const read = async (id: string): Promise<void> => {
    const begun = performance.now();
    const line: AccountLine = await collector.account(id, organization);
    if (line.access.state === "collected") reached += 1;
    file.write(line);
    for (const destination of await collector.destinations(line, organization)) file.write(destination);
    done += 1;
    command.onLog?.({
      event: "account",
      account: id,
      state: line.access.state === "absent" ? "failed" : line.access.state,
      ...(line.access.reason !== undefined && { reason: line.access.reason.message }),
      unseen: 0,
      milliseconds: Math.round(performance.now() - begun),
      done,
      expected: population.length,
    });
  };
  try {
    await queue.addAll(population.map((id) => () => read(id)));
  } finally {
    queue.clear();
  }
  const expected = population.length - left;
  if (reached === 0 && expected > 0) throw new UsageError(noneReached(command, expected));
  return reached;
}

function noneReached(command: ReachOptions, expected: number): string {
  if (command.access === "central")
    return `none of ${expected} accounts could be read; check that centralized root access is on, and that the caller is in the management account or a delegated administrator`;
  const role = command.roleName ?? DEFAULT_ROLE_NAME;
  return `none of ${expected} accounts could be read; check that the role ${role} exists and trusts the caller (--role-name)`;
}
