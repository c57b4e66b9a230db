// Entries of rootproof.yaml at the instant that is judged: which are valid, whom they cover, and what became of each.
import { beginningOf, type Configuration, endingOf } from "../../model/index.ts";
import { covers, type Whom } from "../derived/coverage.ts";
import { isUnknown, type View } from "../derived/kleene.ts";

/** The sections whose entries have dates. */
export type Section = "exclusions" | "waivers" | "attestations" | "plannedUses" | "incidents";

/** An entry with its position in its section, and the time it is valid for; milliseconds. */
export interface Entry<Value> {
  readonly section: Section;
  readonly index: number;
  readonly value: Value;
  readonly from: number;
  readonly until: number;
}

const FIELDS = {
  exclusions: ["starts", "expires"],
  waivers: ["starts", "expires"],
  attestations: ["on", "expires"],
  plannedUses: ["from", "to"],
  incidents: ["startedAt", "endedAt"],
} as const satisfies Readonly<Record<Section, readonly [string, string]>>;

/** The entries of a section, in the order of the file. A date that is left out binds nothing. */
export function entriesOf<Name extends Section>(
  configuration: Pick<Configuration, Section>,
  section: Name,
): readonly Entry<NonNullable<Configuration[Name]>[number]>[] {
  type Value = NonNullable<Configuration[Name]>[number];
  const values = (configuration[section] ?? []) as readonly Value[];
  const [from, until] = FIELDS[section];
  return values.map((value, index) => ({
    section,
    index,
    value,
    from: timeOf(value, from, beginningOf) ?? -Infinity,
    until: timeOf(value, until, endingOf) ?? Infinity,
  }));
}

/** A text that is no date never begins, and is over. */
function timeOf(value: object, field: string, read: typeof beginningOf): number | undefined {
  const text = (value as Readonly<Record<string, unknown>>)[field];
  return typeof text === "string" ? (read(text) ?? NaN) : undefined;
}

/** What became of the entries in one scan; it is filled while accounts are judged, in any order. */
export class Ledger {
  readonly #used = new Set<string>();
  readonly #unsure = new Set<string>();
  readonly #overlapping = new Map<string, number>();

  /** It covered something. */
  use(entry: Entry<unknown>): void {
    this.#used.add(nameOf(entry));
  }

  /** It may have covered something: what would tell was not seen. */
  doubt(entry: Entry<unknown>): void {
    this.#unsure.add(nameOf(entry));
  }

  /** An earlier entry of its section covers the same. */
  overlap(entry: Entry<unknown>, earlier: Entry<unknown>): void {
    const known = this.#overlapping.get(nameOf(entry)) ?? Infinity;
    this.#overlapping.set(nameOf(entry), Math.min(known, earlier.index));
  }

  /** Surely nothing was covered by it. */
  isUnused(entry: Entry<unknown>): boolean {
    return !this.#used.has(nameOf(entry)) && !this.#unsure.has(nameOf(entry));
  }

  /** Position of the first entry that covers the same. */
  earlierThan(entry: Entry<unknown>): number | undefined {
    return this.#overlapping.get(nameOf(entry));
  }
}

const nameOf = ({ section, index }: Entry<unknown>): string => `${section}.${index}`;

/** Whether the entry holds at the instant. */
export const isValid = ({ from, until }: Entry<unknown>, asOf: number): boolean =>
  from <= asOf && asOf < until;

/** Whom an account's entries are looked up for. */
export interface Place {
  readonly accountId: string;
  readonly organization: View;
  readonly asOf: number;
  readonly ledger: Ledger;
}

/** The valid entries that surely cover the account; where that is not known, it is noted, and nothing is covered. */
export function covering<Value extends Whom>(
  entries: readonly Entry<Value>[],
  { accountId, organization, asOf, ledger }: Place,
): readonly Entry<Value>[] {
  return entries.filter((entry) => {
    if (!isValid(entry, asOf)) return false;
    const covered = covers(entry.value, accountId, organization);
    if (isUnknown(covered)) ledger.doubt(entry);
    return covered === true;
  });
}
