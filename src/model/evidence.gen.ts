// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Call, Observed, Reason } from "./words.ts";
/**
 * Twelve digits.
 */
export type AccountId = string;
/**
 * The AWS partition, from the caller's ARN.
 */
export type Partition = "aws" | "aws-cn" | "aws-us-gov";

export interface Definitions {
  AccountId?: AccountId;
  ScanLine?: ScanLine;
  Partition?: Partition;
  OrganizationLine?: OrganizationLine;
  OrganizationRoot?: OrganizationRoot;
  PolicyType?: PolicyType;
  OrganizationalUnit?: OrganizationalUnit;
  ListedAccount?: ListedAccount;
  ServiceControlPolicy?: ServiceControlPolicy;
  PolicyTarget?: PolicyTarget;
  DelegatedAdministrator?: DelegatedAdministrator;
  AccountLine?: AccountLine;
  Access?: Access;
  Listing?: Listing;
  AccountInformation?: AccountInformation;
  AccountSummary?: AccountSummary;
  VirtualMfaDevice?: VirtualMfaDevice;
  RootCredentialReport?: RootCredentialReport;
  ReportedKey?: ReportedKey;
  ReportedCertificate?: ReportedCertificate;
  AlternateContacts?: AlternateContacts;
  AlternateContact?: AlternateContact;
  Trail?: Trail;
  TrailStatus?: TrailStatus;
  TrailSelectors?: TrailSelectors;
  EventSelector?: EventSelector;
  AdvancedEventSelector?: AdvancedEventSelector;
  FieldSelector?: FieldSelector;
  EventRule?: EventRule;
  EventTarget?: EventTarget;
  MetricFilter?: MetricFilter;
  MetricTransformation?: MetricTransformation;
  Alarm?: Alarm;
  Topic?: Topic;
  TopicAttributes?: TopicAttributes;
  Subscription?: Subscription;
  SubscriptionAttributes?: SubscriptionAttributes;
  Key?: Key;
  KeyDescription?: KeyDescription;
  RecordedEvents?: RecordedEvents;
  Coverage?: Coverage;
  CloudTrailEvent?: CloudTrailEvent;
  EventIdentity?: EventIdentity;
  EventDetail?: EventDetail;
  Region?: Region;
  ContactInformation?: ContactInformation;
  SupportPlan?: SupportPlan;
  RootAudit?: RootAudit;
  AuditSession?: AuditSession;
  RootLoginProfile?: RootLoginProfile;
  RootAccessKey?: RootAccessKey;
  RootCertificate?: RootCertificate;
  RootMfaDevice?: RootMfaDevice;
  DestinationLine?: DestinationLine;
  EventBus?: EventBus;
  EndLine?: EndLine;
}
/**
 * First line: who looked, when, at what.
 */
export interface ScanLine {
  kind: "scan";
  schemaVersion: 1;
  /**
   * What wrote this.
   */
  tool: {
    name: "rootproof";
    version: string;
  };
  /**
   * The instant the scan speaks of: its start.
   */
  asOf: string;
  partition: Partition;
  /**
   * Where the partition records root sign-ins.
   */
  homeRegion: string;
  /**
   * Whose credentials the scan began with.
   */
  caller: {
    arn: string;
    account: AccountId;
  };
  /**
   * Whether every account was to be read, or the caller's own.
   */
  scope: "account" | "organization";
  /**
   * The role assumed in member accounts; there only with scope organization.
   */
  roleName?: string;
  /**
   * The facts that were asked for; every other is skipped.
   */
  facts: string[];
  /**
   * How member accounts are read: with a role, centrally (AssumeRoot and the Account API), or with the role and then centrally per fact; role where it is not said.
   */
  access?: "role" | "central" | "auto";
  /**
   * The regions whose events were to be read; left out: every enabled one.
   */
  regions?: string[];
  /**
   * Which part of the accounts this file is to hold, of how many; left out: all of them. An account belongs to the shard that the stable hash of its number says.
   */
  shard?: {
    index: number;
    of: number;
  };
  /**
   * The accounts the command asked for; every other account of the organization is left out. Left out itself: all were asked for.
   */
  only?: {
    /**
     * The flags that chose them, in one form: `--accounts 111122223333,444455556666`.
     */
    choice: string;
    accounts: AccountId[];
  };
}
/**
 * The organization's facts, once.
 */
