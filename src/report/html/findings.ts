// Rule by rule, worst first: why it matters, what is wrong where, what that stands on, what to do, and who accepts it.
import {
  type Finding,
  type Item,
  type ObservedFact,
  type RuleInformation,
  SEVERITIES,
} from "../../model/index.ts";
import { compareText } from "../json-text.ts";
import { missingTexts } from "../missing.ts";
import type { Report } from "../report.ts";
import { leftOpen, standingOf } from "../standing.ts";
import { count, subjectName } from "../text.ts";
import { html, Html, list } from "./builder.ts";
import { choose, type Facts, factsFor, FINDINGS_SHOWN, type Told } from "./chosen.ts";
import { badge, markOf } from "./marks.ts";

/** The section, rule by rule. */
export function* findingSections(report: Report): Iterable<Html> {
  const told = choose(report);
  const facts = factsFor(report, told.values());
  yield new Html('<section aria-labelledby="findings">\n<h2 id="findings">Findings</h2>\n');
  for (const rule of sorted(report.header.rules, told)) {
    const entry = told.get(rule.id) ?? { rule: rule.id, findings: [], left: 0, passed: 0, notApplicable: 0 };
    yield ruleSection(rule, entry, facts);
  }
  yield new Html("</section>\n");
}

/** Rules that the header does not describe have findings all the same. */
function sorted(rules: readonly RuleInformation[], told: ReadonlyMap<string, Told>): RuleInformation[] {
  const known = new Set(rules.map(({ id }) => id));
  const others = [...told.values()]
    .filter(({ rule }) => !known.has(rule))
    .map(({ rule, findings }) => unlisted(rule, findings));
  return [...rules, ...others].sort(
    (left, right) =>
      Number(isQuiet(told.get(left.id))) - Number(isQuiet(told.get(right.id))) ||
      SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
      compareText(left.id, right.id),
  );
}

const unlisted = (id: string, [first]: readonly Finding[]): RuleInformation => ({
  id,
  title: id,
  severity: first?.severity ?? "info",
  scope: "account",
  rationale: "",
  remediation: [],
  references: [],
  parameters: {},
});

const isQuiet = (entry: Told | undefined): boolean =>
  entry === undefined || entry.findings.length + entry.left === 0;

function ruleSection(rule: RuleInformation, entry: Told, facts: Facts): Html {
  const { findings, left, passed, notApplicable } = entry;
  const numbers = [
    ...(findings.length + left === 0 ? [] : [`${findings.length + left} open`]),
    `${passed} pass`,
    `${notApplicable} not applicable`,
  ].join(", ");
  return html`<section class="rule">
    <h3 id="rule-${rule.id}">
      <span class="severity ${rule.severity}">${rule.severity}</span> ${rule.title} <code>${rule.id}</code>
    </h3>
    <p class="quiet">${numbers}</p>
    ${
      !isQuiet(entry) &&
      html`<p>${rule.rationale}</p>
        ${rule.limits !== undefined && html`<p><strong>Limits:</strong> ${rule.limits}</p>`}`
    }
    ${findings.map((finding) => findingHtml(finding, facts(finding)))}
    ${left > 0 && html`<p class="cut">${count(left, "more open finding")} of this rule: a page holds ${FINDINGS_SHOWN}; the JSON report has all.</p>`}
    ${!isQuiet(entry) && remedy(rule)}
  </section> `;
}

function remedy({ remediation, references }: RuleInformation): Html {
  return html`${
    remediation.length > 0 &&
    html`<h4>To do</h4>
      <ol>
        ${remediation.map(({ step, command }) => html`<li>${step}${command !== undefined && html` <code>${command}</code>`}</li>`)}
      </ol>`
  }
  ${list(
    references.map(({ title, url }) => html`${title}: <span class="url">${url}</span>`),
    "references",
  )} `;
}

function findingHtml(finding: Finding, facts: readonly ObservedFact[]): Html {
  const { subject, message, items, itemsComplete, missing, compensatedBy = [] } = finding;
  const standing = standingOf(finding);
  const who = subject.scope === "organization" ? `organization ${subject.id}` : subjectName(subject);
  return html`<article class="finding">
    <h4>
      ${who} ${badge(markOf(finding))}${standing !== "" && html` <span class="standing">${standing}</span>`}
    </h4>
    ${missing.length === 0 && html`<p>${message}</p>`}
    ${list(items.map(itemHtml))}${!itemsComplete && html`<p class="cut">There may be more: not everything that would show it was seen.</p>`}${list(missingTexts(missing))}${list(leftOpen(finding).map(({ message: text, key }) => html`left open by an earlier result: ${text} (${key})`))}${compensatedBy.length > 0 && html`<p>One severity lower, as these pass: ${compensatedBy.join(", ")}.</p>`}${accepted(finding)}${evidenceHtml(facts)}
  </article> `;
}

const itemHtml = ({ message, waiver }: Item): Html =>
  html`${message}${waiver !== undefined && html` <span class="mark waived">accepted by ${waiver.owner} until ${waiver.expires}: ${waiver.reason}</span>`}`;

function accepted({ waiver, attestation }: Finding): Html {
  return html`${waiver !== undefined && html`<p class="waiver"><strong>${waiver.kind === "waiver" ? "Waived" : "A planned use"}</strong> by ${waiver.owner} until ${waiver.expires}: ${waiver.reason}${waiver.reference !== undefined && html` (${waiver.reference})`}</p>`}${attestation !== undefined && html`<p class="waiver"><strong>Stated</strong> by ${attestation.by.join(", ")} on ${attestation.on}, until ${attestation.expires}</p>`}`;
}

/** Which call, where and when, and what it said. */
function evidenceHtml(facts: readonly ObservedFact[]): Html {
  if (facts.length === 0) return html`<p class="quiet">No fact was seen.</p>`;
  return html`<details>
    <summary>Evidence: ${count(facts.length, "fact")}</summary>
    <div class="scroll" role="group" aria-label="Evidence" tabindex="0">
      <table>
        <caption>
          What it stands on
        </caption>
        <thead>
          <tr>
            <th scope="col">fact</th>
            <th scope="col">state</th>
            <th scope="col">seen at (UTC)</th>
            <th scope="col">calls</th>
          </tr>
        </thead>
        <tbody>
          ${facts.map(factRow)}
        </tbody>
      </table>
    </div>
  </details> `;
}

const factRow = ({ fact, state, observedAt, calls }: ObservedFact): Html =>
  html`<tr>
    <th scope="row">${fact}</th>
    <td>${state}</td>
    <td>${observedAt}</td>
    <td>
      ${list(calls.map(({ operation, region, outcome, code }) => `${operation} in ${region}: ${outcome}${code === undefined ? "" : `, ${code}`}`))}
    </td>
  </tr>`;
