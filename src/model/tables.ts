// The tables of data/ as types: what rots, each with its source and the day it was checked.

/** What an event means: data/events.yaml. */
export type EventKind =
  | "sign-in"
  | "mfa-change"
  | "password-change"
  | "key-change"
  | "persistence"
  | "contact-change"
  | "email-change"
  | "account-level"
  | "central-root"
  | "guard"
  | "other";

/** Events that mean the same: data/events.yaml. */
export interface EventEntry {
  /** eventSource, for example iam.amazonaws.com. */
  readonly source: string;
  /** eventName. */
  readonly names: readonly string[];
  readonly kind: EventKind;
  /** Only where the request names no user but root (self), or another one (other). */
  readonly target?: "self" | "other";
  /** It counts whoever does it, not by root alone. */
  readonly byAnybody?: boolean;
  /** The rule whose matter it is. */
  readonly owner?: string;
  /** Paths in the record that are kept as details: requestParameters.userName, responseElements.accessKey.accessKeyId. */
  readonly keep?: readonly string[];
}

/** data/events.yaml. */
export interface EventTable {
  readonly checked: string;
  readonly source: string;
  readonly events: readonly EventEntry[];
}

/** One question to cloudtrail:LookupEvents: data/lookups.yaml. */
export interface Lookup {
  readonly id: string;
  readonly attribute: "Username" | "EventName" | "EventSource";
  /** Left out: each account alias. */
  readonly value?: string;
  readonly regions: "enabled" | "home";
  /** `central`: the management account, and delegated administrators of the service below. */
  readonly accounts: "every" | "central";
  /** A central look-up is made by its delegated administrators, too, beside the management account. */
  readonly delegatedService?: string;
  /** How many days back it is asked for. */
  readonly window: "windowDays" | "reviewWindowDays";
}

/** data/lookups.yaml. */
export interface LookupTable {
  readonly checked: string;
  readonly source: string;
  readonly lookups: readonly Lookup[];
}

/** How a change by root would be undone: data/reverts.yaml. */
export interface RevertEntry {
  readonly source: string;
  readonly name: string;
  /** What the event touched, with {{paths}} of its details. */
  readonly object: string;
  /** The command, with {{paths}} of its details, each quoted for a shell; or undefined where only a console can. */
  readonly command?: string;
  /** Said instead of a command, or beside it. */
  readonly note?: string;
}

/** data/reverts.yaml. */
export interface RevertTable {
  readonly checked: string;
  readonly source: string;
  readonly reverts: readonly RevertEntry[];
}
