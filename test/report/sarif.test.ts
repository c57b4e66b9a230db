// sarif: what becomes an alert, under which identity, and what GitHub makes of it.
import { expect, it } from "@jest/globals";
import type { Finding, Outcome, Severity } from "../../src/model/index.ts";
import type { Report } from "../../src/report/index.ts";
import { hostileReport } from "./hostile.ts";
import {
  account,
  finding,
  item,
  memberReport,
  missing,
  organization,
  organizationReport,
  reportOf,
  rule,
  sampleRules,
} from "./sample.ts";
import { sarifOf } from "./validators.ts";

const { mfa, keys, contact, complete } = sampleRules;
const payments = account("111122223333", "payments");
const texts = (report: Report): string[] => sarifOf(report).results.map(({ message }) => message.text!);
const prints = (report: Report): string[] =>
  sarifOf(report).results.map((result) => result.partialFingerprints!["primaryLocationLineHash"]!);
const failing = (more: Partial<Finding> = {}): Finding =>
  finding(mfa, payments, { outcome: "fail", message: "root can sign in without MFA", ...more });

it.each([
  ["an organization", organizationReport],
  ["a member alone", memberReport],
  ["hostile names", hostileReport],
  ["nothing at all", reportOf([], [])],
])("is valid by OASIS's schema and GitHub's profile for %s", (_, report) => {
  sarifOf(report);
});

it("has no result for what is waived, nor for a waived item of a fail; a note says what its owner should know", () => {
  const waiver = { kind: "waiver", owner: "Ana", reason: "r", expires: "2027-01-01T00:00:00Z" } as const;
  const items = [{ ...item("key-1"), waiver }, item("key-2")];
  const report = reportOf([
    failing({ waiver }),
    finding(keys, payments, { outcome: "fail", message: "m", items }),
  ]);
  const notes = [{ kind: "expired", entry: "waiver", line: 7, message: "the waiver of x expired" }] as const;
  const run = sarifOf({ ...report, header: { ...report.header, notes } });
  expect(run.results.map(({ message }) => message.text)).toEqual([
    "Account 111122223333 (payments): key-2 is active. m.",
  ]);
  expect(run.properties).toMatchObject({ summary: { waived: { fail: 1, unknown: 0 } } });
  expect(run.invocations![0]!.toolExecutionNotifications).toContainEqual({
    level: "note",
    message: { text: "rootproof.yaml, line 7: the waiver of x expired." },
  });
});

it("shows where root was seen as a network", () => {
  const items = [{ key: "sign-in from 203.0.113.7", message: "from 203.0.113.7 and 2001:db8:1:2::9" }];
  const text = JSON.stringify(sarifOf(reportOf([failing({ items })])));
  expect(text).toContain("from 203.0.113.0/24 and 2001:db8:1::/48");
  expect(text).not.toContain("203.0.113.7");
});

it("lists every rule, sorted, whether it has results or not", () => {
  const ids = sarifOf(reportOf([], [mfa, contact, keys])).tool.driver.rules!.map(({ id }) => id);
  expect(ids).toEqual([
    "evidence-complete",
    "root-access-keys-absent",
    "root-mfa-enabled",
    "security-contact-set",
  ]);
});

it("gives severity as GitHub reads it", () => {
  const severities: Severity[] = ["critical", "high", "medium", "low", "info"];
  const rules = sarifOf(
    reportOf(
      [],
      severities.map((severity, at) => rule(`a-${at}`, severity)),
    ),
  ).tool.driver.rules!;
  const seen = rules.map(({ defaultConfiguration, properties }) => [
    defaultConfiguration!.level,
    properties!["security-severity"] as string | undefined,
  ]);
  expect(seen).toEqual([
    ["error", "9.5"],
    ["error", "8.0"],
    ["warning", "5.5"],
    ["note", "2.0"],
    ["note", undefined],
    ["warning", undefined],
  ]);
});

it("names account and fact in the first sentence", () => {
  expect(texts(reportOf([failing()]))).toEqual([
    "Account 111122223333 (payments): root can sign in without MFA.",
  ]);
  const named = failing({ subject: account("111122223333", "Acme Inc. Payments! Ltd.") });
  expect(texts(reportOf([named]))).toEqual([
    "Account 111122223333 (Acme Inc Payments Ltd.): root can sign in without MFA.",
  ]);
});

