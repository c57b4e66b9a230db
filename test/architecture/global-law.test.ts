// The bans on globals: each catches a planted breach in each module it is for.
import { describe, expect, it } from "@jest/globals";
import { Linter } from "eslint";

const CONFIG_FILE = "../../eslint.config.mjs";
const { default: config } = (await import(CONFIG_FILE)) as { default: Linter.Config[] };
const BANS = config.filter(({ rules }) => rules?.["no-restricted-globals"] !== undefined);
const PURE = ["model", "condition", "semantics", "evaluate", "report", "load"];
const EDGES = ["collect", "scan"];

const CLOCK = ["Date.now()", "new Date()", "Date()"];
const GLOBALS = ["process.env", "console.log(1)", "fetch('https://example.com')"];
const RANDOM = ["Math.random()"];

function complaints(module: string, code: string): string[] {
  const messages = new Linter({ configType: "flat" }).verify(`export const x = ${code};`, BANS, {
    filename: `src/${module}/planted.ts`,
  });
  return messages.map(({ message }) => message);
}

const pairs = (modules: readonly string[], codes: readonly string[]) =>
  modules.flatMap((module) => codes.map((code) => ({ module, code })));

describe("banned globals", () => {
  it.each([...pairs(PURE, [...CLOCK, ...GLOBALS, ...RANDOM]), ...pairs(EDGES, [...GLOBALS, ...RANDOM])])(
    "$code in $module",
    ({ module, code }) => {
      expect(complaints(module, code)).toHaveLength(1);
    },
  );

  it("a date that is given is fine", () => {
    expect(complaints("evaluate", "new Date(0)")).toEqual([]);
  });

  it("the clock is fine at the edges", () => {
    expect(EDGES.flatMap((module) => complaints(module, "new Date()"))).toEqual([]);
  });
});
