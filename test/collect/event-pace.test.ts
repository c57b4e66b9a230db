// Never more than two calls begin within a second in one region of one account, and never more than so many are under way.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createPace, type Pace, type Timer } from "../../src/collect/events/pace.ts";

interface Start {
  readonly row: string;
  readonly at: number;
}

/** A clock that stands until everybody waits, then jumps to the first who is due; it rings a little early. */
class Clock implements Timer {
  #now = 0;
  readonly #due: { readonly at: number; readonly ring: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  wait(ms: number): Promise<void> {
    return new Promise((ring) => this.#due.push({ at: this.#now + ms - 0.5, ring }));
  }

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

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const SETTINGS = { perSecond: 2, atOnce: 1_000 };

/** When each call began, in the order of their beginnings. */
async function play(pace: Pace, clock: Clock, rows: readonly string[]): Promise<Start[]> {
  const starts: Start[] = [];
  const calls = rows.map((row) =>
    pace.run(row, () => Promise.resolve(starts.push({ row, at: clock.now() }))),
  );
  await clock.runOut();
  await Promise.all(calls);
  return starts;
}

describe("the pace of event look-ups", () => {
  it("lets two go at once and holds the third for a second", async () => {
    const clock = new Clock();
    const starts = await play(createPace({ ...SETTINGS, timer: clock }), clock, ["a", "a", "a", "a", "a"]);
    expect(starts.map(({ at }) => Math.floor(at))).toEqual([0, 0, 1000, 1000, 2000]);
  });

  it("gives every account and region a row of its own", async () => {
    const clock = new Clock();
    const rows = Array.from({ length: 3_000 }, (_, index) => `row ${index}`);
    const starts = await play(createPace({ ...SETTINGS, atOnce: 5_000, timer: clock }), clock, rows);
    expect(starts.every(({ at }) => at === 0)).toBe(true);
  });

  it("never lets more than two begin within a second, whatever comes when", async () => {
    const rows = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
    const bursts = fc.array(fc.tuple(rows, fc.integer({ min: 0, max: 1_500 })), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(bursts, async (waves) => {
        const clock = new Clock();
        const pace = createPace({ ...SETTINGS, timer: clock });
        const starts: Start[] = [];
        for (const [wave, pause] of waves) {
          starts.push(...(await play(pace, clock, wave)));
          void clock.wait(pause);
          await clock.runOut();
        }
        for (const row of ["a", "b", "c"]) {
          const times = starts.filter((start) => start.row === row).map(({ at }) => at);
          times.forEach((at, index) => {
            if (index >= 2) expect(at - (times[index - 2] ?? 0)).toBeGreaterThanOrEqual(1000);
          });
        }
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it("counts from when a call really began, not from when it could have", async () => {
    const clock = new Clock();
    const pace = createPace({ perSecond: 2, atOnce: 1, timer: clock });
    const starts: number[] = [];
    const long = pace.run("other", () => clock.wait(5_000));
    const calls = Array.from({ length: 5 }, () =>
      pace.run("a", () => Promise.resolve(starts.push(Math.round(clock.now())))),
    );
    await clock.runOut();
    await Promise.all([long, ...calls]);
    expect(starts).toEqual([5000, 5000, 6000, 6000, 7000]);
  });

  it("keeps no more under way than there are places, and lets the next in when one fails", async () => {
    const pace = createPace({ perSecond: 1_000, atOnce: 3 });
    let under = 0;
    let most = 0;
    const call = async (): Promise<never> => {
      under += 1;
      most = Math.max(most, under);
      await settle();
      under -= 1;
      throw new Error("refused");
    };
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => pace.run("a", call)));
    expect(ends.filter(({ status }) => status === "rejected")).toHaveLength(20);
    expect(most).toBe(3);
  });
});
