// What a reader of the file must know beside the results: whom the scan did not reach and what it could not judge.
import type { Notification } from "sarif";
import type { ConfigurationNote, PopulationEntry } from "../../model/index.ts";
import type { Report } from "../report.ts";
import { populationGapText } from "../summary.ts";
import { capital, clean, count, cut, list, sentence, subjectName } from "../text.ts";
import type { Overflow } from "./messages.ts";
import { RESULT_LIMIT, type Plan } from "./selection.ts";

const ACCOUNTS_SHOWN = 100;
const REASON_LENGTH = 500;
const NOTES_SHOWN = 100;

/** Notifications of level error say that someone or something was left unjudged by trouble. */
export function notifications(
  { header }: Report,
  { summary, total }: Plan,
  overflow: readonly Overflow[],
): Notification[] {
  const { populationGap } = header;
  const { gone = [] } = header.baseline ?? {};
  const unreached = header.population.filter(({ state }) => state === "unreached");
  const hidden = unreached.length - ACCOUNTS_SHOWN;
  const notAsked = header.population.filter(({ state }) => state === "not-asked").length;
  const { error } = summary.outcomes;
  const unknown = summary.outcomes.unknown - summary.waived.unknown;
  return [
    ...(populationGap === undefined
      ? []
      : [notify("error", sentence(capital(populationGapText(populationGap))))]),
    ...(header.shardProblems ?? []).map((problem) => notify("error", sentence(capital(clean(problem))))),
    ...unreached.slice(0, ACCOUNTS_SHOWN).map((entry) => notify("error", unreachedText(entry))),
    ...onlyIf(hidden > 0, "error", `${count(hidden, "more account")} could not be reached.`),
    ...onlyIf(error > 0, "error", `${count(error, "finding")} ended in an error of the rule.`),
    ...onlyIf(unknown > 0, "warning", `${count(unknown, "finding")} could not be judged: facts are missing.`),
    ...onlyIf(overflow.length > 0, "warning", overflowText(total)),
    ...onlyIf(gone.length > 0, "note", goneText(gone)),
    ...onlyIf(notAsked > 0, "note", notAskedText(notAsked, header.choice ?? "")),
    ...header.notes.slice(0, NOTES_SHOWN).map((one) => notify("note", noteText(one))),
  ];
}

const overflowText = (total: number): string =>
  `${count(total, "result")} are more than the ${RESULT_LIMIT} that fit: the rest is summed up per rule.`;

const goneText = (ids: readonly string[]): string =>
  `${count(ids.length, "account")} of the baseline are not in the population any more: ${list(ids.slice(0, ACCOUNTS_SHOWN).map(clean), ids.length)}.`;

function notAskedText(accounts: number, choice: string): string {
  const were = accounts === 1 ? "was" : "were";
  const flags = cut(clean(choice), REASON_LENGTH);
  return `${count(accounts, "account")} ${were} not asked for (${flags}); of those this file says nothing.`;
}

function unreachedText(entry: PopulationEntry): string {
  const reason = cut(clean(entry.reason ?? ""), REASON_LENGTH);
  const text = `Account ${subjectName(entry)} could not be reached`;
  return sentence(reason === "" ? text : `${text}: ${reason}`);
}

/** What the owner of an entry in rootproof.yaml should know. */
function noteText({ line, message }: ConfigurationNote): string {
  const place = line === undefined ? "" : `rootproof.yaml, line ${line}: `;
  return sentence(cut(clean(`${place}${message}`), REASON_LENGTH));
}

const onlyIf = (condition: boolean, level: Notification.level, text: string): Notification[] =>
  condition ? [notify(level, text)] : [];

const notify = (level: Notification.level, text: string): Notification => ({ level, message: { text } });
