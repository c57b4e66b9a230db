// The derived facts of schemas/derived.schema.json, added to an account's view: computed when first asked, three-valued.
import type { Value } from "../../condition/index.ts";
import type { Configuration, RuleFile, ScanLine } from "../../model/index.ts";
import { attestationLine } from "../selection.ts";
import { defineLazy } from "../view.ts";
import { alertsOf } from "./alerts.ts";
import { type AttestationContext, attestationOf, statementAsked } from "./attestation.ts";
import { deliveringOf } from "./delivering.ts";
import { deriveEvents, type EventModels } from "./events/index.ts";
import { incidentOf } from "./incident.ts";
import { elementsOf, unknownFact, type View } from "./kleene.ts";
import { managementEventsOf } from "./management-events.ts";
import { membershipDifferencesOf, rootEmailOf } from "./membership.ts";
import {
  CERTIFICATES,
  credentialsOf,
  credentialsOfKind,
  KEYS,
  passwordPresentOf,
  presentOf,
} from "./root-credentials.ts";
import { devicesOf, virtualDevicesOf } from "./root-devices.ts";
import { type RootPowerModels, rootPowerOf } from "./root-power.ts";
import { trailShortcomings, withShortcomings } from "./shortcomings.ts";

/** The models of AWS that need data, ready, and the tables of data/. */
export type Models = RootPowerModels & EventModels;

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

/** How far events and incidents are looked back at where no loaded rule declares it; AWS keeps events for 90 days. */
const WINDOW_DAYS = 7;
const REVIEW_WINDOW_DAYS = 89;

/** Adds the derived facts to the view. */
export function deriveAccount(account: View, context: DerivedContext): void {
  const { organization, destinations, models, parameters, asOf, statements, caller, access } = context;
  deriveCredentials(account);
  defineLazy(account, "rootEmail", () => rootEmailOf(account));
  defineLazy(account, "membershipDifferences", () =>
    membershipDifferencesOf(account, organization, parameters),
  );
  for (const trail of elementsOf(account["trails"] ?? []).items) {
    defineLazy(trail, "managementEvents", () => managementEventsOf(trail));
    defineLazy(trail, "delivering", () => deliveringOf(trail, asOf));
    defineLazy(trail, "shortcomings", () => trailShortcomings(trail));
  }
  defineLazy(account, "incident", () =>
    incidentOf(account, statements.incidents ?? [], {
      asOf,
      reviewWindowDays: numberOf(parameters["reviewWindowDays"], REVIEW_WINDOW_DAYS),
    }),
  );
  defineLazy(account, "alerts", () =>
    withShortcomings(
      alertsOf(account, {
        organization,
        destinations,
        asOf,
        acceptedProtocols: textList(parameters["acceptedAlertProtocols"]),
        allowedTargets: textList(parameters["allowedAlertTargets"]),
      }),
    ),
  );
  defineLazy(account, "rootPower", () =>
    rootPowerOf(account, {
      organization,
      models,
      allowedRootActions: textList(parameters["allowedRootActions"]),
    }),
  );
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

/** What root can sign in or call AWS with. */
function deriveCredentials(account: View): void {
  defineLazy(account, "rootPasswordPresent", () => passwordPresentOf(account));
  defineLazy(account, "rootKeysPresent", () => presentOf(account, KEYS));
  defineLazy(account, "rootKeys", () => credentialsOfKind(account, KEYS));
  defineLazy(account, "rootCertificatesPresent", () => presentOf(account, CERTIFICATES));
  defineLazy(account, "rootCertificates", () => credentialsOfKind(account, CERTIFICATES));
  defineLazy(account, "rootDevices", () => devicesOf(account));
  defineLazy(account, "rootVirtualDevices", () => virtualDevicesOf(account));
  defineLazy(account, "rootCredentials", () => credentialsOf(account));
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

const numberOf = (value: Value | undefined, otherwise: number): number =>
  typeof value === "number" ? value : otherwise;
