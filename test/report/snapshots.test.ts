// The real text of every format, kept as files (.txt: prettier would rewrite .json). After a wanted change: UPDATE_SNAPSHOTS=1 npm test -- test/report
import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { FORMATS, type Format, type RenderOptions, type Report } from "../../src/report/index.ts";
import { hostileReport } from "./hostile.ts";
import { benchmarkReport, memberReport, organizationReport, textOf } from "./sample.ts";

const cases: [string, Format, Report, RenderOptions][] = [
  ["organization.txt", "table", organizationReport, {}],
  ["organization-narrow.txt", "table", organizationReport, { width: 60 }],
  ["organization-color.txt", "table", organizationReport, { color: true }],
  ["organization.json.txt", "json", organizationReport, {}],
  ["organization.sarif.txt", "sarif", organizationReport, {}],
  ["benchmark.txt", "table", benchmarkReport, {}],
  ["benchmark.json.txt", "json", benchmarkReport, {}],
  ["benchmark.sarif.txt", "sarif", benchmarkReport, {}],
  ["member.txt", "table", memberReport, {}],
  ["hostile.txt", "table", hostileReport, {}],
  ["hostile.json.txt", "json", hostileReport, {}],
  ["hostile.sarif.txt", "sarif", hostileReport, {}],
];

it.each(cases)("%s is what is printed", (name, format, report, options) => {
  const file = new URL(`snapshots/${name}`, import.meta.url);
  const text = textOf(FORMATS[format](report, options));
  if (process.env["UPDATE_SNAPSHOTS"] !== undefined) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
});
