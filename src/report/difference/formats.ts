// A difference in every format there is. Like a report: a pure function from what is decided to chunks of text.
import type { Difference } from "../../model/index.ts";
import type { RenderOptions } from "../report.ts";
import { renderHtml } from "./html.ts";
import { renderJson } from "./json.ts";
import { renderJunit } from "./junit.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderSarif } from "./sarif.ts";
import { renderTable } from "./table.ts";

type DifferenceRenderer = (difference: Difference, options?: RenderOptions) => Iterable<string>;

/** Every format as a function from a difference to chunks of text. */
export const DIFFERENCE_FORMATS = {
  table: renderTable,
  json: renderJson,
  sarif: renderSarif,
  "sarif-audit": renderSarif,
  junit: renderJunit,
  markdown: renderMarkdown,
  html: renderHtml,
} as const satisfies Record<string, DifferenceRenderer>;

/** What the files are called; none that an upload to code scanning would take. */
export const DIFFERENCE_FILES = {
  table: "difference.txt",
  json: "difference.json",
  sarif: "difference.sarif.json",
  "sarif-audit": "difference.audit.sarif.json",
  junit: "difference.xml",
  markdown: "difference.md",
  html: "difference.html",
} as const;
