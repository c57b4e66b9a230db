// Findings on their way from judging to the reports: in a temporary file, not in memory, account by account. Reports read
// them as often as they need, in the same order whatever the order of judging: the organization's first, then by account.
import { randomBytes } from "node:crypto";
import { closeSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Finding } from "../model/index.ts";
import { asUsageError, writeAll } from "./write-file.ts";

interface Place {
  readonly offset: number;
  readonly bytes: number;
}

const OWNER_ONLY = 0o600;

/** Everything that was judged. */
export class Spool implements Iterable<Finding> {
  readonly #path = join(tmpdir(), `rootproof-${randomBytes(6).toString("hex")}.findings`);
  readonly #descriptor: number;
  readonly #organization: Finding[] = [];
  readonly #accounts = new Map<string, Place>();
  #sorted: readonly string[] | undefined;
  #end = 0;

  constructor() {
    this.#descriptor = this.#told(() => openSync(this.#path, "wx+", OWNER_ONLY));
    // It has no name from now on: however the process ends, nothing stays. Where the system does not allow that, close() does.
    removeQuietly(this.#path);
  }

  addOrganization(findings: readonly Finding[]): void {
    this.#organization.push(...findings.toSorted(byRule));
  }

  addAccount(id: string, findings: readonly Finding[]): void {
    const text = JSON.stringify(findings.toSorted(byRule));
    // Reading says where; writing goes on where it ended.
    const bytes = this.#told(() => writeAll(this.#descriptor, text));
    this.#accounts.set(id, { offset: this.#end, bytes });
    this.#end += bytes;
    this.#sorted = undefined;
  }

  *[Symbol.iterator](): Generator<Finding, void, undefined> {
    yield* this.#organization;
    this.#sorted ??= [...this.#accounts.keys()].sort();
    for (const id of this.#sorted) {
      const place = this.#accounts.get(id);
      if (place !== undefined) yield* this.#read(place);
    }
  }

  close(): void {
    closeSync(this.#descriptor);
    removeQuietly(this.#path);
  }

  #read({ offset, bytes }: Place): Finding[] {
    const text = new Uint8Array(bytes);
    this.#told(() => {
      for (let from = 0; from < bytes;) {
        const read = readSync(this.#descriptor, text, from, bytes - from, offset + from);
        if (read === 0) throw new Error("the findings of an account are gone");
        from += read;
      }
    });
    return JSON.parse(new TextDecoder().decode(text)) as Finding[];
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
