// The view: every state of every fact becomes a value, ABSENT or an unknown that says what, why and which call.
import { describe, expect, it } from "@jest/globals";
import {
  ABSENT,
  PartialList,
  recordType,
  Unknown,
  type Value,
  withDerived,
} from "../../src/condition/index.ts";
import { createView, defineLazy } from "../../src/evaluate/view.ts";
import { AS_OF, derivedWorld, HOUR, instant, type Json, worldSchema } from "../condition/world.ts";

const account = recordType(worldSchema, "Account");
const options = { asOf: AS_OF, notBefore: AS_OF - 24 * HOUR, notAfter: AS_OF + HOUR, path: "account" };

const ok = { operation: "iam:Get", region: "us-east-1", outcome: "ok" };
const denied = { operation: "iam:Get", region: "us-east-1", outcome: "denied", code: "AccessDenied" };
const seen = (value: unknown, more: Json = {}): Json => ({
  state: "collected",
  value,
  observedAt: instant(AS_OF - HOUR),
  calls: [ok],
  ...more,
});
const unseen = (state: string, more: Json = {}): Json => ({
  state,
  observedAt: instant(AS_OF),
  calls: [ok, denied, ok],
  ...more,
});

const field = (name: string, raw: unknown): Value | undefined =>
  createView(account, { [name]: raw }, options)[name];

/** What is missing, as far as one cares. */
function missing(value: Value | undefined): unknown {
  return value instanceof Unknown
    ? value.missing.map(({ fact, cause, reason }) => `${fact} ${cause}: ${reason}`)
    : value;
}

const reason = (cause: string): Json => ({ reason: { cause, message: "because" } });

describe("plain values", () => {
  it("reads values, times as milliseconds, records as records", () => {
    expect(field("id", "1")).toBe("1");
    expect(field("created", "2026-01-15T12:00:00Z")).toBe(AS_OF);
    expect(field("settings", { strict: true, level: 2, limit: seen(3) })).toEqual({
      strict: true,
      level: 2,
      note: ABSENT,
      limit: 3,
    });
  });

  it("tells a key that may be left out from one that may not", () => {
    expect(createView(account, {}, options)["nickname"]).toBe(ABSENT);
    expect(missing(createView(account, {}, options)["id"])).toEqual([
      "account.id malformed: the document has no such key",
    ]);
    expect(missing(createView(account, {}, options)["contact"])).toEqual([
      "account.contact malformed: the document has no such key",
    ]);
  });

  it.each([
    ["id", 1, "expected a string, found a number"],
    ["id", null, "expected a string, found null"],
    ["nickname", null, "expected a string, found null"],
    ["created", "yesterday", "expected a time, found a string"],
    ["created", "2026-02-30T00:00:00Z", "expected a time, found a string"],
    ["created", AS_OF, "expected a time, found a number"],
    ["partition", "mars", "expected one of aws, aws-cn, aws-us-gov, found a string"],
    ["settings", [], "expected a record, found a list"],
    ["settings", "x", "expected a record, found a string"],
    ["topics", {}, "expected a list, found a record"],
    ["summary", true, "expected an observed value, found a boolean"],
    ["summary", seen([]), "expected a record, found a list"],
  ])("%s that is %j is malformed", (name, raw, message) => {
    expect(missing(field(name, raw))).toEqual([`account.${name} malformed: ${message}`]);
  });

  it.each(["3", true, null, Number.NaN, Infinity, undefined])("a number that is %p is malformed", (level) => {
    const settings = field("settings", { strict: true, level, limit: seen(1) }) as Record<string, Value>;
    expect(settings["level"]).toBeInstanceOf(Unknown);
    expect(settings["limit"]).toBe(1);
  });

  it("reads own keys only", () => {
    const inherited = Object.create({ id: "1" }) as object;
    expect(createView(account, inherited, options)["id"]).toBeInstanceOf(Unknown);
    const hostile = JSON.parse('{"__proto__": {"id": "1", "nickname": "x"}}') as object;
    expect(createView(account, hostile, options)["id"]).toBeInstanceOf(Unknown);
  });

  it.each([null, undefined, [], "x", 3])("a document that is %p has no fact at all", (document) => {
    const view = createView(account, document, options);
    expect(Object.keys(view)).toEqual([...account.fields.keys()]);
    for (const value of Object.values(view)) expect(value).toBeInstanceOf(Unknown);
  });
});

