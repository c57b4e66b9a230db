// Organizations: the organization itself, its accounts, who administers it. Any member may ask which organization
// it is in; everything else is for the management account and the delegated administrator.
import { AwsError } from "../aws-error.ts";
import { textOf, type Output } from "../wire/value.ts";
import type { Identity } from "../world/account.ts";
import {
  accountArn,
  describeIdentity,
  organizationList,
  organizationOf,
  reserved,
} from "./organization-access.ts";
import { policyOperations } from "./organization-policies.ts";
import { treeOperations } from "./organization-tree.ts";
import { required, type Call, type Operation } from "./service.ts";

/** When trust was given: the same for all, nothing hangs on it. */
const since = new Date("2024-11-20T10:00:00Z");

const describeOrganization: Operation = (call) => {
  const { tree, settings } = organizationOf(call);
  const { management } = call.world.population;
  return {
    Organization: {
      Id: tree.organizationId,
      Arn: `arn:aws:organizations::${management.id}:organization/${tree.organizationId}`,
      FeatureSet: settings.allFeatures ? "ALL" : "CONSOLIDATED_BILLING",
      MasterAccountArn: accountArn(call, management.id),
      MasterAccountId: management.id,
      MasterAccountEmail: management.email,
      AvailablePolicyTypes: [],
    },
  };
};

const listAccounts = reserved((call) => {
  const { ids, at } = call.world.population;
  const describe = (id: string): Output => describeIdentity(call, call.world.population.find(id) ?? at(0));
  return organizationList(call, { name: "Accounts", all: ids, describe });
});

function delegates({ world }: Call, service?: string): readonly Identity[] {
  const { delegate } = world.population;
  const registered = world.organization?.delegatedServices ?? [];
  if (delegate === undefined || (service !== undefined && !registered.includes(service))) return [];
  return [delegate];
}

const listDelegates = reserved((call) => {
  const all = delegates(call, textOf(call.input, "ServicePrincipal"));
  const describe = (identity: Identity): Output => ({
    ...describeIdentity(call, identity),
    DelegationEnabledDate: since,
  });
  return organizationList(call, { name: "DelegatedAdministrators", all, describe });
});

const listDelegatedServices = reserved((call, { delegatedServices }) => {
  const id = required(call.input, "AccountId", "InvalidInputException");
  if (!delegates(call).some((delegate) => delegate.id === id)) {
    throw new AwsError("AccountNotRegisteredException", "The account is not a delegated administrator.");
  }
  const describe = (name: string): Output => ({ ServicePrincipal: name, DelegationEnabledDate: since });
  return organizationList(call, { name: "DelegatedServices", all: delegatedServices, describe });
});

const listServiceAccess = reserved((call, { settings }) => {
  const describe = (name: string): Output => ({ ServicePrincipal: name, DateEnabled: since });
  return organizationList(call, { name: "EnabledServicePrincipals", all: settings.trustedAccess, describe });
});

export const operations = {
  DescribeOrganization: describeOrganization,
  ListAccounts: listAccounts,
  ...treeOperations,
  ...policyOperations,
  ListDelegatedAdministrators: listDelegates,
  ListDelegatedServicesForAccount: listDelegatedServices,
  ListAWSServiceAccessForOrganization: listServiceAccess,
};