export interface OrganizationLine {
  kind: "organization";
  partition: Partition;
  /**
   * The organization's id; absent for a standalone account.
   */
  id: Observed<string>;
  /**
   * The account that no SCP binds.
   */
  managementAccountId: Observed<string>;
  /**
   * Which features the organization has.
   */
  featureSet: Observed<string>;
  /**
   * The top of the tree.
   */
  roots: Observed<readonly OrganizationRoot[]>;
  /**
   * Every organizational unit.
   */
  units: Observed<readonly OrganizationalUnit[]>;
  /**
   * Every account: the population.
   */
  accounts: Observed<readonly ListedAccount[]>;
  /**
   * Every service control policy.
   */
  policies: Observed<readonly ServiceControlPolicy[]>;
  /**
   * Member accounts that administer a service.
   */
  delegatedAdministrators: Observed<readonly DelegatedAdministrator[]>;
  /**
   * Enabled features of centralized root access: RootCredentialsManagement, RootSessions.
   */
  rootFeatures: Observed<readonly string[]>;
  /**
   * The root user's address of the management account (organizations:DescribeOrganization).
   */
  managementAccountEmail: Observed<string>;
  /**
   * What happened in the management and delegated administrator accounts that concerns other accounts: AssumeRoot, contact changes, account closures, central root access.
   */
  events: Observed<RecordedEvents>;
}
/**
 * A root of the tree.
 */
export interface OrganizationRoot {
  id: string;
  arn: string;
  name: string;
  policyTypes: PolicyType[];
}
/**
 * A policy type on a root; one that is not listed is not enabled.
 */
export interface PolicyType {
  type: string;
  /**
   * ENABLED, PENDING_ENABLE or PENDING_DISABLE.
   */
  status: string;
}
/**
 * An organizational unit.
 */
export interface OrganizationalUnit {
  id: string;
  arn: string;
  name: string;
  parentId: string;
}
/**
 * An account as the organization lists it.
 */
export interface ListedAccount {
  id: AccountId;
  arn: string;
  name: string;
  /**
   * The root user's address.
   */
  email?: string;
  /**
   * ACTIVE, SUSPENDED, PENDING_CLOSURE, PENDING_ACTIVATION or CLOSED.
   */
  state: string;
  /**
   * The root or unit that holds the account.
   */
  parentId: Observed<string>;
  /**
   * INVITED or CREATED.
   */
  joinedMethod?: string;
  /**
   * When it joined.
   */
  joinedAt?: string;
}
/**
 * A service control policy.
 */
export interface ServiceControlPolicy {
  id: string;
  name: string;
  /**
   * Made by AWS.
   */
  awsManaged: boolean;
  /**
   * Its content.
   */
  document: Observed<string>;
  /**
   * What it is attached to, directly.
   */
  targets: Observed<readonly PolicyTarget[]>;
}
/**
 * A root, unit or account a policy is attached to.
 */
export interface PolicyTarget {
  id: string;
  /**
   * ROOT, ORGANIZATIONAL_UNIT or ACCOUNT.
   */
  type: string;
}
/**
 * A delegated administrator.
 */
export interface DelegatedAdministrator {
  id: AccountId;
  /**
   * The services it administers.
   */
  services: Observed<readonly string[]>;
}
/**
 * Everything seen of one account.
 */
