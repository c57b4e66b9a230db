// table: for people in a terminal. Worst first; what was not seen says what is missing; pass is only a number.
import type { PopulationEntry, ResultHeader, WaitingRule } from "../../model/index.ts";
import type { RenderOptions, Report } from "../report.ts";
import { gapTexts, populationText, scannedText } from "../provenance.ts";
import { baselineText, goneText } from "../standing.ts";
import { count, inChunks, list, subjectName } from "../text.ts";
import { controlLines, rulesOfControls } from "./controls.ts";
import { SUBJECTS_SHOWN } from "../sentences.ts";
import { noteLines, sentenceLines } from "./accepted.ts";
import { collect, type Collected } from "../collect.ts";
import { disarm, newLayout, paragraph, whole, type Layout } from "./layout.ts";
import { errorLines, failLines, unknownLines } from "./sections.ts";
import { verdictLines } from "./verdict.ts";

/** The result as lines of text, in chunks. */
export function renderTable(report: Report, options: RenderOptions = {}): Iterable<string> {
  return inChunks(document(report, newLayout(options)));
}

function* document(report: Report, layout: Layout): Iterable<string> {
  const controls = controlLines(layout, report);
  const collected = collect(report, rulesOfControls(report.header.benchmarks));
  const blocks = [
    aboutLines(layout, report.header),
    populationLines(layout, report.header),
    ...controls,
    ...failLines(layout, collected, report.header),
    ...errorLines(layout, collected),
    ...unknownLines(layout, collected),
    incompleteLines(layout, collected),
    sentenceLines(layout, "left open by earlier results, and accepted by nobody", collected.leftOpen),
    sentenceLines(layout, "waived", collected.waived),
    sentenceLines(layout, "attested", collected.attested),
    noteLines(layout, report.header.notes),
    waitingLines(layout, report.header.waiting),
    verdictLines(layout, collected.summary),
  ];
  for (const block of blocks.filter((lines) => lines.length > 0)) {
    yield `${block.map(disarm).join("\n")}\n\n`;
  }
}

function aboutLines(layout: Layout, header: ResultHeader): string[] {
  const { configuration, rulesSha256 } = header;
  const name = configuration.file ?? "configuration";
  const file =
    configuration.sha256 === undefined
      ? "no configuration file"
      : `${name} ${configuration.sha256.slice(0, 12)}`;
  return [
    ...whole(
      layout,
      `rootproof ${header.tool.version}, ${scannedText(header)}, partition ${header.partition}, as of ${header.asOf}`,
      0,
    ),
    ...(header.baseline === undefined
      ? []
      : [baselineText(header.baseline), ...goneText(header.baseline)].flatMap((text) =>
          whole(layout, text, 0),
        )),
    ...(header.redacted === true ? whole(layout, "account numbers and names are masked", 0) : []),
    ...whole(layout, `read by ${header.caller.arn}; ${file}; rules ${rulesSha256.slice(0, 12)}`, 0),
  ];
}

function populationLines(layout: Layout, header: ResultHeader): string[] {
  const { population } = header;
  const of = (state: PopulationEntry["state"]): PopulationEntry[] =>
    population.filter((entry) => entry.state === state);
  return [
    ...whole(layout, populationText(header), 0),
    ...gapTexts(header).flatMap((text) => paragraph(layout, text)),
    ...namedLines(layout, "not reached", of("unreached")),
    ...namedLines(layout, "suspended", of("suspended")),
    ...namedLines(layout, "left out", of("excluded")),
  ];
}

function namedLines(layout: Layout, label: string, entries: readonly PopulationEntry[]): string[] {
  const rest = entries.length - SUBJECTS_SHOWN;
  const lines = entries
    .slice(0, SUBJECTS_SHOWN)
    .map((entry) => `${label}: ${subjectName(entry)}${entry.reason === undefined ? "" : `: ${entry.reason}`}`)
    .flatMap((text) => paragraph(layout, text));
  return rest > 0 ? [...lines, `    and ${rest} more ${label}`] : lines;
}

function incompleteLines(layout: Layout, { incomplete }: Collected): string[] {
  if (incomplete.count === 0) return [];
  return whole(layout, `Not all was seen of ${list(incomplete.shown, incomplete.count)}.`, 0);
}

/** A rule that waits is one line with what switches it on; rules that were put aside are only named. */
function waitingLines(layout: Layout, waiting: readonly WaitingRule[]): string[] {
  const aside = (why: WaitingRule["why"]): string[] => {
    const rules = waiting.filter((entry) => entry.why === why).map(({ rule }) => rule);
    return rules.length === 0
      ? []
      : whole(layout, `${count(rules.length, "rule")} ${why}: ${rules.join(", ")}`, 0);
  };
  const asked = waiting.filter(({ why }) => why === "configuration" || why === "access");
  return [
    ...(asked.length === 0 ? [] : [`${count(asked.length, "rule")} waiting for configuration:`]),
    ...asked.flatMap(({ rule, selectWith }) => whole(layout, `${rule}: ${selectWith}`)),
    ...aside("ignored"),
    ...aside("not named"),
  ];
}
