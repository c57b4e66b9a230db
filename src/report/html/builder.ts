// HTML that cannot be broken out of: whatever is put into a template is escaped, unless a template made it.
import { clean } from "../text.ts";

/** HTML that a template made. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | undefined | false | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template: text in it is cleaned and escaped, for content and for quoted attributes alike; `undefined` and `false` are nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((fixed, index) => fixed + textOf(parts[index])).join(""));
}

function textOf(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return escaped(part);
  return part.map(textOf).join("");
}

/** A page may be printed to a log: what a runner would take for a command is an entity there. */
const escaped = (text: string): string =>
  clean(text)
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "")
    .replace(/::/g, "&#58;:")
    .replace(/##(?=[a-z]*\[)/gi, "&#35;#");

/** A list; nothing where there are none. */
export const list = (items: readonly Part[], className = ""): Html =>
  items.length === 0
    ? html``
    : html`<ul class="${className}">
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
