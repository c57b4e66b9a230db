// Findings on their way from judging to the reports: in a temporary file, not in memory, account by account. Reports read
// them as often as they need, in the same order whatever the order of judging: the organization's first, then by account.
import { randomBytes } from "node:crypto";
import { closeSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Finding, SubjectEvidence } from "../model/index.ts";
import { asUsageError, writeAll } from "./write-file.ts";

interface Place {
  readonly offset: number;
  readonly bytes: number;
}

/** Where the two texts of an account stand. */
interface AccountPlaces {
  readonly findings: Place;
  readonly evidence: Place;
}

const OWNER_ONLY = 0o600;

/** Everything that was judged. */
export class Spool {
  /** May be read as often as needed. */
  readonly findings: Iterable<Finding> = { [Symbol.iterator]: () => this.#findings() };
  /** What they stand on, subject by subject. */
  readonly evidence: Iterable<SubjectEvidence> = { [Symbol.iterator]: () => this.#evidence() };
  readonly #path = join(tmpdir(), `rootproof-${randomBytes(6).toString("hex")}.findings`);
  readonly #descriptor: number;
  #organization: { findings: Finding[]; evidence: SubjectEvidence } | undefined;
  readonly #accounts = new Map<string, AccountPlaces>();
  #sorted: readonly string[] | undefined;
  #end = 0;

  constructor() {
    this.#descriptor = this.#told(() => openSync(this.#path, "wx+", OWNER_ONLY));
    // It has no name from now on: however the process ends, nothing stays. Where the system does not allow that, close() does.
    removeQuietly(this.#path);
  }

  addOrganization(findings: readonly Finding[], evidence: SubjectEvidence): void {
    this.#organization = { findings: findings.toSorted(byRule), evidence };
  }

  addAccount(id: string, findings: readonly Finding[], evidence: SubjectEvidence): void {
    this.#accounts.set(id, {
      findings: this.#write(findings.toSorted(byRule)),
      evidence: this.#write(evidence),
    });
    this.#sorted = undefined;
  }

  *#findings(): Generator<Finding, void, undefined> {
    yield* this.#organization?.findings ?? [];
    for (const { findings } of this.#inOrder()) yield* this.#read(findings) as Finding[];
  }

  *#evidence(): Generator<SubjectEvidence, void, undefined> {
    if (this.#organization !== undefined) yield this.#organization.evidence;
    for (const { evidence } of this.#inOrder()) yield this.#read(evidence) as SubjectEvidence;
  }

  *#inOrder(): Generator<AccountPlaces, void, undefined> {
    this.#sorted ??= [...this.#accounts.keys()].sort();
    for (const id of this.#sorted) {
      const places = this.#accounts.get(id);
      if (places !== undefined) yield places;
    }
  }

  #write(value: unknown): Place {
    // Reading says where; writing goes on where it ended.
    const bytes = this.#told(() => writeAll(this.#descriptor, JSON.stringify(value)));
    const place = { offset: this.#end, bytes };
    this.#end += bytes;
    return place;
  }

  close(): void {
    closeSync(this.#descriptor);
    removeQuietly(this.#path);
  }

  #read({ offset, bytes }: Place): unknown {
    const text = new Uint8Array(bytes);
    this.#told(() => {
      for (let from = 0; from < bytes;) {
        const read = readSync(this.#descriptor, text, from, bytes - from, offset + from);
        if (read === 0) throw new Error("the findings of an account are gone");
        from += read;
      }
    });
    return JSON.parse(new TextDecoder().decode(text));
  }

  #told<Result>(act: () => Result): Result {
    try {
      return act();
    } catch (error) {
      throw asUsageError(this.#path, error);
    }
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // An open file cannot be removed everywhere.
  }
}

const byRule = (left: Finding, right: Finding): number =>
  left.rule < right.rule ? -1 : Number(left.rule > right.rule);
