// Evidence files, streamed: one line is held at a time, whatever the size of the organization.
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import type {
  AccountLine,
  DestinationLine,
  EndLine,
  EvidenceLine,
  OrganizationLine,
  Problem,
  ScanLine,
} from "../model/index.ts";
import { UsageError } from "../model/index.ts";
import { byteLines } from "./byte-lines.ts";
import { EvidenceOrder } from "./evidence-order.ts";
import { type Checked, failed, whyUnreadable } from "./text-file.ts";

/** A checked line with its bytes (newline included), or the problem that ends the reading. */
export type EvidenceEntry =
  | { readonly ok: true; readonly line: EvidenceLine; readonly bytes: Uint8Array }
  | {
      readonly ok: false;
      /** The file only stops early: what came before is sound and a scan can go on from there. */
      readonly cut: boolean;
      readonly problem: Problem;
    };

/** A checked line by the SHA-256 of its bytes: while it stays the same, it need not be checked again. */
interface VerifiedLine {
  readonly kind: EvidenceLine["kind"];
  readonly sha256: string;
}

/** What a whole, unaltered evidence file says besides its accounts. */
export interface VerifiedEvidence {
  readonly file: string;
  readonly scan: ScanLine;
  readonly organization: OrganizationLine;
  /** Alert targets outside the accounts that use them. */
  readonly destinations: readonly DestinationLine[];
  /** In the order of the file. */
  readonly lines: readonly VerifiedLine[];
  readonly end: EndLine;
}

const MAX_LINE_BYTES = 64 * 1024 * 1024;
const CUT = "the scan was cut: there is no end line; scan again";

/** The lines of an evidence file, each checked; whether they are all of the scan is known only after the last. */
export async function* readEvidence(
  file: string,
  maxLineBytes = MAX_LINE_BYTES,
): AsyncGenerator<EvidenceEntry, void, undefined> {
  const problem = notAFile(file);
  if (problem !== undefined) return yield { ok: false, cut: false, problem };
  const order = new EvidenceOrder();
  let number = 0;
  for await (const bytes of byteLines(file, maxLineBytes)) {
    const entry = checkLine(order, bytes, maxLineBytes);
    number++;
    if ("message" in entry) return yield refused(file, number, entry.message);
    yield { ok: true, ...entry };
  }
  if (!order.complete) yield refused(file, number + 1, CUT);
}

const refused = (file: string, line: number, message: string): EvidenceEntry => ({
  ok: false,
  cut: message === CUT,
  problem: { file, line, message },
});

function notAFile(file: string): Problem | undefined {
  try {
    return statSync(file).isFile()
      ? undefined
      : { file, message: "not a regular file: name an evidence file" };
  } catch (error) {
    return { file, message: whyUnreadable(error) };
  }
}

type CheckedLine = { readonly line: EvidenceLine; readonly bytes: Uint8Array } | { readonly message: string };

/** A last line without its newline was being written when the scan ended. */
function checkLine(order: EvidenceOrder, bytes: Buffer | string, maxLineBytes: number): CheckedLine {
  if (typeof bytes === "string") return { message: bytes };
  if (bytes.length > maxLineBytes) {
    return { message: `a line of more than ${maxLineBytes} bytes: is this an evidence file?` };
  }
  if (bytes.at(-1) !== 10 && !order.complete) return { message: CUT };
  const result = order.next(bytes);
  return "message" in result ? result : { line: result.line, bytes };
}

/** Reads the whole file once and gives what stands before and after the accounts. */
export async function verifyEvidence(file: string): Promise<Checked<VerifiedEvidence>> {
  let scan: ScanLine | undefined;
  let organization: OrganizationLine | undefined;
  let end: EndLine | undefined;
  const lines: VerifiedLine[] = [];
  const destinations: DestinationLine[] = [];
  for await (const entry of readEvidence(file)) {
    if (!entry.ok) return failed(entry.problem);
    const { line, bytes } = entry;
    lines.push({ kind: line.kind, sha256: hashOf(bytes) });
    if (line.kind === "scan") scan = line;
    else if (line.kind === "organization") organization = line;
    else if (line.kind === "destination") destinations.push(line);
    else if (line.kind === "end") end = line;
  }
  if (!scan || !organization || !end) return failed({ file, message: CUT });
  return { ok: true, value: { file, scan, organization, destinations, lines, end } };
}

/**
 * The accounts of a verified file, one by one. Each line must be the one that was checked: where one is not any more, this throws
 * a UsageError, at the end at the latest, so nothing made of the accounts may be kept before the last of them.
 */
export async function* readAccounts({
  file,
  lines,
}: VerifiedEvidence): AsyncGenerator<AccountLine, void, undefined> {
  let number = 0;
  for await (const bytes of byteLines(file, MAX_LINE_BYTES)) {
    const line = lines[number++];
    if (typeof bytes === "string" || line?.sha256 !== hashOf(bytes)) throw changed(file);
    if (line.kind === "account") yield JSON.parse(new TextDecoder().decode(bytes)) as AccountLine;
  }
  if (number !== lines.length) throw changed(file);
}

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("base64");

const changed = (file: string): UsageError =>
  new UsageError(`${file}: changed while it was being read: run again`);
