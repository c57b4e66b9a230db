// The controls of a benchmark, step by step: what the rules mapped to each say, and what of it no rule sees.
import type { Benchmark, Control } from "../../model/index.ts";
import { controlOutcome, outcomeText, type RuleOutcomes, tallyOutcomes } from "../controls.ts";
import type { Report } from "../report.ts";
import { askedIn } from "../summary.ts";
import { html, type Html } from "./builder.ts";

const STYLES: Readonly<Record<string, string>> = {
  fail: "fail",
  error: "unknown",
  unknown: "unknown",
  pass: "pass",
};

/** One section for the playbook and for each further benchmark. */
export function steps(report: Report): Html[] {
  const outcomes = outcomesOf(report);
  const { playbook, header } = report;
  const others = header.benchmarks.filter(({ id }) => id !== playbook?.id);
  return [...(playbook === undefined ? [] : [playbook]), ...others].map((one) =>
    benchmarkSection(one, outcomes),
  );
}

function outcomesOf({ findings, header }: Report): RuleOutcomes {
  const tally = tallyOutcomes();
  const isAsked = askedIn(header.population);
  for (const finding of findings) if (isAsked(finding)) tally.add(finding);
  return tally.rules;
}

function benchmarkSection({ id, title, version, controls }: Benchmark, outcomes: RuleOutcomes): Html {
  return html`<section aria-labelledby="benchmark-${id}">
    <h2 id="benchmark-${id}">${title} ${version}</h2>
    <p>
      Outcomes are those of the root-related rules mapped to each step, over all accounts, and never of the
      whole step.
    </p>
    <div class="scroll" role="group" aria-label="Steps of ${title}" tabindex="0">
      <table>
        <caption>
          Steps, what the rules say of them, and what no rule sees
        </caption>
        <thead>
          <tr>
            <th scope="col">step</th>
            <th scope="col">outcome</th>
            <th scope="col">rules</th>
            <th scope="col">not seen by any rule</th>
          </tr>
        </thead>
        <tbody>
          ${controls.map((control) => controlRow(control, outcomes))}
        </tbody>
      </table>
    </div>
  </section> `;
}

function controlRow(control: Control, outcomes: RuleOutcomes): Html {
  const outcome = controlOutcome(control, outcomes);
  const rules = control.rules.map((rule) => {
    const counts = outcomes.get(rule);
    return counts === undefined
      ? html`<li>${rule}: not selected</li>`
      : html`<li><a href="#rule-${rule}">${rule}</a>: ${outcomeText(counts)}</li>`;
  });
  return html`<tr>
    <th scope="row">
      ${control.id}
      ${control.title}${control.group !== undefined && html` <span class="quiet">${control.group}</span>`}
    </th>
    <td><span class="mark ${STYLES[outcome] ?? "none"}">${outcome}</span></td>
    <td>
      <ul>
        ${rules}
      </ul>
    </td>
    <td>${control.gap}</td>
  </tr> `;
}
