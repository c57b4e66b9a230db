// Where a report comes from: who read what, when, with which version, rules and configuration, and of how many accounts.
import type { ResultHeader } from "../model/index.ts";
import { countPopulation, populationGapText } from "./summary.ts";
import { clean, count, list, subjectName } from "./text.ts";

const GONE_SHOWN = 20;

/** `organization o-example1234`, `account 111122223333 (payments)`. */
export function scannedText({ scope, organization, population, caller }: ResultHeader): string {
  if (scope === "organization")
    return clean(`organization ${organization ?? `of account ${caller.account}`}`);
  const [only] = population;
  return `account ${only === undefined ? clean(caller.account) : subjectName(only)}`;
}

/** `14 accounts expected: 12 judged, 1 not reached, 1 suspended`. */
export function populationText({ population, populationGap }: ResultHeader): string {
  const counts = countPopulation(population);
  const parts = [
    `${counts.judged} judged`,
    `${counts.unreached} not reached`,
    `${counts.suspended} suspended`,
    ...(counts.excluded === 0 ? [] : [`${counts.excluded} excluded`]),
    ...(counts["not-asked"] === 0 ? [] : [`${counts["not-asked"]} not asked for`]),
  ];
  const least = populationGap === undefined ? "" : "at least ";
  return `${least}${count(counts.expected, "account")} expected: ${parts.join(", ")}`;
}

/** What may be missing from the population, or was not asked for, one sentence each; none where all is there. */
export const gapTexts = (header: ResultHeader): string[] => [...lossTexts(header), ...choiceTexts(header)];

/** What should be in the population and may not be. */
export const lossTexts = ({ populationGap, shardProblems = [] }: ResultHeader): string[] => [
  ...(populationGap === undefined ? [] : [populationGapText(populationGap)]),
  ...shardProblems.map(clean),
];

/** What somebody chose not to see. */
export function choiceTexts({ population, choice, leftOut = 0 }: ResultHeader): string[] {
  const notAsked = countPopulation(population)["not-asked"];
  return [
    ...(choice === undefined || notAsked === 0
      ? []
      : [`nothing is claimed of accounts that were not asked for: ${clean(choice)}`]),
    ...(leftOut === 0 ? [] : [`${count(leftOut, "more account")} in the evidence, not shown here`]),
  ];
}

const goneText = (gone: readonly string[]): string => list(gone.slice(0, GONE_SHOWN).map(clean), gone.length);

/** Label and value, for formats that list them; all of it harmless text. */
export function provenanceOf(header: ResultHeader): readonly (readonly [string, string])[] {
  const { tool, asOf, caller, configuration, baseline } = header;
  return [
    ["scanned", scannedText(header)],
    ["as of", asOf],
    ["read by", clean(caller.arn)],
    ["partition", header.partition],
    ["version", `${tool.name} ${clean(tool.version)}`],
    ["rules SHA-256", header.rulesSha256],
    ["configuration", clean(configuration.file ?? "none")],
    ["configuration SHA-256", configuration.sha256 ?? "none"],
    ...(baseline === undefined
      ? []
      : ([
          ["baseline", `${clean(baseline.file)}, as of ${baseline.asOf}`],
          ["baseline SHA-256", baseline.sha256],
          ...(baseline.gone.length === 0
            ? []
            : ([["accounts of the baseline that are gone", goneText(baseline.gone)]] as const)),
        ] as const)),
    ...(header.redacted === true ? ([["redacted", "account numbers and names are masked"]] as const) : []),
    ["population", populationText(header)],
  ];
}
