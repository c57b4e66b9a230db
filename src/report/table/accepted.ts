// What people accept or state: findings that are waived, passes that stand on a statement, and notes on rootproof.yaml.
import type { ConfigurationNote, Finding } from "../../model/index.ts";
import { count, list, subjectName } from "../text.ts";
import { paragraph, whole, type Layout } from "./layout.ts";

/** Subjects named with one sentence. */
export const SUBJECTS_SHOWN = 10;
const GROUPS_SHOWN = 20;
const NOTES_SHOWN = 20;

/** Findings of which one sentence says all, and whom they speak of. */
interface Said {
  count: number;
  readonly shown: string[];
}

/** Sentences with their subjects; beyond a limit they are only counted. */
export interface Sentences {
  readonly groups: Map<string, Said>;
}

export const newSentences = (): Sentences => ({ groups: new Map() });

/** `root-mfa-enabled, fail, until 2026-02-01, by Ana: Moving.` */
export function addWaived(sentences: Sentences, finding: Finding): void {
  const { rule, outcome, waiver } = finding;
  if (waiver === undefined) return;
  const { kind, owner, reason, reference, expires } = waiver;
  const how = kind === "waiver" ? `until ${dayOf(expires)}` : "a planned use";
  const where = reference === undefined ? "" : ` (${reference})`;
  add(sentences, `${rule}, ${outcome}, ${how}, by ${owner}: ${reason}${where}`, finding);
}

/** `root-credentials-in-safe, by Ana, Ben on 2026-01-10, until 2026-04-10` */
export function addAttested(sentences: Sentences, finding: Finding): void {
  const { rule, attestation } = finding;
  if (attestation === undefined) return;
  const { by, on, expires } = attestation;
  add(sentences, `${rule}, by ${by.join(", ")} on ${dayOf(on)}, until ${dayOf(expires)}`, finding);
}

const dayOf = (time: string): string => time.slice(0, 10);

function add({ groups }: Sentences, sentence: string, { subject }: Finding): void {
  const said = groups.get(sentence) ?? { count: 0, shown: [] };
  groups.set(sentence, said);
  said.count++;
  if (said.shown.length < SUBJECTS_SHOWN) said.shown.push(subjectName(subject));
}

/** One line per sentence, under how many findings it is in all. */
export function sentenceLines(layout: Layout, heading: string, { groups }: Sentences): string[] {
  if (groups.size === 0) return [];
  const all = [...groups.values()].reduce((sum, said) => sum + said.count, 0);
  const shown = [...groups].slice(0, GROUPS_SHOWN);
  const rest = all - shown.reduce((sum, [, said]) => sum + said.count, 0);
  return [
    ...whole(layout, `${heading}: ${count(all, "finding")}`, 0),
    ...shown.flatMap(([sentence, said]) => [
      ...paragraph(layout, sentence),
      ...paragraph(layout, list(said.shown, said.count), 6, "in "),
    ]),
    ...(rest > 0 ? [`    and ${count(rest, "more finding")}`] : []),
  ];
}

/** Entries of rootproof.yaml that their owners should look at. */
export function noteLines(layout: Layout, notes: readonly ConfigurationNote[]): string[] {
  if (notes.length === 0) return [];
  const rest = notes.length - NOTES_SHOWN;
  return [
    ...whole(layout, `${count(notes.length, "note")} on rootproof.yaml:`, 0),
    ...notes
      .slice(0, NOTES_SHOWN)
      .flatMap(({ line, message }) =>
        paragraph(layout, line === undefined ? message : `line ${line}: ${message}`),
      ),
    ...(rest > 0 ? [`    and ${count(rest, "more note")}`] : []),
  ];
}
