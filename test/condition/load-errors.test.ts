// Every mistake is told in one line, with its place and, where there is one, the word that was meant.
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import * as condition from "../../src/condition/index.ts";
import * as view from "../../src/evaluate/view.ts";
import { FUNCTIONS } from "./examples.ts";
import { describeMistakes, MISTAKES } from "./load-errors.ts";
import { derivedWorld, worldVariables } from "./world.ts";

const implementation = { ...condition, ...view };
const GOLDEN = "test/condition/load-errors.golden.txt";

describe("load errors", () => {
  it("are as the golden file has them (UPDATE_GOLDEN=1 writes it)", () => {
    const text = describeMistakes(implementation);
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(GOLDEN, text);
    expect(text).toBe(readFileSync(GOLDEN, "utf8"));
    expect(MISTAKES.length).toBeGreaterThan(100);
    expect(text.match(/^ {2}loads$/gm)).toHaveLength(1);
    expect(text.match(/did you mean/g)!.length).toBeGreaterThan(12);
  });
});

const variables = condition.withDerived(worldVariables(implementation), derivedWorld);
const environment = condition.createEnvironment({ variables, functions: FUNCTIONS });

describe("guards that must be understood", () => {
  it.each([
    "has(account.contact) && account.contact.verified",
    "!has(account.contact) || account.contact.verified",
    "has(account.contact) ? account.contact.verified : true",
    "!has(account.contact) ? true : account.contact.verified",
    "!(has(account.contact) && account.summary.mfa) || account.contact.verified",
    "(has(account.contact) && account.summary.mfa) ? account.contact.verified : false",
    "(account.summary.mfa ? has(account.contact) : false) && account.contact.verified",
    "(has(account.contact) || false) && account.contact.verified",
    "!!has(account.contact) && (account.summary.mfa || account.contact.verified)",
    "has(account.settings.limit) && account.settings.limit > 1",
    'account.trails.exists(t, has(t.owner) && t.owner == "me")',
    "account.trails.exists(t, t.rules.exists(r, has(r.equals) && has(t.owner) && t.owner in r.equals))",
    "has(account.contact) && account.trails.exists(t, t.name == account.contact.email)",
    'has(account.incident) && account.incident != ""',
    'orElse(account.nickname, "") == ""',
    'orElse(organization.features, []).exists(f, f == "ALL")',
    "account.trails.exists(t, t.multi) && account.trails.all(t, t.multi)",
    "account.trails.size() > 0 && account.trails.all(t, t.multi)",
    "0 < account.trails.size() && account.trails.all(t, t.multi)",
    "account.trails.size() >= 1 && account.trails.all(t, t.multi)",
    "account.trails.size() != 0 && account.trails.all(t, t.multi)",
    "account.trails.size() == 2 && account.trails.all(t, t.multi)",
    "account.trails.size() == 0 || account.trails.all(t, t.multi)",
    "account.trails.size() < 1 || account.trails.all(t, t.multi)",
    "!(account.trails.size() > 0) || account.trails.all(t, t.multi)",
    "!account.trails.exists(t, true) || account.trails.all(t, t.multi)",
    "account.trails.exists_one(t, t.multi) && account.trails.all(t, t.status.logging)",
    "account.trails.size() > 0 ? account.trails.all(t, t.multi) : false",
    '"x" in account.aliases && account.aliases.all(a, a != "")',
    "account.trails.filter(t, t.multi).size() > 0 && account.trails.filter(t, t.multi).all(u, u.status.logging)",
    "account.trails.filter(t, t.multi).size() > 0 && account.trails.all(u, u.status.logging)",
    "account.trails.exists(t, t.multi) && account.trails.filter(t, t.multi).all(u, u.status.logging)",
    'account.trails.size() > 0 && account.trails.map(t, t.name).all(n, n != "")',
    'account.trails.exists(t, t.tags.size() > 0 && t.tags.all(g, g == "x"))',
    "[1, 2, 3].all(n, n > 0)",
    'account.power.outcome == "denied" && account.grade > 1 && account.trails.exists(t, t.records)',
    'orElse(account.nickname, "").contains("x") && -1 < account.summary.keys && account.summary.keys < 1.5',
    Array.from({ length: 200 }, () => "account.settings.strict")
      .join("&&")
      .slice(0, 3_900)
      .replace(/&&[^&]*$/, ""),
  ])("%s", (source) => {
    const compiled = condition.compileCondition(source, environment, "bool");
    expect(compiled.ok ? [] : compiled.errors).toEqual([]);
  });
});

describe("needs of derived facts", () => {
  it("are the observed facts they read, through derived ones too", () => {
    const compiled = condition.compileCondition("account.grade > 1", environment, "bool");
    expect(compiled.ok && [...compiled.condition.needs].sort()).toEqual([
      "account.aliases",
      "account.summary",
      "organization.size",
    ]);
    expect(compiled.ok && [...compiled.condition.parameters]).toEqual(["allowed"]);
  });
});
