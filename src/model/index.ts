// The words of the project as types (DESIGN 2), and the tiny pure helpers that belong to them.
export * from "./addresses.ts";
export * from "./defaults.ts";
export * from "./instants.ts";
export * from "./regions.ts";
export * from "./shards.ts";
export * from "./words.ts";
export type {
  AccountInformation,
  AccountLine,
  AccountSummary,
  AdvancedEventSelector,
  Alarm,
  AlternateContact,
  AlternateContacts,
  AuditSession,
  CloudTrailEvent,
  ContactInformation,
  Coverage,
  DelegatedAdministrator,
  DestinationLine,
  EndLine,
  EventBus,
  EventDetail,
  EventIdentity,
  EventRule,
  EventSelector,
  EventTarget,
  Key,
  KeyDescription,
  ListedAccount,
  Listing,
  MetricFilter,
  MetricTransformation,
  OrganizationalUnit,
  OrganizationLine,
  OrganizationRoot,
  Partition,
  PolicyTarget,
  RecordedEvents,
  Region,
  ReportedCertificate,
  ReportedKey,
  RootAccessKey,
  RootAudit,
  RootCertificate,
  RootCredentialReport,
  RootLoginProfile,
  RootMfaDevice,
  ScanLine,
  ServiceControlPolicy,
  Subscription,
  SubscriptionAttributes,
  SupportPlan,
  Topic,
  TopicAttributes,
  Trail,
  TrailSelectors,
  TrailStatus,
  VirtualMfaDevice,
} from "./evidence.gen.ts";
export type {
  Items,
  Parameter,
  PartitionException,
  Reference,
  RemediationStep,
  RuleFile,
  Statement,
} from "./rule.gen.ts";
export type { Benchmark, Control } from "./benchmark.gen.ts";
export type { Case, CasesFile, Expectation } from "./cases.gen.ts";
export type {
  Attestation,
  Configuration,
  Exclusion,
  Incident,
  PlannedUse,
  Waiver,
} from "./configuration.gen.ts";
export * from "./people.ts";
export * from "./problems.ts";
export * from "./difference.ts";
export * from "./result.ts";
export * from "./suggest.ts";
export type * from "./tables.ts";
export * from "./version.gen.ts";
