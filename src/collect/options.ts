// What a collector is told, and what it does unless told otherwise.
import type { AccessMode, OrganizationLine, Partition } from "../model/index.ts";
import type { Credentials } from "./aws/clients.ts";
import type { Deadlines } from "./aws/session.ts";
import type { PaceOptions } from "./aws/pacer.ts";
import type { Throttle } from "./aws/throttle.ts";
import type { EventOptions } from "./events/search.ts";

/** What to collect, and how to reach it. */
export interface CollectOptions {
  /** `account`: the caller's own account alone. */
  readonly scope: "account" | "organization";
  /** How members are read; the caller's own account and the management account are not read from the centre. */
  readonly access: AccessMode;
  /** The task policy of an audit session (data/task-policies.json); the guard lets no other than the audit one through. */
  readonly auditPolicies: Readonly<Record<Partition, string>>;
  /** Assumed in every other account; a path before the name is part of it. */
  readonly roleName: string;
  readonly externalId?: string;
  /** For example `account.summary`; what is not in it is skipped and not called. */
  readonly facts: ReadonlySet<string>;
  /** False only where an event pattern surely matches no event of root; the targets of such a rule are skipped. */
  readonly mayMatchRoot: (pattern: string) => boolean;
  readonly events: EventOptions;
  /** How fast operations are called. */
  readonly pace: PaceOptions;
  /** Part of the name of every session we open: an account's records then tell one run from another. Letters and digits. */
  readonly runId: string;
  /** From 0 to 1, each time another: spreads the pauses of calls that are made again. */
  readonly random: () => number;
  /** True for an account that is left out: it is not entered. */
  readonly isExcluded?: (id: string, organization: OrganizationLine) => boolean;
  /** Destinations that were read before the run was cut: they are not read again. */
  readonly knownDestinations?: readonly string[];
  /** Told what a person should know, one line. */
  readonly onNote?: (message: string) => void;
  /** Told of each attempt that AWS slowed down. */
  readonly onThrottle?: (throttle: Throttle) => void;
  readonly now: () => Date;
  /** For the first call only; the SDK's default otherwise (AWS_REGION, profile). */
  readonly region?: string;
  readonly deadlines?: Partial<Deadlines>;
  /** Per list. An organization of 10,000 accounts has 500 pages. */
  readonly maxPages?: number;
  /** Per list, in a row. */
  readonly maxEmptyPages?: number;
  /** Connections kept open per host; at least as many as calls at work. */
  readonly maxSockets?: number;
  /** The SDK's default chain otherwise. */
  readonly credentials?: Credentials;
}

export const DEADLINES: Deadlines = {
  connectionMs: 5_000,
  requestMs: 10_000,
  totalMs: 45_000,
  budgetMs: 120_000,
  // The 500 pages of 10,000 accounts take minutes when Organizations slows its callers down.
  listMs: 300_000,
  pollMs: 250,
};
export const MAX_PAGES = 2_000;
export const MAX_EMPTY_PAGES = 50;
export const MAX_SOCKETS = 100;
