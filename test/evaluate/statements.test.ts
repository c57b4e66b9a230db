// account.incident and account.attestation: what people state in rootproof.yaml, as conditions see it.
import { describe, expect, it } from "@jest/globals";
import type { Attestation, Incident } from "../../src/model/index.ts";
import { ACCOUNT, judgeOne, ruleOf } from "./judging.ts";

const stated = ruleOf({
  id: "key-kept",
  attestation: { statement: "The key is kept.", people: 2, days: 90 },
  passesWhen: "has(account.attestation)",
});
const attestation = (changes: Partial<Attestation> = {}): Attestation => ({
  statement: "key-kept",
  accounts: [ACCOUNT],
  by: ["Ana", "Ben"],
  on: "2026-01-10",
  expires: "2026-03-01",
  ...changes,
});
const outcomeOf = (attestations: readonly Attestation[], incidents: readonly Incident[] = []) =>
  judgeOne(stated, {}, { statements: { attestations: [...attestations], incidents: [...incidents] } })
    .outcome;
const incident = (changes: Partial<Incident> = {}): Incident => ({
  id: "INC-1",
  accounts: ["*"],
  startedAt: "2026-01-02T00:00:00Z",
  ...changes,
});

describe("an attestation", () => {
  // The evidence is judged at 2026-01-15T12:00:00Z.
  it.each<[string, Partial<Attestation>, string]>([
    ["by two people", {}, "pass"],
    ["of another rule", { statement: "other-rule" }, "fail"],
    ["of another account", { accounts: ["999999999999"] }, "fail"],
    ["of accounts by a glob", { accounts: ["1111*"] }, "pass"],
    ["by one person", { by: ["Ana"] }, "fail"],
    ["by one person in two spellings", { by: ["Ana Li", " ana  LI "] }, "fail"],
    ["dated after the instant judged", { on: "2026-01-16" }, "fail"],
    ["dated at the instant judged", { on: "2026-01-15T12:00:00Z" }, "pass"],
    ["on its last day", { expires: "2026-01-15" }, "pass"],
    ["after its last day", { expires: "2026-01-14" }, "fail"],
    ["at the instant it expires", { expires: "2026-01-15T12:00:00Z" }, "fail"],
    ["older than the rule lets it be", { on: "2025-10-01", expires: "2027-01-01" }, "fail"],
    ["with a date there is not", { on: "2026-02-30" }, "fail"],
  ])("%s", (_, changes, outcome) => {
    expect(outcomeOf([attestation(changes)])).toBe(outcome);
  });

  it("of a unit is one of every account below it, unknown where the tree was not seen", () => {
    const byUnit = { statements: { attestations: [{ ...attestation(), accounts: [], units: ["r-*"] }] } };
    expect(judgeOne(stated, {}, byUnit).outcome).toBe("pass");
    expect(judgeOne(stated, { subject: "standalone" }, byUnit).outcome).toBe("fail");
    const unseen = judgeOne(stated, { organization: { accounts: { state: "denied" } } }, byUnit);
    expect(unseen).toMatchObject({ outcome: "unknown", missing: [{ fact: "organization.accounts" }] });
  });

  it("is the newest that is valid", () => {
    const shown = ruleOf({
      ...stated.definition,
      passesWhen: "has(account.attestation) && account.attestation.by == 'Cy, Di'",
    });
    const attestations = [
      attestation(),
      attestation({ by: ["Cy", "Di"], on: "2026-01-12" }),
      attestation({ by: ["Ed"], on: "2026-01-14" }),
    ];
    expect(judgeOne(shown, {}, { statements: { attestations } }).outcome).toBe("pass");
  });

  it.each<[string, Partial<Incident>, string]>([
    ["that is not contained", {}, "fail"],
    ["contained before it", { containedAt: "2026-01-09" }, "pass"],
    ["contained on the same day", { containedAt: "2026-01-10" }, "fail"],
    ["contained after it", { containedAt: "2026-01-11" }, "fail"],
    ["that begins later", { startedAt: "2026-01-16T00:00:00Z" }, "pass"],
    ["of another account", { accounts: ["999999999999"] }, "pass"],
  ])("in an incident %s", (_, changes, outcome) => {
    expect(outcomeOf([attestation()], [incident(changes)])).toBe(outcome);
  });

  it("cannot be read by a rule that asks for none", () => {
    expect(() => ruleOf({ id: "x", passesWhen: "has(account.attestation)" })).toThrow("add 'attestation'");
  });
});

describe("incidents", () => {
  const holds = (passesWhen: string, incidents: readonly Incident[]) =>
    judgeOne(ruleOf({ id: "x", passesWhen }), {}, { statements: { incidents: [...incidents] } }).outcome;

  it("that cover the account are one: earliest start, latest containment, support if any needs it", () => {
    const incidents = [
      incident({ containedAt: "2026-01-05T00:00:00Z", supportNeeded: false }),
      incident({ id: "INC-2", startedAt: "2026-01-03T00:00:00Z", containedAt: "2026-01-06T00:00:00Z" }),
      incident({ id: "INC-3", accounts: ["999999999999"], startedAt: "2026-01-01T00:00:00Z" }),
    ];
    const condition = `has(account.incident) && account.incident.id == "INC-1, INC-2" &&
      has(account.incident.containedAt) && account.incident.containedAt == daysBefore(asOf, 9.5) &&
      account.incident.startedAt == daysBefore(asOf, 13.5) && account.incident.supportNeeded &&
      !has(account.incident.endedAt)`;
    expect(holds(condition, incidents)).toBe("pass");
  });

  it("are not contained while one of them is not, or will be", () => {
    const contained = incident({ containedAt: "2026-01-05T00:00:00Z" });
    const condition = "has(account.incident) && has(account.incident.containedAt)";
    expect(holds(condition, [contained])).toBe("pass");
    expect(holds(condition, [contained, incident({ id: "INC-2" })])).toBe("fail");
    expect(holds(condition, [incident({ containedAt: "2026-01-16T00:00:00Z" })])).toBe("fail");
  });

  it("count until the review window after their end is over", () => {
    const ended = (startedAt: string, endedAt: string) =>
      holds("has(account.incident)", [incident({ startedAt, endedAt })]);
    expect(ended("2025-10-01", "2025-10-17")).toBe("fail");
    expect(ended("2025-10-01", "2025-10-18")).toBe("pass");
    expect(holds("has(account.incident)", [])).toBe("fail");
  });
});
