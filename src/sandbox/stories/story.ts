// What a story is: how an account differs from the ordinary one, and what each rule must therefore say of it.
import type { AccountState, Identity } from "../world/account.ts";
import type { Standing } from "../world/ordinary.ts";
import type { EventPlan } from "../world/records.ts";

export type Expected = "pass" | "fail" | "unknown" | "not-applicable";

/** What a default scan, without configuration, must say, by rule. */
export type Expectations = Readonly<Record<string, Expected>>;

/** Accounts outside the storyteller's own that a story may point to. */
export interface Surroundings {
  readonly standing: Standing;
  readonly management: Identity;
  /** The delegated administrator, where alerts of others may be sent. */
  readonly central: Identity;
  readonly organizationId: string;
  /** When the sandbox was started: what was recorded lies before it. */
  readonly startedAt: Date;
}

export interface Story {
  readonly id: string;
  /** What is different, in one line. */
  readonly title: string;
  readonly identity?: Partial<
    Pick<Identity, "name" | "email" | "unit" | "joinedMethod" | "joinedAt" | "createdAt" | "state" | "role">
  >;
  readonly differs?: (account: AccountState, around: Surroundings) => Partial<AccountState>;
  /** What CloudTrail has of it, in this account and in the central ones; nothing when absent. */
  readonly recorded?: (account: Identity, around: Surroundings) => readonly EventPlan[];
  readonly expects: Expectations;
}

/** An ordinary member: its root has no credentials, so there is no device to be judged. */
export const lockedDown: Expectations = {
  "root-mfa-enabled": "pass",
  "root-mfa-not-virtual": "not-applicable",
  "root-access-keys-absent": "pass",
  "root-signing-certificates-absent": "pass",
  "security-contact-set": "pass",
  "root-activity-recorded": "pass",
  "root-denied-by-scp": "pass",
  "root-alert-present": "pass",
  "root-alert-delivered": "pass",
};

/** A member whose root has a password and a hardware token. */
export const withHardwareMfa: Expectations = { ...lockedDown, "root-mfa-not-virtual": "pass" };

/** A member whose root is in use: it stands in a unit where no policy denies root. */
export const unbound: Expectations = { ...withHardwareMfa, "root-denied-by-scp": "fail" };

/** Nothing would notice a sign-in, so there is no delivery to be judged. */
export const unnoticed: Expectations = {
  ...lockedDown,
  "root-alert-present": "fail",
  "root-alert-delivered": "not-applicable",
};

/** Something notices, and nobody hears of it. */
export const unheard: Expectations = { ...lockedDown, "root-alert-delivered": "fail" };

/** The same of every rule. */
export function always(outcome: Expected): Expectations {
  return Object.fromEntries(Object.keys(lockedDown).map((rule) => [rule, outcome]));
}
