// What a caller may ask of each command, with the defaults. Flags, inputs and library calls all end here.
import type { CollectOptions } from "../collect/index.ts";
import type { AccessMode } from "../model/index.ts";
import type { FailOn } from "./exit-code.ts";
import type { LogEntry } from "./log.ts";

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
  /** Only these accounts. */
  readonly accounts?: readonly string[];
  /** Only accounts below these units (or roots). */
  readonly units?: readonly string[];
  /** Not these accounts, nor accounts below these units. */
  readonly exclude?: readonly string[];
  /** `2/3`: the second of three parts, by a stable hash of the account's number. */
  readonly shard?: string;
  /** Calls a second of one operation in one region of one account, never more than AWS publishes; `none`: no pace of our own, for emulators. */
  readonly maxRate?: number | string;
  /** How long calls may take; the command line leaves them as they are. */
  readonly deadlines?: NonNullable<CollectOptions["deadlines"]>;
  /** Accounts read at the same time. */
  readonly accountsAtOnce?: number;
  /** Continue the scan that was cut while it wrote this evidence file. */
  readonly resume?: boolean;
  /** Told what happens, as it happens. */
  readonly onLog?: (entry: LogEntry) => void;
  /** Aborted when the scan is to stop: no further account is begun, those under way are finished and written. */
  readonly signal?: AbortSignal;
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
  /** `table`, `json`, `sarif`, `sarif-audit`, `html`, `markdown` or `junit`, each with `=FILE` (`=-` is stdout). Without any: the table, to stdout. */
  readonly formats?: readonly string[];
  readonly outputDirectory?: string;
  /** For front ends that read the reports: which are written where nobody names any, and which in any case. */
  readonly reports?: { readonly otherwise: readonly string[]; readonly always: readonly string[] };
  /** An earlier JSON result: fails that have not become worse since do not count. */
  readonly baseline?: string;
  /** Account numbers, account names, and ids of the organization and its units are masked in every report. */
  readonly redact?: boolean;
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
  /** An evidence file, or the shards of one scan. */
  readonly files: readonly string[];
  /** ISO 8601; the evidence's own by default. */
  readonly asOf?: string;
  /** Show these accounts and the organization only; for the table. */
  readonly accounts?: readonly string[];
}

export interface DiffCommand
  extends RuleOptions, Pick<ReportOptions, "formats" | "outputDirectory" | "stdout" | "color" | "width"> {
  /** A JSON report or an evidence file. */
  readonly old: string;
  readonly new: string;
}

export interface ScanCommand extends RuleOptions, ReachOptions, ReportOptions {
  /** The evidence file. */
  readonly evidence?: string;
}

export interface PermissionsCommand
  extends RuleOptions, Pick<ReachOptions, "org" | "roleName" | "externalId"> {
  /** For `collect`, which reads every fact, and not for the rules that speak. */
  readonly everything?: boolean;
  /** The one that is wanted: notes on the others are left out. */
  readonly document?: "identity" | "role" | "trust";
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
  /** The signal stopped it before the end; the notes say how to resume. */
  readonly stopped?: true;
}
