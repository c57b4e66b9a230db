// How a result stands against the baseline, in SARIF's words.
import type { Result } from "sarif";
import type { Candidate } from "./candidates.ts";

/** Nothing without a baseline. An item that was there is unchanged, whatever else became of its finding. */
export function baselineStateOf({ finding, item, carried }: Candidate): Pick<Result, "baselineState"> {
  const { baseline } = finding;
  if (baseline === undefined) return {};
  if (carried === true) return { baselineState: "unchanged" };
  if (item !== undefined)
    return { baselineState: baseline.newItems.includes(item.key) ? "new" : "unchanged" };
  return { baselineState: STATES[baseline.state] };
}

const STATES = { new: "new", worsened: "updated", changed: "updated", unchanged: "unchanged" } as const;
