// Accounts that are left out for a time: named in every report, judged by none.
import { type Exclusion, type OrganizationLine, shortenAddresses } from "../../model/index.ts";
import { covers } from "../derived/coverage.ts";
import { organizationView, type ViewRecord } from "../views.ts";
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

/** Whether an account is not to be entered, by the organization as it was just listed. */
export type IsExcluded = (id: string, organization: OrganizationLine) => boolean;

/** The test for one instant, milliseconds; it is asked for every account, so the organization is viewed once. */
export function excluder(exclusions: readonly Exclusion[], asOf: number): IsExcluded {
  const all = entriesOf({ exclusions: [...exclusions] }, "exclusions");
  const valid = all.filter((entry) => isValid(entry, asOf));
  const views = new WeakMap<OrganizationLine, ViewRecord>();
  return (id, organization) => {
    if (valid.length === 0) return false;
    const times = { asOf, notBefore: -Infinity, notAfter: Infinity };
    const view = views.get(organization) ?? organizationView(organization, times);
    views.set(organization, view);
    return valid.some(({ value }) => covers(value, id, view) === true);
  };
}
