// The words of an alert. GitHub shows the first sentence as its title, so that one names the account and the fact.
import {
  type Finding,
  type Item,
  type RuleInformation,
  type Severity,
  shortenNetworks,
} from "../../model/index.ts";
import { missingText } from "../missing.ts";
import { populationGapText } from "../summary.ts";
import type { Candidate } from "./candidates.ts";
import { type Group, pathText, sizeOf } from "./groups.ts";
import { clean, count, cut, list, sentence, subjectName } from "../text.ts";

const MESSAGE_LENGTH = 1200;
/** Short enough that what follows the facts is never cut away. */
const SENTENCE_LENGTH = 450;
const TITLE_LENGTH = 300;
const NOT_JUDGED = "could not be judged";
const MISSING_SHOWN = 5;

/** What is said of one result. */
export function messageOf(candidate: Candidate, rule: RuleInformation): string {
  const { finding } = candidate;
  const sentences = sentencesOf(candidate, rule);
  return harmless([
    `${who(finding)}: ${sentences[0] ?? rule.title}`,
    ...sentences.slice(1),
    ...unchanged(finding),
  ]);
}

function sentencesOf({ finding, item, carried }: Candidate, rule: RuleInformation): string[] {
  const isJudged = finding.outcome !== "unknown" && finding.outcome !== "error";
  if (carried === true && item !== undefined)
    return isJudged ? leftOpen(finding, item) : notSeen(finding, item);
  if (!isJudged) return notJudged(finding, rule);
  return [...offends(finding, item), ...stated(finding)];
}

const stated = ({ attestation }: Finding): string[] =>
  attestation === undefined
    ? []
    : [`Stated by ${attestation.by.join(" and ")} on ${attestation.on}, until ${attestation.expires}`];

/** Nobody looked at it in time: that it is out of the window settles nothing. */
function leftOpen({ itemsComplete }: Finding, { key, message, at }: Item): string[] {
  return itemsComplete && at !== undefined
    ? [
        message,
        `It was on ${at}, and is out of the window that is judged: nobody has accepted it`,
        `Ask who it was, and write what you found as a waiver of item ${key}`,
      ]
    : [message, "It was open before, and not everything that would show it was seen"];
}

const notSeen = (finding: Finding, { message }: Item): string[] => [
  `${cut(message, TITLE_LENGTH)}, when it was last seen`,
  notJudgedBecause(whyNot(finding) ?? finding.message, finding),
];

/** What all accounts of a unit share. */
export function groupMessage(group: Group, rule: RuleInformation): string {
  const { example, fails, unjudged, shown } = group;
  const accounts = `${count(sizeOf(group), "account")} under ${pathText(group) || "a unit that was not seen"}`;
  const [first = rule.title, ...more] =
    fails > 0 ? [example.message, ...example.items.map(({ message }) => message)] : notJudged(example, rule);
  return harmless([
    `${accounts}: ${clean(first)}`,
    ...more,
    `Accounts: ${list(shown, sizeOf(group))}`,
    ...(fails > 0 && unjudged > 0 ? [`${count(unjudged, "account")} of them could not be judged`] : []),
  ]);
}

function unchanged({ baseline }: Finding): string[] {
  return baseline?.since === undefined ? [] : [`Unchanged since ${day(baseline.since)}`];
}

const day = (instant: string): string => instant.slice(0, "2026-01-15".length);

/** A period inside a name would end the first sentence too early. */
function who({ subject }: Pick<Finding, "subject">): string {
  const noun = subject.scope === "organization" && !/^\d+$/.test(subject.id) ? "Organization" : "Account";
  return `${noun} ${subjectName(subject)}`.replace(/[.!?]+(?=\s)/g, "");
}

function offends(finding: Finding, item: Item | undefined): string[] {
  const facts = item === undefined ? [finding.message] : [item.message, finding.message];
  const told = [...new Set(facts.map(clean))].filter((text) => text !== "");
  return finding.itemsComplete
    ? told
    : [...told, "There may be more: not everything that would show it was seen"];
}

function notJudged(finding: Finding, rule: RuleInformation): string[] {
  const facts = finding.missing.slice(0, MISSING_SHOWN).map(missingText);
  const rest = finding.missing.length - MISSING_SHOWN;
  const why = whyNot(finding);
  const others = why === undefined ? facts : facts.slice(1);
  return [
    notJudgedBecause(why ?? (finding.message || rule.title), finding),
    `Rule: ${rule.title}`,
    ...others.map((text) => `Also missing: ${text}`),
    ...(rest > 0 ? [`And ${count(rest, "more missing fact")}`] : []),
  ];
}

const whyNot = ({ outcome, missing: [first] }: Finding): string | undefined =>
  outcome === "unknown" && first !== undefined ? missingText(first) : undefined;

/** The messages of an error say so themselves. */
function notJudgedBecause(why: string, { baseline }: Finding): string {
  const failed = baseline?.lastFailed === undefined ? "" : `; last failed ${day(baseline.lastFailed)}`;
  const text = why.startsWith(NOT_JUDGED) ? why : `${NOT_JUDGED}: ${why}`;
  return `${cut(clean(text), SENTENCE_LENGTH - 100)}${failed}`;
}

/** What the results left out of one rule come to. */
export interface Overflow {
  readonly rule: string;
  readonly severity: Severity;
  readonly results: number;
  readonly subjects: number;
  readonly shown: readonly string[];
}

/** The one result that stands for those beyond the limit. */
export function overflowMessage({ rule, results, subjects, shown }: Overflow, limit: number): string {
  return harmless([
    `${count(subjects, "more account")} with ${count(results, "result")} of ${rule}, summed up here`,
    `Among them: ${list(shown, subjects)}`,
    `One upload holds at most ${limit} results: the JSON report lists every one`,
  ]);
}

/** The alert of a scan that may not know of every account: while it is open, a closed alert proves nothing. */
export function populationMessage(finding: Pick<Finding, "subject">, gap: string): string {
  return harmless([`${who(finding)}: ${populationGapText(gap)}`]);
}

/** Cut, with networks for addresses, without an embedded link (`[text](target)` is one in SARIF), ending with a period. */
function harmless(sentences: readonly string[]): string {
  const text = sentences
    .map((part) => sentence(cut(shortenNetworks(clean(part)), SENTENCE_LENGTH)))
    .join(" ");
  return sentence(cut(text.replace(/\](?=\()/g, "] "), MESSAGE_LENGTH));
}
