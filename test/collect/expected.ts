// For every operation: which fact it answers, and which members that fact stands on.
import type { Observed } from "../../src/model/index.ts";
import type { CollectOptions } from "../../src/collect/index.ts";
import type { Lines } from "./collecting.ts";
import { BUS } from "./world.ts";

export type Path = readonly (string | number)[];

export interface Expected {
  readonly fact: string;
  /** Where it is not asked with access role. */
  readonly options?: Partial<CollectOptions>;
  /** The observed value that the operation's answer becomes. */
  readonly at: (lines: Lines) => Observed<unknown> | undefined;
  /** Without one of these the fact is not believed. */
  readonly required: readonly Path[];
  /** May be left out; of the wrong type they spoil the fact all the same. */
  readonly optional?: readonly Path[];
  /** Left out, it says that there is none; of the wrong type it spoils the fact. */
  readonly absence?: Path;
  /** May be empty texts. */
  readonly blank?: readonly Path[];
}

const each = (list: string, ...members: string[]): Path[] => members.map((member) => [list, 0, member]);

const CENTRAL = { access: "central" } as const;

/** The first look-up as a fact of its own: a record that is not understood spoils the look-up that found it. */
function lookUpOf({ events }: Lines["account"]): Observed<unknown> {
  const { value, ...rest } = events;
  const first = value?.covered[0];
  if (first === undefined || first.complete) return { ...rest, ...(value && { value: value.records }) };
  const state = first.reason?.cause === "permission" ? "denied" : "failed";
  return { ...rest, state, calls: first.calls, ...(first.reason && { reason: first.reason }) };
}

