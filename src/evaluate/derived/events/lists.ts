// The lists of events that conditions read: each stands on its own look-ups and is partial where one did not reach far enough.
import { ABSENT, mergeUnknowns, PartialList, Unknown, type Value } from "../../../condition/index.ts";
import type { EventKind } from "../../../model/index.ts";
import { detailOf, type RecordedEvent } from "../../../semantics/index.ts";
import { allOf, anyOf, type Truth, unknownFact, type View } from "../kleene.ts";
import { centralIndexOf } from "./central-index.ts";
import { centralGaps, type Names, ownGaps, type Window } from "./ground.ts";
import { byRoot, judgeEvent, type JudgedEvent } from "./judged.ts";
import type { Scene } from "./scene.ts";

/** Look-ups that show what root does. */
const ROOT_LOOKUPS = ["root-user", "account-alias"];
const PASSWORD_LOOKUPS = ["password-updated", "password-recovery-requested", "password-recovery-completed"];
const ROOT_FEATURES = ["disable-root-credentials-management", "disable-root-sessions"];
const ACCOUNT_ID = "requestParameters.accountId";

/** Events by the real root: a session that joins an AssumeRoot record is another rule's matter. */
export function rootEventsOf(scene: Scene, window: Window): Value {
  const certain: RecordedEvent[] = [];
  const open: Unknown[] = [];
  for (const record of scene.byRoot.filter(({ time }) => time >= window.from)) {
    const { assumed } = scene.joinOf(record);
    if (assumed instanceof Unknown) open.push(assumed);
    else if (!assumed) certain.push(record);
  }
  return listOf(scene, certain, [...open, ...rootGaps(scene, window)]);
}

/** What is not known of what root did. */
export function rootGaps({ ground, perhapsByRoot }: Scene, window: Window): Unknown[] {
  const perhaps = perhapsByRoot.filter(({ time }) => time >= window.from).map(({ open }) => open);
  return [...perhaps, ...ground.own.rest, ...ownGaps(ground, ROOT_LOOKUPS, window)];
}

/** Changes and recoveries of root's password, by whomever. */
export const passwordEventsOf = (scene: Scene): Value =>
  matterOf(scene, "password-change", [
    ...scene.ground.own.rest,
    ...ownGaps(scene.ground, [...PASSWORD_LOOKUPS, ...ROOT_LOOKUPS], scene.window),
  ]);

/** Alternate contacts put or deleted, in the account or from the centre. */
export const contactEventsOf = (scene: Scene): Value =>
  matterOf(scene, "contact-change", [
    ...scene.ground.own.rest,
    ...ownGaps(scene.ground, ["account-service"], scene.window),
    ...centralAccountGaps(scene),
  ]);

/** Changes of root's e-mail address. */
export const emailEventsOf = (scene: Scene): Value =>
  matterOf(scene, "email-change", [
    ...scene.ground.own.rest,
    ...ownGaps(scene.ground, [...ROOT_LOOKUPS, "account-service", "email-updated"], scene.window),
    ...centralAccountGaps(scene),
  ]);

/** Account-level changes: by root, and those that count whoever makes them. */
export const accountLevelEventsOf = (scene: Scene): Value =>
  matterOf(scene, "account-level", [
    ...scene.ground.own.rest,
    ...ownGaps(scene.ground, [...ROOT_LOOKUPS, "leave-organization", "account-service"], scene.window),
    ...centralLevelGaps(scene),
  ]);

/** The Account API may be called for a member by the management account and by who administers that service. */
function centralAccountGaps({ ground, window }: Scene): Unknown[] {
  if (isManager(ground)) return [];
  const callers = both(ground.manager, ground.delegatesFor("account.amazonaws.com"));
  return centralGaps(ground, ["central-account-service"], callers, window);
}

/** A member can be closed from the management account; what ends the organization happens there, or at IAM's delegate. */
function centralLevelGaps({ ground, window }: Scene): Unknown[] {
  if (!isManager(ground)) return centralGaps(ground, ["close-account"], ground.manager, window);
  const here = ["delete-organization", "disable-policy-type", ...ROOT_FEATURES];
  return [
    ...centralGaps(ground, here, ground.manager, window),
    ...centralGaps(ground, ROOT_FEATURES, ground.delegatesFor("iam.amazonaws.com"), window),
  ];
}

