// What has become worse since an earlier result, what has not, and what may not be forgotten.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compareAll, pastOf } from "../../src/evaluate/comparison.ts";
import type { Finding, Item } from "../../src/model/index.ts";

const EARLIER = "2026-09-01T03:00:00.000Z";
const WINDOW_FROM = Date.parse("2026-08-26T03:00:00Z");
const subject = { scope: "account", id: "111122223333", partition: "aws" } as const;

const waiver = {
  kind: "waiver",
  owner: "Ana",
  reason: "Known.",
  expires: "2026-12-01T00:00:00.000Z",
} as const;
const key = fc.constantFrom("a", "b", "c", "d");
const item = fc.record(
  {
    key,
    message: fc.constant("said"),
    at: fc.constantFrom("2026-08-20T00:00:00.000Z", "2026-08-30T00:00:00.000Z"),
    waiver: fc.constant(waiver),
  },
  { requiredKeys: ["key", "message"] },
);
const finding: fc.Arbitrary<Finding> = fc
  .record({
    outcome: fc.constantFrom("pass", "fail", "unknown", "error", "not-applicable"),
    severity: fc.constantFrom("critical", "high", "medium", "low", "info"),
    items: fc.uniqueArray(item, { selector: (one) => one.key, maxLength: 4 }),
    itemsComplete: fc.boolean(),
    waived: fc.boolean(),
    fact: fc.constantFrom("account.summary", "account.users"),
  })
  .map(({ outcome, severity, items, itemsComplete, waived, fact }): Finding => ({
    rule: "root-unused",
    subject,
    severity,
    outcome,
    message: "m",
    items: outcome === "fail" ? items : [],
    itemsComplete: outcome !== "fail" || itemsComplete,
    missing: outcome === "unknown" ? [{ fact, cause: "permission", reason: "no" }] : [],
    evidence: [],
    ...(waived && (outcome === "fail" || outcome === "unknown") ? { waiver } : {}),
  }));

interface Options {
  readonly others?: readonly Finding[];
  readonly waivedKeys?: readonly string[];
}

/** The finding of a night, compared with the one of the night before. */
function night(
  now: Finding,
  before: Finding | undefined,
  { others = [], waivedKeys = [] }: Options = {},
): Finding {
  const past = before === undefined ? undefined : pastOf(before);
  const [compared] = compareAll([now, ...others], {
    past: { at: EARLIER, find: ({ rule }) => (rule === now.rule ? past : undefined) },
    windowFrom: () => WINDOW_FROM,
    waived: (_, one) => (waivedKeys.includes(one.key) ? { ...one, waiver } : one),
  });
  return compared!;
}

const make = (
  outcome: Finding["outcome"],
  items: readonly Item[] = [],
  rest: Partial<Finding> = {},
): Finding => ({
  rule: "root-unused",
  subject,
  severity: "high",
  outcome,
  message: "m",
  items,
  itemsComplete: true,
  missing: [],
  evidence: [],
  ...rest,
});

const openKeys = ({ items, baseline }: Finding): string[] =>
  [...items, ...(baseline?.carried ?? [])]
    .filter((one) => one.waiver === undefined)
    .map((one) => one.key)
    .sort();

const badness = ({ outcome, waiver: accepted }: Finding): number => {
  if (outcome === "pass" || outcome === "not-applicable") return 0;
  if (accepted !== undefined) return 1;
  return outcome === "fail" ? 3 : 2;
};

