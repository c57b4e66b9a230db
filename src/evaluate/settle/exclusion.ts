// Accounts that are left out for a time: named in every report, judged by none.
import { type Exclusion, type OrganizationLine, shortenAddresses } from "../../model/index.ts";
import { covers } from "../derived/coverage.ts";
import { organizationView } from "../views.ts";
import { dayOf } from "./attesting.ts";
import { covering, entriesOf, isValid, type Entry, type Place } from "./entries.ts";

/** Why the account is left out; undefined where it is judged, also where it is not known whether it is below a unit. */
export function exclusionOf(exclusions: readonly Entry<Exclusion>[], place: Place): string | undefined {
  const all = covering(exclusions, place);
  for (const entry of all) place.ledger.use(entry);
  const [first] = all;
  return first === undefined ? undefined : reasonOf(first);
}

function reasonOf({ value: { owner, reason }, until }: Entry<Exclusion>): string {
  const day = dayOf(new Date(until).toISOString());
  return shortenAddresses(`excluded until ${day} by ${owner}: ${reason}`);
}

/** Whether an account is not to be entered at the instant (milliseconds), by the organization as it was just listed. */
export function isExcluded(
  exclusions: readonly Exclusion[],
  id: string,
  { organization, asOf }: { readonly organization: OrganizationLine; readonly asOf: number },
): boolean {
  const valid = entriesOf({ exclusions: [...exclusions] }, "exclusions").filter((entry) =>
    isValid(entry, asOf),
  );
  if (valid.length === 0) return false;
  const view = organizationView(organization, { asOf, notBefore: -Infinity, notAfter: Infinity });
  return valid.some(({ value }) => covers(value, id, view) === true);
}
