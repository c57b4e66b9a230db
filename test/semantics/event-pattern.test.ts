// The matcher of EventBridge patterns, operator by operator; cases from AWS-FACTS 8.3.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { matchEventPattern } from "../../src/semantics/index.ts";

const verdict = (pattern: unknown, event: object): string =>
  matchEventPattern(typeof pattern === "string" ? pattern : JSON.stringify(pattern), event).verdict;

const event = {
  source: "aws.signin",
  account: "111122223333",
  resources: [],
  empty: {},
  count: 300,
  nothing: null,
  yes: true,
  tags: ["a", "b"],
  mixed: ["a", 3, null],
  address: "192.0.2.10",
  address6: "2001:db8::1",
  detail: { userIdentity: { type: "Root", arn: "arn:aws:iam::111122223333:root" }, text: "", path: "a*b\\c" },
  list: [
    { kind: "x", size: 1 },
    { kind: "y", size: 2 },
  ],
};

const matching: readonly [string, unknown][] = [
  ["exact text", { source: ["aws.signin"] }],
  ["one value of several", { source: ["other", "aws.signin"] }],
  ["300.0 equals 300", '{"count":[300.0]}'],
  ["true", { yes: [true] }],
  ["null equals null", { nothing: [null] }],
  ["empty text", { detail: { text: [""] } }],
  ["exactly", { source: [{ exactly: "aws.signin" }] }],
  ["a dotted key is a path", { "detail.userIdentity.type": ["Root"] }],
  ["a dotted key inside an object", { detail: { "userIdentity.type": ["Root"] } }],
  ["prefix", { source: [{ prefix: "aws." }] }],
  ["prefix '' matches every text", { detail: { text: [{ prefix: "" }] } }],
  ["prefix, ignoring case", { source: [{ prefix: { "equals-ignore-case": "AWS." } }] }],
  ["suffix", { "detail.userIdentity.arn": [{ suffix: ":root" }] }],
  ["suffix, ignoring case", { "detail.userIdentity.arn": [{ suffix: { "equals-ignore-case": ":ROOT" } }] }],
  ["equals-ignore-case", { detail: { userIdentity: { type: [{ "equals-ignore-case": "root" }] } } }],
  ["wildcard in the middle", { "detail.userIdentity.arn": [{ wildcard: "arn:*:iam::*:root" }] }],
  ["wildcard for nothing", { source: [{ wildcard: "aws.signin*" }] }],
  ["wildcard escapes", { "detail.path": [{ wildcard: "a\\*b\\\\*" }] }],
  ["anything-but", { source: [{ "anything-but": "aws.ec2" }] }],
  ["anything-but list", { source: [{ "anything-but": ["aws.ec2", "aws.s3"] }] }],
  ["anything-but of numbers on text", { source: [{ "anything-but": [1, 2] }] }],
  ["anything-but matches null", { nothing: [{ "anything-but": "x" }] }],
  ["anything-but needs one differing element only", { tags: [{ "anything-but": "a" }] }],
  ["anything-but prefix", { source: [{ "anything-but": { prefix: "com." } }] }],
  ["anything-but prefix list", { source: [{ "anything-but": { prefix: ["com.", "org."] } }] }],
  ["anything-but suffix", { source: [{ "anything-but": { suffix: ".ec2" } }] }],
  ["anything-but wildcard", { source: [{ "anything-but": { wildcard: "*ec2*" } }] }],
  [
    "anything-but equals-ignore-case",
    { source: [{ "anything-but": { "equals-ignore-case": ["AWS.EC2"] } }] },
  ],
  [
    "two anything-but match what either leaves",
    { source: [{ "anything-but": "aws.signin" }, { "anything-but": "x" }] },
  ],
  ["numeric =", { count: [{ numeric: ["=", 300] }] }],
  ["numeric range", { count: [{ numeric: [">", 0, "<=", 300] }] }],
  ["cidr", { address: [{ cidr: "192.0.2.0/24" }] }],
  ["cidr v6", { address6: [{ cidr: "2001:db8::/32" }] }],
  ["exists", { source: [{ exists: true }] }],
  ["null exists", { nothing: [{ exists: true }] }],
  ["absent field", { none: [{ exists: false }] }],
  ["absent path", { none: { deeper: [{ exists: false }] } }],
  ["exists:false on an object is true", { detail: [{ exists: false }] }],
  ["an empty array is absent", { resources: [{ exists: false }] }],
  ["an empty object is absent", { empty: [{ exists: false }] }],
  ["exists:false or a value", { source: [{ exists: false }, "aws.signin"] }],
  ["any element of an array", { tags: ["b"] }],
  ["number in a mixed array", { mixed: [3] }],
  ["elements of one object", { list: { kind: ["y"], size: [2] } }],
  ["$or", { $or: [{ source: ["x"] }, { account: ["111122223333"] }] }],
  ["$or inside an object", { detail: { $or: [{ none: ["x"] }, { userIdentity: { type: ["Root"] } }] } }],
  ["last of two equal keys", '{"source":["x"],"source":["aws.signin"]}'],
];