export interface AccountLine {
  kind: "account";
  id: AccountId;
  partition: Partition;
  homeRegion: string;
  /**
   * The root user's ARN.
   */
  rootArn: string;
  /**
   * How the account was entered.
   */
  access: Observed<Access>;
  /**
   * What the organization says of the account.
   */
  listing: Observed<Listing>;
  /**
   * What the account says of itself.
   */
  information: Observed<AccountInformation>;
  /**
   * Account aliases: they may replace "root" in records.
   */
  aliases: Observed<readonly string[]>;
  /**
   * Root credentials, counted by IAM.
   */
  summary: Observed<AccountSummary>;
  /**
   * Assigned virtual (TOTP) devices, root's among them; incomplete where one that may be root's names no user.
   */
  virtualMfaDevices: Observed<readonly VirtualMfaDevice[]>;
  /**
   * The root row of the credential report; observedAt is its GeneratedTime.
   */
  credentialReport: Observed<RootCredentialReport>;
  alternateContacts: AlternateContacts;
  /**
   * Trails that record the home region, the organization's among them.
   */
  trails: Observed<readonly Trail[]>;
  /**
   * Rules on the default event bus of the home region.
   */
  eventRules: Observed<readonly EventRule[]>;
  /**
   * Metric filters on log groups of the home region.
   */
  metricFilters: Observed<readonly MetricFilter[]>;
  /**
   * Metric alarms of the home region.
   */
  alarms: Observed<readonly Alarm[]>;
  /**
   * Topics that a rule that may match root, or an alarm, points to; incomplete where those were not seen whole.
   */
  topics: Observed<readonly Topic[]>;
  /**
   * Keys that encrypt those topics; incomplete where the topics were not seen whole.
   */
  keys: Observed<readonly Key[]>;
  /**
   * Regions of the account and whether they are enabled (account:ListRegions).
   */
  regions: Observed<readonly Region[]>;
  /**
   * account:GetContactInformation; only company and country are kept.
   */
  contactInformation: Observed<ContactInformation>;
  /**
   * The root user's address: account:GetPrimaryEmail from the centre, for the management account from the organization.
   */
  primaryEmail: Observed<string>;
  /**
   * Whether the Support API answers (support:DescribeSeverityLevels).
   */
  supportPlan: Observed<SupportPlan>;
  rootAudit: RootAudit;
  /**
   * CloudTrail management events in the account: root's, and those on contacts, e-mail, password and membership.
   */
  events: Observed<RecordedEvents>;
}
/**
 * Each contact is a call of its own; absent only when the service says not found.
 */
export interface AlternateContacts {
  /**
   * The billing contact.
   */
  billing: Observed<AlternateContact>;
  /**
   * The operations contact.
   */
  operations: Observed<AlternateContact>;
  /**
   * The security contact.
   */
  security: Observed<AlternateContact>;
}
/**
 * What an audit session (sts:AssumeRoot with the audit task policy) sees of root's credentials; skipped with access role.
 */
export interface RootAudit {
  /**
   * The session that was opened.
   */
  session: Observed<AuditSession>;
  /**
   * iam:GetLoginProfile; absent: root has no password and no open recovery.
   */
  loginProfile: Observed<RootLoginProfile>;
  /**
   * iam:ListAccessKeys, inactive ones included.
   */
  accessKeys: Observed<readonly RootAccessKey[]>;
  /**
   * iam:ListSigningCertificates.
   */
  signingCertificates: Observed<readonly RootCertificate[]>;
  /**
   * iam:ListMFADevices: devices of every kind.
   */
  mfaDevices: Observed<readonly RootMfaDevice[]>;
  /**
   * iam:GetUser PasswordLastUsed; absent: never, or no data.
   */
  passwordLastUsed: Observed<string>;
}
/**
 * The credentials an account was read with.
 */
export interface Access {
  /**
   * ARN.
   */
  principal: string;
  /**
   * own: the caller's own account; central: read from the management or delegated administrator account. Left out: not said.
   */
  mode?: "own" | "role" | "central";
}
/**
 * The account in the organization's list.
 */
