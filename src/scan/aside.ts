// Accounts of the population that nothing is expected of: excluded in rootproof.yaml, or closed. They are in every report by name.
import { closingAccounts, type IsExcluded } from "../evaluate/index.ts";
import type { OrganizationLine } from "../model/index.ts";

/** Why nothing is expected of an account. */
export type Aside = "excluded" | "suspended";

/** By account number; the others are not in it. */
export type AsideAccounts = ReadonlyMap<string, Aside>;

/** Which of the accounts nothing is expected of, as the reports will have it: what is closed is not excluded, too. */
export function asideAmong(
  accounts: readonly string[],
  organization: OrganizationLine,
  isExcluded: IsExcluded,
): AsideAccounts {
  const closing = closingAccounts(organization);
  return new Map(
    accounts.flatMap((id): [string, Aside][] => {
      if (closing.has(id)) return [[id, "suspended"]];
      return isExcluded(id, organization) ? [[id, "excluded"]] : [];
    }),
  );
}
