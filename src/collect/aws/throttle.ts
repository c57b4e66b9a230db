// What is told of an attempt that AWS slowed down.

/** An attempt that AWS slowed down. */
export interface Throttle {
  readonly operation: string;
  /** Who pays for the call. */
  readonly account: string;
  readonly region: string;
  /** Calls a second from now on. */
  readonly perSecond: number;
}
