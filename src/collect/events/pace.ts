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
  const rows = new Map<string, number[]>();
  const gate = createGate(atOnce);
  return {
    run: async (row, call) => {
      const now = timer.now();
      const turn = takeTurn(turnsOf(rows, row, now), perSecond, now);
      // Node's timers may ring a little early.
      for (let left = turn - now; left > 0; left = turn - timer.now()) await timer.wait(Math.ceil(left));
      await gate.enter();
      try {
        return await call();
      } finally {
        gate.leave();
      }
    },
  };
}

/** The last turns of a row; rows in which none is left to wait for are forgotten, so that 10,000 accounts take no memory. */
function turnsOf(rows: Map<string, number[]>, row: string, now: number): number[] {
  const known = rows.get(row);
  if (known !== undefined) return known;
  if (rows.size >= MOST_ROWS) {
    for (const [name, turns] of rows) if ((turns.at(-1) ?? now) + SECOND < now) rows.delete(name);
  }
  const turns: number[] = [];
  rows.set(row, turns);
  return turns;
}

/** A turn comes a second after the one that was `perSecond` turns before it. */
function takeTurn(turns: number[], perSecond: number, now: number): number {
  const before = turns.length < perSecond ? undefined : turns.shift();
  const turn = before === undefined ? now : Math.max(now, before + SECOND);
  turns.push(turn);
  return turn;
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
