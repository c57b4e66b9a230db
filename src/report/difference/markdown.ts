// A difference for job summaries and pull requests.
import type { Difference } from "../../model/index.ts";
import { escaped } from "../markdown/escape.ts";
import { sectionsOf, sidesOf, verdictOf } from "./sections.ts";

/** UTF-8 bytes; GitHub takes a mebibyte. */
const MARKDOWN_LIMIT = 896 * 1024;

export function* renderMarkdown(difference: Difference): Iterable<string> {
  yield `## ${escaped(verdictOf(difference))}\n\n`;
  for (const side of sidesOf(difference)) yield `- ${escaped(side)}\n`;
  let left = MARKDOWN_LIMIT;
  for (const { heading, lines } of sectionsOf(difference)) {
    yield `\n### ${escaped(heading)}\n\n`;
    let shown = 0;
    for (const { text, below } of lines) {
      const piece = `- ${escaped(text)}\n${below.map((line) => `  - ${escaped(line)}\n`).join("")}`;
      left -= Buffer.byteLength(piece);
      if (left < 0) break;
      yield piece;
      shown++;
    }
    if (shown < lines.length) yield `- and ${lines.length - shown} more: the JSON has them all\n`;
  }
}
