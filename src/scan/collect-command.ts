// rootproof collect: the evidence file alone, with every fact there is.
import { resolve } from "node:path";
import { allFacts } from "../evaluate/index.ts";
import { checkHorizon } from "../load/index.ts";
import type { CollectCommand, CommandResult } from "./options.ts";
import { prepare, stopOn } from "./prepare.ts";
import { refuseInputs } from "./reporting.ts";

/** Collects for all rules. Throws UsageError for what the user can mend. */
export async function collect(command: CollectCommand): Promise<CommandResult> {
  const path = resolve(command.cwd, command.out ?? "evidence.ndjson");
  const prepared = prepare(command); // a mistake in the configuration is told before anything is called
  refuseInputs([path], prepared);
  stopOn(checkHorizon(prepared.configuration, Date.now()));
  const { exclusions = [] } = prepared.configuration.configuration;
  const { collectEvidence } = await import("./collecting.ts");
  const { parameters, maxEvidenceAge } = prepared;
  const { reached, missed, stopped } = await collectEvidence({
    command,
    facts: allFacts(),
    parameters,
    path,
    exclusions,
    maxEvidenceAge,
  });
  if (stopped !== undefined) return { exitCode: 3, files: [], notes: [stopped], stopped: true };
  const notes =
    missed === 0
      ? []
      : [
          `${missed} of ${reached + missed} accounts could not be read; the evidence names them, evaluate says why`,
        ];
  return { exitCode: missed === 0 ? 0 : 3, files: [path], notes };
}
