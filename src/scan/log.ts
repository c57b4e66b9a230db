// What happens during a scan, told as it happens: the front end decides how it is shown.
import type { Throttle } from "../collect/index.ts";
import type { Aside } from "./aside.ts";
import type { State } from "../model/index.ts";

/** One thing that happened. */
export type LogEntry =
  | { readonly event: "note"; readonly message: string }
  | ({ readonly event: "throttle" } & Throttle)
  | AccountEntry
  | SummaryEntry;

/** An account is done. */
export interface AccountEntry {
  readonly event: "account";
  readonly account: string;
  /** How entering it ended. */
  readonly state: State;
  /** Why it was not entered. */
  readonly reason?: string;
  /** Nothing is expected of it, so that this is no trouble. */
  readonly aside?: Aside;
  /** Facts that were asked for and not seen. */
  readonly unseen: number;
  readonly milliseconds: number;
  readonly done: number;
  readonly expected: number;
}

/** How collecting went, once it ended. */
export interface SummaryEntry {
  readonly event: "summary";
  /** To be entered. */
  readonly accounts: number;
  readonly reached: number;
  /** Excluded or closed. */
  readonly aside: number;
  readonly calls: number;
  readonly retries: number;
  readonly throttles: number;
  readonly milliseconds: number;
  /** Facts that were asked for and not seen, in all accounts. */
  readonly unseen: number;
}
