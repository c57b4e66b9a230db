// Event look-ups of an account: where they are made, how far each reached, and that none of them hides what it did not see.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Found } from "../../src/collect/events/look-up.ts";
import { recordedEvents } from "../../src/collect/events/recorded.ts";
import type { CollectOptions } from "../../src/collect/index.ts";
import type { AccountLine, CloudTrailEvent, Coverage, RecordedEvents } from "../../src/model/index.ts";
import { Bench, OPTIONS } from "./collecting.ts";
import type { Asked, Reply, Script, Structure } from "./scripted-aws.ts";
import { eventItem, HEALTHY, healthyReply, MEMBER, signIn } from "./world.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const LOOK_UP = "cloudtrail:LookupEvents";
const facts = new Set(["account.events"]);
const DENIED: Reply = { error: "AccessDeniedException", status: 400 };

async function collect(script: Script = {}, options: Partial<CollectOptions> = {}): Promise<AccountLine> {
  return (await bench.collect({ script, options: { facts, ...options } })).account;
}

const see = async (script: Script = {}, options: Partial<CollectOptions> = {}): Promise<RecordedEvents> =>
  (await collect(script, options)).events.value ?? { covered: [], records: [] };

const names = ({ covered }: RecordedEvents): string[] =>
  covered.map(({ lookup, region, complete }) => `${lookup} ${region}${complete ? "" : " broken"}`);

const events = (changes: Partial<CollectOptions["events"]>): Partial<CollectOptions> => ({
  events: { ...OPTIONS.events, ...changes },
});

const healthy = (asked: Asked): Reply => healthyReply(HEALTHY[LOOK_UP] ?? {}, asked);

/** One attribute a look-up. */
const attributeOf = ({ input }: Asked): Structure => (input["LookupAttributes"] as Structure[])[0] ?? {};
const valueOf = (asked: Asked): unknown => attributeOf(asked)["AttributeValue"];

/** Answers one look-up in one region in a way of its own. */
const only =
  (value: string, region: string, reply: (page: number) => Reply) =>
  (asked: Asked): Reply => {
    if (valueOf(asked) !== value || asked.region !== region) return healthy(asked);
    const token = asked.input["NextToken"];
    return reply(typeof token === "string" ? Number(token) : 0);
  };

const page = (ids: readonly string[], next?: string): Reply => ({
  ok: {
    Events: ids.map((eventID) => eventItem({ ...signIn(MEMBER, "us-east-1"), eventID })),
    ...(next !== undefined && { NextToken: next }),
  },
});

const coverage = ({ covered }: RecordedEvents, lookup: string, region = "us-east-1"): Coverage => {
  const found = covered.find((one) => one.lookup === lookup && one.region === region);
  if (found === undefined) throw new Error(`no ${lookup} in ${region}`);
  return found;
};

const ALL = [
  "root-user us-east-1",
  "root-user eu-south-1",
  "account-alias:acme us-east-1",
  "account-alias:acme eu-south-1",
  "password-updated us-east-1",
];

