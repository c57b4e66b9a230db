// html: nothing gets out of its place, nothing open is left out, the policy allows the style and nothing else.
import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import type { Finding } from "../../src/model/index.ts";
import { FORMATS, type Report } from "../../src/report/index.ts";
import { html, Html } from "../../src/report/html/builder.ts";
import { FINDINGS_SHOWN } from "../../src/report/html/chosen.ts";
import { HOSTILE, hostileReport } from "./hostile.ts";
import {
  account,
  benchmarkReport,
  finding,
  item,
  missing,
  organizationReport,
  reportOf,
  rule,
  sampleRules,
  textOf,
} from "./sample.ts";

const { mfa, keys, contact } = sampleRules;
const payments = account("111122223333", "payments");
const page = (report: Report): string => textOf(FORMATS.html(report));

const ELEMENTS =
  "html head meta title style body a header h1 h2 h3 h4 p dl dt dd div table caption thead tbody tr th td nav ul ol li main section article span code strong details summary figure svg line text path circle footer".split(
    " ",
  );
const ATTRIBUTES =
  "lang charset http-equiv content name class href id role aria-label aria-labelledby aria-hidden tabindex scope title viewBox x y x1 x2 y1 y2 cx cy r d text-anchor".split(
    " ",
  );

/** Every tag of a page outside its style sheet, as name and attribute names. */
function tagsOf(text: string): { name: string; attributes: string[] }[] {
  const body = text.replace(/<style>[\s\S]*?<\/style>/, "<style></style>");
  return [...body.matchAll(/<\/?([A-Za-z][^\s/>]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, name, rest]) => ({
      name: name!.toLowerCase(),
      attributes: [...rest!.matchAll(/([^\s=]+)(?:="[^"]*")?/g)].map(([, attribute]) => attribute!),
    }),
  );
}

describe.each([
  ["an organization", { ...organizationReport, playbook: benchmarkReport.header.benchmarks[0]! }],
  ["a benchmark", benchmarkReport],
  ["hostile names", hostileReport],
  ["nothing at all", reportOf([], [])],
])("the page of %s", (_, report) => {
  it("is made of our elements and attributes alone, none of which runs or loads anything", () => {
    const tags = tagsOf(page(report));
    expect(tags.filter(({ name }) => !ELEMENTS.includes(name))).toEqual([]);
    expect(tags.flatMap(({ attributes }) => attributes).filter((name) => !ATTRIBUTES.includes(name))).toEqual(
      [],
    );
    expect(page(report).match(/<(?!\/?[a-z]|!doctype)/gi)).toBeNull();
  });

  it("allows its style by digest, and nothing else", () => {
    const text = page(report);
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)![1]!;
    const digest = createHash("sha256").update(style).digest("base64");
    expect(text).toContain(
      `content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(text.indexOf("Content-Security-Policy")).toBeLessThan(text.indexOf("<style>"));
  });

  it("points only into itself, at what is there, and names nothing twice", () => {
    const text = page(report);
    const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);
    expect(ids).toEqual([...new Set(ids)]);
    const targets = [...text.matchAll(/href="([^"]*)"/g)].map(([, target]) => target!);
    expect(targets.filter((target) => !target.startsWith("#"))).toEqual([]);
    expect(targets.filter((target) => !ids.includes(target.slice(1)))).toEqual([]);
  });
});

it("escapes whatever a template is given", () => {
  for (const text of HOSTILE)
    expect(html`<b title="${text}">${text}</b>`.text.match(/[<>]/g)).toHaveLength(4);
  expect(html`<i title="${'"><script>'}"></i>`.text).toBe('<i title="&quot;&gt;&lt;script&gt;"></i>');
  expect(html`${new Html("<b></b>")}${undefined}${false}${["<", 1]}`.text).toBe("<b></b>&lt;1");
});

it("tells of every open finding, of its evidence and of who accepts it", () => {
  const waiver = {
    kind: "waiver",
    owner: "Ana",
    reason: "Moving.",
    expires: "2027-01-01T00:00:00Z",
  } as const;
  const fact = {
    fact: "account.summary",
    state: "collected",
    observedAt: "2026-11-03T10:00:05Z",
    calls: [{ operation: "iam:GetAccountSummary", region: "us-east-1", outcome: "ok" }],
  } as const;
  const report = {
    ...reportOf([
      finding(mfa, payments, { outcome: "fail", message: "no MFA", evidence: ["account.summary"] }),
      finding(keys, payments, {
        outcome: "fail",
        message: "keys",
        items: [item("key-1")],
        itemsComplete: false,
        waiver,
      }),
      finding(contact, payments, { outcome: "unknown", missing: [missing("account.alternateContacts")] }),
    ]),
    evidence: [{ scope: "account", id: payments.id, facts: [fact] }],
  } as const;
  const text = page(report);
  for (const said of [
    "no MFA",
    "iam:GetAccountSummary in us-east-1: ok",
    "2026-11-03T10:00:05Z",
    "key-1 is active",
    "There may be more",
    "by Ana until 2027-01-01T00:00:00Z: Moving.",
    "account.alternateContacts is not known (permission): the call was refused",
  ])
    expect(text).toContain(said);
});

it.each<[string, readonly Finding[], Partial<Report["header"]>, string]>([
  ["a fail", [finding(mfa, payments, { outcome: "fail" })], {}, 'class="verdict fail">1 finding fails'],
  [
    "an unknown",
    [finding(mfa, payments, { outcome: "unknown" })],
    {},
    'class="verdict unknown">No rule fails; 1 finding',
  ],
  [
    "an account that was not reached",
    [finding(mfa, payments)],
    { population: [{ id: "1", state: "unreached" }] },
    "verdict unknown",
  ],
  [
    "a population that may not be whole",
    [finding(mfa, payments)],
    { populationGap: "refused" },
    "verdict unknown",
  ],
  [
    "nothing judged",
    [finding(mfa, payments, { outcome: "not-applicable" })],
    {},
    'class="verdict unknown">Nothing was judged',
  ],
  ["a pass", [finding(mfa, payments)], {}, 'class="verdict pass">Every rule that was judged passes'],
])("is green only where everything was seen and passes: %s", (_, findings, header, verdict) => {
  const report = reportOf(findings);
  const population = [{ id: payments.id, state: "judged" }] as const;
  expect(
    page({ ...report, header: { ...report.header, choice: undefined!, population, ...header } }).replace(
      /\s+/g,
      " ",
    ),
  ).toContain(verdict);
});

it("gives accounts that are alike one row, and says who they are", () => {
  const accounts = Array.from({ length: 300 }, (_, index) => account(String(100_000_000_000 + index)));
  const text = page(
    reportOf(accounts.map((one, index) => finding(mfa, one, { outcome: index === 7 ? "fail" : "pass" }))),
  );
  expect(text).toContain("<summary>299 alike</summary>");
  for (const { id } of accounts) expect(text).toContain(id);
});

it("draws what happened, and lists it for whoever does not see the drawing", () => {
  const at = "2026-11-01T10:00:00.000Z";
  const items = [{ ...item("event-1", "root signed in from 203.0.113.7"), at }];
  const text = page(reportOf([finding(mfa, payments, { outcome: "fail", items })]));
  expect(text).toContain('class="dot critical"');
  expect(text.match(/root signed in from 203\.0\.113\.7/g)!.length).toBeGreaterThanOrEqual(3);
});

it("holds as many findings as one can read, the worst first, and counts the rest", () => {
  const rules = [rule("critical-rule", "critical"), rule("low-rule", "low")];
  const findings = rules.flatMap((one) =>
    Array.from({ length: 1000 }, (_, index) =>
      finding(one, account(String(100_000_000_000 + index)), { outcome: "fail", message: `${one.id} fails` }),
    ),
  );
  const text = page(reportOf(findings, rules));
  expect(text.match(/<p>critical-rule fails<\/p>/g)).toHaveLength(1000);
  expect(text.match(/<p>low-rule fails<\/p>/g)).toHaveLength(FINDINGS_SHOWN - 1000);
  expect(text).toContain(`${2000 - FINDINGS_SHOWN} more open findings of this rule`);
});

it("is the same for the same report", () => {
  expect(page(organizationReport)).toBe(page(organizationReport));
});
