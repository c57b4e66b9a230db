// html: nothing that a stranger writes becomes markup, nothing is lost, and the page stays closed and openable.
import { createHash } from "node:crypto";
import { expect, it } from "@jest/globals";
import type { Finding, RootEvent } from "../../src/model/index.ts";
import { FORMATS, type Report } from "../../src/report/index.ts";
import { clean } from "../../src/report/text.ts";
import { hostileReport } from "./hostile.ts";
import { largeReport } from "./large.ts";
import {
  account,
  benchmarkReport,
  finding,
  item,
  memberReport,
  missing,
  organization,
  organizationReport,
  reportOf,
  rule,
  sampleRules,
  textOf,
} from "./sample.ts";

const { mfa, keys } = sampleRules;
const payments = account("111122223333", "payments");
const pageOf = (report: Report): string => textOf(FORMATS.html(report));
const wordsOf = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/su, "")
    .replace(/<[^>]*>/gu, " ")
    .replace(/\s+/gu, " ");
const failing = (more: Partial<Finding> = {}): Finding =>
  finding(mfa, payments, { outcome: "fail", message: "Root can sign in without MFA.", ...more });

/** Every element that is opened is closed, in order; the ones that have no end are left out. */
function unbalanced(page: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, end, name = "", own] of page.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(\/?)>/gu)) {
    if (own === "/" || ["meta", "br"].includes(name)) continue;
    if (end === "") open.push(name);
    else if (open.pop() !== name) wrong.push(name);
  }
  return [...wrong, ...open];
}

const REPORTS: [string, Report][] = [
  ["an organization", organizationReport],
  ["a benchmark", benchmarkReport],
  ["a member alone", memberReport],
  ["hostile names", hostileReport],
  ["nothing at all", reportOf([], [])],
  ["thousands", largeReport(300)],
];

