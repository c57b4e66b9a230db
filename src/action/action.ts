// The action: a scan as a step of a workflow. Every file is written, and every output set, before the step fails.
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { DEFAULT_OUTPUT_DIRECTORY, UsageError } from "../model/index.ts";
import { collect, type CommandResult, evaluate, type LogEntry, resultNumbers, scan } from "../scan/index.ts";
import { annotate, annotateErrors } from "./annotations.ts";
import { type ActionOptions, isRedacted, readInputs } from "./inputs.ts";
import { masked, type Runner } from "./runner.ts";

/** The outcome by exit code (DESIGN 10). */
const OUTCOMES = { 0: "pass", 1: "fail", 2: "error", 3: "unknown" } as const;
const REPORTS = {
  "sarif-file": "report.sarif",
  "json-file": "report.json",
  "html-file": "report.html",
  "markdown-file": "report.md",
  "evidence-file": "evidence.ndjson",
} as const;
const PUBLIC =
  "rootproof: everybody may read this run. Reports are masked unless the input redact says otherwise; evidence never is, so upload none. A masked result is no baseline: a nightly scan belongs into a private repository.";
/** Where nobody says which. */
const FORMATS = ["json", "sarif", "html", "markdown"] as const;
/** What outputs, summary and annotations are made of. */
const NEEDED = ["json", "sarif", "markdown"] as const;

/** Runs one step. Returns the exit code of the process; never throws. */
export async function run(given: Runner): Promise<0 | 1> {
  const runner = isRedacted(given) ? masked(given) : given;
  try {
    return await step(runner);
  } catch (error) {
    const lines =
      error instanceof UsageError ? error.lines : [`this is a mistake in rootproof: ${String(error)}`];
    runner.setOutput("outcome", OUTCOMES[2]);
    annotateErrors(runner, lines);
    return 1;
  }
}

type Options = ReturnType<typeof readInputs>["command"];

async function step(runner: Runner): Promise<0 | 1> {
  const { command, action } = readInputs(runner);
  if (runner.isPublic) runner.annotate("warning", PUBLIC);
  if (action.shard !== undefined) return collectShard(runner, command, action.shard);
  const options = {
    ...command,
    redact: action.redact,
    reports: { otherwise: [...FORMATS], always: [...NEEDED] },
    stdout: (text: string) => text.split("\n").forEach((line) => runner.say(line)),
  };
  const onLog = (entry: LogEntry): void => sayEntry(entry, runner);
  const result =
    action.evidence.length > 0
      ? await evaluate({ ...options, files: action.evidence })
      : await scan({ ...options, onLog });
  return report(runner, { command, action, result });
}

function sayEntry(entry: LogEntry, runner: Runner): void {
  if (entry.event === "note") runner.say(entry.message);
  if (entry.event === "summary")
    runner.say(`${entry.reached} of ${entry.accounts} accounts read, ${entry.unseen} facts not seen`);
}

/** A part of the organization: evidence alone, which a later job judges with the other parts. */
async function collectShard(runner: Runner, command: Options, shard: string): Promise<0 | 1> {
  const directory = command.outputDirectory ?? DEFAULT_OUTPUT_DIRECTORY;
  const out = join(directory, `evidence-${shard.replace("/", "-of-")}.ndjson`);
  const { exitCode, notes } = await collect({
    ...command,
    shard,
    out,
    onLog: (entry) => sayEntry(entry, runner),
  });
  for (const note of notes) runner.say(note);
  runner.setOutput("evidence-file", out);
  runner.setOutput("report-dir", directory);
  // Nothing was judged: no word of a verdict.
  runner.setOutput("outcome", exitCode === 0 ? "collected" : OUTCOMES[exitCode]);
  if (exitCode !== 0) runner.annotate("error", `shard ${shard}: ${notes.at(-1) ?? "not all of it was read"}`);
  return exitCode === 0 ? 0 : 1;
}

interface Ended {
  readonly command: Options;
  readonly action: ActionOptions;
  readonly result: CommandResult;
}

function report(runner: Runner, { command, action, result }: Ended): 0 | 1 {
  const { exitCode, files, notes } = result;
  const directory = resolve(command.cwd, directoryOf(command, files));
  const shown = (file: string): string => relative(command.cwd, file).replaceAll("\\", "/");
  for (const note of notes) runner.say(note);
  // What an earlier run left in the folder is no output of this one.
  const written = new Set(files);
  for (const [output, name] of Object.entries(REPORTS)) {
    const file = join(directory, name);
    if (written.has(file)) runner.setOutput(output, shown(file));
  }
  runner.setOutput("report-dir", shown(directory));
  setNumbers(runner, join(directory, REPORTS["json-file"]));
  runner.setOutput("outcome", OUTCOMES[exitCode]);
  if (action.summary) runner.addSummary(readFileSync(join(directory, REPORTS["markdown-file"]), "utf8"));
  const left = action.annotations ? annotate(runner, join(directory, REPORTS["sarif-file"])) : 0;
  if (left > 0) runner.say(`${left} more results have no annotation; the reports have them all`);
  if (exitCode !== 0) runner.annotate("error", `rootproof: ${notes.at(-1) ?? OUTCOMES[exitCode]}`);
  return exitCode === 0 ? 0 : 1;
}

/** Where the reports are: the file may say. */
function directoryOf({ outputDirectory }: Options, files: readonly string[]): string {
  const json = files.find((file) => file.endsWith(REPORTS["json-file"]));
  return outputDirectory ?? (json === undefined ? DEFAULT_OUTPUT_DIRECTORY : join(json, ".."));
}

function setNumbers(runner: Runner, json: string): void {
  const read = resultNumbers(json);
  if (read === undefined) return;
  const { population, summary } = read;
  const { outcomes, fails, waived } = summary;
  const numbers = {
    findings: outcomes.fail - waived.fail,
    critical: fails.critical,
    high: fails.high,
    unknown: outcomes.unknown - waived.unknown + outcomes.error,
    "accounts-expected": population.expected,
    "accounts-judged": population.judged,
  };
  for (const [name, number] of Object.entries(numbers)) runner.setOutput(name, number);
}
