// The whole line: what is collected once, what a member costs, and that judging the same evidence gives the same bytes.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type BodyLine, createDigest, serializeLine } from "../../src/load/index.ts";
import type { EndLine, EvidenceLine } from "../../src/model/index.ts";
import { collect, evaluate, scan } from "../../src/scan/index.ts";
import { pointAt, scanHere, withSandbox } from "./scanning.ts";

let folder: string;
/** The sandbox takes event look-ups faster than AWS does, and a test should not wait. */
const quick = { org: true, maxRate: "none" } as const;
const quiet = { stdout: () => undefined };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rootproof-line-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const findingsIn = (file: string): unknown =>
  (JSON.parse(readFileSync(join(folder, file), "utf8")) as { findings: unknown }).findings;

/** The same evidence with its accounts in the opposite order, and the digest that belongs to it. */
function turnAccountsRound(from: string, to: string): void {
  const text = readFileSync(join(folder, from), "utf8").trimEnd();
  const lines = text.split("\n").map((line) => JSON.parse(line) as EvidenceLine);
  const isBody = (line: EvidenceLine): line is BodyLine => line.kind !== "end";
  const isAccount = ({ kind }: EvidenceLine): boolean => kind === "account";
  const head = lines.filter((line) => isBody(line) && !isAccount(line)) as BodyLine[];
  const accounts = lines.filter(isAccount).reverse() as BodyLine[];
  const digest = createDigest();
  const body = [...head, ...accounts].map((line) => digest.update(line)).join("");
  const end = lines.at(-1) as EndLine;
  writeFileSync(join(folder, to), body + serializeLine(digest.endLine(end.endedAt)));
}

describe("collecting", () => {
  it("asks for the organization's facts once, however many accounts there are", async () => {
    const counts = new Map<number, string[]>();
    for (const accounts of [3, 6]) {
      const seen: string[] = [];
      const onRequest = ({ service, operation }: { service: string; operation: string }) =>
        seen.push(`${service}:${operation}`);
      await withSandbox({ accounts, pageSize: 20, emptyPages: 0, onRequest }, async (sandbox) => {
        pointAt(sandbox);
        await scanHere({ org: true });
      });
      counts.set(
        accounts,
        seen.filter((call) => call.startsWith("organizations:") || call.endsWith("Features")).sort(),
      );
    }
    expect(counts.get(6)).toEqual(counts.get(3));
  });

  it("makes only the calls that the selected rules need", async () => {
    const seen = new Set<string>();
    const onRequest = ({ service, operation }: { service: string; operation: string }) =>
      seen.add(`${service}:${operation}`);
    await withSandbox({ accounts: 3, onRequest }, async (sandbox) => {
      pointAt(sandbox, sandbox.accounts[1]!.id);
      await scanHere({ select: ["root-mfa-enabled"] });
    });
    expect([...seen].sort()).toEqual([
      "iam:GetAccountSummary",
      "organizations:DescribeOrganization",
      "sts:GetCallerIdentity",
    ]);
  });

  it("writes evidence that only its owner can read, and leaves no partial file", async () => {
    await withSandbox({ accounts: 3 }, async (sandbox) => {
      pointAt(sandbox);
      await collect({ cwd: folder, ...quick, out: "evidence.ndjson" });
    });
    expect(readdirSync(folder)).toEqual(["evidence.ndjson"]);
    expect(statSync(join(folder, "evidence.ndjson")).mode & 0o777).toBe(0o600);
  });
});

describe("judging", () => {
  it("of saved evidence says what the scan said, byte for byte each time", async () => {
    await withSandbox({ accounts: 7 }, async (sandbox) => {
      pointAt(sandbox);
      await scan({
        cwd: folder,
        ...quick,
        evidence: "evidence.ndjson",
        formats: ["json=scan.json"],
        ...quiet,
      });
    });
    const command = { cwd: folder, files: ["evidence.ndjson"], ...quiet };
    await evaluate({ ...command, formats: ["json=once.json", "sarif=once.sarif"] });
    await evaluate({ ...command, formats: ["json=twice.json", "sarif=twice.sarif"] });
    expect(findingsIn("once.json")).toEqual(findingsIn("scan.json"));
    expect(readFileSync(join(folder, "twice.json"))).toEqual(readFileSync(join(folder, "once.json")));
    expect(readFileSync(join(folder, "twice.sarif"))).toEqual(readFileSync(join(folder, "once.sarif")));
  });

  it("does not depend on the order in which accounts were read", async () => {
    await withSandbox({ accounts: 6 }, async (sandbox) => {
      pointAt(sandbox);
      await scan({
        cwd: folder,
        ...quick,
        evidence: "evidence.ndjson",
        formats: ["json=one.json"],
        ...quiet,
      });
    });
    turnAccountsRound("evidence.ndjson", "turned.ndjson");
    await evaluate({ cwd: folder, files: ["turned.ndjson"], formats: ["json=two.json"], ...quiet });
    expect(findingsIn("two.json")).toEqual(findingsIn("one.json"));
  });

  it("of three weeks later finds every fact stale and passes nothing", async () => {
    await withSandbox({ accounts: 4 }, async (sandbox) => {
      pointAt(sandbox);
      await collect({ cwd: folder, ...quick, out: "evidence.ndjson" });
    });
    const asOf = new Date(Date.now() + 21 * 86_400_000).toISOString();
    const { exitCode } = await evaluate({
      cwd: folder,
      files: ["evidence.ndjson"],
      asOf,
      formats: ["json=late.json"],
      ...quiet,
    });
    const findings = findingsIn("late.json") as {
      rule: string;
      outcome: string;
      missing: { cause: string }[];
    }[];
    const judged = findings.filter(({ rule }) => rule !== "evidence-complete");
    expect(exitCode).toBe(3);
    expect([...new Set(judged.map(({ outcome }) => outcome))]).toEqual(["unknown"]);
    expect([...new Set(judged.flatMap(({ missing }) => missing.map(({ cause }) => cause)))]).toEqual([
      "stale",
    ]);
  });
});

describe("one member alone", () => {
  it("leaves the organization unknown for want of reach, and judges the account", async () => {
    await withSandbox({ accounts: 3 }, async (sandbox) => {
      pointAt(sandbox, sandbox.accounts[2]!.id);
      const { report } = await scanHere();
      const organization = report.findings.filter(
        ({ subject, rule }) => subject.scope === "organization" && rule !== "evidence-complete",
      );
      const outcomes = Object.fromEntries(organization.map(({ rule, outcome }) => [rule, outcome]));
      expect(outcomes).toEqual({
        "delegated-administrators-used": "unknown",
        "organization-all-features": "pass",
        "root-credentials-management-enabled": "unknown",
        "root-sessions-enabled": "unknown",
        "service-control-policies-enabled": "unknown",
      });
      const causes = organization.flatMap(({ missing }) => missing.map(({ cause }) => cause));
      expect([...new Set(causes)]).toEqual(["reach"]);
    });
  });
});