describe("look-ups", () => {
  it("are made in every enabled region, and for each alias", async () => {
    const script = {
      "iam:ListAccountAliases": { ok: { AccountAliases: ["acme", "other"], IsTruncated: false } },
    };
    const seen = await see(script);
    expect(names(seen)).toEqual([
      ...ALL.slice(0, 4),
      "account-alias:other us-east-1",
      "account-alias:other eu-south-1",
      "password-updated us-east-1",
    ]);
    const asked = bench.aws.asked.filter(({ operation }) => operation === LOOK_UP);
    expect(asked.map((one) => `${String(valueOf(one))} ${one.region}`).sort()).toEqual(
      ["root", "acme", "other"]
        .flatMap((value) => ["us-east-1", "eu-south-1"].map((region) => `${value} ${region}`))
        .concat("PasswordUpdated us-east-1")
        .sort(),
    );
    expect(asked.every(({ accessKeyId }) => accessKeyId === `ASIA${MEMBER}`)).toBe(true);
  });

  it("say to the second from when to when they looked", async () => {
    const seen = await see(
      {},
      {
        ...events({ asOf: new Date("2026-06-01T11:59:00.900Z") }),
        now: () => new Date("2026-06-01T12:00:00.700Z"),
      },
    );
    expect(coverage(seen, "root-user")).toEqual({
      lookup: "root-user",
      account: MEMBER,
      region: "us-east-1",
      from: "2026-03-04T11:59:00.000Z",
      to: "2026-06-01T12:00:00.000Z",
      complete: true,
      calls: [{ operation: LOOK_UP, region: "us-east-1", outcome: "ok" }],
    });
    expect(coverage(seen, "password-updated").from).toBe("2026-05-25T11:59:00.000Z");
    const asked = bench.aws.asked.filter(({ operation }) => operation === LOOK_UP);
    for (const { input } of asked) expect(input["EndTime"]).toBe(Date.parse("2026-06-01T12:00:00Z") / 1000);
    const root = asked.find((one) => valueOf(one) === "root");
    expect(root?.input["StartTime"]).toBe(Date.parse("2026-03-04T11:59:00Z") / 1000);
  });

  it.each<[string, readonly string[] | "home", string[]]>([
    ["home", "home", [ALL[0], ALL[2], ALL[4]] as string[]],
    ["a list", ["eu-south-1"], [ALL[1], ALL[3], ALL[4]] as string[]],
    ["a list with a disabled one", ["af-south-1", "us-east-1"], [ALL[0], ALL[2], ALL[4]] as string[]],
  ])("can be kept to %s; no more is covered then", async (_, regions, expected) => {
    expect(names(await see({}, events({ regions })))).toEqual(expected);
  });

  it("are made in the home region where the regions were not seen", async () => {
    const account = await collect({ "account:ListRegions": DENIED });
    expect(account.regions.state).toBe("denied");
    expect(names(account.events.value as RecordedEvents)).toEqual([ALL[0], ALL[2], ALL[4]]);
  });

  it("are made in the home region although the list leaves it out, and under no alias that was not seen", async () => {
    const regions = { Regions: [{ RegionName: "eu-south-1", RegionOptStatus: "DISABLING" }] };
    const seen = await see({ "account:ListRegions": { ok: regions }, "iam:ListAccountAliases": DENIED });
    expect(names(seen)).toEqual([ALL[0], ALL[1], ALL[4]]);
  });

  it("are made only where they are asked for", async () => {
    const account = await collect({}, { facts: new Set(["account.aliases"]) });
    expect(account.events).toMatchObject({ state: "skipped", reason: { cause: "configuration" } });
    expect(bench.aws.operations()).not.toContain(LOOK_UP);
  });

  it("take one call a page, with the same parameters on each", async () => {
    const seen = await see({
      [LOOK_UP]: only("PasswordUpdated", "us-east-1", (n) =>
        page([`e-${n}`], n < 2 ? `${n + 1}` : undefined),
      ),
    });
    const asked = bench.aws.asked.filter(
      (one) => one.operation === LOOK_UP && valueOf(one) === "PasswordUpdated",
    );
    expect(asked.map(({ input }) => input["NextToken"])).toEqual([undefined, "1", "2"]);
    const [first, ...later] = asked.map(({ input }) => ({ ...input, NextToken: "" }));
    for (const one of later) expect(one).toEqual(first);
    expect(bench.aws.operations().filter((name) => name === LOOK_UP)).toHaveLength(7);
    expect(coverage(seen, "password-updated").complete).toBe(true);
    expect(seen.records.map(({ id }) => id)).toEqual(expect.arrayContaining(["e-0", "e-1", "e-2"]));
  });
});

