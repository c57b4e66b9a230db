// rootproof evaluate: saved evidence through the same rules, without a call to AWS.
import { resolve } from "node:path";
import { UsageError } from "../model/index.ts";
import { hours } from "./hours.ts";
import { baselineNotes, baselineOf } from "./baseline.ts";
import { type Judged, judgeEvidence } from "./judging.ts";
import type { CommandResult, EvaluateCommand } from "./options.ts";
import { onlyAccounts, refuseForFiles } from "./only-accounts.ts";
import { prepareToJudge } from "./prepare.ts";
import { settingsOf } from "./settings.ts";
import { filesOf, parseFormats, refuseInputs, type ReportRequest, writeReports } from "./reporting.ts";

/** Judges evidence. Throws UsageError when a file cannot be believed. */
export async function evaluate(command: EvaluateCommand): Promise<CommandResult> {
  const files = command.files.map((file) => ({ file, path: resolve(command.cwd, file) }));
  const asOf = command.asOf === undefined ? undefined : checkInstant(command.asOf);
  const prepared = prepareToJudge(command);
  const settings = settingsOf(command, prepared.configuration.configuration);
  const formats = parseFormats(
    settings,
    command.cwd,
    files.map(({ path }) => path),
  );
  refuseInputs(filesOf(formats), prepared);
  if ((command.accounts ?? []).length > 0) refuseForFiles(formats);
  const all = await judgeEvidence({
    files,
    prepared,
    settings,
    baselineAt: (instant) => baselineOf(command, instant),
    ...(asOf !== undefined && { asOf }),
  });
  try {
    const directory = resolve(command.cwd, settings.outputDirectory.value);
    const evidence = files.map(({ path }) => path);
    return report(command, all, { formats, prepared, directory, evidence, collected: false, asOf });
  } finally {
    all.close();
  }
}

type Reporting = Omit<ReportRequest, "command" | "judged"> & { readonly asOf: string | undefined };

function report(command: EvaluateCommand, all: Judged, { asOf, ...request }: Reporting): CommandResult {
  const accounts = command.accounts ?? [];
  const judged = accounts.length > 0 ? onlyAccounts(all, accounts) : all;
  const reported = writeReports({ command, judged, ...request });
  const time = { begun: judged.run.startedAt, asOf, maxAge: request.prepared.maxEvidenceAge };
  const notes = baselineNotes(judged.header, request.prepared.parameters["windowDays"]);
  return { ...reported, notes: [...notes, ...reported.notes, ...timeNotes(time)] };
}

interface JudgedTime {
  /** When the evidence was begun; ISO 8601, UTC. */
  readonly begun: string;
  /** What --as-of says. */
  readonly asOf: string | undefined;
  /** How long facts count; milliseconds. */
  readonly maxAge: number;
}

/** Saved evidence is judged at its own time, so that it says the same every day: that this was long ago must be said. */
function timeNotes({ begun, asOf, maxAge }: JudgedTime): string[] {
  const age = (asOf === undefined ? Date.now() : Date.parse(asOf)) - Date.parse(begun);
  if (asOf !== undefined && age < 0)
    return [`the evidence was begun ${hours(-age)} after --as-of: what was seen later is unknown`];
  if (age <= maxAge) return [];
  return asOf === undefined
    ? [
        `the evidence is ${hours(age)} old and was judged as of ${begun}; for today's word scan again, or give --as-of`,
      ]
    : [
        `the evidence was begun ${hours(age)} before --as-of, and facts count for ${hours(maxAge)} (maxEvidenceAge): they are unknown`,
      ];
}

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** ISO 8601 with a zone, as UTC. Node takes 31 February for 3 March. */
function checkInstant(text: string): string {
  const [, year, month, day] = INSTANT.exec(text) ?? [];
  const exists =
    new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  const milliseconds = exists ? Date.parse(text) : NaN;
  if (Number.isNaN(milliseconds))
    throw new UsageError(`--as-of ${text}: not a point in time; write it as 2026-01-15T12:00:00Z`);
  return new Date(milliseconds).toISOString();
}
