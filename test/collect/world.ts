// What a healthy AWS answers to every operation: an organization of three accounts, root locked down, an alert that works.
import type { Asked, Reply, Script, Structure } from "./scripted-aws.ts";

export const MANAGEMENT = "111111111111";
export const MEMBER = "222222222222";
export const SUSPENDED = "333333333333";
const TIME = new Date("2026-01-02T03:04:05.000Z");
export const TOPIC = `arn:aws:sns:us-east-1:${MEMBER}:root-alerts`;
export const BUS = `arn:aws:events:us-east-1:${MANAGEMENT}:event-bus/central`;
export const LOG_GROUP = `arn:aws:logs:us-east-1:${MANAGEMENT}:log-group:trail:*`;
export const KEY = `arn:aws:kms:us-east-1:${MEMBER}:key/k-1`;
export const TRAIL = "arn:aws:cloudtrail:us-east-1:111111111111:trail/all";
export const PATTERN = '{"detail":{"userIdentity":{"type":["Root"]}}}';
export const DEVICE = `arn:aws:iam::${MEMBER}:mfa/anything`;
export const AUDIT_POLICY = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials";
export const ROOT_KEY = "AKIAROOTROOTROOT";
export const POLICY_DOCUMENT = '{"Version":"2012-10-17","Statement":[]}';

export const REPORT = [
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated",
  `<root_account>,arn:aws:iam::${MEMBER}:root,2020-01-01T00:00:00+00:00,true,no_information,2020-01-01T00:00:00+00:00,not_supported,true,false,N/A,N/A,N/A,N/A,true,2021-01-01T00:00:00+00:00,2022-02-02T00:00:00+00:00,us-east-1,s3,false,N/A,false,N/A`,
  `"groot, ""the"" tree",arn:aws:iam::${MEMBER}:user/groot,2020-01-01T00:00:00+00:00,false,N/A,N/A,N/A,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`,
].join("\n");

const account = (id: string, state = "ACTIVE"): Structure => ({
  Id: id,
  Arn: `arn:aws:organizations::${MANAGEMENT}:account/o-1/${id}`,
  Email: `root+${id}@example.com`,
  Name: `account ${id}`,
  State: state,
  Status: state,
  JoinedMethod: "CREATED",
  JoinedTimestamp: TIME,
});

/** Whose temporary credentials these are: the made-up key ids carry the account; the Account API can be told another one. */
const accountOf = ({ accessKeyId, input }: Asked): string =>
  typeof input["AccountId"] === "string"
    ? input["AccountId"]
    : (/\d{12}/.exec(accessKeyId)?.[0] ?? MANAGEMENT);

const CHILDREN: Readonly<Record<string, { units: string[]; accounts: Structure[] }>> = {
  "r-1": { units: ["ou-1"], accounts: [account(MANAGEMENT)] },
  "ou-1": { units: ["ou-2"], accounts: [account(MEMBER)] },
  "ou-2": { units: [], accounts: [account(SUSPENDED, "SUSPENDED")] },
};

const unit = (id: string): Structure => ({
  Id: id,
  Arn: `arn:aws:organizations::1:ou/o-1/${id}`,
  Name: `unit ${id}`,
});

const childrenOf = ({ input }: Asked): { units: string[]; accounts: Structure[] } =>
  CHILDREN[String(input["ParentId"])] ?? { units: [], accounts: [] };

/** A root sign-in as CloudTrail writes it, one for each region. */
export const signIn = (id: string, region: string): Record<string, unknown> => ({
  eventVersion: "1.08",
  userIdentity: {
    type: "Root",
    principalId: id,
    arn: `arn:aws:iam::${id}:root`,
    accountId: id,
    accessKeyId: "",
  },
  eventTime: "2026-05-31T10:11:12Z",
  eventSource: "signin.amazonaws.com",
  eventName: "ConsoleLogin",
  awsRegion: region,
  sourceIPAddress: "203.0.113.7",
  userAgent: "Mozilla/5.0",
  requestParameters: null,
  responseElements: { ConsoleLogin: "Success" },
  additionalEventData: { LoginTo: "https://example.com/", MobileVersion: "No", MFAUsed: "Yes" },
  eventID: `sign-in-${id}-${region}`,
  readOnly: false,
  eventType: "AwsConsoleSignIn",
  managementEvent: true,
  recipientAccountId: id,
});

