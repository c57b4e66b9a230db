// --redact: a report without account numbers and names. Every format is given the masked report, so none can forget it.
// A number becomes the same word every night, so that alerts keep their identity; the organization's id, which is masked
// too, is what keeps the word from being looked up.
import { createHash } from "node:crypto";
import type { Finding, PopulationEntry, ResultHeader } from "../model/index.ts";
import type { Report } from "./report.ts";

const ACCOUNT = /(?<!\d)\d{12}(?!\d)/g;
const ORGANIZATION = /(?<![A-Za-z0-9])o-[a-z0-9]{10,32}(?![A-Za-z0-9])/g;
const UNIT = /(?<![A-Za-z0-9])(ou|r)-[a-z0-9]{4,32}(?:-[a-z0-9]{8,32})?(?![A-Za-z0-9])/g;
/** Digests of files; they say nothing of accounts and may hold twelve digits in a row. */
const DIGEST = /^(?:sha256|rulesSha256)$/;
/** Parameters that hold names of accounts. */
const NAMES = /\.names$/;

/** The report with masked account numbers, account names, and ids of the organization and its units. */
export function redact(report: Report): Report {
  const masking = new Masking(report.header);
  return {
    ...report,
    header: masking.header(report.header),
    findings: masked(report.findings, (finding) => masking.finding(finding)),
    evidence: masked(report.evidence, (evidence) => masking.all(evidence)),
    anchor: {
      file: report.anchor.file,
      lines: new Map([...report.anchor.lines].map(([id, line]) => [masking.text(id), line])),
    },
  };
}

/** Read as often as what it is made from. */
const masked = <Value>(values: Iterable<Value>, mask: (value: Value) => Value): Iterable<Value> => ({
  *[Symbol.iterator]() {
    for (const value of values) yield mask(value);
  },
});

class Masking {
  readonly #salt: string | undefined;
  /** What is shown for each account. */
  readonly #words: ReadonlyMap<string, string>;

  constructor({ organization, caller, population }: ResultHeader) {
    this.#salt = organization;
    const ids = [...new Set([...population.map(({ id }) => id), caller.account])];
    this.#words = new Map(ids.map((id, index) => [id, `account-${this.#word(id) ?? index + 1}`]));
  }

  header(header: ResultHeader): ResultHeader {
    const { parameters, population, ...rest } = header;
    return {
      ...this.all(rest),
      parameters: this.#parameters(parameters),
      population: population.map((entry) => this.#entry(entry)),
      redacted: true,
    };
  }

  finding(finding: Finding): Finding {
    const { name, ...subject } = finding.subject;
    const own = this.all({ ...finding, subject });
    if (name === undefined) return own;
    const { message, items, missing } = own;
    return { ...own, ...without({ message, items, missing }, name, own.subject.id) };
  }

  /** Every text in it, however deep. */
  all<Value extends object>(value: Value): Value {
    return mapTexts(value, (text) => this.text(text)) as Value;
  }

  text(text: string): string {
    return text
      .replace(ACCOUNT, (id) => this.#words.get(id) ?? "x".repeat(id.length))
      .replace(ORGANIZATION, (id) => `organization-${this.#word(id) ?? "x"}`)
      .replace(UNIT, (id, kind: string) => `${kind === "r" ? "root" : "unit"}-${this.#word(id) ?? "x"}`);
  }

  #entry({ name, ...entry }: PopulationEntry): PopulationEntry {
    const { reason, ...own } = this.all(entry);
    if (reason === undefined) return own;
    return { ...own, ...without({ reason }, name ?? "", own.id) };
  }

  #parameters(parameters: ResultHeader["parameters"]): ResultHeader["parameters"] {
    return Object.fromEntries(
      Object.entries(this.all(parameters)).map(([key, value]) => [
        key,
        NAMES.test(key) ? hidden(value) : value,
      ]),
    );
  }

  /** Undefined where no organization's id keeps it from being looked up. */
  #word(id: string): string | undefined {
    if (this.#salt === undefined) return undefined;
    return createHash("sha256")
      .update(JSON.stringify([this.#salt, id]))
      .digest("hex")
      .slice(0, 12);
  }
}

const hidden = (value: unknown): unknown => mapTexts(value, () => "x");

/** A rule may say what the account is called. */
function without<Value extends object>(value: Value, name: string, instead: string): Value {
  if (name.trim() === "") return value;
  const literal = name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const written = new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "gu");
  return mapTexts(value, (text) => text.replace(written, () => instead)) as Value;
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") return map(value);
  if (Array.isArray(value)) return value.map((one: unknown) => mapTexts(one, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, DIGEST.test(key) ? one : mapTexts(one, map)] as const),
  );
}
