// Root's credentials as a session of root itself is told (sts:AssumeRoot with the audit task policy). Every call is made with
// empty input: it speaks of whoever asks, and only here that is root. Answers on root leave out UserName and Path.
import type {
  AuditSession,
  Observed,
  Reason,
  RootAccessKey,
  RootAudit,
  RootCertificate,
  RootLoginProfile,
  RootMfaDevice,
} from "../../model/index.ts";
import type { Answer } from "../aws/answer.ts";
import { ask } from "../aws/ask.ts";
import { Malformed } from "../aws/malformed.ts";
import { absent, skipped, withoutValue } from "../aws/observe.ts";
import type { Output } from "../aws/operations.ts";
import { byMarker, list } from "../aws/pages.ts";
import { mapParallel } from "../aws/parallel.ts";
import type { AccountSession, Session } from "../aws/session.ts";
import { isCode } from "../aws/trouble.ts";
import { type AccountContext, notAskedFor, when } from "./context.ts";

const AT_ONCE = 2;

/** An audit session, or why there is none; its key id is all that evidence is told of it. */
export interface Audit {
  readonly seen: Observed<AuditSession>;
  readonly session?: AccountSession;
}

/** Opens the account's session when it is first needed, and then the same one. */
export type OpenAudit = () => Promise<Audit>;

/** A look in the session; without one, why there is none. */
export async function inAudit<Value>(
  open: OpenAudit,
  collect: (session: AccountSession) => Promise<Observed<Value>>,
): Promise<Observed<Value>> {
  const { seen, session } = await open();
  return session === undefined ? withoutValue(seen) : collect(session);
}

/** Every fact of the audit that was asked for. */
export async function collectRootAudit(context: AccountContext, open: OpenAudit): Promise<RootAudit> {
  const look = <Value>(
    name: Exclude<keyof RootAudit, "session">,
    collect: (session: Session) => Promise<Observed<Value>>,
  ): Promise<Observed<Value>> => when(context, `account.rootAudit.${name}`, () => inAudit(open, collect));
  const [session, loginProfile, accessKeys, signingCertificates, mfaDevices, passwordLastUsed] =
    await Promise.all([
      when(context, "account.rootAudit.session", async () => (await open()).seen),
      look("loginProfile", collectLoginProfile),
      look("accessKeys", collectAccessKeys),
      look("signingCertificates", collectCertificates),
      look("mfaDevices", collectDevices),
      look("passwordLastUsed", (one) => collectPasswordLastUsed(one, rootArnOf(context))),
    ]);
  return { session, loginProfile, accessKeys, signingCertificates, mfaDevices, passwordLastUsed };
}

/** An account without an audit: every fact that was asked for is skipped. */
export function skippedAudit({ wants, session }: AccountContext, { cause, message }: Reason): RootAudit {
  const at = session.run.now().toISOString();
  const fact = (name: keyof RootAudit): Observed<never> =>
    wants(`account.rootAudit.${name}`) ? skipped(at, cause, message) : notAskedFor(session);
  return {
    session: fact("session"),
    loginProfile: fact("loginProfile"),
    accessKeys: fact("accessKeys"),
    signingCertificates: fact("signingCertificates"),
    mfaDevices: fact("mfaDevices"),
    passwordLastUsed: fact("passwordLastUsed"),
  };
}

const rootArnOf = ({ partition, id }: AccountContext): string => `arn:${partition}:iam::${id}:root`;

/** NoSuchEntity speaks of root here alone: a role that asks like this is told of itself. */
function collectLoginProfile(session: Session): Promise<Observed<RootLoginProfile>> {
  return ask(session, {
    operation: "iam:GetLoginProfile",
    input: {},
    read: (answer) => {
      const createdAt = answer.part("LoginProfile").optionalTime("CreateDate");
      return { ...(createdAt !== undefined && { createdAt }) };
    },
    isAbsent: (trouble) => isCode(trouble, "NoSuchEntityException"),
  });
}

