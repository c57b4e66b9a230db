// The evidence file while it grows: PATH.partial, line by line, which a later run can go on with; PATH once it is whole.
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import { type BodyLine, createDigest, type Digest, serializeLine } from "../load/index.ts";
import { UsageError } from "../model/index.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { asUsageError, makeFolder, writeAll } from "./write-file.ts";

const OWNER_ONLY = 0o600;

/** Takes the lines in order. */
export interface EvidenceFile {
  /** Appended in one piece: after a kill, a prefix of them is there. */
  write(lines: readonly BodyLine[]): void;
  /** Writes the end line and gives the file its name. */
  end(endedAt: Date): void;
  /** Nothing of it is worth going on with. */
  discard(): void;
}

/** Where lines wait until the file is whole. */
export const partialOf = (path: string): string => `${path}.partial`;

/** Makes the folder, and refuses what is no file. Throws UsageError. Returns how to undo it: a folder stays that holds something. */
export function makeReady(path: string): () => void {
  const folder = dirname(path);
  const isNew = !existsSync(folder);
  told(path, () => makeFolder(folder));
  for (const one of [path, partialOf(path)])
    if (told(one, () => existsSync(one) && !statSync(one).isFile()))
      throw new UsageError(`${one}: is no regular file; name a file for the evidence`);
  return () => {
    if (isNew && readdirSync(folder).length === 0) rmdirSync(folder);
  };
}

/**
 * Opens PATH.partial, readable by its owner only (evidence holds addresses), for as long as `use` runs: empty, or at the end
 * of what a checkpoint holds. It stays when `use` fails. Throws UsageError when it cannot be written.
 */
export async function withEvidenceFile<Result>(
  path: string,
  checkpoint: Checkpoint | undefined,
  use: (file: EvidenceFile) => Promise<Result>,
): Promise<Result> {
  const partial = partialOf(path);
  const descriptor = told(partial, () => openPartial(partial, checkpoint));
  let open = true;
  const close = (): void => {
    if (open) closeSync(descriptor);
    open = false;
  };
  try {
    return await use(
      fileOf({ path, partial, descriptor, close, digest: checkpoint?.digest ?? createDigest() }),
    );
  } finally {
    close();
  }
}

/** Never through a link that lies there; what the umask and the folder's defaults make of the mode does not matter. */
function openPartial(partial: string, checkpoint: Checkpoint | undefined): number {
  const { O_WRONLY, O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  if (checkpoint === undefined) rmSync(partial, { force: true });
  const flags = O_WRONLY | O_APPEND | O_NOFOLLOW | (checkpoint === undefined ? O_CREAT | O_EXCL : 0);
  const descriptor = openSync(partial, flags, OWNER_ONLY);
  try {
    fchmodSync(descriptor, OWNER_ONLY);
    if (checkpoint !== undefined) ftruncateSync(descriptor, checkpoint.bytes);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

interface Open {
  readonly path: string;
  readonly partial: string;
  readonly descriptor: number;
  readonly close: () => void;
  readonly digest: Digest;
}

function fileOf({ path, partial, descriptor, close, digest }: Open): EvidenceFile {
  const write = (text: string): void => void told(partial, () => writeAll(descriptor, text));
  return {
    write: (lines) => write(lines.map((line) => digest.update(line)).join("")),
    end: (endedAt) => {
      write(serializeLine(digest.endLine(endedAt.toISOString())));
      told(path, () => {
        fsyncSync(descriptor);
        refuseReplaced(partial, descriptor);
        close();
        renameSync(partial, path);
      });
    },
    discard: () => {
      close();
      told(partial, () => rmSync(partial, { force: true }));
    },
  };
}

/** Somebody put another file in its place: that one is not ours to rename. */
function refuseReplaced(partial: string, descriptor: number): void {
  const [there, ours] = [statSync(partial, { throwIfNoEntry: false }), fstatSync(descriptor)];
  if (there?.ino !== ours.ino || there.dev !== ours.dev)
    throw new UsageError(`${partial}: was removed or replaced while it was written; scan again`);
}

/** What the system refuses becomes one line. */
function told<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw asUsageError(path, error);
  }
}
