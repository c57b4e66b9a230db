// The published schemas as assertions: OASIS's for SARIF (vendored), ours for JSON; and what GitHub asks beyond them.
import { readFileSync } from "node:fs";
import { expect } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Log, PhysicalLocation, ReportingDescriptor, Result, Run } from "sarif";
import { FORMATS, type Report } from "../../src/report/index.ts";
import { textOf } from "./sample.ts";

function validator(path: string, strict: boolean): (text: string) => unknown {
  const ajv = new Ajv2020({ strict, allErrors: false });
  formats.default(ajv);
  const schema = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as object;
  const validate = ajv.compile(schema);
  return (text) => {
    const document: unknown = JSON.parse(text);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    return document;
  };
}

const sarifSchema = validator("../fixtures/sarif-schema-2.1.0.json", false);
const resultSchema = validator("../../schemas/result.schema.json", true);

/** What is read back of the JSON report. */
export interface ResultDocument {
  readonly findings: { readonly rule: string; readonly message: string }[];
  readonly [member: string]: unknown;
}

/** The JSON report, valid by our schema. */
export const jsonOf = (report: Report): ResultDocument =>
  resultSchema(textOf(FORMATS.json(report))) as ResultDocument;

/** The one run of the SARIF report, valid by OASIS's schema and for GitHub. */
export function sarifOf(report: Report): Run & { results: Result[] } {
  const log = sarifSchema(textOf(FORMATS.sarif(report))) as Log;
  expect(log.runs).toHaveLength(1);
  const run = log.runs[0]!;
  expectGitHubProfile(run);
  return run as Run & { results: Result[] };
}

/** docs.github.com, SARIF support for code scanning; research/sarif-and-action.md 1 and 1b. */
function expectGitHubProfile(run: Run): void {
  expect(run.automationDetails?.id).toMatch(/^rootproof\/[A-Za-z0-9-]+\/$/);
  expect(run.tool.driver.name).toBe("rootproof");
  const rules = run.tool.driver.rules!;
  rules.forEach(expectRule);
  const ids = rules.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  const results = run.results!;
  expect(results.length).toBeLessThanOrEqual(4500);
  expect(results.flatMap((result) => faultsOf(result, ids))).toEqual([]);
  const prints = results.map(({ partialFingerprints }) => partialFingerprints!["primaryLocationLineHash"]);
  expect(new Set(prints).size).toBe(prints.length);
}

function expectRule(rule: ReportingDescriptor): void {
  for (const text of [rule.shortDescription!.text, rule.fullDescription!.text]) {
    expect(text).not.toBe("");
    expect(text.length).toBeLessThanOrEqual(1024);
  }
  expect(rule.help!.text).not.toBe("");
  expect(rule.help!.markdown).not.toBe("");
  expect(rule.name).toMatch(/^[\p{Lu}\p{N}\p{Lo}]/u);
  expect(rule.name!.length).toBeLessThanOrEqual(255);
  const properties = rule.properties as Record<string, unknown>;
  expect(properties["precision"]).toBe("very-high");
  expect(properties["tags"]).toContain("security");
  expect((properties["tags"] as string[]).length).toBeLessThanOrEqual(10);
  expect(["9.5", "8.0", "5.5", "2.0", undefined]).toContain(properties["security-severity"]);
}

/** What is wrong with a result, as words: one comparison for thousands of results. */
function faultsOf(result: Result, ids: readonly string[]): string[] {
  const text = result.message.text!;
  const holds: Record<string, boolean> = {
    rule: ids[result.ruleIndex!] === result.ruleId,
    "message ends with a period": /^.+\.$/u.test(text),
    "message length": text.length <= 1200,
    fingerprint: /^[0-9a-f]{16}:\d+$/.test(result.partialFingerprints!["primaryLocationLineHash"]!),
    "one location": result.locations!.length === 1,
    ...locationHolds(result.locations![0]!.physicalLocation!),
  };
  return Object.keys(holds).filter((name) => !holds[name]);
}

function locationHolds({ artifactLocation, region }: PhysicalLocation): Record<string, boolean> {
  const uri = artifactLocation!.uri!;
  const { startLine, startColumn, endLine, endColumn } = region!;
  return {
    "relative address": /^[^/:\\][^:\\]*$/.test(uri) && !uri.includes(".."),
    "source root": artifactLocation!.uriBaseId === "%SRCROOT%",
    "four numbers": [startLine, startColumn, endLine, endColumn].every((number) => number! >= 1),
  };
}
