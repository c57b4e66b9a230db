// What every event look-up of a run shares: which look-ups there are, how far back they go, what is kept, and how many
// are under way.
import type { EventTable, Lookup } from "../../model/index.ts";
import { createGate, type Gate } from "../aws/gate.ts";

/** Which events to look up. */
export interface EventOptions {
  /** The windows end here. */
  readonly asOf: Date;
  readonly windowDays: number;
  /** CloudTrail answers for 90 days. */
  readonly reviewWindowDays: number;
  /** Looked back further than the windows; days. */
  readonly marginDays?: number;
  /** data/lookups.yaml. */
  readonly lookups: readonly Lookup[];
  /** data/events.yaml: which request and response fields are kept. */
  readonly table: EventTable;
  /** Where look-ups for enabled regions are made; every enabled region without it. */
  readonly regions?: readonly string[] | "home";
}

/** The options, made ready. */
export interface EventSearch extends Pick<EventOptions, "asOf" | "lookups"> {
  readonly days: Readonly<Record<Lookup["window"], number>>;
  readonly regions: readonly string[] | undefined;
  readonly gate: Gate;
  readonly keptOf: (source: string, name: string) => readonly string[];
}

/** In us-east-1 a look-up may take seconds: they wait beside each other (research/performance 2.4). */
const AT_ONCE = 100;

export function createSearch(options: EventOptions, homeRegion: string): EventSearch {
  const { asOf, lookups, windowDays, reviewWindowDays, marginDays = 0, regions } = options;
  return {
    asOf,
    lookups,
    days: { windowDays: windowDays + marginDays, reviewWindowDays: reviewWindowDays + marginDays },
    regions: regions === "home" ? [homeRegion] : regions,
    gate: createGate(AT_ONCE),
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
