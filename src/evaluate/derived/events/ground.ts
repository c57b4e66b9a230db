// What the facts on events stand on: the records, whom they concern, and which look-ups had to reach how far.
import { ABSENT, type Unknown, type Value } from "../../../condition/index.ts";
import type { Lookup, LookupTable } from "../../../model/index.ts";
import { detailOf, hasFailed } from "../../../semantics/index.ts";
import { centralIndexOf } from "./central-index.ts";
import { elementsOf, isUnknown, textOf, unknownFact, unknownsIn, type View } from "../kleene.ts";
import { type Recorded, recordedOf } from "./recorded.ts";

/** Events come late: their absence is not claimed for the last 15 minutes (DESIGN 4); milliseconds. */
export const LATENESS = 900_000;
const SECOND = 1_000;

/** Names, and what may be more of them. */
export interface Names {
  readonly names: readonly string[];
  readonly rest: readonly Unknown[];
}

/** What is asked for: since when; milliseconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** The account, its centre, and the events of both. */
export interface Ground {
  readonly accountId: string;
  readonly homeRegion: string;
  readonly own: Recorded;
  readonly central: Recorded;
  /** Regions that are not switched off. */
  readonly regions: Names;
  readonly aliases: Names;
  /** When the account was made, undefined where that was not seen. */
  readonly createdAt: number | undefined;
  /** The management account; none for an account of no organization. */
  readonly manager: Names;
  readonly delegatesFor: (service: string) => Names;
  readonly lookups: LookupTable;
  /** What was already found not to be reached, by look-up and window. */
  readonly knownGaps: Map<string, Unknown[]>;
}

/** Reads the account and the organization once for all facts on events. */
export function groundOf(account: View, organization: View, lookups: LookupTable): Ground {
  const information = account["information"] ?? ABSENT;
  const created = isUnknown(information) ? undefined : (information as View)["createdAt"];
  const standalone = organization["id"] === ABSENT;
  return {
    accountId: textOf(account["id"]),
    homeRegion: textOf(account["homeRegion"]),
    own: recordedOf(account["events"] ?? ABSENT, "account.events"),
    central: recordedOf(organization["events"] ?? ABSENT, "organization.events"),
    regions: regionsOf(account),
    aliases: namesIn(account["aliases"]),
    createdAt: typeof created === "number" ? created : undefined,
    manager: standalone ? NOBODY : managerOf(organization),
    delegatesFor: (service) => (standalone ? NOBODY : delegatesOf(organization, service)),
    lookups,
    knownGaps: new Map(),
  };
}

const NOBODY: Names = { names: [], rest: [] };

/** The texts of a list. */
function namesIn(list: Value | undefined): Names {
  const { items, rest } = elementsOf(list ?? []);
  const texts = items as readonly unknown[] as readonly string[];
  return { names: texts, rest: rest === undefined ? [] : [rest] };
}

/** Every region but those switched off, the home region always: there nothing can be switched off. */
function regionsOf(account: View): Names {
  const { items, rest } = elementsOf(account["regions"] ?? []);
  const open = unknownsIn([
    rest,
    ...items.flatMap(({ name, status }): (Value | undefined)[] => [name, status]),
  ]);
  const names = items
    .filter(({ name, status }) => typeof name === "string" && status !== "DISABLED")
    .map(({ name }) => textOf(name));
  const home = textOf(account["homeRegion"]);
  const whole = open.length > 0 || names.includes(home);
  return { names: [...new Set([home, ...names])], rest: whole ? open : [noList(home)] };
}

/** A list without the region that is always enabled is no list of the regions. */
const noList = (home: string): Unknown =>
  unknownFact({ fact: "account.regions", cause: "malformed", reason: `${home} is not in the list` });

/** The management account; unknown while it is not known whether there is an organization. */
function managerOf({ id, managementAccountId: manager }: View): Names {
  const open = unknownsIn([id, manager]);
  return { names: typeof manager === "string" ? [manager] : [], rest: open };
}

