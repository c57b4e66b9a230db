// The derived facts of schemas/derived.schema.json, added to an account's view: computed when first asked, three-valued.
import type { Value } from "../../condition/index.ts";
import type {
  Configuration,
  EventTable,
  LookupTable,
  RevertTable,
  RuleFile,
  ScanLine,
} from "../../model/index.ts";
import { attestationLine } from "../selection.ts";
import { defineLazy } from "../view.ts";
import { alertsOf } from "./alerts.ts";
import { type AttestationContext, attestationOf, statementAsked } from "./attestation.ts";
import { deliveringOf } from "./delivering.ts";
import { incidentOf } from "./incident.ts";
import { elementsOf, unknownFact, type View } from "./kleene.ts";
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
  /** Rules that were named although nobody stated what they ask for. */
  readonly unstated: ReadonlySet<string>;
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

/** How long incidents are looked back at where no loaded rule declares it; AWS keeps events for 90 days. */
const REVIEW_WINDOW_DAYS = 89;

/** Adds `rootPower`, `alerts`, `incident` and each trail's `managementEvents` and `delivering` to the view. */
export function deriveAccount(
  account: View,
  { organization, models, parameters, asOf, statements }: DerivedContext,
): void {
  for (const trail of elementsOf(account["trails"] ?? []).items) {
    defineLazy(trail, "managementEvents", () => managementEventsOf(trail));
    defineLazy(trail, "delivering", () => deliveringOf(trail, asOf));
  }
  const reviewWindowDays = parameters["reviewWindowDays"];
  defineLazy(account, "incident", () =>
    incidentOf(account, statements.incidents ?? [], {
      asOf,
      reviewWindowDays: typeof reviewWindowDays === "number" ? reviewWindowDays : REVIEW_WINDOW_DAYS,
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
}

/**
 * The account as one rule sees it: with the statement that people made for this rule. A copy of its own, since the account is
 * shared by all rules; what was computed for one is computed for all.
 */
export function deriveForRule(account: View, definition: RuleFile, context: DerivedContext): View {
  if (statementAsked(definition) === undefined) return account;
  const own = Object.defineProperties({}, Object.getOwnPropertyDescriptors(account)) as View;
  defineLazy(own, "attestation", () =>
    context.unstated.has(definition.id)
      ? notStated(definition.id)
      : attestationOf(own, definition, attestationContext(context)),
  );
  return own;
}

/** Nobody was asked yet: neither held nor broken. */
function notStated(rule: string): Value {
  const reason = `write ${attestationLine(rule)} in rootproof.yaml`;
  return unknownFact({ fact: "account.attestation", cause: "configuration", reason });
}

/** What statements are held against. */
export const attestationContext = ({
  organization,
  asOf,
  statements,
}: DerivedContext): AttestationContext => ({
  attestations: statements.attestations ?? [],
  organization,
  asOf,
});

/** A parameter that no loaded rule declares is empty: nothing is allowed by it. */
const textList = (value: Value | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : [];
