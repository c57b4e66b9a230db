// One finding, or several that say the same: what it says, of whom, what is missing, who accepts it, and on what it stands.
import type { Finding, Item, MissingFact, Subject, WaiverReference } from "../../model/index.ts";
import { type Group, subjectKey } from "./details.ts";
import { html, type Markup, type Part } from "./markup.ts";
import { badge, callLines, counted, dayOf, markOf, severityBadge, timeOf, whom } from "./marks.ts";
import { names } from "./population.ts";
import { leftOpen } from "../standing.ts";

/** Items and missing facts that are listed; the rest is counted. */
const LISTED = 100;

/** Where the evidence of a subject stands in the page, by `subjectKey`. */
export type EvidenceIndex = ReadonlyMap<
  string,
  { readonly anchor: string; readonly facts: ReadonlySet<string> }
>;

/** The block of one group. */
export function finding(group: Group, index: EvidenceIndex): Markup {
  const { finding: one } = group;
  const mark = markOf(one);
  return html`<article class="finding ${mark}">
    <h4>${badge(mark)} ${severityBadge(one.severity)} ${heading(group)}</h4>
    <p>${messageOf(one)}</p>
    ${items(one)} ${missing(one.missing)} ${further(group, index)}
    ${group.subjects.length > 1 ? subjects(group, index) : undefined}
  </article>`;
}

/** An unknown's message says again what is missing, which is listed below it. */
const messageOf = ({ outcome, message, missing: facts, baseline }: Finding): string =>
  outcome === "unknown" && facts.length > 0 && baseline?.lastFailed === undefined
    ? "could not be judged"
    : message;

function heading({ subjects: all }: Group): string {
  const [only] = all;
  return all.length === 1 && only !== undefined ? whom(only) : counted(all.length, "account");
}

/** Of whom it speaks, each with a way to its evidence. */
export const subjects = ({ subjects: all }: Group, index: EvidenceIndex): Markup =>
  names(all.map((subject) => subjectLink(subject, index.get(subjectKey(subject))?.anchor)));

const subjectLink = (subject: Subject, anchor: string | undefined): Part =>
  anchor === undefined ? whom(subject) : html`<a href="#${anchor}">${whom(subject)}</a>`;

function items({ items: all, itemsComplete }: Finding): Markup | undefined {
  if (all.length === 0 && itemsComplete) return undefined;
  return html`<ul>
    ${all.slice(0, LISTED).map(item)}${rest(all.length, "item")}${itemsComplete ? undefined : html`<li>There may be more: not everything that would show it was seen.</li>`}
  </ul>`;
}

const rest = (length: number, noun: string): Markup | undefined =>
  length <= LISTED
    ? undefined
    : html`<li>and ${counted(length - LISTED, `more ${noun}`)}, in the JSON report</li>`;

const item = ({ message, waiver }: Item): Markup =>
  html`<li>${message}${waiver === undefined ? undefined : html` (${waiverText(waiver)})`}</li>`;

function waiverText({ kind, owner, reason, reference, expires }: WaiverReference): Markup {
  const who = kind === "waiver" ? "accepted by" : "planned use, by";
  return html`${badge("waived")} ${who} ${owner} until ${dayOf(expires)}:
  ${reason}${reference === undefined ? "" : ` (${reference})`}`;
}

/** Facts that are missing for the same reason are told together. */
function missing(facts: readonly MissingFact[]): Markup | undefined {
  if (facts.length === 0) return undefined;
  const groups = new Map<string, MissingFact[]>();
  for (const one of facts) {
    const key = JSON.stringify([one.cause, one.reason]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return html`<p>What is missing:</p>
    <ul>
      ${[...groups.values()].map(missingGroup)}
    </ul>`;
}

function missingGroup(facts: readonly MissingFact[]): Markup {
  const [first] = facts;
  const calls = callLines(facts.flatMap(({ call }) => call ?? []));
  return html`<li>
    <strong>${first?.cause}</strong>: ${first?.reason}
    <ul>
      ${facts.slice(0, LISTED).map(({ fact }) => html`<li><code>${fact}</code></li>`)}${rest(facts.length, "fact")}${[...new Set(calls)].map((call) => html`<li>${call}</li>`)}
    </ul>
  </li>`;
}

/** What is known beside the finding itself. */
function further(group: Group, index: EvidenceIndex): Markup | undefined {
  const { compensatedBy, waiver, attestation, baseline, evidence } = group.finding;
  const left = leftOpen(group.finding);
  const entries: readonly (readonly [string, Markup | string] | undefined)[] = [
    compensatedBy && ["Severity lowered by", `${compensatedBy.join(", ")}, which pass for the same account`],
    waiver && ["Waiver", waiverText(waiver)],
    attestation && [
      "Stated",
      `by ${attestation.by.join(", ")} on ${attestation.on}, until ${attestation.expires}${attestation.evidence === undefined ? "" : `: ${attestation.evidence}`}`,
    ],
    baseline && ["Since the baseline", compared(group.finding, baseline)],
    left.length === 0 ? undefined : ["Left open by earlier results", leftOpenList(left)],
    evidence.length === 0 ? undefined : ["Stands on", evidenceOf(group, index)],
  ];
  const there = entries.filter((entry) => entry !== undefined);
  if (there.length === 0) return undefined;
  return html`<dl>
    ${there.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** Nobody accepted it, and this result cannot speak of it. */
const leftOpenList = (left: readonly Item[]): Markup =>
  html`<ul>
    ${left.slice(0, LISTED).map(({ key, message, at }) => html`<li>${message}${at === undefined ? undefined : html`, on ${timeOf(at)}`}; waive item <code>${key}</code> once you know who it was</li>`)}${rest(left.length, "item")}
  </ul>`;

function compared(
  { outcome, items: all }: Finding,
  { state, since, lastFailed, newItems }: NonNullable<Finding["baseline"]>,
): Markup {
  const fresh = all.filter(({ key }) => newItems.includes(key)).map(({ message }) => message);
  return html`<strong>${state}</strong
    >${since === undefined ? undefined : html` since ${timeOf(since)}`}${lastFailed === undefined ? undefined : html`; ${outcome === "unknown" ? "could not be judged; " : ""}last failed ${timeOf(lastFailed)}`}${fresh.length === 0 ? undefined : html`; new: ${fresh.slice(0, LISTED).join("; ")}${fresh.length > LISTED ? ` and ${fresh.length - LISTED} more` : ""}`}`;
}

/** Links to the calls: fact by fact for one subject; for several, to each one's own. */
function evidenceOf({ finding: { evidence }, subjects: all }: Group, index: EvidenceIndex): Markup {
  const [only] = all;
  if (all.length === 1 && only !== undefined)
    return html`${evidence.map((fact, at) => html`${at === 0 ? "" : ", "}${factLink(fact, only, index)}`)}`;
  return html`${evidence.map((fact, at) => html`${at === 0 ? "" : ", "}<code>${fact}</code>`)}; how each was
  seen is told with each account`;
}

/** A finding of an account may stand on facts of the organization. */
function factLink(fact: string, subject: Subject, index: EvidenceIndex): Markup {
  const own = index.get(subjectKey(subject));
  const place = own?.facts.has(fact) === true ? own : index.get(ORGANIZATION);
  if (place?.facts.has(fact) !== true) return html`<code>${fact}</code>`;
  return html`<a href="#${place.anchor}.${fact}"><code>${fact}</code></a>`;
}

/** Key of the one organization. */
export const ORGANIZATION = "organization";
