// sarif at the size of an organization: one cause, one result for each unit; and never more than code scanning takes.
import { gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import { expect, it } from "@jest/globals";
import type { Finding, PopulationEntry } from "../../src/model/index.ts";
import { FORMATS, type Report } from "../../src/report/index.ts";
import { account, finding, item, missing, reportOf, rule, sampleRules } from "./sample.ts";
import { sarifOf } from "./validators.ts";

const scp = rule("root-denied-by-scp", "high", { decidedBy: "organization" });
const ROOT = "r-ab12";
const [SALES, TESTS] = ["ou-ab12-11111111", "ou-ab12-22222222"];
const payments = account("111122223333", "payments");
const shop = account("222233334444", "shop");
const lab = account("444455556666", "lab");

const placed = (id: string, path?: readonly string[]): PopulationEntry => ({
  id,
  state: "judged",
  ...(path !== undefined && { path }),
});

const UNITS = [
  placed(payments.id, [ROOT, SALES]),
  placed(shop.id, [ROOT, SALES]),
  placed(lab.id, [ROOT, TESTS]),
];

const inOrganization = (findings: readonly Finding[], population = UNITS): Report => {
  const report = reportOf(findings, [scp]);
  return {
    ...report,
    header: { ...report.header, scope: "organization", organization: "o-example1234", population },
  };
};

const fails = (subject = payments): Finding =>
  finding(scp, subject, {
    outcome: "fail",
    message: "root can still act in the account",
    items: [item("Write", "12 actions of level Write")],
  });
const unseen = (subject = payments): Finding =>
  finding(scp, subject, { outcome: "unknown", message: "m", missing: [missing("organization.policies")] });

const told = (report: Report) =>
  sarifOf(report).results.map(({ message, partialFingerprints, properties }) => ({
    text: message.text,
    identity: partialFingerprints!["primaryLocationLineHash"],
    ...properties,
  }));

it("gives one result for each unit, and counts and names its accounts", () => {
  expect(told(inOrganization([fails(payments), fails(shop), fails(lab)]))).toMatchObject([
    {
      text: "2 accounts under r-ab12/ou-ab12-11111111: root can still act in the account. 12 actions of level Write. Accounts: 111122223333 (payments), 222233334444 (shop).",
      outcome: "fail",
      fails: 2,
    },
    { text: expect.stringContaining("1 account under r-ab12/ou-ab12-22222222") as unknown, fails: 1 },
  ]);
});

it("is the same alert whatever becomes of the accounts, until all of them pass", () => {
  const identities = (...findings: Finding[]) =>
    told(inOrganization(findings)).map(({ identity }) => identity);
  const [both] = identities(fails(payments), fails(shop));
  expect(identities(fails(payments))).toEqual([both]);
  expect(identities(unseen(payments), unseen(shop))).toEqual([both]);
  expect(identities(unseen(payments), fails(shop))).toEqual([both]);
  expect(identities(finding(scp, payments), fails(shop))).toEqual([both]);
  expect(identities(finding(scp, payments), finding(scp, shop))).toEqual([]);
});

it("says how many of a failing unit could not be judged", () => {
  const [only] = told(inOrganization([unseen(payments), fails(shop)]));
  expect(only!.text).toMatch(/^2 accounts under .*1 account of them could not be judged\.$/);
});

it("leaves out who is accepted", () => {
  const waiver = { kind: "waiver", owner: "Ana", reason: "r", expires: "2027-01-01T00:00:00Z" } as const;
  expect(told(inOrganization([{ ...fails(payments), waiver }, fails(shop)]))).toMatchObject([{ fails: 1 }]);
});

it("keeps accounts whose place nobody saw in one result", () => {
  const population = [placed(payments.id), placed(shop.id)];
  expect(told(inOrganization([unseen(payments), unseen(shop)], population))).toMatchObject([
    { unjudged: 2, text: expect.stringMatching(/^2 accounts under a unit that was not seen: /) as unknown },
  ]);
});

it("stands among the other results, worst first", () => {
  const { mfa, contact } = sampleRules;
  const report = inOrganization([
    finding(contact, lab, { outcome: "fail", message: "no contact" }),
    finding(mfa, lab, { outcome: "fail", message: "no MFA" }),
    fails(shop),
  ]);
  const { header } = report;
  const { results } = sarifOf({ ...report, header: { ...header, rules: [scp, mfa, contact] } });
  expect(results.map(({ ruleId }) => ruleId)).toEqual([mfa.id, scp.id, contact.id]);
});

it("is about the account where only one is scanned", () => {
  const report = reportOf([fails()], [scp]);
  const member: Report = { ...report, header: { ...report.header, scope: "account" } };
  expect(sarifOf(member).results[0]!.message.text).toMatch(/^Account 111122223333 \(payments\): /);
});

const RULES = Array.from({ length: 40 }, (_, index) =>
  rule(
    `rule-${String(index).padStart(2, "0")}`,
    (["critical", "high", "medium", "low"] as const)[index % 4]!,
  ),
);

/** Texts that do not compress, as far apart as gzip looks back: the worst case for the size of an upload. */
const NOISE = Array.from({ length: 1009 }, (_, index) =>
  createHash("sha512").update(String(index)).digest("base64"),
);
const noise = (from: number, words: number): string =>
  Array.from({ length: words }, (_, word) => NOISE[(from * 31 + word) % NOISE.length]).join(" ");

function* many(accounts: number): Iterable<Finding> {
  for (let index = 0; index < accounts; index++) {
    const subject = account(String(100_000_000_000 + index), noise(index, 1).slice(0, 50));
    for (const [at, one] of RULES.entries())
      yield finding(one, subject, { outcome: "fail", message: noise(index * 41 + at, 12) });
  }
}

it("stays within what code scanning takes at 400,000 findings, the worst are there, and the rest is counted", () => {
  const report: Report = {
    ...reportOf([], RULES),
    findings: { [Symbol.iterator]: () => many(10_000)[Symbol.iterator]() },
  };
  const run = sarifOf(report);
  expect(gzipSync(JSON.stringify(run)).length).toBeLessThan(9_000_000);
  const { results } = run;
  expect(results.length).toBeLessThanOrEqual(4500);
  const summed = results.map(({ properties }) => (properties?.["results"] as number | undefined) ?? 1);
  expect(summed.reduce((sum, one) => sum + one, 0)).toBe(400_000);
  const single = results.filter(({ properties }) => properties?.["results"] === undefined);
  expect(new Set(single.map(({ level }) => level))).toEqual(new Set(["error"]));
  expect(new Set(results.map(({ ruleId }) => ruleId)).size).toBe(RULES.length);
});

it("says everything once more for auditors: kind, who accepts it, and how it stands", () => {
  const { mfa, keys, complete } = sampleRules;
  const waiver = { kind: "waiver", owner: "Ana", reason: "Moving", expires: "2027-01-01T00:00:00Z" } as const;
  const report = reportOf(
    [
      finding(mfa, payments, {
        baseline: { state: "unchanged", since: "2026-10-01T00:00:00Z", newItems: [], carried: [] },
      }),
      finding(mfa, shop, { outcome: "not-applicable" }),
      finding(mfa, lab, { outcome: "unknown", missing: [missing("account.summary")] }),
      finding(keys, payments, { outcome: "fail", items: [{ ...item("key-1"), waiver }, item("key-2")] }),
      finding(complete, payments, { outcome: "fail", items: [item("permission")] }),
    ],
    [mfa, keys],
  );
  const log = JSON.parse([...FORMATS["sarif-audit"](report)].join("")) as {
    runs: { results: object[]; automationDetails: object }[];
  };
  expect(log.runs[0]!.automationDetails).toEqual({
    id: expect.stringMatching(/^rootproof-audit\/.*\/$/) as unknown,
  });
  expect(log.runs[0]!.results).toMatchObject([
    { kind: "pass", level: "none", suppressions: [], baselineState: "unchanged" },
    { kind: "notApplicable", level: "none" },
    { kind: "open", level: "none" },
    {
      kind: "fail",
      level: "error",
      suppressions: [
        {
          kind: "external",
          status: "accepted",
          justification: "Waived by Ana until 2027-01-01T00:00:00Z: Moving",
        },
      ],
    },
    { kind: "fail", suppressions: [] },
    { kind: "open", level: "none" },
  ]);
});
