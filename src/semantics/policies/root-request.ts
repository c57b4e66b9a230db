// What is certain of a request that root makes, and where no SCP is to be relied on. [AWS-FACTS 6, from orgs_manage_policies_scps.md]
import type { RequestContext } from "./conditions.ts";
import type { ActionPattern } from "./action-pattern.ts";
import type { Negatable } from "./statement.ts";

/** The account whose root asks. */
export interface RootAccount {
  readonly id: string;
  readonly partition: string;
  /** The organization's management account, which no SCP touches. */
  readonly management: boolean;
  /** `AccountCreatedDate` of GetAccountInformation. */
  readonly createdAt?: string;
}

/** The real root, or a session that `sts:AssumeRoot` gave. */
export type RootKind = "root" | "assumedRoot";

/**
 * The context of root's requests: ARN and account known, `aws:username` absent, `aws:AssumedRoot` absent for the real root.
 * `aws:PrincipalType` is not in it: its value for root is unverified. [doc reference_policies_condition-keys#condition-keys-assumedroot]
 */
export function rootContext(account: RootAccount, kind: RootKind): RequestContext {
  return new Map([
    ["aws:principalarn", `arn:${account.partition}:iam::${account.id}:root`],
    ["aws:principalaccount", account.id],
    ["aws:username", null],
    ["aws:assumedroot", kind === "root" ? null : "true"],
  ]);
}

/** SCPs cannot stop root of SOME accounts made before this date from changing its own credentials. [arch orgs_manage_policies_scps.md] */
const RELIABLE_SINCE = "2017-09-15";

/** True when root's own credentials may escape SCPs: made before that date, or on a date that cannot be read. */
export function mayEscape(createdAt: string | undefined): boolean {
  if (createdAt === undefined) return false;
  return !/^\d{4}-\d{2}-\d{2}(T|$)/.test(createdAt) || createdAt.slice(0, 10) < RELIABLE_SINCE;
}

/**
 * Changes of root's MFA devices, X.509 certificates, password and access keys, as the page names the acts; the action names
 * are ours, chosen wide. [arch orgs_manage_policies_scps.md]
 */
export const OWN_CREDENTIALS: Negatable<ActionPattern> = {
  negated: false,
  patterns: [
    { service: "iam", name: "*accesskey*" },
    { service: "iam", name: "*mfadevice*" },
    { service: "iam", name: "*signingcertificate*" },
    { service: "iam", name: "*loginprofile*" },
    { service: "iam", name: "changepassword" },
  ],
};

/** True when id and partition have AWS's form: a made-up one could fit a policy by accident. */
export function isRootAccount({ id, partition }: RootAccount): boolean {
  return /^\d{12}$/.test(id) && /^aws(-[a-z]+)*$/.test(partition);
}