export interface Listing {
  name: string;
  /**
   * The root user's address.
   */
  email?: string;
  /**
   * ACTIVE, SUSPENDED, PENDING_CLOSURE, PENDING_ACTIVATION or CLOSED.
   */
  state: string;
  /**
   * INVITED or CREATED.
   */
  joinedMethod?: string;
  /**
   * When it joined.
   */
  joinedAt?: string;
}
/**
 * account:GetAccountInformation.
 */
export interface AccountInformation {
  name?: string;
  /**
   * When the account was made.
   */
  createdAt: string;
  /**
   * ACTIVE, SUSPENDED, CLOSED or PENDING_ACTIVATION.
   */
  state?: string;
}
/**
 * iam:GetAccountSummary, the four entries that speak of root.
 */
export interface AccountSummary {
  /**
   * Root has an MFA device of any kind.
   */
  mfaEnabled: boolean;
  /**
   * 0: root has no access key, inactive ones included.
   */
  accessKeysPresent: number;
  /**
   * 0: root has no X.509 signing certificate.
   */
  signingCertificatesPresent: number;
  /**
   * Root has a password or open password recovery; older endpoints leave the entry out.
   */
  passwordPresent: Observed<boolean>;
}
/**
 * A virtual MFA device that is assigned, or may be.
 */
export interface VirtualMfaDevice {
  serialNumber: string;
  /**
   * The user it is assigned to; left out where the answer names none.
   */
  ownerArn?: string;
  /**
   * When it was assigned.
   */
  enabledAt?: string;
}
/**
 * The root row; N/A is an absent date.
 */
export interface RootCredentialReport {
  /**
   * not_supported is not observable.
   */
  passwordEnabled: Observed<boolean>;
  /**
   * Absent: N/A.
   */
  passwordLastUsed: Observed<string>;
  /**
   * Absent: N/A.
   */
  passwordLastChanged: Observed<string>;
  /**
   * Any device at all.
   */
  mfaActive: Observed<boolean>;
  accessKeys: ReportedKey[];
  certificates: ReportedCertificate[];
  /**
   * The row says there are credentials beyond its columns.
   */
  moreCredentials: boolean;
}
/**
 * A key column of the root row; an inactive key can look like none.
 */
export interface ReportedKey {
  slot: string;
  /**
   * TRUE in the report.
   */
  active: boolean;
  /**
   * A date proves a key.
   */
  lastRotatedAt?: string;
  /**
   * First use in each 15 minutes.
   */
  lastUsedAt?: string;
  lastUsedService?: string;
  lastUsedRegion?: string;
}
/**
 * A certificate column of the root row.
 */
export interface ReportedCertificate {
  slot: string;
  /**
   * TRUE in the report.
   */
  active: boolean;
  /**
   * A date proves a certificate.
   */
  lastRotatedAt?: string;
}
/**
 * Only the address is kept: no name, title or phone.
 */
export interface AlternateContact {
  email: string;
}
/**
 * cloudtrail:DescribeTrails with shadow trails.
 */
export interface Trail {
  arn: string;
  name: string;
  /**
   * The trail's home.
   */
  ownRegion: string;
  /**
   * Records every region.
   */
  multiRegion: boolean;
  /**
   * Made by the organization.
   */
  organizationTrail: boolean;
  /**
   * Records IAM, STS and the like.
   */
  includeGlobalServiceEvents: boolean;
  /**
   * Where it also writes.
   */
  logGroupArn?: string;
  /**
   * cloudtrail:GetTrailStatus.
   */
  status: Observed<TrailStatus>;
  /**
   * cloudtrail:GetEventSelectors.
   */
  selectors: Observed<TrailSelectors>;
}
/**
 * Whether the trail works.
 */
