// One line, one case: a pattern, an event, the verdict and why. Written from AWS-FACTS 8.3, the public guide of EventBridge and the
// README of aws/event-ruler; patterns whose text matters (keys given twice, escapes, no JSON) are kept as text.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { matchEventPattern } from "../../src/semantics/index.ts";

interface Case {
  readonly why: string;
  readonly verdict: "match" | "no-match" | "invalid" | "not-understood";
  readonly pattern: unknown;
  readonly event: object;
}

const cases = readFileSync("test/semantics/event-pattern-cases.ndjson", "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

const textOf = (pattern: unknown): string =>
  typeof pattern === "string" ? pattern : JSON.stringify(pattern);

describe("cases from the documentation", () => {
  it("are as documented", () => {
    const wrong = cases
      .map(({ why, verdict, pattern, event }) => {
        const { verdict: ours } = matchEventPattern(textOf(pattern), event);
        return { why, verdict, ours };
      })
      .filter(({ verdict, ours }) => ours !== verdict);
    expect(wrong).toEqual([]);
  });

  it("are many, of every verdict, and none is there twice", () => {
    const seen = new Set(cases.map(({ pattern, event }) => JSON.stringify([pattern, event])));
    expect(seen.size).toBe(cases.length);
    expect(cases.length).toBeGreaterThan(150);
    expect(new Set(cases.map(({ verdict }) => verdict)).size).toBe(4);
  });
});
