// How long an operation is worth asking. One that wore out several calls in a row, whoever made them, is not worth two minutes
// of every account: then the calls after them are not made, but for one now and again that finds out whether it is back.
import type { Timer } from "./timer.ts";

/** Calls in a row that were worn out. */
const MOST_WORN_OUT = 3;
const PROBE_EVERY_MS = 10_000;

/** How the last calls of each operation in each region fared. */
export class Patience {
  readonly #wornOut = new Map<string, { times: number; probedAt: number }>();

  readonly #timer: Timer;

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  /** Whether the call is to be made. `key`: operation and region. */
  allows(key: string): boolean {
    const state = this.#wornOut.get(key);
    if (state === undefined || state.times < MOST_WORN_OUT) return true;
    if (this.#timer.now() - state.probedAt < PROBE_EVERY_MS) return false;
    state.probedAt = this.#timer.now();
    return true;
  }

  /** Whether calls are repeated: a probe is not. */
  repeats(key: string): boolean {
    return (this.#wornOut.get(key)?.times ?? 0) < MOST_WORN_OUT;
  }

  /** The service spoke: whatever it said, it is there. */
  answered(key: string): void {
    this.#wornOut.delete(key);
  }

  /** There was no answer to the end of the call's time. */
  wornOut(key: string): void {
    const times = (this.#wornOut.get(key)?.times ?? 0) + 1;
    this.#wornOut.set(key, { times, probedAt: this.#timer.now() });
  }
}
