// From a random event, patterns that must match it by construction (every operator), and mutations that must not match any more.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { matchEventPattern } from "../../src/semantics/index.ts";

type Leaf = string | number | boolean | null;
interface Tree {
  readonly [key: string]: Leaf | readonly Leaf[] | Tree | readonly Tree[];
}

/** A field of the event, by the keys that lead to it; arrays of objects are walked by one of their elements. */
interface Found {
  readonly path: readonly string[];
  readonly values: readonly Leaf[];
}

const verdict = (pattern: object, event: object): string =>
  matchEventPattern(JSON.stringify(pattern), event).verdict;

const text = fc.string({ unit: fc.constantFrom("a", "B", "c", "*", "\\", ".", " "), maxLength: 6 });
const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  text,
  fc.integer({ min: -1000, max: 1000 }),
  fc.integer({ min: -1000, max: 1000 }).map((number) => number / 4),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom("192.0.2.10", "2001:db8::1"),
);
const key = fc.constantFrom("k", "l", "m", "n");
const { tree } = fc.letrec<{ tree: Tree; value: Tree[string] }>((tie) => ({
  tree: fc.dictionary(key, tie("value"), { minKeys: 1, maxKeys: 3 }),
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(leaf, { minLength: 1, maxLength: 3 }),
    tie("tree"),
    fc.array(tie("tree"), { minLength: 1, maxLength: 2 }),
  ),
}));