/** Member accounts that administer the service. */
function delegatesOf(organization: View, service: string): Names {
  const { items, rest } = elementsOf(organization["delegatedAdministrators"] ?? []);
  const open = unknownsIn([organization["id"], rest]);
  const names: string[] = [];
  for (const { id, services } of items) {
    const { names: known, rest: more } = namesIn(services);
    if (known.includes(service)) {
      if (id !== undefined && isUnknown(id)) open.push(id);
      else names.push(textOf(id));
    } else open.push(...more);
  }
  return { names, rest: open };
}

/** What the account's own look-ups did not reach. */
export const ownGaps = (ground: Ground, ids: readonly string[], window: Window): Unknown[] =>
  ids.flatMap((id) => {
    // Several facts stand on the same look-up.
    const key = `${id} ${window.from} ${window.to}`;
    const gaps = ground.knownGaps.get(key) ?? gapsOf(ground, id, window);
    ground.knownGaps.set(key, gaps);
    return gaps;
  });

function gapsOf(ground: Ground, id: string, window: Window): Unknown[] {
  const asked = since(ground, window);
  const lookup = lookupOf(ground, id);
  const regions = lookup.regions === "home" ? homeOf(ground) : ground.regions;
  const values = lookup.value === undefined ? ground.aliases : { names: [id], rest: [] };
  const wanted = values.names.map((name) => (lookup.value === undefined ? `${id}:${name}` : name));
  const gaps = wanted.flatMap((name) =>
    regions.names.map((region) =>
      ground.own.gap({ ...asked, lookup: name, account: ground.accountId, region }),
    ),
  );
  const closed =
    lookup.regions === "home" ? [] : wanted.flatMap((name) => closedRegions(ground, name, window));
  return [...unknownsIn(gaps), ...regions.rest, ...values.rest, ...closed];
}

/** What happened in a region before it was switched off cannot be looked up any more. */
function closedRegions(
  { accountId, own, central, regions }: Ground,
  lookup: string,
  window: Window,
): Unknown[] {
  const named = centralIndexOf(central).byAccount.get(accountId) ?? [];
  const closed = [...own.records, ...named]
    .filter(({ source, name }) => source === "account.amazonaws.com" && name === "DisableRegion")
    .filter((record) => record.time >= window.from && hasFailed(record) === false)
    .filter((record) => [undefined, accountId].includes(detailOf(record, "requestParameters.accountId")))
    .map((record) => detailOf(record, "requestParameters.regionName") ?? "(not recorded)");
  return [...new Set(closed)]
    .filter((region) => !regions.names.includes(region))
    .map((region) =>
      unknownFact({
        fact: `account.events[${lookup} ${region}]`,
        cause: "not-observable",
        reason: "the region was switched off in the meantime",
      }),
    );
}

/** What the look-ups in the home region of accounts of the centre did not reach. */
export function centralGaps(
  ground: Ground,
  ids: readonly string[],
  accounts: Names,
  window: Window,
): Unknown[] {
  const gaps = accounts.names.flatMap((account) =>
    ids.map((lookup) =>
      ground.central.gap({ ...since(ground, window), lookup, account, region: ground.homeRegion }),
    ),
  );
  return [...unknownsIn(gaps), ...accounts.rest];
}

const homeOf = ({ homeRegion }: Ground): Names => ({ names: [homeRegion], rest: [] });

/**
 * What look-ups have to reach for a window: before the account was made there was nothing to see, and what was looked up too
 * early says nothing of events that were still on their way (DESIGN 4, Events). CloudTrail counts in seconds.
 */
function since({ createdAt }: Ground, { from, to }: Window): Window {
  const madeAt = Math.floor((to + LATENESS) / SECOND) * SECOND;
  return { from: Math.max(from, Math.min(createdAt ?? from, to)), to: madeAt };
}

function lookupOf({ lookups }: Ground, id: string): Lookup {
  const lookup = lookups.lookups.find((one) => one.id === id);
  if (lookup === undefined) throw new Error(`data/lookups.yaml has no look-up ${id}`);
  return lookup;
}
