// Root's events over random stories: nothing lost between rules, nothing claimed that was not covered, nothing slow.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parse } from "yaml";
import { compileRule } from "../../src/evaluate/index.ts";
import type { CloudTrailEvent, Coverage, Finding, PlannedUse, RuleFile } from "../../src/model/index.ts";
import { ACCOUNT, base, judgeAll, ruleOf } from "./judging.ts";

const OWNING = [
  "root-sign-in-from-known-network",
  "root-sign-in-attempts-absent",
  "root-mfa-unchanged",
  "root-password-unchanged",
  "root-persistence-absent",
  "account-level-changes-absent",
  "alternate-contacts-unchanged",
  "root-email-unchanged",
];
const ALL = [
  ...OWNING,
  "root-unused",
  "root-changes-absent",
  "root-sign-in-with-mfa",
  "root-sessions-expected",
];

const compiled = (id: string) => {
  const result = compileRule(parse(readFileSync(`rules/${id}.yaml`, "utf8")) as RuleFile);
  if (!result.ok) throw new Error(id);
  return result.rule;
};
const rules = ALL.map(compiled);
/** Lists every event in the window with its owners, as items. */
const ownersRule = ruleOf({
  id: "owners",
  passesWhen: "!account.rootEvents.exists(event, event.id != '')",
  items: { list: "account.rootEvents", key: "{{item.id}}", message: "{{item.owners}}" },
});

const MANAGEMENT = "999999999999";
const member = base.member as {
  account: { events: { covered: Coverage[] } };
  organization: { events: { covered: Coverage[] } };
};
const HOUR = 3_600_000;
const NAMES: readonly (readonly [string, string])[] = [
  ["signin", "ConsoleLogin"],
  ["signin", "PasswordUpdated"],
  ["iam", "EnableMFADevice"],
  ["iam", "CreateLoginProfile"],
  ["iam", "CreateUser"],
  ["iam", "DeleteAccessKey"],
  ["account", "PutAlternateContact"],
  ["account", "StartPrimaryEmailUpdate"],
  ["account", "EnableRegion"],
  ["organizations", "LeaveOrganization"],
  ["s3", "ListBuckets"],
];

