// Root's activity as a picture, and the same as a table for who cannot see it.
import { type Activity, BINS, type Event, EVENTS_LISTED, type Lane } from "./activity.ts";
import { html, type Markup, within } from "./markup.ts";
import { counted, numeral, timeOf } from "./marks.ts";
import { names } from "./population.ts";

const WIDTH = 1100;
const LEFT = 250;
const RIGHT = 30;
const TOP = 10;
const LANE = 28;
const TICKS = 5;
const NAME_LENGTH = 34;
const DAY = 86_400_000;

/** The section. */
export function* timeline(activity: Activity): Iterable<Markup> {
  const { total, unseen, lanes } = activity;
  yield html`<h2 id="activity">Root activity</h2>
    <p>
      What root was recorded doing, sessions opened with AssumeRoot among it. Events of regions or times that
      were not looked up are not here: rules on root's use are unknown where that is so.
    </p>`;
  if (unseen.length > 0)
    yield html`<div class="gap">
      The events of ${counted(unseen.length, "account")} were not seen; nothing is claimed of what root did
      there: ${names(unseen)}
    </div>`;
  if (total === 0) {
    yield html`<p>No event by root is in the evidence.</p>`;
    return;
  }
  yield html`<p>
    ${counted(total, "event")} in
    ${counted(
      lanes.reduce((sum, { accounts }) => sum + accounts, 0),
      "account",
    )}.
    A filled circle is an event that was carried out, a ring one that was refused or failed; larger ones stand
    for several.
  </p>`;
  yield picture(activity);
  yield* table(activity);
}

function picture({ lanes, from, to, total }: Activity): Markup {
  const height = TOP + lanes.length * LANE + 30;
  return html`<svg
    class="axis"
    viewBox="0 0 ${WIDTH} ${height}"
    role="img"
    aria-label="${counted(total, "event")} by root on a time axis; the table below has the same events"
  >
    ${ticks(from, to, height)} ${lanes.map(lane)}
  </svg>`;
}

/** Days, or hours where the stretch is short. */
function ticks(from: number, to: number, height: number): Markup[] {
  return Array.from({ length: TICKS + 1 }, (_, at) => {
    const time = new Date(from + ((to - from) * at) / TICKS).toISOString();
    const x = xOf((BINS * at) / TICKS);
    const label = to - from > TICKS * DAY ? time.slice(0, 10) : `${time.slice(0, 10)} ${time.slice(11, 16)}`;
    return html`<line class="tick" x1="${x}" x2="${x}" y1="${TOP}" y2="${height - 25}" /><text
        x="${x}"
        y="${height - 8}"
        text-anchor="${at === TICKS ? "end" : "middle"}"
        >${label}</text
      > `;
  });
}

const xOf = (bin: number): number => Math.round(LEFT + ((WIDTH - LEFT - RIGHT) * bin) / BINS);

function lane({ name, bins, count }: Lane, index: number): Markup {
  const y = TOP + LANE * (index + 0.5);
  const shown =
    name.length > NAME_LENGTH
      ? `${Array.from(name)
          .slice(0, NAME_LENGTH - 1)
          .join("")}…`
      : name;
  return html`<text x="0" y="${y + 4}">${shown}</text
    ><text x="${LEFT - 12}" y="${y + 4}" text-anchor="end">${numeral(count)}</text
    ><line class="lane" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}" />
    ${[...bins].sort(([left], [right]) => left - right).map(([at, bin]) => mark(xOf(at), y, bin))}`;
}

/** A ring only where all of them failed. */
function mark(x: number, y: number, { count, failed }: { count: number; failed: number }): Markup {
  const radius = Math.min(11, 4 + Math.round(2 * Math.log2(count)));
  return html`<circle class="${failed === count ? "refused" : "done"}" cx="${x}" cy="${y}" r="${radius}"
    ><title>${counted(count, "event")}${failed === 0 ? "" : `, ${failed} refused`}</title></circle
  > `;
}

function table({ events, total }: Activity): Iterable<Markup> {
  const left = total - events.length;
  const frame = (slot: Markup): Markup =>
    html`<details>
      <summary>
        The same events as a table${left === 0 ? "" : `: the newest ${numeral(EVENTS_LISTED)}`}
      </summary>
      ${left === 0 ? undefined : html`<p class="gap">${counted(left, "older event")} ${left === 1 ? "is" : "are"} in the picture and in the JSON report.</p>`}
      <table class="wide">
        <caption>
          Events by root, newest first
        </caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Account</th>
            <th scope="col">Event</th>
            <th scope="col">Region</th>
            <th scope="col">From</th>
            <th scope="col">Agent</th>
          </tr>
        </thead>
        <tbody>
          ${slot}
        </tbody>
      </table>
    </details>`;
  return within(frame, events.map(row));
}

const row = ({ time, account, event, service, region, address, agent, error }: Event): Markup =>
  html`<tr>
    <td>${timeOf(time)}</td>
    <td>${account}</td>
    <td>
      ${event}<br /><span class="quiet">${service}</span
      >${error === undefined ? undefined : html`<br />refused or failed: ${error}`}
    </td>
    <td>${region}</td>
    <td>${address ?? "not recorded"}</td>
    <td>${agent ?? "not recorded"}</td>
  </tr> `;
