// Text that strangers may have written as GitHub-flavoured Markdown that shows it, character for character.
import { shortenNetworks } from "../../model/index.ts";
import { clean, cut, list } from "../text.ts";

const TEXT_LENGTH = 600;
/** What Markdown reads: emphasis, code, links, tables, strikethrough, formulas. */
const SYNTAX = /[\\`*_[\]~|$]/g;
/** What a renderer makes of plain text: mentions, references, addresses, links, pictures for `:names:`. An empty comment parts it. */
const MAGIC = /[@#]|\bGH-(?=\d)|:(?=\/\/|:|[\w+-]*[a-z+-][\w+-]*:|100:|1234:)|www(?=\.)/gi;
/** What begins a list where it stands first. */
const BULLET = /^[-+]/;
const NUMBER = /^(\d+)([.)])/;
const PART = "<!-- -->";
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** One line that renders as the text and nothing else, wherever it stands. */
export function escaped(text: string): string {
  return cut(shortenNetworks(clean(text)), TEXT_LENGTH)
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? "")
    .replace(MAGIC, `$&${PART}`)
    .replace(SYNTAX, String.raw`\$&`)
    .replace(BULLET, String.raw`\$&`)
    .replace(NUMBER, String.raw`$1\$2`);
}

/** The first few, each as it is, and how many there are besides: a number that no cut takes away. */
export const escapedList = (shown: readonly string[], total: number): string =>
  list(shown.map(escaped), total);

/** A code span; a backtick in it would end it. */
export function code(text: string): string {
  const shown = cut(clean(text), TEXT_LENGTH).replace(/[`|]/g, "'").replace(COMMAND, "# #");
  return `\`${shown === "" ? " " : shown}\``;
}

/** A runner that prints the file would take it for a command. */
const COMMAND = /##(?=[a-z]*\[)/gi;
