// Of which accounts the page speaks, of which it does not, and why.
import type { PopulationEntry, ResultHeader } from "../../model/index.ts";
import type { Report } from "../report.ts";
import { countPopulation, populationGapText } from "../summary.ts";
import { subjectName } from "../text.ts";
import { html, type Markup, type Part } from "./markup.ts";
import { counted, numeral } from "./marks.ts";
import type { Overview } from "./overview.ts";

const STATES: readonly (readonly [PopulationEntry["state"], string])[] = [
  ["judged", "judged"],
  ["unreached", "not reached"],
  ["suspended", "suspended"],
  ["excluded", "excluded by configuration"],
  ["not-asked", "not asked for"],
];

/** Of which accounts the report speaks, and what nobody looked at. */
export function population({ header }: Report, { summary }: Overview): Markup {
  const counts = countPopulation(header.population);
  const least = header.populationGap === undefined ? "" : "at least ";
  const shown: readonly (readonly [string, string])[] = [
    ["expected", `${least}${numeral(counts.expected)}`],
    ...STATES.map(([state, words]) => [words, numeral(counts[state])] as const),
  ];
  return html`<h2 id="population">Accounts</h2>
    <table>
      <caption>
        Accounts of the population, by how they fared
      </caption>
      <thead>
        <tr>
          ${shown.map(([words]) => html`<th scope="col" class="number">${words}</th>`)}
        </tr>
      </thead>
      <tbody>
        <tr>
          ${shown.map(([, number]) => html`<td class="number">${number}</td>`)}
        </tr>
      </tbody>
    </table>
    ${gaps(header, summary.notAsked).map((text) => html`<p class="gap">${text}</p>`)}
    ${asideOf(header.population)}`;
}

function gaps(
  { populationGap, shardProblems = [], choice, leftOut = 0 }: ResultHeader,
  notAsked: number,
): string[] {
  return [
    ...(populationGap === undefined
      ? []
      : [`The list of accounts has a gap: ${populationGapText(populationGap)}.`]),
    ...shardProblems.map((problem) => `Shards: ${problem}`),
    ...(choice === undefined
      ? []
      : [
          `Only some accounts were asked for (${choice}); nothing is claimed of the others, and their ${counted(notAsked, "finding")} are not in this page.`,
        ]),
    ...(leftOut === 0 ? [] : [`${counted(leftOut, "more account")} in the evidence, not shown here.`]),
  ];
}

/** Accounts that were not judged, those with the same reason together. */
function asideOf(entries: readonly PopulationEntry[]): Markup | undefined {
  const groups = new Map<string, PopulationEntry[]>();
  for (const entry of entries.filter(({ state }) => state !== "judged")) {
    const key = JSON.stringify([entry.state, entry.reason]);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(entry);
  }
  if (groups.size === 0) return undefined;
  return html`<table class="wide">
    <caption>
      Accounts that were not judged, and why
    </caption>
    <thead>
      <tr>
        <th scope="col">State</th>
        <th scope="col">Reason</th>
        <th scope="col">Accounts</th>
      </tr>
    </thead>
    <tbody>
      ${[...groups.values()].map(asideRow)}
    </tbody>
  </table>`;
}

function asideRow(entries: readonly PopulationEntry[]): Markup {
  const [first] = entries;
  return html`<tr>
    <td>${first?.state}</td>
    <td>${first?.reason ?? "no reason was recorded"}</td>
    <td>${names(entries.map(subjectName))}</td>
  </tr> `;
}

const NAMES_OPEN = 12;

/** A few names as they are, many of them folded. */
export function names(all: readonly Part[]): Markup {
  const items = html`<ul class="names">
    ${all.map((name) => html`<li>${name}</li>`)}
  </ul>`;
  if (all.length === 1) return html`${all}`;
  if (all.length <= NAMES_OPEN) return items;
  return html`<details>
    <summary>${counted(all.length, "account")}</summary>
    ${items}
  </details>`;
}
