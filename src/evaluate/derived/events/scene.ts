// One account's events, read once for all facts on them: who did what, in which session, and what is not known of it.
import type { Unknown, Value } from "../../../condition/index.ts";
import type { LookupTable, PlannedUse } from "../../../model/index.ts";
import {
  type MeaningOf,
  type RecordedEvent,
  type RevertOf,
  sessionKeyOf,
  temporaryKeyOf,
} from "../../../semantics/index.ts";
import { textOf, type View } from "../kleene.ts";
import { type Ground, groundOf, LATENESS, type Window } from "./ground.ts";
import { createJoins, type Join, ownKeyOf } from "./joins.ts";
import { byRoot, type Judging } from "./judged.ts";
import { createPlannedUses } from "./planned-use.ts";

/** What events mean and how changes are undone, and what AWS is asked for. */
export interface EventModels {
  readonly meaningOf: MeaningOf;
  readonly revertOf: RevertOf;
  readonly lookups: LookupTable;
}

/** What facts on events stand on beside the account. */
export interface EventContext {
  readonly organization: View;
  readonly models: EventModels;
  readonly plannedUses: readonly PlannedUse[];
  readonly caller: string;
  /** The scan opened audit sessions of its own. */
  readonly opensSessions: boolean;
  /** Milliseconds. */
  readonly asOf: number;
  readonly windowDays: number;
  readonly reviewWindowDays: number;
  readonly trustedNetworks: readonly string[];
  readonly allowedRootSessionRoles: readonly string[];
  readonly allowedRootTaskPolicies: readonly string[];
}

/** The account's events, ready to be asked. */
export interface Scene {
  readonly ground: Ground;
  readonly judging: Judging;
  /** The last windowDays. */
  readonly window: Window;
  /** The last reviewWindowDays, and since an incident began. */
  readonly review: Window;
  /** Events by root of any time, AssumeRoot sessions among them. */
  readonly byRoot: readonly RecordedEvent[];
  /** Events of which it is not known whether root did them. */
  readonly perhapsByRoot: readonly { readonly time: number; readonly open: Unknown }[];
  /** How the session of an event came about. */
  readonly joinOf: (record: RecordedEvent) => Join;
}

const DAY = 86_400_000;

/** Reads the events of an account. */
export function sceneOf(account: View, context: EventContext): Scene {
  const { asOf, windowDays, reviewWindowDays, models } = context;
  const ground = groundOf(account, context.organization, models.lookups);
  const window = { from: asOf - windowDays * DAY, to: asOf - LATENESS };
  const reviewed = { from: asOf - reviewWindowDays * DAY, to: window.to };
  return {
    ground,
    judging: {
      meaningOf: models.meaningOf,
      revertOf: models.revertOf,
      plannedUseOf: createPlannedUses(context.plannedUses, textOf(account["id"])),
      trustedNetworks: context.trustedNetworks,
      ownersFrom: window.from,
    },
    window,
    review: { ...reviewed, from: Math.min(reviewed.from, incidentStart(account) ?? reviewed.from) },
    ...whoActed(ground.own.records),
    joinOf: joinsOf(account, ground, context),
  };
}

function whoActed(records: readonly RecordedEvent[]): Pick<Scene, "byRoot" | "perhapsByRoot"> {
  const certain: RecordedEvent[] = [];
  const perhaps: Scene["perhapsByRoot"][number][] = [];
  for (const record of records) {
    const truth = byRoot(record);
    if (truth === true) certain.push(record);
    else if (truth !== false) perhaps.push({ time: record.time, open: truth });
  }
  return { byRoot: certain, perhapsByRoot: perhaps };
}

/** Joins each key once, by the times of all its events. */
function joinsOf(account: View, ground: Ground, context: EventContext): Scene["joinOf"] {
  const audit = account["rootAudit"] as View | undefined;
  const join = createJoins(ground, {
    caller: context.caller,
    ownKey: ownKeyOf(audit?.["session"], context.opensSessions),
    allowedRoles: context.allowedRootSessionRoles,
    allowedTaskPolicies: context.allowedRootTaskPolicies,
  });
  const joins = new Map<string, Join>();
  const times = timesBySession(ground.own.records);
  return (record) => {
    const session = sessionKeyOf(record);
    const known = joins.get(session) ?? join(temporaryKeyOf(record), times.get(session) ?? []);
    joins.set(session, known);
    return known;
  };
}

function timesBySession(records: readonly RecordedEvent[]): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, number[]>();
  for (const record of records) {
    const session = sessionKeyOf(record);
    const group = times.get(session) ?? [];
    times.set(session, group);
    group.push(record.time);
  }
  return times;
}

/** When the incident declared for the account began. */
function incidentStart(account: View): number | undefined {
  const incident = account["incident"] as { readonly startedAt?: Value } | undefined;
  const start = incident?.startedAt;
  return typeof start === "number" ? start : undefined;
}
