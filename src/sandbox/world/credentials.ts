// Whose key a request bears: long-term keys spell the account they belong to, temporary ones are remembered.
import type { Identity } from "./account.ts";
import { letters } from "./random.ts";

/** Who calls, as GetCallerIdentity tells it. */
export interface Caller {
  readonly account: Identity;
  readonly arn: string;
  readonly userId: string;
}

interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  readonly caller: Caller;
}

export const auditName = "rootproof-audit";

const digits = "ABCDEFGHIJ";

/** `AKIA` and the account number in letters: made up, and readable in both directions. */
export function longTermKey(accountId: string): string {
  return `AKIA${accountId.replace(/\d/g, (digit) => digits.charAt(Number(digit)))}TEST`;
}

function accountOfKey(accessKeyId: string): string | undefined {
  const spelled = /^AKIA([A-J]{12})TEST$/.exec(accessKeyId)?.[1];
  return spelled?.replace(/[A-J]/g, (letter) => String(digits.indexOf(letter)));
}

/** Nothing verifies it; clients only need one to sign with. */
export const madeUpSecret = "sandbox/made-up/not-a-secret/EXAMPLEKEY0";

function auditUser(account: Identity): Caller {
  return {
    account,
    arn: `arn:aws:iam::${account.id}:user/${auditName}`,
    userId: `AIDA${letters(16, account.id, "user").toUpperCase()}`,
  };
}

export type KeyHolder = { readonly caller: Caller } | "unknown" | "expired";

export interface CredentialStore {
  readonly holderOf: (accessKeyId: string, token: string | undefined) => KeyHolder;
  readonly issue: (account: Identity, session: { role: string; name: string; seconds: number }) => Session;
}

export function openCredentials(
  find: (id: string) => Identity | undefined,
  now: () => Date,
): CredentialStore {
  const sessions = new Map<string, Session>();
  const holderOf = (accessKeyId: string, token: string | undefined): KeyHolder => {
    const session = sessions.get(accessKeyId);
    if (session !== undefined) {
      if (session.sessionToken !== token) return "unknown";
      return session.expiration > now() ? session : "expired";
    }
    const account = find(accountOfKey(accessKeyId) ?? "");
    return account === undefined ? "unknown" : { caller: auditUser(account) };
  };
  const issue = (account: Identity, asked: { role: string; name: string; seconds: number }): Session => {
    const number = sessions.size.toString().padStart(16, "0");
    const roleId = `AROA${letters(16, account.id, asked.role).toUpperCase()}`;
    const session: Session = {
      accessKeyId: `ASIA${number}`,
      secretAccessKey: madeUpSecret,
      sessionToken: `sandbox-session-${number}`,
      expiration: new Date(now().getTime() + asked.seconds * 1000),
      caller: {
        account,
        arn: `arn:aws:sts::${account.id}:assumed-role/${asked.role}/${asked.name}`,
        userId: `${roleId}:${asked.name}`,
      },
    };
    sessions.set(session.accessKeyId, session);
    return session;
  };
  return { holderOf, issue };
}