describe("compared with an earlier finding", () => {
  it("says unchanged of the same, and since when, as far back as results reach", () => {
    fc.assert(
      fc.property(finding, (one) => {
        const again = night(one, one);
        expect(again.baseline).toMatchObject({ state: "unchanged", since: EARLIER, newItems: [] });
        const older = { ...again, baseline: { ...again.baseline!, since: "2026-01-01T00:00:00.000Z" } };
        expect(night(one, older).baseline?.since).toBe("2026-01-01T00:00:00.000Z");
      }),
    );
  });

  it("never calls unchanged what is worse, and never worse what is better", () => {
    fc.assert(
      fc.property(finding, finding, (before, now) => {
        const { state } = night(now, before).baseline!;
        if (badness(now) > badness(before)) expect(state).toBe("worsened");
        if (badness(now) < badness(before)) expect(state).toBe("changed");
      }),
    );
  });

  it("finds every item that nobody had seen", () => {
    fc.assert(
      fc.property(finding, finding, (before, now) => {
        const { state, newItems } = night(now, before).baseline!;
        const open = (one: Finding): string[] =>
          one.items.filter((entry) => entry.waiver === undefined).map((entry) => entry.key);
        expect([...newItems]).toEqual(
          open(now)
            .filter((one) => !open(before).includes(one))
            .sort(),
        );
        if (badness(before) === 3 && badness(now) === 3 && newItems.length > 0)
          expect(state).toBe("worsened");
      }),
    );
  });

  it("calls new what the earlier result did not judge", () => {
    fc.assert(fc.property(finding, (one) => expect(night(one, undefined).baseline?.state).toBe("new")));
  });

  it.each([
    ["a higher severity", make("fail", [], { severity: "critical" }), "worsened"],
    ["a lower severity", make("fail", [], { severity: "low" }), "changed"],
    ["a list that is not whole any more", make("fail", [], { itemsComplete: false }), "worsened"],
    ["a waiver", make("fail", [], { waiver }), "changed"],
  ] as const)("%s", (_, now, state) => {
    expect(night(now, make("fail")).baseline?.state).toBe(state);
  });

  it("calls worse a fail whose waiver ended", () => {
    expect(night(make("fail"), make("fail", [], { waiver })).baseline?.state).toBe("worsened");
  });
});

describe("what was open", () => {
  const old: Item = { key: "old", message: "said", at: "2026-08-20T00:00:00.000Z" };
  const recent: Item = { key: "recent", message: "said", at: "2026-08-30T00:00:00.000Z" };
  const device: Item = { key: "device", message: "said" };

  it("is never lost while it is not judged, however many nights", () => {
    fc.assert(
      fc.property(
        finding,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom("unknown", "error"),
        (first, nights, outcome) => {
          let last = first;
          for (let count = 0; count < nights; count++) last = night(make(outcome), last);
          expect(openKeys(last)).toEqual(openKeys(first));
          if (first.outcome === "fail") expect(last.baseline?.lastFailed).toBe(EARLIER);
        },
      ),
    );
  });

  it("is not new when it is seen again after nights that did not judge", () => {
    const again = night(make("fail", [device]), night(make("unknown"), make("fail", [device])));
    expect(again.baseline).toMatchObject({ newItems: [], carried: [] });
  });

  it("is kept by a list that is not whole", () => {
    expect(openKeys(night(make("fail", [old], { itemsComplete: false }), make("fail", [device])))).toEqual([
      "device",
      "old",
    ]);
  });

  it("is settled by a whole list, unless it is an event that left the window", () => {
    const before = make("fail", [old, recent, device]);
    expect(openKeys(night(make("pass"), before))).toEqual(["old"]);
    expect(openKeys(night(make("fail", [recent]), before))).toEqual(["old", "recent"]);
  });

  it("is settled where the rule does not apply any more", () => {
    expect(openKeys(night(make("not-applicable"), make("fail", [old, device])))).toEqual([]);
  });

  it("is told once where another rule took it over", () => {
    const others = [make("fail", [old], { rule: "root-changes-absent" })];
    expect(openKeys(night(make("pass"), make("fail", [old]), { others }))).toEqual([]);
  });

  it("is accepted by a waiver, and open again when that ends", () => {
    const left = night(make("pass"), make("fail", [old]));
    const accepted = night(make("pass"), left, { waivedKeys: ["old"] });
    expect(openKeys(accepted)).toEqual([]);
    expect(openKeys(night(make("pass"), accepted))).toEqual(["old"]);
  });

  it("stays accepted where it was accepted when it left the window", () => {
    const before = make("fail", [{ ...old, waiver }]);
    expect(openKeys(night(make("pass"), before))).toEqual([]);
  });
});
