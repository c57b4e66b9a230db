// Whom a result speaks of: two that are compared must speak of the same.
import type { ResultHeader } from "../model/index.ts";

/** What tells whom. */
export type Whose = Pick<ResultHeader, "scope" | "partition" | "organization" | "caller">;

/** Of an organization whose id one of them does not know, what was read from the same account. */
export function isSame(was: Whose, is: Whose): boolean {
  if (was.scope !== is.scope || was.partition !== is.partition) return false;
  return was.scope === "account" || was.organization === undefined || is.organization === undefined
    ? was.caller.account === is.caller.account
    : was.organization === is.organization;
}

/** For a message: `organization o-example1234 (aws)`. */
export function nameOf({ scope, partition, organization, caller }: Whose): string {
  const account = `account ${caller.account}`;
  const who = scope === "account" ? account : `organization ${organization ?? `of ${account}`}`;
  return `${who} (${partition})`;
}
