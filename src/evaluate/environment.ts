// What conditions are checked against: the evidence schema, the derived facts, the parameters of a rule.
import {
  BOOL,
  type ConditionEnvironment,
  createEnvironment,
  type FunctionSpec,
  parametersType,
  recordType,
  type RecordType,
  STRING,
  TIME,
  type Type,
  withDerived,
} from "../condition/index.ts";
import type { RuleFile, Scope } from "../model/index.ts";
import { inNetwork } from "../semantics/index.ts";
import { derivedSchema, evidenceSchema } from "./schemas.gen.ts";

/** Functions of conditions that know AWS. */
const FUNCTIONS: readonly FunctionSpec[] = [
  {
    name: "inNetwork",
    args: [STRING, { kind: "list", of: STRING }],
    returns: BOOL,
    call: (address: string, networks: readonly string[]) => inNetwork(address, networks),
  },
];

const documents = withDerived(
  {
    account: recordType(evidenceSchema, "AccountLine"),
    organization: recordType(evidenceSchema, "OrganizationLine"),
    // No condition sees it; derived facts read it.
    destination: recordType(evidenceSchema, "DestinationLine"),
  },
  derivedSchema,
);

/** Type of the account line's view, derived facts included. */
export const ACCOUNT_TYPE = documents["account"] as RecordType;

/** Type of the organization line's view. */
export const ORGANIZATION_TYPE = documents["organization"] as RecordType;

/** Type of a destination line's view. */
export const DESTINATION_TYPE = documents["destination"] as RecordType;

/** Type of `params` for a rule. */
export const parametersOf = (definition: RuleFile): RecordType =>
  parametersType(
    Object.fromEntries(Object.entries(definition.parameters ?? {}).map(([name, { type }]) => [name, type])),
  );

/** The variables of a rule: an organization rule sees no account. */
export function variablesOf(definition: RuleFile): Record<string, Type> {
  const shared = { organization: ORGANIZATION_TYPE, params: parametersOf(definition), asOf: TIME };
  return scopeVariables(definition.scope, shared);
}

const scopeVariables = (scope: Scope, shared: Record<string, Type>): Record<string, Type> =>
  scope === "account" ? { account: ACCOUNT_TYPE, ...shared } : shared;

/** The environment of a rule's conditions. */
export const environmentOf = (definition: RuleFile): ConditionEnvironment =>
  createEnvironment({ variables: variablesOf(definition), functions: FUNCTIONS });
