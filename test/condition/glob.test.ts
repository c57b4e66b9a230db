// glob(): literal but for `*`, which never crosses an `@`; addresses without regard to case; linear time.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { glob } from "../../src/condition/index.ts";

describe("glob", () => {
  it.each([
    ["abc", "abc", true],
    ["abc", "ABC", false],
    ["abc", "a*", true],
    ["abc", "*c", true],
    ["abc", "a*c", true],
    ["abc", "a*b*c", true],
    ["abc", "*", true],
    ["abc", "**", true],
    ["", "*", true],
    ["", "", true],
    ["abc", "", false],
    ["abc", "ab", false],
    ["ab", "ab*b", false],
    ["aba", "a*b*a", true],
    ["aa", "a*a*a", false],
    ["abab", "*ab", true],
    ["a.c", "a?c", false],
    ["abc", "a.c", false],
    ["a(b", "a(*", true],
    ["Security@Example.COM", "security@example.com", true],
    ["security@example.com", "*@EXAMPLE.com", true],
    ["a@evil.com@example.com", "*@example.com", false],
    ["a@example.com", "*", false],
    ["a@example.com", "*@*", true],
    ["a@example.com.evil.org", "*@example.com", false],
    ["a@sub.example.com", "*@*.example.com", true],
    ["\u212Aevin@example.com", "kevin@example.com", false],
    ["\u0130@example.com", "i*@example.com", false],
    ["plain", "*@*", false],
  ])("%j fits %j: %p", (text, pattern, expected) => {
    expect(glob(text, pattern)).toBe(expected);
  });

  it("agrees with a regular expression that means the same", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "@", "A"), maxLength: 8 });
    const property = fc.property(letters, letters, (text, pattern) => {
      const meaning = new RegExp(`^${pattern.replaceAll("*", "[^@]*")}$`, text.includes("@") ? "i" : "");
      expect(glob(text, pattern)).toBe(meaning.test(text));
    });
    fc.assert(property, { numRuns: 5_000, seed: 20261124 });
  });

  it("takes no longer for a pattern that would make a regular expression hang", () => {
    const text = "a".repeat(100_000);
    const from = performance.now();
    expect(glob(`${text}!`, `${"a*".repeat(1_000)}b`)).toBe(false);
    expect(glob(text, "*a".repeat(1_000))).toBe(true);
    expect(performance.now() - from).toBeLessThan(500);
  });
});
