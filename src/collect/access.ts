// Who we are and how an account is entered. Credentials stay in here: nothing of them reaches evidence or a reason.
import type { AccountLine, Observed, Partition } from "../model/index.ts";
import { ask } from "./aws/ask.ts";
import type { Credentials } from "./aws/clients.ts";
import { Malformed } from "./aws/malformed.ts";
import { collected, failed } from "./aws/observe.ts";
import type { Session } from "./aws/session.ts";
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

type Access = AccountLine["access"];

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
      credentials: {
        accessKeyId: answer.part("Credentials").string("AccessKeyId"),
        secretAccessKey: answer.part("Credentials").string("SecretAccessKey"),
        sessionToken: answer.part("Credentials").string("SessionToken"),
        expiration: new Date(answer.part("Credentials").time("Expiration")),
      },
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
  return { access: collected(look, { principal: value.principal }), credentials: value.credentials };
}
