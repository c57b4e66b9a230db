// Who may read the organization, and how its lists are paged.
import { AwsError } from "../aws-error.ts";
import { numberOf, type Output } from "../wire/value.ts";
import type { Identity } from "../world/account.ts";
import type { Organization } from "../world/world.ts";
import { listed, type Call, type Listing, type Operation, type Paging } from "./service.ts";

const paging: Paging = {
  limit: "MaxResults",
  token: "NextToken",
  nextToken: "NextToken",
  maximum: 20,
  badToken: "InvalidInputException",
  empties: true,
};

export function organizationList<Item>(call: Call, listing: Listing<Item>): Output {
  const limit = numberOf(call.input, "MaxResults") ?? 20;
  if (limit < 1 || limit > 20) {
    throw new AwsError("InvalidInputException", "You specified an invalid value.", 400, {
      fields: { Reason: limit < 1 ? "MIN_VALUE_EXCEEDED" : "MAX_VALUE_EXCEEDED" },
    });
  }
  return listed(call, listing, paging);
}

export function organizationOf({ world }: Call): Organization {
  if (world.organization) return world.organization;
  throw new AwsError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
}

export type OrganizationOperation = (call: Call, organization: Organization) => Output;

/** For the management account and delegated administrators only. */
export function reserved(operation: OrganizationOperation): Operation {
  return (call) => {
    const organization = organizationOf(call);
    const { management, delegate } = call.world.population;
    if (call.account.id === management.id || call.account.id === delegate?.id)
      return operation(call, organization);
    throw new AwsError("AccessDeniedException", "You don't have permissions to access this resource.");
  };
}

export function accountArn(call: Call, accountId: string): string {
  const { tree } = organizationOf(call);
  return `arn:aws:organizations::${call.world.population.management.id}:account/${tree.organizationId}/${accountId}`;
}

export function describeIdentity(call: Call, identity: Identity): Output {
  return {
    Id: identity.id,
    Arn: accountArn(call, identity.id),
    Email: identity.email,
    Name: identity.name,
    Status: identity.state,
    State: identity.state,
    JoinedMethod: identity.joinedMethod,
    JoinedTimestamp: identity.joinedAt,
  };
}
