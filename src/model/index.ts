// The words of the project as types (DESIGN 2), and the tiny pure helpers that belong to them.
export * from "./addresses.ts";
export * from "./defaults.ts";
export * from "./words.ts";
export type {
  AccountInformation,
  AccountLine,
  AccountSummary,
  AdvancedEventSelector,
  Alarm,
  AlternateContact,
  AlternateContacts,
  DelegatedAdministrator,
  EndLine,
  EventRule,
  EventSelector,
  EventTarget,
  Key,
  KeyDescription,
  ListedAccount,
  Listing,
  MetricFilter,
  OrganizationalUnit,
  OrganizationLine,
  OrganizationRoot,
  Partition,
  PolicyTarget,
  ReportedCertificate,
  ReportedKey,
  RootCredentialReport,
  ScanLine,
  ServiceControlPolicy,
  Subscription,
  SubscriptionAttributes,
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
} from "./rule.gen.ts";
export type { Case, CasesFile, Expectation } from "./cases.gen.ts";
export type { Configuration } from "./configuration.gen.ts";
export * from "./problems.ts";
export * from "./result.ts";
export * from "./suggest.ts";
export * from "./version.gen.ts";
