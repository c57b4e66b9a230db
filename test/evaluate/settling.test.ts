// Between rules and findings: statements, ownership, compensation, waivers, exclusions. None of them makes a pass of a fail.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Draft, ItemTraits } from "../../src/evaluate/judge.ts";
import { Ledger } from "../../src/evaluate/settle/entries.ts";
import { moveItems } from "../../src/evaluate/settle/ownership.ts";
import { waive } from "../../src/evaluate/settle/waiving.ts";
import type { Attestation, Exclusion, Finding, Waiver } from "../../src/model/index.ts";
import { ACCOUNT, judgeAll, judgeOne, ruleOf } from "./judging.ts";

const keys = ruleOf({ id: "keys-absent" });
const devices = ruleOf({
  id: "devices-known",
  passesWhen: '!account.virtualMfaDevices.exists(device, device.serialNumber != "")',
  items: {
    list: "account.virtualMfaDevices",
    key: "{{item.serialNumber}}",
    message: "{{item.serialNumber}}",
  },
});
const device = (name: string) => ({ serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/${name}` });
const failing = {
  account: { "summary.accessKeysPresent": 1, virtualMfaDevices: [device("a"), device("b")] },
};
const unseen = { account: { summary: { state: "denied" } } };
const unobservable = {
  account: { summary: { state: "skipped", reason: { cause: "not-observable", message: "no API" } } },
};
const waiver = (changes: Partial<Waiver> = {}): Waiver => ({
  rules: ["keys-absent", "devices-known"],
  accounts: [ACCOUNT],
  owner: "ana.lee@example.com",
  reason: "Moving.",
  expires: "2026-02-01",
  ...changes,
});
const waivedBy = (waivers: readonly Waiver[]) => ({ acceptances: { waivers: [...waivers] } });

describe("a waiver", () => {
  it.each<[string, Partial<Waiver>, boolean]>([
    ["of the rule and account", {}, true],
    ["of a glob of accounts", { accounts: ["1111*"] }, true],
    ["of another account", { accounts: ["999999999999"] }, false],
    ["of another rule", { rules: ["other"] }, false],
    ["of a unit above the account", { accounts: [], units: ["r-*"] }, true],
    ["of a cause", { cause: "permission" }, false],
    ["of items of a finding without items", { items: ["*"] }, false],
    ["on its last day", { expires: "2026-01-15" }, true],
    ["that is over", { expires: "2026-01-14" }, false],
    ["that has not begun", { starts: "2026-01-16" }, false],
  ])("%s", (_, changes, waived) => {
    const finding = judgeOne(keys, failing, waivedBy([waiver(changes)]));
    expect([finding.outcome, finding.waiver !== undefined]).toEqual(["fail", waived]);
  });

  it("names who accepts what until when, addresses shortened", () => {
    expect(judgeOne(keys, failing, waivedBy([waiver({ reference: "T-1" })])).waiver).toEqual({
      kind: "waiver",
      owner: "a…@example.com",
      reason: "Moving.",
      reference: "T-1",
      expires: "2026-02-01T23:59:59.999Z",
    });
  });

  it("of some items waives those, and the finding once all are, until the first ends", () => {
    const one = waiver({ items: ["*/a"] });
    const two = waiver({ items: ["*/b"], expires: "2026-01-20" });
    const waived = (waivers: Waiver[]) => {
      const { items, waiver: whole } = judgeOne(devices, failing, waivedBy(waivers));
      return [items.map((item) => item.waiver !== undefined), whole?.expires.slice(0, 10)];
    };
    expect(waived([one])).toEqual([[true, false], undefined]);
    expect(waived([one, two])).toEqual([[true, true], "2026-01-20"]);
  });

  it("waives no finding whose list was not read to its end", () => {
    const cut = {
      account: {
        virtualMfaDevices: {
          state: "collected",
          incomplete: true,
          reason: { cause: "reach", message: "cut" },
          value: [device("a")],
        },
      },
    };
    const finding = judgeOne(devices, cut, waivedBy([waiver()]));
    expect(finding).toMatchObject({ outcome: "fail", itemsComplete: false, items: [{ waiver: {} }] });
    expect(finding.waiver).toBeUndefined();
  });

  it("waives an unknown only by its causes, and every one of them", () => {
    const waived = (...waivers: Waiver[]) => judgeOne(keys, unseen, waivedBy(waivers)).waiver !== undefined;
    expect(waived(waiver())).toBe(false);
    expect(waived(waiver({ cause: "reach" }))).toBe(false);
    expect(waived(waiver({ cause: "permission" }))).toBe(true);
    const both = ruleOf({
      id: "keys-absent",
      passesWhen: "account.summary.accessKeysPresent == 0 && account.virtualMfaDevices.size() == 0",
    });
    const twoCauses = { account: { ...unseen.account, virtualMfaDevices: { state: "failed" } } };
    const bothWaived = (...waivers: Waiver[]) =>
      judgeOne(both, twoCauses, waivedBy(waivers)).waiver !== undefined;
    expect(bothWaived(waiver({ cause: "permission" }))).toBe(false);
    expect(bothWaived(waiver({ cause: "permission" }), waiver({ cause: "reach" }))).toBe(true);
  });

  it("takes an unknown out of evidence-complete, which counts it", () => {
    const [, completeness] = judgeAll([keys], unseen, waivedBy([waiver({ cause: "permission" })]));
    expect(completeness).toMatchObject({
      outcome: "pass",
      message: "Everything the selected rules need was seen; waived: 1 unknown",
      items: [],
    });
  });

  const draws = fc.record({
    rules: fc.subarray(["keys-absent", "devices-known", "other"], { minLength: 1 }),
    accounts: fc.subarray([ACCOUNT, "*", "999999999999"], { minLength: 1 }),
    items: fc.option(fc.subarray(["*", "*/a", "none"], { minLength: 1 }), { nil: undefined }),
    cause: fc.option(fc.constantFrom("permission" as const, "not-observable" as const), { nil: undefined }),
    expires: fc.constantFrom("2026-01-01", "2026-02-01"),
  });
  const worlds = fc.constantFrom(failing, unseen, unobservable, {});

  it("never changes an outcome, a message, a severity or an item's text", () => {
    const bare = (findings: readonly Finding[]) =>
      findings
        .filter(({ rule }) => rule !== "evidence-complete")
        .map(({ items, ...finding }) => ({
          ...finding,
          waiver: undefined,
          items: items.map(({ key, message }) => ({ key, message })),
        }));
    fc.assert(
      fc.property(fc.array(draws, { maxLength: 4 }), worlds, (drawn, world) => {
        const waivers = drawn.map(({ items, cause, ...rest }) =>
          waiver({ ...rest, ...(items !== undefined && { items }), ...(cause !== undefined && { cause }) }),
        );
        const rules = [keys, devices];
        expect(bare(judgeAll(rules, world, waivedBy(waivers)))).toEqual(bare(judgeAll(rules, world)));
      }),
      { seed: 20_260_115, numRuns: 60 },
    );
  });
});

describe("an attestable rule", () => {
  const asked = ruleOf({
    ...keys.definition,
    attestable: { statement: "Root has no key.", people: 2, days: 90 },
  });
  const attestation: Attestation = {
    statement: "keys-absent",
    accounts: ["*"],
    by: ["ana.lee@example.com", "Ben"],
    on: "2026-01-10",
    expires: "2026-03-01",
    evidence: "T-2",
  };
  const attested = { statements: { attestations: [attestation] } };

  it("passes where nobody can observe the fact and people state it", () => {
    expect(judgeOne(asked, unobservable).outcome).toBe("unknown");
    expect(judgeOne(asked, unobservable, attested)).toMatchObject({
      outcome: "pass",
      message: "It holds: attested by a…@example.com, Ben on 2026-01-10, until 2026-03-01",
      missing: [],
      attestation: { by: ["a…@example.com", "Ben"], on: "2026-01-10T00:00:00.000Z", evidence: "T-2" },
    });
  });

  it.each<[string, object, string]>([
    ["that fails", failing, "fail"],
    ["whose fact was refused", unseen, "unknown"],
    [
      "of which another fact was refused",
      { account: { ...unobservable.account, virtualMfaDevices: { state: "denied" } } },
      "unknown",
    ],
  ])("does not pass by a statement: one %s", (_, world, outcome) => {
    const both = ruleOf({
      ...asked.definition,
      passesWhen: "account.summary.accessKeysPresent == 0 && account.virtualMfaDevices.size() < 9",
    });
    expect(judgeOne(both, world, attested).outcome).toBe(outcome);
  });

  it("shows the statement with the pass of a rule that asks for one", () => {
    const statement = ruleOf({
      id: "keys-absent",
      passesWhen: "has(account.attestation)",
      attestation: { statement: "s", people: 1, days: 90 },
    });
    expect(judgeOne(statement, {}, attested).attestation?.by).toEqual(["a…@example.com", "Ben"]);
    const unstated = judgeOne(statement, {}, { unstated: new Set(["keys-absent"]) });
    expect(unstated).toMatchObject({ outcome: "unknown", missing: [{ cause: "configuration" }] });
  });
});

describe("compensation", () => {
  const compensated = ruleOf({ ...keys.definition, compensatedBy: ["devices-few", "alias-set"] });
  const few = ruleOf({ id: "devices-few", passesWhen: "account.virtualMfaDevices.size() < 3" });
  const alias = ruleOf({ id: "alias-set", passesWhen: "account.aliases.size() > 0" });

  it("lowers the severity by one level where every named rule passes, and says so", () => {
    const world = { account: { ...failing.account, aliases: ["payments"] } };
    const [finding] = judgeAll([compensated, few, alias], world);
    expect(finding).toMatchObject({
      outcome: "fail",
      severity: "medium",
      compensatedBy: ["devices-few", "alias-set"],
      message: "it does not hold; compensated by devices-few, alias-set",
    });
    const [own] = judgeAll([compensated, few, alias], world, { severities: { "keys-absent": "info" } });
    expect(own?.severity).toBe("info");
  });

  it.each([
    ["one of them fails", { account: { ...failing.account, aliases: [] } }, [few, alias]],
    [
      "one of them is unknown",
      { account: { ...failing.account, aliases: { state: "denied" } } },
      [few, alias],
    ],
    ["one of them was not selected", failing, [few]],
  ])("does nothing where %s", (_, world, others) => {
    const [finding] = judgeAll([compensated, ...others], world);
    expect([finding?.severity, finding?.compensatedBy]).toEqual(["high", undefined]);
  });
});

describe("ownership", () => {
  const draft = (
    rule: string,
    items: readonly (ItemTraits & { readonly key: string })[],
    more: Partial<Finding> = {},
  ): Draft => ({
    definition: { ...keys.definition, id: rule },
    traits: items,
    finding: {
      ...judgeOne(keys, failing),
      rule,
      items: items.map(({ key }) => ({ key, message: key })),
      ...more,
    },
  });
  const keysOf = (drafts: readonly Draft[]) =>
    moveItems(drafts).map(({ finding }) => finding.items.map(({ key }) => key));
  const event = (key: string, owners: readonly string[]) => ({ key, event: key, session: "s", owners });
  const session = (owners: readonly string[]) => ({ key: "s", session: "s", owners });

  it("moves an item to the rule that lists it; a fail without any left says where they are", () => {
    const persistence = draft("persistence", [event("e1", ["persistence"])]);
    expect(keysOf([draft("changes", [event("e1", ["persistence"]), event("e2", [])]), persistence])).toEqual([
      ["e2"],
      ["e1"],
    ]);
    expect(keysOf([draft("unused", [session(["persistence"])]), persistence])).toEqual([
      ["see:persistence"],
      ["e1"],
    ]);
  });

  it.each([
    ["passes", draft("persistence", [], { outcome: "pass" })],
    ["is unknown", draft("persistence", [], { outcome: "unknown" })],
    ["was not selected", draft("other", [])],
    ["fails for another event", draft("persistence", [event("e9", ["persistence"])])],
  ])("leaves the item where its owner %s", (_, owner) => {
    const changes = draft("changes", [event("e1", ["persistence"])]);
    expect(keysOf([changes, owner])[0]).toEqual(["e1"]);
  });

  it("leaves a session of which a part is this rule's own", () => {
    const persistence = draft("persistence", [event("e1", ["persistence"])]);
    expect(keysOf([draft("unused", [session(["persistence", "unused"])]), persistence])[0]).toEqual(["s"]);
    expect(keysOf([draft("unused", [session(["persistence", "mfa"])]), persistence])[0]).toEqual(["s"]);
  });

  it("waives a fail that points to others when they are waived, and only then", () => {
    const drafts = [
      draft("unused", [session(["mfa", "persistence"])]),
      draft("mfa", [event("e2", ["mfa"])]),
      draft("persistence", [event("e1", ["persistence"])]),
    ];
    const entry = (rules: string[]) => ({
      section: "waivers" as const,
      index: 0,
      value: waiver({ rules }),
      from: 0,
      until: Date.UTC(2026, 1, 1),
    });
    const waived = (rules: string[]) =>
      waive(moveItems(drafts), { waivers: [entry(rules)], plannedUses: [], ledger: new Ledger() }).map(
        (finding) => finding.waiver !== undefined,
      );
    expect(waived(["mfa", "persistence"])).toEqual([true, true, true]);
    expect(waived(["mfa"])).toEqual([false, true, false]);
    expect(waived(["unused"])).toEqual([false, false, false]);
  });

  it("waives an item that a planned use expects", () => {
    const planned = {
      section: "plannedUses" as const,
      index: 0,
      value: {
        accounts: [ACCOUNT],
        from: "2026-01-10",
        to: "2026-01-10",
        owner: "Ana",
        reason: "New device.",
        reference: "CHG-1",
        expects: ["mfa-change" as const],
      },
      from: 0,
      until: Date.UTC(2026, 0, 11),
    };
    const [finding] = waive([draft("mfa", [{ key: "e1", owners: [], plannedUse: "CHG-1" }])], {
      waivers: [],
      plannedUses: [planned],
      ledger: new Ledger(),
    });
    expect(finding?.waiver).toMatchObject({ kind: "planned-use", owner: "Ana", reference: "CHG-1" });
  });
});

describe("an exclusion", () => {
  const exclusion = (changes: Partial<Exclusion> = {}): Exclusion => ({
    accounts: [ACCOUNT],
    reason: "Sold.",
    owner: "ana.lee@example.com",
    expires: "2026-02-01",
    ...changes,
  });
  const outcomes = (exclusions: Exclusion[], world: Parameters<typeof judgeAll>[1] = failing) =>
    judgeAll([keys], world, { acceptances: { exclusions } }).map(({ outcome, message }) => [
      outcome,
      message,
    ]);

  it("makes every rule not-applicable and says who left the account out, why and until when", () => {
    const said = ["not-applicable", "excluded until 2026-02-01 by a…@example.com: Sold."];
    expect(outcomes([exclusion()])).toEqual([said, said]);
  });

  it.each<[string, Partial<Exclusion>]>([
    ["that is over", { expires: "2026-01-14" }],
    ["that has not begun", { starts: "2026-01-16" }],
    ["of another account", { accounts: ["999999999999"] }],
  ])("%s leaves nobody out", (_, changes) => {
    expect(outcomes([exclusion(changes)])[0]?.[0]).toBe("fail");
  });

  it("of a unit leaves nobody out where the tree was not seen", () => {
    const byUnit = [{ ...exclusion(), accounts: [], units: ["r-*"] }];
    expect(outcomes(byUnit)[0]?.[0]).toBe("not-applicable");
    expect(outcomes(byUnit, { ...failing, organization: { units: { state: "denied" } } })[0]?.[0]).toBe(
      "fail",
    );
  });
});
