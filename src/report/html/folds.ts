// Rows of the grid: accounts for which every rule says the same share one, where there are many accounts.
import { EVIDENCE_COMPLETE } from "../report.ts";
import { LETTERS, MARKS } from "./marks.ts";
import { type Column, columnsFor, type Overview } from "./overview.ts";

/** Up to this many accounts have a row each. */
const ROWS_APART = 60;
/** Rows of the grid; the rest is one more row that shows the worst of them. */
export const ROWS_SHOWN = 1500;
/** Where the rule did not speak of the account. */
export const SILENT = "-";
const WORST_FIRST = MARKS.map((mark) => LETTERS[mark]);
const OPEN_LETTERS = [LETTERS.fail, LETTERS.error, LETTERS.unknown];

/** Accounts that share a row. */
export interface Fold {
  readonly names: readonly string[];
  /** One letter for each column. */
  readonly letters: readonly string[];
  /** The accounts' letters differ: each cell is the worst of them. */
  readonly mixed?: true;
}

/** The grid of one scope. */
export interface GridOf {
  readonly columns: readonly Column[];
  /** Worst first. */
  readonly rows: readonly Fold[];
}

/** The section of the grid a rule stands in. */
export const groupOf = ({ rule }: Column): string => (rule.id === EVIDENCE_COMPLETE ? "seen" : rule.severity);

/** Folds and sorts the rows. */
export function gridOf(seen: Overview, scope: "account" | "organization"): GridOf {
  const rows = scope === "account" ? seen.rows : seen.organizations;
  const columns = columnsFor(seen, scope, rows);
  const folded = foldAlike(rows, columns);
  const scored = folded.map((fold) => ({ fold, score: scoreOf(fold, columns) }));
  const sorted = scored.sort((left, right) => compare(left.score, right.score)).map(({ fold }) => fold);
  if (sorted.length <= ROWS_SHOWN) return { columns, rows: sorted };
  return { columns, rows: [...sorted.slice(0, ROWS_SHOWN), joined(sorted.slice(ROWS_SHOWN))] };
}

function foldAlike(rows: Overview["rows"], columns: readonly Column[]): Fold[] {
  const apart = rows.size <= ROWS_APART;
  const folded = new Map<string, { readonly names: string[]; readonly letters: readonly string[] }>();
  for (const [id, row] of rows) {
    const letters = columns.map(({ rule }) => row.letters.get(rule.id) ?? SILENT);
    const key = `${letters.join("")}${apart ? id : ""}`;
    const fold = folded.get(key) ?? { names: [], letters };
    folded.set(key, fold);
    fold.names.push(row.name);
  }
  return [...folded.values()];
}

/** Fails, errors and unknowns of each severity, worst severity first. */
function scoreOf({ letters }: Fold, columns: readonly Column[]): number[] {
  const groups = [...new Set(columns.map(groupOf))];
  const score = groups.flatMap(() => OPEN_LETTERS.map(() => 0));
  letters.forEach((letter, at) => {
    const column = columns[at];
    const kind = OPEN_LETTERS.indexOf(letter);
    if (column === undefined || kind < 0) return;
    const cell = groups.indexOf(groupOf(column)) * OPEN_LETTERS.length + kind;
    score[cell] = (score[cell] ?? 0) + 1;
  });
  return score;
}

/** More of the first that differs comes first; sorting is stable: among equals, the order of the findings. */
function compare(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((number, index) => number !== right[index]);
  return at < 0 ? 0 : (right[at] ?? 0) - (left[at] ?? 0);
}

function joined(rest: readonly Fold[]): Fold {
  const letters = (rest[0]?.letters ?? []).map((_, at) => {
    const there = new Set(rest.map((fold) => fold.letters[at]));
    return WORST_FIRST.find((letter) => there.has(letter)) ?? SILENT;
  });
  return { names: rest.flatMap((fold) => fold.names), letters, mixed: true };
}
