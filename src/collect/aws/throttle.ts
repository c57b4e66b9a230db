// An attempt that AWS slowed down: what is told of it, and how it leaves the SDK.

/** An attempt that AWS slowed down. */
export interface Throttle {
  readonly operation: string;
  /** Who pays for the call. */
  readonly account: string;
  readonly region: string;
  /** Calls a second from now on. */
  readonly perSecond: number;
}

/** AWS slowed an attempt down. The SDK does not know the name, so it does not try again. */
export class Throttled extends Error {
  override readonly name = "Throttled";
  /** As the SDK threw it. */
  readonly error: unknown;
  /** What Retry-After says; 0 where it says nothing. */
  readonly pauseMs: number;

  constructor(error: unknown, pauseMs: number) {
    super("throttled");
    this.error = error;
    this.pauseMs = pauseMs;
  }
}