const missing: readonly [string, unknown][] = [
  ["other case", { detail: { userIdentity: { type: ["root"] } } }],
  ["key of other case", { Source: ["aws.signin"] }],
  ["number is not text", { count: ["300"] }],
  ["text is not number", { account: [111122223333] }],
  ["null is not absent", { none: [null] }],
  ["null is not empty", { detail: { text: [null] } }],
  ["a value on an empty array", { resources: ["x"] }],
  ["prefix on a number", { count: [{ prefix: "3" }] }],
  ["wildcard must fit the whole text", { source: [{ wildcard: "*.sign" }] }],
  ["? is no wildcard", { source: [{ wildcard: "aws?signin" }] }],
  ["start and end may not overlap", { source: [{ wildcard: "aws.signin*signin" }] }],
  ["anything-but needs the field", { none: [{ "anything-but": "x" }] }],
  ["numeric on text", { account: [{ numeric: [">", 0] }] }],
  ["cidr on a service name", { source: [{ cidr: "0.0.0.0/1" }] }],
  ["cidr of the other family", { address: [{ cidr: "::/1" }] }],
  ["exists:true on an object is false", { detail: [{ exists: true }] }],
  ["exists:true on an empty array", { resources: [{ exists: true }] }],
  ["a scalar is no object", { source: { deeper: ["x"] } }],
  ["elements of two objects", { list: { kind: ["x"], size: [2] } }],
  ["siblings of $or", { account: ["0"], $or: [{ source: ["aws.signin"] }, { source: ["x"] }] }],
  ["__proto__ is a plain key", '{"__proto__":{"x":["y"]}}'],
  ["constructor is not inherited", { constructor: { name: ["Object"] } }],
];

const refused: readonly [string, unknown][] = [
  ["bare leaf", { source: "aws.signin" }],
  ["empty array", { source: [] }],
  ["empty object", {}],
  ["empty object inside", { detail: {} }],
  ["nested array", { source: [["x"]] }],
  ["unknown operator", { source: [{ regex: ".*" }] }],
  ["operator from Object.prototype", { source: [{ toString: "x" }] }],
  ["two operators", { source: [{ prefix: "a", suffix: "b" }] }],
  ["no operator", { source: [{}] }],
  ["prefix list", { source: [{ prefix: ["a"] }] }],
  ["equals-ignore-case list", { source: [{ "equals-ignore-case": ["a"] }] }],
  ["two stars", { source: [{ wildcard: "a**b" }] }],
  ["other escape", { source: [{ wildcard: "a\\b" }] }],
  ["anything-but empty list", { source: [{ "anything-but": [] }] }],
  ["anything-but null", { source: [{ "anything-but": [null] }] }],
  ["anything-but mixed", { source: [{ "anything-but": ["a", 1] }] }],
  ["anything-but numeric", { source: [{ "anything-but": { numeric: [">", 0] } }] }],
  ["anything-but cidr", { source: [{ "anything-but": { cidr: "10.0.0.0/8" } }] }],
  ["numeric three parts", { count: [{ numeric: [">", 0, "<"] }] }],
  ["numeric text", { count: [{ numeric: [">", "0"] }] }],
  ["cidr without a slash", { address: [{ cidr: "10.0.0.0" }] }],
  ["exists with text", { source: [{ exists: "true" }] }],
  ["$or with one alternative and an operator name", { $or: [{ prefix: { a: ["x"] } }] }],
  ["not JSON", "{"],
  ["an array", "[]"],
  ["too long", { source: ["x".repeat(4096)] }],
];

