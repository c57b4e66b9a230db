// A difference in every format there is. Like a report: a pure function from what is decided to chunks of text.
import type { Result } from "sarif";
import type { Change, ChangedFinding, Difference } from "../../model/index.ts";
import { html, type Markup, styleElement, within } from "../html/markup.ts";
import { POLICY, STYLE } from "../html/style.ts";
import { jsonList, jsonObject, member } from "../json-text.ts";
import { junitText } from "../junit-text.ts";
import { escaped } from "../markdown/escape.ts";
import type { RenderOptions } from "../report.ts";
import { newFingerprints } from "../sarif/fingerprint.ts";
import { disarm, newLayout, paragraph, whole } from "../table/layout.ts";
import { clean, inChunks, sentence } from "../text.ts";
import { sectionsOf, sidesOf, subjectOf, verdictOf } from "./sections.ts";

type DifferenceRenderer = (difference: Difference, options?: RenderOptions) => Iterable<string>;

const COMMON = { table: renderTable, json: renderJson, sarif: renderSarif, "sarif-audit": renderSarif };

/** Every format as a function from a difference to chunks of text. */
export const DIFFERENCE_FORMATS = {
  ...COMMON,
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

function* renderTable(difference: Difference, options: RenderOptions = {}): Iterable<string> {
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

function renderJson(difference: Difference): Iterable<string> {
  const { changes, accounts, ...rest } = difference;
  return inChunks(
    (function* () {
      yield* jsonObject([
        member("schemaVersion", 1),
        ...Object.entries(rest).map(([name, value]) => member(name, value)),
        ["changes", jsonList(changes)],
        ["accounts", jsonList(accounts)],
      ]);
      yield "\n";
    })(),
  );
}

const BASELINE_STATES: Readonly<Record<Change, Result.baselineState>> = {
  worsened: "updated",
  new: "new",
  changed: "updated",
  improved: "updated",
  gone: "absent",
  fixed: "absent",
};

function* renderSarif(difference: Difference): Iterable<string> {
  const rules = [...new Set(difference.changes.map(({ rule }) => rule))].sort();
  const fingerprint = newFingerprints();
  const { version } = difference.new.tool;
  yield* inChunks(
    jsonObject([
      member(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      ),
      member("version", "2.1.0"),
      member("runs", [
        {
          tool: {
            driver: {
              name: "rootproof-diff",
              version: clean(version),
              semanticVersion: clean(version),
              informationUri: "https://rootproof.example.com",
              rules: rules.map((id) => ({ id: clean(id), shortDescription: { text: clean(id) } })),
            },
          },
          automationDetails: {
            id: `rootproof-diff/${subjectOf(difference).replace(/[^A-Za-z0-9-]/g, "-")}/`,
          },
          results: difference.changes.map((one) => sarifResult(one, rules, fingerprint)),
          properties: {
            old: difference.old,
            new: difference.new,
            accounts: difference.accounts,
            rules: difference.rules,
            notes: difference.notes.map(clean),
            unchanged: difference.unchanged,
            worse: difference.worse,
          },
        },
      ]),
    ]),
  );
}

function sarifResult(
  one: ChangedFinding,
  rules: readonly string[],
  fingerprint: ReturnType<typeof newFingerprints>,
): Result {
  const kind = one.change === "fixed" ? "pass" : one.is === "fail" ? "fail" : "open";
  const text = sectionText(one);
  return {
    ruleId: clean(one.rule),
    ruleIndex: rules.indexOf(one.rule),
    kind,
    level: kind === "fail" ? "error" : "none",
    baselineState: BASELINE_STATES[one.change],
    message: { text: sentence(text.replace(/\](?=\()/g, "] ")) },
    partialFingerprints: { primaryLocationLineHash: fingerprint(one.rule, one.subject, "") },
    properties: { change: one.change, was: one.was, is: one.is, severity: one.severity },
  };
}

/** As the sections have it. */
function sectionText(one: ChangedFinding): string {
  const only = { changes: [one], accounts: [], rules: { came: [], went: [] }, notes: [] };
  const [section] = sectionsOf(only as unknown as Difference);
  const [line] = section?.lines ?? [];
  return [line?.text ?? "", ...(line?.below ?? [])].join(". ");
}

function* renderJunit(difference: Difference): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rootproof diff">\n';
  const sections = sectionsOf(difference);
  const isBad = (heading: string): boolean => heading.startsWith("Worse") || heading.startsWith("New");
  const cases = sections.flatMap(({ heading, lines }) => lines.map((line) => ({ heading, ...line })));
  const failures = cases.filter(({ heading }) => isBad(heading)).length;
  yield `<testsuite name="${junitText(verdictOf(difference))}" tests="${cases.length}" failures="${failures}" errors="0" skipped="0" time="0" timestamp="${difference.new.asOf.slice(0, 19)}">\n<properties>\n`;
  for (const side of sidesOf(difference)) yield `<property name="compared" value="${junitText(side)}"/>\n`;
  yield "</properties>\n";
  for (const { heading, text, below } of cases) {
    const body = below.map((line) => `- ${junitText(line)}`).join("\n");
    const opening = `<testcase name="${junitText(text)}" classname="rootproof.diff" time="0"`;
    yield isBad(heading)
      ? `${opening}><failure type="${junitText(heading)}" message="${junitText(text)}">${body}</failure></testcase>\n`
      : `${opening}><system-out>${junitText(heading)}\n${body}</system-out></testcase>\n`;
  }
  yield "</testsuite>\n</testsuites>\n";
}

/** UTF-8 bytes; GitHub takes a mebibyte. */
const MARKDOWN_LIMIT = 896 * 1024;

function* renderMarkdown(difference: Difference): Iterable<string> {
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

function* renderHtml(difference: Difference): Iterable<string> {
  const title = `What changed: ${subjectOf(difference)}`;
  const frame = (slot: Markup): Markup =>
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
          <meta name="referrer" content="no-referrer" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title}</title>
          ${styleElement(STYLE)}
        </head>
        <body>
          <header><h1>${title}</h1></header>
          <main>${slot}</main>
        </body>
      </html>`;
  for (const part of within(frame, htmlSections(difference))) yield `${part.toString()}\n`;
}

function* htmlSections(difference: Difference): Iterable<Markup> {
  yield html`<div class="verdict ${difference.worse ? "fail" : "unknown"}">
    <p class="words">${verdictOf(difference)}</p>
    ${sidesOf(difference).map((side) => html`<p class="counts">${side}</p>`)}
  </div>`;
  for (const { heading, lines } of sectionsOf(difference))
    yield html`<h2>${heading}</h2>
      <ul>
        ${lines.map(
          ({ text, below }) =>
            html`<li>
              ${text}
              <ul>
                ${below.map((line) => html`<li>${line}</li>`)}
              </ul>
            </li>`,
        )}
      </ul>`;
}
