// Comma-separated values with quotes (RFC 4180): a user's name may hold commas and quotes.
import { Malformed } from "../aws/malformed.ts";

/** Records by header name. Throws Malformed when quotes do not close or a row is not as long as the header. */
export function parseCsv(text: string): ReadonlyMap<string, string>[] {
  const [header, ...rows] = readRows(text);
  if (header === undefined || new Set(header).size < header.length) {
    throw new Malformed("the report's header is missing or names a column twice");
  }
  return rows.map((row) => {
    if (row.length !== header.length) throw new Malformed("a row of the report is not as long as its header");
    return new Map(header.map((name, column) => [name, row[column] ?? ""]));
  });
}

const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

function readRows(text: string): string[][] {
  const fields = new RegExp(FIELD);
  const rows: string[][] = [];
  let row: string[] = [];
  while (fields.lastIndex < text.length || row.length > 0) {
    const [whole, quoted, plain = "", end] = fields.exec(text) ?? [];
    if (whole === undefined) throw new Malformed("the report is not CSV");
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
