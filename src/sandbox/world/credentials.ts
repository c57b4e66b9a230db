// Whose key a request bears: long-term keys spell the account they belong to, temporary ones are remembered.
import type { Identity } from "./account.ts";
import { letters } from "./random.ts";

/** Who calls, as GetCallerIdentity tells it. */
export interface Caller {
  readonly account: Identity;
  readonly arn: string;
  readonly userId: string;
  readonly accessKeyId: string;
  /** The start of a temporary session. */
  readonly since?: Date;
  /** The task of an AssumeRoot session; whoever has one is root. */
  readonly task?: string;
}

export interface Session {
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

/** Root's own access keys, the first and the second. */
export function rootKeyId(accountId: string, place: number): string {
  return `AKIA${letters(16, accountId, "root key", place).toUpperCase()}`;
}

/** Nothing verifies it; clients only need one to sign with. */
export const madeUpSecret = "sandbox/made-up/not-a-secret/EXAMPLEKEY0";

function auditUser(account: Identity): Caller {
  return {
    account,
    arn: `arn:aws:iam::${account.id}:user/${auditName}`,
    userId: `AIDA${letters(16, account.id, "user").toUpperCase()}`,
    accessKeyId: longTermKey(account.id),
  };
}

export type KeyHolder = { readonly caller: Caller } | "unknown" | "expired";

/** Who a session is to be, before it has a key. */
type NewCaller = Omit<Caller, "accessKeyId" | "since">;

export interface CredentialStore {
  readonly holderOf: (accessKeyId: string, token: string | undefined) => KeyHolder;
  readonly issue: (caller: NewCaller, seconds: number) => Session;
}

/** A session of a role, as AssumeRole makes it. */
export function roleCaller(account: Identity, role: string, name: string): NewCaller {
  return {
    account,
    arn: `arn:aws:sts::${account.id}:assumed-role/${role}/${name}`,
    userId: `AROA${letters(16, account.id, role).toUpperCase()}:${name}`,
  };
}

/** Root of a member for one task, as AssumeRoot makes it. */
export function rootCaller(account: Identity, task: string): NewCaller {
  return { account, arn: `arn:aws:iam::${account.id}:root`, userId: account.id, task };
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
  const issue = (caller: NewCaller, seconds: number): Session => {
    const number = sessions.size.toString().padStart(16, "0");
    const accessKeyId = `ASIA${number}`;
    const since = now();
    const session: Session = {
      accessKeyId,
      secretAccessKey: madeUpSecret,
      sessionToken: `sandbox-session-${number}`,
      expiration: new Date(since.getTime() + seconds * 1000),
      caller: { ...caller, accessKeyId, since },
    };
    sessions.set(accessKeyId, session);
    return session;
  };
  return { holderOf, issue };
}