export interface TrailStatus {
  /**
   * IsLogging.
   */
  logging: boolean;
  /**
   * Absent: the last delivery went well.
   */
  latestDeliveryError?: string;
  /**
   * Last delivery.
   */
  latestDeliveryAt?: string;
  /**
   * When logging was stopped.
   */
  stoppedAt?: string;
  /**
   * Absent: the last delivery to the log group went well, or there is none.
   */
  latestLogGroupDeliveryError?: string;
  /**
   * Last delivery to the log group.
   */
  latestLogGroupDeliveryAt?: string;
}
/**
 * One of the two kinds.
 */
export interface TrailSelectors {
  eventSelectors?: EventSelector[];
  advancedEventSelectors?: AdvancedEventSelector[];
}
/**
 * A basic selector.
 */
export interface EventSelector {
  /**
   * All, ReadOnly or WriteOnly.
   */
  readWriteType: string;
  includeManagementEvents: boolean;
  excludeManagementEventSources: string[];
}
/**
 * An advanced selector: its fields are ANDed.
 */
export interface AdvancedEventSelector {
  fieldSelectors: FieldSelector[];
}
/**
 * One field of an advanced selector.
 */
export interface FieldSelector {
  field: string;
  equals?: string[];
  notEquals?: string[];
  startsWith?: string[];
  notStartsWith?: string[];
  endsWith?: string[];
  notEndsWith?: string[];
}
/**
 * events:ListRules.
 */
export interface EventRule {
  arn: string;
  name: string;
  /**
   * DISABLED, ENABLED or ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS.
   */
  state: string;
  /**
   * JSON text; absent for a schedule.
   */
  pattern?: string;
  schedule?: string;
  managedBy?: string;
  /**
   * events:ListTargetsByRule; skipped where the pattern cannot match root.
   */
  targets: Observed<readonly EventTarget[]>;
}
/**
 * Where a rule sends.
 */
export interface EventTarget {
  id: string;
  arn: string;
  roleArn?: string;
  /**
   * Input, InputPath or InputTransformer: the target is sent something else than the event. Left out: the event itself.
   */
  inputChanged?: boolean;
}
/**
 * logs:DescribeMetricFilters.
 */
export interface MetricFilter {
  name: string;
  logGroupName: string;
  pattern: string;
  transformations: MetricTransformation[];
  /**
   * It is applied to some of the log events only, or to transformed ones.
   */
  narrowed?: boolean;
}
/**
 * The metric a filter writes.
 */
export interface MetricTransformation {
  metricName: string;
  metricNamespace: string;
  metricValue: string;
  /**
   * Names; left out: the metric has none.
   */
  dimensions?: string[];
  /**
   * What is counted where nothing matches; left out: nothing.
   */
  defaultValue?: number;
}
/**
 * cloudwatch:DescribeAlarms, metric alarms.
 */
export interface Alarm {
  arn: string;
  name: string;
  metricName?: string;
  metricNamespace?: string;
  actionsEnabled: boolean;
  actions: string[];
  threshold?: number;
  comparison?: string;
  /**
   * Sum, SampleCount …
   */
  statistic?: string;
  evaluationPeriods?: number;
  datapointsToAlarm?: number;
  /**
   * Seconds.
   */
  period?: number;
  /**
   * Names; left out: the metric without dimensions.
   */
  dimensions?: string[];
  /**
   * Left out: samples of every unit count.
   */
  unit?: string;
  /**
   * TreatMissingData; left out: missing.
   */
  missingData?: string;
}
/**
 * An SNS topic.
 */
export interface Topic {
  arn: string;
  /**
   * sns:GetTopicAttributes; absent: the topic does not exist.
   */
  attributes: Observed<TopicAttributes>;
  /**
   * sns:ListSubscriptionsByTopic.
   */
  subscriptions: Observed<readonly Subscription[]>;
}
/**
 * What decides delivery.
 */
export interface TopicAttributes {
  /**
   * JSON text.
   */
  policy: string;
  /**
   * Absent: not encrypted with KMS.
   */
  kmsKeyId?: string;
  /**
   * FIFO topics have no e-mail subscribers.
   */
  fifo: boolean;
}
/**
 * A subscription.
 */
