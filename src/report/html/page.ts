// html: for auditors. One file that opens from a disk: no network, no script, and a policy that would stop both.
import { SEVERITIES } from "../../model/index.ts";
import { gapTexts, populationText, provenanceOf, scannedText } from "../provenance.ts";
import type { Report } from "../report.ts";
import { countPopulation, summarize, type Summary } from "../summary.ts";
import { count, inChunks, subjectName } from "../text.ts";
import { Html, html, list } from "./builder.ts";
import { findingSections } from "./findings.ts";
import { heatmap } from "./heatmap.ts";
import { steps } from "./steps.ts";
import { STYLE, STYLE_DIGEST } from "./style.ts";
import { timeline } from "./timeline.ts";

const POLICY = `default-src 'none'; style-src '${STYLE_DIGEST}'; base-uri 'none'; form-action 'none'`;
/** The style must be, byte for byte, what the policy allows. */
const HEAD = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${STYLE}</style>
`;
const BODY = '</head>\n<body>\n<a class="skip" href="#main">To the report</a>\n';
const MAIN = '<main id="main">\n';
const ENTRIES_SHOWN = 1_000;

/** The result as one HTML page, in chunks. */
export function renderHtml(report: Report): Iterable<string> {
  return inChunks(texts(parts(report)));
}

function* texts(parts: Iterable<Html>): Iterable<string> {
  for (const { text } of parts) yield text;
}

function* parts(report: Report): Iterable<Html> {
  const { header } = report;
  const title = `rootproof: ${scannedText(header)}, ${header.asOf}`;
  yield new Html(HEAD);
  yield html`<title>${title}</title>`;
  yield new Html(BODY);
  yield top(report);
  yield new Html(MAIN);
  yield population(report);
  yield heatmap(report);
  yield* steps(report);
  yield timeline(report);
  yield* findingSections(report);
  yield notes(report);
  yield new Html("</main>\n");
  yield footer(header);
  yield new Html("</body>\n</html>\n");
}

const footer = ({ tool: { name, version } }: Report["header"]): Html =>
  html`<footer>
    <p>
      Made by ${name} ${version}. Colours are never the only sign. What this page leaves out for its size is
      said where it is left out; the JSON report has everything.
    </p>
  </footer>`;

function top(report: Report): Html {
  const { header } = report;
  const summary = summarize(report.findings, header.population);
  const { text, style } = verdictOf(report, summary);
  const sections = [
    ["population", "Population"],
    ["map", "Accounts and rules"],
    ["activity", "Root activity"],
    ["findings", "Findings"],
    ["notes", "Notes"],
  ] as const;
  return html`<header>
    <h1>Root user audit of ${scannedText(header)}</h1>
    <p class="verdict ${style}">${text}</p>
    <p>${populationText(header)}.</p>
    ${gapTexts(header).map((gap) => html`<p class="cut">${gap}</p>`)}
    <dl>
      ${provenanceOf(header)
        .filter(([label]) => label !== "population")
        .map(
          ([label, value]) =>
            html`<dt>${label}</dt>
              <dd>${/SHA-256/.test(label) ? html`<code>${value}</code>` : value}</dd>`,
        )}
    </dl>
    ${numbers(summary)}
    <nav aria-label="Sections">${list(sections.map(([id, name]) => html`<a href="#${id}">${name}</a>`))}</nav>
  </header> `;
}

interface Verdict {
  readonly text: string;
  readonly style: string;
}

/** In words; green only where everything was seen and passes. */
function verdictOf({ header }: Report, { outcomes, waived }: Summary): Verdict {
  const fails = outcomes.fail - waived.fail;
  const unknown = outcomes.unknown - waived.unknown + outcomes.error;
  const unreached = countPopulation(header.population).unreached;
  const rest = unknown > 0 ? `; ${count(unknown, "finding")} could not be judged` : "";
  if (fails > 0)
    return { text: `${count(fails, "finding")} fail${fails === 1 ? "s" : ""}${rest}`, style: "fail" };
  if (unknown > 0)
    return { text: `No rule fails; ${count(unknown, "finding")} could not be judged`, style: "unknown" };
  if (unreached > 0 || gapTexts(header).length > 0)
    return { text: "What was judged passes; not every account was", style: "unknown" };
  if (outcomes.pass === 0) return { text: "Nothing was judged", style: "unknown" };
  return { text: "Every rule that was judged passes in every account", style: "pass" };
}

function numbers({ outcomes, fails, errors, unknowns, waived }: Summary): Html {
  return html`<div class="scroll" role="group" aria-label="Numbers" tabindex="0">
    <table>
      <caption>
        Findings by severity; ${outcomes.pass} pass, ${outcomes["not-applicable"]} are not applicable,
        ${waived.fail + waived.unknown} are waived
      </caption>
      <thead>
        <tr>
          <th scope="col">severity</th>
          <th scope="col">fail</th>
          <th scope="col">error</th>
          <th scope="col">could not be judged</th>
        </tr>
      </thead>
      <tbody>
        ${SEVERITIES.map(
          (severity) =>
            html`<tr>
              <th scope="row">${severity}</th>
              <td class="number">${fails[severity]}</td>
              <td class="number">${errors[severity]}</td>
              <td class="number">${unknowns[severity]}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Who was not judged, by name. */
function population({ header }: Report): Html {
  const others = header.population.filter(({ state }) => state !== "judged" && state !== "not-asked");
  const rest = others.length - ENTRIES_SHOWN;
  return html`<section aria-labelledby="population">
    <h2 id="population">Population</h2>
    <p>${populationText(header)}.</p>
    ${
      others.length === 0
        ? html`<p>Every account that was asked for was judged.</p>`
        : html`<table>
            <caption>
              Accounts that were not judged
            </caption>
            <thead>
              <tr>
                <th scope="col">account</th>
                <th scope="col">state</th>
                <th scope="col">why</th>
              </tr>
            </thead>
            <tbody>
              ${others.slice(0, ENTRIES_SHOWN).map(
                (entry) =>
                  html`<tr>
                    <th scope="row">${subjectName(entry)}</th>
                    <td>
                      <span class="mark ${entry.state === "unreached" ? "unknown" : "none"}"
                        >${entry.state}</span
                      >
                    </td>
                    <td>${entry.reason}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
    ${rest > 0 && html`<p class="cut">${count(rest, "more account")}: the JSON report names them.</p>`}
  </section> `;
}

function notes({ header }: Report): Html {
  const lines = header.notes.map(({ line, message }) =>
    line === undefined ? message : `line ${line}: ${message}`,
  );
  const waiting = header.waiting.map(
    ({ rule, why, selectWith }) => html`<code>${rule}</code> (${why}): ${selectWith}`,
  );
  return html`<section aria-labelledby="notes">
    <h2 id="notes">Notes</h2>
    <h3>On rootproof.yaml</h3>
    ${lines.length === 0 ? html`<p>None.</p>` : list(lines)}
    <h3>Rules that were not selected</h3>
    ${waiting.length === 0 ? html`<p>None.</p>` : list(waiting)}
  </section> `;
}
