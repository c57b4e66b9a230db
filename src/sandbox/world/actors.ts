// Who acts in CloudTrail's records: root in its several forms, users, roles, services.
import type { Caller } from "./credentials.ts";
import { inSeconds, type Actor, type JsonRecord } from "./records.ts";

interface RootDetails {
  /** Where the account has one, the record names root by it, and the look-up knows it by nothing else. */
  readonly alias?: string | undefined;
  /** `AKIA…`: a key of root's own. `ASIA…`: a session. Absent: at the sign-in page. */
  readonly accessKeyId?: string;
  /** The start of a session. */
  readonly since?: Date;
  readonly mfa?: boolean;
  readonly address?: string;
  readonly agent?: string;
}

function sessionContext(since: Date, mfa = false): JsonRecord {
  return { attributes: { creationDate: inSeconds(since), mfaAuthenticated: String(mfa) } };
}

export function rootActor(accountId: string, details: RootDetails = {}): Actor {
  const { alias, accessKeyId, since, mfa, address, agent } = details;
  return {
    identity: {
      type: "Root",
      principalId: accountId,
      arn: `arn:aws:iam::${accountId}:root`,
      accountId,
      ...(alias !== undefined && { userName: alias }),
      accessKeyId: accessKeyId ?? "",
      ...(since && { sessionContext: sessionContext(since, mfa) }),
    },
    username: alias ?? "root",
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(address !== undefined && { address }),
    ...(agent !== undefined && { agent }),
  };
}

export function userActor({ account, arn, userId, accessKeyId }: Caller): Actor {
  const userName = arn.split("/").at(-1) ?? "";
  const identity = {
    type: "IAMUser",
    principalId: userId,
    arn,
    accountId: account.id,
    accessKeyId,
    userName,
  };
  return { identity, username: userName, accessKeyId };
}

/** `assumedRoot` stands in the record of AssumeRoot itself, of all places. */
export function roleActor(caller: Caller, { assumedRoot = false } = {}): Actor {
  const { account, arn, userId, accessKeyId, since = account.createdAt } = caller;
  const [, role = "", session = ""] = arn.split("/");
  const issuer = {
    type: "Role",
    principalId: userId.split(":")[0] ?? "",
    arn: `arn:aws:iam::${account.id}:role/${role}`,
    accountId: account.id,
    userName: role,
  };
  const context = {
    sessionIssuer: issuer,
    ...sessionContext(since),
    ...(assumedRoot && { assumedRoot: "true" }),
  };
  return {
    identity: {
      type: "AssumedRole",
      principalId: userId,
      arn,
      accountId: account.id,
      accessKeyId,
      sessionContext: context,
    },
    username: session,
    accessKeyId,
  };
}