async function collectAccessKeys(session: Session): Promise<Observed<readonly RootAccessKey[]>> {
  const { value, ...rest } = await list(session, {
    operation: "iam:ListAccessKeys",
    input: (token) => ({ ...(token !== undefined && { Marker: token }) }),
    read: (answer) => answer.parts("AccessKeyMetadata").map(readKey),
    next: byMarker,
  });
  if (value === undefined) return rest;
  const withUse = async (key: Omit<RootAccessKey, "lastUsed">): Promise<RootAccessKey> => ({
    ...key,
    lastUsed: await collectLastUsed(session, key.id),
  });
  return { ...rest, value: await mapParallel(value, AT_ONCE, withUse) };
}

type KeyMetadata = NonNullable<Output<"iam:ListAccessKeys">["AccessKeyMetadata"]>[number];

function readKey(key: Answer<KeyMetadata>): Omit<RootAccessKey, "lastUsed"> {
  const createdAt = key.optionalTime("CreateDate");
  return {
    id: key.string("AccessKeyId"),
    status: key.string("Status"),
    ...(createdAt !== undefined && { createdAt }),
  };
}

/** No date is believed only beside the N/A that AWS writes for "no use known". */
async function collectLastUsed(session: Session, id: string): Promise<Observed<string>> {
  const look = await ask(session, {
    operation: "iam:GetAccessKeyLastUsed",
    input: { AccessKeyId: id },
    read: (answer) => {
      const use = answer.part("AccessKeyLastUsed");
      const at = use.optionalTime("LastUsedDate");
      if (at === undefined && use.string("ServiceName") !== "N/A")
        throw new Malformed("LastUsedDate is missing");
      return { at };
    },
  });
  return dateOrNone(look);
}

function collectCertificates(session: Session): Promise<Observed<readonly RootCertificate[]>> {
  return list(session, {
    operation: "iam:ListSigningCertificates",
    input: (token) => ({ ...(token !== undefined && { Marker: token }) }),
    read: (answer) => answer.parts("Certificates").map(readCertificate),
    next: byMarker,
  });
}

type Certificate = NonNullable<Output<"iam:ListSigningCertificates">["Certificates"]>[number];

function readCertificate(certificate: Answer<Certificate>): RootCertificate {
  const uploadedAt = certificate.optionalTime("UploadDate");
  return {
    id: certificate.string("CertificateId"),
    status: certificate.string("Status"),
    ...(uploadedAt !== undefined && { uploadedAt }),
  };
}

function collectDevices(session: Session): Promise<Observed<readonly RootMfaDevice[]>> {
  return list(session, {
    operation: "iam:ListMFADevices",
    input: (token) => ({ ...(token !== undefined && { Marker: token }) }),
    read: (answer) =>
      answer.parts("MFADevices").map((device) => {
        const enabledAt = device.optionalTime("EnableDate");
        return {
          serialNumber: device.string("SerialNumber"),
          ...(enabledAt !== undefined && { enabledAt }),
        };
      }),
    next: byMarker,
  });
}

/** GetUser; the one answer of a session that names whose it is, so the one that can be another account's. */
async function collectPasswordLastUsed(session: Session, rootArn: string): Promise<Observed<string>> {
  const look = await ask(session, {
    operation: "iam:GetUser",
    input: {},
    read: (answer) => {
      const user = answer.part("User");
      if (user.arn("Arn") !== rootArn) throw new Malformed("Arn is not the root user's of the account");
      return { at: user.optionalTime("PasswordLastUsed") };
    },
  });
  return dateOrNone(look);
}

/** An answer without a date says that there is none. */
function dateOrNone({ value, ...rest }: Observed<{ readonly at: string | undefined }>): Observed<string> {
  if (value === undefined) return rest;
  if (value.at === undefined) return absent({ at: rest.observedAt, calls: rest.calls });
  return { ...rest, value: value.at };
}
