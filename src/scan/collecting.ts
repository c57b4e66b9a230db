// Collecting: the collector's lines into an evidence file, from the beginning or from where an earlier run was cut.
import { existsSync } from "node:fs";
import { auditOperations, collectorsOfRun, type Collector, openCollector } from "../collect/index.ts";
import { excluder, type IsExcluded } from "../evaluate/index.ts";
import { mayMatchRoot } from "../semantics/index.ts";
import {
  DEFAULT_ACCESS,
  DEFAULT_ROLE_NAME,
  type Exclusion,
  type OrganizationLine,
  type ScanLine,
  UsageError,
} from "../model/index.ts";
import type { ParameterValue } from "../load/index.ts";
import { asideAmong, type AsideAccounts } from "./aside.ts";
import { auditNote } from "./audit-note.ts";
import { accountsOf, type Checkpoint, readCheckpoint, refuseOther } from "./checkpoint.ts";
import { eventOptions } from "./event-options.ts";
import { type EvidenceFile, makeReady, partialOf, withEvidenceFile } from "./evidence-file.ts";
import { withLock } from "./lock.ts";
import type { ReachOptions } from "./options.ts";
import { pacingOptions } from "./pacing.ts";
import { type Chosen, choosePopulation, refuseWithoutOrganization, scopeOf } from "./population.ts";
import { type ReadAccounts, readAccounts } from "./reading-accounts.ts";
import type { RunSection } from "../report/index.ts";
import { scanLine } from "./scan-line.ts";
import { loadAuditPolicies } from "./task-policies.ts";

/** Accounts read at the same time: beyond this one core is full (research/performance 2.4). */
const ACCOUNTS_AT_ONCE = 20;
/** With events an account waits for its turns most of the time. */
const ACCOUNTS_WITH_EVENTS_AT_ONCE = 150;

/** What to collect, and where to. */
export interface CollectRequest {
  readonly command: ReachOptions;
  readonly facts: ReadonlySet<string>;
  /** Of the rules, by dotted name. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly path: string;
  /** Accounts that are left out of it. */
  readonly exclusions: readonly Exclusion[];
  /** How old a fact may be; milliseconds. */
  readonly maxEvidenceAge: number;
}

/** How collecting went. */
export interface Collection {
  readonly run: RunSection;
  /** Accounts that were entered. */
  readonly reached: number;
  /** Accounts that were not, without those that are excluded or closed. */
  readonly missed: number;
  /** Why the file is not whole, and how to go on: the signal came. */
  readonly stopped?: string;
}

/** Collects into `path`. Throws UsageError when nothing could be begun, no account could be reached, or credentials ended. */
export async function collectEvidence(request: CollectRequest): Promise<Collection> {
  refuseWithoutOrganization(request.command);
  const undo = makeReady(request.path);
  try {
    return await withLock(request.path, () => collectAlone(request));
  } catch (error) {
    undo();
    throw error;
  }
}

/** A scan before its first call. */
interface Begun {
  readonly request: CollectRequest;
  readonly asOf: Date;
  readonly checkpoint: Checkpoint | undefined;
  readonly isExcluded: IsExcluded;
}

async function collectAlone(request: CollectRequest): Promise<Collection> {
  const startedAt = new Date();
  const checkpoint = await checkpointOf(request);
  const asOf = checkpoint === undefined ? startedAt : new Date(checkpoint.scan.asOf);
  const begun = { request, asOf, checkpoint, isExcluded: excluder(request.exclusions, asOf.getTime()) };
  const collector = await open(begun);
  try {
    const plan = await planOf(begun, collector);
    const { unseen, ...read } = await withEvidenceFile(request.path, checkpoint, (file) =>
      readInto(file, plan),
    );
    const run = runSection(collector, startedAt);
    if (read.stopped === undefined) tellSummary(plan, run, { unseen, ...read });
    return { ...read, run };
  } finally {
    collector.close();
  }
}

