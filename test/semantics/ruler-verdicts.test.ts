// What AWS's own event-ruler (1.7.3, from Maven Central) said of random patterns and events, recorded in ruler-verdicts.ndjson.
// Some 1.3 million such pairs were compared when the matcher was written; none disagreed outside "not-understood".
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { matchEventPattern } from "../../src/semantics/index.ts";

interface Recorded {
  readonly pattern: string;
  readonly event: object;
  readonly ruler: "match" | "no-match" | "invalid";
}

const lines = readFileSync("test/semantics/ruler-verdicts.ndjson", "utf8").trim().split("\n");
const judged = lines.map((line) => {
  const recorded = JSON.parse(line) as Recorded;
  return { ...recorded, ours: matchEventPattern(recorded.pattern, recorded.event).verdict };
});

describe("verdicts of event-ruler", () => {
  it("are never contradicted", () => {
    expect(judged.filter(({ ours, ruler }) => ours !== ruler && ours !== "not-understood")).toEqual([]);
  });

  it.each(["match", "no-match", "invalid"] as const)("'%s' is said too, not only doubted", (verdict) => {
    expect(judged.filter(({ ours, ruler }) => ours === verdict && ruler === verdict).length).toBeGreaterThan(
      80,
    );
  });

  it("its slips are doubted: a list that shares a value with another alternative's, an escape among other values", () => {
    const slips: readonly [string, object][] = [
      ['{"$or":[{"y":["b"]},{"y":["ab","b"]}]}', { y: "ab" }],
      ['{"$or":[{"y":["a"]},{"y":["a",{"exists":false}]}]}', {}],
      ['{"x":[{"wildcard":"*\\\\*"},{"equals-ignore-case":"a"}]}', { x: "ab" }],
    ];
    for (const [pattern, event] of slips)
      expect(matchEventPattern(pattern, event).verdict).toBe("not-understood");
  });

  it("alternatives with equal lists, or without a common value, are judged", () => {
    const equal = '{"$or":[{"y":["a"],"x":["1"]},{"y":["a"],"x":["2"]}]}';
    expect(matchEventPattern(equal, { y: "a", x: "2" }).verdict).toBe("match");
  });
});