const doubtful: readonly [string, unknown][] = [
  ["a field constrained twice", '{"detail":{"text":["x"]},"detail.text":["y"]}'],
  ["$or on the field of its sibling", { source: ["a"], $or: [{ source: ["a"] }, { account: ["b"] }] }],
  ["$or that looks like operators", { $or: [{ prefix: "a" }, { prefix: "b" }] }],
  ["case outside ASCII", { source: [{ "equals-ignore-case": "ﬀ" }] }],
  ["cidr of one address", { address: [{ cidr: "192.0.2.10/32" }] }],
  ["cidr of all addresses", { address6: [{ cidr: "0.0.0.0/0" }] }],
  ["anything-but an empty list of prefixes", { source: [{ "anything-but": { prefix: [] } }] }],
  ["cidr with host bits", { address: [{ cidr: "10.0.0.1/8" }] }],
  ["numeric bounds the wrong way", { count: [{ numeric: ["<", 5, ">", 0] }] }],
  ["huge number", '{"count":[1e300]}'],
  ["a bound beyond five billion", { count: [{ numeric: ["<", 5_000_000_001] }] }],
  ["a bound with seven digits after the point", { count: [{ numeric: [">", 0.0000001] }] }],
  ["$or with a name kept for an operator", { $or: [{ regex: ["x"] }, { source: ["aws.signin"] }] }],
  [
    "$or with an operator's name deeper inside",
    { $or: [{ a: { prefix: ["x"] } }, { source: ["aws.signin"] }] },
  ],
  ["absence among several elements", { list: { none: [{ exists: false }] } }],
  ["deep dotted key", { [Array(200).fill("a").join(".")]: ["x"] }],
];

describe("matchEventPattern", () => {
  it.each(matching)("matches: %s", (_name, pattern) => expect(verdict(pattern, event)).toBe("match"));
  it.each(missing)("does not match: %s", (_name, pattern) =>
    expect(verdict(pattern, event)).toBe("no-match"),
  );
  it.each(refused)("is invalid: %s", (_name, pattern) => expect(verdict(pattern, event)).toBe("invalid"));
  it.each(doubtful)("is not understood: %s", (_name, pattern) =>
    expect(verdict(pattern, event)).toBe("not-understood"),
  );

  it("does not guess about dotted keys of events, a value beside fields of elements, and what is no JSON", () => {
    expect(verdict('{"a":["x"],"a.b":["x"]}', { a: ["x", { b: "x" }] })).toBe("not-understood");
    expect(verdict({ a: { b: ["x"] } }, { "a.b": "x" })).toBe("not-understood");
    expect(verdict({ a: ["x"] }, { a: undefined })).toBe("no-match");
    expect(verdict({ a: ["x"] }, { a: 1n })).toBe("not-understood");
    expect(verdict({ a: ["x"] }, ["x"])).toBe("not-understood");
  });

  it("keeps a certain answer although another alternative is doubtful", () => {
    const pattern = { $or: [{ a: { b: ["x"] } }, { source: ["aws.signin"] }] };
    const doubtful = { source: "aws.signin", "a.b": "x" };
    expect(verdict(pattern, doubtful)).toBe("match");
    expect(verdict({ a: { b: ["x"] }, source: ["other"] }, doubtful)).toBe("no-match");
  });

  it("names the field and the reason", () => {
    expect(matchEventPattern('{"detail":{"a":[{"regex":"x"}]}}', {})).toEqual({
      verdict: "invalid",
      reason: 'detail.a: unknown operator "regex"',
    });
  });
});

