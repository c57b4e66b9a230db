// Accounts that nobody can use any more: in the list, and not to be judged.
import type { OrganizationLine } from "../model/index.ts";

/** States of accounts that are closed or being closed (AWS-FACTS 5). */
const CLOSING = new Set(["SUSPENDED", "PENDING_CLOSURE", "CLOSED"]);

/** Whether the state says that the account is closed or being closed. */
export const isClosing = (state: string): boolean => CLOSING.has(state);

/** The accounts that the organization lists as closed or being closed. */
export const closingAccounts = ({ accounts }: OrganizationLine): ReadonlySet<string> =>
  new Set((accounts.value ?? []).filter(({ state }) => isClosing(state)).map(({ id }) => id));
