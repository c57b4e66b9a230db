// Reads a hand-written file whole: bounded, a regular file, UTF-8, and free of characters that no reader sees.
// A pipe or a device could block or never end, so it is refused before it is opened.
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { Problem } from "../model/index.ts";

/** What was checked, or why it could not be. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface TextFile {
  readonly file: string;
  /** Without byte order mark; offsets count in this. */
  readonly text: string;
  /** Of the bytes as they are on disk, hex. */
  readonly sha256: string;
}

/** The value, or the one problem. */
export const failed = (...problems: readonly Problem[]): { ok: false; problems: readonly Problem[] } => ({
  ok: false,
  problems,
});

export function readTextFile(file: string, maxBytes: number): Checked<TextFile> {
  const bytes = readBytes(file, maxBytes);
  if (typeof bytes === "string") return failed({ file, message: bytes });
  const text = decode(bytes);
  if (text === undefined) {
    const line = firstBadLine(bytes);
    return failed({ file, line, column: 1, message: "this line is not UTF-8: save the file as UTF-8" });
  }
  const hidden = hiddenCharacter(file, text);
  if (hidden !== undefined) return failed(hidden);
  return { ok: true, value: { file, text, sha256: createHash("sha256").update(bytes).digest("hex") } };
}

/** The bytes, or what is wrong. */
function readBytes(file: string, maxBytes: number): Buffer | string {
  try {
    const found = statSync(file);
    if (!found.isFile()) return "not a regular file: name a file";
    if (found.size > maxBytes) return tooBig(maxBytes);
    const bytes = readAtMost(file, maxBytes + 1);
    return bytes.length > maxBytes ? tooBig(maxBytes) : bytes;
  } catch (error) {
    return whyUnreadable(error);
  }
}

const tooBig = (maxBytes: number): string => `larger than ${maxBytes / 1024} KB: split it or shorten it`;

function readAtMost(file: string, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  const descriptor = openSync(file, "r");
  try {
    let length = 0;
    for (;;) {
      const read = readSync(descriptor, bytes, length, size - length, null);
      length += read;
      if (read === 0 || length === size) return bytes.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Says why the system refused a file, with what to do; what is no error of the system is a bug and thrown on. */
export function whyUnreadable(error: unknown): string {
  const code =
    typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  if (code === "ENOENT" || code === "ENOTDIR") return "file not found: check the path";
  if (code === "EACCES" || code === "EPERM") return "no permission to read it: check its owner and mode";
  return `cannot be read (${code}): check the path`;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** No UTF-8 sequence holds a newline byte, so the bytes can be tried line by line. */
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(10, start);
    const end = newline === -1 ? bytes.length : newline;
    if (decode(bytes.subarray(start, end)) === undefined) return line;
    start = end + 1;
  }
  return line;
}

// Control characters, a carriage return that ends no line, and the marks that make text read in another order than it runs.
const HIDDEN =
  // eslint-disable-next-line no-control-regex -- these are what must not be there
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\uffff]|\r(?!\n)/u;

function hiddenCharacter(file: string, text: string): Problem | undefined {
  const index = text.search(HIDDEN);
  if (index === -1) return undefined;
  const code = text.charCodeAt(index).toString(16).toUpperCase().padStart(4, "0");
  const before = text.slice(0, index).split("\n");
  const column = (before.at(-1) ?? "").length + 1;
  return { file, line: before.length, column, message: `invisible character U+${code}: remove it` };
}
