// What a scan that was cut has left: its lines as far as they are whole. A later run goes on from there.
import { existsSync } from "node:fs";
import { type BodyLine, createDigest, type Digest, readEvidence } from "../load/index.ts";
import {
  type AccountLine,
  formatProblem,
  type OrganizationLine,
  type ScanLine,
  UsageError,
} from "../model/index.ts";
import { hours } from "./hours.ts";

/** A cut evidence file, read to its last whole line. */
export interface Checkpoint {
  readonly scan: ScanLine;
  readonly organization: OrganizationLine;
  /** Accounts whose line is there. */
  readonly accounts: ReadonlySet<string>;
  /** Of them, those that were entered. */
  readonly entered: ReadonlySet<string>;
  /** ARNs. */
  readonly destinations: readonly string[];
  /** Bytes that are kept; whatever follows was never finished. */
  readonly bytes: number;
  /** Over those bytes. */
  readonly digest: Digest;
}

/** Undefined: there is none, or it broke off before the first account could be read. Throws UsageError when it was altered. */
export async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  if (!existsSync(path)) return undefined;
  const seen = { bytes: 0, digest: createDigest() };
  const accounts = new Set<string>();
  const entered = new Set<string>();
  const destinations: string[] = [];
  let scan: ScanLine | undefined;
  let organization: OrganizationLine | undefined;
  for await (const line of wholeLines(path, seen)) {
    if (line.kind === "scan") scan = line;
    if (line.kind === "organization") organization = line;
    if (line.kind === "destination") destinations.push(line.arn);
    if (line.kind !== "account") continue;
    accounts.add(line.id);
    if (line.access.state === "collected") entered.add(line.id);
  }
  return scan && organization && { scan, organization, accounts, entered, destinations, ...seen };
}

/** Counts and hashes the lines before the end line, which a resumed scan writes anew. */
async function* wholeLines(path: string, seen: { bytes: number; readonly digest: Digest }) {
  for await (const entry of readEvidence(path)) {
    if (!entry.ok) {
      if (entry.cut) return;
      throw new UsageError(`${formatProblem(entry.problem)}; without --resume it is replaced`);
    }
    const { line, bytes } = entry;
    if (line.kind === "end") return;
    seen.bytes += bytes.length;
    seen.digest.add(line.kind, bytes);
    yield line satisfies BodyLine;
  }
}

/** The accounts of a checkpoint, one at a time. */
export async function* accountsOf(path: string): AsyncGenerator<AccountLine, void, undefined> {
  for await (const entry of readEvidence(path)) {
    if (!entry.ok) return;
    if (entry.line.kind === "account") yield entry.line;
  }
}

/** A checkpoint of another scan, or of one too long ago, is not gone on with. Throws UsageError. */
export function refuseOther(
  path: string,
  { scan }: Checkpoint,
  now: ScanLine,
  { at, maxAge }: { readonly at: number; readonly maxAge: number },
): void {
  const differs = COMPARED.find((name) => asText(scan, name) !== asText(now, name));
  if (differs !== undefined)
    throw new UsageError(
      `${path}: cannot be resumed: it was begun with another ${NAMES[differs]}; run it as it was begun, or without --resume`,
    );
  const age = at - Date.parse(scan.asOf);
  if (age > maxAge)
    throw new UsageError(
      `${path}: cannot be resumed: it was begun ${hours(age)} ago, and facts count for ${hours(maxAge)}; run without --resume`,
    );
}

/** All that says what a scan reads, and how. */
const COMPARED = [
  "schemaVersion",
  "tool",
  "partition",
  "caller",
  "scope",
  "access",
  "roleName",
  "regions",
  "facts",
  "shard",
  "only",
] as const satisfies readonly (keyof ScanLine)[];

const NAMES: Readonly<Record<(typeof COMPARED)[number], string>> = {
  schemaVersion: "version of rootproof",
  tool: "version of rootproof",
  partition: "partition",
  caller: "caller",
  scope: "scope (--org)",
  access: "--access",
  roleName: "--role-name",
  regions: "--regions",
  facts: "choice of rules",
  shard: "--shard",
  only: "choice of accounts",
};

/** The name of a session changes with each sign-in; whose it is does not. */
function asText(scan: ScanLine, name: (typeof COMPARED)[number]): string {
  const value = name === "caller" ? callerOf(scan) : scan[name];
  return value === undefined ? "" : JSON.stringify(value);
}

const callerOf = ({ caller }: ScanLine): string =>
  caller.arn.replace(/(:assumed-role\/[^/]+)\/.*$/, "$1").replace(/(:federated-user)\/.*$/, "$1");
