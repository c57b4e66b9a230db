// Lines of a terminal: wrapped to its width, coloured on request, and never a command to the CI runner that prints them.
import { type Severity, shortenNetworks } from "../../model/index.ts";
import type { RenderOptions } from "../report.ts";
import { clean, cut, displayWidth, wrap } from "../text.ts";

type Style = Severity | "strong" | "quiet" | "good";

const CODES: Readonly<Record<Style, string>> = {
  critical: "1;31",
  high: "31",
  medium: "33",
  low: "36",
  info: "2",
  strong: "1",
  quiet: "2",
  good: "32",
};
const DEFAULT_WIDTH = 100;
const NARROWEST = 40;
const TEXT_LENGTH = 500;

/** How wide and in what colours. */
export interface Layout {
  readonly width: number;
  paint(style: Style, text: string): string;
}

/** Reads the options once. */
export function newLayout({ width = DEFAULT_WIDTH, color = false }: RenderOptions): Layout {
  return {
    width: Math.max(NARROWEST, Math.trunc(width) || DEFAULT_WIDTH),
    paint: (style, text) => (color ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text),
  };
}

/** A text of unknown length and origin, under what it belongs to; a `mark` hangs in front of the first line. */
export function paragraph({ width }: Layout, text: string, indent = 4, mark = ""): string[] {
  const lines = wrap(cut(harmless(shortenNetworks(text)), TEXT_LENGTH), width - indent - mark.length);
  return lines.map((line, at) => `${" ".repeat(indent)}${at === 0 ? mark : " ".repeat(mark.length)}${line}`);
}

/** Text of ours, as long as it is: never cut, only wrapped. */
export function whole({ width }: Layout, text: string, indent = 4): string[] {
  return wrap(harmless(text), width - indent).map((line) => `${" ".repeat(indent)}${line}`);
}

/** `rule  severity  text`; the text goes below when the line is too narrow for it. */
export function headline(layout: Layout, name: string, severity: Severity, text: string): string[] {
  const shown = cut(clean(name), layout.width - severity.length - 2);
  const start = `${layout.paint("strong", shown)}  ${layout.paint(severity, severity)}`;
  const used = displayWidth(shown) + severity.length + 4;
  const rest = harmless(text);
  if (used + displayWidth(rest) <= layout.width) return [`${start}  ${rest}`];
  return [start, ...paragraph(layout, rest)];
}

/** A runner reads `::name …::` at the start of a line, which any word may come to be, and `##[…]` anywhere as a command. */
const harmless = (text: string): string =>
  clean(text)
    .replace(/(^|\s)::(?=[a-z-]+(?:\s.*)?::)/giu, "$1: :")
    .replace(COMMAND, "# #");

const COMMAND = /##(?=[a-z]*\[)/giu;

/** The last thing done to every line: a word that had to be broken may begin one, too. */
export const disarm = (line: string): string => line.replace(/^(\s*)::/u, "$1: :").replace(COMMAND, "# #");