/** A record of the account: mostly by root, now and then by an administrator, about itself or about a user. */
const record = fc
  .record({
    id: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    what: fc.constantFrom(...NAMES),
    hours: fc.nat(20 * 24),
    key: fc.constantFrom(undefined, "AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPL1", "ASIAIOSFODNN7EXAMPL2"),
    byAdmin: fc.boolean(),
    failed: fc.boolean(),
    address: fc.constantFrom(undefined, "203.0.113.9", "198.51.100.7"),
    user: fc.constantFrom(undefined, "AWS ROOT USER", "alice"),
  })
  .map(({ id, what: [service, name], hours, key, byAdmin, failed, address, user }): CloudTrailEvent => {
    const admin = {
      type: "AssumedRole",
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/admin/x`,
      accountId: ACCOUNT,
    };
    const root = {
      type: "Root",
      arn: `arn:aws:iam::${ACCOUNT}:root`,
      ...(key !== undefined && { keyId: key }),
    };
    return {
      id,
      account: ACCOUNT,
      region: "us-east-1",
      time: new Date(Date.parse(base.asOf) - hours * HOUR).toISOString(),
      source: `${service}.amazonaws.com`,
      name,
      type: "AwsApiCall",
      readOnly: name.startsWith("List"),
      ...(failed && { errorCode: "AccessDenied" }),
      ...(name === "ConsoleLogin" && { signInResult: failed ? "Failure" : "Success", mfaUsed: "Yes" }),
      ...(address !== undefined && { address }),
      identity: byAdmin ? admin : root,
      details: user === undefined ? [] : [{ name: "requestParameters.userName", value: user }],
      otherFields: [],
    };
  });

/** Who was given a temporary key, and when. */
const assumed = fc
  .record({ key: fc.constantFrom("ASIAIOSFODNN7EXAMPL1"), hours: fc.nat(20 * 24) })
  .map(({ key, hours }): CloudTrailEvent => ({
    id: `assume-${hours}`,
    account: MANAGEMENT,
    region: "us-east-1",
    time: new Date(Date.parse(base.asOf) - hours * HOUR).toISOString(),
    source: "sts.amazonaws.com",
    name: "AssumeRoot",
    type: "AwsApiCall",
    readOnly: false,
    identity: { type: "AssumedRole", arn: `arn:aws:sts::${MANAGEMENT}:assumed-role/audit/x` },
    details: [
      { name: "requestParameters.targetPrincipal", value: ACCOUNT },
      { name: "responseElements.credentials.accessKeyId", value: key },
    ],
    otherFields: [],
  }));

interface Story {
  readonly records: readonly CloudTrailEvent[];
  readonly central: readonly CloudTrailEvent[];
  readonly covered: readonly Coverage[];
  readonly centralCovered: readonly Coverage[];
}

const story = fc
  .record({ records: fc.array(record, { maxLength: 8 }), central: fc.array(assumed, { maxLength: 1 }) })
  .map((events): Story => ({
    ...events,
    covered: member.account.events.covered,
    centralCovered: member.organization.events.covered,
  }));

const NETWORKS = ["203.0.113.0/24"];

const judge = (
  { records, central, covered, centralCovered }: Story,
  parameters: Record<string, number> = {},
  asked = rules,
): readonly Finding[] =>
  judgeAll(
    asked,
    {
      account: { "events.records": records, "events.covered": covered },
      organization: { "events.records": central, "events.covered": centralCovered },
    },
    {
      parameters: { windowDays: 7, reviewWindowDays: 89, trustedNetworks: NETWORKS, ...parameters },
    },
  );

const outcomesOf = (findings: readonly Finding[]): Record<string, string> =>
  Object.fromEntries(findings.map(({ rule, outcome }) => [rule, outcome]));

const SETTINGS = { seed: 20_260_115, numRuns: 60 };

describe("over random stories", () => {
  it("the rule an event belongs to lists it, and no rule is in error", () => {
    fc.assert(
      fc.property(story, (events) => {
        const findings = judge(events, {}, [...rules, ownersRule]);
        const owned = findings.find(({ rule }) => rule === "owners")!.items;
        for (const { key, message: owner } of owned.filter(({ message }) => OWNING.includes(message))) {
          const listed = findings.find(({ rule }) => rule === owner)!.items.map((item) => item.key);
          expect([owner, ...listed]).toContain(key);
        }
        expect(Object.values(outcomesOf(findings))).not.toContain("error");
      }),
      SETTINGS,
    );
  });

  it("a look-up that is taken away, cut short or broken makes an outcome unknown, or leaves it", () => {
    const spoil = (covered: readonly Coverage[], [which, how]: readonly [number, number]): Coverage[] => {
      const at = which % covered.length;
      const entry = covered[at]!;
      const spoilt = [[], [{ ...entry, complete: false }], [{ ...entry, from: "2026-01-10T00:00:00Z" }]][
        how % 3
      ]!;
      return [...covered.slice(0, at), ...spoilt, ...covered.slice(at + 1)];
    };
    const draw = fc.tuple(fc.nat(), fc.nat());
    fc.assert(
      fc.property(story, draw, draw, (events, own, central) => {
        const before = outcomesOf(judge(events));
        // Regions of the centre are known by their entries alone, so those only break.
        const [which] = central;
        const after = outcomesOf(
          judge({
            ...events,
            covered: spoil(events.covered, own),
            centralCovered: spoil(events.centralCovered, [which, 1]),
          }),
        );
        for (const rule of ALL)
          expect([rule, [before[rule], "unknown"].includes(after[rule])]).toEqual([rule, true]);
      }),
      SETTINGS,
    );
  });

  it("a wider window never makes an outcome pass", () => {
    fc.assert(
      fc.property(story, fc.constantFrom(8, 14, 30), (events, windowDays) => {
        const before = outcomesOf(judge(events));
        const after = outcomesOf(judge(events, { windowDays }));
        for (const rule of ALL) expect(before[rule] !== "pass" && after[rule] === "pass").toBe(false);
      }),
      SETTINGS,
    );
  });

  it("the order of the records says nothing", () => {
    fc.assert(
      fc.property(story, (events) => {
        const told = (records: readonly CloudTrailEvent[]) =>
          judge({ ...events, records }).map(({ rule, items }) => [rule, items]);
        const byId = new Map(events.records.map((one) => [one.id, one]));
        const distinct = [...byId.values()];
        expect(told([...distinct].reverse())).toEqual(told(distinct));
      }),
      { ...SETTINGS, numRuns: 20 },
    );
  });
});

it("what was looked up before the instant that is judged says nothing of events that were still on their way", () => {
  const unused = compiled("root-unused");
  const at = (asOf: string) => judgeAll([unused], {}, { asOf, endedAt: asOf })[0]?.outcome;
  expect(at(base.asOf)).toBe("pass");
  expect(at("2026-01-15T12:00:00.900Z")).toBe("pass");
  expect(at("2026-01-15T12:14:00Z")).toBe("unknown");
});

it("a planned sign-in that does not say how it ended is planned all the same: only whose matter it is stays open", () => {
  const signIn: CloudTrailEvent = {
    id: "sign-in",
    account: ACCOUNT,
    region: "us-east-1",
    time: "2026-01-14T09:00:00.000Z",
    source: "signin.amazonaws.com",
    name: "ConsoleLogin",
    type: "AwsConsoleSignIn",
    readOnly: false,
    identity: { type: "Root" },
    details: [],
    otherFields: [],
  };
  const plannedUse: PlannedUse = {
    accounts: [ACCOUNT],
    from: "2026-01-14",
    to: "2026-01-14",
    owner: "ops",
    reason: "A drill.",
    reference: "CHG-1",
    expects: ["sign-in"],
  };
  const [finding] = judgeAll(
    [compiled("root-unused")],
    { account: { "events.records": [signIn] } },
    { statements: { plannedUses: [plannedUse] } },
  );
  expect(finding).toMatchObject({ outcome: "fail", waiver: { kind: "planned-use", reference: "CHG-1" } });
});

it("five thousand events and as many sessions are judged in seconds", () => {
  const records = Array.from({ length: 5_000 }, (_, index): CloudTrailEvent => ({
    ...fc.sample(record, { seed: 1, numRuns: 1 })[0]!,
    id: `event-${index}`,
    identity: { type: "Root", keyId: `ASIA${index}` },
    time: base.asOf,
  }));
  const started = performance.now();
  const findings = judge({
    records,
    central: [],
    covered: member.account.events.covered,
    centralCovered: member.organization.events.covered,
  });
  expect(outcomesOf(findings)["root-unused"]).toBe("fail");
  expect(performance.now() - started).toBeLessThan(10_000);
});