describe("hostile patterns and events", () => {
  const quickly = (run: () => unknown): void => {
    const start = performance.now();
    run();
    expect(performance.now() - start).toBeLessThan(2000);
  };

  it("is linear in stars", () =>
    quickly(() => {
      const pattern = { a: [{ wildcard: "*a".repeat(2000) + "b" }] };
      expect(verdict(pattern, { a: "a".repeat(200_000) })).toBe("no-match");
      expect(verdict({ a: [{ wildcard: `*${"a".repeat(3000)}b*` }] }, { a: "a".repeat(500_000) })).toBe(
        "no-match",
      );
    }));

  it("is bounded for huge arrays, deep events and many alternatives", () =>
    quickly(() => {
      expect(verdict({ a: ["x"] }, { a: new Array(4_000_000_000) })).toBe("not-understood");
      expect(verdict({ a: { b: ["x"] } }, { a: Array.from({ length: 100_000 }, () => ({})) })).toBe(
        "no-match",
      );
      let deep: unknown = "x";
      for (let depth = 0; depth < 100_000; depth++) deep = [deep];
      expect(verdict({ a: ["x"] }, { a: deep as object })).toBe("not-understood");
      const or = Object.fromEntries(
        Array.from({ length: 40 }, (_, at) => [`k${at}`, { $or: [{ a: [1] }, { b: [1] }] }]),
      );
      expect(verdict(or, {})).toBe("not-understood");
      expect(verdict("[".repeat(4000), {})).toBe("invalid");
      expect(verdict(`${'{"a":'.repeat(600)}[1]${"}".repeat(600)}`, {})).toBe("not-understood");
    }));

  it("survives a cycle", () => {
    const loop: Record<string, unknown> = {};
    loop.a = [loop, loop];
    expect(verdict({ "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.b": ["x"] }, loop)).toBe(
      "not-understood",
    );
  });

  it("never throws, whatever JSON the pattern and the event are", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.object(), (pattern, any) => {
        expect(["match", "no-match", "invalid", "not-understood"]).toContain(
          verdict(JSON.stringify(pattern), any),
        );
      }),
      { seed: 7, numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => matchEventPattern(text, event)).not.toThrow();
      }),
      { seed: 8 },
    );
  });
});

describe("properties of matching", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });

  it("wildcard agrees with a regular expression", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), text, text, (parts, left, right) => {
        const kept = parts.filter((part, at) => part !== "" || at === 0 || at === parts.length - 1);
        if (kept.length === 2 && kept.join("") === "") kept.pop();
        const wanted = kept.join("*");
        if (wanted.includes("**")) return;
        const value = left + right + left;
        const expected = new RegExp(`^${wanted.replaceAll("*", ".*")}$`).test(value);
        expect(verdict({ a: [{ wildcard: wanted }] }, { a: value })).toBe(expected ? "match" : "no-match");
      }),
      { seed: 9, numRuns: 3000 },
    );
  });

  it("anything-but is the opposite of its list on one present text", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), text, (list, value) => {
        const inside = verdict({ a: list }, { a: value }) === "match";
        expect(verdict({ a: [{ "anything-but": list }] }, { a: value })).toBe(inside ? "no-match" : "match");
      }),
      { seed: 10 },
    );
  });

  it("another value in an array never loses a match; another field never wins one", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), text, text, (list, extra, value) => {
        const before = verdict({ a: list }, { a: value, b: extra });
        if (before === "match") expect(verdict({ a: [...list, extra] }, { a: value })).toBe("match");
        if (before === "no-match")
          expect(verdict({ a: list, b: [extra] }, { a: value, b: extra })).toBe("no-match");
      }),
      { seed: 11 },
    );
  });
});
