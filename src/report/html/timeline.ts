// Root's activity on a time axis: what rules listed that happened at an instant. The same stands below as a table.
import { type Finding, type Item, SEVERITIES, type Severity } from "../../model/index.ts";
import { compareText } from "../json-text.ts";
import type { Report } from "../report.ts";
import { dayOf } from "../standing.ts";
import { askedIn } from "../summary.ts";
import { count, subjectName } from "../text.ts";
import { html, type Html } from "./builder.ts";

const EVENTS_SHOWN = 500;
const LANES_SHOWN = 40;
const LEFT = 230;
const WIDTH = 1000;
const LANE = 26;
const DAY = 24 * 60 * 60 * 1000;

interface Event {
  readonly at: number;
  readonly account: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly item: Item;
}

/** The section; a sentence where nothing happened that a rule lists. */
export function timeline(report: Report): Html {
  const { shown, total } = eventsOf(report);
  return html`<section aria-labelledby="activity">
    <h2 id="activity">Root activity</h2>
    ${
      total === 0
        ? html`<p>
            No rule lists an event. What could not be looked up is under <a href="#findings">findings</a>.
          </p>`
        : html`${chart(shown, Date.parse(report.header.asOf))}
          ${total > shown.length && html`<p class="cut">${count(total - shown.length, "earlier event")} not drawn: the JSON report has them.</p>`}
          ${eventTable(shown)}`
    }
  </section> `;
}

/** The latest events; an event that several rules list is drawn once, at its worst. */
function eventsOf({ findings, header }: Report): { shown: Event[]; total: number } {
  const isAsked = askedIn(header.population);
  const events = new Map<string, Event>();
  for (const finding of findings) {
    if (!isAsked(finding)) continue;
    for (const event of eventsIn(finding)) {
      const key = `${event.account} ${event.item.key}`;
      const known = events.get(key);
      if (known === undefined || isWorse(event, known)) events.set(key, event);
    }
  }
  const sorted = [...events.values()].sort(
    (left, right) => left.at - right.at || compareText(left.item.key, right.item.key),
  );
  return { shown: sorted.slice(-EVENTS_SHOWN), total: sorted.length };
}

function eventsIn({ rule, severity, subject, items, baseline }: Finding): Event[] {
  const account = subject.scope === "organization" ? "organization" : subjectName(subject);
  return [...items, ...(baseline?.carried ?? [])].flatMap((item) => {
    const at = Date.parse(item.at ?? "");
    return Number.isNaN(at) ? [] : [{ at, account, rule, severity, item }];
  });
}

const isWorse = (left: Event, right: Event): boolean => worstFirst(left, right) < 0;

const worstFirst = (left: Event, right: Event): number =>
  SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity);

function chart(events: readonly Event[], asOf: number): Html {
  const accounts = [
    ...new Set(
      events
        .toReversed()
        .sort(worstFirst)
        .map(({ account }) => account),
    ),
  ];
  const lanes = accounts.slice(0, LANES_SHOWN);
  const from = Math.min(...events.map(({ at }) => at), asOf - DAY);
  const x = (at: number): number =>
    Math.round(LEFT + 10 + ((at - from) / (asOf - from)) * (WIDTH - LEFT - 50));
  const height = lanes.length * LANE + 50;
  return html`<figure>
    <div class="scroll" role="group" aria-label="Time axis" tabindex="0">
      <svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="axis-title" class="axis">
        <title id="axis-title">
          ${count(events.length, "event")} of root in ${count(accounts.length, "account")}, from
          ${dayOf(new Date(from).toISOString())} to ${dayOf(new Date(asOf).toISOString())}; the table below
          lists them.
        </title>
        ${ticks(from, asOf, x, height)}
        ${lanes.map(
          (account, lane) =>
            html`<text x="0" y="${lane * LANE + 22}" class="lane">${short(account)}</text
              ><line
                x1="${LEFT}"
                x2="${WIDTH - 20}"
                y1="${lane * LANE + 18}"
                y2="${lane * LANE + 18}"
                class="rail"
              /> `,
        )}${lanes.map((account, lane) =>
          clustersOf(
            events.filter((event) => event.account === account),
            x,
          ).map((cluster) => clusterHtml(cluster, lane * LANE + 18)),
        )}
      </svg>
    </div>
    ${accounts.length > lanes.length && html`<p class="cut">${count(accounts.length - lanes.length, "more account")} not drawn; the table lists their events.</p>`}
  </figure> `;
}

