// Calls that are made again: slowed down, not served, garbled, or with credentials that expired; and when that ends.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { CollectOptions } from "../../src/collect/index.ts";
import type { Throttle } from "../../src/collect/index.ts";
import { Bench, NOW, OPTIONS } from "./collecting.ts";
import { Clock } from "./clock.ts";
import type { Asked, Reply, Script } from "./scripted-aws.ts";
import { HEALTHY, healthyReply, MEMBER } from "./world.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const SUMMARY = "iam:GetAccountSummary";
const THROTTLED: Reply = { error: "Throttling", status: 400 };
const EXPIRED: Reply = { error: "ExpiredToken", status: 403 };
const HTML_503: Reply = { raw: "<html>busy</html>", status: 503 };

/** The first so many are answered in another way. */
const first =
  (count: number, reply: Reply) =>
  (asked: Asked): Reply =>
    asked.times < count ? reply : answer(SUMMARY, asked);

const answer = (operation: keyof typeof HEALTHY, asked: Asked): Reply =>
  healthyReply(HEALTHY[operation] ?? {}, asked);

/** A clock that goes on by itself as soon as somebody waits. */
class QuickClock extends Clock {
  readonly waits: number[] = [];

  override async wait(ms: number): Promise<void> {
    this.waits.push(ms);
    const done = super.wait(ms);
    await this.runOut();
    await done;
  }
}

let clock: QuickClock;
beforeEach(() => {
  clock = new QuickClock();
});

const collect = (script: Script, options: Partial<CollectOptions> = {}) =>
  bench.collect({
    script,
    options: {
      facts: new Set(["account.summary"]),
      pace: { rates: [], maxRate: "none", timer: clock },
      deadlines: { ...OPTIONS.deadlines, budgetMs: 120_000 },
      ...options,
    },
  });

const asked = (operation = SUMMARY): number =>
  bench.aws.operations().filter((name) => name === operation).length;

describe("a call that is slowed down", () => {
  it("is made again until it is answered, and each throttle is told", async () => {
    const told: Throttle[] = [];
    const { account, collector } = await collect(
      { [SUMMARY]: first(6, THROTTLED) },
      { onThrottle: (throttle) => told.push(throttle) },
    );
    expect(account.summary.state).toBe("collected");
    expect(asked()).toBe(7);
    expect(told).toHaveLength(6);
    expect(told[0]).toEqual({ operation: SUMMARY, account: MEMBER, region: "us-east-1", perSecond: 2.5 });
    expect(collector.traffic()).toMatchObject({ retries: 6, throttles: 6, calls: { [SUMMARY]: 1 } });
  });

  it("ends after its time, and says so", async () => {
    const { account } = await collect({ [SUMMARY]: THROTTLED });
    expect(account.summary).toMatchObject({ state: "failed", reason: { cause: "reach" } });
    expect(clock.now()).toBeGreaterThan(100_000);
    expect(clock.now()).toBeLessThan(130_000);
  });

  it.each([
    ["2", "collected", 2_000, 3_000],
    ["3600", "failed", 0, 1_000],
    ["tomorrow", "collected", 0, 1_000],
  ])("and told to come back after %s is %s", async (after, state, least, most) => {
    const slow: Reply = { raw: "<html></html>", status: 429, headers: { "retry-after": after } };
    const { account } = await collect({ [SUMMARY]: first(1, slow) });
    expect(account.summary.state).toBe(state);
    expect(clock.now()).toBeGreaterThanOrEqual(least);
    expect(clock.now()).toBeLessThanOrEqual(most);
  });
});

describe("a service that cannot serve", () => {
  it("is asked again with pauses that grow", async () => {
    const { account } = await collect({ [SUMMARY]: first(9, HTML_503) });
    expect(account.summary.state).toBe("collected");
    expect(clock.waits).toEqual([500, 1_000, 2_000]);
  });

  it("is a failed fact once its time is used up", async () => {
    const { account } = await collect({ [SUMMARY]: HTML_503 });
    expect(account.summary).toMatchObject({ state: "failed", reason: { cause: "reach" } });
    expect(account.summary.reason?.message).toContain("503");
    expect(clock.now()).toBeLessThanOrEqual(120_000);
  });

  it("is not asked for ever: after three worn-out calls the others are not made", async () => {
    const facts = new Set(["account.alternateContacts.billing", "account.alternateContacts.operations"]);
    const collector = await bench.open({
      script: { "account:GetAlternateContact": HTML_503 },
      options: {
        facts,
        pace: { rates: [], maxRate: "none", timer: clock },
        deadlines: { ...OPTIONS.deadlines, budgetMs: 2_000 },
      },
    });
    const organization = await collector.organization();
    for (let time = 0; time < 2; time++) await collector.account(MEMBER, organization);
    const before = asked("account:GetAlternateContact");
    const account = await collector.account(MEMBER, organization);
    collector.close();
    expect(asked("account:GetAlternateContact")).toBe(before);
    expect(account.alternateContacts.billing).toMatchObject({ state: "failed", reason: { cause: "reach" } });
    expect(account.alternateContacts.billing.reason?.message).toContain("not asked any more");
  });
});

describe("an answer that is garbled", () => {
  it("once is asked for once more", async () => {
    const { account } = await collect({ [SUMMARY]: first(1, { raw: "<GetAccountSummaryResponse><Get" }) });
    expect(account.summary.state).toBe("collected");
    expect(asked()).toBe(2);
  });

  it("twice is how the service answers", async () => {
    const { account } = await collect({ [SUMMARY]: first(2, { raw: "<html></html>" }) });
    expect(account.summary).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
    expect(asked()).toBe(2);
  });
});

describe("credentials that expire", () => {
  it("of a member are renewed once, with a session of their own", async () => {
    const { account, collector } = await collect({ [SUMMARY]: first(1, EXPIRED) });
    expect(account.summary.state).toBe("collected");
    expect(asked("sts:AssumeRole")).toBe(2);
    expect(collector.ended()).toBeUndefined();
  });

  it("twice are a failed fact, and no end of the run", async () => {
    const { account, collector } = await collect({ [SUMMARY]: EXPIRED });
    expect(account.summary).toMatchObject({ state: "failed", reason: { cause: "reach" } });
    expect(asked("sts:AssumeRole")).toBe(2);
    expect(collector.ended()).toBeUndefined();
  });

  it("of the caller are asked for again, and the run goes on", async () => {
    const { account, collector } = await collect({
      "sts:AssumeRole": (one) => (one.times === 0 ? EXPIRED : answer("sts:AssumeRole", one)),
    });
    expect(account.access.state).toBe("collected");
    expect(collector.ended()).toBeUndefined();
  });

  it("of the caller for good end the run", async () => {
    const { account, collector } = await collect({ "sts:AssumeRole": EXPIRED });
    expect(account.access.state).toBe("failed");
    expect(collector.ended()).toContain("expired");
  });

  it("soon are renewed before they do", async () => {
    let late = 0;
    const now = (): Date => new Date(Date.parse(NOW) + late);
    const collector = await bench.open({
      script: {
        [SUMMARY]: (one) => {
          late = 11 * 60_000;
          return answer(SUMMARY, one);
        },
      },
      options: { facts: new Set(["account.summary", "account.trails"]), now },
    });
    const organization = await collector.organization();
    await collector.account(MEMBER, organization);
    late = 11 * 60_000;
    const account = await collector.account(MEMBER, organization);
    collector.close();
    expect(account.trails.state).toBe("collected");
  });
});
