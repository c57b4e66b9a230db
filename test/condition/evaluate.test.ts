// What conditions give: the three-valued tables, times, functions, and that nothing at all makes evaluate throw.
import { describe, expect, it } from "@jest/globals";
import * as condition from "../../src/condition/index.ts";
import {
  ABSENT,
  compileCondition,
  createEnvironment,
  PartialList,
  Unknown,
} from "../../src/condition/index.ts";
import * as view from "../../src/evaluate/view.ts";
import { EXAMPLES, FUNCTIONS, outcomeOf } from "./examples.ts";
import { worldVariables } from "./world.ts";

const implementation = { ...condition, ...view };
const variables = worldVariables(implementation);
const environment = createEnvironment({ variables, functions: FUNCTIONS });

function compile(source: string, expected: "bool" | "list" = "bool") {
  const compiled = compileCondition(source, environment, expected);
  if (!compiled.ok) throw new Error(compiled.errors.map(({ message }) => message).join("\n"));
  return compiled.condition;
}

describe("examples", () => {
  it.each(EXAMPLES.map((example) => [example[0], JSON.stringify(example[1]), example] as const))(
    "%s %s",
    (_source, _removed, example) => {
      expect(outcomeOf(implementation, example)).toEqual(example[2]);
    },
  );
});

describe("values that no view makes", () => {
  const ask = (source: string, account: unknown) => compile(source).evaluate({ account });
  const facts = (value: unknown) =>
    value instanceof Unknown ? value.missing.map(({ fact, cause }) => [fact, cause]) : value;

  it.each([undefined, null, 3, "x", [], new PartialList([], new Unknown([])), ABSENT])(
    "a variable that is %p is unknown, and malformed",
    (account) => {
      expect(facts(ask("!account.settings.strict", account))).toEqual([["account", "malformed"]]);
    },
  );

  it.each([undefined, null, "false", 0, {}, [], ABSENT, Number.NaN])(
    "a boolean that is %p is unknown",
    (strict) => {
      expect(facts(ask("!account.settings.strict", { settings: { strict } }))).toEqual([
        ["account.settings.strict", "malformed"],
      ]);
    },
  );

  it.each([undefined, null, "0", true, Number.NaN])("a number that is %p is unknown", (level) => {
    expect(facts(ask("account.settings.level == 0", { settings: { level } }))).toEqual([
      ["account.settings.level", "malformed"],
    ]);
  });

  it("refuses a word outside the vocabulary, elements of another type, inherited names", () => {
    expect(facts(ask('account.partition != "aws"', { partition: "mars" }))).toEqual([
      ["account.partition", "malformed"],
    ]);
    expect(facts(ask("account.topics.exists(t, t.open)", { topics: [3] }))).toEqual([
      ["account.topics[]", "malformed"],
    ]);
    expect(ask('"a" in account.aliases', { aliases: ["b", 3] })).toEqual(
      new Unknown([], ["a list holds an element of another type"]),
    );
    const own = compileCondition(
      "params.constructor",
      createEnvironment({
        variables: { params: condition.parametersType({ constructor: "boolean" as const }) },
      }),
      "bool",
    );
    expect(facts(own.ok && own.condition.evaluate({ params: {} }))).toEqual([
      ["params.constructor", "malformed"],
    ]);
  });

  it("turns a getter that throws into a mistake, never into an exception", () => {
    const account = {
      get settings(): never {
        throw new Error("no");
      },
    };
    expect(ask("account.settings.strict", account)).toEqual(new Unknown([], ["no"]));
  });

  it("compares times as numbers", () => {
    const sooner = compile("account.created < asOf");
    expect(sooner.evaluate({ account: { created: 1 }, asOf: 2 })).toBe(true);
    expect(sooner.evaluate({ account: { created: new Date(1) }, asOf: 2 })).toBeInstanceOf(Unknown);
  });
});

describe("lists", () => {
  it("gives the list, what its elements are, and what was not seen", () => {
    const list = compile("account.trails.filter(t, t.multi)", "list");
    expect(list.itemType).toMatchObject({ kind: "record", name: "Trail" });
    const missing = new Unknown([{ fact: "account.trails", cause: "reach", reason: "page 2" }]);
    const trails = [{ multi: true }, { multi: false }];
    expect(list.evaluate({ account: { trails } })).toEqual([{ multi: true }]);
    expect(list.evaluate({ account: { trails: missing } })).toBe(missing);
    expect(list.evaluate({ account: { trails: new PartialList(trails, missing) } })).toEqual(
      new PartialList([{ multi: true }], missing),
    );
  });
});

describe("what a condition stands on", () => {
  const needs = (source: string) => [...compile(source).needs].sort();

  it("names the outermost observed facts", () => {
    expect(needs("account.summary.password && account.summary.mfa")).toEqual(["account.summary"]);
    expect(needs("account.trails.exists(t, t.status.logging)")).toEqual(["account.trails"]);
    expect(needs("has(account.settings.limit) && organization.size > 1")).toEqual([
      "account.settings.limit",
      "organization.size",
    ]);
    expect(needs("account.topics.exists(t, t.open)")).toEqual(["account.topics"]);
    expect(needs('account.id == "1" && account.settings.strict')).toEqual([]);
  });

  it("names the parameters, dotted", () => {
    const { parameters } = compile('params.strict && "a" in params.group.names && params.days > 1');
    expect([...parameters].sort()).toEqual(["days", "group.names", "strict"]);
  });
});
