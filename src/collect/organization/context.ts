// What every collector of the organization works with: the caller's own credentials, and what was asked for.
import type { AccountLine, Observed, OrganizationLine, Partition } from "../../model/index.ts";
import { skipped } from "../aws/observe.ts";
import type { AccountSession, Session } from "../aws/session.ts";
import type { EventSearch } from "../events/search.ts";

export interface OrganizationContext {
  readonly partition: Partition;
  /** The caller's account. */
  readonly account: string;
  readonly scope: "account" | "organization";
  readonly homeRegion: string;
  readonly session: Session;
  readonly search: EventSearch;
  /** Any account of the organization. */
  readonly open: (account: string) => Promise<OpenedAccount>;
  /** Why an account is not to be entered; undefined where it may be. */
  readonly leftOut: (id: string, organization: OrganizationLine) => AccountLine["access"] | undefined;
  readonly wants: (fact: string) => boolean;
}

/** An account with the credentials to read it, or why there are none. */
export interface OpenedAccount {
  readonly access: AccountLine["access"];
  readonly session?: AccountSession;
}

/** Organizations publishes no rate: few calls at a time, paced by their own latency. */
export const AT_ONCE = 4;

export const skippedNow = (
  { session }: Pick<OrganizationContext, "session">,
  cause: "configuration" | "not-observable" | "reach",
  message: string,
): Observed<never> => skipped(session.run.now().toISOString(), cause, message);
