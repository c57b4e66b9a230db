// What the schema of rootproof.yaml cannot say of the entries that people sign: dates, their order, people.
import { beginningOf, type Configuration, differentPeople, endingOf, type Problem } from "../model/index.ts";
import { pathName, type Path } from "./places.ts";

/** Makes a problem at the value of a field. */
export type Tell = (path: Path, message: string) => Problem;

type Section = "exclusions" | "waivers" | "attestations" | "plannedUses" | "incidents";
type Entry = Readonly<Record<string, unknown>>;

const HOUR = 3_600_000;
const LONGEST_PLANNED_USE = 72 * HOUR;

/** Pairs of dates of which the second may not be before the first. */
const ORDERED: Readonly<Record<Section, readonly (readonly [string, string])[]>> = {
  exclusions: [["starts", "expires"]],
  waivers: [["starts", "expires"]],
  attestations: [["on", "expires"]],
  plannedUses: [["from", "to"]],
  incidents: [
    ["startedAt", "containedAt"],
    ["startedAt", "endedAt"],
    ["containedAt", "endedAt"],
  ],
};
const SECTIONS = Object.keys(ORDERED) as readonly Section[];

/** Everything in the signed sections that can be wrong without knowing a rule. */
export function entryProblems(configuration: Configuration, tell: Tell): Problem[] {
  const problems = SECTIONS.flatMap((section) =>
    entriesOf(configuration, section).flatMap((entry, index) => [
      ...blankProblems(entry, [section, index], tell),
      ...dateProblems(entry, ORDERED[section], { path: [section, index], tell }),
    ]),
  );
  return [
    ...problems,
    ...plannedUseProblems(configuration, tell),
    ...waiverProblems(configuration, tell),
    ...peopleProblems(configuration, tell),
    ...incidentProblems(configuration, tell),
  ];
}

const entriesOf = (configuration: Configuration, section: Section): readonly Entry[] =>
  (configuration[section] ?? []) as unknown as readonly Entry[];

/** A blank where a name or a reason must stand. */
function blankProblems(entry: Entry, path: Path, tell: Tell): Problem[] {
  return Object.entries(entry).flatMap(([name, value]) => {
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
    const at = texts.findIndex((text) => typeof text === "string" && text.trim() === "");
    const field = [...path, name, ...(Array.isArray(value) ? [at] : [])];
    return at === -1 ? [] : [tell(field, `${pathName(field)} is empty: write it`)];
  });
}

interface Spot {
  readonly path: Path;
  readonly tell: Tell;
}

function dateProblems(
  entry: Entry,
  pairs: readonly (readonly [string, string])[],
  { path, tell }: Spot,
): Problem[] {
  const dates = [...new Set(pairs.flat())].filter((name) => typeof entry[name] === "string");
  const bad = dates.filter((name) => beginningOf(entry[name] as string) === undefined);
  if (bad.length > 0) return bad.map((name) => tell([...path, name], badDate([...path, name])));
  return pairs
    .filter(([first, second]) => dates.includes(first) && dates.includes(second))
    .filter(([first, second]) => lengthOf(entry, first, second) < 0)
    .map(([first, second]) =>
      tell([...path, second], `${pathName([...path, second])} is before '${first}': change one of them`),
    );
}

const badDate = (path: Path): string =>
  `${pathName(path)} must be a day like 2026-01-31 or an instant like 2026-01-31T12:00:00Z, and be in the calendar`;

/** Milliseconds from the beginning of the first to the end of the second; NaN where one is no date. */
const lengthOf = (entry: object, first: string, second: string): number => {
  const at = (name: string): string => String((entry as Entry)[name]);
  return (endingOf(at(second)) ?? NaN) - (beginningOf(at(first)) ?? NaN);
};

function plannedUseProblems({ plannedUses = [] }: Configuration, tell: Tell): Problem[] {
  return plannedUses.flatMap((use, index) => {
    if (!(lengthOf(use, "from", "to") > LONGEST_PLANNED_USE)) return [];
    const path = ["plannedUses", index, "to"];
    return [tell(path, `${pathName(path)} is more than 72 hours after 'from': plan a shorter use, or two`)];
  });
}

function waiverProblems({ waivers = [] }: Configuration, tell: Tell): Problem[] {
  return waivers.flatMap(({ items, cause }, index) => {
    const path = ["waivers", index];
    if (items === undefined || cause === undefined) return [];
    return [
      tell([...path, "cause"], `${pathName(path)} has items and cause: an unknown has no items, remove one`),
    ];
  });
}

function peopleProblems({ attestations = [] }: Configuration, tell: Tell): Problem[] {
  return attestations.flatMap(({ by }, index) => {
    const twice = by.findIndex((_, at) => differentPeople(by.slice(0, at + 1)).length <= at);
    if (twice === -1) return [];
    const message = `'${by[twice]?.trim() ?? ""}' is named twice: each of those who state something is another person`;
    return [tell(["attestations", index, "by", twice], message)];
  });
}

function incidentProblems({ incidents = [] }: Configuration, tell: Tell): Problem[] {
  const ids = incidents.map(({ id }) => id);
  return incidents.flatMap(({ id, supportNeeded, owner }, index) => {
    const path = ["incidents", index];
    const twice = ids.indexOf(id) !== index;
    const unowned = supportNeeded === false && owner === undefined;
    return [
      ...(twice
        ? [tell([...path, "id"], `the incident '${id}' is there twice: give one of them another id`)]
        : []),
      ...(unowned
        ? [
            tell(
              [...path, "supportNeeded"],
              `'supportNeeded: false' needs 'owner' beside it: say who decided so`,
            ),
          ]
        : []),
    ];
  });
}
