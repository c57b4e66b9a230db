// A list is whole only when its last page says so. Every paged operation, every trap.
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Observed } from "../../src/model/index.ts";
import { Bench } from "./collecting.ts";
import { EXPECTED, type Expected } from "./expected.ts";
import type { Asked, Reply, Structure, Value } from "./scripted-aws.ts";
import { HEALTHY, healthyReply } from "./world.ts";

const bench = new Bench();
const HTML: Reply = { raw: "<html></html>" };
beforeAll(() => bench.start());
afterAll(() => bench.stop());

/** Operation, its list, and how it names the next page. */
const PAGED: readonly (readonly [string, string, (token?: string) => Structure])[] = [
  ...(
    [
      ["iam:ListAccountAliases", "AccountAliases"],
      ["iam:ListVirtualMFADevices", "VirtualMFADevices"],
    ] as const
  ).map(([operation, list]) => [operation, list, byMarker] as const),
  ...(
    [
      ["events:ListRules", "Rules"],
      ["events:ListTargetsByRule", "Targets"],
      ["cloudwatch:DescribeAlarms", "MetricAlarms"],
      ["sns:ListSubscriptionsByTopic", "Subscriptions"],
      ["organizations:ListRoots", "Roots"],
      ["organizations:ListAccounts", "Accounts"],
      ["organizations:ListPolicies", "Policies"],
      ["organizations:ListTargetsForPolicy", "Targets"],
      ["organizations:ListDelegatedAdministrators", "DelegatedAdministrators"],
      ["organizations:ListDelegatedServicesForAccount", "DelegatedServices"],
    ] as const
  ).map(([operation, list]) => [operation, list, byNextToken] as const),
  [
    "logs:DescribeMetricFilters",
    "metricFilters",
    (token) => (token === undefined ? {} : { nextToken: token }),
  ],
];

function byMarker(token?: string): Structure {
  return token === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: token };
}

function byNextToken(token?: string): Structure {
  return token === undefined ? {} : { NextToken: token };
}

describe.each(PAGED)("%s", (operation, list, next) => {
  const expected = EXPECTED[operation] as Expected;
  const items = (HEALTHY[operation] as Structure)[list] as readonly Value[];
  const page = (content: readonly Value[], token?: string): Reply => ({
    ok: { [list]: content, ...next(token) },
  });

  async function see(reply: (asked: Asked) => Reply): Promise<Observed<unknown>> {
    const lines = await bench.collect({
      script: { [operation]: reply },
      options: { facts: new Set([expected.fact]), maxPages: 5 },
    });
    return expected.at(lines) as Observed<unknown>;
  }

  /** Pages in turn. Each list is asked for once here, so that the count of calls is the page. */
  const pages =
    (...replies: Reply[]) =>
    ({ times }: Asked): Reply =>
      replies[times] ?? { error: "TooManyPages" };
  const tokens = (): unknown[] =>
    bench.aws.asked
      .filter((asked) => asked.operation === operation)
      .map(({ input }) => input["NextToken"] ?? input["nextToken"] ?? input["Marker"]);

  it("follows the pages, empty ones too, and sends each token back", async () => {
    const seen = await see(pages(page([], "a"), page(items.slice(0, 1), "b"), page(items.slice(1))));
    expect(seen).toMatchObject({ state: "collected" });
    expect(seen.incomplete).toBeUndefined();
    expect(seen.value).toHaveLength(items.length);
    expect(tokens()).toEqual([undefined, "a", "b"]);
    expect(seen.calls).toHaveLength(1);
  });

  it.each([
    ["same token again", [page(items, "a"), page([], "a"), page([])], "malformed"],
    ["token of an earlier page", [page(items, "a"), page([], "b"), page([], "a"), page([])], "malformed"],
    ["later page refused", [page(items, "a"), { error: "AccessDenied", status: 403 }], "permission"],
    ["later page expired", [page(items, "a"), { error: "ExpiredToken", status: 403 }], "reach"],
    ["later page is HTML, twice", [page(items, "a"), HTML, HTML], "malformed"],
    ["later page has no list, twice", [page(items, "a"), { ok: {} }, { ok: {} }], "malformed"],
  ] as const)("says that it is incomplete: %s", async (_, replies, cause) => {
    const seen = await see(pages(...replies));
    expect(seen).toMatchObject({ state: "collected", incomplete: true, reason: { cause } });
    expect(seen.value).toHaveLength(items.length);
  });

  it("stops at the cap on pages without end, empty or full", async () => {
    for (const content of [[], items]) {
      const seen = await see(({ times }) => page(content, `t${times}`));
      expect(seen).toMatchObject({ state: "collected", incomplete: true, reason: { cause: "malformed" } });
      expect(seen.reason?.message).toContain("5 pages");
      expect(tokens()).toHaveLength(5);
    }
  });

  it("has no value where not even the first page came", async () => {
    expect(await see(() => ({ error: "AccessDenied", status: 403 }))).toMatchObject({ state: "denied" });
  });

  if (next === byMarker) {
    it.each([
      ["IsTruncated without Marker", { IsTruncated: true }],
      ["Marker without IsTruncated", { IsTruncated: false, Marker: "a" }],
    ])("says that it is incomplete: %s", async (_, ending) => {
      const seen = await see(() => ({ ok: { [list]: items, ...ending } }));
      expect(seen).toMatchObject({ state: "collected", incomplete: true, reason: { cause: "malformed" } });
    });
  }
});

