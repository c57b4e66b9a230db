// account.rootSessions: what root did with one key, or from one address.
import { ABSENT, mergeUnknowns, type Value } from "../../../condition/index.ts";
import {
  hasFailed,
  isMutating,
  type RecordedEvent,
  sessionKeyOf,
  usedMfa,
} from "../../../semantics/index.ts";
import { unknownsIn, type View } from "../kleene.ts";
import type { Join } from "./joins.ts";
import { judgeEvent, type JudgedEvent } from "./judged.ts";
import { distinct, inOrder, partial, rootGaps } from "./lists.ts";
import type { Scene } from "./scene.ts";

/** How many addresses and clients a session names. */
const SHOWN = 3;

/** The events by root in the last windowDays, AssumeRoot sessions among them, by session. */
export function rootSessionsOf(scene: Scene): Value {
  const sessions = new Map<string, RecordedEvent[]>();
  for (const record of distinct(scene.byRoot)) {
    if (record.time < scene.window.from) continue;
    const key = sessionKeyOf(record);
    const events = sessions.get(key) ?? [];
    sessions.set(key, events);
    events.push(record);
  }
  const views = [...sessions].map(([key, events]) => sessionOf(scene, key, events));
  const ordered = views.sort((left, right) => Number(left["first"]) - Number(right["first"]));
  return partial(ordered, rootGaps(scene, scene.window));
}

function sessionOf(scene: Scene, key: string, records: readonly RecordedEvent[]): View {
  const events = inOrder(records.map((record) => judgeEvent(record, scene.judging)));
  const [first, last] = [events[0]?.record, events.at(-1)?.record];
  const join: Join = first === undefined ? { assumed: false, allowed: false } : scene.joinOf(first);
  const changes = records.filter(isMutating).length;
  return {
    key,
    first: first?.time ?? ABSENT,
    last: last?.time ?? ABSENT,
    reads: records.length - changes,
    changes,
    failures: failuresOf(events),
    addresses: shown(records.map(({ address }) => address)),
    agents: shown(records.map(({ agent }) => agent)),
    mfa: mfaOf(records),
    assumed: join.assumed,
    allowed: join.allowed,
    caller: join.caller ?? "root",
    taskPolicy: join.taskPolicy ?? ABSENT,
    owners: ownersOf(events, join),
    plannedUse: plannedUseOf(events),
  };
}

function failuresOf(events: readonly JudgedEvent[]): Value {
  const open = unknownsIn(events.map(({ view }) => view["failed"]));
  return open.length > 0 ? mergeUnknowns(open) : events.filter(({ record }) => hasFailed(record)).length;
}

/** Each once, the first few by name. */
function shown(texts: readonly (string | undefined)[]): string {
  const distinct = [...new Set(texts.filter((text) => text !== undefined))];
  const more = distinct.length > SHOWN ? [`${distinct.length - SHOWN} more`] : [];
  return [...distinct.slice(0, SHOWN), ...more].join(", ") || "(not recorded)";
}

/** One event without it tells more than any with it. */
function mfaOf(records: readonly RecordedEvent[]): string {
  const answers = new Set(records.map(usedMfa));
  if (answers.has(false)) return "no";
  return answers.has(true) ? "yes" : "not said";
}

/** An AssumeRoot session has a rule of its own; else the rules whose matter its events are. */
function ownersOf(events: readonly JudgedEvent[], { assumed }: Join): Value {
  if (assumed === true) return ["root-sessions-expected"];
  const owners = events.map(({ view }) => view["owners"]);
  const open = unknownsIn(owners);
  if (open.length > 0) return mergeUnknowns(open);
  return [...new Set((owners as readonly (readonly string[])[]).flat())].sort();
}

/** A session is planned when each of its events is. */
function plannedUseOf(events: readonly JudgedEvent[]): Value {
  const uses = events.map(({ view }) => view["plannedUse"]);
  const references = uses.filter((use) => typeof use === "string");
  return references.length === uses.length ? [...new Set(references)].join(", ") : ABSENT;
}
