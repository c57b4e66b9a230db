// rootproof scan: collect what the selected rules need, judge it, report it.
import { join, resolve } from "node:path";
import { judgeEvidence } from "./judging.ts";
import { DEFAULT_OUTPUT_DIRECTORY } from "../model/index.ts";
import type { CommandResult, ScanCommand } from "./options.ts";
import { prepareToJudge } from "./prepare.ts";
import { filesOf, parseFormats, refuseInputs, writeReports } from "./reporting.ts";

/** Reads the accounts, writes the evidence file and the reports. Throws UsageError for what the user can mend. */
export async function scan(command: ScanCommand): Promise<CommandResult> {
  const evidence = evidencePath(command);
  const formats = parseFormats(command, evidence);
  const prepared = prepareToJudge(command);
  refuseInputs([evidence, ...filesOf(formats)], prepared);
  // Imported when it is needed: other commands need not wait for the SDK to load.
  const { collectEvidence } = await import("./collecting.ts");
  const { facts, parameters } = prepared;
  const { run } = await collectEvidence({ command, facts, parameters, path: evidence });
  const judged = await judgeEvidence({ file: evidence, prepared, run });
  const reported = writeReports({ command, formats, judged, prepared });
  return { ...reported, files: [evidence, ...reported.files] };
}

function evidencePath({ cwd, evidence, outputDirectory = DEFAULT_OUTPUT_DIRECTORY }: ScanCommand): string {
  return evidence === undefined
    ? resolve(cwd, join(outputDirectory, "evidence.ndjson"))
    : resolve(cwd, evidence);
}
