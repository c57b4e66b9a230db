// A command in a process of its own, with what it cost.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a process cost, from its start to its exit. */
export interface Cost {
  readonly wallSeconds: number;
  /** User and system time, the main process alone. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Where {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Written by the process itself when it ends: the only number for memory that every system has. */
const WITNESS =
  "data:text/javascript," +
  encodeURIComponent(
    'import { writeFileSync } from "node:fs"; process.on("exit", () => writeFileSync(process.env.BENCH_COST, JSON.stringify(process.resourceUsage())));',
  );

/** Runs `node` with the arguments. */
export async function costOf(args: readonly string[], { cwd, env }: Where = {}): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), "rootproof-bench-"));
  const file = join(folder, "cost.json");
  const from = process.hrtime.bigint();
  const child = spawn(process.execPath, ["--import", WITNESS, ...args], {
    ...(cwd !== undefined && { cwd }),
    env: { PATH: process.env["PATH"] ?? "", ...QUIET, ...env, BENCH_COST: file },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (chunk: string) => (text[stream] += chunk));
  const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const wallSeconds = Number(process.hrtime.bigint() - from) / 1e9;
  const usage = JSON.parse(readFileSync(file, "utf8")) as NodeJS.ResourceUsage;
  rmSync(folder, { recursive: true });
  const cpuSeconds = (usage.userCPUTime + usage.systemCPUTime) / 1e6;
  return { wallSeconds, cpuSeconds, peakMegabytes: usage.maxRSS / 1024, exitCode, ...text };
}

const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };

/** Of odd length, as a rule. */
export const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