/** What to go on with. Without --resume, what a cut scan left is replaced, and that is said. */
async function checkpointOf({ command, path }: CollectRequest): Promise<Checkpoint | undefined> {
  const partial = partialOf(path);
  const note = (message: string): void => command.onLog?.({ event: "note", message });
  if (command.resume !== true) {
    if (existsSync(partial))
      note(`${partial}: a scan that was cut is replaced; --resume would have gone on with it`);
    return undefined;
  }
  const found = await readCheckpoint(partial);
  if (found === undefined) note(nothingToResume(path));
  return found;
}

/** Whoever was killed while judging needs no second scan. */
function nothingToResume(path: string): string {
  const partial = partialOf(path);
  const isWhole = existsSync(path) && !existsSync(partial);
  const whole = isWhole ? ` (${path} is whole: rootproof evaluate judges it without a call)` : "";
  return `${partial}: nothing to resume${whole}; scanning from the beginning`;
}

async function open({ request, asOf, checkpoint, isExcluded }: Begun): Promise<Collector> {
  const { command, facts, parameters } = request;
  const opened = await openCollector({
    scope: scopeOf(command),
    access: command.access ?? DEFAULT_ACCESS,
    auditPolicies: loadAuditPolicies(),
    roleName: command.roleName ?? DEFAULT_ROLE_NAME,
    ...(command.externalId !== undefined && { externalId: command.externalId }),
    facts,
    mayMatchRoot,
    events: eventOptions({ command, parameters, asOf }),
    isExcluded,
    ...(checkpoint !== undefined && { knownDestinations: checkpoint.destinations }),
    ...pacingOptions(command),
    now: () => new Date(),
  });
  if (!opened.ok) throw new UsageError(opened.problem);
  return opened.collector;
}

/** What is to be read, and what is there already. */
interface Plan {
  readonly request: CollectRequest;
  readonly collector: Collector;
  readonly organization: OrganizationLine;
  readonly chosen: Chosen;
  readonly scan: ScanLine;
  readonly checkpoint: Checkpoint | undefined;
  /** Of the accounts to be read. */
  readonly aside: AsideAccounts;
}

async function planOf({ request, asOf, checkpoint, isExcluded }: Begun, collector: Collector): Promise<Plan> {
  const { command } = request;
  if (checkpoint === undefined && command.org === true)
    command.onLog?.({ event: "note", message: "reading the organization: accounts, units, policies" });
  const organization = checkpoint?.organization ?? (await collector.organization());
  stopWithoutCredentials(collector, "nothing was written");
  const chosen = choosePopulation(command, collector.caller.account, organization);
  const aside = asideAmong(chosen.read, organization, isExcluded);
  if (chosen.read.length > 0 && chosen.read.every((id) => aside.get(id) === "excluded"))
    throw new UsageError("every account is excluded in rootproof.yaml: nothing would be judged");
  const scan = scanLine(request, collector.caller, asOf, chosen);
  if (checkpoint !== undefined) {
    const limits = { at: Date.now(), maxAge: request.maxEvidenceAge };
    refuseOther(partialOf(request.path), checkpoint, scan, limits);
  }
  announceAudits(
    request,
    organization,
    chosen.read.filter((id) => !aside.has(id)),
  );
  return { request, collector, organization, chosen, scan, checkpoint, aside };
}

function stopWithoutCredentials(collector: Collector, state: string): void {
  const why = collector.ended();
  if (why !== undefined) throw new UsageError(`${why}; ${state}`);
}

/** Before the first session, not after the last. */
function announceAudits(
  { command, facts }: CollectRequest,
  organization: OrganizationLine,
  population: readonly string[],
): void {
  const scope = scopeOf(command);
  if (scope === "account") return;
  const operations = auditOperations(collectorsOfRun({ facts, scope }));
  const access = command.access ?? DEFAULT_ACCESS;
  const message = auditNote({ access, population, organization, operations });
  if (message !== undefined) command.onLog?.({ event: "note", message });
}