describe("events", () => {
  it("that several look-ups found are one each, oldest first", async () => {
    const { records } = await see();
    expect(records.map(({ id }) => id)).toEqual([
      `sign-in-${MEMBER}-eu-south-1`,
      `sign-in-${MEMBER}-us-east-1`,
    ]);
  });

  it("that two look-ups tell differently leave the later one incomplete", async () => {
    const changed = eventItem({ ...signIn(MEMBER, "us-east-1"), sourceIPAddress: "198.51.100.9" });
    const reply = only("PasswordUpdated", "us-east-1", () => ({ ok: { Events: [changed] } }));
    const seen = await see({ [LOOK_UP]: reply });
    expect(coverage(seen, "password-updated")).toMatchObject({
      complete: false,
      reason: { cause: "malformed" },
    });
    expect(coverage(seen, "password-updated").reason?.message).toContain(`sign-in-${MEMBER}-us-east-1`);
    expect(seen.records).toHaveLength(2);
  });

  it("that are not understood are told, and spoil only the look-up that found them", async () => {
    const strange = ["e-7", "e-8"].map((eventID) =>
      eventItem({ ...signIn(MEMBER, "us-east-1"), eventID, eventName: 5 }),
    );
    const good = eventItem({ ...signIn(MEMBER, "us-east-1"), eventID: "e-9" });
    const reply = only("root", "us-east-1", () => ({ ok: { Events: [...strange, good] } }));
    const seen = await see({ [LOOK_UP]: reply });
    expect(coverage(seen, "root-user").reason).toEqual({
      cause: "malformed",
      message: "cloudtrail:LookupEvents: event e-7: eventName is not a text, and 1 more like it",
    });
    expect(names(seen)).toEqual(["root-user us-east-1 broken", ...ALL.slice(1)]);
    expect(seen.records.map(({ id }) => id)).toContain("e-9");
  });

  it("of another region or account are not believed", async () => {
    const others = [signIn(MEMBER, "eu-south-1"), signIn("999999999999", "us-east-1")].map(eventItem);
    const seen = await see({ [LOOK_UP]: only("root", "us-east-1", () => ({ ok: { Events: others } })) });
    expect(coverage(seen, "root-user")).toMatchObject({ complete: false, reason: { cause: "malformed" } });
    expect(seen.records.every(({ account }) => account === MEMBER)).toBe(true);
  });

  it("are none where there are none", async () => {
    const account = await collect({ [LOOK_UP]: { ok: { Events: [] } } });
    expect(account.events).toMatchObject({ state: "collected", value: { records: [] } });
    expect(account.events.value?.covered.every(({ complete }) => complete)).toBe(true);
  });

  it("keep what the table names, and no secret", async () => {
    const record = {
      ...signIn(MEMBER, "us-east-1"),
      eventSource: "sts.amazonaws.com",
      eventName: "AssumeRoot",
      responseElements: { credentials: { accessKeyId: "ASIAEXAMPLE", sessionToken: "token-of-someone" } },
      requestParameters: {
        targetPrincipal: MEMBER,
        phoneNumber: "+15555550100",
        email: "person@example.com",
      },
    };
    const entry = { source: "sts.amazonaws.com", names: ["AssumeRoot"], kind: "central-root" } as const;
    const table = {
      ...OPTIONS.events.table,
      events: [
        { ...entry, keep: ["responseElements.credentials.accessKeyId", "requestParameters.email"] },
        { ...entry, keep: ["requestParameters.targetPrincipal"] },
      ],
    };
    const account = await collect(
      { [LOOK_UP]: { ok: { Events: [eventItem(record)] } } },
      events({ table, regions: "home" }),
    );
    expect(account.events.value?.records[0]?.details).toEqual([
      { name: "responseElements.credentials.accessKeyId", value: "ASIAEXAMPLE" },
      { name: "requestParameters.targetPrincipal", value: MEMBER },
    ]);
    expect(JSON.stringify(account)).not.toMatch(/token-of|5555550|person@/);
  });
});

