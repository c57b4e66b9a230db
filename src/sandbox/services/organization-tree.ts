// The tree as Organizations answers it: each call knows one step up or down.
import { AwsError } from "../aws-error.ts";
import type { Output } from "../wire/value.ts";
import type { UnitName } from "../world/account.ts";
import type { Unit } from "../world/tree.ts";
import type { Organization } from "../world/world.ts";
import { describeIdentity, organizationList, reserved } from "./organization-access.ts";
import { required, type Call } from "./service.ts";

function unitNamed({ tree }: Organization, id: string): UnitName {
  if (id === tree.rootId) return "root";
  const unit = tree.units.find((candidate) => candidate.id === id);
  if (unit) return unit.name;
  throw new AwsError("ParentNotFoundException", "You specified a parent that doesn't exist.");
}

function parentOf(call: Call, organization: Organization): UnitName {
  const id = required(call.input, "ChildId", "InvalidInputException");
  const unit = organization.tree.units.find((candidate) => candidate.id === id);
  const parent = unit?.parent ?? call.world.population.find(id)?.unit;
  if (parent) return parent;
  throw new AwsError(
    "ChildNotFoundException",
    "You specified an organizational unit or account that doesn't exist.",
  );
}

function unitsIn({ tree }: Organization, parent: UnitName): readonly Unit[] {
  return tree.units.filter((unit) => unit.parent === parent);
}

function parentAsked(call: Call, organization: Organization): UnitName {
  return unitNamed(organization, required(call.input, "ParentId", "InvalidInputException"));
}

const listRoots = reserved((call, { tree, settings }) => {
  const types = settings.serviceControlPolicies
    ? [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }]
    : [];
  const root = { Id: tree.rootId, Arn: tree.rootArn, Name: "Root", PolicyTypes: types };
  return organizationList(call, { name: "Roots", all: [root], describe: (item) => item });
});

const listUnits = reserved((call, organization) => {
  const all = unitsIn(organization, parentAsked(call, organization));
  const describe = ({ id, arn, title }: Unit): Output => ({ Id: id, Arn: arn, Name: title });
  return organizationList(call, { name: "OrganizationalUnits", all, describe });
});

const listParents = reserved((call, organization) => {
  const parent = parentOf(call, organization);
  const type = parent === "root" ? "ROOT" : "ORGANIZATIONAL_UNIT";
  const describe = (name: UnitName): Output => ({ Id: organization.tree.idOf(name), Type: type });
  return organizationList(call, { name: "Parents", all: [parent], describe });
});

const listChildren = reserved((call, organization) => {
  const parent = parentAsked(call, organization);
  const type = required(call.input, "ChildType", "InvalidInputException");
  const all: readonly { id: string }[] =
    type === "ACCOUNT" ? call.world.population.inUnit(parent) : unitsIn(organization, parent);
  return organizationList(call, { name: "Children", all, describe: ({ id }) => ({ Id: id, Type: type }) });
});

const listAccountsForParent = reserved((call, organization) => {
  const all = call.world.population.inUnit(parentAsked(call, organization));
  return organizationList(call, {
    name: "Accounts",
    all,
    describe: (identity) => describeIdentity(call, identity),
  });
});

export const treeOperations = {
  ListRoots: listRoots,
  ListOrganizationalUnitsForParent: listUnits,
  ListParents: listParents,
  ListChildren: listChildren,
  ListAccountsForParent: listAccountsForParent,
};
