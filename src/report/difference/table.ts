// A difference for people in a terminal.
import type { Difference } from "../../model/index.ts";
import type { RenderOptions } from "../report.ts";
import { disarm, newLayout, paragraph, whole } from "../table/layout.ts";
import { sectionsOf, sidesOf, subjectOf, verdictOf } from "./sections.ts";

export function* renderTable(difference: Difference, options: RenderOptions = {}): Iterable<string> {
  const layout = newLayout(options);
  const about = [
    `difference of ${subjectOf(difference)}, partition ${difference.partition}`,
    ...sidesOf(difference),
  ];
  const blocks = [
    about.flatMap((line) => whole(layout, line, 0)),
    ...sectionsOf(difference).map(({ heading, lines }) => [
      layout.paint("strong", heading),
      ...lines.flatMap(({ text, below }) => [
        ...paragraph(layout, text, 2, "- "),
        ...below.flatMap((line) => paragraph(layout, line, 6, "- ")),
      ]),
    ]),
    whole(layout, verdictOf(difference), 0).map((line) => layout.paint("strong", line)),
  ];
  for (const block of blocks) yield `${block.map(disarm).join("\n")}\n\n`;
}
