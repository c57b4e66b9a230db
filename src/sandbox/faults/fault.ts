// What can go wrong on purpose: where a fault strikes, how often, and which kind it is.

export type FaultKind =
  /** The service refuses under its own name for it. */
  | "accessDenied"
  | "throttle"
  | "expiredToken"
  /** The server's clock is `minutes` ahead; requests signed by another clock are refused until the client corrects. */
  | "clockSkew"
  /** Well-formed answers that say nothing, or something else. */
  | "emptyMap"
  | "wordsForNumbers"
  /** Lists that never end: the same token, or new tokens with empty pages; or "there is more" without saying where. */
  | "sameToken"
  | "endlessPages"
  | "truncatedWithoutMarker"
  /** The token of a page is refused: only a list's first page can be had. */
  | "badToken"
  /** Everything of a list comes twice. */
  | "duplicates"
  /** Every second field is left out; lists and structures are texts; account numbers are those of another account. */
  | "missingFields"
  | "wrongTypes"
  | "wrongAccount"
  /** Answers that are not of the protocol. */
  | "html200"
  | "empty200"
  | "html500"
  | "html503"
  | "truncated"
  /** The connection is closed in the middle of the body that was announced. */
  | "cutOff"
  /** The connection. */
  | "reset"
  | "silence"
  | "headersThenSilence"
  | "drip";

/** Strikes where everything that is named fits; the first fault of the list that fits is taken. */
export interface Fault {
  readonly kind: FaultKind;
  readonly service?: string;
  readonly operation?: string;
  readonly account?: string;
  readonly region?: string;
  /** How many requests it strikes; all of them when absent. */
  readonly times?: number;
  /** From 0 to 1: whether it strikes a request that fits is drawn, always alike for the same seed; 1 when absent. */
  readonly probability?: number;
  readonly seed?: number;
  /** Seconds to say in Retry-After, with `throttle`. */
  readonly retryAfter?: number;
  /** How far the server's clock is ahead, with `clockSkew`; 20 when absent. */
  readonly minutes?: number;
  /** Between two bytes, with `drip`; 20 when absent. */
  readonly everyMs?: number;
}

/** Where a request goes, as a fault sees it. */
export interface Place {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  /** Whether a further page is asked for. */
  readonly hasToken?: boolean;
}
