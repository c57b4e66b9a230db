// How evidence becomes bytes, and the digest that its end line carries: whoever writes and whoever reads use the same.
// The digest shows accidents and careless edits; it is no signature.
import { createHash } from "node:crypto";
import type { EndLine, EvidenceLine } from "../model/index.ts";

/** A line before the end line. */
export type BodyLine = Exclude<EvidenceLine, EndLine>;

/** Counts and hashes the lines of one evidence file, in order. */
export interface Digest {
  /** Takes a line that is about to be written, and gives its text. */
  readonly update: (line: BodyLine) => string;
  /** Takes a line as it stands in a file: for continuing a cut one. */
  readonly add: (kind: BodyLine["kind"], bytes: Uint8Array) => void;
  /** The last line; nothing may be added after it. */
  readonly endLine: (endedAt: string) => EndLine;
}

/** One line of JSON with its newline. */
export const serializeLine = (line: EvidenceLine): string => `${JSON.stringify(line)}\n`;

/** A digest over no lines yet. */
export function createDigest(): Digest {
  const hash = createHash("sha256");
  let accounts = 0;
  const add = (kind: BodyLine["kind"], bytes: Uint8Array | string): void => {
    if (kind === "account") accounts++;
    hash.update(bytes);
  };
  return {
    add,
    update: (line) => {
      const text = serializeLine(line);
      add(line.kind, text);
      return text;
    },
    endLine: (endedAt) => ({ kind: "end", endedAt, accounts, sha256: hash.digest("hex") }),
  };
}
