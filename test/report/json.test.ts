// json: valid by its schema, complete, and the same but for `run`.
import { expect, it } from "@jest/globals";
import { FORMATS } from "../../src/report/index.ts";
import { HOSTILE, hostileReport } from "./hostile.ts";
import { memberReport, organizationReport, reportOf, textOf } from "./sample.ts";
import { jsonOf } from "./validators.ts";

it.each([
  ["an organization", organizationReport],
  ["a member alone", memberReport],
  ["hostile names", hostileReport],
  [
    "nothing at all",
    { ...reportOf([], []), header: { ...organizationReport.header, rules: [], waiting: [], population: [] } },
  ],
])("is valid for %s", (_, report) => {
  expect(jsonOf(report).findings).toHaveLength([...report.findings].length);
});

it("holds every finding whole", () => {
  expect(jsonOf(organizationReport).findings).toEqual(organizationReport.findings);
});

it("keeps the words of strangers exactly, in harmless text", () => {
  const messages = jsonOf(hostileReport).findings.map(({ message }) => message);
  for (const text of HOSTILE) expect(messages).toContain(text);
});

it("differs between two runs in its last line only", () => {
  const run = { ...organizationReport.run, endedAt: "2026-11-04T00:00:00Z", durations: { collect: 1 } };
  const lines = (report: typeof organizationReport): string[] => textOf(FORMATS.json(report)).split("\n");
  const [first, second] = [lines(organizationReport), lines({ ...organizationReport, run })];
  expect(first.filter((line, at) => line !== second[at])).toEqual([expect.stringMatching(/^"run": /)]);
});

it("orders what has no order of its own", () => {
  const calls = { "sts:AssumeRole": 14, "iam:GetAccountSummary": 13 };
  const other = { "iam:GetAccountSummary": 13, "sts:AssumeRole": 14 };
  const text = (record: Record<string, number>): string =>
    textOf(FORMATS.json({ ...organizationReport, run: { ...organizationReport.run, calls: record } }));
  expect(text(calls)).toBe(text(other));
});

it("says that the population may not be whole", () => {
  const header = {
    ...organizationReport.header,
    populationGap: "organization.accounts: x",
  };
  expect(jsonOf({ ...organizationReport, header })).toMatchObject({
    populationComplete: false,
    populationGap: "organization.accounts: x",
  });
});

it("is written in chunks while the findings are read", () => {
  let read = 0;
  const many = function* (): Iterable<
    typeof hostileReport.findings extends Iterable<infer One> ? One : never
  > {
    for (let turn = 0; turn < 2000; turn++) {
      for (const one of organizationReport.findings) {
        read++;
        yield one;
      }
    }
  };
  const chunks = FORMATS.json({ ...organizationReport, findings: many() })[Symbol.iterator]();
  chunks.next();
  expect(read).toBeLessThan(2000);
});
