// Every AWS operation rootproof can call, as the SDK's command class. What is not here cannot be sent (guard.ts).
import {
  GetAccountInformationCommand,
  GetAlternateContactCommand,
  GetContactInformationCommand,
  GetPrimaryEmailCommand,
  ListRegionsCommand,
} from "@aws-sdk/client-account";
import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  LookupEventsCommand,
} from "@aws-sdk/client-cloudtrail";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeMetricFiltersCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeEventBusCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import {
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListMFADevicesCommand,
  ListOrganizationsFeaturesCommand,
  ListSigningCertificatesCommand,
  ListVirtualMFADevicesCommand,
} from "@aws-sdk/client-iam";
import { DescribeKeyCommand, GetKeyPolicyCommand } from "@aws-sdk/client-kms";
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
} from "@aws-sdk/client-organizations";
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
} from "@aws-sdk/client-sns";
import { AssumeRoleCommand, AssumeRootCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { DescribeSeverityLevelsCommand } from "@aws-sdk/client-support";

/** `service:Operation`; the service is the prefix of its IAM action. */
export const OPERATIONS = {
  "account:GetAccountInformation": GetAccountInformationCommand,
  "account:GetAlternateContact": GetAlternateContactCommand,
  "account:GetContactInformation": GetContactInformationCommand,
  "account:GetPrimaryEmail": GetPrimaryEmailCommand,
  "account:ListRegions": ListRegionsCommand,
  "cloudtrail:DescribeTrails": DescribeTrailsCommand,
  "cloudtrail:GetEventSelectors": GetEventSelectorsCommand,
  "cloudtrail:GetTrailStatus": GetTrailStatusCommand,
  "cloudtrail:LookupEvents": LookupEventsCommand,
  "cloudwatch:DescribeAlarms": DescribeAlarmsCommand,
  "events:DescribeEventBus": DescribeEventBusCommand,
  "events:ListRules": ListRulesCommand,
  "events:ListTargetsByRule": ListTargetsByRuleCommand,
  "iam:GenerateCredentialReport": GenerateCredentialReportCommand,
  "iam:GetAccessKeyLastUsed": GetAccessKeyLastUsedCommand,
  "iam:GetAccountSummary": GetAccountSummaryCommand,
  "iam:GetCredentialReport": GetCredentialReportCommand,
  "iam:GetLoginProfile": GetLoginProfileCommand,
  "iam:GetUser": GetUserCommand,
  "iam:ListAccessKeys": ListAccessKeysCommand,
  "iam:ListAccountAliases": ListAccountAliasesCommand,
  "iam:ListMFADevices": ListMFADevicesCommand,
  "iam:ListOrganizationsFeatures": ListOrganizationsFeaturesCommand,
  "iam:ListSigningCertificates": ListSigningCertificatesCommand,
  "iam:ListVirtualMFADevices": ListVirtualMFADevicesCommand,
  "kms:DescribeKey": DescribeKeyCommand,
  "kms:GetKeyPolicy": GetKeyPolicyCommand,
  "logs:DescribeMetricFilters": DescribeMetricFiltersCommand,
  "organizations:DescribeOrganization": DescribeOrganizationCommand,
  "organizations:DescribePolicy": DescribePolicyCommand,
  "organizations:ListAccounts": ListAccountsCommand,
  "organizations:ListAccountsForParent": ListAccountsForParentCommand,
  "organizations:ListDelegatedAdministrators": ListDelegatedAdministratorsCommand,
  "organizations:ListDelegatedServicesForAccount": ListDelegatedServicesForAccountCommand,
  "organizations:ListOrganizationalUnitsForParent": ListOrganizationalUnitsForParentCommand,
  "organizations:ListPolicies": ListPoliciesCommand,
  "organizations:ListRoots": ListRootsCommand,
  "organizations:ListTargetsForPolicy": ListTargetsForPolicyCommand,
  "sns:GetSubscriptionAttributes": GetSubscriptionAttributesCommand,
  "sns:GetTopicAttributes": GetTopicAttributesCommand,
  "sns:ListSubscriptionsByTopic": ListSubscriptionsByTopicCommand,
  "sts:AssumeRole": AssumeRoleCommand,
  "sts:AssumeRoot": AssumeRootCommand,
  "sts:GetCallerIdentity": GetCallerIdentityCommand,
  "support:DescribeSeverityLevels": DescribeSeverityLevelsCommand,
} as const;

type Operations = typeof OPERATIONS;

/** For example `iam:GetAccountSummary`. */
export type Operation = keyof Operations;

/** For example `iam`. */
export type Service = Operation extends `${infer Prefix}:${string}` ? Prefix : never;

/** What an operation is given. */
export type Input<Name extends Operation> = ConstructorParameters<Operations[Name]>[0];

/** What the SDK says an operation answers; whether it did is for answer.ts to check. */
export type Output<Name extends Operation> = Awaited<
  ReturnType<ReturnType<InstanceType<Operations[Name]>["resolveMiddleware"]>>
>["output"];

export const serviceOf = (operation: Operation): Service => operation.split(":")[0] as Service;

export const nameOf = (operation: Operation): string => operation.slice(operation.indexOf(":") + 1);
