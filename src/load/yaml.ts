// YAML text → plain value and the tree it came from. Stricter than YAML: whatever could be read as something else than it looks is an error.
// It cannot see that ` #` cut a plain text short: that is why conditions must be | blocks (condition-fields.ts).
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import type { Problem } from "../model/index.ts";
import { type Checked, failed, readTextFile, type TextFile } from "./text-file.ts";
import { firstOffence, type Offence } from "./yaml-law.ts";

export interface YamlFile extends TextFile {
  readonly value: unknown;
  /** Null: the file holds nothing but comments. */
  readonly root: Node | null;
  readonly lines: LineCounter;
}

// More problems than this are one mistake repeated.
const MAX_PROBLEMS = 20;

export function readYaml(file: string, maxBytes: number): Checked<YamlFile> {
  const read = readTextFile(file, maxBytes);
  return read.ok ? parseYaml(read.value) : read;
}

function parseYaml(source: TextFile): Checked<YamlFile> {
  const lines = new LineCounter();
  const offences: Offence[] = [];
  const root = parseTree(source.text, lines, offences);
  const value = toPlain(root, offences);
  if (offences.length === 0) return { ok: true, value: { ...source, value, root, lines } };
  return failed(...offences.slice(0, MAX_PROBLEMS).map((offence) => atOffence(source.file, lines, offence)));
}

function atOffence(file: string, lines: LineCounter, { offset, message }: Offence): Problem {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col), message };
}

/** The tree; or, with the first offence told, nothing. */
function parseTree(text: string, lines: LineCounter, offences: Offence[]): Node | null {
  const refused = firstOffence(text);
  if (refused !== undefined) {
    lines.lineStarts = lineStarts(text);
    offences.push(refused);
    return null;
  }
  // Its own check of doubled keys is quadratic; ours is below.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const fault = [...document.errors, ...document.warnings].sort(
    (left, right) => left.pos[0] - right.pos[0],
  )[0];
  if (fault === undefined) return document.contents;
  offences.push({ offset: fault.pos[0], message: explain(fault) });
  return null;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function explain({ code, message }: YAMLError): string {
  if (code === "MULTIPLE_DOCS") return "one document per file: remove the line --- and what follows";
  if (code === "TAB_AS_INDENT") return "a tab indents nothing in YAML: use spaces";
  if (code === "BLOCK_AS_IMPLICIT_KEY") return "a second ': ' on one line: quote the text";
  const [sentence = ""] = message.split("\n");
  return `not valid YAML (${sentence.replace(/[.:]$/, "")}): check quotes, brackets and indentation`;
}

function toPlain(node: unknown, offences: Offence[]): unknown {
  if (isMap(node)) return mapToPlain(node, offences);
  if (isSeq(node)) return node.items.map((item) => toPlain(item, offences));
  if (!isScalar(node)) return null;
  const message = numberTrap(node);
  if (message !== undefined) offences.push({ offset: startOf(node), message });
  return node.value;
}

/** fromEntries makes `__proto__` a field like any other. */
function mapToPlain(map: YAMLMap, offences: Offence[]): Record<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const { key, value } of map.items) {
    const offset = startOf(key) || startOf(map);
    const message = keyTrap(key, entries);
    if (message !== undefined) offences.push({ offset, message });
    else entries.set(keyText(key), toPlain(value, offences));
  }
  return Object.fromEntries(entries);
}

function keyTrap(key: unknown, before: ReadonlyMap<string, unknown>): string | undefined {
  if (!isScalar(key)) return "a list or mapping cannot be a key: write a name";
  const number = numberTrap(key);
  if (number !== undefined) return number;
  if (typeof key.value !== "string")
    return key.source
      ? `the key ${key.source} is not text: quote it`
      : "a value without a name: write 'name: value'";
  return before.has(key.value) ? `'${key.value}' is there twice: remove one` : undefined;
}

/** The text of a key that keyTrap let pass. */
const keyText = (key: unknown): string => String((key as Scalar).value);

/** YAML drops the leading zero of an account number and rounds long numbers. */
function numberTrap({ value, source = "" }: Scalar): string | undefined {
  if (typeof value !== "number") return undefined;
  if (/^[0-9]{12}$/.test(source))
    return `account number ${source} is read as a number: quote it ("${source}")`;
  const exact = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
  return exact ? undefined : `${source} is no exact number: quote it if it is a text`;
}

/** Where a node's own text begins; 0 for what has no text. */
export const startOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? 0;
