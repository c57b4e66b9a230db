// Which look-ups are made in an account, and where.
import type { Lookup, Observed, Region } from "../../model/index.ts";
import type { EventSearch } from "./search.ts";

/** One look-up in one region. */
export interface Task {
  /** As `covered` names it: an alias stands behind account-alias. */
  readonly lookup: string;
  readonly region: string;
  readonly attribute: Lookup["attribute"];
  readonly value: string;
  readonly from: Date;
}

/** What the plan of an account stands on. */
export interface Ground {
  readonly homeRegion: string;
  readonly regions: Observed<readonly Region[]>;
  /** One look-up for each. */
  readonly aliases: readonly string[];
}

/** In the order of the table, then by region, the home region first. */
export function planTasks(
  search: EventSearch,
  lookups: readonly Lookup[],
  { homeRegion, regions, aliases }: Ground,
): Task[] {
  const enabled = enabledRegions(search.regions, homeRegion, regions);
  return lookups.flatMap((lookup) => {
    const from = startOf(search, lookup);
    const places = lookup.regions === "home" ? [homeRegion] : enabled;
    return named(lookup, aliases).flatMap(({ id, value }) =>
      places.map((region): Task => ({ lookup: id, region, attribute: lookup.attribute, value, from })),
    );
  });
}

function named({ id, value }: Lookup, aliases: readonly string[]): { id: string; value: string }[] {
  if (value !== undefined) return [{ id, value }];
  return aliases.map((alias) => ({ id: `${id}:${alias}`, value: alias }));
}

/** Regions that were not seen are not guessed: then the home region, which is always enabled, or those that were named. */
function enabledRegions(
  wanted: readonly string[] | undefined,
  homeRegion: string,
  { value }: Observed<readonly Region[]>,
): readonly string[] {
  if (value === undefined) return wanted ?? [homeRegion];
  const enabled = value.filter(({ status }) => status !== "DISABLED").map(({ name }) => name);
  const others = enabled.filter((name) => name !== homeRegion).sort();
  return [homeRegion, ...others].filter((name) => wanted?.includes(name) ?? true);
}

const DAY = 86_400_000;
const SECOND = 1_000;

/** Whole seconds, as CloudTrail counts: rounded so that nothing of the window is left out. */
const startOf = ({ asOf, days }: EventSearch, { window }: Lookup): Date =>
  new Date(Math.floor((asOf.getTime() - days[window] * DAY) / SECOND) * SECOND);
