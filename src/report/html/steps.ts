// The controls of benchmarks, the playbook's 16 steps first of all: outcome, rules, and what no rule sees.
import type { Benchmark, Control, WaitingRule } from "../../model/index.ts";
import { controlOutcome, outcomeText } from "../controls.ts";
import type { Report } from "../report.ts";
import { html, type Markup } from "./markup.ts";
import { badge } from "./marks.ts";
import type { Overview } from "./overview.ts";

/** A table for each benchmark. */
export function* steps({ header, playbook }: Report, seen: Overview): Iterable<Markup> {
  const asked = header.benchmarks;
  const first = playbook === undefined || asked.some(({ id }) => id === playbook.id) ? [] : [playbook];
  const all = [...first, ...asked];
  if (all.length === 0) return;
  yield html`<h2 id="steps">Steps and controls</h2>
    <p>
      A step's outcome is the worst of the root-related rules mapped to it, over all accounts. It says nothing
      of the rest of the step; what no rule sees is told.
    </p>`;
  for (const benchmark of all) yield table(benchmark, seen, header.waiting);
}

function table(benchmark: Benchmark, seen: Overview, waiting: readonly WaitingRule[]): Markup {
  const { title, version, controls, source, checked } = benchmark;
  return html`<h3>${title} (${version})</h3>
    <table class="wide">
      <caption>
        ${title}: ${controls.length} controls. Source: ${source}; mapping checked ${checked}
      </caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Outcome of its rules</th>
          <th scope="col">Rules</th>
          <th scope="col">Not seen by any rule</th>
        </tr>
      </thead>
      <tbody>
        ${controls.map((control) => row(control, seen, waiting))}
      </tbody>
    </table>`;
}

function row(control: Control, seen: Overview, waiting: readonly WaitingRule[]): Markup {
  const outcome = controlOutcome(control, seen.outcomes);
  const shown =
    outcome === "no-rule-selected" ? html`<span class="badge none">no rule selected</span>` : badge(outcome);
  return html`<tr>
    <th scope="row">
      ${control.id}
      ${control.title}${control.group === undefined ? "" : html`<br /><span class="quiet">${control.group}</span>`}
    </th>
    <td>${shown}</td>
    <td>
      <ul>
        ${control.rules.map((rule) => html`<li>${ruleText(rule, seen, waiting)}</li>`)}
      </ul>
    </td>
    <td>${control.gap ?? (control.coverage === "full" ? "nothing: the rules see all of it" : "not told")}</td>
  </tr> `;
}

function ruleText(id: string, seen: Overview, waiting: readonly WaitingRule[]): Markup {
  const counts = seen.outcomes.get(id);
  const column = seen.columns.get(id);
  if (counts !== undefined && column !== undefined)
    return html`<a href="#${column.anchor}">${id}</a>: ${outcomeText(counts)}`;
  const why = waiting.find(({ rule }) => rule === id);
  return html`${id}: not selected${why === undefined ? "" : ` (${why.why}: ${why.selectWith})`}`;
}
