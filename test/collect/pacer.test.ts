// The pace: in no interval more calls than AWS takes, first come first served, slower when AWS says so, and back again.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Bucket } from "../../src/collect/aws/bucket.ts";
import { createGate } from "../../src/collect/aws/gate.ts";
import { createPacer, type Pacer, type Paid, rateOf } from "../../src/collect/aws/pacer.ts";
import type { Partition } from "../../src/model/index.ts";
import { loadRateTable } from "../../src/scan/models.ts";
import { Clock, settle } from "./clock.ts";

const { rates } = loadRateTable();
const CONTACT = "account:GetAlternateContact";
const LOOKUP = "cloudtrail:LookupEvents";
const paid = (operation: string, account = "111122223333", region = "us-east-1"): Paid => ({
  operation,
  account,
  region,
});
const pacerOf = (timer: Clock, maxRate?: number | "none", partition: Partition = "aws"): Pacer =>
  createPacer({ rates, timer, ...(maxRate !== undefined && { maxRate }) }, () => partition);

/** When each call began. */
async function begins(pacer: Pacer, clock: Clock, calls: readonly Paid[]): Promise<number[]> {
  const times: number[] = [];
  const all = calls.map((call) => pacer.turn(call).then(() => times.push(clock.now())));
  await clock.runOut();
  await Promise.all(all);
  return times;
}

