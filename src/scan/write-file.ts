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
    rmSync(temporary, { force: true });
    throw asUsageError(path, error);
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

/** A file system error as one line: what, where, what to do. Anything else stays as it is. */
export function asUsageError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  return new UsageError(`${path}: cannot be written (${error.code}); choose a folder you may write to`);
}
