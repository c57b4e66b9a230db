// Two results: what got worse is never missed, and what nobody judges any more is never called fixed.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compareAccounts, FindingComparison } from "../../src/evaluate/index.ts";
import type { Change, ChangedFinding, Finding } from "../../src/model/index.ts";

const waiver = {
  kind: "waiver",
  owner: "Ana",
  reason: "Known.",
  expires: "2026-12-01T00:00:00.000Z",
} as const;

const finding = fc
  .record({
    rule: fc.constantFrom("root-mfa-enabled", "root-unused"),
    id: fc.constantFrom("111122223333", "444455556666"),
    outcome: fc.constantFrom("pass", "fail", "unknown", "error", "not-applicable"),
    severity: fc.constantFrom("critical", "low"),
    keys: fc.uniqueArray(fc.constantFrom("a", "b"), { maxLength: 2 }),
    waived: fc.boolean(),
  })
  .map(({ rule, id, outcome, severity, keys, waived }): Finding => ({
    rule,
    subject: { scope: "account", id, partition: "aws" },
    severity,
    outcome,
    message: "m",
    items: outcome === "fail" ? keys.map((key) => ({ key, message: key })) : [],
    itemsComplete: true,
    missing: [],
    evidence: [],
    ...(waived && (outcome === "fail" || outcome === "unknown") && { waiver }),
  }));
const result = fc.uniqueArray(finding, { selector: ({ rule, subject }) => `${rule} ${subject.id}` });

function compareResults(old: readonly Finding[], later: readonly Finding[]): FindingComparison {
  const comparison = new FindingComparison();
  for (const one of old) comparison.addEarlier(one);
  for (const one of later) comparison.addLater(one);
  return comparison;
}

const isOpen = ({ outcome, waiver: accepted }: Finding): boolean =>
  accepted === undefined && outcome !== "pass" && outcome !== "not-applicable";
const find = (list: readonly Finding[], { rule, subject }: ChangedFinding | Finding): Finding | undefined =>
  list.find((one) => one.rule === rule && one.subject.id === subject.id);
const kinds = (changes: readonly ChangedFinding[]): Change[] => changes.map(({ change }) => change);

describe("two results", () => {
  it("differ in nothing when they are the same", () => {
    fc.assert(
      fc.property(result, (one) => {
        const comparison = compareResults(one, one);
        expect(comparison.changes).toEqual([]);
        expect(comparison.unchanged).toBe(one.length);
      }),
    );
  });

  it("are told of once, each finding in one place", () => {
    fc.assert(
      fc.property(result, result, (old, later) => {
        const { changes, unchanged } = compareResults(old, later);
        const told = changes.map(({ rule, subject }) => `${rule} ${subject.id}`);
        expect(told).toEqual([...new Set(told)]);
        const gone = kinds(changes).filter((change) => change === "gone").length;
        expect(changes.length - gone + unchanged).toBe(later.length);
      }),
    );
  });

  it("never lose what is open, and never call fixed what does not pass", () => {
    fc.assert(
      fc.property(result, result, (old, later) => {
        const { changes } = compareResults(old, later);
        for (const one of old.filter(isOpen)) {
          const now = find(later, one);
          const change = changes.find(
            ({ rule, subject }) => rule === one.rule && subject.id === one.subject.id,
          )?.change;
          if (now === undefined) expect(change).toBe("gone");
          else if (!isOpen(now))
            expect(change).toBe(
              now.outcome === "pass" || now.outcome === "not-applicable" ? "fixed" : "improved",
            );
        }
        for (const one of changes.filter(({ change }) => change === "fixed"))
          expect(["pass", "not-applicable"]).toContain(find(later, one)?.outcome);
      }),
    );
  });

  it("call worse whatever is open and was not", () => {
    fc.assert(
      fc.property(result, result, (old, later) => {
        const { changes } = compareResults(old, later);
        for (const one of later.filter(isOpen)) {
          const before = find(old, one);
          if (before !== undefined && isOpen(before)) continue;
          const change = changes.find(
            ({ rule, subject }) => rule === one.rule && subject.id === one.subject.id,
          )?.change;
          expect(change).toBe(before === undefined ? "new" : "worsened");
        }
      }),
    );
  });

  it("mirror each other: what is fixed one way is worse the other", () => {
    fc.assert(
      fc.property(result, result, (old, later) => {
        const there = compareResults(old, later).changes.filter(({ change }) => change === "fixed");
        const back = compareResults(later, old).changes;
        for (const one of there)
          expect(
            back.find(({ rule, subject }) => rule === one.rule && subject.id === one.subject.id)?.change,
          ).toBe("worsened");
      }),
    );
  });

  it("name the items that came and went", () => {
    const [old, later] = ["a", "b"].map((key): Finding => ({
      rule: "r",
      subject: { scope: "account", id: "1", partition: "aws" },
      severity: "high",
      outcome: "fail",
      message: "m",
      items: [{ key, message: key }],
      itemsComplete: true,
      missing: [],
      evidence: [],
    }));
    expect(compareResults([old!], [later!]).changes).toMatchObject([
      { change: "worsened", was: "fail", is: "fail", came: [{ key: "b" }], went: [{ key: "a" }] },
    ]);
  });
});

it("tells which accounts came, went, and fare otherwise", () => {
  const old = [
    { id: "1", state: "judged" },
    { id: "2", state: "judged", name: "shop" },
    { id: "3", state: "judged" },
  ] as const;
  const later = [
    { id: "2", state: "unreached" },
    { id: "3", state: "judged" },
    { id: "4", state: "judged" },
  ] as const;
  expect(compareAccounts(old, later)).toEqual([
    { id: "1", was: "judged" },
    { id: "2", name: "shop", was: "judged", is: "unreached" },
    { id: "4", is: "judged" },
  ]);
});