export interface Subscription {
  /**
   * Its ARN, or protocol and endpoint while unconfirmed.
   */
  key: string;
  protocol: string;
  /**
   * SMS endpoints are stored as sms, web addresses as their host.
   */
  endpoint: string;
  /**
   * It has a real ARN.
   */
  confirmed: boolean;
  /**
   * sns:GetSubscriptionAttributes; skipped where unconfirmed.
   */
  attributes: Observed<SubscriptionAttributes>;
}
/**
 * What a subscription drops.
 */
export interface SubscriptionAttributes {
  pendingConfirmation: boolean;
  /**
   * JSON text.
   */
  filterPolicy?: string;
  /**
   * MessageAttributes or MessageBody.
   */
  filterPolicyScope?: string;
}
/**
 * A KMS key.
 */
export interface Key {
  /**
   * As the topic names it: id, ARN or alias.
   */
  id: string;
  /**
   * kms:DescribeKey.
   */
  description: Observed<KeyDescription>;
  /**
   * kms:GetKeyPolicy; skipped for AWS managed keys.
   */
  policy: Observed<string>;
}
/**
 * A key's metadata.
 */
export interface KeyDescription {
  arn: string;
  /**
   * AWS or CUSTOMER.
   */
  manager: string;
  /**
   * Enabled, Disabled, PendingDeletion …
   */
  state: string;
}
/**
 * CloudTrail management events of the last days, as far as the look-ups reached. An event's absence is known only where `covered` says so.
 */
export interface RecordedEvents {
  covered: Coverage[];
  records: CloudTrailEvent[];
}
/**
 * One look-up in one region of one account, and the time it reached. Look-ups: data/lookups.yaml.
 */
export interface Coverage {
  /**
   * Id of the look-up; account-alias is followed by a colon and the alias.
   */
  lookup: string;
  account: AccountId;
  region: string;
  /**
   * No event since then was left out, where complete.
   */
  from: string;
  /**
   * Up to this instant.
   */
  to: string;
  /**
   * Paging came to its end.
   */
  complete: boolean;
  calls: readonly Call[];
  reason?: Reason;
}
/**
 * A CloudTrail record with the fields DESIGN 4 keeps; of every other field only the name.
 */
export interface CloudTrailEvent {
  /**
   * eventID.
   */
  id: string;
  account: AccountId;
  /**
   * awsRegion.
   */
  region: string;
  /**
   * eventTime.
   */
  time: string;
  /**
   * eventSource, for example iam.amazonaws.com.
   */
  source: string;
  /**
   * eventName.
   */
  name: string;
  /**
   * eventType: AwsApiCall, AwsConsoleSignIn, AwsServiceEvent …
   */
  type: string;
  /**
   * Left out on old sign-in records: then it counts as mutating.
   */
  readOnly?: boolean;
  /**
   * It was refused or failed; the text "error" where only an errorMessage was given.
   */
  errorCode?: string;
  /**
   * sourceIPAddress: an address, or the name of a service.
   */
  address?: string;
  /**
   * userAgent.
   */
  agent?: string;
  identity: EventIdentity;
  /**
   * additionalEventData.MFAUsed of a sign-in.
   */
  mfaUsed?: string;
  /**
   * responseElements of a sign-in: Success or Failure.
   */
  signInResult?: string;
  details: EventDetail[];
  /**
   * Names of the request, response and additional fields that were dropped.
   */
  otherFields: string[];
}
/**
 * userIdentity, as far as it is kept.
 */
