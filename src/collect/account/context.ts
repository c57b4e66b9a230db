// What every collector of an account works with.
import type { Observed, Partition } from "../../model/index.ts";
import { skipped } from "../aws/observe.ts";
import type { AccountSession, Session } from "../aws/session.ts";
import type { EventSearch } from "../events/search.ts";

/**
 * Where the Account API is asked about the account: in it, without its number (its rate limit is its own there), or from the
 * centre, with it. The management account must not be asked for by number (AWS-FACTS 7).
 */
export interface AccountApi {
  readonly session: Session;
  readonly target: { readonly AccountId?: string };
}

/** One account with the credentials it is read with. */
export interface AccountContext {
  readonly id: string;
  readonly partition: Partition;
  readonly homeRegion: string;
  readonly session: AccountSession;
  readonly accountApi: AccountApi;
  readonly search: EventSearch;
  readonly mayMatchRoot: (pattern: string) => boolean;
  readonly wants: (fact: string) => boolean;
}

/** Looks at a fact that was asked for; every other is skipped, and nothing is called for it. */
export function when<Value>(
  { wants, session }: Pick<AccountContext, "wants" | "session">,
  fact: string,
  look: () => Promise<Observed<Value>>,
): Promise<Observed<Value>> {
  return wants(fact) ? look() : Promise.resolve(notAskedFor(session));
}

export const notAskedFor = ({ run }: Session): Observed<never> =>
  skipped(run.now().toISOString(), "configuration", "not read: a scan that selects the rule reads it");