/** How reading went. */
interface Read extends Omit<Collection, "run"> {
  /** Facts that were asked for and not seen. */
  readonly unseen: number;
}

/** The lines, as far as they can be had; the end line where all are there. */
async function readInto(file: EvidenceFile, plan: Plan): Promise<Read> {
  const { chosen, checkpoint, scan, organization } = plan;
  if (checkpoint === undefined) file.write([scan, organization]);
  else await readMissingDestinations(file, plan);
  const read = await readAccounts(readRequest(file, plan));
  const before = countBefore(plan);
  const reached = read.reached + before.reached;
  const missed = read.missed + before.missed;
  if (read.done < chosen.read.length) return cutShort(plan, read, { reached, missed });
  if (reached === 0 && missed > 0) {
    file.discard();
    throw new UsageError(noneReached(plan.request.command, missed));
  }
  file.end(new Date());
  return { reached, missed, unseen: read.unseen };
}

/** Of the accounts that were read before the scan was cut. */
function countBefore({ checkpoint, aside }: Plan): Pick<Collection, "reached" | "missed"> {
  if (checkpoint === undefined) return { reached: 0, missed: 0 };
  const { accounts, entered } = checkpoint;
  const missed = [...accounts].filter((id) => !entered.has(id) && !aside.has(id));
  return { reached: entered.size, missed: missed.length };
}

function readRequest(
  file: EvidenceFile,
  { request, collector, organization, chosen, checkpoint, aside }: Plan,
) {
  const { command, facts } = request;
  const there = checkpoint?.accounts ?? new Set();
  const accounts = chosen.read.filter((id) => !there.has(id));
  const usual = facts.has("account.events") ? ACCOUNTS_WITH_EVENTS_AT_ONCE : ACCOUNTS_AT_ONCE;
  const atOnce = command.accountsAtOnce ?? usual;
  const before = chosen.read.length - accounts.length;
  return { command, collector, organization, accounts, aside, before, atOnce, file };
}

/** An account's alerts may lead where another account's led first, which was cut before it could be written. */
async function readMissingDestinations(
  file: EvidenceFile,
  { request, collector, organization }: Plan,
): Promise<void> {
  for await (const line of accountsOf(partialOf(request.path))) {
    const destinations = await collector.destinations(line, organization);
    if (destinations.length > 0) file.write(destinations);
  }
}

/** The signal came, or the credentials ended: the file stays as it is. */
function cutShort(
  { request: { path }, collector, chosen }: Plan,
  { done, unseen }: ReadAccounts,
  counts: Pick<Collection, "reached" | "missed">,
): Read {
  const there = `${done} of ${chosen.read.length} accounts are in ${partialOf(path)}`;
  stopWithoutCredentials(collector, `${there}: renew them and run the same command with --resume`);
  return {
    ...counts,
    unseen,
    stopped: `stopped: ${there}; the same command with --resume goes on from there`,
  };
}

function tellSummary(
  { request, chosen }: Plan,
  { calls, retries, throttles, durations }: RunSection,
  { reached, missed, unseen }: Read,
): void {
  request.command.onLog?.({
    event: "summary",
    accounts: reached + missed,
    reached,
    unseen,
    aside: chosen.read.length - reached - missed,
    calls: Object.values(calls).reduce((sum, count) => sum + count, 0),
    retries,
    throttles,
    milliseconds: durations["collect"] ?? 0,
  });
}

const runSection = (collector: Collector, startedAt: Date): RunSection => {
  const endedAt = new Date();
  return {
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    durations: { collect: endedAt.getTime() - startedAt.getTime() },
    ...collector.traffic(),
  };
};

function noneReached(command: ReachOptions, expected: number): string {
  if (command.access === "central")
    return `none of ${expected} accounts could be read; check that centralized root access is on, and that the caller is in the management account or a delegated administrator`;
  const role = command.roleName ?? DEFAULT_ROLE_NAME;
  return `none of ${expected} accounts could be read; check that the role ${role} exists and trusts the caller (--role-name)`;
}
