// What the owners of entries in rootproof.yaml should know after a scan: expired, not valid yet, too long, overlapping, unused.
import {
  type Attestation,
  beginningOf,
  type Configuration,
  type ConfigurationNote,
  endingOf,
  type PlannedUse,
  type PopulationEntry,
  type RuleFile,
  shortenAddresses,
} from "../../model/index.ts";
import { namesAccount, type Whom } from "../derived/coverage.ts";
import { statementAsked } from "../derived/attestation.ts";
import { dayOf } from "./attesting.ts";
import { type Entry, entriesOf, isValid, type Ledger, type Section } from "./entries.ts";

/** A note, with the section and position of its entry. */
export interface EntryNote extends Omit<ConfigurationNote, "line"> {
  readonly section: Section;
  readonly index: number;
}

/** What the notes stand on. */
export interface NotesInput {
  readonly configuration: Pick<Configuration, Section>;
  /** Milliseconds. */
  readonly asOf: number;
  readonly ledger: Ledger;
  /** The selected rules. */
  readonly rules: readonly RuleFile[];
  readonly population: readonly PopulationEntry[];
  /** Every account of an organization was listed. */
  readonly populationComplete: boolean;
  /** The caller's account and the management account. */
  readonly central: readonly string[];
}

const DAY = 86_400_000;
/** Events come late: those of the last minutes may still be on their way. */
const LATEST_EVENTS = 15 * 60_000;
/** As long as AWS keeps events. */
const EVENTS_KEPT = 89 * DAY;

/** All notes, by section in the order of the file. */
export function notesOf(input: NotesInput): EntryNote[] {
  const { configuration } = input;
  return [
    ...entriesOf(configuration, "exclusions").flatMap((entry) => [
      ...timeNotes(entry, input),
      ...unusedNotes(entry, entry.value, input),
      ...centralNotes(entry, entry.value, input),
    ]),
    ...entriesOf(configuration, "waivers").flatMap((entry) => [
      ...timeNotes(entry, input),
      ...overlapNotes(entry, input),
      ...(entry.value.rules.every((id) => isSelected(id, input))
        ? unusedNotes(entry, entry.value, input)
        : []),
    ]),
    ...entriesOf(configuration, "attestations").flatMap((entry) => [
      ...timeNotes(entry, input),
      ...tooLongNotes(entry, input),
      ...(isSelected(entry.value.statement, input) ? unusedNotes(entry, entry.value, input) : []),
    ]),
    ...entriesOf(configuration, "plannedUses").flatMap((entry) => [
      ...(entry.from > input.asOf ? [note(entry, "not-yet-valid", `begins on ${dateOf(entry.from)}`)] : []),
      ...eventlessNotes(entry, input),
    ]),
    ...entriesOf(configuration, "incidents").flatMap((entry) =>
      entry.from > input.asOf ? [note(entry, "not-yet-valid", `begins on ${dateOf(entry.from)}`)] : [],
    ),
  ];
}

const isSelected = (id: string, { rules }: NotesInput): boolean => rules.some((rule) => rule.id === id);

const ENTRIES: Readonly<Record<Section, ConfigurationNote["entry"]>> = {
  exclusions: "exclusion",
  waivers: "waiver",
  attestations: "attestation",
  plannedUses: "planned use",
  incidents: "incident",
};

function note(entry: Entry<object>, kind: EntryNote["kind"], what: string): EntryNote {
  const { section, index } = entry;
  const message = shortenAddresses(`the ${ENTRIES[section]} ${titleOf(entry)} ${what}`);
  return { kind, entry: ENTRIES[section], section, index, message };
}

/** How a person tells it from the others. */
function titleOf({ value }: Entry<object>): string {
  const { rules, statement, id, reference, accounts, units, owner } = value as Partial<
    Record<"statement" | "id" | "reference" | "owner", string> &
      Record<"rules" | "accounts" | "units", string[]>
  >;
  const what = rules?.join(", ") ?? statement ?? id ?? reference;
  const whom = [...(accounts ?? []), ...(units ?? [])].join(", ");
  return [what === undefined ? "" : `of ${what}`, `for ${whom}`, owner === undefined ? "" : `by ${owner}`]
    .filter((part) => part !== "")
    .join(" ");
}

const dateOf = (time: number): string =>
  Number.isFinite(time) ? dayOf(new Date(time).toISOString()) : "no day";

function timeNotes(entry: Entry<object>, { asOf }: NotesInput): EntryNote[] {
  if (entry.until <= asOf)
    return [note(entry, "expired", `expired on ${dateOf(entry.until)}: renew it or remove it`)];
  return entry.from > asOf ? [note(entry, "not-yet-valid", `is not valid before ${dateOf(entry.from)}`)] : [];
}

/** Only where every account it could cover was judged. */
function unusedNotes(entry: Entry<object>, whom: Whom, input: NotesInput): EntryNote[] {
  if (!isValid(entry, input.asOf) || !input.ledger.isUnused(entry) || !sawAll(whom, input)) return [];
  return [note(entry, "unused", "covers nothing in this scan: remove it")];
}

function sawAll(
  { accounts = [], units = [] }: Whom,
  { population, populationComplete }: NotesInput,
): boolean {
  const unseen: PopulationEntry["state"][] = ["unreached", "not-asked"];
  const seen = population.filter(({ state }) => !unseen.includes(state)).map(({ id }) => id);
  if (populationComplete) return seen.length === population.length;
  return units.length === 0 && accounts.every((id) => seen.includes(id));
}

/** Where the scan begins, and where the organization is governed from, nothing should be left out without a second thought. */
function centralNotes(entry: Entry<object>, { accounts = [] }: Whom, input: NotesInput): EntryNote[] {
  if (!isValid(entry, input.asOf)) return [];
  const excluded = input.population.filter(({ state }) => state === "excluded").map(({ id }) => id);
  const central = input.central.filter((id) => excluded.includes(id) && namesAccount(accounts, id));
  return central.map((id) =>
    note(entry, "central-account", `leaves out ${id}, from which others are governed`),
  );
}

function overlapNotes(entry: Entry<object>, { ledger, asOf }: NotesInput): EntryNote[] {
  const earlier = ledger.earlierThan(entry);
  if (earlier === undefined || !isValid(entry, asOf)) return [];
  return [note(entry, "overlapping", `covers what waivers[${earlier}] covers too: keep one of them`)];
}

/** People may mean a longer time than the rule lets a statement hold. */
function tooLongNotes(entry: Entry<Attestation>, { rules }: NotesInput): EntryNote[] {
  const rule = rules.find(({ id }) => id === entry.value.statement);
  const asked = rule === undefined ? undefined : statementAsked(rule);
  const on = beginningOf(entry.value.on);
  const until = endingOf(entry.value.expires);
  if (asked === undefined || on === undefined || until === undefined) return [];
  const holds = on + asked.days * DAY;
  if (until <= holds + DAY) return [];
  return [note(entry, "too-long", `holds for ${asked.days} days, until ${dateOf(holds)}, whatever it says`)];
}

function eventlessNotes(entry: Entry<PlannedUse>, input: NotesInput): EntryNote[] {
  const { from, until } = entry;
  const over = until <= input.asOf - LATEST_EVENTS && from >= input.asOf - EVENTS_KEPT;
  if (!over || !input.ledger.isUnused(entry) || !sawAll(entry.value, input)) return [];
  return [note(entry, "without-event", "had no event: if root was not used, remove it")];
}
