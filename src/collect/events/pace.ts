// The pace of event look-ups. CloudTrail takes two calls a second in one region of one account (AWS-FACTS 9.1), whoever
// makes them, so all look-ups there share one row. A throttle that comes all the same is the SDK's retry's matter.
import { setTimeout as sleep } from "node:timers/promises";

/** Time as the pace sees it; no one can set it back. */
export interface Timer {
  /** Milliseconds. */
  now(): number;
  wait(ms: number): Promise<unknown>;
}

/** Makes a call when it is its turn. */
export interface Pace {
  /** `row`: the account and region that pay for the call. */
  run<Value>(row: string, call: () => Promise<Value>): Promise<Value>;
}

interface PaceOptions {
  /** Calls that may begin within a second, in one row. */
  readonly perSecond: number;
  /** Calls under way at the same time, in all rows. */
  readonly atOnce: number;
  readonly timer?: Timer;
}

const CLOCK: Timer = { now: () => performance.now(), wait: (ms) => sleep(ms) };
const SECOND = 1000;
const MOST_ROWS = 2_000;

export function createPace({ perSecond, atOnce, timer = CLOCK }: PaceOptions): Pace {
  const rows = new Map<string, Row>();
  const gate = createGate(atOnce);
  const begin = async ({ begun }: Row): Promise<void> => {
    const before = begun.length < perSecond ? undefined : begun.shift();
    if (before !== undefined) await waitUntil(before + SECOND, timer);
    await gate.enter();
    begun.push(timer.now());
  };
  return {
    run: async (name, call) => {
      const row = rowOf(rows, name, timer.now());
      row.waiting += 1;
      row.last = row.last.then(() => begin(row));
      await row.last;
      row.waiting -= 1;
      try {
        return await call();
      } finally {
        gate.leave();
      }
    },
  };
}

/** Node's timers may ring a little early. */
async function waitUntil(time: number, timer: Timer): Promise<void> {
  for (let left = time - timer.now(); left > 0; left = time - timer.now()) await timer.wait(Math.ceil(left));
}

/** Calls that begin one after another. */
interface Row {
  /** When the last ones began: as many as may begin within a second. */
  readonly begun: number[];
  waiting: number;
  last: Promise<void>;
}

/** Rows that are long quiet are forgotten, so that 10,000 accounts take no memory. */
function rowOf(rows: Map<string, Row>, name: string, now: number): Row {
  const known = rows.get(name);
  if (known !== undefined) return known;
  if (rows.size >= MOST_ROWS) forgetQuiet(rows, now);
  const row: Row = { begun: [], waiting: 0, last: Promise.resolve() };
  rows.set(name, row);
  return row;
}

function forgetQuiet(rows: Map<string, Row>, now: number): void {
  for (const [name, { begun, waiting }] of rows) {
    if (waiting === 0 && (begun.at(-1) ?? now) + SECOND < now) rows.delete(name);
  }
}

interface Gate {
  enter(): Promise<void>;
  leave(): void;
}

/** First come, first in. */
function createGate(places: number): Gate {
  const waiting: (() => void)[] = [];
  let free = places;
  return {
    enter: () => {
      if (free > 0) {
        free -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    leave: () => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}
