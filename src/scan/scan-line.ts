// The first line of evidence: what is read, by whom, and how.
import { type Collector, type CollectOptions, collectorsFor } from "../collect/index.ts";
import type { ParameterValue } from "../load/index.ts";
import { DEFAULT_ACCESS, DEFAULT_ROLE_NAME, type ScanLine, VERSION } from "../model/index.ts";
import { eventOptions } from "./event-options.ts";
import type { ReachOptions } from "./options.ts";
import { type Chosen, scopeOf } from "./population.ts";

interface ScanRequest {
  readonly command: ReachOptions;
  readonly facts: ReadonlySet<string>;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** The scan as the command asks for it. */
export function scanLine(
  { command, facts, parameters }: ScanRequest,
  { arn, account, partition, homeRegion }: Collector["caller"],
  asOf: Date,
  { only, shard }: Chosen,
): ScanLine {
  const scope = scopeOf(command);
  const { regions }: CollectOptions["events"] = eventOptions({ command, parameters, asOf });
  return {
    kind: "scan",
    schemaVersion: 1,
    tool: { name: "rootproof", version: VERSION },
    asOf: asOf.toISOString(),
    partition,
    homeRegion,
    caller: { arn, account },
    scope,
    ...(scope === "organization" && { roleName: command.roleName ?? DEFAULT_ROLE_NAME }),
    access: command.access ?? DEFAULT_ACCESS,
    facts: collectorsFor(facts).map(({ fact }) => fact),
    ...(regions !== undefined && { regions: regions === "home" ? [homeRegion] : [...regions] }),
    ...(shard !== undefined && { shard }),
    ...(only !== undefined && { only }),
  };
}
