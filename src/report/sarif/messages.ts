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
import { clean, count, cut, list, sentence, subjectName } from "../text.ts";

const MESSAGE_LENGTH = 1200;
/** Short enough that what follows the facts is never cut away. */
const SENTENCE_LENGTH = 450;
const NOT_JUDGED = "could not be judged";
const MISSING_SHOWN = 5;

/** What is said of one result. */
export function messageOf(finding: Finding, item: Item | undefined, rule: RuleInformation): string {
  const sentences =
    finding.outcome === "unknown" || finding.outcome === "error"
      ? notJudged(finding, rule)
      : offends(finding, item);
  return harmless([`${who(finding)}: ${sentences[0] ?? rule.title}`, ...sentences.slice(1)]);
}

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
  const why = finding.outcome === "unknown" ? facts[0] : undefined;
  const others = why === undefined ? facts : facts.slice(1);
  return [
    notJudgedBecause(why ?? (finding.message || rule.title)),
    `Rule: ${rule.title}`,
    ...others.map((text) => `Also missing: ${text}`),
    ...(rest > 0 ? [`And ${count(rest, "more missing fact")}`] : []),
  ];
}

/** The messages of an error say so themselves. */
const notJudgedBecause = (why: string): string =>
  why.startsWith(NOT_JUDGED) ? why : `${NOT_JUDGED}: ${why}`;

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
