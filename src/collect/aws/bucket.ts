// A token bucket: at most `burst` calls at once and `perSecond` a second. AWS slowing us down halves it; it recovers slowly.
import { type Timer, waitUntil } from "./timer.ts";

/** How often something may be called. */
export interface Rate {
  /** Calls a second. */
  readonly perSecond: number;
  /** Calls that may begin at once. */
  readonly burst: number;
}

/** Of the seed: what is never gone below, so that a bucket can always find out whether AWS takes more again. */
const FLOOR = 1 / 16;
/** Of the seed, per second: from the floor back to the seed in about a minute. */
const RECOVERY = 1 / 60;
const SECOND = 1000;
/** A token, as far as sums of fractions can tell. */
const WHOLE = 1 - 1e-6;

/** The pace of one operation in one region of one account that pays. First come, first served. */
export class Bucket {
  readonly #seed: Rate;
  readonly #timer: Timer;
  #tokens: number;
  #perSecond: number;
  #at: number;
  #pausedUntil = 0;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(seed: Rate, timer: Timer) {
    this.#seed = seed;
    this.#timer = timer;
    this.#tokens = seed.burst;
    this.#perSecond = seed.perSecond;
    this.#at = timer.now();
  }

  /** Resolves when the next call may begin: when it is its turn, and then `enter`, where there is one, has let it in. */
  async turn(enter?: () => Promise<void>): Promise<void> {
    this.#waiting += 1;
    this.#last = this.#last.then(() => this.#begin(enter));
    await this.#last;
    this.#waiting -= 1;
  }

  /** AWS slowed a call down: half the pace, and none for as long as it said. Returns calls a second from now on. */
  slow(pauseMs: number): number {
    this.#refill();
    this.#perSecond = Math.max(this.#seed.perSecond * FLOOR, this.#perSecond / 2);
    this.#tokens = Math.min(this.#tokens, 0);
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#timer.now() + pauseMs);
    return this.#perSecond;
  }

  /** Nobody waits, and a new bucket would be the same. */
  get isQuiet(): boolean {
    this.#refill();
    const full = this.#tokens >= this.#seed.burst && this.#perSecond >= this.#seed.perSecond;
    return this.#waiting === 0 && full && this.#pausedUntil <= this.#timer.now();
  }

  /** A token is spent when the call really begins. */
  async #begin(enter?: () => Promise<void>): Promise<void> {
    for (let wait = this.#wait(); wait > 0; wait = this.#wait())
      await waitUntil(this.#timer.now() + wait, this.#timer);
    await enter?.();
    this.#refill();
    this.#tokens -= 1;
  }

  /** Milliseconds until there is a token. */
  #wait(): number {
    this.#refill();
    const pause = this.#pausedUntil - this.#timer.now();
    if (pause > 0) return pause;
    // A wait is at least a millisecond: what is left of less than that is rounding.
    return this.#tokens >= WHOLE ? 0 : Math.max(1, ((1 - this.#tokens) / this.#perSecond) * SECOND);
  }

  #refill(): void {
    const now = this.#timer.now();
    const seconds = (now - this.#at) / SECOND;
    this.#at = now;
    this.#tokens = Math.min(this.#seed.burst, this.#tokens + seconds * this.#perSecond);
    this.#perSecond = Math.min(
      this.#seed.perSecond,
      this.#perSecond + seconds * this.#seed.perSecond * RECOVERY,
    );
  }
}
