// How fast AWS is called, and what marks a run: told to collect.
import { randomBytes, randomInt } from "node:crypto";
import type { CollectOptions } from "../collect/index.ts";
import { UsageError } from "../model/index.ts";
import { loadRateTable } from "./models.ts";
import type { ReachOptions } from "./options.ts";

const MOST_PER_SECOND = 1_000;
const RANDOM_STEPS = 2 ** 32;

/** Throws UsageError for a rate that is none. */
export const pacingOptions = ({
  maxRate,
  deadlines,
  onLog,
}: ReachOptions): Pick<
  CollectOptions,
  "pace" | "runId" | "random" | "deadlines" | "onThrottle" | "onNote"
> => ({
  pace: {
    rates: loadRateTable().rates,
    ...(maxRate !== undefined && { maxRate: checkRate(maxRate) }),
  },
  runId: randomBytes(6).toString("hex"),
  random: () => randomInt(RANDOM_STEPS) / RANDOM_STEPS,
  ...(deadlines !== undefined && { deadlines }),
  onThrottle: (throttle) => onLog?.({ event: "throttle", ...throttle }),
  onNote: (message) => onLog?.({ event: "note", message }),
});

/** A number, or the word as it was written. */
function checkRate(rate: number | string): number | "none" {
  if (rate === "none") return rate;
  const perSecond = /^\d+$/.test(String(rate)) ? Number(rate) : 0;
  if (perSecond >= 1 && perSecond <= MOST_PER_SECOND) return perSecond;
  throw new UsageError(`--max-rate ${rate}: must be a whole number from 1 to ${MOST_PER_SECOND}, or none`);
}
