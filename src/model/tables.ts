// The tables of data/ as types: what rots, each with its source and the day it was checked.
import type { PlannedUse } from "./configuration.gen.ts";
import type { Partition } from "./evidence.gen.ts";

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

/** Events that mean the same: data/events.yaml. The first entry that fits an event says what it is. */
export interface EventEntry {
  /** eventSource, for example iam.amazonaws.com; "*": whichever it is. */
  readonly source: string;
  /** eventName. */
  readonly names: readonly string[];
  readonly kind: EventKind;
  /** Only where the request names no user but root (self), or another one (other). */
  readonly target?: "self" | "other";
  /** Only events that failed, or only those that did not. */
  readonly failed?: boolean;
  /** Only from outside the networks that trustedNetworks names. */
  readonly outsideTrustedNetworks?: true;
  /** It counts whoever does it, not by root alone. */
  readonly byAnybody?: boolean;
  /** The rule whose matter it is. */
  readonly owner?: string;
  /** What a planned use must expect for it to be planned. */
  readonly expectedAs?: PlannedUse["expects"][number];
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
  /** Only where the request names no user but root (self), or another one (other). */
  readonly target?: "self" | "other";
  /** What the event touched, with {{paths}} of its details. */
  readonly object: string;
  /** The command, with {{paths}} of its details, {{region}} and {{account}}, each quoted for a shell; left out where none undoes it. */
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

/** How often operations may be called: data/rates.yaml. */
export interface PublishedRate {
  /** For example account:GetAlternateContact. */
  readonly operations: readonly string[];
  /** Left out: wherever no entry names the partition. */
  readonly partition?: Partition;
  /** Calls a second, of one account in one region. */
  readonly perSecond: number;
  /** Calls that may come at once. */
  readonly burst: number;
  readonly source: string;
}

/** data/rates.yaml. */
export interface RateTable {
  readonly checked: string;
  readonly rates: readonly PublishedRate[];
}