it.each(REPORTS)("is one closed, well-formed page for %s", (_, report) => {
  const page = pageOf(report);
  expect(unbalanced(page)).toEqual([]);
  expect(page).not.toMatch(/<(script|img|iframe|object|embed|link|base|form|input)\b/iu);
  expect(page).not.toMatch(/<[^>]*\s(on[a-z]+|style|srcdoc|src|action)=/iu);
  expect(page).not.toMatch(/href="(?!#|https?:\/\/)/u);
  const anchors = [...page.matchAll(/\sid="([^"]*)"/gu)].map(([, id]) => id);
  expect(new Set(anchors).size).toBe(anchors.length);
  const targets = [...page.matchAll(/href="#([^"]*)"/gu)].map(([, id]) => id);
  expect(targets.filter((id) => !anchors.includes(id))).toEqual([]);
});

it("allows its own style sheet and nothing else", () => {
  const page = pageOf(organizationReport);
  const style = /<style>(.*)<\/style>/su.exec(page)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  expect(page).toContain(
    `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
  );
  expect(page).toContain('<meta name="referrer" content="no-referrer"');
  expect(style).not.toMatch(/url\(|@import/u);
});

it.each([
  ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
  ['" onmouseover="alert(1)', "&quot; onmouseover=&quot;alert(1)"],
  ["\u202eevil\u0000", "\ufffdevil\ufffd"],
  ["</title><b>", "&lt;/title&gt;&lt;b&gt;"],
  ["&amp;", "&amp;amp;"],
])("shows %j as text", (text, shown) => {
  const page = pageOf(reportOf([failing({ message: text, subject: account("111122223333", text) })]));
  expect(page).toContain(`<p>${shown}</p>`);
  expect(page).toContain(`111122223333 (${shown})`);
});

it("links to pages of the web only", () => {
  const references = [
    { title: "bad", url: "javascript:alert(1)" },
    { title: "data", url: "data:text/html,x" },
    { title: "good", url: "https://example.com/a?b=1&c=2" },
  ];
  const page = pageOf(reportOf([failing()], [{ ...mfa, references }]));
  expect(page).toContain("bad (javascript:alert(1))");
  expect(page).toContain('<a href="https://example.com/a?b=1&amp;c=2" rel="noopener noreferrer">good</a>');
});

it("tells every open finding, item, missing fact and accepted thing", () => {
  const waiver = {
    kind: "waiver",
    owner: "Ana",
    reason: "moved next week",
    reference: "TICKET-7",
    expires: "2027-01-01T00:00:00Z",
  } as const;
  const attestation = { by: ["Bo", "Cy"], on: "2026-01-01", expires: "2027-01-01", evidence: "safe 3" };
  const words = wordsOf(
    pageOf(
      reportOf([
        failing({
          items: [{ ...item("key-1"), waiver }, item("key-2")],
          itemsComplete: false,
          compensatedBy: [keys.id],
        }),
        finding(keys, payments, { outcome: "fail", message: "Keys.", waiver }),
        finding(mfa, organization, { outcome: "unknown", missing: [missing("account.summary")] }),
        finding(keys, account("444455556666"), { attestation, message: "Stated to be so." }),
      ]),
    ),
  );
  for (const said of [
    "key-1 is active",
    "accepted by Ana until 2027-01-01: moved next week (TICKET-7)",
    "key-2 is active",
    "There may be more",
    "root-access-keys-absent, which pass for the same account",
    "account.summary",
    "permission : the call was refused",
    "iam:GetAccountSummary in us-east-1: denied, AccessDenied",
    "Stated by Bo, Cy on 2026-01-01, until 2027-01-01: safe 3.",
  ])
    expect(words).toContain(said);
});

it.each([
  [
    "unchanged",
    { state: "unchanged", since: "2026-10-01T00:00:00Z", newItems: [], carried: [] },
    "unchanged since 2026-10-01 00:00:00 UTC",
  ],
  ["worsened", { state: "worsened", newItems: ["key-2"], carried: [] }, "worsened ; new: key-2 is active"],
] as const)("says that a finding is %s", (_, baseline, said) => {
  const report = reportOf([failing({ items: [item("key-1"), item("key-2")], baseline })]);
  const header = {
    ...report.header,
    baseline: {
      file: "old.json",
      sha256: "ef".repeat(32),
      asOf: "2026-10-30T00:00:00Z",
      gone: ["999999999999"],
    },
  };
  const words = wordsOf(pageOf({ ...report, header }));
  expect(words).toContain(said);
  expect(words).toContain(`old.json, as of 2026-10-30 00:00:00 UTC SHA-256 ${"ef".repeat(32)}`);
});

it("tells what earlier results left open, and is not green while they do", () => {
  const left = { ...item("event-1", "root signed in"), at: "2026-10-01T00:00:00Z" };
  const baseline = { state: "changed", newItems: [], carried: [left] } as const;
  const words = wordsOf(pageOf(reportOf([finding(mfa, payments, { baseline })])));
  expect(words).toContain("earlier results left 1 item open that nobody accepted");
  expect(words).toContain("root signed in, on 2026-10-01 00:00:00 UTC ; waive item event-1");
});

it("leads from a finding to the calls it stands on, those of the organization too", () => {
  const call = { operation: "iam:GetAccountSummary", outcome: "ok" } as const;
  const fact = (name: string) => ({
    fact: name,
    state: "collected" as const,
    observedAt: "2026-11-03T10:00:05Z",
    calls: [
      { ...call, region: "us-east-1" },
      { ...call, region: "eu-west-1" },
    ],
  });
  const report: Report = {
    ...reportOf([failing({ evidence: ["account.summary", "organization.policies"] })]),
    evidence: [
      { scope: "organization", id: organization.id, facts: [fact("organization.policies")] },
      { scope: "account", id: payments.id, facts: [fact("account.summary")] },
    ],
  };
  const page = pageOf(report);
  for (const name of ["account.summary", "organization.policies"]) {
    const target = new RegExp(`href="#(evidence-\\d+\\.${name})"`, "u").exec(page)?.[1];
    expect(page).toContain(`id="${target}"`);
  }
  expect(wordsOf(page)).toContain("iam:GetAccountSummary in 2 regions (us-east-1, eu-west-1): ok");
});

it("claims nothing good where something was not seen", () => {
  const verdictOf = (report: Report): string => /class="verdict (\w+)"/u.exec(pageOf(report))?.[1] ?? "";
  const whole = (list: Finding[]): Report => {
    const report = reportOf(list);
    return { ...report, header: { ...report.header, population: [{ id: payments.id, state: "judged" }] } };
  };
  const good = whole([finding(mfa, payments)]);
  expect(verdictOf(good)).toBe("pass");
  expect(verdictOf(whole([]))).toBe("unknown");
  expect(verdictOf(whole([finding(mfa, payments, { outcome: "unknown" })]))).toBe("unknown");
  expect(verdictOf({ ...good, header: { ...good.header, populationGap: "not listed" } })).toBe("unknown");
  expect(verdictOf({ ...good, header: { ...good.header, shardProblems: ["shard 2 of 3 is missing"] } })).toBe(
    "unknown",
  );
  expect(
    verdictOf({ ...good, header: { ...good.header, population: [{ id: "1", state: "unreached" }] } }),
  ).toBe("unknown");
  expect(verdictOf(whole([failing()]))).toBe("fail");
});

it("shows root's activity as picture and table, and whose events were not seen", () => {
  const event: RootEvent = {
    time: "2026-11-01T10:00:00.000Z",
    event: "ConsoleLogin",
    service: "signin.amazonaws.com",
    region: "us-east-1",
    address: "203.0.113.7",
    agent: "Mozilla/5.0",
    error: "Failure",
  };
  const unseen = { fact: "account.events", state: "denied", observedAt: event.time, calls: [] } as const;
  const page = pageOf({
    ...reportOf([failing(), finding(mfa, account("444455556666", "other"))]),
    evidence: [
      {
        scope: "account",
        id: payments.id,
        facts: [],
        rootActivity: [event, { ...event, time: "2026-11-02T10:00:00Z" }],
      },
      { scope: "account", id: "444455556666", facts: [unseen] },
    ],
  });
  expect(page.match(/<circle class="refused"/gu)).toHaveLength(2);
  const words = wordsOf(page);
  expect(words).toContain("2 events in 1 account.");
  expect(words).toContain(
    "ConsoleLogin signin.amazonaws.com refused or failed: Failure us-east-1 203.0.113.7 Mozilla/5.0",
  );
  expect(words).toContain(
    "The events of 1 account were not seen; nothing is claimed of what root did there: 444455556666 (other)",
  );
});

it("folds accounts that are alike and stays openable with 2,000 of them", () => {
  const report = largeReport(2000);
  const page = pageOf(report);
  expect(page.length).toBeLessThan(12_000_000);
  const open = [...report.findings].filter(({ outcome }) => outcome !== "pass").length;
  expect(open).toBeGreaterThan(4500);
  expect(wordsOf(page)).toContain(
    `${(open - 4500).toLocaleString("en-US")} more open findings are counted under the rule`,
  );
  for (const { id } of report.header.population) expect(page).toContain(id);
});

it("is the same for the same report, whatever the run was like", () => {
  const { run } = organizationReport;
  const later = { ...organizationReport, run: { ...run, startedAt: "2030-01-01T00:00:00Z", retries: 99 } };
  expect(pageOf(later)).toBe(pageOf(organizationReport));
});

it("has the words of every open finding of the samples", () => {
  for (const report of [organizationReport, benchmarkReport, memberReport]) {
    const words = wordsOf(pageOf(report)).replaceAll("&#39;", "'");
    for (const { outcome, message, items, missing: lacks } of report.findings) {
      if (outcome === "pass" || outcome === "not-applicable") continue;
      const said = outcome === "unknown" && lacks.length > 0 ? lacks.map(({ fact }) => fact) : [message];
      for (const text of [...said, ...items.map((one) => one.message)]) expect(words).toContain(clean(text));
    }
  }
});

it("describes a rule that the header does not", () => {
  const stray = rule("stray-rule", "low");
  expect(
    wordsOf(pageOf(reportOf([finding(stray, payments, { outcome: "fail", message: "Stray." })]))),
  ).toContain("stray-rule");
});
