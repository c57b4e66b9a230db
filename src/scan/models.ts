// The models of AWS that stand on tables of data/, ready for judging.
import { join } from "node:path";
import type { CaseEvidence, Models, Statements } from "../evaluate/index.ts";
import { loadData, loadTable } from "../load/index.ts";
import {
  type Configuration,
  type EventTable,
  formatProblem,
  type LookupTable,
  type RateTable,
  type RevertTable,
  UsageError,
} from "../model/index.ts";
import {
  type ActionCatalogue,
  createMeaning,
  createReverts,
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
  // 22,000 entries that only an answer about root's power asks for.
  let known: ReturnType<typeof knownActions> | undefined;
  const events = loadEventTable();
  return {
    rootPower: createRootPower(catalogue, readData("scp-exempt-actions.json") as ExemptActions),
    meaningOf: createMeaning(events),
    lookups: loadLookupTable(),
    revertOf: createReverts(readTable("reverts.yaml") as RevertTable),
    levelOf: (action) => (known ??= knownActions(catalogue)).get(action.toLowerCase())?.level ?? "unlisted",
  };
}

/** What events mean, and what is kept of them. */
export const loadEventTable = (): EventTable => readTable("events.yaml") as EventTable;

/** Which events are looked up. */
export const loadLookupTable = (): LookupTable => readTable("lookups.yaml") as LookupTable;

/** How often operations may be called. */
export const loadRateTable = (): RateTable => readTable("rates.yaml") as RateTable;

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

/** What a configuration states, as judging takes it. */
export const statementsOf = ({ attestations, plannedUses, incidents }: Configuration): Statements => ({
  ...(attestations !== undefined && { attestations }),
  ...(plannedUses !== undefined && { plannedUses }),
  ...(incidents !== undefined && { incidents }),
});

function readTable(name: string): unknown {
  const read = loadTable(join(DATA_DIRECTORY, name));
  if (!read.ok) throw new UsageError(read.problems.map(formatProblem));
  return read.value;
}

function readData(name: string): unknown {
  const read = loadData(join(DATA_DIRECTORY, name));
  if (!read.ok) throw new UsageError(read.problems.map(formatProblem));
  return read.value;
}
