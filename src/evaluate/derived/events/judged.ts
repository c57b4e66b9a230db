// One event as conditions read it (RootEvent in schemas/derived.schema.json): a record and what it means.
import { ABSENT, type Value } from "../../../condition/index.ts";
import {
  actorOf,
  hasFailed,
  isByRoot,
  isMutating,
  type Meaning,
  type MeaningOf,
  type RecordedEvent,
  type RevertOf,
  sessionKeyOf,
  usedMfa,
} from "../../../semantics/index.ts";
import { type Truth, unknownFact, type View } from "../kleene.ts";
import type { PlannedUseOf } from "./planned-use.ts";

/** What judging an event stands on. */
export interface Judging {
  readonly meaningOf: MeaningOf;
  readonly revertOf: RevertOf;
  readonly plannedUseOf: PlannedUseOf;
  readonly trustedNetworks: readonly string[];
  /** Since when the rules on a matter look; milliseconds. Before it, events belong to the rules on everything. */
  readonly ownersFrom: number;
}

/** A record, what it means, and how conditions read it. */
export interface JudgedEvent {
  readonly record: RecordedEvent;
  readonly meaning: Meaning;
  readonly view: View;
}

/** Judges one record. */
export function judgeEvent(record: RecordedEvent, judging: Judging): JudgedEvent {
  const meaning = judging.meaningOf(record, judging.trustedNetworks);
  return { record, meaning, view: viewOf(record, meaning, judging) };
}

function viewOf(record: RecordedEvent, meaning: Meaning, judging: Judging): View {
  const { id, time, region, source, name, address, agent } = record;
  return {
    id,
    time,
    region,
    source,
    name,
    kind: meaning.kind === "unknown" ? unsaid(record, "otherFields") : meaning.kind,
    mutating: isMutating(record),
    failed: settled(hasFailed(record), record, "signInResult"),
    address: address ?? ABSENT,
    agent: agent ?? ABSENT,
    mfaUsed: settled(usedMfa(record), record, "mfaUsed"),
    actor: actorOf(record),
    session: sessionKeyOf(record),
    ...judging.revertOf(record),
    owners: ownersOf(record, meaning, judging),
    plannedUse: judging.plannedUseOf(record, meaning) ?? ABSENT,
  };
}

/** The rule whose matter it is, where that one looks so far back; else the rules on everything root does. */
function ownersOf(record: RecordedEvent, { owner, kind }: Meaning, { ownersFrom }: Judging): Value {
  if (owner === "unknown") return unsaid(record, "signInResult");
  if (owner !== undefined && record.time >= ownersFrom) return [owner];
  // A record of a sign-in says that it is not read-only; it changes nothing all the same.
  return [isMutating(record) && kind !== "sign-in" ? "root-changes-absent" : "root-unused"];
}

const settled = (truth: boolean | "unknown", record: RecordedEvent, field: string): Truth =>
  truth === "unknown" ? unsaid(record, field) : truth;

/** The record was seen and does not say. */
const unsaid = ({ id }: RecordedEvent, field: string) =>
  unknownFact({
    fact: `account.events.records[${JSON.stringify(id)}].${field}`,
    cause: "not-observable",
    reason: "the record does not say",
  });

/** Whether root did it, or the unknown that keeps it open. */
export const byRoot = (record: RecordedEvent): Truth => settled(isByRoot(record), record, "identity.type");
