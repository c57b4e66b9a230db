// AssumeRoot sessions: is a temporary key of root's one that somebody in the centre was given (DESIGN 6, Root events)?
// Joined: an AssumeRoot record has the key. Not joined: those records were covered for that time and none has it. Else unknown.
import { mergeUnknowns, type Unknown, type Value } from "../../../condition/index.ts";
import { detailOf, matchesGlob, type RecordedEvent, roleOf } from "../../../semantics/index.ts";
import { isUnknown, type Truth, unknownFact, unknownsIn } from "../kleene.ts";
import { centralIndexOf } from "./central-index.ts";
import type { Ground } from "./ground.ts";

/** AWS gives such a session at most 900 seconds (AWS-FACTS 4). */
const LONGEST_SESSION = 900_000;
const TARGET = "requestParameters.targetPrincipal";
const TASK_POLICY = "requestParameters.taskPolicyArn.arn";
const AUDIT = "IAMAuditRootUserCredentials";
const ASSUME_ROOT = "assume-root";

/** Who may open AssumeRoot sessions, and which one is our own. */
export interface JoinContext {
  /** The ARN whose credentials the scan began with. */
  readonly caller: string;
  /** Key of the session this scan opened in the account, or what hides it; undefined where it opened none. */
  readonly ownKey: Value | undefined;
  readonly allowedRoles: readonly string[];
  readonly allowedTaskPolicies: readonly string[];
}

/** How a session of root's came about. */
export interface Join {
  readonly assumed: Truth;
  readonly allowed: Truth;
  /** Undefined where nobody is known to have assumed root. */
  readonly caller?: string;
  readonly taskPolicy?: string;
}

/** Root itself: a session with a password or a key of its own. */
const ROOT_ITSELF: Join = { assumed: false, allowed: false };

/** Joins a temporary key; `times` are those of its events, in milliseconds. */
export type JoinOf = (key: string | undefined, times: readonly number[]) => Join;

/** The AssumeRoot records of the centre, ready to be asked. */
export function createJoins(ground: Ground, context: JoinContext): JoinOf {
  const { issued } = centralIndexOf(ground.central);
  return (key, times) => {
    if (key === undefined) return ROOT_ITSELF;
    if (key === context.ownKey)
      return { assumed: true, allowed: true, caller: roleOf(context.caller), taskPolicy: AUDIT };
    const record = issued.get(key);
    if (record !== undefined && isFor(record, ground.accountId)) return joined(record, context);
    const open = whyNotJoined(ground, context, times);
    return open === undefined ? ROOT_ITSELF : { assumed: open, allowed: open };
  };
}

/** The account's number, or an ARN of its root. */
function isFor(record: RecordedEvent, accountId: string): boolean {
  const target = detailOf(record, TARGET) ?? "";
  return target === accountId || target.endsWith(`::${accountId}:root`);
}

function joined(record: RecordedEvent, context: JoinContext): Join {
  const arn = record.identity.arn ?? "(not recorded)";
  const caller = record.identity.issuerArn ?? roleOf(arn);
  const policy = detailOf(record, TASK_POLICY);
  const taskPolicy = policy?.replace(/^arn:[a-z-]+:iam::aws:policy\/root-task\//, "");
  const shown = { assumed: true, caller, ...(taskPolicy !== undefined && { taskPolicy }) };
  if (roleOf(arn) === roleOf(context.caller) && taskPolicy === AUDIT) return { ...shown, allowed: true };
  const byAllowed = context.allowedRoles.some((pattern) =>
    [caller, roleOf(arn)].some((name) => matchesGlob(pattern, name)),
  );
  const allowed = byAllowed && taskPolicy !== undefined && context.allowedTaskPolicies.includes(taskPolicy);
  return { ...shown, allowed };
}

/** What leaves open that the key came from an AssumeRoot nobody saw; undefined where that cannot be. */
function whyNotJoined(ground: Ground, context: JoinContext, times: readonly number[]): Unknown | undefined {
  const { manager, accountId, central } = ground;
  // No such session leads into the management account, nor into an account of no organization.
  if (manager.rest.length === 0 && [undefined, accountId].includes(manager.names[0])) return undefined;
  const hidden = context.ownKey !== undefined && isUnknown(context.ownKey) ? [context.ownKey] : [];
  const firm = [...hidden, ...manager.rest, ...central.rest, ...central.blurred];
  const callers = ground.delegatesFor("iam.amazonaws.com");
  const least = fewestGaps(ground, [...manager.names, ...callers.names], times);
  const open = [...firm, ...callers.rest, ...least];
  return open.length === 0 ? undefined : mergeUnknowns(open);
}

/** One event whose records were covered is enough: the key was given at most 15 minutes before each of them. */
function fewestGaps(ground: Ground, accounts: readonly string[], times: readonly number[]): Unknown[] {
  let first: Unknown[] | undefined;
  for (const time of times) {
    const gaps = gapsAt(ground, accounts, time);
    if (gaps.length === 0) return gaps;
    first ??= gaps;
  }
  return first ?? [];
}

/** The AssumeRoot records that were not seen for an event at this time. */
function gapsAt({ central, homeRegion }: Ground, accounts: readonly string[], time: number): Unknown[] {
  return accounts.flatMap((account) => {
    const regions = new Set([homeRegion, ...central.regionsOf(ASSUME_ROOT, account)]);
    const asked = { lookup: ASSUME_ROOT, account, from: time - LONGEST_SESSION, to: time };
    return unknownsIn([...regions].map((region) => central.gap({ ...asked, region })));
  });
}

/** A session that was opened with our own credentials in this scan, where scans of that access open any. */
export function ownKeyOf(session: Value | undefined, opensSessions: boolean): Value | undefined {
  if (!opensSessions || session === undefined) return undefined;
  if (isUnknown(session)) return session;
  const { keyId } = session as { readonly keyId?: Value };
  return keyId ?? unknownFact({ fact: "account.rootAudit.session", cause: "malformed", reason: "no key" });
}
