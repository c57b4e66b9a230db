// Inputs of the action → options of a command. An input that is not given leaves the word to rootproof.yaml.
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { didYouMean, SEVERITIES, UsageError } from "../model/index.ts";
import type { FailOn, ScanCommand } from "../scan/index.ts";
import type { Runner } from "./runner.ts";

/** As action.yml declares them. */
export const INPUTS = [
  ...[
    "config",
    "output-dir",
    "formats",
    "fail-on",
    "allow-unknown",
    "benchmark",
    "baseline",
    "org",
    "access",
  ],
  ...[
    "role-name",
    "accounts",
    "shard",
    "regions",
    "max-rate",
    "summary",
    "annotations",
    "redact",
    "evidence",
  ],
] as const;

/** What the action does with a run beside the command itself. */
export interface ActionOptions {
  readonly summary: boolean;
  readonly annotations: boolean;
  readonly redact: boolean;
  /** Collect this part only, and judge nothing. */
  readonly shard?: string;
  /** Judge these files, and read nothing. */
  readonly evidence: readonly string[];
}

type Options = Omit<ScanCommand, "stdout">;

/** Whether account numbers are masked; an input that says nothing usable leaves it to who may read the run. */
export const isRedacted = (runner: Runner): boolean => booleanOf(runner.input("redact")) ?? runner.isPublic;

/** Throws UsageError for an input that says nothing usable. */
export function readInputs(runner: Runner): { command: Options; action: ActionOptions } {
  const input = runner.input;
  const shard = input("shard");
  const evidence = wordsOf(input("evidence"));
  if (shard !== undefined && evidence.length > 0)
    throw new UsageError(
      "inputs shard and evidence: one reads a part of the organization, the other judges parts; remove one",
    );
  return {
    command: given({
      cwd: resolve(runner.workspace),
      config: input("config"),
      outputDirectory: input("output-dir"),
      formats: given(wordsOf(input("formats"))),
      failOn: readFailOn(input("fail-on")),
      allowUnknown: readBoolean("allow-unknown", input("allow-unknown")),
      benchmarks: given(wordsOf(input("benchmark"))),
      baseline: input("baseline"),
      org: readBoolean("org", input("org")) ?? false,
      access: readAccess(input("access")),
      roleName: input("role-name"),
      accounts: given(wordsOf(input("accounts"))),
      regions: input("regions"),
      maxRate: input("max-rate"),
    }) as Options,
    action: {
      summary: readBoolean("summary", input("summary")) ?? true,
      annotations: readBoolean("annotations", input("annotations")) ?? true,
      redact: readBoolean("redact", input("redact")) ?? runner.isPublic,
      ...(shard !== undefined && { shard }),
      evidence: evidence.flatMap((word) => evidenceFiles(runner.workspace, word)),
    },
  };
}

/** A folder stands for all of its evidence files, however a job before named them. */
function evidenceFiles(workspace: string, word: string): string[] {
  const folder = resolve(workspace, word);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [word];
  const names = readdirSync(folder).filter((name) => name.endsWith(".ndjson"));
  if (names.length > 0) return names.sort().map((name) => join(folder, name));
  throw new UsageError(
    `input evidence: ${word}: there is no evidence file (*.ndjson) in this folder; look at the jobs that collect`,
  );
}

/** An empty list is as good as none. */
function given<Value extends object>(value: Value): Value | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Value;
}

/** Separated by commas, spaces or lines. */
const wordsOf = (text = ""): string[] => text.split(/[\s,]+/).filter((word) => word !== "");

const FAIL_ON: readonly FailOn[] = [...SEVERITIES, "never"];

const readFailOn = (text: string | undefined): FailOn | undefined => readChoice("fail-on", text, FAIL_ON);

const ACCESS = ["role", "central", "auto"] as const;

const readAccess = (text: string | undefined): (typeof ACCESS)[number] | undefined =>
  readChoice("access", text, ACCESS);

function readChoice<Value extends string>(
  name: string,
  text: string | undefined,
  values: readonly Value[],
): Value | undefined {
  const value = values.find((one) => one === text);
  if (text === undefined || value !== undefined) return value;
  throw new UsageError(
    `input ${name}: ${text}: must be one of ${values.join(", ")}${didYouMean(text, values)}`,
  );
}

function readBoolean(name: string, text: string | undefined): boolean | undefined {
  const value = booleanOf(text);
  if (text === undefined || value !== undefined) return value;
  throw new UsageError(`input ${name}: ${text}: must be true or false`);
}

const booleanOf = (text = ""): boolean | undefined =>
  /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : undefined;
