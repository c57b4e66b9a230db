// account.incident: the incidents declared for the account in rootproof.yaml, as one.
import { ABSENT, type Value } from "../../condition/index.ts";
import { beginningOf, endingOf, type Incident } from "../../model/index.ts";
import { namesAccount } from "./coverage.ts";
import { textOf, type View } from "./kleene.ts";

const DAY = 86_400_000;

/** When incidents count: the instant judged in milliseconds, and for how many days they count after their end. */
export interface IncidentTimes {
  readonly asOf: number;
  readonly reviewWindowDays: number;
}

/** Earliest start; latest containment and end, absent while one lacks it; support as soon as one needs it or does not say. */
export function incidentOf(
  account: View,
  incidents: readonly Incident[],
  { asOf, reviewWindowDays }: IncidentTimes,
): Value {
  const counted = incidents
    .filter(({ accounts }) => namesAccount(accounts, textOf(account["id"])))
    .map((incident) => timesOf(incident, asOf))
    .filter(({ start, end }) => start <= asOf && (end === undefined || asOf <= end + reviewWindowDays * DAY));
  if (counted.length === 0) return ABSENT;
  return {
    id: counted.map(({ id }) => id).join(", "),
    startedAt: Math.min(...counted.map(({ start }) => start)),
    containedAt: latest(counted.map(({ contained }) => contained)),
    endedAt: latest(counted.map(({ end }) => end)),
    supportNeeded: counted.some(({ support }) => support),
  };
}

/** A containment or an end that is still to come has not happened. */
function timesOf({ id, startedAt, containedAt, endedAt, supportNeeded = true }: Incident, asOf: number) {
  const past = (text: string | undefined): number | undefined => {
    const time = text === undefined ? undefined : endingOf(text);
    return time !== undefined && time <= asOf ? time : undefined;
  };
  return {
    id,
    start: beginningOf(startedAt) ?? asOf,
    contained: past(containedAt),
    end: past(endedAt),
    support: supportNeeded,
  };
}

function latest(times: readonly (number | undefined)[]): Value {
  const known = times.filter((time) => time !== undefined);
  return known.length === times.length ? Math.max(...known) : ABSENT;
}