const isManager = ({ manager, accountId }: Scene["ground"]): boolean => manager.names.includes(accountId);

const both = (left: Names, right: Names): Names => ({
  names: [...new Set([...left.names, ...right.names])],
  rest: [...left.rest, ...right.rest],
});

/** The events of one kind: by root, or by anybody where the table says that it counts whoever does it. */
function matterOf(scene: Scene, kind: EventKind, gaps: readonly Unknown[]): Value {
  const certain: RecordedEvent[] = [];
  const open: Unknown[] = [];
  const central = centralRecordsOf(scene);
  const own = scene.ground.own.records;
  for (const record of [...own, ...central.records]) {
    if (record.time < scene.window.from) continue;
    const truth = belongs(scene, kind, record);
    if (truth instanceof Unknown) open.push(truth);
    else if (truth) certain.push(record);
  }
  return listOf(scene, certain, [...open, ...gaps, ...central.rest]);
}

function belongs({ ground, judging }: Scene, kind: EventKind, record: RecordedEvent): Truth {
  const meaning = judging.meaningOf(record, judging.trustedNetworks);
  const settled = (truth: boolean | "unknown"): Truth => (truth === "unknown" ? unclear(record) : truth);
  const about = concerns(record, ground.accountId);
  const own = record.account === ground.accountId;
  return allOf([
    settled(meaning.kind === "unknown" ? "unknown" : meaning.kind === kind),
    anyOf([allOf([own, byRoot(record)]), settled(meaning.byAnybody)]),
    // Root closing another account is root's doing, too; a contact of another account is not this one's.
    kind === "account-level" ? anyOf([allOf([own, byRoot(record)]), about]) : about,
  ]);
}

/** Whether what was done is about this account, and not about another that the request names. */
function concerns(record: RecordedEvent, accountId: string): Truth {
  const named = detailOf(record, ACCOUNT_ID);
  if (named !== undefined) return named === accountId;
  return hidesAccount(record) ? unclear(record) : true;
}

/** It names an account, and the name was not kept: it may be any. */
const hidesAccount = ({ otherFields }: RecordedEvent): boolean => otherFields.includes(ACCOUNT_ID);

const unclear = ({ id }: RecordedEvent): Unknown =>
  unknownFact({
    fact: `account.events.records[${JSON.stringify(id)}]`,
    cause: "not-observable",
    reason: "the record does not say whom it is about",
  });

/** Records of the centre on this account; for the management account also those on the organization. */
function centralRecordsOf({ ground }: Scene): {
  records: readonly RecordedEvent[];
  rest: readonly Unknown[];
} {
  const { central, accountId, manager } = ground;
  if (manager.names.length === 0 && manager.rest.length === 0) return { records: [], rest: [] };
  const { byAccount, unnamed } = centralIndexOf(central);
  const unspecific = unnamed.filter(
    (record) => record.account === accountId || isManager(ground) || hidesAccount(record),
  );
  return { records: [...(byAccount.get(accountId) ?? []), ...unspecific], rest: central.rest };
}

/** The events in the order of their times, each once. */
function listOf({ judging }: Scene, records: readonly RecordedEvent[], open: readonly Unknown[]): Value {
  const events = distinct(records).map((record) => judgeEvent(record, judging));
  const views = inOrder(events).map(({ view }) => view);
  const unplanned = new Set(
    views.filter((view) => view["plannedUse"] === ABSENT).map((view) => view["session"]),
  );
  return partial(
    views.map((view) => ({ ...view, sessionPlanned: !unplanned.has(view["session"]) })),
    open,
  );
}

/** Several look-ups may find a record. Two that share an id and differ are both told: neither may hide the other. */
export function distinct(records: readonly RecordedEvent[]): RecordedEvent[] {
  const seen = new Set<string>();
  return records.filter((record) => seen.size < seen.add(JSON.stringify(record)).size);
}

/** By time, then by id: the order of the look-ups says nothing. */
export const inOrder = (events: readonly JudgedEvent[]): JudgedEvent[] =>
  [...events].sort(
    ({ record: left }, { record: right }) => left.time - right.time || (left.id < right.id ? -1 : 1),
  );

/** A list, partial where something is open. */
export const partial = (views: readonly View[], open: readonly Unknown[]): Value =>
  open.length === 0 ? views : new PartialList(views, mergeUnknowns(open));
