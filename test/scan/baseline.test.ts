// --baseline over the whole line: what it gates, what it refuses, and how far back it makes events be read.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { evaluate, type EvaluateCommand, scan } from "../../src/scan/index.ts";
import { type JsonReport, pointAt, withSandbox } from "./scanning.ts";

let folder: string;
let result: string;
const evidence = (): string => join(folder, "evidence.ndjson");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rootproof-baseline-"));
  await withSandbox({ stories: ["forgotten-totp", "no-contacts"] }, async (sandbox) => {
    pointAt(sandbox);
    const formats = [`json=${join(folder, "first.json")}`];
    const quiet = { stdout: () => undefined, maxRate: "none" } as const;
    await scan({ cwd: folder, org: true, evidence: evidence(), formats, ...quiet });
  });
  result = readFileSync(join(folder, "first.json"), "utf8");
});
afterAll(() => rmSync(folder, { recursive: true }));

const DAY = 86_400_000;

/** The result as if it had been made so many days before. */
const daysBefore = (days: number): string => {
  const { asOf } = JSON.parse(result) as JsonReport;
  const earlier = new Date(Date.parse(asOf) - days * DAY).toISOString();
  return result.replace(/"asOf": ?"[^"]*"/, `"asOf":"${earlier}"`);
};

async function against(text: string, options: Partial<EvaluateCommand> = {}) {
  writeFileSync(join(folder, "baseline.json"), text);
  const formats = [`json=${join(folder, "second.json")}`];
  const given = { cwd: folder, files: ["evidence.ndjson"], baseline: "baseline.json", formats };
  const ended = await evaluate({ ...given, stdout: () => undefined, ...options });
  return { ...ended, report: JSON.parse(readFileSync(join(folder, "second.json"), "utf8")) as JsonReport };
}

/** One line; no report is written and none is torn. */
const refusal = async (text: string): Promise<string> => {
  rmSync(join(folder, "second.json"), { force: true });
  const error: unknown = await against(text).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(() => readFileSync(join(folder, "second.json"))).toThrow("ENOENT");
  return (error as Error).message;
};

describe("a baseline", () => {
  it("gates on what is new or worse, and every finding stays in the report", async () => {
    const { exitCode, report } = await against(daysBefore(1), { allowUnknown: true, failOn: "info" });
    expect(exitCode).toBe(0);
    expect(new Set(report.findings.map(({ baseline }) => baseline?.state))).toEqual(new Set(["unchanged"]));
    expect(report.findings.map(({ outcome }) => outcome)).toEqual(
      (JSON.parse(result) as JsonReport).findings.map(({ outcome }) => outcome),
    );
    expect(report.baseline).toMatchObject({ file: "baseline.json", gone: [] });
  });

  it("does not hide behind what it knew that a list is not whole", async () => {
    expect((await against(daysBefore(1), { failOn: "info" })).exitCode).toBe(3);
  });

  it("fails for one finding that it did not have", async () => {
    const earlier = JSON.parse(daysBefore(1)) as {
      findings: { outcome: string; rule: string; items: unknown[] }[];
    };
    const failed = earlier.findings.find(
      ({ outcome, rule }) => outcome === "fail" && rule !== "evidence-complete",
    )!;
    Object.assign(failed, { outcome: "pass", items: [] });
    const { exitCode, report } = await against(JSON.stringify(earlier), { failOn: "info" });
    expect(exitCode).toBe(1);
    const worse = report.findings.filter(({ baseline }) => baseline?.state === "worsened");
    expect(worse.map(({ rule }) => rule)).toEqual([failed.rule]);
  });

  it("names accounts that are not there any more", async () => {
    const earlier = JSON.parse(daysBefore(1)) as { accounts: unknown[] };
    earlier.accounts.push({ id: "999999999999", state: "judged" });
    const { report, notes } = await against(JSON.stringify(earlier));
    expect(report.baseline?.gone).toEqual(["999999999999"]);
    expect(notes.join("\n")).toContain("not there any more: 999999999999");
  });

  it("makes the days since it be judged, and says so", async () => {
    const { report, notes } = await against(daysBefore(20));
    expect(report.parameters).toMatchObject({ windowDays: 20 });
    expect(notes.join("\n")).toContain("events of 20 days are judged, not of 7");
  });

  it("warns when it is old", async () => {
    expect((await against(daysBefore(31))).notes.join("\n")).toContain("the baseline is 31 days old");
  });
});

const altered = (change: (report: Record<string, unknown>) => void): string => {
  const report = JSON.parse(daysBefore(1)) as Record<string, unknown>;
  change(report);
  return JSON.stringify(report);
};

describe("a baseline is refused in one line", () => {
  it.each<[string, () => string, string]>([
    ["of the same instant", () => result, "not before the instant that is judged"],
    ["older than events are kept", () => daysBefore(90), "more than 89 days ago"],
    ["redacted", () => altered((report) => (report["redacted"] = true)), "is redacted"],
    [
      "of another organization",
      () => altered((report) => (report["organization"] = "o-elsewhere99")),
      "o-elsewhere99",
    ],
    ["of another partition", () => altered((report) => (report["partition"] = "aws-cn")), "aws-cn"],
    ["of one account", () => altered((report) => (report["scope"] = "account")), "is of account"],
    [
      "of an organization without a name, read from elsewhere",
      () =>
        altered((report) => {
          delete report["organization"];
          report["caller"] = { arn: "arn:aws:iam::999999999999:role/audit", account: "999999999999" };
        }),
      "organization of account 999999999999",
    ],
    ["of another version", () => altered((report) => (report["schemaVersion"] = 2)), "schemaVersion"],
    ["of another tool", () => '{"version":"2.1.0","runs":[]}', "no JSON result of rootproof"],
    ["cut", () => daysBefore(1).slice(0, -200), "no JSON result of rootproof"],
    ["empty", () => "", "no JSON result of rootproof"],
    ["evidence", () => readFileSync(evidence(), "utf8"), "no JSON result of rootproof"],
    ["text", () => "hello", "no JSON result of rootproof"],
    ["two documents", () => daysBefore(1) + daysBefore(1), "no JSON result of rootproof"],
    ["deep", () => "[".repeat(100_000), "no JSON result of rootproof"],
    [
      "with a finding that is none",
      () => altered((report) => (report["findings"] as unknown[]).push({ outcome: "fine" })),
      "a finding",
    ],
  ])("%s", async (_, text, message) => {
    const said = await refusal(text());
    expect(said).toContain(message);
    expect(said).not.toContain("\n");
    expect(said).toMatch(/baseline\.json: /);
  });

  it("not there", async () => {
    const error = evaluate({
      cwd: folder,
      files: ["evidence.ndjson"],
      baseline: "missing.json",
      stdout: () => undefined,
    });
    await expect(error).rejects.toThrow(/missing\.json: /);
  });
});
