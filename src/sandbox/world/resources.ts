// Building blocks that stories are told with: an alert rule, a topic with a reader, a key, a trail.
import {
  homeRegion,
  type Alarm,
  type Identity,
  type Key,
  type LogGroup,
  type Rule,
  type Subscription,
  type Target,
  type Topic,
  type Trail,
} from "./account.ts";
import type { Output } from "../wire/value.ts";
import { uuid } from "./random.ts";

export function arnOf(
  service: string,
  account: Identity,
  resource: string,
  region: string = homeRegion,
): string {
  return `arn:aws:${service}:${region}:${account.id}:${resource}`;
}

/** Matches every root sign-in and every other act of root. The three-word `Sign In` is what AWS really sends. */
export const rootPattern = {
  "detail-type": ["AWS Console Sign In via CloudTrail", "AWS API Call via CloudTrail"],
  detail: { userIdentity: { type: ["Root"] } },
};

type RuleDetails = Partial<Pick<Rule, "name" | "bus" | "state" | "targets">> & {
  readonly pattern?: object;
  readonly region?: string;
};

export function alertRule(account: Identity, details: RuleDetails = {}): Rule {
  const { pattern = rootPattern, region = homeRegion, bus = "default", name = "root-use" } = details;
  const path = bus === "default" ? `rule/${name}` : `rule/${bus}/${name}`;
  return {
    name,
    arn: arnOf("events", account, path, region),
    bus,
    pattern: JSON.stringify(pattern),
    state: details.state ?? "ENABLED",
    targets: details.targets ?? [toTopic(arnOf("sns", account, "root-alerts", region))],
  };
}

export function toTopic(topicArn: string): Target {
  return { Id: "people", Arn: topicArn };
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal: object | string;
  readonly Action: string | readonly string[];
  readonly Resource: string;
  readonly Condition?: object;
}

export function policyText(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** What every new topic has: the owner may do things, EventBridge is not in it. */
function ownerStatement(account: Identity, topicArn: string): Statement {
  return {
    Sid: "__default_statement_ID",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["SNS:GetTopicAttributes", "SNS:Subscribe", "SNS:ListSubscriptionsByTopic", "SNS:Publish"],
    Resource: topicArn,
    Condition: { StringEquals: { "AWS:SourceOwner": account.id } },
  };
}

function publisherStatement(topicArn: string, service: string): Statement {
  return {
    Sid: `AllowPublish-${service.split(".")[0] ?? service}`,
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sns:Publish",
    Resource: topicArn,
  };
}

export function confirmedEmail(account: Identity, topicArn: string, name = "email"): Subscription {
  return {
    arn: `${topicArn}:${uuid(topicArn, name)}`,
    protocol: "email",
    endpoint: `security+${account.index}@example.com`,
  };
}

type TopicDetails = Partial<Pick<Topic, "kmsKey" | "subscriptions">> & {
  readonly name?: string;
  readonly region?: string;
  /** Services that may publish. */
  readonly publishers?: readonly string[];
};

export function alertTopic(account: Identity, details: TopicDetails = {}): Topic {
  const { publishers = ["events.amazonaws.com"], name = "root-alerts" } = details;
  const arn = arnOf("sns", account, name, details.region);
  const allowed = publishers.map((service) => publisherStatement(arn, service));
  return {
    arn,
    policy: policyText([ownerStatement(account, arn), ...allowed]),
    subscriptions: details.subscriptions ?? [confirmedEmail(account, arn)],
    ...(details.kmsKey !== undefined && { kmsKey: details.kmsKey }),
  };
}

/** A customer key; with `services` its policy lets them encrypt and decrypt. */
export function customerKey(account: Identity, alias: string, services: readonly string[]): Key {
  const id = uuid(account.id, alias);
  const owner: Statement = {
    Sid: "Enable IAM User Permissions",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account.id}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  const publishers = services.map((service): Statement => ({
    Sid: "AllowPublishers",
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
    Resource: "*",
  }));
  const policy = policyText([owner, ...publishers]);
  return { id, arn: arnOf("kms", account, `key/${id}`), aliases: [alias], manager: "CUSTOMER", policy };
}

/** The key that AWS keeps for SNS: nobody can change its policy, and EventBridge is not in it. */
export function awsKeyForSns(account: Identity): Key {
  const id = uuid(account.id, "alias/aws/sns");
  const policy = policyText([
    {
      Sid: "Allow access through SNS for all principals in the account that are authorized to use SNS",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:ListGrants", "kms:DescribeKey"],
      Resource: "*",
      Condition: {
        StringEquals: { "kms:ViaService": "sns.us-east-1.amazonaws.com", "kms:CallerAccount": account.id },
      },
    },
  ]);
  return { id, arn: arnOf("kms", account, `key/${id}`), aliases: ["alias/aws/sns"], manager: "AWS", policy };
}

const allManagementEvents = {
  EventSelectors: [
    {
      ReadWriteType: "All",
      IncludeManagementEvents: true,
      DataResources: [],
      ExcludeManagementEventSources: [],
    },
  ],
};

/** The newer way to say the same. */
export const allManagementEventsAdvanced = {
  AdvancedEventSelectors: [
    { Name: "management", FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] },
  ],
};

export function ownTrail(account: Identity, details: Partial<Trail> = {}): Trail {
  const name = details.name ?? "all-regions";
  return {
    name,
    arn: arnOf("cloudtrail", account, `trail/${name}`),
    homeRegion,
    multiRegion: true,
    organization: false,
    logging: true,
    selectors: allManagementEvents,
    customSelectors: false,
    ...details,
  };
}

const cisPattern =
  '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';

interface ChainDetails {
  readonly group?: string;
  readonly pattern?: string;
  /** What the filter counts where nothing matched; it counts nothing by default. */
  readonly defaultValue?: number;
  readonly alarm?: Output;
}

/** The metric filter and the alarm that the CIS benchmark asks for, on the log group of a trail. */
export function metricChain(
  account: Identity,
  topicArn: string,
  details: ChainDetails = {},
): { logGroup: LogGroup; alarm: Alarm } {
  const { group: name = "cloudtrail/management", pattern = cisPattern, defaultValue } = details;
  const metric = { metric: "RootAccountUsage", namespace: "CISBenchmark" };
  const zero = defaultValue !== undefined && { defaultValue };
  const filter = { name: "root-use", logGroup: name, pattern, ...metric, ...zero };
  const logGroup = { name, arn: arnOf("logs", account, `log-group:${name}:*`), filters: [filter] };
  return { logGroup, alarm: { ...alarmOn(account, metric, topicArn), ...details.alarm } };
}

function alarmOn(account: Identity, on: { metric: string; namespace: string }, topicArn: string): Alarm {
  return {
    AlarmName: "root-use",
    AlarmArn: arnOf("cloudwatch", account, "alarm:root-use"),
    ActionsEnabled: true,
    AlarmActions: [topicArn],
    OKActions: [],
    InsufficientDataActions: [],
    StateValue: "OK",
    StateUpdatedTimestamp: account.createdAt,
    MetricName: on.metric,
    Namespace: on.namespace,
    Statistic: "Sum",
    Dimensions: [],
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    TreatMissingData: "notBreaching",
  };
}
