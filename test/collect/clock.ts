// A clock that stands until everybody waits, then jumps to the first who is due; it rings a little early.
import type { Timer } from "../../src/collect/aws/timer.ts";

export class Clock implements Timer {
  #now = 0;
  readonly #due: { readonly at: number; readonly ring: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  wait(ms: number): Promise<void> {
    return new Promise((ring) => this.#due.push({ at: this.#now + ms - 0.5, ring }));
  }

  /** Until nobody waits any more. */
  async runOut(): Promise<void> {
    for (;;) {
      await settle();
      this.#due.sort((one, other) => one.at - other.at);
      const next = this.#due.shift();
      if (next === undefined) return;
      this.#now = Math.max(this.#now, next.at);
      next.ring();
    }
  }
}

/** Everything that can go on without time passing has gone on. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