describe("observed values", () => {
  it.each([
    ["denied", reason("reach"), "permission: because"],
    ["denied", {}, "permission: the fact is denied"],
    ["failed", reason("reach"), "reach: because"],
    ["failed", reason("malformed"), "malformed: because"],
    ["failed", {}, "malformed: the fact is failed"],
    ["skipped", reason("configuration"), "configuration: because"],
    ["skipped", reason("not-observable"), "not-observable: because"],
    ["skipped", reason("whatever"), "malformed: because"],
    ["seen", {}, "malformed: no state of this fact: seen"],
    ["absent", {}, "malformed: no state of this fact: absent"],
    ["collected", {}, "malformed: collected, yet without a value"],
  ])("%s %j", (state, more, expected) => {
    expect(missing(field("summary", unseen(state, more)))).toEqual([`account.summary ${expected}`]);
  });

  it("takes absent as knowledge where the schema does, while it is fresh", () => {
    expect(field("contact", unseen("absent"))).toBe(ABSENT);
    const old = unseen("absent", { observedAt: instant(AS_OF - 25 * HOUR) });
    expect(missing(field("contact", old))).toEqual([
      "account.contact stale: seen 25 hours before the instant that is judged",
    ]);
  });

  it.each([
    [-24 * HOUR, true],
    [-24 * HOUR - 1, "seen 24 hours before the instant that is judged"],
    [-72 * HOUR, "seen 3 days before the instant that is judged"],
    [HOUR, true],
    [HOUR + 1, "seen 60 minutes after the instant that is judged"],
  ])("seen at %p milliseconds: %p", (offset, expected) => {
    const aliases = field("aliases", seen([], { observedAt: instant(AS_OF + offset) }));
    expect(missing(aliases)).toEqual(expected === true ? [] : [`account.aliases stale: ${String(expected)}`]);
  });

  it.each([undefined, null, 3, "soon", "2026-01-15"])("seen at %p: no one knows when", (observedAt) => {
    expect(missing(field("aliases", seen([], { observedAt })))).toEqual([
      "account.aliases malformed: it is not said when the fact was seen",
    ]);
  });

  it("names the last call that was not answered well, else the last", () => {
    const callOf = (value: Value | undefined) =>
      value instanceof Unknown ? value.missing[0]?.call : undefined;
    expect(callOf(field("summary", unseen("denied")))).toEqual(denied);
    expect(callOf(field("summary", unseen("skipped", { calls: [ok] })))).toEqual(ok);
    for (const calls of [undefined, [], [3, null, {}], "x"]) {
      expect(callOf(field("summary", unseen("skipped", { calls })))).toBeUndefined();
    }
  });

  it("lets a fact inside be unknown on its own", () => {
    const summary = seen({ mfa: true, keys: 0, password: unseen("denied"), tier: "aws" });
    const view = field("summary", summary) as Record<string, Value>;
    expect(view["mfa"]).toBe(true);
    expect(missing(view["password"])).toEqual(["account.summary.password permission: the fact is denied"]);
  });
});

describe("lists", () => {
  const trail = (arn: unknown, status: unknown): Json => ({
    arn,
    name: "n",
    multi: true,
    tags: ["a"],
    status,
    owner: unseen("absent"),
    rules: [{ field: 3, deny: true }],
  });

  it("names elements by their key, else by their place", () => {
    const trails = field(
      "trails",
      seen([trail('a"b', unseen("denied")), trail(3, unseen("denied"))]),
    ) as Record<string, Value>[];
    expect(missing(trails[0]?.["status"])).toEqual([
      'account.trails["a\\"b"].status permission: the fact is denied',
    ]);
    expect(missing(trails[1]?.["status"])).toEqual([
      "account.trails[1].status permission: the fact is denied",
    ]);
    const rules = trails[0]?.["rules"] as Record<string, Value>[];
    expect(missing(rules[0]?.["field"])).toEqual([
      'account.trails["a\\"b"].rules[0].field malformed: expected a string, found a number',
    ]);
  });

  it("keeps what was seen of a list that was cut short", () => {
    const list = field("aliases", seen(["a"], { incomplete: true, ...reason("reach") }));
    expect(list).toBeInstanceOf(PartialList);
    expect(list instanceof PartialList && list.items).toEqual(["a"]);
    expect(list instanceof PartialList && missing(list.rest)).toEqual(["account.aliases reach: because"]);
    expect(field("aliases", seen(["a"], { incomplete: false }))).toEqual(["a"]);
  });

  it("takes elements that are not as the schema says for a part that was not seen", () => {
    const list = field("aliases", seen(["a", 3, null], { incomplete: true, ...reason("reach") }));
    expect(list instanceof PartialList && list.items).toEqual(["a"]);
    expect(list instanceof PartialList && missing(list.rest)).toEqual([
      "account.aliases reach: because",
      "account.aliases[1] malformed: expected a string, found a number",
      "account.aliases[2] malformed: expected a string, found null",
    ]);
  });

  it("takes an incomplete value that is no list for unknown", () => {
    const summary = seen(
      { mfa: true, keys: 0, password: seen(true), tier: "aws" },
      { incomplete: true, ...reason("reach") },
    );
    expect(missing(field("summary", summary))).toEqual(["account.summary reach: because"]);
  });
});

describe("derived facts", () => {
  const { account: type } = withDerived(
    { account, organization: recordType(worldSchema, "Organization") },
    derivedWorld,
  );

  it("are left out of the view", () => {
    if (type?.kind !== "record") throw new Error("no record");
    expect(Object.keys(createView(type, {}, options))).not.toContain("power");
  });

  it("are computed when first read, once", () => {
    const view = createView(account, {}, options);
    let count = 0;
    defineLazy(view, "grade", () => ++count);
    expect(count).toBe(0);
    expect([view["grade"], view["grade"]]).toEqual([1, 1]);
  });

  it("are a mistake where the computation throws or reads itself", () => {
    const view = createView(account, {}, options);
    defineLazy(view, "grade", () => {
      throw new Error("no");
    });
    defineLazy(view, "power", () => view["power"]!);
    expect(view["grade"]).toEqual(new Unknown([], ["grade: no"]));
    expect(view["power"]).toEqual(new Unknown([], ["power reads itself"]));
  });
});