export const EXPECTED: Readonly<Record<string, Expected>> = {
  "sts:AssumeRole": {
    fact: "account.aliases",
    at: ({ account }) => account.access,
    required: [
      ["AssumedRoleUser"],
      ["AssumedRoleUser", "Arn"],
      ["Credentials"],
      ["Credentials", "AccessKeyId"],
      ["Credentials", "SecretAccessKey"],
      ["Credentials", "SessionToken"],
      ["Credentials", "Expiration"],
    ],
  },
  "sts:AssumeRoot": {
    fact: "account.rootAudit.session",
    options: CENTRAL,
    at: ({ account }) => account.rootAudit.session,
    required: [
      ["Credentials"],
      ["Credentials", "AccessKeyId"],
      ["Credentials", "SecretAccessKey"],
      ["Credentials", "SessionToken"],
      ["Credentials", "Expiration"],
    ],
  },
  "iam:GetLoginProfile": {
    fact: "account.rootAudit.loginProfile",
    options: CENTRAL,
    at: ({ account }) => account.rootAudit.loginProfile,
    required: [["LoginProfile"]],
    optional: [["LoginProfile", "CreateDate"]],
  },
  "iam:ListAccessKeys": {
    fact: "account.rootAudit.accessKeys",
    options: CENTRAL,
    at: ({ account }) => account.rootAudit.accessKeys,
    required: [["AccessKeyMetadata"], ...each("AccessKeyMetadata", "AccessKeyId", "Status"), ["IsTruncated"]],
    optional: each("AccessKeyMetadata", "CreateDate"),
  },
  "iam:GetAccessKeyLastUsed": {
    fact: "account.rootAudit.accessKeys",
    options: CENTRAL,
    at: ({ account }) => account.rootAudit.accessKeys.value?.[0]?.lastUsed,
    required: [["AccessKeyLastUsed"], ["AccessKeyLastUsed", "LastUsedDate"]],
  },
  "iam:ListSigningCertificates": {
    fact: "account.rootAudit.signingCertificates",
    options: CENTRAL,
    at: ({ account }) => account.rootAudit.signingCertificates,
    required: [["Certificates"], ...each("Certificates", "CertificateId", "Status"), ["IsTruncated"]],
    optional: each("Certificates", "UploadDate"),
  },
  "iam:ListMFADevices": {
    fact: "account.rootAudit.mfaDevices",
    options: CENTRAL,
    at: ({ account }) => account.rootAudit.mfaDevices,
    required: [["MFADevices"], ...each("MFADevices", "SerialNumber"), ["IsTruncated"]],
    optional: each("MFADevices", "EnableDate"),
  },
  "iam:GetUser": {
    fact: "account.rootAudit.passwordLastUsed",
    options: CENTRAL,
    at: ({ account }) => account.rootAudit.passwordLastUsed,
    required: [["User"], ["User", "Arn"]],
    absence: ["User", "PasswordLastUsed"],
  },
  "iam:GetAccountSummary": {
    fact: "account.summary",
    at: ({ account }) => account.summary,
    required: [
      ["SummaryMap"],
      ["SummaryMap", "AccountMFAEnabled"],
      ["SummaryMap", "AccountAccessKeysPresent"],
      ["SummaryMap", "AccountSigningCertificatesPresent"],
    ],
  },
  "iam:ListAccountAliases": {
    fact: "account.aliases",
    at: ({ account }) => account.aliases,
    required: [["AccountAliases"], ["IsTruncated"]],
  },
  "iam:ListVirtualMFADevices": {
    fact: "account.virtualMfaDevices",
    at: ({ account }) => account.virtualMfaDevices,
    required: [
      ["VirtualMFADevices"],
      ...each("VirtualMFADevices", "SerialNumber"),
      ["VirtualMFADevices", 0, "User", "Arn"],
      ["IsTruncated"],
    ],
    optional: each("VirtualMFADevices", "EnableDate", "User"),
  },
  "iam:GenerateCredentialReport": {
    fact: "account.credentialReport",
    at: ({ account }) => account.credentialReport,
    required: [["State"]],
  },
  "iam:GetCredentialReport": {
    fact: "account.credentialReport",
    at: ({ account }) => account.credentialReport,
    required: [["Content"], ["ReportFormat"], ["GeneratedTime"]],
  },
  "iam:ListOrganizationsFeatures": {
    fact: "organization.rootFeatures",
    at: ({ organization }) => organization.rootFeatures,
    required: [["EnabledFeatures"]],
  },
  "account:GetAccountInformation": {
    fact: "account.information",
    at: ({ account }) => account.information,
    required: [["AccountId"], ["AccountCreatedDate"]],
    optional: [["AccountName"], ["AccountState"]],
  },
  "account:GetAlternateContact": {
    fact: "account.alternateContacts.security",
    at: ({ account }) => account.alternateContacts.security,
    required: [["AlternateContact"], ["AlternateContact", "EmailAddress"]],
  },
  "account:GetContactInformation": {
    fact: "account.contactInformation",
    at: ({ account }) => account.contactInformation,
    required: [["ContactInformation"], ["ContactInformation", "CountryCode"]],
    optional: [["ContactInformation", "CompanyName"]],
  },
  "account:GetPrimaryEmail": {
    fact: "account.primaryEmail",
    at: ({ account }) => account.primaryEmail,
    required: [["PrimaryEmail"]],
  },
  "support:DescribeSeverityLevels": {
    fact: "account.supportPlan",
    at: ({ account }) => account.supportPlan,
    required: [["severityLevels"], ...each("severityLevels", "code")],
  },
  "account:ListRegions": {
    fact: "account.regions",
    at: ({ account }) => account.regions,
    required: [["Regions"], ...each("Regions", "RegionName", "RegionOptStatus")],
  },
  "cloudtrail:LookupEvents": {
    fact: "account.events",
    at: ({ account }) => lookUpOf(account),
    required: [["Events"], ...each("Events", "CloudTrailEvent")],
  },
  "cloudtrail:DescribeTrails": {
    fact: "account.trails",
    at: ({ account }) => account.trails,
    required: [
      ["trailList"],
      ...each("trailList", "Name", "TrailARN", "HomeRegion", "IsMultiRegionTrail"),
      ...each("trailList", "IsOrganizationTrail", "IncludeGlobalServiceEvents"),
    ],
    optional: each("trailList", "CloudWatchLogsLogGroupArn"),
  },
  "cloudtrail:GetTrailStatus": {
    fact: "account.trails",
    at: ({ account }) => account.trails.value?.[0]?.status,
    required: [["IsLogging"]],
    optional: [["LatestDeliveryTime"], ["LatestCloudWatchLogsDeliveryTime"]],
  },
  "cloudtrail:GetEventSelectors": {
    fact: "account.trails",
    at: ({ account }) => account.trails.value?.[0]?.selectors,
    required: [["EventSelectors"], ...each("EventSelectors", "ReadWriteType", "IncludeManagementEvents")],
    optional: each("EventSelectors", "ExcludeManagementEventSources"),
  },
  "events:ListRules": {
    fact: "account.eventRules",
    at: ({ account }) => account.eventRules,
    required: [["Rules"], ...each("Rules", "Name", "Arn", "State")],
    optional: each("Rules", "EventPattern"),
  },
  "events:ListTargetsByRule": {
    fact: "account.eventRules",
    at: ({ account }) => account.eventRules.value?.[0]?.targets,
    required: [["Targets"], ...each("Targets", "Id", "Arn")],
  },
  "events:DescribeEventBus": {
    fact: "destination.bus",
    at: ({ destinations }) => destinations.find(({ arn }) => arn === BUS)?.bus,
    required: [["Arn"]],
    optional: [["Policy"]],
  },
  "logs:DescribeMetricFilters": {
    fact: "account.metricFilters",
    at: ({ account }) => account.metricFilters,
    required: [
      ["metricFilters"],
      ...each("metricFilters", "filterName", "logGroupName", "filterPattern", "metricTransformations"),
      ...["metricName", "metricNamespace", "metricValue"].map(
        (name) => ["metricFilters", 0, "metricTransformations", 0, name] as const,
      ),
    ],
    blank: each("metricFilters", "filterPattern"),
  },
  "cloudwatch:DescribeAlarms": {
    fact: "account.alarms",
    at: ({ account }) => account.alarms,
    required: [
      ["MetricAlarms"],
      ...each("MetricAlarms", "AlarmName", "AlarmArn", "ActionsEnabled", "AlarmActions"),
      ["MetricAlarms", 0, "Dimensions", 0, "Name"],
    ],
    optional: [
      ...each("MetricAlarms", "MetricName", "Namespace", "Threshold", "ComparisonOperator", "Statistic"),
      ...each("MetricAlarms", "Period", "EvaluationPeriods", "DatapointsToAlarm", "TreatMissingData"),
      ...each("MetricAlarms", "Unit", "Dimensions"),
    ],
  },
  "sns:GetTopicAttributes": {
    fact: "account.topics",
    at: ({ account }) => account.topics.value?.[0]?.attributes,
    required: [["Attributes"], ["Attributes", "TopicArn"], ["Attributes", "Policy"]],
    optional: [["Attributes", "KmsMasterKeyId"]],
  },
  "sns:ListSubscriptionsByTopic": {
    fact: "account.topics",
    at: ({ account }) => account.topics.value?.[0]?.subscriptions,
    required: [["Subscriptions"], ...each("Subscriptions", "SubscriptionArn", "Protocol", "Endpoint")],
  },
  "sns:GetSubscriptionAttributes": {
    fact: "account.topics",
    at: ({ account }) => account.topics.value?.[0]?.subscriptions.value?.[0]?.attributes,
    required: [["Attributes"], ["Attributes", "PendingConfirmation"]],
    optional: [
      ["Attributes", "FilterPolicy"],
      ["Attributes", "FilterPolicyScope"],
    ],
  },
  "kms:DescribeKey": {
    fact: "account.keys",
    at: ({ account }) => account.keys.value?.[0]?.description,
    required: [
      ["KeyMetadata"],
      ["KeyMetadata", "Arn"],
      ["KeyMetadata", "KeyManager"],
      ["KeyMetadata", "KeyState"],
    ],
  },
  "kms:GetKeyPolicy": {
    fact: "account.keys",
    at: ({ account }) => account.keys.value?.[0]?.policy,
    required: [["Policy"]],
  },
  "organizations:DescribeOrganization": {
    fact: "organization.id",
    at: ({ organization }) => organization.id,
    required: [
      ["Organization"],
      ["Organization", "Id"],
      ["Organization", "MasterAccountId"],
      ["Organization", "FeatureSet"],
    ],
    optional: [["Organization", "MasterAccountEmail"]],
  },
  "organizations:ListRoots": {
    fact: "organization.roots",
    at: ({ organization }) => organization.roots,
    required: [
      ["Roots"],
      ...each("Roots", "Id", "Arn", "Name", "PolicyTypes"),
      ["Roots", 0, "PolicyTypes", 0, "Type"],
      ["Roots", 0, "PolicyTypes", 0, "Status"],
    ],
  },
  "organizations:ListOrganizationalUnitsForParent": {
    fact: "organization.units",
    at: ({ organization }) => organization.units,
    required: [["OrganizationalUnits"], ...each("OrganizationalUnits", "Id", "Arn", "Name")],
  },
  "organizations:ListAccounts": {
    fact: "organization.accounts",
    at: ({ organization }) => organization.accounts,
    required: [["Accounts"], ...each("Accounts", "Id", "Arn", "Name")],
    optional: each("Accounts", "Email", "State", "JoinedMethod", "JoinedTimestamp"),
    blank: each("Accounts", "Name"),
  },
  "organizations:ListPolicies": {
    fact: "organization.policies",
    at: ({ organization }) => organization.policies,
    required: [["Policies"], ...each("Policies", "Id", "Name", "AwsManaged")],
  },
  "organizations:DescribePolicy": {
    fact: "organization.policies",
    at: ({ organization }) => organization.policies.value?.[0]?.document,
    required: [
      ["Policy"],
      ["Policy", "PolicySummary"],
      ["Policy", "PolicySummary", "Id"],
      ["Policy", "Content"],
    ],
  },
  "organizations:ListTargetsForPolicy": {
    fact: "organization.policies",
    at: ({ organization }) => organization.policies.value?.[0]?.targets,
    required: [["Targets"], ...each("Targets", "TargetId", "Type")],
  },
  "organizations:ListDelegatedAdministrators": {
    fact: "organization.delegatedAdministrators",
    at: ({ organization }) => organization.delegatedAdministrators,
    required: [["DelegatedAdministrators"], ...each("DelegatedAdministrators", "Id")],
  },
  "organizations:ListDelegatedServicesForAccount": {
    fact: "organization.delegatedAdministrators",
    at: ({ organization }) => organization.delegatedAdministrators.value?.[0]?.services,
    required: [["DelegatedServices"], ...each("DelegatedServices", "ServicePrincipal")],
  },
};
