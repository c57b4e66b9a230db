// The models of AWS that stand on tables of data/, ready for judging.
import { join } from "node:path";
import type { CaseEvidence, Models } from "../evaluate/index.ts";
import { loadData } from "../load/index.ts";
import { formatProblem, UsageError } from "../model/index.ts";
import {
  type ActionCatalogue,
  createRootPower,
  type ExemptActions,
  knownActions,
  type RootPower,
  type RootPowerInput,
} from "../semantics/index.ts";
import { DATA_DIRECTORY } from "./assets.ts";

/** Reads the list of AWS's actions. Throws UsageError when the installation is broken. */
export function loadModels(): Models {
  const catalogue = readData("actions.json") as ActionCatalogue;
  const known = knownActions(catalogue);
  return {
    rootPower: createRootPower(catalogue, readData("scp-exempt-actions.json") as ExemptActions),
    levelOf: (action) => known.get(action.toLowerCase())?.level ?? "unlisted",
  };
}

let models: Models | undefined;

/**
 * What root, and a session of AssumeRoot, can do in an account under the service control policies on its path (DESIGN 10).
 * Judged by the list of actions in data/; the list is read once. Throws UsageError when the installation is broken.
 */
export function rootPower(input: RootPowerInput): RootPower {
  models ??= loadModels();
  return models.rootPower(input);
}

/** The made-up account that cases change. */
export const loadCaseEvidence = (): CaseEvidence => readData("case-evidence.json") as CaseEvidence;

function readData(name: string): unknown {
  const read = loadData(join(DATA_DIRECTORY, name));
  if (!read.ok) throw new UsageError(read.problems.map(formatProblem));
  return read.value;
}