describe("a list without end", () => {
  const RULE = { Name: "root", Arn: "arn:aws:events:us-east-1:1:rule/root", State: "ENABLED" };
  const facts = new Set(["account.eventRules"]);
  const asked = (): number => bench.aws.operations().filter((name) => name === "events:ListRules").length;

  it("of empty pages stops after some in a row", async () => {
    const pages = ({ times }: Asked): Reply => ({
      ok: { Rules: times === 1 ? [RULE] : [], NextToken: `t${times}` },
    });
    const { account } = await bench.collect({
      script: { "events:ListRules": pages },
      options: { facts, maxEmptyPages: 3 },
    });
    expect(account.eventRules).toMatchObject({
      state: "collected",
      incomplete: true,
      reason: { cause: "reach", message: "events:ListRules: 3 empty pages in a row, and no end" },
    });
    expect(account.eventRules.value).toHaveLength(1);
    expect(asked()).toBe(5);
  });

  it("stops after 50 of them when nothing else is said", async () => {
    const pages = ({ times }: Asked): Reply => ({ ok: { Rules: [], NextToken: `t${times}` } });
    await bench.collect({ script: { "events:ListRules": pages }, options: { facts } });
    expect(asked()).toBe(50);
  });

  it.each([
    ["keeps what came in time", "more", { incomplete: true, reason: { cause: "reach" } }],
    ["is whole if the last page came late", undefined, {}],
  ])("has a time: %s", async (_, token, rest) => {
    let late = 0;
    const timer = jest.spyOn(performance, "now").mockImplementation(() => late);
    const pages = ({ times }: Asked): Reply => {
      late += 400;
      const next = times < 2 ? `t${times}` : token;
      return { ok: { Rules: [{ ...RULE, Name: `${times}` }], ...byNextToken(next) } };
    };
    const { account } = await bench.collect({
      script: { "events:ListRules": pages },
      options: { facts, deadlines: { listMs: 1_000 } },
    });
    timer.mockRestore();
    expect(account.eventRules).toMatchObject({ state: "collected", ...rest });
    expect(account.eventRules.incomplete).toBe(token === undefined ? undefined : true);
    if (token !== undefined) expect(account.eventRules.reason?.message).toContain("within 1000 ms");
    expect(account.eventRules.value).toHaveLength(3);
    expect(asked()).toBe(3);
  });
});

describe("the tree", () => {
  const LISTS = [
    ["organizations:ListOrganizationalUnitsForParent", "OrganizationalUnits"],
    ["organizations:ListAccountsForParent", "Accounts"],
  ] as const;

  it.each(LISTS)("%s follows empty pages", async (operation: string, list: string) => {
    const { organization } = await bench.collect({
      script: {
        [operation]: (asked) => {
          if (asked.input["NextToken"] === undefined) return { ok: { [list]: [], NextToken: "more" } };
          return healthyReply(HEALTHY[operation] ?? {}, asked);
        },
      },
    });
    expect(organization.units.value).toHaveLength(2);
    expect(organization.accounts.value?.map(({ parentId }) => parentId.value)).toEqual([
      "r-1",
      "ou-1",
      "ou-2",
    ]);
  });

  const broken = (operation: string) => ({
    [operation]: (asked: Asked): Reply =>
      asked.input["ParentId"] === "ou-1"
        ? { error: "AccessDeniedException" }
        : healthyReply(HEALTHY[operation] ?? {}, asked),
  });

  it("with a branch whose units cannot be listed is incomplete, and what is below it has no known place", async () => {
    const script = broken("organizations:ListOrganizationalUnitsForParent");
    const { organization } = await bench.collect({ script });
    expect(organization.units).toMatchObject({
      state: "collected",
      incomplete: true,
      reason: { cause: "permission" },
    });
    const states = organization.accounts.value?.map(({ parentId }) => parentId.state);
    expect(states).toEqual(["collected", "collected", "denied"]);
  });

  it("with a branch whose accounts cannot be listed is whole, but they have no known place", async () => {
    const script = broken("organizations:ListAccountsForParent");
    const { organization } = await bench.collect({ script });
    expect(organization.units.incomplete).toBeUndefined();
    expect(organization.units.value).toHaveLength(2);
    const states = organization.accounts.value?.map(({ parentId }) => parentId.state);
    expect(states).toEqual(["collected", "denied", "collected"]);
  });

  it("is nowhere when the roots cannot be listed", async () => {
    const { organization } = await bench.collect({
      script: { "organizations:ListRoots": { error: "AccessDeniedException" } },
    });
    expect([organization.roots.state, organization.units.state]).toEqual(["denied", "denied"]);
    expect(organization.accounts.value?.map(({ parentId }) => parentId.state)).toEqual([
      "denied",
      "denied",
      "denied",
    ]);
  });
});
