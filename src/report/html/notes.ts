// What the owner of the configuration should know: entries, rules that wait, and what the rules were judged with.
import type { ConfigurationNote, ResultHeader, WaitingRule } from "../../model/index.ts";
import { html, NOTHING, type Markup } from "./markup.ts";

/** The last sections. */
export function* notes(header: ResultHeader): Iterable<Markup> {
  yield html`<h2 id="configuration">Configuration</h2>`;
  if (header.notes.length > 0) yield noteList(header.notes, header.configuration.file);
  yield waitingTable(header.waiting);
  yield parameterTable(header.parameters);
}

const noteList = (all: readonly ConfigurationNote[], file = "rootproof.yaml"): Markup =>
  html`<h3>What its owner should know</h3>
    <ul>
      ${all.map(({ entry, kind, line, message }) => html`<li>${entry}, ${kind}${line === undefined ? "" : ` (${file}, line ${line})`}: ${message}</li>`)}
    </ul>`;

function waitingTable(waiting: readonly WaitingRule[]): Markup {
  if (waiting.length === 0) return html`<p>Every rule was selected.</p>`;
  return html`<h3>Rules that were not selected</h3>
    <table class="wide">
      <caption>
        Nothing is claimed on what these rules are about
      </caption>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">Why</th>
          <th scope="col">What selects it</th>
        </tr>
      </thead>
      <tbody>
        ${waiting.map(
          ({ rule, why, selectWith }) =>
            html`<tr>
              <th scope="row"><code>${rule}</code></th>
              <td>${why}</td>
              <td>${selectWith}</td>
            </tr> `,
        )}
      </tbody>
    </table>`;
}

function parameterTable(parameters: ResultHeader["parameters"]): Markup {
  const entries = Object.entries(parameters).sort(([left], [right]) => (left < right ? -1 : 1));
  if (entries.length === 0) return NOTHING;
  return html`<h3>What the rules were judged with</h3>
    <table class="wide">
      <caption>
        Parameters of the selected rules, defaults and configured values alike
      </caption>
      <thead>
        <tr>
          <th scope="col">Parameter</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        ${entries.map(
          ([name, value]) =>
            html`<tr>
              <th scope="row"><code>${name}</code></th>
              <td><code>${JSON.stringify(value)}</code></td>
            </tr> `,
        )}
      </tbody>
    </table>`;
}
