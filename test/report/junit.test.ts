// junit: valid, nothing that is not known looks like a pass, and nothing is left out.
import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { XMLParser } from "fast-xml-parser";
import { validateXML } from "xmllint-wasm";
import { FORMATS, type Report } from "../../src/report/index.ts";
import { hostileReport } from "./hostile.ts";
import {
  account,
  finding,
  item,
  memberReport,
  missing,
  organizationReport,
  reportOf,
  sampleRules,
  textOf,
} from "./sample.ts";

const { mfa, keys } = sampleRules;
const schema = readFileSync(new URL("../fixtures/junit.xsd", import.meta.url), "utf8");
const payments = account("111122223333", "payments");

interface CaseElement {
  readonly "@name": string;
  readonly failure?: Outcome;
  readonly error?: Outcome;
  readonly skipped?: Outcome;
  readonly "system-out"?: string;
}
interface Outcome {
  readonly "@type": string;
  readonly "@message": string;
  readonly "#text"?: string;
}
interface Suite {
  readonly "@name": string;
  readonly "@tests": string;
  readonly "@failures": string;
  readonly "@errors": string;
  readonly "@skipped": string;
  readonly testcase?: CaseElement[];
  readonly properties?: { readonly property: { readonly "@name": string; readonly "@value": string }[] };
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  isArray: (name) => ["testsuite", "testcase", "property"].includes(name),
});
const suitesOf = (report: Report): Suite[] =>
  (parser.parse(textOf(FORMATS.junit(report))) as { testsuites: { testsuite: Suite[] } }).testsuites
    .testsuite;

it.each([
  ["an organization", organizationReport],
  ["a member alone", memberReport],
  ["hostile names", hostileReport],
  ["nothing at all", reportOf([], [])],
])("is valid for %s", async (_, report) => {
  const xml = [{ fileName: "junit.xml", contents: textOf(FORMATS.junit(report)) }];
  const { errors } = await validateXML({ xml, schema: [{ fileName: "junit.xsd", contents: schema }] });
  expect(errors).toEqual([]);
});

it("has a case for each finding, and totals that are right", () => {
  const [, ...suites] = suitesOf(organizationReport);
  const cases = suites.flatMap(({ testcase = [] }) => testcase);
  expect(cases).toHaveLength([...organizationReport.findings].length);
  for (const suite of suites) {
    const of = (name: "failure" | "error" | "skipped"): string =>
      String((suite.testcase ?? []).filter((one) => one[name] !== undefined).length);
    expect(suite).toMatchObject({
      "@failures": of("failure"),
      "@errors": of("error"),
      "@skipped": of("skipped"),
    });
  }
});

it("tells outcomes apart", () => {
  const waiver = {
    kind: "waiver",
    owner: "Ana",
    reason: "Moving.",
    expires: "2027-01-01T00:00:00Z",
  } as const;
  const report = reportOf([
    finding(mfa, payments),
    finding(mfa, payments, { outcome: "fail", message: "no MFA" }),
    finding(mfa, payments, { outcome: "fail", message: "no MFA", waiver }),
    finding(mfa, payments, {
      outcome: "unknown",
      message: "not seen",
      missing: [missing("account.summary")],
    }),
    finding(mfa, payments, { outcome: "error", message: "broke" }),
    finding(mfa, payments, { outcome: "not-applicable", message: "suspended" }),
    finding(sampleRules.complete, payments, { outcome: "fail", message: "1 rule could not be judged" }),
  ]);
  expect(suitesOf(report)[1]!.testcase).toMatchObject([
    { "@name": "root-mfa-enabled" },
    { failure: { "@type": "critical", "@message": "no MFA" } },
    {
      skipped: { "@type": "waiver", "@message": "fail, accepted by Ana until 2027-01-01T00:00:00Z: Moving." },
    },
    {
      error: {
        "@type": "unknown",
        "#text": expect.stringContaining("Account.summary is not known") as unknown,
      },
    },
    { error: { "@type": "error", "@message": "broke" } },
    { skipped: { "@type": "not-applicable", "@message": "suspended" } },
    { error: { "@type": "incomplete" } },
  ]);
});

it("makes errors of accounts that were not reached, and of a population that may not be whole", () => {
  const report = reportOf([], []);
  const header = {
    ...report.header,
    population: [
      { id: "111122223333", state: "unreached", reason: "the role is gone" },
      { id: "444455556666", state: "suspended", reason: "SUSPENDED" },
    ],
    populationGap: "organization.accounts: refused",
    shardProblems: ["shard 2 of 3 is missing"],
  } as const;
  expect(suitesOf({ ...report, header })[0]).toMatchObject({
    "@name": "population",
    "@errors": "3",
    "@skipped": "1",
  });
});

it("says how a fail stands against the baseline, and what an earlier result left open", () => {
  const since = "2026-09-01T00:00:00Z";
  const report = reportOf([
    finding(keys, payments, {
      outcome: "fail",
      message: "keys",
      baseline: { state: "unchanged", since, newItems: [], carried: [] },
    }),
    finding(mfa, payments, {
      baseline: { state: "changed", newItems: [], carried: [item("event-1", "root signed in")] },
    }),
  ]);
  expect(suitesOf(report)[1]!.testcase).toMatchObject([
    { failure: { "@message": "keys (unchanged since 2026-09-01)" } },
    { "system-out": "left open by an earlier result: root signed in (event-1)" },
  ]);
});

it("names where it comes from", () => {
  const { property } = suitesOf(organizationReport)[0]!.properties!;
  expect(property.map((one) => one["@name"])).toEqual(
    expect.arrayContaining([
      "as of",
      "read by",
      "version",
      "rules SHA-256",
      "configuration SHA-256",
      "population",
    ]),
  );
});

it("skips what somebody chose not to see: it fails no job that passes", () => {
  const { header } = memberReport;
  const population = [
    ...header.population,
    { id: "444455556666", state: "not-asked", reason: "not asked for" },
  ] as const;
  const report = {
    ...reportOf([finding(mfa, payments)]),
    header: { ...header, population, choice: "--accounts 111122223333" },
  };
  const text = textOf(FORMATS.junit(report));
  expect(text).toContain(
    '<skipped type="population" message="nothing is claimed of accounts that were not asked for',
  );
  expect(text).not.toMatch(/<error|<failure/);
});
