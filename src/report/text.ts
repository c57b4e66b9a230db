// Text that strangers may have written, made harmless: names of accounts, topics and trails come from whoever made them.
// A visible mark (U+FFFD) stands where something was taken out.

/** Controls, line separators, lone surrogates, what XML has no place for, and format characters (bidi, zero-width) except the two joiners scripts need. */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]|(?![\u200c\u200d])\p{Cf}/gu;
const PLAIN = /^[\x20-\x7e]*$/;
const ZERO_WIDTH = /^[\p{M}\u200c\u200d]$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;
const NAME_LENGTH = 64;

/** Without control, bidi or broken characters; spaces are kept. */
export const printable = (text: string): string => text.replace(UNSAFE, "\ufffd");

/** One line without control, bidi or broken characters. */
export const clean = (text: string): string => printable(text.replace(/\s+/gu, " ")).trim();

/** At most `length` UTF-16 units, the last of them … when something is missing. Never half a character. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Cleaned and of a length that leaves room for the rest. */
const cleanName = (name: string): string => cut(clean(name), NAME_LENGTH);

/** How a subject is named everywhere: `111122223333 (payments)`. */
export function subjectName({ id, name }: { readonly id: string; readonly name?: string }): string {
  const shown = name === undefined ? "" : cleanName(name);
  return shown === "" ? cleanName(id) : `${cleanName(id)} (${shown})`;
}

/** Begins with a capital. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Ends with a period. */
export function sentence(text: string): string {
  return text === "" || text.endsWith(".") ? text : `${text}.`;
}

/** `1 account`, `3 accounts`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The first few, and how many were left out. */
export function list(shown: readonly string[], total: number): string {
  const rest = total - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(", ");
}

/** Columns that a terminal gives the text. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Lines of at most `width` columns, broken at spaces; a word that is longer is broken anywhere. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((long) => pieces(long, width))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  let used = 0;
  for (const character of word) {
    const more = characterWidth(character);
    if (used + more > width) {
      parts.push(part);
      [part, used] = ["", 0];
    }
    part += character;
    used += more;
  }
  return [...parts, part];
}

const CHUNK = 65_536;

/** Joins small pieces into chunks worth a write. */
export function* inChunks(parts: Iterable<string>): Iterable<string> {
  let buffer: string[] = [];
  let size = 0;
  for (const part of parts) {
    buffer.push(part);
    size += part.length;
    if (size < CHUNK) continue;
    yield buffer.join("");
    buffer = [];
    size = 0;
  }
  if (buffer.length > 0) yield buffer.join("");
}
