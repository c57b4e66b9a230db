// Accounts × rules, a letter in every cell: a plain table, so that a screen reader can walk through it.
import { type Fold, type GridOf, gridOf, groupOf, SILENT } from "./folds.ts";
import { html, type Markup, within } from "./markup.ts";
import { badge, counted, LETTERS, MARKS, MEANINGS, numeral } from "./marks.ts";
import type { Column, Overview } from "./overview.ts";
import { names } from "./population.ts";

/** The grids of all accounts and of the organization. */
export function* grid(seen: Overview): Iterable<Markup> {
  yield html`<h2 id="grid">Accounts and rules</h2>
    <p>
      A letter says what a rule says of an account. The worst accounts come first; rules are sorted by
      severity. A rule's name leads to its findings.
    </p>
    <ul class="legend">
      ${MARKS.map((mark) => html`<li>${badge(mark)} ${MEANINGS[mark]}</li>`)}
    </ul>`;
  if (seen.rows.size > 0) yield* table(gridOf(seen, "account"), "Account");
  else yield html`<p class="gap">No account has a finding.</p>`;
  if (seen.organizations.size > 0) yield* table(gridOf(seen, "organization"), "Organization");
}

function table(shown: GridOf, subject: "Account" | "Organization"): Iterable<Markup> {
  const { columns, rows } = shown;
  const frame = (slot: Markup): Markup =>
    html`<div class="scroll" tabindex="0" role="region" aria-label="${subject}s and rules">
      <table class="grid">
        <caption>
          ${captionOf(rows, subject)}
        </caption>
        <thead>
          <tr>
            <td></td>
            ${groupsOf(columns).map(([name, width]) => html`<th scope="colgroup" class="group" colspan="${width}">${name}</th>`)}
          </tr>
          <tr>
            <th scope="col">${subject}</th>
            ${columns.map(heading)}
          </tr>
        </thead>
        <tbody>
          ${slot}
        </tbody>
      </table>
    </div>`;
  return within(frame, rowsOf(shown, subject));
}

function* rowsOf({ columns, rows }: GridOf, subject: "Account" | "Organization"): Iterable<Markup> {
  if (subject === "Account") yield sums(columns, rows);
  for (const row of rows) yield rowOf(row);
}

function captionOf(rows: readonly Fold[], subject: string): string {
  if (subject === "Organization") return "The organization, by rule";
  const accounts = rows.reduce((sum, fold) => sum + fold.names.length, 0);
  const folded =
    rows.length === accounts
      ? ""
      : `, in ${counted(rows.length, "row")}: accounts of which every rule says the same share one`;
  return `${counted(accounts, "account")}${folded}`;
}

/** Neighbours of one severity, and how many they are. */
function groupsOf(columns: readonly Column[]): [string, number][] {
  const groups: [string, number][] = [];
  for (const name of columns.map(groupOf)) {
    const last = groups.at(-1);
    if (last?.[0] === name) last[1]++;
    else groups.push([name, 1]);
  }
  return groups;
}

const heading = ({ rule, anchor }: Column): Markup =>
  html`<th scope="col" class="rule-name">
    <a href="#${anchor}"><span>${rule.id}</span></a>
  </th>`;

/** How many accounts fail each rule. */
function sums(columns: readonly Column[], rows: readonly Fold[]): Markup {
  const fails = columns.map((_, at) => failing(rows, at));
  return html`<tr class="sum">
    <th scope="row">accounts that fail</th>
    ${fails.map((text) => html`<td>${text}</td>`)}
  </tr> `;
}

function failing(rows: readonly Fold[], at: number): string {
  const certain = rows.filter(({ letters, mixed }) => letters[at] === LETTERS.fail && mixed === undefined);
  const more = rows.some(({ letters, mixed }) => letters[at] === LETTERS.fail && mixed === true);
  const number = certain.reduce((sum, fold) => sum + fold.names.length, 0);
  return `${number === 0 && !more ? "" : numeral(number)}${more ? "+" : ""}`;
}

function rowOf({ names: all, letters, mixed }: Fold): Markup {
  const name =
    mixed === undefined
      ? names(all)
      : html`the worst of all others: ${names(all)} What each says is in the JSON report.`;
  return html`<tr>
    <th scope="row">${name}</th>
    ${letters.map(cell)}
  </tr> `;
}

const cell = (letter: string): Markup =>
  letter === SILENT ? html`<td class="O">${SILENT}</td>` : html`<td class="${letter}">${letter}</td>`;
