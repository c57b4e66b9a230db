// Policies and where they are attached. Only direct attachments are told, as in AWS: inheritance is the reader's work.
import { AwsError } from "../aws-error.ts";
import type { Output } from "../wire/value.ts";
import type { Scp } from "../world/policies.ts";
import type { Organization } from "../world/world.ts";
import { accountArn, organizationList, reserved } from "./organization-access.ts";
import { required, type Call } from "./service.ts";

interface PolicyTarget {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly type: "ROOT" | "ORGANIZATIONAL_UNIT" | "ACCOUNT";
}

function describeSummary({ id, arn, title, description, awsManaged }: Scp): Output {
  const type = "SERVICE_CONTROL_POLICY";
  return { Id: id, Arn: arn, Name: title, Description: description, Type: type, AwsManaged: awsManaged };
}

function policyAsked(call: Call, { policies }: Organization): Scp {
  const id = required(call.input, "PolicyId", "InvalidInputException");
  const found = policies.find((policy) => policy.id === id);
  if (found) return found;
  throw new AwsError(
    "PolicyNotFoundException",
    "We can't find a policy with the PolicyId that you specified.",
  );
}

/** FullAWSAccess hangs on everything; switching the type off detaches whatever hangs. */
function attachedTo(call: Call, organization: Organization, targetId: string): readonly Scp[] {
  const { tree, policies, settings } = organization;
  const unit = tree.units.find(({ id }) => id === targetId);
  const known =
    unit !== undefined || targetId === tree.rootId || call.world.population.find(targetId) !== undefined;
  if (!known)
    throw new AwsError("TargetNotFoundException", "We can't find a root, OU, or account with the TargetId.");
  if (!settings.serviceControlPolicies) return [];
  return policies.filter(({ name }) => name === "full-access" || unit?.policies.includes(name));
}

function targetsOf(call: Call, { tree, settings }: Organization, policy: Scp): readonly PolicyTarget[] {
  if (!settings.serviceControlPolicies) return [];
  const everywhere = policy.name === "full-access";
  const root: PolicyTarget = { id: tree.rootId, arn: tree.rootArn, name: "Root", type: "ROOT" };
  const units = tree.units
    .filter((unit) => everywhere || unit.policies.includes(policy.name))
    .map(({ id, arn, title }): PolicyTarget => ({ id, arn, name: title, type: "ORGANIZATIONAL_UNIT" }));
  return everywhere ? [root, ...units, ...accountTargets(call)] : units;
}

function accountTargets(call: Call): readonly PolicyTarget[] {
  const { ids } = call.world.population;
  return ids.map((id) => ({ id, arn: accountArn(call, id), name: id, type: "ACCOUNT" }));
}

/** Only service control policies are in use here; other types have no policies. */
function isScpFilter(call: Call): boolean {
  const filter = required(call.input, "Filter", "InvalidInputException");
  return filter === "SERVICE_CONTROL_POLICY";
}

const listPolicies = reserved((call, { policies }) => {
  const all = isScpFilter(call) ? policies : [];
  return organizationList(call, { name: "Policies", all, describe: describeSummary });
});

const describePolicy = reserved((call, organization) => {
  const policy = policyAsked(call, organization);
  return { Policy: { PolicySummary: describeSummary(policy), Content: JSON.stringify(policy.document) } };
});

const listPoliciesForTarget = reserved((call, organization) => {
  const targetId = required(call.input, "TargetId", "InvalidInputException");
  const attached = attachedTo(call, organization, targetId);
  const all = isScpFilter(call) ? attached : [];
  return organizationList(call, { name: "Policies", all, describe: describeSummary });
});

const listTargetsForPolicy = reserved((call, organization) => {
  const all = targetsOf(call, organization, policyAsked(call, organization));
  const describe = ({ id, arn, name, type }: PolicyTarget): Output => {
    const shown = type === "ACCOUNT" ? (call.world.population.find(id)?.name ?? name) : name;
    return { TargetId: id, Arn: arn, Name: shown, Type: type };
  };
  return organizationList(call, { name: "Targets", all, describe });
});

export const policyOperations = {
  ListPolicies: listPolicies,
  DescribePolicy: describePolicy,
  ListPoliciesForTarget: listPoliciesForTarget,
  ListTargetsForPolicy: listTargetsForPolicy,
};
