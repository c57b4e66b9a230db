// What every collector of the organization works with: the caller's own credentials, and what was asked for.
import type { Observed, Partition } from "../../model/index.ts";
import { skipped } from "../aws/observe.ts";
import type { Session } from "../aws/session.ts";

export interface OrganizationContext {
  readonly partition: Partition;
  /** The caller's account. */
  readonly account: string;
  readonly scope: "account" | "organization";
  readonly session: Session;
  readonly wants: (fact: string) => boolean;
}

/** Organizations publishes no rate: few calls at a time, paced by their own latency. */
export const AT_ONCE = 4;

export const skippedNow = (
  { session }: Pick<OrganizationContext, "session">,
  cause: "configuration" | "not-observable" | "reach",
  message: string,
): Observed<never> => skipped(session.run.now().toISOString(), cause, message);