const NAME_LENGTH = 32;
const short = (text: string): string =>
  text.length <= NAME_LENGTH ? text : `${text.slice(0, NAME_LENGTH - 1)}…`;

/** Events that would be drawn over each other. */
interface Cluster {
  readonly x: number;
  readonly events: readonly Event[];
}

const DOT = 16;

function clustersOf(events: readonly Event[], x: (at: number) => number): Cluster[] {
  const clusters: Cluster[] = [];
  for (const event of events) {
    const last = clusters.at(-1);
    if (last !== undefined && x(event.at) - last.x < DOT)
      clusters[clusters.length - 1] = { x: last.x, events: [...last.events, event] };
    else clusters.push({ x: x(event.at), events: [event] });
  }
  return clusters;
}

/** Shape and colour alike tell the worst severity; a number how many there are. */
function clusterHtml({ x, events }: Cluster, y: number): Html {
  const [worst] = events.toSorted(worstFirst);
  const severity = worst?.severity ?? "info";
  const title = html`<title>
    ${events.map(({ at, item }) => `${new Date(at).toISOString()} ${item.message}`).join("; ")}
  </title>`;
  const shape =
    severity === "critical" || severity === "high"
      ? html`<path d="M${x} ${y - 8}l8 8l-8 8l-8 -8z" class="dot ${severity}">${title}</path>`
      : html`<circle cx="${x}" cy="${y}" r="6" class="dot ${severity}">${title}</circle>`;
  return html`${shape}${events.length > 1 && html`<text x="${x + 11}" y="${y - 4}" class="many">${events.length}</text>`} `;
}

const TICKS = 5;

function ticks(from: number, to: number, x: (at: number) => number, height: number): Html[] {
  return Array.from({ length: TICKS + 1 }, (_, index) => {
    const at = from + ((to - from) * index) / TICKS;
    const anchor = index === TICKS ? "end" : "middle";
    return html`<line x1="${x(at)}" x2="${x(at)}" y1="6" y2="${height - 30}" class="tick" /><text
        x="${x(at)}"
        y="${height - 12}"
        text-anchor="${anchor}"
        >${labelOf(at, to - from)}</text
      > `;
  });
}

const labelOf = (at: number, span: number): string =>
  new Date(at)
    .toISOString()
    .slice(...(span < 7 * DAY ? ([5, 16] as const) : ([0, 10] as const)))
    .replace("T", " ");

function eventTable(events: readonly Event[]): Html {
  return html`<details>
    <summary>The ${count(events.length, "event")} as a table, the latest first</summary>
    <div class="scroll" role="group" aria-label="Events" tabindex="0">
      <table>
        <caption>
          What rules list of root, the latest first
        </caption>
        <thead>
          <tr>
            <th scope="col">when (UTC)</th>
            <th scope="col">account</th>
            <th scope="col">what</th>
            <th scope="col">rule</th>
          </tr>
        </thead>
        <tbody>
          ${events.toReversed().map(
            ({ at, account, rule, item }) =>
              html`<tr>
                <th scope="row">${new Date(at).toISOString()}</th>
                <td>${account}</td>
                <td>
                  ${item.message}${item.waiver !== undefined && html` <span class="mark waived">accepted by ${item.waiver.owner}</span>`}
                </td>
                <td><a href="#rule-${rule}">${rule}</a></td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
  </details> `;
}
