// How a change by root would be undone: a command to print, never to run. Values come from whoever made the event, so each is
// quoted for a POSIX shell, and one that a command line cannot carry safely is refused. The table is data/reverts.yaml.
import { type RevertEntry, type RevertTable, shortenAddresses } from "../../model/index.ts";
import { detailOf, hasFailed, isMutating, type RecordedEvent, targetOf } from "./record.ts";

/** What a change touched, and how to undo it. */
export interface Revert {
  readonly object: string;
  readonly revert: string;
}

/** Says what an event touched and what would undo it. */
export type RevertOf = (record: RecordedEvent) => Revert;

const NOT_RECORDED = "(not recorded)";
const BY_HAND = "look at it by hand";

/** The table, ready to be asked. */
export function createReverts(table: RevertTable): RevertOf {
  const entries = new Map<string, RevertEntry[]>();
  for (const entry of table.reverts) {
    const key = `${entry.source} ${entry.name}`;
    entries.set(key, [...(entries.get(key) ?? []), entry]);
  }
  return (record) => {
    const candidates = entries.get(`${record.source} ${record.name}`) ?? [];
    const target = targetOf(record);
    const entry = candidates.find((one) => one.target === undefined || one.target === target);
    return { object: objectOf(record, entry), revert: revertOf(record, entry) };
  };
}

function objectOf(record: RecordedEvent, entry: RevertEntry | undefined): string {
  if (entry === undefined) return firstDetail(record);
  return piecesOf(entry.object)
    .map((piece) => (typeof piece === "string" ? piece : (valueOf(record, piece.path) ?? NOT_RECORDED)))
    .join("");
}

/** Without an entry: whatever the record keeps of what it touched. */
const firstDetail = ({ details }: RecordedEvent): string => details[0]?.value ?? NOT_RECORDED;

function revertOf(record: RecordedEvent, entry: RevertEntry | undefined): string {
  if (!isMutating(record)) return "it changed nothing";
  if (hasFailed(record) === true) return "it failed: there is nothing to undo";
  if (entry === undefined) return `no command is known for ${record.name}; ${BY_HAND}`;
  if (entry.command === undefined) return entry.note ?? `no command undoes ${record.name}; ${BY_HAND}`;
  const command = commandOf(record, entry.command);
  return command.ok && entry.note !== undefined ? `${command.text}  # ${entry.note}` : command.text;
}

/** The command with its values, or why there is none. */
function commandOf(record: RecordedEvent, template: string): { readonly ok: boolean; readonly text: string } {
  const words: string[] = [];
  for (const piece of piecesOf(template)) {
    if (typeof piece === "string") {
      words.push(piece);
      continue;
    }
    const value = valueOf(record, piece.path);
    const reason = value === undefined ? `its record lacks ${piece.path}` : refusal(value, piece);
    if (value === undefined || reason !== undefined)
      return { ok: false, text: `no command can be made for ${record.name}: ${reason}; ${BY_HAND}` };
    words.push(shellWord(value));
  }
  return { ok: true, text: words.join("") };
}

/**
 * Why a command line cannot carry the value, undefined where it can. Beside what a terminal would act on: a leading dash is an
 * option, and the AWS CLI reads `file://` and `https://` values from there. Inside a word only plain names are safe.
 */
function refusal(value: string, { path, inside }: Slot): string | undefined {
  if (inside && !/^[\w.-]+$/.test(value)) return `${path} is not a plain name`;
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(value)) return `${path} holds control characters`;
  if (value === "" || value.startsWith("-") || value.includes("://"))
    return `${path} could be taken for an option or a file`;
  if (shortenAddresses(value) !== value)
    return `${path} holds an e-mail address, which no report shows in full`;
  return undefined;
}

/** One word of a POSIX shell that stands for exactly this text. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function valueOf(record: RecordedEvent, path: string): string | undefined {
  if (path === "region") return record.region;
  return path === "account" ? record.account : detailOf(record, path);
}

interface Slot {
  readonly path: string;
  /** It is part of a word: something other than a space stands before or after it. */
  readonly inside: boolean;
}

/** The text between the slots, and the slots, in order. */
function piecesOf(template: string): readonly (string | Slot)[] {
  const parts = template.split(/\{\{([^{}]+)\}\}/);
  return parts.map((text, index) => {
    if (index % 2 === 0) return text;
    const [before = "", after = ""] = [parts[index - 1], parts[index + 1]];
    return { path: text, inside: /\S$/.test(before) || /^\S/.test(after) };
  });
}
