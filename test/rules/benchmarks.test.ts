// The rule lists of the benchmarks, pinned: a rule that falls out of one, or a step nobody speaks for, is seen here.
// UPDATE_GOLDEN=1 writes the list anew.
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { compileRule } from "../../src/evaluate/index.ts";
import { loadBenchmarks, loadRules } from "../../src/load/index.ts";

const ids = loadRules(["rules"], compileRule).rules.map(({ definition }) => definition.id);
const { benchmarks, problems } = loadBenchmarks("benchmarks", ids);
const playbook = benchmarks.find(({ id }) => id === "root-account-playbook");
const GOLDEN = new URL("benchmarks.golden.txt", import.meta.url);

describe("the benchmarks", () => {
  it("name rules that exist, and say what no rule sees", () => {
    expect(problems).toEqual([]);
  });

  it("hold exactly these rules", () => {
    const lines = benchmarks.flatMap(({ id, controls }) =>
      controls.map((control) => `${id} ${control.id} ${control.coverage}: ${control.rules.join(" ")}\n`),
    );
    if (process.env["UPDATE_GOLDEN"] !== undefined) writeFileSync(GOLDEN, lines.join(""));
    expect(lines.join("")).toBe(readFileSync(GOLDEN, "utf8"));
  });
});

describe("the playbook", () => {
  it("has its 16 steps in order, each with a rule", () => {
    const steps = "D1 D2 D3 C1 C2 C3 C4 E1 E2 E3 R1 R2 R3 L1 L2 L3".split(" ");
    expect(playbook?.controls.map(({ id }) => id)).toEqual(steps);
    expect(playbook?.controls.filter(({ rules }) => rules.length === 0)).toEqual([]);
  });

  it("leaves out no rule that comes with rootproof", () => {
    const named = new Set(playbook?.controls.flatMap(({ rules }) => rules));
    expect(ids.filter((id) => !named.has(id))).toEqual([]);
  });

  it("is what RULES.md's steps are: docs/playbook.md has a section for each", () => {
    const text = readFileSync("docs/playbook.md", "utf8");
    for (const { id, title } of playbook?.controls ?? []) expect(text).toContain(`### ${id}. ${title}`);
  });
});
