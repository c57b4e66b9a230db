// Where a field, or a spot inside its text, stands in a YAML file: line and column, from 1, as an editor counts.
import { isMap, isScalar, isSeq, type Scalar } from "yaml";
import type { Problem } from "../model/index.ts";
import { startOf, type YamlFile } from "./yaml.ts";

/** Names and list positions from the top of the file. */
export type Path = readonly (string | number)[];

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** `'items.list'`, `'cases[2].name'`: a path as a person would write it; the top is "the file". */
export function pathName(path: Path): string {
  if (path.length === 0) return "the file";
  const parts = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`));
  return `'${parts.join("").replace(/^\./, "")}'`;
}

/** The value at the path, or the nearest thing above it that is there. */
export function placeOfValue(yaml: YamlFile, path: Path): Place {
  return placeAt(yaml, startOf(find(yaml, path).value));
}

/** The key of the last part of the path; a list item has none: its value. */
export function placeOfKey(yaml: YamlFile, path: Path): Place {
  const { key, value } = find(yaml, path);
  return placeAt(yaml, startOf(key ?? value));
}

/** A spot inside the text of the field, where the file holds that text as it is; else the field. */
export function placeInText(yaml: YamlFile, path: Path, { line, column }: Place): Place {
  const { value } = find(yaml, path);
  if (!isScalar(value) || typeof value.value !== "string") return placeOfValue(yaml, path);
  if (value.type === "BLOCK_LITERAL") return placeInBlock(yaml, value as Scalar<string>, { line, column });
  const start = startOf(value);
  const shift = yaml.text.slice(start, start + value.value.length + 1).indexOf(value.value);
  return placeAt(yaml, shift === -1 || value.value.includes("\n") ? start : start + shift + column - 1);
}

/** Line n of a block stands n lines below its `|`; what the file's line has more than the text's is the indent. */
function placeInBlock(yaml: YamlFile, block: Scalar<string>, { line, column }: Place): Place {
  const inFile = placeAt(yaml, startOf(block)).line + line;
  const start = yaml.lines.lineStarts[inFile - 1] ?? 0;
  const [whole = ""] = yaml.text.slice(start).split(/\r?\n/, 1);
  const text = block.value.split("\n")[line - 1] ?? "";
  return { line: inFile, column: Math.max(0, whole.length - text.length) + column };
}

export function problemAt(yaml: YamlFile, place: Place, message: string): Problem {
  return { file: yaml.file, line: place.line, column: place.column, message };
}

function placeAt(yaml: YamlFile, offset: number): Place {
  const { line, col } = yaml.lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

interface Found {
  readonly key?: unknown;
  readonly value: unknown;
}

/** What is at the path, `whole`; or the last thing on the way there. */
function find(yaml: YamlFile, path: Path): Found & { readonly whole: boolean } {
  let found: Found = { value: yaml.root };
  for (const part of path) {
    const next = child(found.value, part);
    if (next === undefined) return { ...found, whole: false };
    found = next;
  }
  return { ...found, whole: true };
}

function child(node: unknown, part: string | number): Found | undefined {
  if (isSeq(node))
    return typeof part === "number" && part in node.items ? { value: node.items[part] } : undefined;
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
  return pair && { key: pair.key, value: pair.value ?? pair.key };
}

/** The node at the path, when something is there. */
export function scalarAt(yaml: YamlFile, path: Path): Scalar | undefined {
  const { value, whole } = find(yaml, path);
  return whole && isScalar(value) ? value : undefined;
}

/** The first line of every text in the file that `wanted` accepts, keys included. */
export function firstLines(yaml: YamlFile, wanted: RegExp): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const visit = (node: unknown): void => {
    if (isSeq(node)) node.items.forEach(visit);
    if (isMap(node)) node.items.forEach(({ key, value }) => [key, value].forEach(visit));
    if (!isScalar(node) || typeof node.value !== "string" || !wanted.test(node.value)) return;
    if (!lines.has(node.value)) lines.set(node.value, placeAt(yaml, startOf(node)).line);
  };
  visit(yaml.root);
  return lines;
}
