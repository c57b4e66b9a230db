// HTML as a type of its own. Text gets into a page through `html` alone, which cleans and escapes it: that cannot be forgotten.
import { clean } from "../text.ts";

/** A piece of a page. Only this file can make one. */
class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** As it is written to the file. */
  toString(): string {
    return this.#text;
  }
}

export type { Markup };

/** What may stand between pieces of a template: text of any origin, or markup. Nothing is written for undefined. */
export type Part = Markup | string | number | undefined | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Markup as it was typed, with everything between its pieces cleaned and escaped; attributes must be quoted. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(
    pieces.map((piece, at) => (at === 0 ? piece : `${written(parts[at - 1])}${piece}`)).join(""),
  );
}

/** No text can hold it: `clean` takes it out. */
const SLOT = "\u0000";

/** A frame with parts in its one slot: written part by part, although the frame is typed as one balanced piece. */
export function* within(frame: (slot: Markup) => Markup, parts: Iterable<Markup>): Iterable<Markup> {
  const [before = "", after = ""] = frame(new Markup(SLOT)).toString().split(SLOT);
  yield new Markup(before);
  yield* parts;
  yield new Markup(after);
}

/** Nothing at all. */
export const NOTHING: Markup = html``;

/** Several lines, each cleaned: commands have line breaks. */
export const verbatim = (text: string): Markup => new Markup(text.split(/\r?\n/).map(written).join("\n"));

/** The one style sheet. For text of ours only: it is written as it is. */
export const styleElement = (css: string): Markup => new Markup(`<style>${css}</style>`);

/** A link where the address is one of the web, else the text: rules are anybody's, and `javascript:` is an address too. */
export function link(url: string, text: string): Markup {
  const address = clean(url);
  if (!/^https?:\/\/[^\s"'<>]+$/i.test(address)) return html`${text} (${address})`;
  return html`<a href="${address}" rel="noopener noreferrer">${text}</a>`;
}

function written(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.toString();
  if (typeof part === "object") return part.map(written).join("");
  // A page may be printed to a log: what a runner would take for a command is an entity there.
  return cleaned(String(part))
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "")
    .replace(/::/g, "&#58;:")
    .replace(/##(?=[a-z]*\[)/gi, "&#35;#");
}

/** A space at either end stays: texts stand beside each other. */
function cleaned(text: string): string {
  const inner = clean(text);
  return `${/^\s/.test(text) ? " " : ""}${inner}${inner !== "" && /\s$/.test(text) ? " " : ""}`;
}
