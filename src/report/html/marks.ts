// The signs of outcomes: a letter and a word each, so that colour is never the only one. And other small things said everywhere.
import type { Call, Finding, Outcome, Severity, Subject } from "../../model/index.ts";
import { leftOpen } from "../standing.ts";
import { isOpen } from "../summary.ts";
import { clean, subjectName } from "../text.ts";
import { html, type Markup } from "./markup.ts";

/** An outcome, or that somebody accepts it for a time, or a pass beside what an earlier result left open. */
export type Mark = Outcome | "waived" | "left-open";

/** Worst first. */
export const MARKS: readonly Mark[] = [
  "fail",
  "error",
  "unknown",
  "left-open",
  "waived",
  "pass",
  "not-applicable",
];

/** One letter for each, for the cells of the grid. */
export const LETTERS: Readonly<Record<Mark, string>> = {
  fail: "F",
  error: "E",
  unknown: "U",
  "left-open": "L",
  waived: "W",
  pass: "P",
  "not-applicable": "N",
};

/** What each means. */
export const MEANINGS: Readonly<Record<Mark, string>> = {
  fail: "the facts show that the rule is broken",
  error: "the rule itself broke; nothing is claimed",
  unknown: "it could not be judged; what was missing is told",
  "left-open": "an earlier result left something open that this one cannot speak of, and nobody accepted it",
  waived: "a fail or an unknown that somebody accepts until a date",
  pass: "the facts show that the rule holds",
  "not-applicable": "the rule does not speak of this account",
};

/** Waived fails and unknowns are marked as that. */
export function markOf(finding: Finding): Mark {
  const { outcome, waiver } = finding;
  if (waiver !== undefined && isOpen(outcome)) return "waived";
  return outcome === "pass" && leftOpen(finding).length > 0 ? "left-open" : outcome;
}

/** Whether a finding asks for something: what it says, or what it was left with. */
export const asks = (finding: Finding): boolean => isOpen(finding.outcome) || leftOpen(finding).length > 0;

/** `F fail`, coloured. */
export const badge = (mark: Mark): Markup =>
  html`<span class="badge ${mark}"><span aria-hidden="true">${LETTERS[mark]}</span> ${mark}</span>`;

/** The severity as a word in a frame. */
export const severityBadge = (severity: Severity): Markup =>
  html`<span class="severity ${severity}">${severity}</span>`;

/** `organization o-1234` or `111122223333 (payments)`. */
export const whom = (subject: Pick<Subject, "scope" | "id" | "name">): string =>
  subject.scope === "organization" ? `organization ${subjectName(subject)}` : subjectName(subject);

/** `2026-11-03 10:00:05 UTC`; a text that is no time stays as it is. */
export function timeOf(time: string): Markup {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/.exec(time);
  if (match === null) return html`${time}`;
  return html`<time datetime="${time}">${match[1]} ${match[2]} UTC</time>`;
}

/** The day of a time. */
export const dayOf = (time: string): string => clean(time).slice(0, 10);

/** With separators: `1,873`. */
export const numeral = (number: number): string => number.toLocaleString("en-US");

/** `1 account`, `1,873 accounts`. */
export const counted = (number: number, noun: string): string =>
  `${numeral(number)} ${noun}${number === 1 ? "" : "s"}`;

/** Calls that ended alike, with all their regions: a look-up in 18 regions is one line. */
export function callLines(calls: readonly Call[]): string[] {
  const regions = new Map<string, string[]>();
  for (const { operation, region, outcome, code } of calls) {
    const key = JSON.stringify([operation, `${outcome}${code === undefined ? "" : `, ${code}`}`]);
    regions.set(key, [...(regions.get(key) ?? []), region]);
  }
  return [...regions].map(([key, where]) => {
    const [operation, ended] = JSON.parse(key) as [string, string];
    const places = where.length > 1 ? `${where.length} regions (${where.join(", ")})` : where.join("");
    return `${operation} in ${places}: ${ended}`;
  });
}
