// Strict reader of the XML that IAM, STS and SNS answer. The SDK's own turns an empty element into 0, any text into an
// empty list and an HTML page into no members at all, and says nothing; an answer that can be misread is refused here.
import { Malformed } from "./malformed.ts";

/** An element: children in order, or text. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const NAME = "[A-Za-z_][\\w.:-]*";
const ATTRIBUTE = `\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*')`;
const TOKEN = new RegExp(
  [
    "<\\?[^]*?\\?>|<!--[^]*?-->",
    "<!\\[CDATA\\[(?<raw>[^]*?)\\]\\]>",
    `</(?<close>${NAME})\\s*>`,
    `<(?<open>${NAME})(?:${ATTRIBUTE})*\\s*(?<empty>/?)>`,
    "(?<text>[^<]+)",
  ].join("|"),
  "y",
);
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The root element. Throws Malformed. */
export function parseXml(source: string): XmlElement {
  const document: OpenElement = { name: "", children: [], text: "" };
  const open = [document];
  const tokens = new RegExp(TOKEN);
  while (tokens.lastIndex < source.length) {
    const groups = tokens.exec(source)?.groups;
    if (groups === undefined) throw new Malformed("the answer is not XML");
    accept(groups, open);
  }
  const [root, ...more] = document.children;
  if (open.length > 1) throw new Malformed("the answer's XML ends too early");
  if (root === undefined || more.length > 0 || document.text.trim() !== "") {
    throw new Malformed("the answer is not one XML document");
  }
  return root;
}

function accept(token: Readonly<Record<string, string | undefined>>, open: OpenElement[]): void {
  const current = open.at(-1);
  if (current === undefined) throw new Malformed("the answer's XML closes more than it opens");
  if (token["open"] !== undefined) begin(token["open"], token["empty"] === "/", { current, open });
  else if (token["close"] !== undefined) end(token["close"], open);
  else current.text += token["raw"] ?? decode(token["text"] ?? "");
}

function begin(name: string, empty: boolean, at: { current: OpenElement; open: OpenElement[] }): void {
  const element: OpenElement = { name, children: [], text: "" };
  at.current.children.push(element);
  if (!empty) at.open.push(element);
}

function end(name: string, open: OpenElement[]): void {
  if (open.pop()?.name !== name) throw new Malformed(`the answer's XML closes ${name}, which is not open`);
}

function decode(text: string): string {
  return text.replace(/&([^;]{0,10};?)/g, (whole, name: string) => {
    const value = ENTITIES[name.slice(0, -1)] ?? numeric(name);
    if (value === undefined) throw new Malformed(`the answer's XML holds ${whole}`);
    return value;
  });
}

function numeric(name: string): string | undefined {
  const digits = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}));$/i.exec(name);
  if (digits === null) return undefined;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
