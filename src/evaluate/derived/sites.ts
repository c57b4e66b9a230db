// Where the parts of an alert are: on the account's own line, or on the line of a destination that was read once for everybody.
import type { Unknown, Value } from "../../condition/index.ts";
import { findBy, isUnknown, textOf, unknownFact, type View } from "./kleene.ts";

/** Destination lines by ARN. */
export type Destinations = ReadonlyMap<string, View>;

/** One account and region with the lists that were read there. */
export interface Site {
  readonly view: View;
  /** What its facts' names begin with. */
  readonly fact: string;
  readonly account: string;
  readonly region: string;
}

/** The account's home region. */
export const homeSite = (account: View): Site => ({
  view: account,
  fact: "account",
  account: textOf(account["id"]),
  region: textOf(account["homeRegion"]),
});

/** A destination; unknown where nobody looked at it. */
export function destinationSite(arn: string, destinations: Destinations): Site | Unknown {
  const view = destinations.get(arn);
  if (view !== undefined)
    return { view, fact: factOf(arn), account: textOf(view["account"]), region: textOf(view["region"]) };
  const reason = `${arn} of account ${accountOf(arn)} was not looked at`;
  return unknownFact({ fact: factOf(arn), cause: "reach", reason });
}

const factOf = (arn: string): string => `destination[${JSON.stringify(arn)}]`;

/** The account an ARN names. */
export const accountOf = (arn: string): string => arn.split(":")[4] ?? "";

/** The region an ARN names. */
export const regionOf = (arn: string): string => arn.split(":")[3] ?? "";

/** An entry of a site's list, with the site it was found at. */
export interface Found {
  readonly entry: View;
  readonly site: Site;
}

/** The topic with this ARN, as something at the site sends to it. */
export function topicFor(arn: string, site: Site, destinations: Destinations): Found | Unknown {
  const near = accountOf(arn) === site.account && regionOf(arn) === site.region;
  return found(near ? site : destinationSite(arn, destinations), {
    list: "topics",
    field: "arn",
    value: arn,
  });
}

/** The key of a topic at the site: an id, an alias or an ARN; one of another account is a destination. */
export function keyFor(id: string, site: Site, destinations: Destinations): Found | Unknown {
  const near = !id.startsWith("arn:") || accountOf(id) === site.account;
  return found(near ? site : destinationSite(id, destinations), { list: "keys", field: "id", value: id });
}

interface Wanted {
  readonly list: string;
  readonly field: string;
  readonly value: string;
}

/** Unknown when nobody looked at it. */
function found(site: Site | Unknown, { list, field, value }: Wanted): Found | Unknown {
  if (isSeen(site)) {
    const entry = findBy(site.view[list] ?? [], field, value);
    if (entry !== undefined) return isUnknown(entry) ? entry : { entry, site };
    const reason = `${value} was not looked at`;
    return unknownFact({ fact: `${site.fact}.${list}`, cause: "not-observable", reason });
  }
  return site;
}

/** What was looked for is there to be read. */
export const isSeen = <Seen extends object>(value: Seen | Unknown): value is Seen =>
  !isUnknown(value as Value);
