// Counts in one pass: what they count and what stays apart.
import { expect, it } from "@jest/globals";
import { summarize } from "../../src/report/index.ts";
import { organizationReport } from "./sample.ts";

it("counts outcomes, and what is open by severity", () => {
  expect(summarize(organizationReport.findings, [])).toEqual({
    findings: 72,
    outcomes: { fail: 21, error: 1, unknown: 3, pass: 46, "not-applicable": 1 },
    fails: { critical: 5, high: 1, medium: 13, low: 1, info: 1 },
    unknowns: { critical: 2, high: 0, medium: 1, low: 0, info: 0 },
    errors: { critical: 0, high: 1, medium: 0, low: 0, info: 0 },
    waived: { fail: 0, unknown: 0 },
    notAsked: 0,
    incomplete: 2,
  });
});

it("counts what is waived apart, by outcome", () => {
  const waiver = {
    kind: "waiver",
    owner: "Ana",
    reason: "Moving.",
    expires: "2027-01-01T00:00:00Z",
  } as const;
  const waived = [...organizationReport.findings].map((finding) => ({ ...finding, waiver }));
  expect(summarize(waived, [])).toMatchObject({
    outcomes: { fail: 21, error: 1, unknown: 3 },
    waived: { fail: 21, unknown: 3 },
    fails: { critical: 0, medium: 0 },
    unknowns: { critical: 0 },
    errors: { high: 1 },
  });
});

it("counts evidence-complete apart from the rules it speaks of", () => {
  const meta = [...organizationReport.findings].filter(({ rule }) => rule === "evidence-complete");
  expect(summarize(meta, [])).toMatchObject({ findings: 0, incomplete: 2, outcomes: { fail: 0, pass: 0 } });
});
