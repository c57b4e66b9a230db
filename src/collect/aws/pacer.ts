// How fast operations are called: a bucket for each operation, account that pays and region (DESIGN 8), since AWS counts so.
import type { Partition, PublishedRate } from "../../model/index.ts";
import { Bucket, type Rate } from "./bucket.ts";
import { CLOCK, type Timer } from "./timer.ts";

/** A call as AWS counts it. */
export interface Paid {
  readonly operation: string;
  /** Whose credentials make it. */
  readonly account: string;
  readonly region: string;
}

/** Makes calls wait for their turn. */
export interface Pacer {
  /** Resolves when the call may begin; `enter` is asked once its turn has come. */
  turn(call: Paid, enter?: () => Promise<void>): Promise<void>;
  /** AWS slowed the call down, and may have said for how long. Returns calls a second from now on. */
  slow(call: Paid, pauseMs?: number): number;
}

/** What the pace is made of. */
export interface PaceOptions {
  /** data/rates.yaml. */
  readonly rates: readonly PublishedRate[];
  /** Calls a second of each bucket, up to the published limit; `none`: no pace of our own. */
  readonly maxRate?: number | "none";
  readonly timer?: Timer;
}

/** Where no limit is published. */
const UNPUBLISHED: Rate = { perSecond: 5, burst: 5 };
/** What is left to the account's own tools, unless told otherwise. */
const SHARE = 0.5;
const MOST_BUCKETS = 2_000;

/** A pacer for one run; the partition decides which limits hold. */
export function createPacer(options: PaceOptions, partitionOf: () => Partition): Pacer {
  const { timer = CLOCK, maxRate } = options;
  const buckets = new Map<string, Bucket>();
  const bucketOf = (call: Paid): Bucket => {
    const key = keyOf(call);
    const known = buckets.get(key);
    if (known !== undefined) return known;
    if (buckets.size >= MOST_BUCKETS) forgetQuiet(buckets);
    const bucket = new Bucket(rateOf(options, call.operation, partitionOf()), timer);
    buckets.set(key, bucket);
    return bucket;
  };
  return {
    turn: (call, enter) => {
      // Without a pace of our own, one is kept where AWS asked for it.
      const bucket = maxRate === "none" ? buckets.get(keyOf(call)) : bucketOf(call);
      return bucket === undefined ? (enter?.() ?? Promise.resolve()) : bucket.turn(enter);
    },
    slow: (call, pauseMs = 0) => bucketOf(call).slow(pauseMs),
  };
}

const keyOf = ({ operation, account, region }: Paid): string => `${operation} ${account} ${region}`;

/** Buckets that a new one would equal need not be kept: 10,000 accounts take no memory. */
function forgetQuiet(buckets: Map<string, Bucket>): void {
  for (const [key, bucket] of buckets) if (bucket.isQuiet) buckets.delete(key);
}

/** Half of what AWS publishes, or what the user wants, but never more than AWS takes. */
export function rateOf({ rates, maxRate }: PaceOptions, operation: string, partition: Partition): Rate {
  const published = publishedFor(rates, operation, partition);
  if (maxRate === "none") return UNPUBLISHED;
  if (published === undefined)
    return maxRate === undefined ? UNPUBLISHED : { perSecond: maxRate, burst: Math.max(1, maxRate) };
  const perSecond = Math.min(published.perSecond, maxRate ?? published.perSecond * SHARE);
  return { perSecond, burst: burstOf(published, perSecond) };
}

/** In the proportion of the pace; at full pace one call less, for AWS's clock and ours do not tick as one. */
function burstOf(published: Rate, perSecond: number): number {
  const share = Math.floor((published.burst * perSecond) / published.perSecond);
  return Math.max(1, Math.min(share, published.burst - 1));
}

function publishedFor(
  rates: readonly PublishedRate[],
  operation: string,
  partition: Partition,
): PublishedRate | undefined {
  const named = rates.filter(({ operations }) => operations.includes(operation));
  return (
    named.find((rate) => rate.partition === partition) ?? named.find((rate) => rate.partition === undefined)
  );
}
