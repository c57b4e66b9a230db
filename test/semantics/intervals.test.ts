// Coverage of a stretch of time by several look-ups, against a count of every instant.
import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { coversAll } from "../../src/semantics/index.ts";

const interval = fc
  .tuple(fc.nat(12), fc.nat(12))
  .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));

it("holds every instant, the borders among them", () => {
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 5 }), interval, (intervals, whole) => {
      // Half steps: two intervals that only touch neighbouring numbers leave a gap between them.
      const instants = Array.from(
        { length: (whole.to - whole.from) * 2 + 1 },
        (_, step) => whole.from + step / 2,
      );
      const held = instants.every((instant) =>
        intervals.some(({ from, to }) => from <= instant && instant <= to),
      );
      expect(coversAll(intervals, whole)).toBe(held);
    }),
    { seed: 20_260_115, numRuns: 2000 },
  );
});
