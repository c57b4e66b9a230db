// A difference as a page: no script, no network.
import type { Difference } from "../../model/index.ts";
import { html, type Markup, styleElement, within } from "../html/markup.ts";
import { POLICY, STYLE } from "../html/style.ts";
import { sectionsOf, sidesOf, subjectOf, verdictOf } from "./sections.ts";

export function* renderHtml(difference: Difference): Iterable<string> {
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
