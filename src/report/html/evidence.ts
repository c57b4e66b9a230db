// The facts behind the findings, subject by subject: which call, in which region, when it was seen, and how it ended.
import type { ObservedFact, SubjectEvidence } from "../../model/index.ts";
import type { Report } from "../report.ts";
import { type Named, subjectKey } from "./details.ts";
import { type EvidenceIndex, ORGANIZATION } from "./finding.ts";
import { html, type Markup, within } from "./markup.ts";
import { callLines, counted, timeOf, whom } from "./marks.ts";
import type { Overview } from "./overview.ts";

/** Up to this many accounts, all their facts are shown; beyond it only those on which findings that are told in full stand. */
const ALL_FACTS_UP_TO = 100;

/** Which facts are shown. */
export interface Choice {
  readonly all: boolean;
  readonly named: Named;
}

/** A page of few accounts holds every fact. */
export const chooseFacts = ({ header }: Report, named: Named): Choice => ({
  all: header.population.length <= ALL_FACTS_UP_TO,
  named,
});

/** Where each subject's facts will stand. */
export function evidenceIndex({ evidence }: Report, choice: Choice): EvidenceIndex {
  const index = new Map<string, { readonly anchor: string; readonly facts: ReadonlySet<string> }>();
  for (const subject of evidence) {
    const facts = chosenOf(subject, choice);
    if (facts.length === 0) continue;
    const place = { anchor: `evidence-${index.size}`, facts: new Set(facts.map(({ fact }) => fact)) };
    index.set(subjectKey(subject), place);
    if (subject.scope === "organization") index.set(ORGANIZATION, place);
  }
  return index;
}

/** The organization's facts decide for all accounts. */
function chosenOf(subject: SubjectEvidence, { all, named }: Choice): readonly ObservedFact[] {
  if (all || subject.scope === "organization") return subject.facts;
  const wanted = named.get(subjectKey(subject));
  return wanted === undefined ? [] : subject.facts.filter(({ fact }) => wanted.has(fact));
}

/** A table for each subject, read one after the other. */
export function* evidence(
  report: Report,
  seen: Overview,
  choice: Choice,
  index: EvidenceIndex,
): Iterable<Markup> {
  yield html`<h2 id="evidence">Evidence</h2>
    <p>
      How each fact was looked for. Values are not shown: they are in the evidence file. A state of
      <em>absent</em> is the service's own not-found answer; <em>denied</em>, <em>failed</em> and
      <em>skipped</em> facts are unknown.
    </p>`;
  if (!choice.all)
    yield html`<p class="gap">
      There are too many accounts for every fact: this shows the facts on which findings that are told in full
      stand. The JSON report has all of them.
    </p>`;
  for (const subject of report.evidence) {
    const place = index.get(subjectKey(subject));
    if (place !== undefined) yield* table(subject, chosenOf(subject, choice), place.anchor, seen);
  }
}

function table(
  subject: SubjectEvidence,
  facts: readonly ObservedFact[],
  anchor: string,
  seen: Overview,
): Iterable<Markup> {
  const name = subject.scope === "account" ? seen.rows.get(subject.id)?.name : undefined;
  const shown = name ?? whom(subject);
  const frame = (slot: Markup): Markup =>
    html`<details id="${anchor}">
      <summary>${shown}: ${counted(facts.length, "fact")}</summary>
      <table class="wide">
        <caption>
          Facts of ${shown}
        </caption>
        <thead>
          <tr>
            <th scope="col">Fact</th>
            <th scope="col">State</th>
            <th scope="col">Observed</th>
            <th scope="col">Calls</th>
          </tr>
        </thead>
        <tbody>
          ${slot}
        </tbody>
      </table>
    </details>`;
  return within(
    frame,
    facts.map((fact) => row(fact, anchor)),
  );
}

function row({ fact, state, observedAt, calls }: ObservedFact, anchor: string): Markup {
  const lines = callLines(calls);
  return html`<tr id="${anchor}.${fact}">
    <th scope="row"><code>${fact}</code></th>
    <td>${state}</td>
    <td>${timeOf(observedAt)}</td>
    <td>
      ${
        lines.length === 0
          ? "no call was made"
          : html`<ul>
              ${lines.map((line) => html`<li>${line}</li>`)}
            </ul>`
      }
    </td>
  </tr> `;
}
