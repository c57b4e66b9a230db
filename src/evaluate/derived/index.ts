// The derived facts of schemas/derived.schema.json, added to an account's view: computed when first asked, three-valued.
import type { Value } from "../../condition/index.ts";
import type { Configuration, EventTable, LookupTable, RevertTable, ScanLine } from "../../model/index.ts";
import { defineLazy } from "../view.ts";
import { alertsOf } from "./alerts.ts";
import { deliveringOf } from "./delivering.ts";
import { elementsOf, type View } from "./kleene.ts";
import { managementEventsOf } from "./management-events.ts";
import { type RootPowerModels, rootPowerOf } from "./root-power.ts";

/** The models of AWS that need data, ready, and the tables of data/. */
export interface Models extends RootPowerModels {
  readonly events: EventTable;
  readonly lookups: LookupTable;
  readonly reverts: RevertTable;
}

/** What people state in rootproof.yaml: input like evidence. */
export type Statements = Pick<Configuration, "attestations" | "plannedUses" | "incidents">;

/** What derived facts stand on beside the account. */
export interface DerivedContext {
  readonly organization: View;
  /** By ARN. */
  readonly destinations: ReadonlyMap<string, View>;
  readonly statements: Statements;
  /** How accounts were reached. */
  readonly access: NonNullable<ScanLine["access"]>;
  /** The ARN whose credentials the scan began with. */
  readonly caller: string;
  readonly models: Models;
  /** Milliseconds. */
  readonly asOf: number;
  /** By dotted name, defaults filled in. */
  readonly parameters: Readonly<Record<string, Value>>;
}

/** Adds `rootPower`, `alerts` and each trail's `managementEvents` and `delivering` to the view. */
export function deriveAccount(
  account: View,
  { organization, destinations, models, parameters, asOf }: DerivedContext,
): void {
  for (const trail of elementsOf(account["trails"] ?? []).items) {
    defineLazy(trail, "managementEvents", () => managementEventsOf(trail));
    defineLazy(trail, "delivering", () => deliveringOf(trail, asOf));
  }
  defineLazy(account, "alerts", () =>
    alertsOf(account, {
      organization,
      destinations,
      asOf,
      acceptedProtocols: textList(parameters["acceptedAlertProtocols"]),
      allowedTargets: textList(parameters["allowedAlertTargets"]),
    }),
  );
  defineLazy(account, "rootPower", () =>
    rootPowerOf(account, {
      organization,
      models,
      allowedRootActions: textList(parameters["allowedRootActions"]),
    }),
  );
}

/** A parameter that no loaded rule declares is empty: nothing is allowed by it. */
const textList = (value: Value | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : [];