export interface EventIdentity {
  /**
   * Root, IAMUser, AssumedRole, AWSService …
   */
  type?: string;
  arn?: string;
  accountId?: string;
  /**
   * accessKeyId.
   */
  keyId?: string;
  /**
   * The service that acted.
   */
  invokedBy?: string;
  /**
   * sessionContext.assumedRoot; left out proves nothing.
   */
  assumedRoot?: boolean;
  /**
   * sessionContext.sessionIssuer.type: Root for sessions made of root's credentials.
   */
  issuerType?: string;
  /**
   * sessionContext.sessionIssuer.arn.
   */
  issuerArn?: string;
  /**
   * sessionContext.attributes.mfaAuthenticated.
   */
  mfaAuthenticated?: boolean;
}
/**
 * A request or response field that data/events.yaml names for the event.
 */
export interface EventDetail {
  /**
   * For example requestParameters.userName.
   */
  name: string;
  /**
   * As text.
   */
  value: string;
}
/**
 * A region.
 */
export interface Region {
  name: string;
  /**
   * ENABLED, ENABLING, DISABLING, DISABLED or ENABLED_BY_DEFAULT.
   */
  status: string;
}
/**
 * The account's own contact: no name, street or phone.
 */
export interface ContactInformation {
  company?: string;
  /**
   * Two letters.
   */
  country: string;
}
/**
 * Business or better answers; SubscriptionRequiredException is the observed answer of the others.
 */
export interface SupportPlan {
  /**
   * The Support API answered.
   */
  supportApi: boolean;
  /**
   * Codes, none without the API.
   */
  severityLevels: string[];
}
/**
 * An AssumeRoot session of ours; its secrets are never kept.
 */
export interface AuditSession {
  /**
   * Its access key id, by which its events are known.
   */
  keyId: string;
}
/**
 * Root has a password, or its recovery is open.
 */
export interface RootLoginProfile {
  /**
   * When it was first set, not when it was last changed.
   */
  createdAt?: string;
}
/**
 * An access key of root.
 */
export interface RootAccessKey {
  id: string;
  /**
   * Active, Inactive or Expired.
   */
  status: string;
  /**
   * CreateDate.
   */
  createdAt?: string;
  /**
   * iam:GetAccessKeyLastUsed; absent: no use known.
   */
  lastUsed: Observed<string>;
}
/**
 * An X.509 signing certificate of root.
 */
export interface RootCertificate {
  id: string;
  /**
   * Active, Inactive or Expired.
   */
  status: string;
  /**
   * UploadDate.
   */
  uploadedAt?: string;
}
/**
 * An MFA device of root: the serial's form tells its kind.
 */
export interface RootMfaDevice {
  serialNumber: string;
  /**
   * EnableDate.
   */
  enabledAt?: string;
}
/**
 * An alert target outside the account, or outside the home region's default bus, that uses it; read once, keyed by ARN.
 */
export interface DestinationLine {
  kind: "destination";
  /**
   * Of the event bus, topic, key or log group.
   */
  arn: string;
  account: AccountId;
  partition: Partition;
  region: string;
  /**
   * How its account was entered.
   */
  access: Observed<Access>;
  /**
   * events:DescribeEventBus; absent: there is no such bus.
   */
  bus: Observed<EventBus>;
  /**
   * Rules on the bus.
   */
  eventRules: Observed<readonly EventRule[]>;
  /**
   * Filters on the log group.
   */
  metricFilters: Observed<readonly MetricFilter[]>;
  /**
   * Alarms where the log group is.
   */
  alarms: Observed<readonly Alarm[]>;
  /**
   * The topic itself, or those that rules and alarms there point to.
   */
  topics: Observed<readonly Topic[]>;
  /**
   * The key itself, or those of these topics.
   */
  keys: Observed<readonly Key[]>;
}
/**
 * An event bus.
 */
export interface EventBus {
  arn: string;
  /**
   * JSON text; left out: no other account may put events.
   */
  policy?: string;
}
/**
 * Last line: without it the scan was cut.
 */
export interface EndLine {
  kind: "end";
  /**
   * When the last fact was in.
   */
  endedAt: string;
  /**
   * Account lines before this one.
   */
  accounts: number;
  /**
   * Of every byte before this line.
   */
  sha256: string;
}
