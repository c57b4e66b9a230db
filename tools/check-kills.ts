// npm run test:kills -- --runs 200 --seed 1: a scan is killed at a random instant (SIGKILL, up to three times), then resumed; its
// report must be that of a scan nobody disturbed. Prints where the kills struck; exits 1 when a promise was broken.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startSandbox } from "../src/sandbox/index.ts";
import { chance } from "../src/sandbox/world/random.ts";
import { install, type Installation } from "../test/cli/installation.ts";
import { isJson } from "./shared/is-json.ts";

const ACCOUNTS = 30;
const LATENCY_MS = 3;
const AT_ONCE = 2;
/** Two at once are slower than the one that was timed; instants reach a little past the end. */
const STRETCH = 1.4;
const STEPS = 1_000_000;
const SCAN = ["scan", "--org", "--regions", "home", "--max-rate", "none", "--format", "json"];

/** Where a scan was when it was killed, by what it left. */
type Stage =
  | "before the first line"
  | "before the first account"
  | "between accounts"
  | "while judging"
  | "after the end";

interface Outcome {
  readonly stages: readonly Stage[];
  readonly problems: readonly string[];
}

async function main(): Promise<void> {
  const from = Date.now();
  const folder = newFolder();
  const { exitCode, stderr } = await start(folder, []).ended;
  if (exitCode !== 1) throw new Error(`the undisturbed scan ended with ${exitCode}: ${stderr}`);
  const usual = Date.now() - from;
  const expected = comparable(join(folder, "report.json"));
  rmSync(folder, { recursive: true });
  const outcomes: Outcome[] = [];
  const numbers = Array.from({ length: runs }, (_, index) => index);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let run = numbers.shift(); run !== undefined; run = numbers.shift())
        outcomes.push(await killAndResume(run, usual, expected));
    }),
  );
  print(outcomes, Date.now() - from);
}

/** Killed once, every fourth twice, every eighth three times; then to its end. */
async function killAndResume(run: number, usual: number, expected: string): Promise<Outcome> {
  const folder = newFolder();
  const stages: Stage[] = [];
  const problems: string[] = [];
  const kills = run % 8 === 7 ? 3 : run % 4 === 3 ? 2 : 1;
  for (let kill = 0; kill < kills; kill++) {
    await killed(start(folder, kill === 0 ? [] : ["--resume"]), instant(run, kill) * usual * STRETCH);
    stages.push(stageOf(folder));
    problems.push(...tornIn(folder));
  }
  const { exitCode, stderr } = await start(folder, ["--resume"]).ended;
  if (exitCode !== 1) problems.push(`the resumed scan ended with ${exitCode}: ${stderr}`);
  else if (comparable(join(folder, "report.json")) !== expected) problems.push("another report");
  const left = readdirSync(folder).filter(
    (name) => !["evidence.ndjson", "manifest.json", "report.json"].includes(name),
  );
  // What a killed process was writing under a temporary name stays; nothing reads it.
  const strange = left.filter((name) => !/^(report|manifest)\.json\.[0-9a-f]{12}\.partial$/.test(name));
  if (strange.length > 0) problems.push(`left behind: ${strange.join(", ")}`);
  if (!isManifestTrue(folder)) problems.push("a manifest of other files");
  rmSync(folder, { recursive: true });
  return { stages, problems: problems.map((problem) => `run ${run} (${stages.join(", ")}): ${problem}`) };
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), "rootproof-kills-"));

function start(folder: string, more: readonly string[]): ReturnType<Installation["start"]> {
  const args = [...SCAN, "--output-dir", folder, ...more];
  return installation.start(args, { cwd: folder, env: sandbox.environment });
}

async function killed({ child, ended }: ReturnType<Installation["start"]>, afterMs: number): Promise<void> {
  const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
  await ended;
  clearTimeout(timer);
}

/** From 0 to 1, alike for the same seed. */
const instant = (run: number, kill: number): number => chance(STEPS, values.seed, run, kill) / STEPS;

function stageOf(folder: string): Stage {
  if (existsSync(join(folder, "report.json"))) return "after the end";
  if (existsSync(join(folder, "evidence.ndjson"))) return "while judging";
  const partial = join(folder, "evidence.ndjson.partial");
  if (!existsSync(partial)) return "before the first line";
  const text = readFileSync(partial, "utf8");
  if (text === "") return "before the first line";
  return text.includes('{"kind":"account"') ? "between accounts" : "before the first account";
}

/** Files under their final names must be whole. */
function tornIn(folder: string): string[] {
  const evidence = join(folder, "evidence.ndjson");
  const torn: string[] = [];
  if (existsSync(evidence) && !/\n\{"kind":"end".*\}\n$/.test(readFileSync(evidence, "utf8")))
    torn.push("evidence is torn");
  const report = join(folder, "report.json");
  if (existsSync(report) && !isJson(readFileSync(report, "utf8"))) torn.push("the report is torn");
  return torn;
}

/** The report without its run section, and without the times at which two scans differ by nature. */
function comparable(file: string): string {
  const { run, ...report } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  if (run === undefined) throw new Error(`${file} has no run section`);
  return JSON.stringify(report, undefined, 1)
    .replace(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "[time]")
    .replaceAll(/"[^"]*rootproof-kills-[^"/]*/g, '"[folder]');
}

function print(outcomes: readonly Outcome[], milliseconds: number): void {
  const stages = new Map<Stage, number>();
  for (const stage of outcomes.flatMap((outcome) => outcome.stages))
    stages.set(stage, (stages.get(stage) ?? 0) + 1);
  for (const [stage, count] of [...stages].sort(([, left], [, right]) => right - left))
    console.log(`killed ${stage}: ${count}`);
  const problems = outcomes.flatMap((outcome) => outcome.problems);
  for (const problem of problems) console.log(`BROKEN ${problem}`);
  const kills = [...stages.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `${kills} kills of ${outcomes.length} scans of ${ACCOUNTS} accounts (seed ${values.seed}) in ${Math.round(milliseconds / 1000)} s: ${problems.length} promises broken`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}

const { values } = parseArgs({
  options: { runs: { type: "string", default: "200" }, seed: { type: "string", default: "1" } },
});
const runs = Number(values.runs);
// A copy: a build that somebody makes meanwhile is no kill.
const installation = install();
const sandbox = await startSandbox({ accounts: ACCOUNTS, latencyMs: LATENCY_MS });
try {
  await main();
} finally {
  await sandbox.close();
  installation.remove();
}

function isManifestTrue(folder: string): boolean {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Record<
    "files" | "evidence",
    { file: string; sha256: string }[]
  >;
  const digest = (file: string): string =>
    createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex");
  return [...manifest.files, ...manifest.evidence].every(({ file, sha256 }) => digest(file) === sha256);
}
