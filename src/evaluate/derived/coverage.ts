// Whether an entry of rootproof.yaml is about an account: by its number, or by the units above it.
import { ABSENT, Unknown } from "../../condition/index.ts";
import { matchesGlob } from "../../semantics/index.ts";
import type { Truth, View } from "./kleene.ts";
import { idsOf } from "./organization-path.ts";

/** Whom an entry names: account numbers and ids of units, as globs. */
export interface Whom {
  readonly accounts?: readonly string[];
  readonly units?: readonly string[];
}

/** True when a number or a unit fits; unknown where the account's place in the tree was not seen and only a unit could tell. */
export function covers({ accounts = [], units = [] }: Whom, accountId: string, organization: View): Truth {
  if (namesAccount(accounts, accountId)) return true;
  if (units.length === 0) return false;
  const above = unitsAbove(organization, accountId);
  if (above instanceof Unknown) return above;
  return above.some((id) => units.some((pattern) => matchesGlob(pattern, id)));
}

/** Whether one of the globs is about the account. */
export const namesAccount = (accounts: readonly string[], accountId: string): boolean =>
  accounts.some((pattern) => matchesGlob(pattern, accountId));

/** The root and the units above the account; none where it is in no organization. */
function unitsAbove(organization: View, accountId: string): readonly string[] | Unknown {
  if (organization["id"] === ABSENT) return [];
  const ids = idsOf(organization, accountId);
  return ids instanceof Unknown ? ids : ids.slice(0, -1);
}
