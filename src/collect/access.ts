// Who we are and how an account is entered. Credentials stay in here: nothing of them reaches evidence or a reason.
import type { AccountLine, AuditSession, Observed, Partition } from "../model/index.ts";
import type { Answer } from "./aws/answer.ts";
import { ask } from "./aws/ask.ts";
import type { Credentials } from "./aws/clients.ts";
import { Malformed } from "./aws/malformed.ts";
import { collected, failed } from "./aws/observe.ts";
import type { Output } from "./aws/operations.ts";
import type { Session } from "./aws/session.ts";
import type { Trouble } from "./aws/trouble.ts";
import { parseArn } from "./account/arn.ts";
import { accountId } from "./organization/membership.ts";

/** Whom the base credentials speak for. */
export interface Identity {
  readonly arn: string;
  readonly account: string;
}

export function identify(session: Session): Promise<Observed<Identity>> {
  return ask(session, {
    operation: "sts:GetCallerIdentity",
    input: {},
    read: (answer) => {
      const [arn, account] = [answer.arn("Arn"), accountId(answer.string("Account"), "Account")];
      if (parseArn(arn)?.account !== account) throw new Malformed("Arn and Account speak of two accounts");
      return { arn, account };
    },
  });
}

/** How an account was entered. */
export type Access = AccountLine["access"];

/** What STS hands out for a while. */
interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** An account that was entered, or why not. */
export interface Entered {
  readonly access: Access;
  readonly credentials?: Credentials;
}

interface Role {
  readonly account: string;
  readonly partition: Partition;
  readonly roleName: string;
  readonly externalId?: string;
}

/** AssumeRole, as short as it may be: an account is read in seconds. The session's name marks us in the account's records. */
export async function assumeRole(session: Session, role: Role): Promise<Entered> {
  const { account, partition, roleName, externalId } = role;
  const assumed = await ask(session, {
    operation: "sts:AssumeRole",
    input: {
      RoleArn: `arn:${partition}:iam::${account}:role/${roleName}`,
      RoleSessionName: "rootproof",
      DurationSeconds: 900,
      ...(externalId !== undefined && { ExternalId: externalId }),
    },
    read: (answer) => ({
      principal: answer.part("AssumedRoleUser").arn("Arn"),
      credentials: readCredentials(answer.part("Credentials")),
    }),
  });
  const { value, ...rest } = assumed;
  if (value === undefined) return { access: rest };
  const look = { at: rest.observedAt, calls: rest.calls };
  if (parseArn(value.principal)?.account !== account) {
    return {
      access: failed(look, "malformed", "sts:AssumeRole: wrong account: the session is in another one"),
    };
  }
  const access = collected(look, { principal: value.principal, mode: "role" as const });
  return { access, credentials: value.credentials };
}

type Issued = NonNullable<Output<"sts:AssumeRole">["Credentials"]>;

/** Temporary credentials, whole or Malformed. */
const readCredentials = (issued: Answer<Issued>): IssuedCredentials => ({
  accessKeyId: issued.string("AccessKeyId"),
  secretAccessKey: issued.string("SecretAccessKey"),
  sessionToken: issued.string("SessionToken"),
  expiration: new Date(issued.time("Expiration")),
});

/** The member whose root credentials are read, and with which task policy. */
interface AuditTarget {
  readonly account: string;
  readonly taskPolicyArn: string;
}

/** A session of root that can only read root's credentials, or why there is none. */
export interface Assumed {
  readonly seen: Observed<AuditSession>;
  readonly credentials?: Credentials;
}

/** AssumeRoot (AWS-FACTS 4). Its key id is kept: by it the session's own events are known. */
export async function assumeRoot(
  session: Session,
  { account, taskPolicyArn }: AuditTarget,
): Promise<Assumed> {
  const refusal: { trouble?: Trouble } = {};
  const { value, ...rest } = await ask(session, {
    operation: "sts:AssumeRoot",
    input: { TargetPrincipal: account, TaskPolicyArn: { arn: taskPolicyArn }, DurationSeconds: 900 },
    read: (answer) => readCredentials(answer.part("Credentials")),
    isAbsent: (trouble) => {
      refusal.trouble = trouble;
      return false;
    },
  });
  if (value === undefined) return { seen: explained(rest, refusal.trouble) };
  const look = { at: rest.observedAt, calls: rest.calls };
  return { seen: collected(look, { keyId: value.accessKeyId }), credentials: value };
}

const FEATURE_OFF = "Root credentials management feature is not enabled";

/** What AWS says is kept in one case only, in our own copy: it names what to switch on. */
function explained(refused: Observed<never>, trouble: Trouble | undefined): Observed<never> {
  const { reason } = refused;
  if (reason === undefined || !trouble?.said.includes(FEATURE_OFF)) return refused;
  return { ...refused, reason: { ...reason, message: `${reason.message}: ${FEATURE_OFF}` } };
}
