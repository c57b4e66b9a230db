// trail.shortcomings, alert.shortcomings: what keeps a candidate from being good enough, in words. Messages print it, no condition
// reads it: it is always a text, and says of what was not seen that it was not.
import { ABSENT, type Value } from "../../condition/index.ts";
import { elementsOf, isUnknown, textOf, type View } from "./kleene.ts";
import { fieldOf, listOf } from "./sources.ts";

/** Something a candidate needs, what is said where it lacks it, and what is said where that was not seen. */
type Requirement = readonly [holds: Value, lacking: string, unseen: string];

function wordsOf(requirements: readonly Requirement[]): string {
  const words = requirements.flatMap(([holds, lacking, unseen]) =>
    holds === true ? [] : [holds === false ? lacking : unseen],
  );
  return words.length === 0 ? "nothing is wrong with it" : words.join("; ");
}

/** Of a trail, as root-activity-recorded needs one. */
export function trailShortcomings(trail: View): string {
  const { multiRegion = ABSENT, includeGlobalServiceEvents = ABSENT, delivering = ABSENT } = trail;
  const { status, managementEvents } = trail;
  return wordsOf([
    [multiRegion, "it records one region only", "whether it records every region was not seen"],
    [fieldOf(status, "logging"), "it is stopped", "whether it is logging was not seen"],
    [
      includeGlobalServiceEvents,
      "it leaves out global services such as IAM",
      "whether it records global services was not seen",
    ],
    [
      delivering,
      `its last delivery failed (${textOf(errorOf(status))})`,
      "whether it still delivers is not known",
    ],
    [
      fieldOf(managementEvents, "reads"),
      "it leaves out read events",
      "whether it records read events was not seen",
    ],
    [
      fieldOf(managementEvents, "writes"),
      "it leaves out write events",
      "whether it records write events was not seen",
    ],
    excludedSources(managementEvents),
  ]);
}

const errorOf = (status: Value | undefined): Value => fieldOf(status, "latestDeliveryError");

function excludedSources(managementEvents: Value | undefined): Requirement {
  const sources = fieldOf(managementEvents, "excludedSources");
  const names = Array.isArray(sources) ? sources.filter((one) => typeof one === "string") : [];
  const holds = isUnknown(sources) ? sources : names.length === 0;
  return [holds, `it leaves out ${names.join(", ")}`, "whether it leaves out a service was not seen"];
}

/** What an alert is to match, and the fields that tell how far a candidate does. */
interface Wanted {
  readonly what: string;
  readonly matches: string;
  readonly missed: string;
}

const SIGN_INS: Wanted = { what: "every root sign-in", matches: "matchesSignIn", missed: "missedSignIns" };
const CHANGES: Wanted = {
  what: "every change by root",
  matches: "matchesActivity",
  missed: "missedActivity",
};

/** Of a candidate for the alert. One that matches and is off says in its field of misses why it is off. */
function alertShortcomings(alert: View, { what, matches, missed }: Wanted): string {
  const { enabled = ABSENT, fed = ABSENT } = alert;
  const matching = alert[matches] ?? ABSENT;
  const text = textOf(alert[missed]);
  const off = matching === true && text !== NONE_MISSED ? text : "it is not enabled";
  return wordsOf([
    [enabled, off, "whether it is enabled was not seen"],
    [matching, lackingMatch(what, text), `whether it matches ${what} is not known (${text})`],
    [fed, "no trail feeds it", "whether a trail feeds it was not seen"],
  ]);
}

const NONE_MISSED = "none missed";

const lackingMatch = (what: string, missed: string): string =>
  missed.startsWith("misses") ? `it ${missed}` : `it does not match ${what} (${missed})`;

/** Gives each candidate its words. */
export function withShortcomings(alerts: Value): Value {
  const { items, rest } = elementsOf(alerts);
  return listOf(
    items.map((alert) => ({
      ...alert,
      signInShortcomings: alertShortcomings(alert, SIGN_INS),
      activityShortcomings: alertShortcomings(alert, CHANGES),
    })),
    rest,
  );
}
