// The types of what AWS knows of one account. Resources are kept close to the shape in which they are answered.
import type { Output } from "../wire/value.ts";

/** What the organization knows of an account. Cheap: made for all accounts at once. */
export interface Identity {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The story this account tells: a file name in `stories/`. */
  readonly story: string;
  readonly unit: UnitName;
  readonly joinedMethod: "CREATED" | "INVITED";
  readonly joinedAt: Date;
  readonly createdAt: Date;
  readonly state: "ACTIVE" | "SUSPENDED";
  /** Whether the audit role exists in it. */
  readonly role: boolean;
}

export type UnitName =
  | "root"
  | "security"
  | "workloads"
  | "production"
  | "payments"
  | "development"
  | "sandbox"
  | "acquired"
  | "legacy"
  | "strict"
  | "closed";

export interface Root {
  readonly password: boolean;
  /** As the credential report writes it. */
  readonly passwordLastUsed: string;
  /** Devices of hardware: visible as "MFA is on", and in an AssumeRoot session. */
  readonly hardwareMfa: readonly ("security-key" | "token")[];
  readonly accessKeys: readonly ("active" | "inactive")[];
  readonly certificates: number;
  /** The report as it was until 2023: `not_supported` in the password columns of root. */
  readonly oldReport: boolean;
}

export interface VirtualDevice {
  readonly serial: string;
  /** Absent: made, never assigned. */
  readonly user?: { readonly id: string; readonly arn: string; readonly name?: string };
  readonly enabledAt?: Date;
}

export interface Contact {
  readonly name: string;
  readonly title: string;
  readonly email: string;
  readonly phone: string;
}

export type ContactType = "SECURITY" | "BILLING" | "OPERATIONS";

export interface Trail {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly logging: boolean;
  readonly deliveryError?: string;
  readonly logGroupArn?: string;
  /** `EventSelectors` or `AdvancedEventSelectors`, as answered. */
  readonly selectors: Output;
  readonly customSelectors: boolean;
}

export interface Bus {
  readonly name: string;
  readonly arn: string;
  readonly policy?: string;
}

export type Target = Output & { readonly Id: string; readonly Arn: string };

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly bus: string;
  readonly pattern?: string;
  readonly schedule?: string;
  readonly state: "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  readonly targets: readonly Target[];
}

export interface Subscription {
  /** `PendingConfirmation` until somebody has pressed the link. */
  readonly arn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly filterPolicy?: string;
  readonly filterScope?: "MessageAttributes" | "MessageBody";
}

export interface Topic {
  readonly arn: string;
  readonly policy: string;
  readonly kmsKey?: string;
  readonly subscriptions: readonly Subscription[];
}

export interface Key {
  readonly id: string;
  readonly arn: string;
  readonly aliases: readonly string[];
  readonly manager: "AWS" | "CUSTOMER";
  readonly policy: string;
}

export interface MetricFilter {
  readonly name: string;
  readonly logGroup: string;
  readonly pattern: string;
  readonly metric: string;
  readonly namespace: string;
  readonly defaultValue?: number;
}

export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  readonly filters: readonly MetricFilter[];
}

/** As CloudWatch answers it. */
export type Alarm = Output & { readonly AlarmName: string; readonly AlarmArn: string };

/** Which plan: those below business have no Support API. */
export type SupportPlan = "basic" | "business" | "enterprise";

/** Everything that calls inside the account can see. Resources stand in the region of their ARN. */
export interface AccountState {
  readonly identity: Identity;
  readonly alias?: string;
  readonly root: Root;
  readonly devices: readonly VirtualDevice[];
  readonly contacts: Readonly<Partial<Record<ContactType, Contact>>>;
  readonly trails: readonly Trail[];
  readonly buses: readonly Bus[];
  readonly rules: readonly Rule[];
  readonly topics: readonly Topic[];
  readonly keys: readonly Key[];
  readonly logGroups: readonly LogGroup[];
  readonly alarms: readonly Alarm[];
  readonly supportPlan: SupportPlan;
}

export const homeRegion = "us-east-1";

export function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}
