// Every fact with the calls it takes. The guard, the permissions a scan needs and the docs are made of this list.
import { type Operation, serviceOf, nameOf } from "./aws/operations.ts";

/** Whose credentials make the calls: the caller's own, or those of the account the fact is about. */
type Asker = "caller" | "account";

/** An operation a collector calls, with the IAM action that allows it. */
interface DeclaredOperation {
  readonly service: string;
  readonly operation: string;
  readonly iamAction: string;
}

/** One fact of evidence, as conditions name it. */
export interface CollectorDeclaration {
  readonly fact: string;
  readonly asker: Asker;
  readonly operations: readonly DeclaredOperation[];
  /** Facts that must be looked at first. */
  readonly needs: readonly string[];
}

const declare = (
  fact: string,
  asker: Asker,
  operations: readonly Operation[],
  needs: readonly string[] = [],
): CollectorDeclaration => ({
  fact,
  asker,
  needs,
  operations: operations.map((operation) => ({
    service: serviceOf(operation),
    operation: nameOf(operation),
    iamAction: operation,
  })),
});

const MEMBERSHIP = ["organization.id", "organization.managementAccountId"];
const CONTACT: readonly Operation[] = ["account:GetAlternateContact"];

const TOPIC: readonly Operation[] = [
  "sns:GetTopicAttributes",
  "sns:ListSubscriptionsByTopic",
  "sns:GetSubscriptionAttributes",
];
const KEY: readonly Operation[] = ["kms:DescribeKey", "kms:GetKeyPolicy"];

/** What names destinations: rules and alarms their buses and topics, topics their keys, trails their log groups. */
const DESTINATIONS = ["account.eventRules", "account.alarms", "account.topics", "account.trails"];

/** All facts, in the order of the evidence. */
export const COLLECTORS: readonly CollectorDeclaration[] = [
  declare("account.access", "caller", ["sts:GetCallerIdentity", "sts:AssumeRole"]),
  declare("account.listing", "caller", [], ["organization.accounts"]),
  declare("account.information", "account", ["account:GetAccountInformation"]),
  declare("account.aliases", "account", ["iam:ListAccountAliases"]),
  declare("account.summary", "account", ["iam:GetAccountSummary"]),
  declare("account.virtualMfaDevices", "account", ["iam:ListVirtualMFADevices"]),
  declare("account.credentialReport", "account", ["iam:GenerateCredentialReport", "iam:GetCredentialReport"]),
  declare("account.alternateContacts.billing", "account", CONTACT),
  declare("account.alternateContacts.operations", "account", CONTACT),
  declare("account.alternateContacts.security", "account", CONTACT),
  declare("account.trails", "account", [
    "cloudtrail:DescribeTrails",
    "cloudtrail:GetTrailStatus",
    "cloudtrail:GetEventSelectors",
  ]),
  declare("account.eventRules", "account", ["events:ListRules", "events:ListTargetsByRule"]),
  declare("account.metricFilters", "account", ["logs:DescribeMetricFilters"]),
  declare("account.alarms", "account", ["cloudwatch:DescribeAlarms"]),
  declare("account.topics", "account", TOPIC, ["account.eventRules", "account.alarms"]),
  declare("account.keys", "account", KEY, ["account.topics"]),
  declare("destination.access", "caller", ["sts:GetCallerIdentity", "sts:AssumeRole"], DESTINATIONS),
  declare("destination.bus", "account", ["events:DescribeEventBus"], ["destination.access"]),
  declare(
    "destination.eventRules",
    "account",
    ["events:ListRules", "events:ListTargetsByRule"],
    ["destination.bus"],
  ),
  declare("destination.metricFilters", "account", ["logs:DescribeMetricFilters"], ["destination.access"]),
  declare("destination.alarms", "account", ["cloudwatch:DescribeAlarms"], ["destination.access"]),
  declare("destination.topics", "account", TOPIC, ["destination.eventRules", "destination.alarms"]),
  declare("destination.keys", "account", KEY, ["destination.topics"]),
  declare("organization.id", "caller", ["organizations:DescribeOrganization"]),
  declare("organization.managementAccountId", "caller", ["organizations:DescribeOrganization"]),
  declare("organization.featureSet", "caller", ["organizations:DescribeOrganization"]),
  declare("organization.roots", "caller", ["organizations:ListRoots"], MEMBERSHIP),
  declare(
    "organization.units",
    "caller",
    ["organizations:ListOrganizationalUnitsForParent", "organizations:ListAccountsForParent"],
    ["organization.roots", "organization.accounts"],
  ),
  declare("organization.accounts", "caller", ["organizations:ListAccounts"], MEMBERSHIP),
  declare(
    "organization.policies",
    "caller",
    ["organizations:ListPolicies", "organizations:DescribePolicy", "organizations:ListTargetsForPolicy"],
    MEMBERSHIP,
  ),
  declare(
    "organization.delegatedAdministrators",
    "caller",
    ["organizations:ListDelegatedAdministrators", "organizations:ListDelegatedServicesForAccount"],
    MEMBERSHIP,
  ),
  declare("organization.rootFeatures", "caller", ["iam:ListOrganizationsFeatures"], MEMBERSHIP),
];

/** What may leave a client. */
export const DECLARED_OPERATIONS: ReadonlySet<string> = new Set(
  COLLECTORS.flatMap(({ operations }) =>
    operations.map(({ service, operation }) => `${service}:${operation}`),
  ),
);

/**
 * The collectors that the facts take, with those they need first. A fact may be named by a part
 * (`account.summary.mfaEnabled`) or by its whole (`account.alternateContacts`); one that nobody collects is left out.
 */
export function collectorsFor(facts: Iterable<string>): CollectorDeclaration[] {
  const wanted = new Set<string>();
  const want = (name: string): void => {
    for (const { fact, needs } of COLLECTORS) {
      if (wanted.has(fact) || !overlaps(fact, name)) continue;
      wanted.add(fact);
      needs.forEach(want);
    }
  };
  for (const fact of facts) want(fact);
  return COLLECTORS.filter(({ fact }) => wanted.has(fact));
}

/** One names a part of the other, or both are the same. */
const overlaps = (fact: string, name: string): boolean =>
  `${fact}.`.startsWith(`${name}.`) || `${name}.`.startsWith(`${fact}.`);
