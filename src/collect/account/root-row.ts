// From the text of a credential report to what it says of root. Cells are read by column name; a cell that is none of the
// values AWS documents is malformed, never false.
import type { Observed, ReportedCertificate, ReportedKey, RootCredentialReport } from "../../model/index.ts";
import { isoTime } from "../aws/answer.ts";
import { Malformed } from "../aws/malformed.ts";
import { absent, collectedIfWhole, type Look } from "../aws/observe.ts";
import { parseCsv } from "./csv.ts";

const SLOTS = ["1", "2"];

type Cell = (column: string) => string;

/** The row `<root_account>`, which must be the asked account's. Throws Malformed. */
export function readRootRow(content: Uint8Array, rootArn: string, look: Look): RootCredentialReport {
  const rows = parseCsv(decodeUtf8(content)).filter((row) => row.get("user") === "<root_account>");
  const [row, ...more] = rows;
  if (row === undefined || more.length > 0)
    throw new Malformed("the report has no one row of <root_account>");
  const cell = (column: string): string => {
    const text = row.get(column);
    if (text === undefined) throw new Malformed(`the report has no column ${column}`);
    return text.trim();
  };
  if (cell("arn") !== rootArn) throw new Malformed("the report's root row is another account's");
  return {
    passwordEnabled: truthCell(cell, "password_enabled", look),
    passwordLastUsed: timeCell(cell, "password_last_used", look),
    passwordLastChanged: timeCell(cell, "password_last_changed", look),
    mfaActive: truthCell(cell, "mfa_active", look),
    accessKeys: SLOTS.map((slot) => readKey(cell, slot)),
    certificates: SLOTS.map((slot) => readCertificate(cell, slot)),
    // The column is young; a value of any kind speaks of more than two keys or certificates.
    moreCredentials: (row.get("additional_credentials_info") ?? "").trim() !== "",
  };
}

function decodeUtf8(content: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new Malformed("the report is not UTF-8");
  }
}

function readKey(cell: Cell, slot: string): ReportedKey {
  const at = (column: string): string => `access_key_${slot}_${column}`;
  const lastRotatedAt = timeOrNone(cell(at("last_rotated")), at("last_rotated"));
  const lastUsedAt = timeOrNone(cell(at("last_used_date")), at("last_used_date"));
  const lastUsedService = textOrNone(cell(at("last_used_service")));
  const lastUsedRegion = textOrNone(cell(at("last_used_region")));
  return {
    slot,
    active: truth(cell(at("active")), at("active")),
    ...(lastRotatedAt !== undefined && { lastRotatedAt }),
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    ...(lastUsedService !== undefined && { lastUsedService }),
    ...(lastUsedRegion !== undefined && { lastUsedRegion }),
  };
}

function readCertificate(cell: Cell, slot: string): ReportedCertificate {
  const lastRotatedAt = timeOrNone(cell(`cert_${slot}_last_rotated`), `cert_${slot}_last_rotated`);
  return {
    slot,
    active: truth(cell(`cert_${slot}_active`), `cert_${slot}_active`),
    ...(lastRotatedAt !== undefined && { lastRotatedAt }),
  };
}

const isWord = (text: string, word: string): boolean => text.toLowerCase() === word;

function truth(text: string, column: string): boolean {
  if (!isWord(text, "true") && !isWord(text, "false"))
    throw new Malformed(`${column} is neither true nor false`);
  return isWord(text, "true");
}

const textOrNone = (text: string): string | undefined =>
  isWord(text, "n/a") || text === "" ? undefined : text;

function timeOrNone(text: string, column: string): string | undefined {
  return isWord(text, "n/a") ? undefined : readTime(text, column);
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function readTime(text: string, column: string): string {
  return isoTime(new Date(TIME.test(text) ? text : Number.NaN), column);
}

/** A word that says that AWS does not tell: nothing a permission would cure. */
const notTold = ({ at, calls }: Look, column: string, word: string): Observed<never> => ({
  state: "skipped",
  observedAt: at,
  calls,
  reason: { cause: "not-observable", message: `the credential report says ${word} for ${column}` },
});

function truthCell(cell: Cell, column: string, look: Look): Observed<boolean> {
  const text = cell(column);
  if (isWord(text, "not_supported")) return notTold(look, column, "not_supported");
  return collectedIfWhole(look, "iam:GetCredentialReport", () => truth(text, column));
}

function timeCell(cell: Cell, column: string, look: Look): Observed<string> {
  const text = cell(column);
  if (isWord(text, "n/a")) return absent(look);
  const word = ["not_supported", "no_information"].find((one) => isWord(text, one));
  if (word !== undefined) return notTold(look, column, word);
  return collectedIfWhole(look, "iam:GetCredentialReport", () => readTime(text, column));
}
