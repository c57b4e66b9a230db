// Flags that several commands share, and their translation into scan's options.
import type { InferredOptionTypes } from "yargs";
import type {
  CommandResult,
  EnvironmentSettings,
  ReachOptions,
  ReportOptions,
  RuleOptions,
} from "../scan/index.ts";
import {
  ACCESS_MODES,
  DEFAULT_ACCESS,
  DEFAULT_FAIL_ON,
  DEFAULT_OUTPUT_DIRECTORY,
  DEFAULT_ROLE_NAME,
  SEVERITIES,
} from "../model/index.ts";
import { type Context, finish, writeStdout } from "./context.ts";
import { createLog, LOG_FORMATS, LOG_LEVELS } from "./log.ts";
import { checkRange } from "./numbers.ts";
import { createProgress } from "./progress.ts";
import { listenForStop } from "./stopping.ts";

export const RULE_FLAGS = {
  config: { type: "string", describe: "configuration file (default: rootproof.yaml, searched upward)" },
  rules: { type: "string", array: true, describe: "folder with rules of your own" },
  select: { type: "string", array: true, describe: "judge only this rule" },
  ignore: { type: "string", array: true, describe: "do not judge this rule" },
  benchmark: {
    type: "string",
    array: true,
    describe: "judge the rules of this benchmark, and group reports by its controls",
  },
} as const;

export const REACH_FLAGS = {
  org: { type: "boolean", default: false, describe: "every account of the organization" },
  access: {
    type: "string",
    choices: ACCESS_MODES,
    default: DEFAULT_ACCESS,
    describe: "how members are read: with the role, centrally (audit sessions of root), or auto: both",
  },
  "role-name": { type: "string", default: DEFAULT_ROLE_NAME, describe: "role to assume in member accounts" },
  "external-id": { type: "string", describe: "external id for that role" },
  accounts: { type: "string", array: true, describe: "with --org: only these accounts" },
  ou: { type: "string", array: true, describe: "with --org: only accounts below this unit or root" },
  exclude: { type: "string", array: true, describe: "with --org: not this account, or none below this unit" },
  shard: { type: "string", describe: "with --org: 2/3 reads the second of three shares of the accounts" },
  "max-accounts-at-once": { type: "number", describe: "accounts read at the same time" },
  resume: { type: "boolean", default: false, describe: "go on with the scan that was cut" },
  regions: {
    type: "string",
    default: "enabled",
    describe: "where events are looked up: enabled, home, or names with commas between them",
  },
  "max-rate": {
    type: "string",
    describe:
      "calls a second of one operation in one region of one account, or none (default: half of what AWS publishes, else 5)",
  },
  progress: { type: "boolean", default: true, describe: "progress on stderr, when it is a terminal" },
} as const;

/** Every command has them. */
export const LOG_FLAGS = {
  "log-level": {
    choices: LOG_LEVELS,
    default: "info",
    requiresArg: true,
    describe: "debug shows stack traces, and each account and throttle of a scan",
  },
  "log-format": {
    choices: LOG_FORMATS,
    default: "text",
    requiresArg: true,
    describe: "what happens, on stderr: text, or one JSON object for each account, throttle, note and error",
  },
  quiet: { type: "boolean", default: false, describe: "nothing on stderr but what went wrong" },
} as const;

export const REPORT_FLAGS = {
  format: {
    type: "string",
    array: true,
    describe: "table, json, sarif, sarif-audit, html, markdown or junit, each with =FILE (=- is stdout)",
  },
  baseline: {
    type: "string",
    describe: "an earlier JSON report: only fails that are new or worse since then count for --fail-on",
  },
  redact: { type: "boolean", default: false, describe: "reports without account numbers and names" },
  "output-dir": { type: "string", describe: `folder for reports (default: ${DEFAULT_OUTPUT_DIRECTORY})` },
  "fail-on": {
    type: "string",
    choices: [...SEVERITIES, "never"] as const,
    describe: `exit 1 on a fail of this severity or worse (default: ${DEFAULT_FAIL_ON})`,
  },
  "allow-unknown": { type: "boolean", describe: "exit 0 although something is unknown" },
  color: { type: "boolean", default: true, describe: "colour, when stdout is a terminal" },
} as const;

