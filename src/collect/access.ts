// Who we are and how an account is entered. Credentials stay in here: nothing of them reaches evidence or a reason.
import type { AccountLine, AuditSession, Observed, Partition } from "../model/index.ts";
import type { Answer } from "./aws/answer.ts";
import { ask } from "./aws/ask.ts";
import type { Credentials, Keys } from "./aws/clients.ts";
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
type IssuedCredentials = Required<Keys>;

/** Credentials, whose they are, and how to get new ones when they have expired. */
export interface Lease {
  readonly account: string;
  readonly credentials: Credentials;
  readonly renew: Session["renew"];
}

/** An account that was entered, or why not. */
export interface Entered {
  readonly access: Access;
  readonly lease?: Lease;
}

interface Role {
  readonly account: string;
  readonly partition: Partition;
  readonly roleName: string;
  readonly runId: string;
  readonly externalId?: string;
}

/** AssumeRole, as short as it may be: an account is read in seconds. It is assumed again when reading takes longer. */
export async function assumeRole(session: Session, role: Role): Promise<Entered> {
  const { value, ...rest } = await askForRole(session, role);
  if (value === undefined) return { access: rest };
  const look = { at: rest.observedAt, calls: rest.calls };
  const seen = parseArn(value.principal)?.account ?? value.principal;
  if (seen !== role.account) {
    const message = `sts:AssumeRole: wrong account: the session for ${role.account} is in ${seen}`;
    return { access: failed(look, "malformed", message) };
  }
  const access = collected(look, { principal: value.principal, mode: "role" as const });
  return { access, lease: leaseOf(session, role, value.credentials) };
}

/** The session's name marks us, and this run, in the account's records. */
const askForRole = (session: Session, { account, partition, roleName, runId, externalId }: Role) =>
  ask(session, {
    operation: "sts:AssumeRole",
    input: {
      RoleArn: `arn:${partition}:iam::${account}:role/${roleName}`,
      RoleSessionName: `rootproof-${runId}`,
      DurationSeconds: 900,
      ...(externalId !== undefined && { ExternalId: externalId }),
    },
    read: (answer) => ({
      principal: answer.part("AssumedRoleUser").arn("Arn"),
      credentials: readCredentials(answer.part("Credentials")),
    }),
  });

/** The SDK takes credentials for expired five minutes before they are. */
const RENEW_BEFORE_MS = 330_000;

/** Renewed before they expire, and once for a call that was told they had. */
function leaseOf(session: Session, role: Role, first: IssuedCredentials): Lease {
  let current = first;
  const renew = async (): Promise<boolean> => {
    const { value } = await askForRole(session, role);
    if (value === undefined || parseArn(value.principal)?.account !== role.account) return false;
    current = value.credentials;
    return true;
  };
  const credentials = async (): Promise<IssuedCredentials> => {
    if (current.expiration.getTime() - session.run.now().getTime() < RENEW_BEFORE_MS) await renew();
    return current;
  };
  return { account: role.account, credentials, renew: async (times) => times === 0 && renew() };
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
  readonly lease?: Lease;
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
  // Every session of root is an event in two accounts: a second one is not opened for what a first was too short for.
  const lease = { account, credentials: value, renew: () => Promise.resolve(false) };
  return { seen: collected(look, { keyId: value.accessKeyId }), lease };
}

const FEATURE_OFF = "Root credentials management feature is not enabled";

/** What AWS says is kept in one case only, in our own copy: it names what to switch on. */
function explained(refused: Observed<never>, trouble: Trouble | undefined): Observed<never> {
  const { reason } = refused;
  if (reason === undefined || !trouble?.said.includes(FEATURE_OFF)) return refused;
  return { ...refused, reason: { ...reason, message: `${reason.message}: ${FEATURE_OFF}` } };
}
