// The service control policies of the made-up organization: one that denies root well, and the near misses.
import type { PolicyName } from "./tree.ts";
import { letters } from "./random.ts";

interface ScpPlan {
  readonly name: PolicyName;
  readonly title: string;
  readonly description: string;
  readonly document: object;
  /** Whether AssumeRoot sessions are denied everything too. */
  readonly deniesSessions?: true;
}

const rootOfAny = "arn:aws:iam::*:root";

function denyAll(sid: string, condition: object): object {
  const statement = { Sid: sid, Effect: "Deny", Action: "*", Resource: "*", Condition: condition };
  return { Version: "2012-10-17", Statement: [statement] };
}

const plans: readonly ScpPlan[] = [
  {
    name: "full-access",
    title: "FullAWSAccess",
    description: "Allows access to every operation",
    document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  },
  {
    // The best shape: real root is denied everything, AssumeRoot sessions are spared.
    name: "deny-root",
    title: "DenyRootUser",
    description: "Denies everything to the root user of member accounts, spares AssumeRoot sessions",
    document: denyAll("DenyRoot", {
      ArnLike: { "aws:PrincipalArn": rootOfAny },
      Null: { "aws:AssumedRoot": "true" },
    }),
  },
  {
    // The usual shape: it knows nothing of AssumeRoot and binds its sessions too.
    name: "deny-root-and-sessions",
    title: "DenyRootAndSessions",
    description: "Denies everything to the root user of member accounts, AssumeRoot sessions too",
    document: denyAll("GRRESTRICTROOTUSER", { ArnLike: { "aws:PrincipalArn": rootOfAny } }),
    deniesSessions: true,
  },
  {
    name: "deny-root-unused",
    title: "DenyRootEverywhere",
    description: "Would deny root in every account, if somebody had attached it",
    document: denyAll("DenyRoot", { ArnLike: { "aws:PrincipalArn": rootOfAny } }),
  },
  {
    // "false" means: the key is there. That is an AssumeRoot session, never the real root.
    name: "deny-sessions-only",
    title: "DenyRootLegacy",
    description: "Meant to deny root, denies AssumeRoot sessions only",
    document: denyAll("DenyRoot", {
      ArnLike: { "aws:PrincipalArn": rootOfAny },
      Null: { "aws:AssumedRoot": "false" },
    }),
    deniesSessions: true,
  },
  {
    // StringEquals knows no wildcards, so this never matches anybody.
    name: "deny-string-equals",
    title: "DenyRootAcquired",
    description: "Meant to deny root, matches nobody",
    document: denyAll("DenyRoot", { StringEquals: { "aws:PrincipalArn": rootOfAny } }),
  },
];

export interface Scp extends ScpPlan {
  readonly id: string;
  readonly arn: string;
  readonly awsManaged: boolean;
}

export function writePolicies(seed: number, managementId: string, organizationId: string): readonly Scp[] {
  return plans.map((plan): Scp => {
    const awsManaged = plan.name === "full-access";
    const id = awsManaged ? "p-FullAWSAccess" : `p-${letters(8, seed, plan.name)}`;
    const owner = awsManaged ? "aws:policy" : `${managementId}:policy/${organizationId}`;
    return { ...plan, id, arn: `arn:aws:organizations::${owner}/service_control_policy/${id}`, awsManaged };
  });
}
