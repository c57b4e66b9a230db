// What every event look-up of a run shares: which look-ups there are, how far back they go, what is kept, and the pace.
import type { EventTable, Lookup } from "../../model/index.ts";
import { createPace, type Pace } from "./pace.ts";

/** Which events to look up. */
export interface EventOptions {
  /** The windows end here. */
  readonly asOf: Date;
  readonly windowDays: number;
  /** CloudTrail answers for 90 days. */
  readonly reviewWindowDays: number;
  /** data/lookups.yaml. */
  readonly lookups: readonly Lookup[];
  /** data/events.yaml: which request and response fields are kept. */
  readonly table: EventTable;
  /** Where look-ups for enabled regions are made; every enabled region without it. */
  readonly regions?: readonly string[] | "home";
  /** Calls a second in one region of one account; two without it, as AWS takes. */
  readonly perSecond?: number;
}

/** The options, made ready. */
export interface EventSearch extends Pick<EventOptions, "asOf" | "lookups"> {
  readonly days: Readonly<Record<Lookup["window"], number>>;
  readonly regions: readonly string[] | undefined;
  readonly pace: Pace;
  readonly keptOf: (source: string, name: string) => readonly string[];
}

/** CloudTrail's own limit (AWS-FACTS 9.1). */
const PER_SECOND = 2;
/** In us-east-1 a look-up may take seconds: they wait beside each other (research/performance 2.4). */
const AT_ONCE = 100;

export function createSearch(options: EventOptions, homeRegion: string): EventSearch {
  const { asOf, lookups, windowDays, reviewWindowDays, regions, perSecond = PER_SECOND } = options;
  return {
    asOf,
    lookups,
    days: { windowDays, reviewWindowDays },
    regions: regions === "home" ? [homeRegion] : regions,
    pace: createPace({ perSecond, atOnce: AT_ONCE }),
    keptOf: keptFields(options.table),
  };
}

/** An event may have several entries, by what it was done to: what one of them keeps is kept. */
function keptFields({ events }: EventTable): EventSearch["keptOf"] {
  const kept = new Map<string, Set<string>>();
  for (const { source, names, keep = [] } of events) {
    for (const name of names) {
      const key = `${source} ${name}`;
      kept.set(key, new Set([...(kept.get(key) ?? []), ...keep]));
    }
  }
  return (source, name) => [...(kept.get(`${source} ${name}`) ?? [])];
}
