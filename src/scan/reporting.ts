// Which formats go where: each to a file that is whole or absent, or to stdout.
import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { EVIDENCE_COMPLETE } from "../evaluate/index.ts";
import { type Benchmark, didYouMean, UsageError } from "../model/index.ts";
import { type Format, FORMATS, redact, type Report } from "../report/index.ts";
import { showBenchmark } from "./benchmarks.ts";
import { exitCode, type FailOn } from "./exit-code.ts";
import type { Judged } from "./judging.ts";
import { beginManifest, MANIFEST, writeManifest } from "./manifest.ts";
import type { CommandResult, ReportOptions } from "./options.ts";
import type { Prepared } from "./prepare.ts";
import type { AllSettings } from "./settings.ts";
import { writeWhole, type Written } from "./write-file.ts";

/** A format and where it goes. */
export interface Destination {
  readonly format: Format;
  /** Stdout without it. */
  readonly path?: string;
}

const FILE_NAMES: Readonly<Record<Format, string>> = {
  table: "report.txt",
  json: "report.json",
  sarif: "report.sarif",
  // Not *.sarif: an upload of the folder must never take it.
  "sarif-audit": "audit.sarif.json",
  junit: "junit.xml",
  markdown: "report.md",
  html: "report.html",
};

/** Reads `--format` values. Throws as parseDestinations. */
export function parseFormats(
  { formats, outputDirectory }: Pick<AllSettings, "formats" | "outputDirectory">,
  cwd: string,
  evidence: readonly string[],
): Destination[] {
  const directory = resolve(cwd, outputDirectory.value);
  const inputs = [...evidence, join(directory, MANIFEST)];
  const said = SAID[formats.from];
  return parseDestinations({ cwd, formats: formats.value, said, directory, names: FILE_NAMES, inputs });
}

export interface DestinationsAsked {
  readonly cwd: string;
  readonly formats: readonly string[];
  /** Where: what to change. */
  readonly said: string;
  /** The folder for reports, absolute. */
  readonly directory: string;
  readonly names: Readonly<Record<Format, string>>;
  /** Files that must not be overwritten, absolute. */
  readonly inputs: readonly string[];
}

/** Where each report goes. Throws UsageError for a format there is not, and for two things that would share stdout or a file. */
export function parseDestinations(asked: DestinationsAsked): Destination[] {
  const destinations = asked.formats.map((text) => parseFormat(text, asked));
  const toStdout = destinations.filter(({ path }) => path === undefined);
  if (toStdout.length > 1) {
    throw new UsageError(
      `--format: ${toStdout.map(({ format }) => format).join(" and ")} cannot share stdout; give all but one a file, as json=FILE`,
    );
  }
  refuseTwice(asked.inputs, filesOf(destinations));
  return destinations;
}

/** The later one would overwrite the earlier one without a word. */
function refuseTwice(evidence: readonly string[], reports: readonly string[]): void {
  // A shard that is given twice is told by whoever joins them.
  const paths = [...new Set(evidence), ...reports];
  const real = paths.map(realPath);
  const twice = paths.find((_, index) => real.indexOf(real[index] ?? "") !== index);
  if (twice !== undefined)
    throw new UsageError(`${twice}: is named twice; give every report, and the evidence, a file of its own`);
}

export const filesOf = (formats: readonly Destination[]): string[] =>
  formats.map(({ path }) => path).filter((path) => path !== undefined);

/** Without the links in it, as far as it is there: two names of one file are the same. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}

/** What was read to judge must be there the next time. Throws UsageError for a path that would overwrite it. */
export function refuseInputs(paths: readonly string[], { configuration, rules }: Prepared): void {
  const inputs = new Map(rules.map(({ file }) => [realPath(file), "a rule"]));
  if (configuration.file !== undefined) inputs.set(realPath(configuration.file), "the configuration");
  for (const path of paths) {
    const what = inputs.get(realPath(path));
    if (what !== undefined)
      throw new UsageError(`${path}: is ${what} and would be overwritten; name another file`);
  }
}

const SAID: Readonly<Record<AllSettings["formats"]["from"], string>> = {
  flag: "--format",
  environment: "ROOTPROOF_FORMAT",
  file: "outputs.formats",
  default: "--format",
};

