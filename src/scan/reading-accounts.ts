// The accounts of a scan, so many at a time: each is read, written and told before its place goes to the next one.
import type { Collector } from "../collect/index.ts";
import type { AccountLine, OrganizationLine } from "../model/index.ts";
import type { AsideAccounts } from "./aside.ts";
import type { EvidenceFile } from "./evidence-file.ts";
import type { ReachOptions } from "./options.ts";
import { countUnseen } from "./unseen.ts";

export interface ReadRequest {
  readonly command: ReachOptions;
  readonly collector: Collector;
  readonly organization: OrganizationLine;
  /** Account numbers that are not in the file yet. */
  readonly accounts: readonly string[];
  /** Those of them that nothing is expected of. */
  readonly aside: AsideAccounts;
  /** How many are in the file already. */
  readonly before: number;
  readonly atOnce: number;
  readonly file: EvidenceFile;
}

/** What came of it. */
export interface ReadAccounts {
  /** Accounts in the file. */
  readonly done: number;
  readonly reached: number;
  /** Not entered, and not aside. */
  readonly missed: number;
  /** Facts of those of which something is expected. */
  readonly unseen: number;
}

/** Reads until all are read, the signal comes, or the caller's credentials have ended. */
export async function readAccounts(request: ReadRequest): Promise<ReadAccounts> {
  const { accounts, atOnce, before } = request;
  const counts = { done: before, reached: 0, missed: 0, unseen: 0 };
  const queue = accounts.values();
  let failed = false;
  const work = async (): Promise<void> => {
    for (const id of queue) {
      if (failed || mayNotGoOn(request)) return;
      await readOne(request, id, counts);
    }
  };
  const workers = Array.from({ length: Math.min(atOnce, accounts.length) }, () =>
    work().catch((error: unknown) => {
      // A full disk is one for all.
      failed = true;
      throw error;
    }),
  );
  await settle(workers);
  return counts;
}

const mayNotGoOn = ({ command: { signal }, collector }: ReadRequest): boolean =>
  signal?.aborted === true || collector.ended() !== undefined;

/** All of them have ended before the first error is thrown: nobody writes any more. */
async function settle(workers: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(workers);
  const broken = ends.find((end) => end.status === "rejected");
  if (broken !== undefined) throw broken.reason;
}

type Counts = { -readonly [Key in keyof ReadAccounts]: ReadAccounts[Key] };

async function readOne(
  { command, collector, organization, accounts, aside: others, before, file }: ReadRequest,
  id: string,
  counts: Counts,
): Promise<void> {
  const begun = performance.now();
  const line = await collector.account(id, organization);
  const destinations = await collector.destinations(line, organization);
  // What was read with credentials that ended under way is not the account's fault: it is read again when the scan resumes.
  if (collector.ended() !== undefined) return;
  file.write([...destinations, line]);
  const isReached = line.access.state === "collected";
  const aside = isReached ? undefined : others.get(id);
  const unseen = aside === undefined ? countUnseen(line) : 0;
  counts.done += 1;
  counts.unseen += unseen;
  if (isReached) counts.reached += 1;
  else if (aside === undefined) counts.missed += 1;
  command.onLog?.({
    event: "account",
    ...toldOf(line),
    ...(aside !== undefined && { aside }),
    unseen,
    milliseconds: Math.round(performance.now() - begun),
    done: counts.done,
    expected: before + accounts.length,
  });
}

const toldOf = ({ id, access }: AccountLine) => ({
  account: id,
  state: access.state,
  ...(access.reason !== undefined && { reason: access.reason.message }),
});
