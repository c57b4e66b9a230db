// One file or its shards: the same bytes. A shard that is missing, doubled or of another scan is told, and its accounts are unknown.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Log, Run } from "sarif";
import { createDigest, type BodyLine, serializeLine } from "../../src/load/index.ts";
import { type AccountLine, type EvidenceLine, type ScanLine, shardOf } from "../../src/model/index.ts";
import { collect, evaluate, type EvaluateCommand } from "../../src/scan/index.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { type JsonReport, pointAt } from "./scanning.ts";

const folder = mkdtempSync(join(tmpdir(), "rootproof-shards-"));
let sandbox: Sandbox;
let lines: EvidenceLine[];

beforeAll(async () => {
  sandbox = await startSandbox({ accounts: 9 });
  pointAt(sandbox);
  const reach = { cwd: folder, config: null, org: true, maxRate: "none", regions: "home" } as const;
  await collect({ ...reach, out: "whole.ndjson" });
  const text = readFileSync(join(folder, "whole.ndjson"), "utf8");
  lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as EvidenceLine);
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const isBody = (line: EvidenceLine): line is BodyLine => line.kind !== "end";

/** The whole file as shards would have it. Returns the names of the files. */
function split(of: number, change: (line: BodyLine, index: number) => BodyLine = (line) => line): string[] {
  return Array.from({ length: of }, (_, at) => {
    const index = at + 1;
    const own = lines
      .filter(isBody)
      .filter(({ kind, ...line }) => kind !== "account" || shardOf((line as AccountLine).id, of) === index)
      .map((line) => change(line.kind === "scan" ? { ...line, shard: { index, of } } : line, index));
    return write(`shard-${index}-${of}.ndjson`, own);
  });
}

function write(name: string, body: readonly BodyLine[]): string {
  const digest = createDigest();
  const text = body.map((line) => digest.update(line)).join("");
  const end = lines.find((line) => line.kind === "end");
  writeFileSync(join(folder, name), text + serializeLine(digest.endLine(end?.endedAt ?? "")));
  return name;
}

async function judge(files: readonly string[], more: Partial<EvaluateCommand> = {}) {
  const { exitCode } = await evaluate({
    cwd: folder,
    config: null,
    files,
    formats: ["json=r.json", "sarif=r.sarif", "table=r.txt"],
    stdout: () => undefined,
    ...more,
  });
  const [json = "", sarif, table] = ["r.json", "r.sarif", "r.txt"].map((name) =>
    readFileSync(join(folder, name), "utf8"),
  );
  return { exitCode, bytes: [json, sarif, table], report: JSON.parse(json) as JsonReport };
}

/** What a rule says that stands on facts of the account; of a suspended one it says nothing. */
const outcomes = ({ report }: { report: JsonReport }, ids: readonly string[]): Set<string> => {
  const suspended = report.accounts.filter(({ state }) => state === "suspended").map(({ id }) => id);
  return new Set(
    report.findings
      .filter(({ subject, rule }) => ids.includes(subject.id) && rule === "root-access-keys-absent")
      .filter(({ subject }) => !suspended.includes(subject.id))
      .map(({ outcome }) => outcome),
  );
};

const idsOf = (index: number, of: number): string[] =>
  sandbox.accounts.map(({ id }) => id).filter((id) => shardOf(id, of) === index);

describe("the shards of a scan", () => {
  it("whatever their number and order are judged to the same bytes as one file", async () => {
    const whole = await judge(["whole.ndjson"]);
    const orders = fc
      .integer({ min: 1, max: 6 })
      .chain((of) => fc.shuffledSubarray([...Array(of).keys()], { minLength: of, maxLength: of }));
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const files = split(order.length);
        const joined = await judge(order.map((at) => files[at] ?? ""));
        expect(joined.bytes).toEqual(whole.bytes);
        expect(joined.exitCode).toBe(whole.exitCode);
      }),
      { seed: 7, numRuns: 5 },
    );
  });

  it("are the accounts of an organization, each in one of them", () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => String(100_000_000_000 + index * 37));
    const counts = [1, 2, 3, 4, 5, 6, 7].map((index) => ids.filter((id) => shardOf(id, 7) === index).length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(10_000);
    expect(Math.min(...counts)).toBeGreaterThan(1_200);
    expect(shardOf("111122223333", 7)).toBe(shardOf("111122223333", 7));
  });

  it("of which one is missing: told, its accounts unknown, and exit 3 whatever is allowed", async () => {
    const [first = "", , third = ""] = split(3);
    const judged = await judge([third, first], { allowUnknown: true, failOn: "never" });
    expect(judged.exitCode).toBe(3);
    expect(judged.report.shardProblems).toEqual(["shard 2 of 3 is missing"]);
    expect(outcomes(judged, idsOf(2, 3))).toEqual(new Set(["unknown"]));
    const lost = judged.report.accounts.filter(({ state }) => state === "unreached").map(({ id }) => id);
    expect(lost).toEqual(expect.arrayContaining(idsOf(2, 3)));
    expect(judged.bytes[1]).toContain("shard 2 of 3 is missing");
    expect(judged.bytes[2]).toContain("shard 2 of 3 is missing");
  });

  it("one alone is judged as one of several", async () => {
    const judged = await judge([split(3)[1] ?? ""]);
    expect(judged.exitCode).not.toBe(0);
    expect(judged.report.shardProblems).toEqual(["shard 1 of 3 is missing", "shard 3 of 3 is missing"]);
  });

  it("of which one is there twice: neither is believed", async () => {
    const files = split(2);
    const judged = await judge([...files, files[1] ?? ""]);
    expect(judged.report.shardProblems?.[0]).toMatch(/^shard 2 of 2 is there more than once: .*2-2/);
    expect(outcomes(judged, idsOf(2, 2))).toEqual(new Set(["unknown"]));
  });

  it.each<[string, Partial<ScanLine>]>([
    ["another number of shards", { shard: { index: 2, of: 4 } }],
    ["another choice of rules", { facts: ["account.summary"] }],
    ["another role", { roleName: "auditor" }],
  ])("of which one is of %s: it is not believed", async (_, differs) => {
    const shards = split(3, (line, index) =>
      line.kind === "scan" && index === 2 ? { ...line, ...differs } : line,
    );
    const believable =
      differs.shard === undefined ? shards : shards.filter((name) => !name.startsWith("shard-2"));
    const judged = await judge(believable);
    expect(judged.report.shardProblems?.[0]).toBe("shard 2 of 3 is missing");
    expect(outcomes(judged, idsOf(2, 3))).toEqual(new Set(["unknown"]));
  });

  it("that hold an account of another one are altered", async () => {
    const [first = ""] = split(2, (line) =>
      line.kind === "scan" ? { ...line, shard: { index: 2, of: 2 } } : line,
    );
    await expect(judge([first])).rejects.toThrow("does not belong to shard 2 of 2");
  });

  it("begun too far apart are refused", async () => {
    const late = new Date(Date.now() + 30 * 3_600_000).toISOString();
    const files = split(2, (line, index) =>
      line.kind === "scan" && index === 2 ? { ...line, asOf: late } : line,
    );
    await expect(judge(files)).rejects.toThrow(/altered|too far apart/);
  });

  it("are not mixed with a file of all", async () => {
    await expect(judge(["whole.ndjson", ...split(2)])).rejects.toThrow("whole.ndjson: is no shard");
  });
});

