// rootproof scan: collect what the selected rules need, judge it, report it.
import { join, resolve } from "node:path";
import { checkHorizon } from "../load/index.ts";
import { baselineNotes, baselineOf, reachingBack } from "./baseline.ts";
import { judgeEvidence } from "./judging.ts";
import type { CommandResult, ScanCommand } from "./options.ts";
import { prepareToJudge, stopOn } from "./prepare.ts";
import { FACTS_OF_UNITS, namesUnits } from "./population.ts";
import { type AllSettings, settingsOf } from "./settings.ts";
import { filesOf, parseFormats, refuseInputs, writeReports } from "./reporting.ts";

/** Reads the accounts, writes the evidence file and the reports. Throws UsageError for what the user can mend. */
export async function scan(command: ScanCommand): Promise<CommandResult> {
  const configured = prepareToJudge(command);
  const now = Date.now();
  const baseline = baselineOf(command, now);
  const prepared = reachingBack(configured, baseline, now);
  const settings = settingsOf(command, prepared.configuration.configuration);
  const evidence = evidencePath(command, settings);
  const formats = parseFormats(settings, command.cwd, [evidence]);
  refuseInputs([evidence, ...filesOf(formats)], prepared);
  // Imported when it is needed: other commands need not wait for the SDK to load.
  const { collectEvidence } = await import("./collecting.ts");
  stopOn(checkHorizon(prepared.configuration, now));
  const { exclusions = [] } = prepared.configuration.configuration;
  const { parameters, maxEvidenceAge } = prepared;
  const facts = new Set([...prepared.facts, ...(namesUnits(command) ? FACTS_OF_UNITS : [])]);
  const request = { command, facts, parameters, path: evidence, exclusions, maxEvidenceAge };
  const { run, stopped } = await collectEvidence(request);
  // Evidence that is not whole is resumed, not judged.
  if (stopped !== undefined) return { exitCode: 3, files: [], notes: [stopped], stopped: true };
  const files = [{ file: evidence, path: evidence }];
  const judged = await judgeEvidence({ files, prepared, settings, run, baselineAt: () => baseline });
  try {
    const reported = writeReports({
      command,
      formats,
      judged,
      prepared,
      directory: resolve(command.cwd, settings.outputDirectory.value),
      evidence: [evidence],
      collected: true,
    });
    const notes = baselineNotes(judged.header, configured.parameters["windowDays"]);
    return { ...reported, files: [evidence, ...reported.files], notes: [...notes, ...reported.notes] };
  } finally {
    judged.close();
  }
}

function evidencePath({ cwd, evidence }: ScanCommand, { outputDirectory }: AllSettings): string {
  return evidence === undefined
    ? resolve(cwd, join(outputDirectory.value, "evidence.ndjson"))
    : resolve(cwd, evidence);
}
