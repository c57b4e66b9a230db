// One mark for each outcome, the same everywhere: a letter and a word beside the colour, which nobody has to see.
import type { Finding } from "../../model/index.ts";
import { EVIDENCE_COMPLETE } from "../report.ts";
import { leftOpen } from "../standing.ts";
import { html, type Html } from "./builder.ts";

/** How a cell of the table of accounts and rules looks. */
export interface Mark {
  readonly letter: string;
  readonly word: string;
  readonly style: string;
  /** Higher is worse. */
  readonly weight: number;
}

const MARKS = {
  fail: { letter: "F", word: "fail", style: "fail", weight: 1_000_000 },
  error: { letter: "E", word: "error of the rule", style: "unknown", weight: 1_000 },
  unknown: { letter: "?", word: "could not be judged", style: "unknown", weight: 1_000 },
  open: { letter: "O", word: "left open by an earlier result", style: "unknown", weight: 500 },
  waived: { letter: "W", word: "waived", style: "waived", weight: 1 },
  pass: { letter: "✓", word: "pass", style: "pass", weight: 0 },
  "not-applicable": { letter: "–", word: "not applicable", style: "none", weight: 0 },
  silent: { letter: " ", word: "not judged by this rule", style: "none", weight: 0 },
} as const satisfies Record<string, Mark>;

/** In the order of the legend. */
export const ALL_MARKS: readonly Mark[] = Object.values(MARKS);

/** Where a rule does not speak of a subject. */
export const SILENT: Mark = MARKS.silent;

/** What is shown for a finding. */
export function markOf(finding: Finding): Mark {
  const { outcome, waiver, rule } = finding;
  if (waiver !== undefined) return MARKS.waived;
  if (outcome === "fail" && rule === EVIDENCE_COMPLETE) return MARKS.unknown;
  if (outcome === "pass" && leftOpen(finding).length > 0) return MARKS.open;
  return MARKS[outcome];
}

/** The mark with its word. */
export const badge = ({ letter, word, style }: Mark): Html =>
  html`<span class="mark ${style}"><span aria-hidden="true">${letter}</span> ${word}</span>`;
