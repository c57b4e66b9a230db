// Time as waiting sees it; no one can set it back. Tests have a clock of their own.
import { setTimeout as sleep } from "node:timers/promises";

/** A clock that can be waited for. */
export interface Timer {
  /** Milliseconds. */
  now(): number;
  wait(ms: number): Promise<unknown>;
}

export const CLOCK: Timer = { now: () => performance.now(), wait: (ms) => sleep(ms) };

/** Node's timers may ring a little early. */
export async function waitUntil(time: number, timer: Timer): Promise<void> {
  for (let left = time - timer.now(); left > 0; left = time - timer.now()) await timer.wait(Math.ceil(left));
}