describe("evidence of another time", () => {
  it.each([
    ["2100-01-01T00:00:00Z", "before"],
    ["2020-01-01T00:00:00Z", "after"],
  ])("judged as of %s names every account and claims nothing of it", async (asOf, side) => {
    const { report, exitCode } = await judge(["whole.ndjson"], { asOf });
    expect(exitCode).toBe(3);
    expect(new Set(report.accounts.map(({ state }) => state))).toEqual(new Set(["unreached"]));
    expect(report.accounts.map(({ name }) => name).sort()).toEqual(
      sandbox.accounts.map(({ name }) => name).sort(),
    );
    expect(report.populationGap).toContain(`${side} the instant that is judged`);
    const said = report.findings.filter(
      ({ subject, outcome }) => subject.scope === "account" && outcome === "pass",
    );
    expect(said).toEqual([]);
  });
});

describe("accounts that nobody asked for", () => {
  let wanted = "";
  beforeAll(() => {
    wanted = sandbox.accounts[2]?.id ?? "";
  });
  const narrowed = (choice: string): string => {
    const body = lines
      .filter(isBody)
      .filter((line) => line.kind !== "account" || line.id === wanted)
      .map((line) => (line.kind === "scan" ? { ...line, only: { choice, accounts: [wanted] } } : line));
    return write("only.ndjson", body);
  };
  const sarifOf = ({ bytes }: { bytes: readonly (string | undefined)[] }): Run =>
    (JSON.parse(bytes[1] ?? "") as Log).runs[0] as Run;

  it("are unknown by name, and do not count", async () => {
    const judged = await judge([narrowed(`--accounts ${wanted}`)], { select: ["root-access-keys-absent"] });
    expect(judged.exitCode).toBe(0);
    const states = new Set(
      judged.report.accounts.filter(({ id }) => id !== wanted).map(({ state }) => state),
    );
    expect(states).toEqual(new Set(["not-asked"]));
    const others = judged.report.findings.filter(
      ({ subject, rule }) =>
        subject.scope === "account" && subject.id !== wanted && rule !== "evidence-complete",
    );
    expect(others.some(({ outcome }) => outcome === "pass" || outcome === "fail")).toBe(false);
    expect(sarifOf(judged).invocations?.[0]?.executionSuccessful).toBe(true);
  });

  it("have nothing claimed of them, not even what the organization shows", async () => {
    const { report, bytes } = await judge([narrowed(`--accounts ${wanted}`)], {
      select: ["root-denied-by-scp"],
    });
    const left = new Set(report.accounts.filter(({ state }) => state === "not-asked").map(({ id }) => id));
    const others = report.findings.filter(
      ({ subject, rule }) => left.has(subject.id) && rule === "root-denied-by-scp",
    );
    expect(new Set(others.map(({ outcome }) => outcome))).toEqual(new Set(["unknown"]));
    expect(report.summary.notAsked).toBe(others.length);
    expect(bytes[2]).toContain(`not asked for: --accounts ${wanted}`);
    expect(bytes[2]).not.toContain("account is not known (configuration)");
  });

  it("keep their alerts: a choice is uploaded under a category of its own", async () => {
    const runs = [];
    for (const choice of [undefined, `--accounts ${wanted}`, "--exclude ou-abcd-12345678"])
      runs.push(sarifOf(await judge([choice === undefined ? "whole.ndjson" : narrowed(choice)])));
    const categories = runs.map(({ automationDetails }) => automationDetails?.id ?? "");
    expect(new Set(categories).size).toBe(3);
    expect(categories.slice(1).every((id) => id.startsWith(`${categories[0]}only-`))).toBe(true);
    const texts = JSON.stringify(runs[1]?.results);
    const others = sandbox.accounts.filter(({ id }) => id !== wanted).map(({ id }) => id);
    expect(others.filter((id) => texts.includes(`:${id}:root`))).toEqual([]);
  });
});
