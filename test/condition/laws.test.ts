// Never a false pass: removing, ageing, cutting short or breaking evidence may only make an outcome unknown.
import { describe, expect, it } from "@jest/globals";
import * as condition from "../../src/condition/index.ts";
import * as view from "../../src/evaluate/view.ts";
import { removalLaw, windowLaw } from "./laws.ts";

const implementation = { ...condition, ...view };

describe("laws", () => {
  it("removing evidence never flips an outcome, and the names are exact", () => {
    const tally = removalLaw(implementation, { runs: 6_000 });
    expect(tally.complete).toBe(tally.runs);
    expect(tally.unknown).toBeGreaterThan(1_000);
    expect(tally.stillDecided).toBeGreaterThan(1_000);
    expect(tally.loops).toBeGreaterThan(3_000);
  });

  it("holds as well where a function throws", () => {
    const tally = removalLaw(implementation, { runs: 2_000, mayThrow: true, seed: 7 });
    expect(tally.complete).toBeLessThan(tally.runs);
  });

  it("widening a window never makes a pass", () => {
    const tally = windowLaw(implementation, { runs: 3_000 });
    expect(tally.passes).toBeGreaterThan(400);
    expect(tally.changes).toBeGreaterThan(300);
  });
});
