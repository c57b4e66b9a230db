// What a caller may ask of each command, with the defaults. Flags, inputs and library calls all end here.
import type { AccessMode } from "../model/index.ts";
import type { FailOn } from "./exit-code.ts";

/** Which rules speak. */
export interface RuleOptions {
  /** Working directory: relative paths start here, and the search for rootproof.yaml. */
  readonly cwd: string;
  /** The configuration file; `null` for none, not even one that would be found. */
  readonly config?: string | null;
  /** Folders with rules of your own, beside the built-in ones. */
  readonly rules?: readonly string[];
  /** Only these rules. */
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  /** How members are read: rules that stand on an audit of root's credentials wait for `central` or `auto`. */
  readonly access?: AccessMode;
  /** Only the rules of these benchmarks, and reports grouped by their controls. */
  readonly benchmarks?: readonly string[];
}

/** Whom to read, and how. */
export interface ReachOptions {
  /** Every account of the organization, not only the caller's. */
  readonly org?: boolean;
  /** How members are read (`role`). */
  readonly access?: AccessMode;
  readonly roleName?: string;
  readonly externalId?: string;
  /** Where events are looked up: `enabled` (default), `home`, or regions with commas between them. */
  readonly regions?: string;
  /** Event look-ups a second in one region of one account; two, as AWS takes, when left out. */
  readonly maxRate?: number;
  /** Told what a person should know before it happens, one line each. */
  readonly onNote?: (line: string) => void;
  /** Told of each account that is done. */
  readonly onProgress?: (progress: Progress) => void;
  /** Aborted when the process is about to end: what is half-written goes, at once. */
  readonly signal?: AbortSignal;
}

/** How far a scan is. */
export interface Progress {
  readonly done: number;
  readonly expected: number;
  readonly account: string;
}

/** As they stand in the environment. */
export interface EnvironmentSettings {
  readonly ROOTPROOF_FAIL_ON?: string;
  /** true or false. */
  readonly ROOTPROOF_ALLOW_UNKNOWN?: string;
  readonly ROOTPROOF_OUTPUT_DIR?: string;
  /** As --format, joined by commas. */
  readonly ROOTPROOF_FORMAT?: string;
}

/** What to write and what counts. */
export interface ReportOptions {
  /** `table`, `json` or `sarif`, each with `=FILE` (`=-` is stdout). Without any: the table, to stdout. */
  readonly formats?: readonly string[];
  readonly outputDirectory?: string;
  readonly failOn?: FailOn;
  readonly allowUnknown?: boolean;
  /** Variables of the environment; flags go before them, they before the file. */
  readonly environment?: EnvironmentSettings;
  /** Receives what goes to stdout. */
  readonly stdout: (text: string) => void;
  readonly color?: boolean;
  readonly width?: number;
}

export interface CollectCommand extends RuleOptions, ReachOptions {
  /** The evidence file. */
  readonly out?: string;
}

export interface EvaluateCommand extends RuleOptions, ReportOptions {
  readonly file: string;
  /** ISO 8601; the evidence's own by default. */
  readonly asOf?: string;
  /** Show these accounts and the organization only; for the table. */
  readonly accounts?: readonly string[];
}

export interface ScanCommand extends RuleOptions, ReachOptions, ReportOptions {
  /** The evidence file. */
  readonly evidence?: string;
}

export interface PermissionsCommand
  extends RuleOptions, Pick<ReachOptions, "org" | "roleName" | "externalId"> {
  /** ARN of the role or user that scans. */
  readonly principal?: string;
}

/** How a command ended. */
export interface CommandResult {
  readonly exitCode: 0 | 1 | 3;
  /** Files written, as absolute paths. */
  readonly files: readonly string[];
  /** What a person should know beside the report, one line each, for stderr. */
  readonly notes: readonly string[];
}
