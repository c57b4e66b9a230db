// The evidence file while it grows: under another name until it is whole, gone when it never will be.
import { closeSync, existsSync, fchmodSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { type BodyLine, createDigest, type Digest, serializeLine } from "../load/index.ts";
import { UsageError } from "../model/index.ts";
import { asUsageError, openTemporary } from "./write-file.ts";

const OWNER_ONLY = 0o600;

/** Takes the lines in order. */
export interface EvidenceFile {
  write(line: BodyLine): void;
  /** Writes the end line and gives the file its name. */
  end(endedAt: Date): void;
}

/**
 * Opens a temporary file beside `path`, readable by its owner only (evidence holds addresses), for as long as `use` runs; it
 * is removed when `use` fails or the signal comes. Throws UsageError when the file cannot be written.
 */
export async function withEvidenceFile<Result>(
  path: string,
  signal: AbortSignal | undefined,
  use: (file: EvidenceFile) => Promise<Result>,
): Promise<Result> {
  const partial = openPartial(path);
  signal?.addEventListener("abort", partial.discard);
  try {
    return await use(partial.file);
  } catch (error) {
    partial.discard();
    throw error;
  } finally {
    signal?.removeEventListener("abort", partial.discard);
  }
}

interface Partial {
  readonly file: EvidenceFile;
  readonly discard: () => void;
}

function openPartial(path: string): Partial {
  refuseOther(path);
  const { path: temporary, descriptor } = told(path, () => openTemporary(path, OWNER_ONLY));
  let open = true;
  const close = (): void => {
    if (open) closeSync(descriptor);
    open = false;
  };
  const discard = (): void => {
    close();
    rmSync(temporary, { force: true });
  };
  try {
    // What the umask and the folder's defaults made of the mode does not matter.
    told(path, () => fchmodSync(descriptor, OWNER_ONLY));
  } catch (error) {
    discard();
    throw error;
  }
  return { file: fileOf(path, { temporary, descriptor, close }), discard };
}

/** A folder, a device or a pipe is not replaced by a file. */
function refuseOther(path: string): void {
  if (told(path, () => existsSync(path) && !statSync(path).isFile()))
    throw new UsageError(`${path}: is no regular file; name a file for the evidence`);
}

interface Open {
  readonly temporary: string;
  readonly descriptor: number;
  readonly close: () => void;
}

function fileOf(path: string, { temporary, descriptor, close }: Open): EvidenceFile {
  const digest: Digest = createDigest();
  const write = (text: string): void => told(path, () => void writeSync(descriptor, text));
  return {
    write: (line) => write(digest.update(line)),
    end: (endedAt) => {
      write(serializeLine(digest.endLine(endedAt.toISOString())));
      told(path, () => {
        close();
        renameSync(temporary, path);
      });
    },
  };
}

/** What the system refuses becomes one line. */
function told<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw asUsageError(path, error);
  }
}
