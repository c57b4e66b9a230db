// Whole organizations from end to end: a scan in a process of its own against a sandbox in another.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "../src/sandbox/index.ts";
import { waitForOutput } from "../test/cli/installation.ts";
import { type Cost, costOf } from "./child.ts";
import { POSTURE_RULES } from "./posture.ts";
import { startRecorder } from "./recording.ts";
import type { Row } from "./table.ts";

const CLI = join(process.cwd(), "dist/cli/main.js");
const JSON_REPORT = ["--format", "json"];
/** Against an emulator nobody has to be spared. */
const UNPACED = ["--max-rate", "none"];
const POSTURE = POSTURE_RULES.flatMap((rule) => ["--select", rule]);

interface Served {
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => void;
}

async function serve(accounts: number, latencyMs: number): Promise<Served> {
  const args = ["tools/run.mjs", "bench/serve.ts", String(accounts), String(latencyMs)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [text] = await waitForOutput(child, /\{.*\}\n/);
  return { env: JSON.parse(text) as Record<string, string>, stop: () => void child.kill() };
}

interface Scanned extends Cost {
  readonly calls: number;
}

async function scanOf(accounts: number, latencyMs: number, flags: readonly string[]): Promise<Scanned> {
  const served = await serve(accounts, latencyMs);
  const cwd = mkdtempSync(join(tmpdir(), "rootproof-bench-"));
  try {
    const cost = await costOf([CLI, "scan", "--org", ...flags, ...UNPACED, ...JSON_REPORT], {
      cwd,
      env: served.env,
    });
    const calls = Number(/ with (\d+) calls/.exec(cost.stderr)?.[1]);
    if (cost.exitCode !== 1 || Number.isNaN(calls)) throw new Error(`the scan went wrong: ${cost.stderr}`);
    return { ...cost, calls };
  } finally {
    served.stop();
    rmSync(cwd, { recursive: true });
  }
}

const seconds = (value: number): string => `${value.toFixed(1)} s`;
const cost = ({ wallSeconds, cpuSeconds, peakMegabytes, calls }: Scanned): string =>
  `${seconds(wallSeconds)} (CPU ${seconds(cpuSeconds)}), ${peakMegabytes.toFixed(0)} MB, ${calls.toLocaleString("en")} calls`;

/** Posture of organizations of growing size: memory must not grow with them, time as they do. */
export async function benchPosture(sizes: readonly number[], say: (row: Row) => void): Promise<void> {
  let first: Scanned | undefined;
  for (const accounts of sizes) {
    const scanned = await scanOf(accounts, 0, ["--regions", "home", ...POSTURE]);
    first ??= scanned;
    const memory = scanned.peakMegabytes / first.peakMegabytes;
    const time = scanned.wallSeconds / first.wallSeconds / (accounts / (sizes[0] ?? 1));
    say({
      what: `${accounts.toLocaleString("en")} accounts, posture`,
      target: "≤ 300 MB; ≤ 1.25× the memory of 1,000; time linear",
      measured: `${cost(scanned)}; memory ${memory.toFixed(2)}×, time per account ${time.toFixed(2)}×`,
      met: scanned.peakMegabytes <= 300 && memory <= 1.25 && time <= 1.1,
    });
  }
}

/** With events in all enabled regions, each answer 0.3 s away. */
export async function benchEvents(accounts: number, say: (row: Row) => void): Promise<void> {
  const LATENCY_MS = 300;
  const scanned = await scanOf(accounts, LATENCY_MS, []);
  const bound = Math.max(scanned.cpuSeconds, (scanned.calls * LATENCY_MS) / 1000 / SOCKETS);
  say({
    what: `${accounts.toLocaleString("en")} accounts, all rules, events in 17 regions at 0.3 s`,
    target: "≤ 300 MB; ≤ 1.2× max(CPU, latency)",
    measured: `${cost(scanned)}; ${(scanned.wallSeconds / bound).toFixed(2)}×`,
    floor: `max(CPU, latency): ${seconds(bound)}`,
    met: scanned.peakMegabytes <= 300 && scanned.wallSeconds <= 1.2 * bound,
  });
}

/** Calls that can be under way at the same time: src/collect/options.ts. */
const SOCKETS = 100;

/** A scan's processor time beside that of the same requests made by the SDK alone, and by hand; its sockets; its calls. */
export async function benchOverhead(accounts: number, say: (row: Row) => void): Promise<void> {
  const sandbox = await startSandbox({ accounts, emptyPages: 0, pageSize: 100 });
  const recorder = await startRecorder(sandbox.url);
  const cwd = mkdtempSync(join(tmpdir(), "rootproof-bench-"));
  const args = [CLI, "scan", "--org", "--regions", "home", ...POSTURE, ...UNPACED, ...JSON_REPORT];
  try {
    await costOf(args, { cwd, env: { ...sandbox.environment, AWS_ENDPOINT_URL: recorder.url } });
    const file = join(cwd, "recording.json");
    writeFileSync(file, JSON.stringify(recorder.requests));
    const before = sandbox.connections;
    const scanned = await costOf(args, { cwd, env: sandbox.environment });
    const connections = sandbox.connections - before;
    const sdk = await replay("sdk", file, sandbox.url);
    const raw = await replay("raw", file, sandbox.url);
    const evidence = readFileSync(join(cwd, "rootproof-report/evidence.ndjson"), "utf8");
    const ratio = scanned.cpuSeconds / sdk;
    say({
      what: `CPU of a whole scan of ${accounts.toLocaleString("en")} accounts`,
      target: "≤ 1.2× the same SDK calls",
      measured: `${seconds(scanned.cpuSeconds)}, ${ratio.toFixed(2)}×`,
      floor: `bare SDK ${seconds(sdk)}; raw and signed ${seconds(raw)} (SDK ${(sdk / raw).toFixed(1)}×)`,
      met: ratio <= 1.2,
    });
    say({
      what: `sockets opened for ${accounts.toLocaleString("en")} accounts`,
      target: "≤ 1.1× the pool (100)",
      measured: String(connections),
      met: connections <= 110,
    });
    await sayClients(cwd, sandbox.environment, say);
    sayCalls(
      recorder.requests.map(({ accessKeyId }) => accessKeyId),
      evidence,
      say,
    );
  } finally {
    await recorder.close();
    await sandbox.close();
    rmSync(cwd, { recursive: true });
  }
}

/** Services that posture is read from in an account, and accounts at once: src/scan/collecting.ts. */
const SERVICES = 9;
const POSTURE_AT_ONCE = 20;

async function sayClients(
  cwd: string,
  env: Readonly<Record<string, string>>,
  say: (row: Row) => void,
): Promise<void> {
  const { stdout, stderr } = await costOf(["tools/run.mjs", "bench/clients.ts", cwd], { env });
  if (stdout === "") throw new Error(stderr);
  const { peak } = JSON.parse(stdout) as { peak: number };
  say({
    what: "clients alive at once, posture",
    target: `≤ ${SERVICES} services × ${POSTURE_AT_ONCE} accounts at once`,
    measured: String(peak),
    met: peak <= SERVICES * POSTURE_AT_ONCE,
  });
}

async function replay(mode: "raw" | "sdk", file: string, url: string): Promise<number> {
  const { stdout, stderr } = await costOf(["tools/run.mjs", "bench/replay.ts", mode, file, url]);
  if (stdout === "") throw new Error(stderr);
  return (JSON.parse(stdout) as { cpuSeconds: number }).cpuSeconds;
}

/** Calls made with a member's own session, and the one that opened it. */
function sayCalls(keys: readonly string[], evidence: string, say: (row: Row) => void): void {
  const members = evidence.split("\n").filter((line) => line.startsWith('{"kind":"account"')).length - 1;
  const [base] = keys;
  const own = keys.filter((key) => key !== base).length / members;
  say({
    what: "calls per member account, core facts and alerts, home region",
    target: "11 for the core facts, 1 per enabled region",
    measured: `1 to enter it + ${own.toFixed(1)} (mean of ${members})`,
  });
}