it("makes one result of each item, and says when there may be more", () => {
  const items = [item("key-1"), item("key-2")];
  const one = finding(keys, payments, {
    outcome: "fail",
    message: "root has keys",
    items,
    itemsComplete: false,
  });
  const rest = "root has keys. There may be more: not everything that would show it was seen.";
  expect(texts(reportOf([one]))).toEqual([
    `Account 111122223333 (payments): key-1 is active. ${rest}`,
    `Account 111122223333 (payments): key-2 is active. ${rest}`,
  ]);
});

it("says that a list is not complete however long the words before it are", () => {
  const long = "x ".repeat(3000);
  const one = failing({ message: long, items: [item("a", `y ${long}`)], itemsComplete: false });
  expect(texts(reportOf([one]))[0]).toContain("There may be more");
});

it("makes no result of pass and not-applicable", () => {
  const quiet: Outcome[] = ["pass", "not-applicable"];
  expect(texts(reportOf(quiet.map((outcome) => failing({ outcome }))))).toEqual([]);
});

it.each([
  ["critical", 1],
  ["high", 1],
  ["medium", 2],
  ["low", 2],
  ["info", 2],
  ["never", 1],
] as const)("keeps unknowns of rules at or above --fail-on %s open", (failOn, results) => {
  const unknown = { outcome: "unknown", missing: [missing("account.summary")] } as const;
  const list = [finding(mfa, payments, unknown), finding(contact, payments, unknown)];
  expect(texts({ ...reportOf(list, [mfa, contact]), failOn })).toHaveLength(results);
});

it("says what an unknown lacks", () => {
  const unknown = failing({
    outcome: "unknown",
    missing: [missing("account.summary"), missing("account.listing")],
  });
  expect(texts(reportOf([unknown]))[0]).toBe(
    "Account 111122223333 (payments): could not be judged: account.summary is not known (permission): the call was refused; iam:GetAccountSummary in us-east-1: denied, AccessDenied. Rule: Root signs in with MFA or not at all. Also missing: account.listing is not known (permission): the call was refused; iam:GetAccountSummary in us-east-1: denied, AccessDenied.",
  );
});

it("says once that an error could not be judged", () => {
  const error = failing({
    outcome: "error",
    message: "could not be judged because of a mistake in the rule",
  });
  expect(texts(reportOf([error]))[0]).toMatch(
    /^Account 111122223333 \(payments\): could not be judged because of/,
  );
});

it("shows what the evidence lacks as a warning without a score, whatever --fail-on is", () => {
  const lack = finding(complete, payments, {
    outcome: "fail",
    severity: "info",
    message: "not all was seen",
  });
  const { results, tool } = sarifOf({ ...reportOf([lack], [mfa]), failOn: "critical" });
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([["evidence-complete", "warning"]]);
  expect(tool.driver.rules![0]!.properties).not.toHaveProperty("security-severity");
});

it.each<Outcome>(["fail", "unknown", "error"])("shows evidence-complete that is %s", (outcome) => {
  const lack = finding(complete, payments, { outcome, severity: "info" });
  expect(texts({ ...reportOf([lack], [mfa]), failOn: "critical" })).toHaveLength(1);
});

it("drops no finding whose rule nobody described", () => {
  expect(texts(reportOf([failing()], []))).toHaveLength(1);
});

it("puts the worst first", () => {
  const ranks = sarifOf(organizationReport).results.map(
    (result) => result.properties as { severity: Severity },
  );
  const order = ["critical", "high", "medium", "low", "info"];
  const severities = ranks.map(({ severity }) => order.indexOf(severity));
  const rules = sarifOf(organizationReport).results.map(({ ruleId }) => ruleId);
  expect(severities).toEqual(severities.toSorted((one, other) => one - other));
  expect(rules.at(-1)).toBe("root-sessions-enabled");
});

it("points at the line that names the account, else at the first", () => {
  const lines = sarifOf({
    ...reportOf([failing(), failing({ subject: account("999999999999") })]),
    anchor: { file: "config/rootproof.yaml", lines: new Map([["111122223333", 12]]) },
  }).results.map(({ locations }) => locations![0]!);
  expect(lines.map(({ physicalLocation }) => physicalLocation!.region!.startLine)).toEqual([12, 1]);
  expect(lines.map(({ logicalLocations }) => logicalLocations![0]!.fullyQualifiedName)).toEqual([
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::999999999999:root",
  ]);
});