/** A record as LookupEvents answers it. */
export const eventItem = (record: Readonly<Record<string, unknown>>): Structure => ({
  EventId: String(record["eventID"]),
  EventName: String(record["eventName"]),
  CloudTrailEvent: JSON.stringify(record),
});

type Healthy = Structure | ((asked: Asked) => Structure);

export const HEALTHY: Readonly<Record<string, Healthy>> = {
  "sts:GetCallerIdentity": {
    UserId: "AROA:me",
    Account: MANAGEMENT,
    Arn: `arn:aws:sts::${MANAGEMENT}:assumed-role/auditor/me`,
  },
  "sts:AssumeRole": ({ input }) => {
    const id = /\d{12}/.exec(String(input["RoleArn"]))?.[0] ?? "";
    return {
      AssumedRoleUser: {
        AssumedRoleId: "AROA:rootproof",
        Arn: `arn:aws:sts::${id}:assumed-role/audit/rootproof`,
      },
      Credentials: {
        AccessKeyId: `ASIA${id}`,
        SecretAccessKey: "secret-of-the-session",
        SessionToken: "token-of-the-session",
        Expiration: new Date(Date.now() + 900_000),
      },
    };
  },
  "sts:AssumeRoot": ({ input }) => ({
    Credentials: {
      AccessKeyId: `ASIAROOT${String(input["TargetPrincipal"])}`,
      SecretAccessKey: "secret-of-the-audit",
      SessionToken: "token-of-the-audit",
      Expiration: new Date(Date.now() + 900_000),
    },
    SourceIdentity: "me",
  }),
  "iam:GetLoginProfile": { LoginProfile: { CreateDate: TIME } },
  "iam:ListAccessKeys": {
    AccessKeyMetadata: [{ AccessKeyId: ROOT_KEY, Status: "Inactive", CreateDate: TIME }],
    IsTruncated: false,
  },
  "iam:GetAccessKeyLastUsed": {
    AccessKeyLastUsed: { LastUsedDate: TIME, ServiceName: "s3", Region: "us-east-1" },
  },
  "iam:ListSigningCertificates": {
    Certificates: [
      { CertificateId: "CERT1", CertificateBody: "body-of-it", Status: "Active", UploadDate: TIME },
    ],
    IsTruncated: false,
  },
  "iam:ListMFADevices": {
    MFADevices: [{ SerialNumber: "GAHT12345678", EnableDate: TIME }],
    IsTruncated: false,
  },
  "iam:GetUser": (asked) => ({
    User: {
      UserId: accountOf(asked),
      Arn: `arn:aws:iam::${accountOf(asked)}:root`,
      CreateDate: TIME,
      PasswordLastUsed: TIME,
    },
  }),
  "iam:GetAccountSummary": {
    SummaryMap: new Map([
      ["AccountMFAEnabled", 1],
      ["AccountAccessKeysPresent", 0],
      ["AccountSigningCertificatesPresent", 0],
      ["AccountPasswordPresent", 1],
      ["Users", 12],
    ]),
  },
  "iam:ListAccountAliases": { AccountAliases: ["acme"], IsTruncated: false },
  "iam:ListVirtualMFADevices": {
    VirtualMFADevices: [
      {
        SerialNumber: DEVICE,
        EnableDate: TIME,
        User: { UserId: MEMBER, Arn: `arn:aws:iam::${MEMBER}:root`, CreateDate: TIME },
      },
    ],
    IsTruncated: false,
  },
  "iam:GenerateCredentialReport": { State: "COMPLETE" },
  "iam:GetCredentialReport": { Content: Buffer.from(REPORT), ReportFormat: "text/csv", GeneratedTime: TIME },
  "iam:ListOrganizationsFeatures": { OrganizationId: "o-1", EnabledFeatures: ["RootCredentialsManagement"] },
  "account:GetAccountInformation": (asked) => ({
    AccountId: accountOf(asked),
    AccountName: "acme",
    AccountCreatedDate: TIME,
    AccountState: "ACTIVE",
  }),
  "account:GetAlternateContact": ({ input }) => ({
    AlternateContact: {
      Name: "Person",
      Title: "Boss",
      EmailAddress: `${String(input["AlternateContactType"]).toLowerCase()}@example.com`,
      PhoneNumber: "+15555550100",
      AlternateContactType: String(input["AlternateContactType"]),
    },
  }),
  "account:GetContactInformation": {
    ContactInformation: {
      FullName: "Person",
      AddressLine1: "Some Street 1",
      City: "Town",
      PostalCode: "12345",
      CountryCode: "DE",
      PhoneNumber: "+15555550100",
      CompanyName: "Example Corp",
    },
  },
  "account:GetPrimaryEmail": ({ input }) => ({
    PrimaryEmail: `root+${String(input["AccountId"])}@example.com`,
  }),
  "support:DescribeSeverityLevels": {
    severityLevels: [
      { code: "low", name: "Low" },
      { code: "critical", name: "Critical" },
    ],
  },
  "cloudtrail:DescribeTrails": {
    trailList: [
      {
        Name: "all",
        TrailARN: TRAIL,
        HomeRegion: "us-east-1",
        IsMultiRegionTrail: true,
        IsOrganizationTrail: true,
        IncludeGlobalServiceEvents: true,
        CloudWatchLogsLogGroupArn: LOG_GROUP,
      },
    ],
  },
  "cloudtrail:GetTrailStatus": {
    IsLogging: true,
    LatestDeliveryTime: TIME,
    LatestCloudWatchLogsDeliveryTime: TIME,
  },
  "cloudtrail:GetEventSelectors": {
    TrailARN: TRAIL,
    EventSelectors: [
      {
        ReadWriteType: "All",
        IncludeManagementEvents: true,
        ExcludeManagementEventSources: ["kms.amazonaws.com"],
      },
    ],
  },
  "account:ListRegions": {
    Regions: [
      { RegionName: "us-east-1", RegionOptStatus: "ENABLED_BY_DEFAULT" },
      { RegionName: "eu-south-1", RegionOptStatus: "ENABLED" },
      { RegionName: "af-south-1", RegionOptStatus: "DISABLED" },
    ],
  },
  "cloudtrail:LookupEvents": (asked) => ({ Events: [eventItem(signIn(accountOf(asked), asked.region))] }),
  "events:ListRules": {
    Rules: [
      {
        Name: "root",
        Arn: "arn:aws:events:us-east-1:222222222222:rule/root",
        State: "ENABLED",
        EventPattern: PATTERN,
      },
    ],
  },
  "events:ListTargetsByRule": {
    Targets: [
      { Id: "1", Arn: TOPIC },
      { Id: "2", Arn: BUS, RoleArn: `arn:aws:iam::${MEMBER}:role/forward` },
    ],
  },
  "events:DescribeEventBus": ({ input }) => ({
    Name: "central",
    Arn: String(input["Name"]),
    Policy: POLICY_DOCUMENT,
  }),
  "logs:DescribeMetricFilters": {
    metricFilters: [
      {
        filterName: "root",
        logGroupName: "trail",
        filterPattern: "{ $.userIdentity.type = Root }",
        metricTransformations: [{ metricName: "Root", metricNamespace: "Security", metricValue: "1" }],
      },
    ],
  },
  "cloudwatch:DescribeAlarms": {
    MetricAlarms: [
      {
        AlarmName: "root",
        AlarmArn: "arn:aws:cloudwatch:us-east-1:222222222222:alarm:root",
        ActionsEnabled: true,
        AlarmActions: [TOPIC],
        MetricName: "Root",
        Namespace: "Security",
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        Statistic: "Sum",
        Period: 300,
        EvaluationPeriods: 2,
        DatapointsToAlarm: 1,
        TreatMissingData: "notBreaching",
        Unit: "Count",
        Dimensions: [{ Name: "Account", Value: "all" }],
      },
    ],
  },
  "sns:GetTopicAttributes": ({ input }) => ({
    Attributes: new Map([
      ["TopicArn", String(input["TopicArn"])],
      ["Policy", POLICY_DOCUMENT],
      ["KmsMasterKeyId", "alias/alerts"],
    ]),
  }),
  "sns:ListSubscriptionsByTopic": {
    Subscriptions: [
      {
        SubscriptionArn: `${TOPIC}:s-1`,
        Owner: MEMBER,
        Protocol: "email",
        Endpoint: "soc@example.com",
        TopicArn: TOPIC,
      },
      {
        SubscriptionArn: "PendingConfirmation",
        Owner: MEMBER,
        Protocol: "sms",
        Endpoint: "+15555550100",
        TopicArn: TOPIC,
      },
      {
        SubscriptionArn: "PendingConfirmation",
        Owner: MEMBER,
        Protocol: "sms",
        Endpoint: "+15555550199",
        TopicArn: TOPIC,
      },
    ],
  },
  "sns:GetSubscriptionAttributes": {
    Attributes: new Map([
      ["PendingConfirmation", "false"],
      ["FilterPolicy", '{"a":["b"]}'],
      ["FilterPolicyScope", "MessageBody"],
    ]),
  },
  "kms:DescribeKey": { KeyMetadata: { KeyId: "k-1", Arn: KEY, KeyManager: "CUSTOMER", KeyState: "Enabled" } },
  "kms:GetKeyPolicy": { Policy: POLICY_DOCUMENT, PolicyName: "default" },
  "organizations:DescribeOrganization": {
    Organization: {
      Id: "o-1",
      MasterAccountId: MANAGEMENT,
      FeatureSet: "ALL",
      MasterAccountEmail: "m@example.com",
    },
  },
  "organizations:ListRoots": {
    Roots: [
      {
        Id: "r-1",
        Arn: "arn:aws:organizations::1:root/o-1/r-1",
        Name: "Root",
        PolicyTypes: [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }],
      },
    ],
  },
  "organizations:ListOrganizationalUnitsForParent": (asked) => ({
    OrganizationalUnits: childrenOf(asked).units.map(unit),
  }),
  "organizations:ListAccountsForParent": (asked) => ({ Accounts: childrenOf(asked).accounts }),
  "organizations:ListAccounts": {
    Accounts: [account(MEMBER), account(MANAGEMENT), account(SUSPENDED, "SUSPENDED")],
  },
  "organizations:ListPolicies": {
    Policies: [
      { Id: "p-1", Arn: "arn:p", Name: "deny root", Type: "SERVICE_CONTROL_POLICY", AwsManaged: false },
    ],
  },
  "organizations:DescribePolicy": { Policy: { PolicySummary: { Id: "p-1" }, Content: POLICY_DOCUMENT } },
  "organizations:ListTargetsForPolicy": {
    Targets: [{ TargetId: "ou-1", Arn: "arn:t", Name: "unit", Type: "ORGANIZATIONAL_UNIT" }],
  },
  "organizations:ListDelegatedAdministrators": { DelegatedAdministrators: [account(MEMBER)] },
  "organizations:ListDelegatedServicesForAccount": {
    DelegatedServices: [{ ServicePrincipal: "iam.amazonaws.com" }],
  },
};

export const healthyReply = (healthy: Healthy, asked: Asked): Reply => ({
  ok: typeof healthy === "function" ? healthy(asked) : healthy,
});

/** The healthy world with some replies replaced. */
export function scriptWith(replaced: Script = {}): Script {
  const healthy = Object.entries(HEALTHY).map(
    ([operation, one]) => [operation, (asked: Asked) => healthyReply(one, asked)] as const,
  );
  return { ...Object.fromEntries(healthy), ...replaced };
}
