// The account every story starts from: locked down, recorded, and its root sign-in would be noticed by people.
import {
  homeRegion,
  type AccountState,
  type Contact,
  type Identity,
  type Root,
  type Trail,
} from "./account.ts";
import { chance } from "./random.ts";
import { alertRule, alertTopic, arnOf, ownTrail } from "./resources.ts";

/** Where an account stands: it decides what the ordinary way to be locked down is. */
export type Standing = "management" | "member" | "standalone";

/** Root with nothing to sign in with: what central management leaves of a member's root. */
export const noCredentials: Root = {
  password: false,
  passwordLastUsed: "N/A",
  hardwareMfa: [],
  accessKeys: [],
  certificates: 0,
  oldReport: false,
};

/** The most that an account outside central management can do: a password in a safe and a hardware token. */
export const inSafe: Root = {
  ...noCredentials,
  password: true,
  passwordLastUsed: "2025-02-11T08:14:09+00:00",
  hardwareMfa: ["security-key"],
};

function contact(title: string, email: string, phone: number): Contact {
  return { name: `${title} desk`, title, email, phone: `+1-555-0100-${String(phone).padStart(3, "0")}` };
}

/** One trail of the management account records every member; a member sees it under the management account's ARN. */
export function organizationTrail(management: Identity): Trail {
  return ownTrail(management, { name: "organization", organization: true });
}

export function ordinaryState(identity: Identity, standing: Standing, management: Identity): AccountState {
  const phone = chance(100, identity.id, "phone");
  return {
    identity,
    root: standing === "member" ? noCredentials : inSafe,
    devices: [],
    contacts: {
      SECURITY: contact("Security", "security@example.com", phone),
      BILLING: contact("Billing", "billing@example.com", phone),
      OPERATIONS: contact("Operations", "operations@example.com", phone),
    },
    trails: [standing === "standalone" ? ownTrail(identity) : organizationTrail(management)],
    buses: [{ name: "default", arn: arnOf("events", identity, "event-bus/default", homeRegion) }],
    rules: [alertRule(identity)],
    topics: [alertTopic(identity)],
    keys: [],
    logGroups: [],
    alarms: [],
    supportPlan: "business",
  };
}
