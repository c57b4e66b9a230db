// Findings by rule, the worst first. What is open is told whole; what is well is folded, and counted where there is much of it.
import type { Finding, RuleInformation } from "../../model/index.ts";
import { outcomeText } from "../controls.ts";
import { EVIDENCE_COMPLETE } from "../report.ts";
import type { Details, Group, RuleDetails } from "./details.ts";
import { type EvidenceIndex, finding, subjects } from "./finding.ts";
import { html, link, NOTHING, type Markup, verbatim, within } from "./markup.ts";
import { badge, counted, markOf, severityBadge } from "./marks.ts";
import { countsOf, type Overview } from "./overview.ts";

/** The sections of all rules. */
export function* findings(seen: Overview, told: Details, index: EvidenceIndex): Iterable<Markup> {
  const open = told.rules.filter((rule) => rule.open.length + rule.openLeft > 0);
  const well = told.rules.filter((rule) => rule.open.length + rule.openLeft === 0);
  yield html`<h2 id="findings">Findings that fail or could not be judged</h2>
    <p>
      By rule, the worst first. Findings that say the same of several accounts are told once, with all their
      accounts.
    </p>`;
  if (told.left > 0) yield html`<p class="gap">${leftText(told.left)}</p>`;
  if (open.length === 0) yield html`<p>There are none.</p>`;
  for (const rule of open) yield* section(rule, seen, index);
  yield html`<h2 id="well">Rules that pass or do not apply</h2>`;
  if (well.length === 0) yield html`<p>There are none.</p>`;
  for (const rule of well) yield wellRule(rule, seen, index);
}

const leftText = (left: number): string =>
  `This page tells the worst findings in full. ${counted(left, "more open finding")} ${left === 1 ? "is" : "are"} counted under the rule, shown as letters in the grid, and told in full by the JSON report.`;

function section(told: RuleDetails, seen: Overview, index: EvidenceIndex): Iterable<Markup> {
  const column = seen.columns.get(told.rule);
  if (column === undefined) return [];
  const { rule, anchor } = column;
  const frame = (slot: Markup): Markup =>
    html`<section class="rule" id="${anchor}" aria-labelledby="${anchor}-title">
      <h3 id="${anchor}-title">${titleOf(rule)} <code>${rule.id}</code></h3>
      <p>${severityBadge(told.severity)} ${countsText(told, seen)}</p>
      ${aboutRule(rule)} ${slot}
    </section>`;
  return within(frame, blocks(told, index));
}

function* blocks(told: RuleDetails, index: EvidenceIndex): Iterable<Markup> {
  for (const group of told.open) yield finding(group, index);
  if (told.openLeft > 0) yield html`<p class="gap">${leftText(told.openLeft)}</p>`;
  yield quietPart(told, index);
}

const titleOf = ({ title, id }: RuleInformation): string => (title === "" ? id : title);

/** The built-in rule is in no count of the summary. */
function countsText(told: RuleDetails, seen: Overview): string {
  if (told.rule !== EVIDENCE_COMPLETE) return outcomeText(countsOf(seen, told.rule));
  return "speaks of the evidence: it is in no count of findings, and fails no scan";
}

/** Once for each rule: why it matters, what it cannot know, what to do. */
function aboutRule(rule: RuleInformation): Markup {
  const { rationale, limits, remediation, references } = rule;
  return html`${rationale === "" ? undefined : html`<p>${rationale}</p>`}
  ${limits === undefined ? undefined : html`<p class="quiet">What it cannot know: ${limits}</p>`}
  ${
    remediation.length === 0
      ? undefined
      : html`<details>
          <summary>What to do (${counted(remediation.length, "step")})</summary>
          <ol>
            ${remediation.map(step)}
          </ol>
        </details>`
  }
  ${
    references.length === 0
      ? undefined
      : html`<details>
          <summary>References (${references.length})</summary>
          <ul>
            ${references.map(({ title, url }) => html`<li>${link(url, title)}</li>`)}
          </ul>
        </details>`
  }`;
}

const step = ({ step: text, command }: RuleInformation["remediation"][number]): Markup =>
  html`<li>
    ${text}${command === undefined ? undefined : html`<pre><code>${verbatim(command)}</code></pre>`}
  </li>`;

/** The accounts for which the rule is well. */
function quietPart({ quiet, quietLeft }: RuleDetails, index: EvidenceIndex): Markup {
  if (quiet.length + quietLeft === 0) return NOTHING;
  return html`<details>
    <summary>Where it passes or does not apply</summary>
    ${quietGroups(quiet, quietLeft, index)}
  </details>`;
}

function wellRule(told: RuleDetails, seen: Overview, index: EvidenceIndex): Markup {
  const column = seen.columns.get(told.rule);
  if (column === undefined) return NOTHING;
  const { rule, anchor } = column;
  return html`<details class="well" id="${anchor}">
    <summary>
      ${badge(wellMark(told))} ${titleOf(rule)} <code>${rule.id}</code> ${countsText(told, seen)}
    </summary>
    ${aboutRule(rule)} ${quietGroups(told.quiet, told.quietLeft, index)}
  </details>`;
}

const wellMark = ({ quiet }: RuleDetails): Finding["outcome"] =>
  quiet.some((group) => group.finding.outcome === "pass") ? "pass" : "not-applicable";

function quietGroups(groups: readonly Group[], left: number, index: EvidenceIndex): Markup {
  return html`<ul>
      ${groups.map((group) => quietGroup(group, index))}
    </ul>
    ${left === 0 ? undefined : html`<p>${counted(left, "more finding")} in other words: the grid has their letters, the JSON report their words.</p>`}`;
}

function quietGroup(group: Group, index: EvidenceIndex): Markup {
  const { message, attestation, evidence } = group.finding;
  const stated =
    attestation === undefined
      ? undefined
      : html` Stated by ${attestation.by.join(", ")} on ${attestation.on}, until
        ${attestation.expires}${attestation.evidence === undefined ? "" : `: ${attestation.evidence}`}.`;
  const facts =
    evidence.length === 0 ? undefined : html` <span class="quiet">Seen: ${evidence.join(", ")}</span>`;
  return html`<li>
    ${badge(markOf(group.finding))} ${message}${stated}${facts} ${subjects(group, index)}
  </li> `;
}