/** The fields that stand together: of each array of objects the element that `pick` says. */
function fieldsOf(event: Tree, pick: number, path: readonly string[] = []): Found[] {
  return Object.entries(event).flatMap(([name, value]): Found[] => {
    const at = [...path, name];
    if (!Array.isArray(value))
      return isTree(value) ? fieldsOf(value, pick, at) : [{ path: at, values: [value as Leaf] }];
    const list = value as readonly (Leaf | Tree)[];
    const element = list[pick % list.length];
    return isTree(element) ? fieldsOf(element, pick, at) : [{ path: at, values: list as readonly Leaf[] }];
  });
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Everything that a value passes, operator by operator. */
function testsFor(value: Leaf, cut: number): readonly unknown[] {
  const common = [value, { exists: true }, { "anything-but": "not this" }, { "anything-but": [5001, 5002] }];
  if (typeof value === "number")
    return [
      ...common,
      { numeric: ["=", value] },
      { numeric: [">=", value] },
      { numeric: [">", value - 1, "<=", value] },
      { numeric: ["<", value + 0.5] },
    ];
  return typeof value === "string" ? [...common, ...textTests(value, cut % (value.length + 1))] : common;
}

function textTests(value: string, cut: number): readonly unknown[] {
  const escaped = (part: string): string => part.replaceAll(/[*\\]/g, String.raw`\$&`);
  const network = { "192.0.2.10": "192.0.2.0/24", "2001:db8::1": "2001:db8::/32" }[value];
  return [
    { exactly: value },
    { prefix: value.slice(0, cut) },
    { suffix: value.slice(cut) },
    { prefix: { "equals-ignore-case": value.slice(0, cut).toUpperCase() } },
    { suffix: { "equals-ignore-case": value.slice(cut).toLowerCase() } },
    { "equals-ignore-case": value.toUpperCase() },
    { wildcard: `${escaped(value.slice(0, cut))}*${escaped(value.slice(cut))}` },
    { "anything-but": { prefix: `${value}x` } },
    { "anything-but": { suffix: [`x${value}`, `y${value}`] } },
    { "anything-but": { wildcard: `x*${escaped(value)}` } },
    { "anything-but": { "equals-ignore-case": `${value}x` } },
    ...(network === undefined ? [] : [{ cidr: network }]),
  ];
}

/** Tests that no value of ours passes. */
const IMPOSSIBLE = [
  "not this",
  5001,
  { prefix: "not" },
  { suffix: "this" },
  { "equals-ignore-case": "NOT THIS" },
  { wildcard: "not*" },
  { numeric: [">", 5000] },
  { cidr: "198.51.100.0/24" },
  { exists: false },
];

/** Patterns that EventBridge would refuse. */
const REFUSED: readonly unknown[] = [
  "bare",
  [],
  {},
  [[]],
  [{}],
  [{ regex: "x" }],
  [{ prefix: "a", suffix: "b" }],
  [{ numeric: [">"] }],
  [{ "anything-but": [] }],
  [{ wildcard: "**" }],
];

interface Derived {
  readonly event: Tree;
  readonly found: readonly Found[];
  /** For each field its chosen test, in an array. */
  readonly tests: readonly (readonly unknown[])[];
}

const derived: fc.Arbitrary<Derived> = fc
  .tuple(tree, fc.nat(7), fc.nat(20), fc.nat(50))
  .map(([event, pick, cut, choice]) => {
    const found = fieldsOf(event, pick).filter(({ path }) => path.length > 0);
    const tests = found.map(({ values }, index) => {
      const value = values[choice % values.length] ?? null;
      const all = testsFor(value, cut);
      return [all[(choice + index) % all.length]];
    });
    return { event, found, tests };
  })
  .filter(({ found }) => found.length > 0);

/** The pattern as nested objects. */
function nest(found: readonly Found[], tests: readonly unknown[]): object {
  const root: Record<string, unknown> = {};
  found.forEach(({ path }, index) => {
    let place = root;
    for (const name of path.slice(0, -1)) place = (place[name] ??= {}) as Record<string, unknown>;
    place[path.at(-1) ?? ""] = tests[index];
  });
  return root;
}

describe("patterns made from an event", () => {
  const run = (check: (one: Derived, at: number) => void, seed: number): void => {
    fc.assert(fc.property(derived, fc.nat(1000), check), { seed, numRuns: 300 });
  };

  it("match it: nested, dotted, in any subset, with other values beside", () =>
    run(({ event, found, tests }, at) => {
      expect(verdict(nest(found, tests), event)).toBe("match");
      const dotted = Object.fromEntries(found.map(({ path }, index) => [path.join("."), tests[index]]));
      expect(verdict(dotted, event)).toBe("match");
      const one = at % found.length;
      expect(verdict(nest(found.slice(one, one + 1), tests.slice(one, one + 1)), event)).toBe("match");
      const more = tests.map((test) =>
        JSON.stringify(test).includes("wildcard") ? test : [...test, "not this"],
      );
      expect(verdict(nest(found, more), event)).toBe("match");
    }, 31));

  it("match inside $or beside what cannot match, and not when the sibling cannot", () =>
    run(({ event, found, tests }) => {
      const pattern = nest(found, tests);
      const never = { none: ["not this"] };
      expect(verdict({ $or: [never, pattern] }, event)).toBe("match");
      expect(verdict({ $or: [pattern, { other: ["x"], $or: [never, { none: ["nor this"] }] }] }, event)).toBe(
        "match",
      );
      expect(verdict({ none: ["x"], $or: [pattern, { other: ["x"] }] }, event)).toBe("no-match");
    }, 32));

  it("no longer match when one field asks for what it has not", () =>
    run(({ event, found, tests }, at) => {
      const one = at % found.length;
      const impossible = tests.map((test, index) =>
        index === one ? [IMPOSSIBLE[at % IMPOSSIBLE.length]] : test,
      );
      const before = verdict(nest(found, impossible), event);
      // Another element of an array of objects may lack the field: then absence is true there, or not judged.
      if (at % IMPOSSIBLE.length !== IMPOSSIBLE.length - 1) expect(before).toBe("no-match");
      else if (!JSON.stringify(event).includes("[{")) expect(before).toBe("no-match");
      const renamed = found.map((field, index) =>
        index === one ? { ...field, path: [...field.path.slice(0, -1), "Other"] } : field,
      );
      expect(verdict(nest(renamed, tests), event)).toBe("no-match");
    }, 33));

  it("are invalid when one field is broken, whatever the others say", () =>
    run(({ event, found, tests }, at) => {
      const broken = tests.map((test, index) =>
        index === at % found.length ? REFUSED[at % REFUSED.length] : test,
      );
      expect(verdict(nest(found, broken), event)).toBe("invalid");
      expect(verdict({ $or: [nest(found, broken), nest(found, tests)] }, event)).toBe("invalid");
    }, 34));

  it("never match an event without their fields", () =>
    run(({ found, tests }) => {
      expect(verdict(nest(found, tests), {})).toBe("no-match");
      expect(verdict(nest(found, tests), { other: "x" })).toBe("no-match");
    }, 35));
});
