// Files are whole or absent: text is streamed to a temporary file beside the target, then renamed onto it.
import { createHash, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "../model/index.ts";

/** A file that was written. */
export interface Written {
  readonly path: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Writes the chunks to `path` (its folder is made). Throws UsageError when it cannot. */
export function writeWhole(path: string, chunks: Iterable<string>): Written {
  try {
    return writeChunks(path, chunks);
  } catch (error) {
    throw asUsageError(path, error);
  }
}

/** A file that only whoever opened it writes to. */
export interface Temporary {
  readonly path: string;
  readonly descriptor: number;
}

/**
 * Opens a new file beside `path`, whose folder is made. Its name is nobody else's and it must not be there: a second run
 * that writes the same file has its own, and what lies there already, be it a link, is neither used nor followed.
 */
export function openTemporary(path: string, mode: number): Temporary {
  makeFolder(dirname(path));
  const temporary = `${path}.${randomBytes(6).toString("hex")}.partial`;
  return { path: temporary, descriptor: openSync(temporary, "wx", mode) };
}

/** Makes the folder and those above it, step by step: Node's own recursive way never returns where the system says ENOENT to a new folder, as in /proc. */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another run may have made it meanwhile.
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** What kept the file from being written may keep it from being removed; the first reason is the one to tell. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Told already.
  }
}

function writeChunks(path: string, chunks: Iterable<string>): Written {
  const temporary = openTemporary(path, 0o644);
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    try {
      for (const chunk of chunks) {
        hash.update(chunk);
        bytes += writeAll(temporary.descriptor, chunk);
      }
      fsyncSync(temporary.descriptor);
    } finally {
      closeSync(temporary.descriptor);
    }
    renameSync(temporary.path, path);
    return { path, bytes, sha256: hash.digest("hex") };
  } catch (error) {
    removeQuietly(temporary.path);
    throw error;
  }
}

/** One write may take a part only: where the disk is nearly full, it says so with the next. Returns how many bytes the text has. */
export function writeAll(descriptor: number, text: string): number {
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length;) from += writeSync(descriptor, bytes, from);
  return bytes.length;
}

const WHAT_TO_DO: Readonly<Record<string, string>> = {
  EISDIR: "is a folder; name a file",
  ENOTDIR: "leads through a file; choose another folder",
  EEXIST: "leads through a file; choose another folder",
  ENOSPC: "cannot be written: the disk is full; make room, or choose another",
};

/** A file system error as one line: what, where, what to do. Anything else stays as it is. */
export function asUsageError(path: string, error: unknown): unknown {
  if (typeof error !== "object" || error === null) return error;
  if (!("code" in error) || typeof error.code !== "string") return error;
  const { code } = error;
  const what = WHAT_TO_DO[code] ?? `cannot be written (${code}); choose a folder you may write to`;
  return new UsageError(`${path}: ${what}`);
}
