// A CloudTrail record as evidence keeps it, with its time in milliseconds, and what it says of itself.
import type { CloudTrailEvent } from "../../model/index.ts";
import type { Truth } from "../truth.ts";

/** A record of which every kept part was understood. */
export type RecordedEvent = Omit<CloudTrailEvent, "time"> & { readonly time: number };

/** AWS's name for root where a request on a user means root itself (AWS-FACTS 9.4); no user can be called that. */
const ROOT_USER = "AWS ROOT USER";
const USER_NAME = "requestParameters.userName";
const SIGN_IN = "signin.amazonaws.com";

/** A kept request or response field; undefined where the record has none. */
export const detailOf = (record: RecordedEvent, name: string): string | undefined =>
  record.details.find((detail) => detail.name === name)?.value;

const isSignIn = ({ source, name }: RecordedEvent): boolean => source === SIGN_IN && name === "ConsoleLogin";

/** Whom a request on credentials is about: root itself, or another user; undefined where the name was dropped. */
export function targetOf(record: RecordedEvent): "self" | "other" | undefined {
  const user = detailOf(record, USER_NAME);
  if (user !== undefined) return user === ROOT_USER ? "self" : "other";
  return record.otherFields.includes(USER_NAME) ? undefined : "self";
}

/** Refused or not successful. A sign-in that does not say how it ended is unknown. */
export function hasFailed(record: RecordedEvent): Truth {
  if (record.errorCode !== undefined) return true;
  const { signInResult } = record;
  if (signInResult !== undefined) return signInResult.toLowerCase() !== "success";
  return isSignIn(record) ? "unknown" : false;
}

/** Not read-only; a record that does not say counts as mutating (AWS-FACTS 9.5). */
export const isMutating = ({ readOnly }: RecordedEvent): boolean => readOnly !== true;

/** Whether MFA was used: of a sign-in, the sign-in's own word; of a call, its session's. AWS writes Yes, YES, No. */
export function usedMfa(record: RecordedEvent): Truth {
  if (!isSignIn(record)) return record.identity.mfaAuthenticated ?? "unknown";
  const answer = record.mfaUsed?.toLowerCase();
  return answer === "yes" ? true : answer === "no" ? false : "unknown";
}

/**
 * Whether root did it, or somebody in a session made of root's credentials; AWS services that act for root did it
 * themselves (AWS-FACTS 9.5). AssumeRoot sessions count as root here: only their key tells them apart.
 */
export function isByRoot(record: RecordedEvent): Truth {
  const { type, arn, invokedBy, issuerType } = record.identity;
  if (invokedBy !== undefined || record.type === "AwsServiceEvent") return false;
  if (type === "Root" || issuerType === "Root") return true;
  if (arn !== undefined && /^arn:[a-z-]+:iam::\d{12}:root$/.test(arn)) return true;
  if (type !== undefined) return false;
  // Password recovery and failed sign-ins may name nobody; they are asked for by what only root has (AWS-FACTS 9.2).
  return record.source === SIGN_IN ? true : "unknown";
}

/** Access key of a temporary session: only such a one may have been opened by AssumeRoot. */
export function temporaryKeyOf({ identity: { keyId } }: RecordedEvent): string | undefined {
  return keyId !== undefined && !keyId.startsWith("AKIA") ? keyId : undefined;
}

/** Events of one key belong together, those without one by where they came from (DESIGN 5). */
export function sessionKeyOf(record: RecordedEvent): string {
  const { keyId } = record.identity;
  if (keyId !== undefined) return keyId;
  const kind = record.source === SIGN_IN ? "sign-in" : "no key";
  return `${kind} from ${record.address ?? "an unknown address"}`;
}

/** Who did it: root, or an ARN; of a role's session the role, since sessions are named after people. */
export function actorOf({ identity }: RecordedEvent): string {
  const { type, arn, issuerArn } = identity;
  if (type === "Root") return "root";
  return issuerArn ?? (arn === undefined ? (type ?? "nobody named") : roleOf(arn));
}

/** The role behind an assumed-role ARN, without the session's name; any other ARN as it is. A path of the role is not in it. */
export function roleOf(arn: string): string {
  const match = /^arn:([a-z-]+):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/.exec(arn);
  return match === null ? arn : `arn:${match[1]}:iam::${match[2]}:role/${match[3]}`;
}
