// A rule file from a stranger: any text gives a condition or one-line mistakes with their place, soon; no scope makes it throw.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import * as condition from "../../src/condition/index.ts";
import { compileCondition, compileTemplate, createEnvironment, Unknown } from "../../src/condition/index.ts";
import * as view from "../../src/evaluate/view.ts";
import { EXAMPLES, FUNCTIONS } from "./examples.ts";
import { worldVariables } from "./world.ts";

const variables = worldVariables({ ...condition, ...view });
const environment = createEnvironment({ variables, functions: FUNCTIONS });

const WORDS = [
  ..."account organization params asOf summary trails status mfa has orElse all exists filter map size in true false null".split(
    " ",
  ),
  ...'( ) [ ] { } . , ? : ! && || == != < > <= >= + - * / % " \' \\ 0 1 1.5 1u 0x1 b"a" __proto__ constructor cel.bind //'.split(
    " ",
  ),
  " ",
  "\n",
];

function checkText(source: string): void {
  for (const expected of ["bool", "list"] as const) {
    const compiled = compileCondition(source, environment, expected);
    if (compiled.ok) continue;
    expect(compiled.errors.length).toBeGreaterThan(0);
    for (const { message, line, column, start, end } of compiled.errors) {
      expect(message).toMatch(/^[^\n]+$/);
      expect(line).toBeLessThanOrEqual(source.split("\n").length);
      expect(column).toBeGreaterThan(0);
      expect(start).toBeLessThanOrEqual(end);
      expect(start).toBeLessThanOrEqual(source.length);
    }
  }
}

describe("hostile text", () => {
  it("never throws: token soup, damaged conditions, any characters", () => {
    const soup = fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join(""));
    const damaged = fc
      .tuple(fc.constantFrom(...EXAMPLES), fc.nat(), fc.nat(12), fc.constantFrom("", ...WORDS))
      .map(([[source], at, length, word]) => {
        const from = at % source.length;
        return source.slice(0, from) + word + source.slice(from + length);
      });
    const any = fc.string({ unit: "binary", maxLength: 60 });
    fc.assert(fc.property(fc.oneof(soup, damaged, any), checkText), { numRuns: 3_000, seed: 20261124 });
    fc.assert(
      fc.property(
        fc.oneof(
          any,
          soup.map((text) => `{{${text}}}`),
        ),
        (text) => {
          compileTemplate(text, variables);
        },
      ),
      { numRuns: 2_000, seed: 20261124 },
    );
  });

  it.each([
    "!".repeat(4_000),
    "-".repeat(4_000),
    "(".repeat(4_000),
    "[".repeat(4_000),
    "{".repeat(4_000),
    "a.".repeat(2_000),
    "a?".repeat(2_000),
    "true?true:".repeat(399) + "true",
    "true&&".repeat(660) + "true",
    "true||false&&".repeat(300) + "true",
    "account.trails.exists(t,".repeat(160),
    "has(".repeat(1_000),
    '"'.repeat(3_999),
    "1".repeat(3_999),
    "true//" + "x".repeat(3_990),
  ])("bounded: %.20s…", (source) => {
    const from = performance.now();
    checkText(source);
    expect(performance.now() - from).toBeLessThan(250);
  });
});

describe("hostile evidence", () => {
  it("never makes evaluate throw, and gives a boolean or unknown", () => {
    const conditions = EXAMPLES.flatMap(([source]) => {
      const compiled = compileCondition(source, environment, "bool");
      return compiled.ok ? [compiled.condition] : [];
    });
    const names = [
      "summary",
      "mfa",
      "keys",
      "trails",
      "status",
      "settings",
      "limit",
      "contact",
      "aliases",
      "id",
    ];
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(
          undefined,
          null,
          Number.NaN,
          Infinity,
          -0,
          "",
          "a",
          true,
          false,
          3n,
          condition.ABSENT,
        ),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names, "__proto__", "length"), tie("any"), { maxKeys: 6 }),
        fc.constant(new condition.PartialList([1, "a", null as never], new Unknown([]))),
        fc.func(fc.boolean()),
      ),
    })).any;
    const property = fc.property(
      fc.nat(conditions.length - 1),
      value,
      value,
      (index, account, organization) => {
        const given = conditions[index]!.evaluate({ account, organization, params: {}, asOf: 0 });
        expect(typeof given === "boolean" || given instanceof Unknown).toBe(true);
        if (given instanceof Unknown) expect(given.missing.length + given.errors.length).toBeGreaterThan(0);
      },
    );
    fc.assert(property, { numRuns: 3_000, seed: 20261124 });
  });

  it("is not asked more than loops in loops cost: 300 × 300 elements in well under a second", () => {
    const source = 'account.trails.exists(t, account.trails.exists(u, t.name == "x" && u.name == "y"))';
    const compiled = compileCondition(source, environment, "bool");
    const trails = Array.from({ length: 300 }, () => ({ name: "z" }));
    const from = performance.now();
    expect(compiled.ok && compiled.condition.evaluate({ account: { trails } })).toBe(false);
    expect(performance.now() - from).toBeLessThan(500);
  });
});
