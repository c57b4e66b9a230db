// The lines of an evidence file one after another: each valid, in its place, told once, and in the end what was written.
import type { AccountLine, DestinationLine, EndLine, EvidenceLine, ScanLine } from "../model/index.ts";
import { createDigest } from "./evidence-digest.ts";
import { shardOf } from "../model/index.ts";
import { faultsOf } from "./sentences.ts";
import { evidence as isEvidence } from "./validators.gen.mjs";

/** The schema version this reads. */
const SCHEMA_VERSION = 1;

/** A line, or what is wrong with it. */
export type LineResult = { readonly line: EvidenceLine } | { readonly message: string };

/** Takes the lines of one file, with their newlines, and checks each against all before it. */
export class EvidenceOrder {
  private readonly digest = createDigest();
  private readonly accounts = new Set<string>();
  private readonly destinations = new Set<string>();
  private scan: ScanLine | undefined;
  private count = 0;
  private ended = false;

  /** Whether the end line was seen and was right. */
  get complete(): boolean {
    return this.ended;
  }

  next(bytes: Uint8Array): LineResult {
    if (this.ended) return { message: "there is something after the end line: remove it, or scan again" };
    const result = readLine(bytes);
    if ("message" in result) return result;
    const message = this.misplaced(result.line) ?? this.follow(result.line, bytes);
    this.count++;
    return message === undefined ? result : { message };
  }

  private misplaced({ kind }: EvidenceLine): string | undefined {
    const wanted =
      this.count === 0 ? "scan" : this.count === 1 ? "organization" : "account or destination or end";
    return wanted.split(" or ").includes(kind)
      ? undefined
      : `a line of kind '${kind}' where ${wanted} must stand: evidence was moved, doubled or lost; scan again`;
  }

  private follow(line: EvidenceLine, bytes: Uint8Array): string | undefined {
    if (line.kind === "end") return this.finish(line);
    if (line.kind === "scan") this.scan = line;
    const stranger = this.whyRefused(line);
    if (stranger !== undefined) return stranger;
    if (line.kind === "account") this.accounts.add(line.id);
    if (line.kind === "destination") this.destinations.add(line.arn);
    this.digest.add(line.kind, bytes);
    return line.kind === "scan" && !isTime(line.asOf)
      ? "'asOf' is no time that can be: scan again"
      : undefined;
  }

  private whyRefused(line: EvidenceLine): string | undefined {
    if (line.kind === "account") return this.strange(line);
    return line.kind === "destination" ? this.misnamed(line) : undefined;
  }

  /** What a destination says of itself decides whose policies let whom in: it must be what its name says. */
  private misnamed({ arn, account, partition, region }: DestinationLine): string | undefined {
    if (this.destinations.has(arn)) return `the destination ${arn} is there twice: scan again`;
    const [, ofPartition, , ofRegion, ofAccount] = arn.split(":");
    const isItself = ofPartition === partition && ofRegion === region && ofAccount === account;
    if (isItself && partition === this.scan?.partition) return undefined;
    return `the destination ${arn} is not of the account, region and partition it says: scan again`;
  }

  /** An account line must be of this scan: told apart here, since rules compare what it says of itself. */
  private strange({ id, partition, rootArn }: AccountLine): string | undefined {
    if (this.accounts.has(id)) return `the account ${id} is there twice: scan again`;
    if (partition !== this.scan?.partition)
      return `the account ${id} is of partition ${partition}, the scan is not: scan again`;
    if (rootArn !== `arn:${partition}:iam::${id}:root`)
      return `'rootArn' is not the root user of ${id}: scan again`;
    const { shard, only } = this.scan;
    if (shard !== undefined && shardOf(id, shard.of) !== shard.index)
      return `the account ${id} does not belong to shard ${shard.index} of ${shard.of}: scan again`;
    if (only?.accounts.includes(id) === false) return `the account ${id} was not asked for: scan again`;
    if (this.scan.scope === "organization" || this.scan.caller.account === id) return undefined;
    return `the account ${id} is not the one that was scanned: scan again`;
  }

  private finish(line: EndLine): string | undefined {
    const { accounts, sha256 } = this.digest.endLine(line.endedAt);
    if (line.accounts !== accounts) {
      return `altered: the end line counts ${line.accounts} accounts, there are ${accounts}; take the original, or scan again`;
    }
    if (line.sha256 !== sha256)
      return "altered: the SHA-256 in the end line differs; take the original, or scan again";
    if (!isTime(line.endedAt) || Date.parse(line.endedAt) < Date.parse(this.scan?.asOf ?? "")) {
      return "altered: 'endedAt' is no time after 'asOf'; take the original, or scan again";
    }
    this.ended = true;
    return undefined;
  }
}

const isTime = (text: string): boolean => !Number.isNaN(Date.parse(text));

function readLine(bytes: Uint8Array): LineResult {
  const value = parse(bytes);
  if (value === undefined)
    return {
      message:
        "not JSON: is this an evidence file (evidence.ndjson), not a report? take the original, or scan again",
    };
  const version = newerVersion(value);
  if (version !== undefined) {
    return {
      message: `evidence of schema version ${version}, this rootproof reads ${SCHEMA_VERSION}: update rootproof`,
    };
  }
  if (isEvidence(value)) return { line: value };
  const [fault] = faultsOf(isEvidence.errors ?? [], value);
  return { message: `not valid evidence: ${fault?.message ?? "it does not fit the schema"}` };
}

/** A byte order mark stays, and is no JSON. */
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Told before the schema is asked: what a newer rootproof writes need not fit ours. */
function newerVersion(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, schemaVersion } = value as { kind?: unknown; schemaVersion?: unknown };
  if (kind !== "scan" || typeof schemaVersion !== "number") return undefined;
  return schemaVersion > SCHEMA_VERSION ? schemaVersion : undefined;
}
