// What the organization of build.ts must be judged to be, written by hand from what was done there; never computed by our code.
import type { Member } from "./build.ts";

export type Outcome = "pass" | "fail" | "unknown" | "not-applicable";

/** An outcome, and what was built or what moto does not have. */
export type Expected = readonly [Outcome, string];

const NO_LOOKUPS = "moto has no LookupEvents";
const NO_DATE =
  "moto has no GetAccountInformation: the account may be older than SCPs for root's credentials";
const NO_PASSWORD = "moto's account summary says nothing of a password";

/** Of every account, unless said otherwise below. */
export const EVERYWHERE: Readonly<Record<string, Expected>> = {
  "account-level-changes-absent": ["unknown", NO_LOOKUPS],
  "alternate-contacts-unchanged": ["unknown", NO_LOOKUPS],
  "evidence-complete": ["fail", "something is always missing"],
  "member-root-credentials-absent": ["unknown", NO_PASSWORD],
  "root-access-keys-absent": ["pass", "no key was made, and the summary counts none"],
  "root-activity-recorded": ["fail", "no trail"],
  "root-alert-covers-activity": ["fail", "no rule"],
  "root-alert-delivered": ["not-applicable", "no alert to deliver"],
  "root-alert-present": ["fail", "no rule"],
  "root-changes-absent": ["unknown", NO_LOOKUPS],
  "root-denied-by-scp": ["fail", "only FullAWSAccess"],
  "root-email-unchanged": ["unknown", NO_LOOKUPS],
  "root-mfa-enabled": ["unknown", NO_PASSWORD],
  "root-mfa-not-virtual": ["unknown", NO_PASSWORD],
  "root-mfa-unchanged": ["unknown", NO_LOOKUPS],
  "root-password-unchanged": ["unknown", NO_LOOKUPS],
  "root-persistence-absent": ["unknown", NO_LOOKUPS],
  "root-sessions-expected": ["unknown", NO_LOOKUPS],
  "root-sign-in-attempts-absent": ["unknown", NO_LOOKUPS],
  "root-sign-in-from-known-network": ["unknown", NO_LOOKUPS],
  "root-sign-in-with-mfa": ["unknown", NO_LOOKUPS],
  "root-signing-certificates-absent": ["pass", "no certificate was made, and the summary counts none"],
  "root-unused": ["unknown", NO_LOOKUPS],
  "security-contact-set": ["unknown", "none was put; moto says so with status 400, AWS with 404"],
};

const GUARDED: Readonly<Record<string, Expected>> = {
  "root-activity-recorded": ["pass", "a trail of all regions that logs"],
  "root-alert-present": ["pass", "a rule that matches root's sign-ins"],
  "root-denied-by-scp": ["unknown", `deny-root two levels above; ${NO_DATE}`],
  "security-contact-set": ["pass", "one was put"],
};

/** Of one account. */
export const HERE: Readonly<Record<Member | "management", Readonly<Record<string, Expected>>>> = {
  management: {
    "member-root-credentials-absent": ["not-applicable", "it is no member"],
    "root-denied-by-scp": ["not-applicable", "no SCP touches it"],
    "root-sessions-expected": ["not-applicable", "no central session leads into it"],
  },
  guarded: {
    ...GUARDED,
    "root-alert-covers-activity": ["pass", "the rule matches all that root does"],
    "root-alert-delivered": ["pass", "a topic open to EventBridge, a subscribed address"],
  },
  deaf: {
    ...GUARDED,
    "root-alert-covers-activity": ["pass", "the rule matches all that root does"],
    "root-alert-delivered": ["fail", "nobody subscribes to the topic"],
  },
  partial: { "root-denied-by-scp": ["fail", "deny-some leaves all but EC2 and S3"] },
  spared: { "root-denied-by-scp": ["unknown", `spare-sessions denies real root everything; ${NO_DATE}`] },
  bare: {},
};

export const OF_ORGANIZATION: Readonly<Record<string, Expected>> = {
  "delegated-administrators-used": ["fail", "none was registered"],
  "evidence-complete": ["fail", "something is always missing"],
  "organization-all-features": ["pass", "created with all features"],
  "root-credentials-management-enabled": ["unknown", "moto has no ListOrganizationsFeatures"],
  "root-sessions-enabled": ["unknown", "moto has no ListOrganizationsFeatures"],
  "service-control-policies-enabled": ["pass", "the policy type was enabled"],
};
