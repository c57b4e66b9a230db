// The door of report: findings → text, streamed, one pure function per format.
import { renderHtml } from "./html/page.ts";
import { renderJunit } from "./junit.ts";
import { renderJson } from "./json.ts";
import { renderMarkdown } from "./markdown/markdown.ts";
import type { Renderer } from "./report.ts";
import { renderSarif, renderSarifAudit } from "./sarif/document.ts";
import { renderTable } from "./table/table.ts";

export type { Renderer, RenderOptions, Report, RunSection } from "./report.ts";
export { DIFFERENCE_FILES, DIFFERENCE_FORMATS } from "./difference/formats.ts";
export { printable } from "./text.ts";
export { redact } from "./redact.ts";
export { askedIn, countPopulation, populationGapText, summarize } from "./summary.ts";

/** The formats there are. */
export type Format = "table" | "json" | "sarif" | "sarif-audit" | "junit" | "markdown" | "html";

/** Every format as a function from (report, options) to chunks of text, to be written in order. */
export const FORMATS: Readonly<Record<Format, Renderer>> = {
  table: renderTable,
  json: renderJson,
  sarif: renderSarif,
  "sarif-audit": renderSarifAudit,
  junit: renderJunit,
  markdown: renderMarkdown,
  html: renderHtml,
};
