// Every fact with the calls it takes. The guard, the permissions a scan needs and the docs are made of this list.
import { type Operation, serviceOf, nameOf } from "./aws/operations.ts";

/** Whose credentials make the calls: the caller's own, those of the account the fact is about, or its audit session's. */
export type Asker = "caller" | "account" | "audit";

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
  /** Who asks instead where a member account is read from the centre; without it the centre cannot see the fact. */
  readonly central?: Exclude<Asker, "account">;
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

/** A fact of an account that the centre sees as well. */
const alsoCentral = (
  central: Exclude<Asker, "account">,
  declaration: CollectorDeclaration,
): CollectorDeclaration => ({ ...declaration, central });

const MEMBERSHIP = ["organization.id", "organization.managementAccountId"];
const LOOKUP: readonly Operation[] = ["cloudtrail:LookupEvents"];

const contact = (type: string): CollectorDeclaration =>
  alsoCentral(
    "caller",
    declare(`account.alternateContacts.${type}`, "account", ["account:GetAlternateContact"]),
  );

/** Root's credentials, as only a session of root itself is told (AWS-FACTS 4). */
const rootAudit = (name: string, ...operations: Operation[]): CollectorDeclaration =>
  declare(`account.rootAudit.${name}`, "audit", operations, ["account.rootAudit.session"]);

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
  alsoCentral("caller", declare("account.information", "account", ["account:GetAccountInformation"])),
  declare("account.aliases", "account", ["iam:ListAccountAliases"]),
  alsoCentral("audit", declare("account.summary", "account", ["iam:GetAccountSummary"])),
  declare("account.virtualMfaDevices", "account", ["iam:ListVirtualMFADevices"]),
  declare("account.credentialReport", "account", ["iam:GenerateCredentialReport", "iam:GetCredentialReport"]),
  contact("billing"),
  contact("operations"),
  contact("security"),
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
  alsoCentral("caller", declare("account.regions", "account", ["account:ListRegions"])),
  declare("account.events", "account", LOOKUP, ["account.regions", "account.aliases"]),
  alsoCentral("caller", declare("account.contactInformation", "account", ["account:GetContactInformation"])),
  declare(
    "account.primaryEmail",
    "caller",
    ["account:GetPrimaryEmail"],
    [...MEMBERSHIP, "organization.managementAccountEmail", "organization.accounts"],
  ),
  declare("account.supportPlan", "account", ["support:DescribeSeverityLevels"]),
  declare("account.rootAudit.session", "caller", ["sts:AssumeRoot"], MEMBERSHIP),
  rootAudit("loginProfile", "iam:GetLoginProfile"),
  rootAudit("accessKeys", "iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"),
  rootAudit("signingCertificates", "iam:ListSigningCertificates"),
  rootAudit("mfaDevices", "iam:ListMFADevices"),
  rootAudit("passwordLastUsed", "iam:GetUser"),
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
  declare("organization.managementAccountEmail", "caller", ["organizations:DescribeOrganization"]),
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
  declare(
    "organization.events",
    "caller",
    [...LOOKUP, "account:ListRegions"],
    [...MEMBERSHIP, "organization.delegatedAdministrators"],
  ),
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

/** All that a run looks at: the facts asked for, those they need, and of an organization always its population. */
export const collectorsOfRun = ({
  facts,
  scope,
}: {
  readonly facts: Iterable<string>;
  readonly scope: "account" | "organization";
}): CollectorDeclaration[] =>
  collectorsFor(scope === "organization" ? [...facts, "organization.accounts"] : facts);

/** The calls that a member's audit session is opened for: one event each, beside the one of its opening. */
export const auditOperations = (declarations: readonly CollectorDeclaration[]): readonly string[] =>
  declarations
    .filter(({ asker, central }) => asker === "audit" || central === "audit")
    .flatMap(({ operations }) => operations.map(({ iamAction }) => iamAction));

/** One names a part of the other, or both are the same. */
const overlaps = (fact: string, name: string): boolean =>
  `${fact}.`.startsWith(`${name}.`) || `${name}.`.startsWith(`${fact}.`);