function parseFormat(text: string, { said, cwd, directory, names }: DestinationsAsked): Destination {
  const [name = "", ...rest] = text.split("=");
  const format = (Object.keys(FORMATS) as Format[]).find((known) => known === name);
  if (format === undefined) {
    const known = Object.keys(FORMATS);
    const hint = name.includes(",") ? `; give ${said} once for each` : didYouMean(name, known);
    throw new UsageError(`${said} ${text}: no such format, there are ${known.join(", ")}${hint}`);
  }
  const file = rest.join("=");
  if (file === "" && rest.length > 0)
    throw new UsageError(`${said} ${text}: no file; write ${said} ${name}=FILE, or ${name}=- for stdout`);
  if (file === "-" || (file === "" && format === "table")) return { format };
  return { format, path: file === "" ? join(directory, names[format]) : resolve(cwd, file) };
}

export interface ReportRequest {
  readonly command: ReportOptions & { readonly cwd: string };
  readonly formats: readonly Destination[];
  /** The folder for reports, absolute. */
  readonly directory: string;
  /** What was judged, absolute. */
  readonly evidence: readonly string[];
  /** Whether this run made it. */
  readonly collected: boolean;
  readonly judged: Judged;
  readonly prepared: Prepared;
}

/** Writes every report and decides the exit code. Throws UsageError for a file that cannot be written. */
export function writeReports(request: ReportRequest): CommandResult {
  const { judged, command } = request;
  const { settings } = judged.header;
  const failOn = settings.failOn.value;
  const report: Report = {
    ...judged,
    failOn,
    anchor: anchorOf(command.cwd, request.prepared),
    ...(request.formats.some(({ format }) => format === "html") && { playbook: playbook() }),
  };
  const files = writeFormats(command.redact === true ? redact(report) : report, request);
  const stale = staleText(request.directory, files);
  const { population, populationGap, shardProblems } = judged.header;
  const verdict = {
    findings: judged.findings,
    population,
    populationComplete: populationGap === undefined,
    shardProblems: shardProblems !== undefined,
    failOn,
    allowUnknown: settings.allowUnknown.value,
    metaRule: EVIDENCE_COMPLETE,
  };
  const code = exitCode(verdict);
  return { exitCode: code, files, notes: [...stale, explain(code, failOn)] };
}

/** Reports of an earlier run that stand where this one wrote: somebody could take them for its own. */
function staleText(directory: string, files: readonly string[]): string[] {
  if (!files.includes(join(directory, MANIFEST))) return [];
  const names = Object.values(FILE_NAMES).filter((name) => !files.includes(join(directory, name)));
  const stale = names.filter((name) => existsSync(join(directory, name)));
  if (stale.length === 0) return [];
  return [
    `${directory}: ${stale.join(", ")} ${stale.length === 1 ? "is" : "are"} of an earlier run, and ${MANIFEST} speaks of this one: remove what is old, or give --output-dir`,
  ];
}

/** Files first: what goes to stdout may be piped into something that ends early. Returns the files. */
function writeFormats(report: Report, request: ReportRequest): string[] {
  const { command, formats, directory, evidence, collected } = request;
  const manifest = beginManifest(directory, [...filesOf(formats), ...(collected ? evidence : [])]);
  const written: Written[] = [];
  for (const { format, path } of formats.toSorted(filesFirst)) {
    const chunks = FORMATS[format](report, {
      ...(command.width !== undefined && { width: command.width }),
      ...(command.color !== undefined && { color: command.color && path === undefined }),
    });
    if (path === undefined) for (const chunk of chunks) command.stdout(chunk);
    else written.push(writeWhole(path, chunks));
  }
  const files = written.map(({ path }) => path);
  if (manifest === undefined) return files;
  return [...files, writeManifest(manifest, { header: report.header, written, evidence })];
}

const playbook = (): Benchmark => showBenchmark("root-account-playbook");

const filesFirst = (left: Destination, right: Destination): number =>
  Number(left.path === undefined) - Number(right.path === undefined);

/** SARIF results point at the configuration file, from the working directory; without one at the name it would have. */
function anchorOf(cwd: string, { configuration }: Prepared): Report["anchor"] {
  const path =
    configuration.file === undefined ? "" : relative(cwd, configuration.file).replaceAll("\\", "/");
  const inside = path !== "" && !path.startsWith("..");
  return { file: inside ? path : "rootproof.yaml", lines: configuration.accountLines };
}

/** Why the command ends as it does: fails below the threshold are printed, too, and do not count. */
function explain(code: CommandResult["exitCode"], failOn: FailOn): string {
  if (code === 1) return `exit 1: a rule of severity ${failOn} or worse fails`;
  if (code === 3) return "exit 3: not everything could be judged";
  return failOn === "never"
    ? "exit 0: fails do not count (--fail-on never)"
    : `exit 0: no rule of severity ${failOn} or worse fails`;
}
