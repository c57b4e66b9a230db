// Who must be in the population, and what is said when somebody is not; addresses in names never reach a finding whole.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { buildCase, type CaseEvidence } from "../../src/evaluate/case-evidence.ts";
import { compileRule, createEvaluator, type EvaluateInput } from "../../src/evaluate/index.ts";
import { loadRules } from "../../src/load/index.ts";
import type { OrganizationLine } from "../../src/model/index.ts";
import { loadModels } from "../../src/scan/models.ts";

const base = JSON.parse(readFileSync("data/case-evidence.json", "utf8")) as CaseEvidence;
const { rules } = loadRules(["rules"], compileRule);
const rule = rules.find(({ definition }) => definition.id === "root-mfa-enabled")!.rule;
const MANAGEMENT = "999999999999";

const input = (organization: OrganizationLine): EvaluateInput => ({
  rules: [rule],
  parameters: {},
  severities: {},
  scan: {
    kind: "scan",
    schemaVersion: 1,
    tool: { name: "rootproof", version: "0" },
    asOf: base.asOf,
    partition: "aws",
    homeRegion: "us-east-1",
    caller: { arn: `arn:aws:iam::${MANAGEMENT}:role/audit`, account: MANAGEMENT },
    scope: "organization",
    facts: [],
  },
  organization,
  destinations: [],
  statements: {},
  endedAt: base.asOf,
  asOf: base.asOf,
  maxEvidenceAge: 86_400_000,
  models: loadModels(),
});

const organizationWith = (changes: Record<string, unknown>): OrganizationLine =>
  buildCase(base, {
    name: "population",
    organization: changes,
    expect: { outcome: "pass", message: "x" },
  }).organization;

describe("the population", () => {
  it("is complete when the list was seen whole and names caller and management account", () => {
    expect(createEvaluator(input(organizationWith({}))).populationGap).toBeUndefined();
  });

  it.each([
    ["refused", { state: "denied" }, /^organization.accounts: /],
    ["empty", [], /is not in it$/],
    [
      "without the management account",
      base.member.organization["accounts"] === undefined
        ? []
        : [(base.member.organization["accounts"] as unknown[])[1]],
      /is not in it$/,
    ],
    [
      "cut short",
      {
        state: "collected",
        incomplete: true,
        reason: { cause: "reach", message: "x" },
        value: base.member.organization["accounts"],
      },
      /^organization.accounts: x$/,
    ],
    [
      "weeks old",
      { state: "collected", observedAt: "2025-12-01T00:00:00Z", value: base.member.organization["accounts"] },
      /^organization.accounts: seen \d+ days before/,
    ],
  ])("is not complete when the list is %s", (_, accounts, gap) => {
    const evaluator = createEvaluator(input(organizationWith({ accounts })));
    expect(evaluator.populationGap).toMatch(gap);
    expect(evaluator.vanished(new Set()).map(({ entry }) => entry.id)).toContain(MANAGEMENT);
  });

  it("gives a vanished account an unknown for every rule", () => {
    const [first] = createEvaluator(input(organizationWith({}))).vanished(new Set([MANAGEMENT]));
    expect(first?.entry).toMatchObject({ id: "111122223333", state: "unreached" });
    expect(first?.findings.map(({ rule: id, outcome }) => [id, outcome])).toEqual([
      ["root-mfa-enabled", "unknown"],
      ["evidence-complete", "fail"],
    ]);
  });
});

describe("addresses", () => {
  it("in names and reasons are shortened", () => {
    const { account, organization } = buildCase(base, {
      name: "addresses",
      account: {
        "listing.name": "bob.jones@example.com",
        summary: {
          state: "denied",
          reason: { cause: "permission", message: "no role/alice.smith@example.com" },
        },
      },
      expect: { outcome: "unknown", message: "x" },
    });
    const judged = createEvaluator(input(organization)).account(account);
    expect(JSON.stringify(judged)).not.toMatch(/jones|smith/);
    expect(judged.entry.name).toBe("b…@example.com");
  });
});
