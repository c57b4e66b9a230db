// A scan that was cut goes on where it was: the same findings, whatever was cut off; and another scan's file is refused.
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { scan, type LogEntry, type ScanCommand } from "../../src/scan/index.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { pointAt } from "./scanning.ts";

const folder = mkdtempSync(join(tmpdir(), "rootproof-resume-"));
const evidence = join(folder, "evidence.ndjson");
const partial = `${evidence}.partial`;
let sandbox: Sandbox;
let requests: string[] = [];
let whole: Buffer;
let report: unknown;

beforeAll(async () => {
  sandbox = await startSandbox({
    accounts: 6,
    stories: ["central-forwarding", "no-role", "suspended", "old-keys"],
    onRequest: ({ operation, account }) => requests.push(`${operation} ${account}`),
  });
  pointAt(sandbox);
  await run();
  whole = readFileSync(evidence);
  report = reported();
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const notes: string[] = [];
const READING = "reading the organization: accounts, units, policies";

async function run(options: Partial<ScanCommand> = {}): Promise<number> {
  notes.length = 0;
  const result = await scan({
    cwd: folder,
    config: null,
    org: true,
    evidence: "evidence.ndjson",
    formats: ["json=report.json"],
    stdout: () => undefined,
    maxRate: "none",
    regions: "home",
    onLog: (entry: LogEntry) => {
      if (entry.event === "note") notes.push(entry.message);
    },
    ...options,
  });
  return result.exitCode;
}

/** All of the report but how the run went, and the instants at which a fact was seen. */
function reported(): unknown {
  const text = readFileSync(join(folder, "report.json"), "utf8");
  const rest = { ...(JSON.parse(text) as Record<string, unknown>), run: undefined };
  return JSON.parse(JSON.stringify(rest).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME"));
}

/** As a kill after so many bytes would have left it. */
function cutAt(bytes: number): void {
  writeFileSync(partial, whole);
  truncateSync(partial, bytes);
}

const lineEnds = (): number[] => [...whole.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);

describe("a scan that was cut", () => {
  it.each([2, 3, 6])("goes on after line %i, and reads no account twice", async (lines) => {
    const end = lineEnds()[lines - 1] ?? 0;
    cutAt(end);
    const there = whole.subarray(0, end).toString().trimEnd().split("\n");
    const ids = there.map((text) => JSON.parse(text) as { kind: string; id: string });
    requests = [];
    await run({ resume: true });
    expect(notes).toEqual([]);
    expect(readFileSync(evidence).subarray(0, end)).toEqual(whole.subarray(0, end));
    for (const { id } of ids.filter(({ kind }) => kind === "account"))
      expect(requests).not.toContain(`GetAccountSummary ${id}`);
    expect(reported()).toEqual(report);
    expect(existsSync(partial)).toBe(false);
  });

  it.each([1, 0.03])("goes on from the last whole line when %d of the next one is there", async (share) => {
    const [from = 0, to = 0] = lineEnds().slice(3, 5);
    cutAt(Math.min(to - 1, from + Math.ceil((to - from) * share)));
    await run({ resume: true });
    expect(reported()).toEqual(report);
  });

  it("after its last line is finished", async () => {
    cutAt(whole.length);
    requests = [];
    await run({ resume: true });
    expect(requests.filter((one) => !one.startsWith("GetCallerIdentity"))).toEqual([]);
    expect(reported()).toEqual(report);
  });

  it.each([0, 40])("after %i bytes begins anew, and says so", async (bytes) => {
    cutAt(bytes);
    await run({ resume: true });
    expect(notes).toEqual([`${partial}: nothing to resume; scanning from the beginning`, READING]);
    expect(reported()).toEqual(report);
  });

  it("is replaced without --resume, and that is said", async () => {
    cutAt(lineEnds()[4] ?? 0);
    await run();
    expect(notes).toEqual([
      `${partial}: a scan that was cut is replaced; --resume would have gone on with it`,
      READING,
    ]);
    expect(reported()).toEqual(report);
  });

  it("reads again where an account's alerts lead, when that was cut off", async () => {
    const lines = whole.toString().trimEnd().split("\n");
    const kept = lines.filter((text) => !text.startsWith('{"kind":"destination"')).slice(0, -1);
    expect(kept.length).toBeLessThan(lines.length - 1);
    writeFileSync(partial, `${kept.join("\n")}\n`);
    await run({ resume: true });
    expect(reported()).toEqual(report);
  });
});

describe("what is there", () => {
  it.each<[string, Partial<ScanCommand>, string]>([
    ["another role", { roleName: "auditor" }, "--role-name"],
    ["another access", { access: "auto" }, "--access"],
    ["other regions", { regions: "eu-west-1" }, "--regions"],
    ["other rules", { select: ["root-access-keys-absent"] }, "choice of rules"],
    ["a shard", { shard: "1/2" }, "--shard"],
  ])("of %s is not gone on with", async (_, options, word) => {
    cutAt(lineEnds()[4] ?? 0);
    await expect(run({ resume: true, ...options })).rejects.toThrow(word);
    expect(readFileSync(partial).length).toBe(lineEnds()[4]);
  });

  it("and was altered is refused", async () => {
    cutAt(lineEnds()[4] ?? 0);
    const text = readFileSync(partial, "utf8");
    writeFileSync(partial, text.replace('"kind":"organization"', '"kind":"organisation"'));
    await expect(run({ resume: true })).rejects.toThrow(`${partial}:2`);
  });

  it("and was begun too long ago is refused", async () => {
    cutAt(lineEnds()[4] ?? 0);
    const text = readFileSync(partial, "utf8");
    writeFileSync(partial, text.replace(/"asOf":"[^"]*"/, '"asOf":"2026-01-01T00:00:00.000Z"'));
    await expect(run({ resume: true })).rejects.toThrow("hours ago, and facts count for 24");
  });

  it("under the file's own name stays until the new one is whole", async () => {
    renameSync(evidence, `${evidence}.kept`);
    writeFileSync(evidence, "yesterday's");
    sandbox.setFaults([{ kind: "accessDenied", service: "sts", operation: "AssumeRole" }]);
    await expect(run({ accounts: [sandbox.accounts[3]?.id ?? ""] })).rejects.toThrow("none of 1 accounts");
    sandbox.setFaults([]);
    expect(readFileSync(evidence, "utf8")).toBe("yesterday's");
    expect(existsSync(partial)).toBe(false);
  });
});

describe("a scan that is stopped", () => {
  it("finishes the accounts under way, and goes on with --resume", async () => {
    const stop = new AbortController();
    const result = await scan({
      cwd: folder,
      config: null,
      org: true,
      evidence: "evidence.ndjson",
      formats: ["json=report.json"],
      stdout: () => undefined,
      maxRate: "none",
      regions: "home",
      accountsAtOnce: 2,
      signal: stop.signal,
      onLog: (entry) => {
        if (entry.event === "account") stop.abort();
      },
    });
    expect(result.stopped).toBe(true);
    expect(result.notes.join()).toMatch(
      /stopped: 2 of 6 accounts are in .*partial; the same command with --resume/,
    );
    await run({ resume: true });
    expect(reported()).toEqual(report);
  });

  it("by credentials that end keeps what it has, and says how to go on", async () => {
    let assumed = 0;
    const faults = { kind: "expiredToken", service: "sts", operation: "AssumeRole" } as const;
    const onLog = (entry: LogEntry): void => {
      if (entry.event === "account" && ++assumed === 2) sandbox.setFaults([faults]);
    };
    const work = run({ accountsAtOnce: 1, onLog });
    await expect(work).rejects.toThrow(/have expired.*accounts are in .*partial.*--resume/);
    sandbox.setFaults([]);
    await run({ resume: true });
    expect(reported()).toEqual(report);
  });
});