describe("a look-up that broke", () => {
  const broken: readonly (readonly [string, (n: number) => Reply, string])[] = [
    ["a later page is refused", (n) => (n === 0 ? page(["e-0"], "1") : DENIED), "permission"],
    ["a later page is HTML", (n) => (n === 0 ? page(["e-0"], "1") : { raw: "<html></html>" }), "malformed"],
    ["a later page has no list", (n) => (n === 0 ? page(["e-0"], "1") : { ok: {} }), "malformed"],
    [
      "the token expired",
      (n) => (n === 0 ? page(["e-0"], "1") : { error: "InvalidNextTokenException" }),
      "reach",
    ],
    ["the same token comes again", () => page(["e-0"], "1"), "malformed"],
    ["there is no end", (n) => page([`e-${n}`], `${n + 1}`), "malformed"],
    ["there are empty pages for ever", (n) => page(n === 0 ? ["e-0"] : [], `${n + 1}`), "reach"],
  ];

  it.each(broken)("keeps what it read and says that there may be more: %s", async (_, reply, cause) => {
    const seen = await see(
      { [LOOK_UP]: only("PasswordUpdated", "us-east-1", reply) },
      { maxPages: 6, maxEmptyPages: 3 },
    );
    const { complete, reason, calls } = coverage(seen, "password-updated");
    expect([complete, reason?.cause]).toEqual([false, cause]);
    expect(reason?.message).toContain(LOOK_UP);
    expect(calls.length).toBeGreaterThan(0);
    expect(seen.records.map(({ id }) => id)).toContain("e-0");
    expect(names(seen).filter((name) => name.endsWith("broken"))).toHaveLength(1);
  });

  it("is broken off where a member's root calls without end: nobody else's evidence is to suffer", async () => {
    const many = (n: number): Reply =>
      page(
        Array.from({ length: 2_500 }, (_, at) => `e-${n}-${at}`),
        `${n + 1}`,
      );
    const seen = await see({ [LOOK_UP]: only("PasswordUpdated", "us-east-1", many) });
    expect(coverage(seen, "password-updated")).toMatchObject({ complete: false, reason: { cause: "reach" } });
    expect(seen.records.filter(({ id }) => id.startsWith("e-"))).toHaveLength(5_000);
    expect(names(seen).filter((name) => name.endsWith("broken"))).toHaveLength(1);
  });

  it("keeps the newest of events that are too long for a line, and names the look-ups that lost some", () => {
    const record = (id: string, day: number, agent: string): CloudTrailEvent => ({
      id,
      account: MEMBER,
      region: "us-east-1",
      time: `2026-05-0${day}T00:00:00Z`,
      source: "iam.amazonaws.com",
      name: "CreateUser",
      type: "AwsApiCall",
      identity: {},
      agent,
      details: [],
      otherFields: [],
    });
    const found = (lookup: string, records: readonly CloudTrailEvent[]): Found => ({
      coverage: { lookup, account: MEMBER, region: "us-east-1", from: "", to: "", complete: true, calls: [] },
      records,
      at: "2026-06-01T12:00:00Z",
      answered: true,
    });
    const long = [record("new", 3, "x".repeat(900)), record("old", 1, "x".repeat(900))];
    const { value } = recordedEvents(
      [found("one", long), found("other", [record("mid", 2, "x")])],
      "2026-06-01T12:00:00Z",
      1_500,
    );
    expect(value?.records.map(({ id }) => id)).toEqual(["mid", "new"]);
    expect(value?.covered.map(({ lookup, complete }) => [lookup, complete])).toEqual([
      ["one", false],
      ["other", true],
    ]);
  });

  it.each<[string, Reply, string, string]>([
    ["is refused", DENIED, "permission", "denied"],
    ["is throttled beyond all retries", { error: "ThrottlingException", status: 400 }, "reach", "failed"],
    ["is not opted in", { error: "UnrecognizedClientException", status: 400 }, "reach", "failed"],
  ])("in one region leaves the others whole: it %s there", async (_, reply, cause, outcome) => {
    const seen = await see({
      [LOOK_UP]: (asked) => (asked.region === "eu-south-1" ? reply : healthy(asked)),
    });
    expect(names(seen)).toEqual([
      "root-user us-east-1",
      "root-user eu-south-1 broken",
      "account-alias:acme us-east-1",
      "account-alias:acme eu-south-1 broken",
      "password-updated us-east-1",
    ]);
    expect(coverage(seen, "root-user", "eu-south-1")).toMatchObject({
      reason: { cause },
      calls: [{ operation: LOOK_UP, region: "eu-south-1", outcome }],
    });
  });

  it.each<[string, Script[string], string, string]>([
    ["refused", DENIED, "denied", "permission"],
    ["an empty answer", { raw: "" }, "failed", "malformed"],
    [
      "refused, but for one that did not answer",
      (asked) => (asked.region === "eu-south-1" ? { error: "InvalidParameter" } : DENIED),
      "failed",
      "reach",
    ],
  ])("leaves no value where all of them did: %s", async (_, reply, state, cause) => {
    const { events: seen } = await collect({ [LOOK_UP]: reply });
    expect(seen).toMatchObject({ state, reason: { cause } });
    expect(seen).not.toHaveProperty("value");
    expect(seen.calls.length).toBeGreaterThan(0);
  });
});

describe("regions", () => {
  const only = new Set(["account.regions"]);
  const regions = (...listed: Structure[]): Script => ({
    "account:ListRegions": { ok: { Regions: listed } },
  });

  it("are kept with their status, on as many pages as there are", async () => {
    const pages = ({ input }: Asked): Reply =>
      input["NextToken"] === undefined
        ? {
            ok: {
              Regions: [{ RegionName: "us-east-1", RegionOptStatus: "ENABLED_BY_DEFAULT" }],
              NextToken: "b",
            },
          }
        : { ok: { Regions: [{ RegionName: "me-south-1", RegionOptStatus: "ENABLING" }] } };
    const account = await collect({ "account:ListRegions": pages }, { facts: only });
    expect(account.regions.value).toEqual([
      { name: "us-east-1", status: "ENABLED_BY_DEFAULT" },
      { name: "me-south-1", status: "ENABLING" },
    ]);
    expect(bench.aws.asked.every(({ input }) => !("AccountId" in input))).toBe(true);
  });

  it.each(["example.com/", "us-east-1.example.com", "US-EAST-1", "us-east-1 ", "localhost", "a".repeat(80)])(
    "are none with a name that would lead elsewhere: %j",
    async (RegionName) => {
      const account = await collect(regions({ RegionName, RegionOptStatus: "ENABLED" }), { facts: only });
      expect(account.regions).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
    },
  );

  it("are none where one is there twice", async () => {
    const listed = ["ENABLED", "DISABLED"].map((RegionOptStatus) => ({
      RegionName: "eu-south-1",
      RegionOptStatus,
    }));
    const account = await collect(regions(...listed), { facts: only });
    expect(account.regions).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
  });
});
