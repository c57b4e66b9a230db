// What an event means: its kind, whose matter it is, what a planned use must expect. The table is data/events.yaml.
import type { EventEntry, EventKind, EventTable, PlannedUse } from "../../model/index.ts";
import { inNetwork } from "../networks.ts";
import { every, type Truth } from "../truth.ts";
import { hasFailed, type RecordedEvent, targetOf } from "./record.ts";

/** What a record means; "unknown" where it does not say enough to choose between entries that differ. */
export interface Meaning {
  readonly kind: EventKind | "unknown";
  readonly byAnybody: Truth;
  /** The rule whose matter it is; undefined: of the rules on everything. */
  readonly owner: string | undefined;
  readonly expectedAs: PlannedUse["expects"][number] | "unknown" | undefined;
}

/** Finds what a record means. Networks are those that sign-ins may come from. */
export type MeaningOf = (record: RecordedEvent, networks: readonly string[]) => Meaning;

type Entry = Pick<EventEntry, "kind" | "byAnybody" | "owner" | "expectedAs" | "failed">;

/** What no entry fits. */
const OTHER: Entry = { kind: "other" };

/** The table, ready to be asked. */
export function createMeaning(table: EventTable): MeaningOf {
  const entries = new Map<string, EventEntry[]>();
  for (const entry of table.events) {
    for (const name of entry.names) {
      const key = `${entry.source} ${name}`;
      entries.set(key, [...(entries.get(key) ?? []), entry]);
    }
  }
  return (record, networks) => {
    const { source, name } = record;
    const candidates = [`${source} ${name}`, `* ${name}`].flatMap((key) => entries.get(key) ?? []);
    const possible = possibleOf(candidates, record, networks);
    return {
      kind: agreed(possible.map(({ kind }) => kind)),
      byAnybody: agreed(possible.map(({ byAnybody }) => byAnybody === true)),
      owner: agreed(possible.map((entry) => ownerOf(entry, record))),
      expectedAs: agreed(possible.map(({ expectedAs }) => expectedAs)),
    };
  };
}

/** The entries that may be the first that fits. */
function possibleOf(
  candidates: readonly EventEntry[],
  record: RecordedEvent,
  networks: readonly string[],
): readonly Entry[] {
  const possible: Entry[] = [];
  for (const entry of candidates) {
    const fit = fits(entry, record, networks);
    if (fit !== false) possible.push(entry);
    if (fit === true) return possible;
  }
  return [...possible, OTHER];
}

/** A rule that forbids a change does not list one that failed: it belongs to the rules on everything. */
function ownerOf({ owner, failed }: Entry, record: RecordedEvent): string | undefined {
  if (owner === undefined || failed !== undefined) return owner;
  const refused = hasFailed(record);
  return refused === "unknown" ? refused : refused ? undefined : owner;
}

function agreed<Value>(values: readonly Value[]): Value | "unknown" {
  const [first] = values;
  return values.every((value) => value === first) ? (first as Value) : "unknown";
}

function fits(entry: EventEntry, record: RecordedEvent, networks: readonly string[]): Truth {
  return every([
    entry.target === undefined || fitsTarget(entry.target, record),
    entry.outsideTrustedNetworks === undefined || isOutside(record, networks),
    entry.failed === undefined || fitsFailure(entry.failed, record),
  ]);
}

function fitsTarget(target: "self" | "other", record: RecordedEvent): Truth {
  const actual = targetOf(record);
  return actual === undefined ? "unknown" : actual === target;
}

function fitsFailure(expected: boolean, record: RecordedEvent): Truth {
  const failed = hasFailed(record);
  return failed === "unknown" ? failed : failed === expected;
}

const isOutside = ({ address }: RecordedEvent, networks: readonly string[]): boolean =>
  address === undefined || !inNetwork(address, networks);
