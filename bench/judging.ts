// Saved evidence through all rules into JSON: the evidence of a real scan, its accounts copied under other numbers. And the JSON
// writer alone.
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type BodyLine, createDigest, serializeLine } from "../src/load/index.ts";
import type { EndLine, EvidenceLine } from "../src/model/index.ts";
import { startSandbox } from "../src/sandbox/index.ts";
import { costOf } from "./child.ts";
import type { Row } from "./table.ts";

const CLI = join(process.cwd(), "dist/cli/main.js");
const REAL_ACCOUNTS = 60;

/** `evaluate` of so many accounts. */
export async function benchJudging(accounts: number, say: (row: Row) => void): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), "rootproof-bench-"));
  try {
    const real = join(cwd, "real.ndjson");
    await collectReal(cwd, real);
    const file = join(cwd, "evidence.ndjson");
    await multiply(real, file, accounts);
    const cost = await costOf([CLI, "evaluate", file, "--format", "json"], { cwd });
    if (cost.exitCode !== 1) throw new Error(cost.stderr);
    say({
      what: `${accounts.toLocaleString("en")} accounts × all rules judged, as JSON`,
      target: accounts === 10_000 ? "≤ 10 s" : "≤ 1 ms an account",
      measured: `${cost.wallSeconds.toFixed(1)} s (CPU ${cost.cpuSeconds.toFixed(1)} s), ${cost.peakMegabytes.toFixed(0)} MB`,
      met: cost.wallSeconds <= accounts / 1_000,
    });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

async function collectReal(cwd: string, out: string): Promise<void> {
  const sandbox = await startSandbox({ accounts: REAL_ACCOUNTS });
  const { stderr } = await costOf([CLI, "collect", "--org", "--max-rate", "none", "--out", out], {
    cwd,
    env: sandbox.environment,
  });
  await sandbox.close();
  if (!stderr.includes("written")) throw new Error(stderr);
}

/** The same evidence with `accounts` accounts, listed in the organization, under a digest of its own. */
async function multiply(from: string, to: string, accounts: number): Promise<void> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(from) })) lines.push(line);
  const parsed = lines.map((line) => JSON.parse(line) as EvidenceLine);
  const members = lines.filter((_, index) => parsed[index]?.kind === "account").slice(1);
  const copies = Array.from({ length: accounts - 1 - members.length }, (_, index) => {
    const text = members[index % members.length] ?? "";
    return text.replaceAll(idOf(text), String(500_000_000_000 + index));
  });
  const digest = createDigest();
  const file = createWriteStream(to);
  const write = async (kind: BodyLine["kind"], text: string): Promise<void> => {
    const bytes = Buffer.from(`${text}\n`);
    digest.add(kind, bytes);
    if (!file.write(bytes)) await once(file, "drain");
  };
  for (const [index, text] of lines.entries()) {
    const line = parsed[index];
    if (line === undefined || line.kind === "end") break;
    await write(line.kind, line.kind === "organization" ? withListed(text, copies.length, members) : text);
  }
  for (const text of copies) await write("account", text);
  file.end(serializeLine(digest.endLine((parsed.at(-1) as EndLine).endedAt)));
  await once(file, "finish");
}

const idOf = (account: string): string => (JSON.parse(account) as { id?: string }).id ?? "";

function withListed(text: string, copies: number, members: readonly string[]): string {
  const line = JSON.parse(text) as { accounts: { value: { id: string }[] } };
  const byId = new Map(line.accounts.value.map((entry) => [entry.id, entry]));
  for (let index = 0; index < copies; index++) {
    const id = idOf(members[index % members.length] ?? "{}");
    const entry = byId.get(id);
    if (entry === undefined) continue;
    const copy = JSON.stringify(entry).replaceAll(id, String(500_000_000_000 + index));
    line.accounts.value.push(JSON.parse(copy) as { id: string });
  }
  return JSON.stringify(line);
}

/** The JSON writer beside JSON.stringify. */
export async function benchJson(count: number, say: (row: Row) => void): Promise<void> {
  const [streamed, whole, nothing] = [
    await jsonOf("streamed", count),
    await jsonOf("whole", count),
    await jsonOf("streamed", 0),
  ];
  const ratio = streamed.cpuSeconds / whole.cpuSeconds;
  const more = streamed.peakMegabytes - nothing.peakMegabytes;
  say({
    what: `JSON of ${count.toLocaleString("en")} findings`,
    target: "≤ 2.5× one JSON.stringify; + 30 MB",
    measured: `CPU ${streamed.cpuSeconds.toFixed(1)} s, ${ratio.toFixed(2)}×; + ${more.toFixed(0)} MB`,
    floor: `${whole.cpuSeconds.toFixed(1)} s, ${whole.peakMegabytes.toFixed(0)} MB`,
    met: ratio <= 2.5 && more <= 30,
  });
}

async function jsonOf(mode: string, count: number): Promise<{ cpuSeconds: number; peakMegabytes: number }> {
  const { stdout, stderr, peakMegabytes } = await costOf([
    "tools/run.mjs",
    "bench/json-report.ts",
    mode,
    String(count),
  ]);
  if (stdout === "") throw new Error(stderr);
  return { cpuSeconds: (JSON.parse(stdout) as { cpuSeconds: number }).cpuSeconds, peakMegabytes };
}
