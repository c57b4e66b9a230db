// rootproof evaluate: saved evidence through the same rules, without a call to AWS.
import { resolve } from "node:path";
import { UsageError } from "../model/index.ts";
import { judgeEvidence } from "./judging.ts";
import type { CommandResult, EvaluateCommand } from "./options.ts";
import { prepare } from "./prepare.ts";
import { parseFormats, writeReports } from "./reporting.ts";

/** Judges an evidence file. Throws UsageError when the file cannot be believed. */
export async function evaluate(command: EvaluateCommand): Promise<CommandResult> {
  const formats = parseFormats(command);
  const prepared = prepare(command);
  const asOf = command.asOf === undefined ? undefined : checkInstant(command.asOf);
  const judged = await judgeEvidence({
    file: resolve(command.cwd, command.file),
    prepared,
    ...(asOf !== undefined && { asOf }),
  });
  return writeReports({ command, formats, judged, prepared });
}

/** ISO 8601 with a zone, as UTC. */
function checkInstant(text: string): string {
  const milliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : NaN;
  if (Number.isNaN(milliseconds))
    throw new UsageError(`--as-of ${text}: not a point in time; write it as 2026-01-15T12:00:00Z`);
  return new Date(milliseconds).toISOString();
}