it.each([
  ["/etc/rootproof.yaml", "etc/rootproof.yaml"],
  ["../../a b.yaml", "a%20b.yaml"],
  ["C:\\x\\rootproof.yaml", "C%3A/x/rootproof.yaml"],
  ["", "rootproof.yaml"],
  ["https://example.com/a", "https%3A/example.com/a"],
])("never gives GitHub an address it rejects: %s", (file, uri) => {
  const run = sarifOf({ ...reportOf([failing()]), anchor: { file, lines: new Map() } });
  expect(run.results[0]!.locations![0]!.physicalLocation!.artifactLocation!.uri).toBe(uri);
});

it("replaces only the alerts of what was scanned", () => {
  expect(sarifOf(organizationReport).automationDetails!.id).toBe("rootproof/o-example1234/");
  expect(sarifOf(memberReport).automationDetails!.id).toBe("rootproof/100000003334/");
});

it("keeps an alert's identity when words, order, names and times change", () => {
  const items = [item("a", "first"), item("b", "second")];
  const before = reportOf([finding(keys, payments, { outcome: "fail", items }), failing()]);
  const renamed = account("111122223333", "renamed");
  const after = {
    ...reportOf([
      failing({ subject: renamed, message: "other words", evidence: [] }),
      finding(keys, renamed, { outcome: "fail", items: [item("b", "2nd"), item("a", "1st")] }),
    ]),
    run: { ...before.run, startedAt: "2027-01-01T00:00:00Z" },
  };
  expect(prints(after)).toEqual(prints(before));
});

it("keeps the alert of a fail without items open when it can no longer be judged", () => {
  const unknown = failing({ outcome: "unknown", missing: [missing("account.summary")] });
  expect(prints(reportOf([unknown]))).toEqual(prints(reportOf([failing()])));
});

it("tells apart rule, partition, account, scope and item", () => {
  const alone = { ...organization, id: "111122223333" };
  const list = [
    failing(),
    failing({ subject: { ...payments, partition: "aws-cn" } }),
    failing({ subject: account("111122223334") }),
    failing({ subject: alone }),
    failing({ items: [item("a"), item("a"), item("b")] }),
    finding(keys, payments, { outcome: "fail" }),
  ];
  expect(new Set(prints(reportOf(list))).size).toBe(8);
});

it("sums up per rule what does not fit, and drops nothing", () => {
  const many = (of: typeof mfa, accounts: number): Finding[] =>
    Array.from({ length: accounts }, (_, at) =>
      finding(of, account(String(100000000000 + at)), { outcome: "fail", message: "fails" }),
    );
  const run = sarifOf(reportOf([...many(contact, 3000), ...many(mfa, 4000)], [mfa, contact]));
  const [last] = run.results.slice(-1);
  expect(run.results).toHaveLength(4498);
  expect(last!.message.text).toMatch(
    /^2503 more accounts with 2503 results of security-contact-set, summed up here\./,
  );
  expect(run.results.filter(({ ruleId }) => ruleId === mfa.id)).toHaveLength(4000);
  expect(run.invocations![0]!.toolExecutionNotifications!.at(-1)!.message.text).toContain("7000 results");
});

it("fits exactly up to the limit", () => {
  const list = Array.from({ length: 4499 }, (_, at) =>
    failing({ subject: account(String(100000000000 + at)) }),
  );
  expect(sarifOf(reportOf(list)).results).toHaveLength(4499);
});

it("opens an alert when the list of accounts is not known to be whole", () => {
  const header = {
    ...organizationReport.header,
    populationGap: "organization.accounts: x",
  };
  const run = sarifOf({ ...organizationReport, findings: [], header });
  expect(run.results.map(({ ruleId, message }) => [ruleId, message.text])).toEqual([
    [
      "evidence-complete",
      expect.stringMatching(/^Organization o-example1234: there may be accounts that nobody looked at/),
    ],
  ]);
  expect(run.invocations![0]!.executionSuccessful).toBe(false);
});

it.each<[boolean, Outcome]>([
  [true, "pass"],
  [true, "fail"],
  [false, "unknown"],
  [false, "error"],
])("says executionSuccessful %s after %s", (successful, outcome) => {
  const report = reportOf([failing({ outcome })]);
  const population = report.header.population.slice(0, 1);
  const run = sarifOf({ ...report, header: { ...report.header, population } });
  expect(run.invocations![0]!.executionSuccessful).toBe(successful);
});
