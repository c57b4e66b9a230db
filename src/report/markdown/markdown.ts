// markdown: for job summaries and pull requests. Worst first, and small enough for GitHub, which takes a mebibyte and drops
// what is larger without a word.
import { type ResultHeader, SEVERITIES } from "../../model/index.ts";
import { collect, type Collected } from "../collect.ts";
import { type RuleOutcomes, tallyOutcomes } from "../controls.ts";
import { gapTexts, provenanceOf } from "../provenance.ts";
import type { Report } from "../report.ts";
import { askedIn, type Summary } from "../summary.ts";
import { count, inChunks, subjectName } from "../text.ts";
import { code, escaped, escapedList } from "./escape.ts";
import {
  benchmarkSections,
  type Block,
  ruleBlocks,
  type Section,
  sentenceBlocks,
  unknownBlocks,
} from "./sections.ts";

/** UTF-8 bytes; what is over is counted, and said. */
export const MARKDOWN_LIMIT = 900 * 1024;
/** Kept for what is said of the rest. */
const RESERVE = 4 * 1024;
const NAMES_SHOWN = 50;

/** The result as GitHub-flavoured Markdown, in chunks. */
export function renderMarkdown(report: Report): Iterable<string> {
  return inChunks(document(report));
}

/** Where it comes from stands last, and is shown whatever else is not. */
function* document(report: Report): Iterable<string> {
  const collected = collect(report, new Set());
  const origin = `## Where this comes from\n\n${provenanceLines(collected, report.header).join("\n")}\n`;
  const room = MARKDOWN_LIMIT - RESERVE - Buffer.byteLength(origin);
  yield* within(sectionsOf(report, collected), room);
  yield origin;
}

/** Block by block until the room is used; then how much is missing. */
function* within(sections: Iterable<Section>, room: number): Iterable<string> {
  let left = room;
  const missing: string[] = [];
  for (const { heading, blocks } of sections) {
    if (blocks.length === 0) continue;
    const title = `## ${heading}\n\n`;
    const fitting = fit(blocks, left - Buffer.byteLength(title));
    const rest = blocks.slice(fitting.count);
    if (fitting.count > 0) yield title + fitting.text;
    left -= Buffer.byteLength(title) + fitting.bytes;
    if (rest.length > 0) missing.push(`${heading}: ${rest.length} more, with ${count(sum(rest), "finding")}`);
  }
  if (missing.length > 0)
    yield `## Not shown\n\nThis is as much as fits; the JSON report has everything.\n\n${missing.map((line) => `- ${line}\n`).join("")}`;
}

const sum = (blocks: readonly Block[]): number => blocks.reduce((total, { findings }) => total + findings, 0);

/** As many of the blocks as there is room for. */
function fit(blocks: readonly Block[], room: number): { count: number; text: string; bytes: number } {
  const texts: string[] = [];
  let bytes = 0;
  for (const { lines } of blocks) {
    const text = `${lines.join("\n")}\n\n`;
    const size = Buffer.byteLength(text);
    if (bytes + size > room) break;
    bytes += size;
    texts.push(text);
  }
  return { count: texts.length, text: texts.join(""), bytes };
}

function sectionsOf(report: Report, collected: Collected): Section[] {
  const { header } = report;
  return [
    {
      heading: `rootproof: ${verdictOf(collected.summary, header)}`,
      blocks: [aboutBlock(collected.summary, header)],
    },
    { heading: "Fails", blocks: ruleBlocks(collected.fails, header) },
    { heading: "Errors of rules", blocks: ruleBlocks(collected.errors, header) },
    {
      heading: "Left open by earlier results, and accepted by nobody",
      blocks: sentenceBlocks(collected.leftOpen),
    },
    { heading: "Could not be judged", blocks: unknownBlocks(collected) },
    { heading: "Not reached", blocks: unreachedBlocks(header) },
    ...benchmarkSections(header, outcomesOf(report)),
    { heading: "Waived", blocks: sentenceBlocks(collected.waived) },
    { heading: "Stated by people", blocks: sentenceBlocks(collected.attested) },
    { heading: "Left out", blocks: leftOutBlocks(header) },
    { heading: "Notes on rootproof.yaml", blocks: noteBlocks(header) },
    { heading: "Rules that wait", blocks: waitingBlocks(header) },
  ];
}

/** The worst there is, in a few words. */
function verdictOf({ outcomes, waived }: Summary, header: ResultHeader): string {
  const fails = outcomes.fail - waived.fail;
  const unknown = outcomes.unknown - waived.unknown + outcomes.error;
  const parts = [
    ...(fails > 0 ? [count(fails, "fail")] : []),
    ...(unknown > 0 ? [`${unknown} not judged`] : []),
    ...(gapTexts(header).length > 0 ? ["the population may not be whole"] : []),
  ];
  return parts.length === 0 ? "everything that was judged passes" : parts.join(", ");
}

function aboutBlock({ outcomes, fails, errors, unknowns, waived }: Summary, header: ResultHeader): Block {
  const rows = SEVERITIES.map(
    (severity) => `| ${severity} | ${fails[severity]} | ${errors[severity]} | ${unknowns[severity]} |`,
  );
  return {
    findings: 0,
    lines: [
      ...gapTexts(header).map((text) => `> **Warning:** ${escaped(text)}\n`),
      "| severity | fail | error | unknown |",
      "|---|---:|---:|---:|",
      ...rows,
      "",
      `Passed: ${outcomes.pass}. Not applicable: ${outcomes["not-applicable"]}. Waived: ${waived.fail} of the fails, ${waived.unknown} of the unknowns.`,
    ],
  };
}

function outcomesOf({ findings, header }: Report): RuleOutcomes {
  const tally = tallyOutcomes();
  if (header.benchmarks.length === 0) return tally.rules;
  const isAsked = askedIn(header.population);
  for (const finding of findings) if (isAsked(finding)) tally.add(finding);
  return tally.rules;
}

const unreachedBlocks = ({ population }: ResultHeader): Block[] =>
  population
    .filter(({ state }) => state === "unreached")
    .map((entry) => ({
      lines: [`- ${escaped(subjectName(entry))}: ${escaped(entry.reason ?? "")}`],
      findings: 0,
    }));

const leftOutBlocks = ({ population }: ResultHeader): Block[] =>
  population
    .filter(({ state }) => state === "suspended" || state === "excluded")
    .map((entry) => ({
      lines: [`- ${escaped(subjectName(entry))}: ${escaped(entry.reason ?? entry.state)}`],
      findings: 0,
    }));

const noteBlocks = ({ notes }: ResultHeader): Block[] =>
  notes.map(({ line, message }) => ({
    lines: [`- ${line === undefined ? "" : `line ${line}: `}${escaped(message)}`],
    findings: 0,
  }));

const waitingBlocks = ({ waiting }: ResultHeader): Block[] =>
  waiting.map(({ rule, why, selectWith }) => ({
    lines: [`- ${code(rule)} (${why}): ${escaped(selectWith)}`],
    findings: 0,
  }));

function provenanceLines({ incomplete }: Collected, header: ResultHeader): string[] {
  const rows = provenanceOf(header).map(
    ([label, value]) => `| ${label} | ${/SHA-256/.test(label) ? code(value) : escaped(value)} |`,
  );
  const names = incomplete.shown.slice(0, NAMES_SHOWN);
  const unseen =
    incomplete.count === 0 ? [] : ["", `Not all was seen of ${escapedList(names, incomplete.count)}.`];
  return ["| | |", "|---|---|", ...rows, ...unseen];
}
