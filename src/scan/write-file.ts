// Files are whole or absent: text is streamed to a temporary file beside the target, then renamed onto it.
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "../model/index.ts";

/** Writes the chunks to `path` (its folder is made); `mode` for files that hold addresses. Throws UsageError when it cannot. */
export function writeWhole(path: string, chunks: Iterable<string>, mode = 0o644): void {
  const temporary = `${path}.partial`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeChunks(temporary, chunks, mode);
    renameSync(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    throw asUsageError(path, error);
  }
}

/** What kept the file from being written may keep it from being removed; the first reason is the one to tell. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Told already.
  }
}

function writeChunks(path: string, chunks: Iterable<string>, mode: number): void {
  const file = openSync(path, "w", mode);
  try {
    for (const chunk of chunks) writeSync(file, chunk);
  } finally {
    closeSync(file);
  }
}

const WHAT_TO_DO: Readonly<Record<string, string>> = {
  EISDIR: "is a folder; name a file",
  ENOTDIR: "leads through a file; choose another folder",
  EEXIST: "leads through a file; choose another folder",
  ENOSPC: "cannot be written: the disk is full; make room, or choose another",
};

/** A file system error as one line: what, where, what to do. Anything else stays as it is. */
export function asUsageError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  const { code } = error;
  const what = WHAT_TO_DO[code] ?? `cannot be written (${code}); choose a folder you may write to`;
  return new UsageError(`${path}: ${what}`);
}
