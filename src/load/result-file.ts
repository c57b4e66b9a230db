// A result read back: what `--format json` wrote, finding by finding, so that neither its size nor its layout matters.
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { JSONParser } from "@streamparser/json";
import type {
  Finding,
  Outcome,
  Partition,
  PopulationEntry,
  ResultHeader,
  Scope,
  Severity,
} from "../model/index.ts";
import { type Checked, failed, whyUnreadable } from "./text-file.ts";
import { resultFinding, resultHead, resultMembers } from "./validators.gen.mjs";

/** What a result says beside its findings and evidence, as far as somebody reads it back. */
export interface ResultHead extends Pick<
  ResultHeader,
  | "asOf"
  | "caller"
  | "organization"
  | "choice"
  | "populationGap"
  | "rules"
  | "shardProblems"
  | "rulesSha256"
  | "configuration"
> {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: "rootproof"; readonly version: string };
  readonly scope: Scope;
  readonly partition: Partition;
  readonly accounts: readonly PopulationEntry[];
  readonly redacted?: true;
  readonly population: Readonly<Record<"expected" | "judged", number>>;
  readonly summary: {
    readonly outcomes: Readonly<Record<Outcome, number>>;
    readonly fails: Readonly<Record<Severity, number>>;
    readonly waived: Readonly<Record<"fail" | "unknown", number>>;
  };
}

/** A result, checked, with the SHA-256 of its bytes. */
export interface ResultFile {
  readonly head: ResultHead;
  readonly sha256: string;
}

const WHAT = "no JSON result of rootproof that this version reads";
const WHAT_TO_DO = "name what --format json wrote";
const CHUNK_BYTES = 1 << 20;

/** Reads the file and hands over each finding, in its order. Only once all was read is it known to be a result. */
export function readResult(file: string, add: (finding: Finding) => void): Checked<ResultFile> {
  const reader = new ResultReader(add);
  try {
    if (!statSync(file).isFile()) return failed({ file, message: `not a regular file: ${WHAT_TO_DO}` });
    const sha256 = pour(file, reader);
    const { wrong, head } = reader;
    if (wrong !== undefined) return failed({ file, message: `is ${WHAT} (${wrong}); ${WHAT_TO_DO}` });
    return { ok: true, value: { head, sha256 } };
  } catch (error) {
    return failed({ file, message: whyUnreadable(error) });
  }
}

/** Returns the SHA-256 of what was poured. */
function pour(file: string, reader: ResultReader): string {
  const hash = createHash("sha256");
  const bytes = Buffer.alloc(CHUNK_BYTES);
  const descriptor = openSync(file, "r");
  try {
    while (reader.wrong === undefined) {
      const read = readSync(descriptor, bytes, 0, bytes.length, null);
      if (read === 0) break;
      hash.update(bytes.subarray(0, read));
      reader.write(bytes.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  reader.end();
  return hash.digest("hex");
}

/** Members that are read one by one and not kept. */
const STREAMED = ["findings", "evidence"];
const KEPT = resultMembers.filter((name) => !STREAMED.includes(name));

/** Takes the text as it comes; `wrong` is the first thing that is no result's. */
class ResultReader {
  wrong: string | undefined;
  readonly #add: (finding: Finding) => void;
  readonly #members = new Map<string, unknown>(STREAMED.map((name) => [name, []]));
  readonly #parser = new JSONParser({
    paths: [...KEPT.map((name) => `$.${name}`), "$.findings.*"],
    keepStack: false,
  });
  #ended = false;

  constructor(add: (finding: Finding) => void) {
    this.#add = add;
    this.#parser.onValue = ({ value, key, stack }) => {
      if (stack.length > 1) this.#take(value);
      else this.#members.set(String(key), value);
    };
    this.#parser.onError = ({ message }) => {
      this.wrong ??= message.split(/[\n.]/)[0] ?? message;
    };
    this.#parser.onEnd = () => {
      this.#ended = true;
    };
  }

  write(bytes: Uint8Array): void {
    this.#parser.write(bytes);
  }

  /** Whether all of it was there. */
  end(): void {
    if (!this.#ended) this.wrong ??= "it breaks off";
    const head = this.head;
    if (this.wrong === undefined && !resultHead(head)) this.wrong = faultOf(resultHead.errors);
  }

  get head(): ResultHead {
    return Object.fromEntries(this.#members) as unknown as ResultHead;
  }

  #take(value: unknown): void {
    if (this.wrong !== undefined) return;
    if (resultFinding(value)) this.#add(value);
    else this.wrong = `a finding: ${faultOf(resultFinding.errors)}`;
  }
}

const faultOf = (errors: typeof resultHead.errors): string => {
  const [{ instancePath, message } = { instancePath: "", message: "" }] = errors ?? [];
  return `${instancePath.slice(1) || "it"} ${message ?? ""}`.trim();
};
