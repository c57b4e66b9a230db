// What people accept or state: findings that are waived, passes that stand on a statement, and notes on rootproof.yaml.
import type { ConfigurationNote } from "../../model/index.ts";
import type { Sentences } from "../sentences.ts";
import { count, list } from "../text.ts";
import { paragraph, whole, type Layout } from "./layout.ts";

const GROUPS_SHOWN = 20;
const NOTES_SHOWN = 20;

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
