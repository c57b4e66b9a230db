// The derived facts of schemas/derived.schema.json, added to an account's view: computed when first asked, three-valued.
import type { Value } from "../../condition/index.ts";
import type { Configuration, EventTable, RuleFile, ScanLine } from "../../model/index.ts";
import { defineLazy } from "../view.ts";
import { alertsOf } from "./alerts.ts";
import { attestationOf, statementAsked } from "./attestation.ts";
import { deliveringOf } from "./delivering.ts";
import { deriveEvents, type EventModels } from "./events/index.ts";
import { incidentOf } from "./incident.ts";
import { elementsOf, type View } from "./kleene.ts";
import { managementEventsOf } from "./management-events.ts";
import { type RootPowerModels, rootPowerOf } from "./root-power.ts";

/** The models of AWS that need data, ready, and the tables of data/. */
export interface Models extends RootPowerModels, EventModels {
  readonly events: EventTable;
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

/** How far events and incidents are looked back at where no loaded rule declares it; AWS keeps events for 90 days. */
const WINDOW_DAYS = 7;
const REVIEW_WINDOW_DAYS = 89;

/** Adds `rootPower`, `alerts`, `incident`, the facts on events and each trail's `managementEvents` and `delivering` to the view. */
export function deriveAccount(account: View, context: DerivedContext): void {
  const { organization, models, parameters, asOf, statements } = context;
  for (const trail of elementsOf(account["trails"] ?? []).items) {
    defineLazy(trail, "managementEvents", () => managementEventsOf(trail));
    defineLazy(trail, "delivering", () => deliveringOf(trail, asOf));
  }
  defineLazy(account, "incident", () =>
    incidentOf(account, statements.incidents ?? [], {
      asOf,
      reviewWindowDays: numberOf(parameters["reviewWindowDays"], REVIEW_WINDOW_DAYS),
    }),
  );
  defineLazy(account, "alerts", () =>
    alertsOf(account, {
      acceptedAlertProtocols: textList(parameters["acceptedAlertProtocols"]),
      allowedAlertTargets: textList(parameters["allowedAlertTargets"]),
    }),
  );
  defineLazy(account, "rootPower", () =>
    rootPowerOf(account, {
      organization,
      models,
      allowedRootActions: textList(parameters["allowedRootActions"]),
    }),
  );
  const { caller, access } = context;
  deriveEvents(account, {
    organization,
    models,
    plannedUses: statements.plannedUses ?? [],
    caller,
    opensSessions: access !== "role",
    asOf,
    windowDays: numberOf(parameters["windowDays"], WINDOW_DAYS),
    reviewWindowDays: numberOf(parameters["reviewWindowDays"], REVIEW_WINDOW_DAYS),
    trustedNetworks: textList(parameters["trustedNetworks"]),
    allowedRootSessionRoles: textList(parameters["allowedRootSessionRoles"]),
    allowedRootTaskPolicies: textList(parameters["allowedRootTaskPolicies"]),
  });
}

/**
 * The account as one rule sees it: with the statement that people made for this rule. A copy of its own, since the account is
 * shared by all rules; what was computed for one is computed for all.
 */
export function deriveForRule(account: View, definition: RuleFile, context: DerivedContext): View {
  if (statementAsked(definition) === undefined) return account;
  const own = Object.defineProperties({}, Object.getOwnPropertyDescriptors(account)) as View;
  const { organization, asOf, statements } = context;
  defineLazy(own, "attestation", () =>
    attestationOf(own, definition, { attestations: statements.attestations ?? [], organization, asOf }),
  );
  return own;
}

/** A parameter that no loaded rule declares is empty: nothing is allowed by it. */
const textList = (value: Value | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : [];

const numberOf = (value: Value | undefined, otherwise: number): number =>
  typeof value === "number" ? value : otherwise;
