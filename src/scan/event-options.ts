// What event look-ups are told: the windows of the rules' parameters and the regions of the command.
import type { CollectOptions } from "../collect/index.ts";
import type { ParameterValue } from "../load/index.ts";
import { isRegionName, UsageError } from "../model/index.ts";
import { loadEventTable, loadLookupTable } from "./models.ts";
import type { ReachOptions } from "./options.ts";

type EventOptions = CollectOptions["events"];

/** What rules take when no rule that is loaded declares the parameter. */
const WINDOW_DAYS = 7;
const REVIEW_WINDOW_DAYS = 89;

interface Wanted {
  readonly command: ReachOptions;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly asOf: Date;
}

/** Throws UsageError for regions that are none. */
export function eventOptions({ command, parameters, asOf }: Wanted): EventOptions {
  const days = (name: string, otherwise: number): number => {
    const value = parameters[name];
    return typeof value === "number" ? value : otherwise;
  };
  const windowDays = days("windowDays", WINDOW_DAYS);
  const regions = parseRegions(command.regions ?? "enabled");
  return {
    asOf,
    windowDays,
    // Shards begin at different times and are judged at the earliest: a later one looks back as much further.
    ...(command.shard !== undefined && { marginDays: 1 }),
    // Both windows are judged on the longer look-ups.
    reviewWindowDays: Math.max(windowDays, days("reviewWindowDays", REVIEW_WINDOW_DAYS)),
    lookups: loadLookupTable().lookups,
    table: loadEventTable(),
    ...(regions !== undefined && { regions }),
  };
}

function parseRegions(text: string): EventOptions["regions"] {
  if (text === "enabled") return undefined;
  if (text === "home") return "home";
  const names = text.split(",").map((name) => name.trim());
  const wrong = names.find((name) => !isRegionName(name));
  if (wrong === undefined) return [...new Set(names)].sort();
  throw new UsageError(
    `--regions ${text}: ${JSON.stringify(wrong)} is no region; write enabled, home, or names like us-east-1,eu-west-1`,
  );
}
