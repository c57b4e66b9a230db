// manifest.json: the SHA-256 of every file of a run, and what it was made from, for whoever checks it later.
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
import type { ResultHeader } from "../model/index.ts";
import { countPopulation } from "../report/index.ts";
import { asUsageError, writeWhole, type Written } from "./write-file.ts";

/** What the file is called. */
export const MANIFEST = "manifest.json";
const CHUNK_BYTES = 1 << 20;

/**
 * Where the manifest goes: into the folder for reports, when one of the files does. The one of an earlier run is removed
 * before anything is written, so that it never stands beside files it does not speak of.
 */
export function beginManifest(directory: string, files: readonly string[]): string | undefined {
  if (!files.some((file) => isInside(directory, file))) return undefined;
  const path = join(directory, MANIFEST);
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw asUsageError(path, error);
  }
  return path;
}

function isInside(directory: string, file: string): boolean {
  const way = relative(directory, file);
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== "..";
}

interface ManifestRequest {
  readonly header: ResultHeader;
  readonly written: readonly Written[];
  /** Absolute. */
  readonly evidence: readonly string[];
}

/** Writes it and returns its path. The same run over the same evidence gives the same bytes. */
export function writeManifest(path: string, { header, written, evidence }: ManifestRequest): string {
  const directory = dirname(path);
  const nameOf = (file: string): string => relative(directory, file).replaceAll("\\", "/");
  const manifest = {
    schemaVersion: 1,
    tool: header.tool,
    asOf: header.asOf,
    scope: header.scope,
    partition: header.partition,
    organization: header.organization,
    caller: header.caller,
    redacted: header.redacted,
    configuration: header.configuration,
    rulesSha256: header.rulesSha256,
    baseline: header.baseline,
    population: countPopulation(header.population),
    populationComplete: header.populationGap === undefined && header.shardProblems === undefined,
    evidence: evidence.map((one) => ({ file: nameOf(one), ...digestOf(one) })),
    files: written.map(({ path: file, bytes, sha256 }) => ({ file: nameOf(file), bytes, sha256 })),
  };
  return writeWhole(path, [`${JSON.stringify(manifest, undefined, 2)}\n`]).path;
}

/** Size and SHA-256 of a file, which may be larger than memory. */
function digestOf(path: string): Pick<Written, "bytes" | "sha256"> {
  const hash = createHash("sha256");
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const descriptor = openSync(path, "r");
  try {
    let read = readSync(descriptor, buffer);
    while (read > 0) {
      hash.update(buffer.subarray(0, read));
      read = readSync(descriptor, buffer);
    }
    return { bytes: statSync(path).size, sha256: hash.digest("hex") };
  } finally {
    closeSync(descriptor);
  }
}
