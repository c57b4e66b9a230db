// html: for auditors. One file that opens from disk: no script, no network, one style sheet whose hash the page's policy names.
import type { Report } from "../report.ts";
import { inChunks } from "../text.ts";
import { activityOf } from "./activity.ts";
import { details } from "./details.ts";
import { chooseFacts, evidence, evidenceIndex } from "./evidence.ts";
import { findings } from "./findings.ts";
import { grid } from "./grid.ts";
import { html, type Markup, styleElement, within } from "./markup.ts";
import { notes } from "./notes.ts";
import { overview } from "./overview.ts";
import { population } from "./population.ts";
import { steps } from "./steps.ts";
import { POLICY, STYLE } from "./style.ts";
import { timeline } from "./timeline.ts";
import { provenance, titleOf, verdict } from "./top.ts";

/** The result as one HTML document, in chunks. */
export function renderHtml(report: Report): Iterable<string> {
  return inChunks(textsOf(document(report)));
}

function* textsOf(parts: Iterable<Markup>): Iterable<string> {
  for (const part of parts) yield `${part.toString()}\n`;
}

function document(report: Report): Iterable<Markup> {
  const { header } = report;
  const title = titleOf(header);
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
          <a class="skip" href="#main">Skip to the verdict</a>
          <header>
            <h1>${title}</h1>
            ${contents(report)}
          </header>
          <main id="main">${slot}</main>
          <footer>
            <p>
              Written by ${header.tool.name} ${header.tool.version}. The page loads nothing and runs no
              script.
              ${header.redacted === true ? "Account numbers and names in it are masked." : "It holds account numbers, names and addresses: keep it as you keep the evidence."}
            </p>
          </footer>
        </body>
      </html>`;
  return within(frame, sections(report));
}

function* sections(report: Report): Iterable<Markup> {
  const seen = overview(report);
  const told = details(report, seen);
  const choice = chooseFacts(report, told.named);
  const index = evidenceIndex(report, choice);
  yield verdict(report, seen);
  yield provenance(report);
  yield population(report, seen);
  yield* grid(seen);
  yield* steps(report, seen);
  yield* timeline(activityOf(report, seen));
  yield* findings(seen, told, index);
  yield* evidence(report, seen, choice, index);
  yield* notes(report.header);
}

function contents({ header, playbook }: Report): Markup {
  const sections: [string, string][] = [
    ["provenance", "How this was made"],
    ["population", "Accounts"],
    ["grid", "Accounts and rules"],
    ...(header.benchmarks.length === 0 && playbook === undefined
      ? []
      : [["steps", "Steps and controls"] as [string, string]]),
    ["activity", "Root activity"],
    ["findings", "Open findings"],
    ["well", "What passes"],
    ["evidence", "Evidence"],
    ["configuration", "Configuration"],
  ];
  return html`<nav aria-label="Contents">
    <ul>
      ${sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}
    </ul>
  </nav>`;
}