describe("a bucket", () => {
  it("in no interval lets more begin than its burst and its pace over that time", async () => {
    const rate = fc.record({
      perSecond: fc.integer({ min: 1, max: 20 }),
      burst: fc.integer({ min: 1, max: 15 }),
    });
    const waves = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 3_000 })), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(rate, waves, async (seed, all) => {
        const clock = new Clock();
        const bucket = new Bucket(seed, clock);
        const times: number[] = [];
        for (const [calls, pause] of all) {
          for (let call = 0; call < calls; call++) void bucket.turn().then(() => times.push(clock.now()));
          void clock.wait(pause);
          await clock.runOut();
        }
        times.forEach((from, first) => {
          times.slice(first).forEach((to, index) => {
            const allowed = seed.burst + ((to - from) / 1000) * seed.perSecond;
            expect(index + 1).toBeLessThanOrEqual(allowed + 0.01);
          });
        });
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it("serves in the order of asking", async () => {
    const clock = new Clock();
    const bucket = new Bucket({ perSecond: 2, burst: 1 }, clock);
    const served: number[] = [];
    for (const number of [1, 2, 3, 4, 5]) void bucket.turn().then(() => served.push(number));
    await clock.runOut();
    expect(served).toEqual([1, 2, 3, 4, 5]);
  });

  it("halves its pace when AWS slows it down, never below a sixteenth, and is back after a minute", async () => {
    const clock = new Clock();
    const bucket = new Bucket({ perSecond: 16, burst: 4 }, clock);
    expect([1, 2, 3, 4, 5, 6].map(() => bucket.slow(0))).toEqual([8, 4, 2, 1, 1, 1]);
    void clock.wait(30_000);
    await clock.runOut();
    expect(bucket.slow(0)).toBeCloseTo((1 + 8) / 2, 1);
    void clock.wait(61_000);
    await clock.runOut();
    expect(bucket.slow(0)).toBe(8);
  });

  it("lets nobody begin for as long as AWS asked", async () => {
    const clock = new Clock();
    const bucket = new Bucket({ perSecond: 10, burst: 10 }, clock);
    bucket.slow(7_000);
    const times: number[] = [];
    void bucket.turn().then(() => times.push(clock.now()));
    await clock.runOut();
    expect(times[0]).toBeGreaterThanOrEqual(7_000);
  });

  it("spends its token when the call really begins: those that waited for a place do not begin together", async () => {
    const clock = new Clock();
    const gate = createGate(1);
    const bucket = new Bucket({ perSecond: 2, burst: 1 }, clock);
    const times: number[] = [];
    const call = async (): Promise<void> => {
      await bucket.turn(gate.enter);
      times.push(Math.round(clock.now()));
      gate.leave();
    };
    await gate.enter();
    const calls = [call(), call(), call()];
    void clock.wait(5_000).then(gate.leave);
    await clock.runOut();
    await Promise.all(calls);
    expect(times).toEqual([5_000, 5_500, 6_000]);
  });
});

describe("the pacer", () => {
  it.each<[string, number | "none" | undefined, Partition, { perSecond: number; burst: number }]>([
    [CONTACT, undefined, "aws", { perSecond: 5, burst: 7 }],
    [CONTACT, 10, "aws", { perSecond: 10, burst: 14 }],
    [CONTACT, 500, "aws", { perSecond: 10, burst: 14 }],
    [CONTACT, 1, "aws", { perSecond: 1, burst: 1 }],
    [CONTACT, undefined, "aws-cn", { perSecond: 1.5, burst: 2 }],
    [LOOKUP, undefined, "aws", { perSecond: 1, burst: 1 }],
    [LOOKUP, 2, "aws", { perSecond: 2, burst: 1 }],
    ["iam:GetAccountSummary", undefined, "aws", { perSecond: 5, burst: 5 }],
    ["iam:GetAccountSummary", 50, "aws", { perSecond: 50, burst: 50 }],
  ])("of %s with --max-rate %s in %s is %j", (operation, maxRate, partition, rate) => {
    const options = { rates, ...(maxRate !== undefined && { maxRate }) };
    expect(rateOf(options, operation, partition)).toEqual(rate);
  });

  it("keeps a bucket for each operation, account and region", async () => {
    const clock = new Clock();
    const calls = [
      paid(LOOKUP),
      paid(LOOKUP, "444455556666"),
      paid(LOOKUP, "111122223333", "eu-west-1"),
      paid(CONTACT),
    ];
    expect(await begins(pacerOf(clock), clock, calls)).toEqual([0, 0, 0, 0]);
  });

  it("slows one bucket down and no other", async () => {
    const clock = new Clock();
    const pacer = pacerOf(clock);
    expect(pacer.slow(paid(LOOKUP), 10_000)).toBe(0.5);
    const times = await begins(pacer, clock, [paid(CONTACT), paid(LOOKUP)]);
    expect(times[0]).toBe(0);
    expect(times[1]).toBeGreaterThanOrEqual(10_000);
  });

  it("without a pace of its own waits only where AWS asked for it", async () => {
    const clock = new Clock();
    const pacer = pacerOf(clock, "none");
    expect(
      await begins(
        pacer,
        clock,
        Array.from({ length: 50 }, () => paid(LOOKUP)),
      ),
    ).toEqual(Array.from({ length: 50 }, () => 0));
    pacer.slow(paid(LOOKUP), 3_000);
    const [time] = await begins(pacer, clock, [paid(LOOKUP)]);
    expect(time).toBeGreaterThanOrEqual(3_000);
  });

  it("forgets quiet buckets, never one that was slowed down", async () => {
    const clock = new Clock();
    const pacer = pacerOf(clock);
    pacer.slow(paid(LOOKUP), 60_000);
    const calls = Array.from({ length: 5_000 }, (_, index) => paid(CONTACT, String(100_000_000_000 + index)));
    for (const call of calls) {
      await pacer.turn(call);
      void clock.wait(1_000);
      await clock.runOut();
      if (clock.now() > 50_000) break;
    }
    await Promise.all(calls.map((call) => pacer.turn(call)));
    const times: number[] = [];
    void pacer.turn(paid(LOOKUP)).then(() => times.push(clock.now()));
    await clock.runOut();
    expect(times[0]).toBeGreaterThanOrEqual(60_000);
  });
});

it("a gate keeps no more under way than there are places", async () => {
  const gate = createGate(3);
  let under = 0;
  let most = 0;
  const call = async (): Promise<void> => {
    await gate.enter();
    under += 1;
    most = Math.max(most, under);
    await settle();
    under -= 1;
    gate.leave();
  };
  await Promise.all(Array.from({ length: 20 }, call));
  expect(most).toBe(3);
});