type RuleArguments = Partial<InferredOptionTypes<typeof RULE_FLAGS>>;
type ReachArguments = InferredOptionTypes<typeof REACH_FLAGS>;
type ReportArguments = InferredOptionTypes<typeof REPORT_FLAGS>;

/** Leaves out what was not given: absent and undefined differ under exactOptionalPropertyTypes. */
export function given<Options extends object>(
  options: Options,
): { [Key in keyof Options]: Exclude<Options[Key], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}

export const ruleOptions = (flags: RuleArguments): RuleOptions => ({
  cwd: process.cwd(),
  ...given({
    config: flags.config,
    rules: flags.rules,
    select: flags.select,
    ignore: flags.ignore,
    benchmarks: flags.benchmark,
  }),
});

const MOST_AT_ONCE = 1_000;

const commaSeparated = (text: string): string[] => text.split(",").map((name) => name.trim());

/** A command that reads accounts: told as it goes, with progress where somebody watches, and stopped by a signal. */
export async function reaching(
  flags: ReachArguments,
  context: Context,
  read: (options: ReachOptions) => Promise<CommandResult>,
): Promise<void> {
  const { log } = context;
  const progress = createProgress(flags.progress && log.format === "text" && log.level !== "error");
  // A line is not written behind a bar; the next account draws it anew.
  const write = (line: string): void => {
    progress?.stop();
    process.stderr.write(line);
  };
  const tell = createLog(log, write);
  const stop = listenForStop((message) => tell({ event: "stopping", message }));
  try {
    const result = await read({
      ...reachOptions(flags),
      signal: stop.signal,
      onLog: (entry) => {
        if (entry.event === "account") progress?.show(entry);
        tell(entry);
      },
    });
    progress?.stop();
    const exitCode = result.stopped === true ? (stop.exitCode() ?? result.exitCode) : result.exitCode;
    finish(context, { ...result, exitCode });
  } finally {
    // A bar that is not stopped leaves the terminal without line wrap.
    progress?.stop();
  }
}

function reachOptions(flags: ReachArguments): ReachOptions {
  const atOnce = flags["max-accounts-at-once"];
  return {
    org: flags.org,
    access: flags.access,
    roleName: flags["role-name"],
    regions: flags.regions,
    resume: flags.resume,
    ...given({
      externalId: flags["external-id"],
      accounts: flags.accounts?.flatMap(commaSeparated),
      units: flags.ou?.flatMap(commaSeparated),
      exclude: flags.exclude?.flatMap(commaSeparated),
      shard: flags.shard,
      accountsAtOnce:
        atOnce === undefined ? undefined : checkRange("max-accounts-at-once", atOnce, 1, MOST_AT_ONCE),
      maxRate: flags["max-rate"],
    }),
  };
}

/** A variable that is empty is as good as not set. */
const environmentSettings = (): EnvironmentSettings =>
  Object.fromEntries(
    ["ROOTPROOF_FAIL_ON", "ROOTPROOF_ALLOW_UNKNOWN", "ROOTPROOF_OUTPUT_DIR", "ROOTPROOF_FORMAT"].flatMap(
      (name) => (process.env[name] ? [[name, process.env[name]]] : []),
    ),
  );

/** Columns of the terminal; where there is none what COLUMNS says, else 100. */
function terminalWidth(): number {
  const said = Number(process.env["COLUMNS"]);
  if (process.stdout.columns > 0) return process.stdout.columns;
  return Number.isInteger(said) && said > 0 ? said : 100;
}

export const reportOptions = (flags: ReportArguments): ReportOptions => ({
  ...given({
    formats: flags.format,
    outputDirectory: flags["output-dir"],
    baseline: flags.baseline,
    redact: flags.redact,
    failOn: flags["fail-on"],
    allowUnknown: flags["allow-unknown"],
  }),
  environment: environmentSettings(),
  stdout: writeStdout,
  color: flags.color && process.stdout.isTTY && !process.env["NO_COLOR"],
  width: terminalWidth(),
});
