// Accounts and rules in one picture. Accounts that look alike share a row, so that two thousand are as readable as twelve.
import { SEVERITIES, type Finding, type RuleInformation, type Subject } from "../../model/index.ts";
import { compareText } from "../json-text.ts";
import { EVIDENCE_COMPLETE, type Report } from "../report.ts";
import { askedIn } from "../summary.ts";
import { count, subjectName } from "../text.ts";
import { html, type Html, list } from "./builder.ts";
import { ALL_MARKS, type Mark, markOf, SILENT } from "./marks.ts";

/** Rows beyond these are counted. */
const ROWS_SHOWN = 500;
const NAMES_SHOWN = 3_000;

interface Row {
  readonly marks: readonly Mark[];
  readonly names: string[];
  count: number;
}

/** The section; its table is wide, so it scrolls on its own. */
export function heatmap(report: Report): Html {
  const rules = [...report.header.rules].filter(({ id }) => id !== EVIDENCE_COMPLETE).sort(worstFirst);
  const rows = [...rowsOf(report, rules)].sort((left, right) => weightOf(right) - weightOf(left));
  const rest = rows.slice(ROWS_SHOWN).reduce((sum, row) => sum + row.count, 0);
  return html`<section aria-labelledby="map">
    <h2 id="map">Accounts and rules</h2>
    <p>Worst first. Accounts of which all rules say the same share a row.</p>
    <ul class="legend">
      ${ALL_MARKS.filter((mark) => mark !== SILENT).map(({ letter, word, style }) => html`<li><span class="cell ${style}" aria-hidden="true">${letter}</span> ${word}</li>`)}
    </ul>
    <div class="scroll" role="group" aria-label="Table of accounts and rules" tabindex="0">
      <table class="map">
        <caption>
          Outcome of each rule in each account
        </caption>
        <thead>
          <tr>
            <th scope="col">account</th>
            ${rules.map(columnOf)}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, ROWS_SHOWN).map((row) => rowHtml(row))}
        </tbody>
      </table>
    </div>
    ${rest > 0 && html`<p class="cut">${count(rest, "more account")} with other patterns: the JSON report has them.</p>`}
  </section> `;
}

const columnOf = ({ id, severity }: RuleInformation): Html =>
  html`<th scope="col">
    <a href="#rule-${id}" class="${severity}"><span>${id}</span></a>
  </th>`;

const rowHtml = ({ marks, names, count: number }: Row): Html =>
  html`<tr>
    <th scope="row">${nameOf(names, number)}</th>
    ${marks.map(({ letter, style, word }) => html`<td class="${style}" title="${word}">${letter}</td>`)}
  </tr> `;

function nameOf(names: readonly string[], number: number): Html {
  if (number === 1) return html`${names[0]}`;
  const rest = number - names.length;
  return html`<details>
    <summary>${number} alike</summary>
    ${list(names)}${rest > 0 && html`<p>and ${rest} more</p>`}
  </details>`;
}

function rowsOf(report: Report, rules: readonly RuleInformation[]): Iterable<Row> {
  const columns = new Map(rules.map(({ id }, index) => [id, index]));
  const isAsked = askedIn(report.header.population);
  const rows = new Map<string, Row>();
  let subject: Subject | undefined;
  let marks: Mark[] = [];
  const close = (): void => {
    if (subject !== undefined) addRow(rows, subject, marks);
  };
  for (const finding of report.findings) {
    if (!isAsked(finding)) continue;
    if (!isSame(subject, finding.subject)) {
      close();
      subject = finding.subject;
      marks = rules.map(() => SILENT);
    }
    const column = columns.get(finding.rule);
    if (column !== undefined) marks[column] = markOf(finding);
  }
  close();
  return rows.values();
}

const isSame = (left: Subject | undefined, { scope, id }: Finding["subject"]): boolean =>
  left !== undefined && left.scope === scope && left.id === id;

/** The organization never looks like an account. */
function addRow(rows: Map<string, Row>, subject: Subject, marks: readonly Mark[]): void {
  const key = `${subject.scope} ${marks.map(({ letter }) => letter).join("")}`;
  const row = rows.get(key) ?? { marks, names: [], count: 0 };
  rows.set(key, row);
  row.count++;
  const name = subject.scope === "organization" ? `organization ${subject.id}` : subjectName(subject);
  if (row.names.length < NAMES_SHOWN) row.names.push(name);
}

/** Columns are worst first, so a mark further left weighs more. */
const weightOf = ({ marks }: Row): number =>
  marks.reduce((sum, { weight }, index) => sum + weight * (1 + (marks.length - index) / marks.length), 0);

const worstFirst = (left: RuleInformation, right: RuleInformation): number =>
  SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) || compareText(left.id, right.id);
