// account.rootPasswordPresent, .rootKeys, .rootCertificates, .rootCredentials and kin: what root can sign in or call AWS with.
// The account summary counts, an audit session lists, the credential report gives dates. The report is up to four hours old and
// hides inactive keys, so it proves neither that there is a credential nor that there is none (AWS-FACTS 1, 2, 4).
import { ABSENT, type Unknown, type Value } from "../../condition/index.ts";
import { describeDevice, describeListed, describeReported } from "./credential-words.ts";
import { type Elements, elementsOf, isUnknown, truthOf, type Truth, type View } from "./kleene.ts";
import { devicesOf } from "./root-devices.ts";
import { eitherSays, fieldOf, listOf, nearest } from "./sources.ts";

/** Whether root has a password, or its recovery is open. */
export const passwordPresentOf = (account: View): Truth =>
  eitherSays([
    truthOf(fieldOf(account["summary"], "passwordPresent")),
    isThere(fieldOf(account["rootAudit"], "loginProfile")),
  ]);

const isThere = (value: Value): Truth => (isUnknown(value) ? value : value !== ABSENT);

/** Where one kind of credential shows: fields of the summary, the audit session and the report. */
interface Kind {
  readonly kind: string;
  readonly noun: string;
  readonly counted: string;
  readonly listed: string;
  readonly reported: string;
}

/** Access keys. */
export const KEYS: Kind = {
  kind: "access-key",
  noun: "access key",
  counted: "accessKeysPresent",
  listed: "accessKeys",
  reported: "accessKeys",
};

/** X.509 signing certificates. */
export const CERTIFICATES: Kind = {
  kind: "certificate",
  noun: "signing certificate",
  counted: "signingCertificatesPresent",
  listed: "signingCertificates",
  reported: "certificates",
};

/** Whether root has a credential of the kind, an inactive one too. */
export const presentOf = (account: View, { counted, listed }: Kind): Truth =>
  eitherSays([
    isMoreThanNone(fieldOf(account["summary"], counted)),
    holdsAny(elementsOf(fieldOf(account["rootAudit"], listed))),
  ]);

const isMoreThanNone = (count: Value): Truth =>
  isUnknown(count) ? count : typeof count === "number" && count > 0;

const holdsAny = ({ items, rest }: Elements): Truth => items.length > 0 || (rest ?? false);

/** Root's credentials of the kind, inactive ones too; partial where one may not be shown. */
export function credentialsOfKind(account: View, kind: Kind): Value {
  const { items, rest } = elementsOf(fieldOf(account["rootAudit"], kind.listed));
  if (items.length > 0)
    return listOf(
      items.map((one) => ({ kind: kind.kind, ...describeListed(one, kind.noun) })),
      rest,
    );
  const present = presentOf(account, kind);
  if (isUnknown(present)) return present;
  return present ? countedOf(account, kind, rest) : [];
}

/** The summary says that there is one: the report may show which, and may hide another. */
function countedOf(account: View, { kind, noun, reported }: Kind, unlisted: Unknown | undefined): Value {
  const { items, rest } = elementsOf(fieldOf(account["credentialReport"], reported));
  const shown = items.filter((one) => one["active"] === true || typeof one["lastRotatedAt"] === "number");
  const found = shown.map((one) => ({ kind, ...describeReported(one, kind, noun) }));
  const hidden = {
    kind,
    name: kind,
    description: `${article(noun)} ${noun} that the account summary counts and nothing else shows; an inactive one can look like none in the credential report`,
  };
  const open = [unlisted, rest].filter((one) => one !== undefined);
  return listOf(found.length > 0 ? found : [hidden], unlisted === undefined ? undefined : nearest(open));
}

const article = (noun: string): string => (noun.startsWith("a") ? "an" : "a");

/** Whatever root has: password, keys, certificates, MFA devices; partial where one of them may not be shown. */
export function credentialsOf(account: View): Value {
  const lists: readonly Value[] = [
    password(account),
    credentialsOfKind(account, KEYS),
    credentialsOfKind(account, CERTIFICATES),
    devices(account),
  ];
  const parts = lists.map((list) => elementsOf(list));
  const open = parts.map(({ rest }) => rest).filter((one) => one !== undefined);
  return listOf(
    parts.flatMap(({ items }) => items),
    open.length === 0 ? undefined : nearest(open),
  );
}

function password(account: View): Value {
  const present = passwordPresentOf(account);
  if (isUnknown(present)) return present;
  const description = "a password, or an open recovery of it";
  return present ? [{ kind: "password", name: "password", description }] : [];
}

function devices(account: View): Value {
  const { items, rest } = elementsOf(devicesOf(account));
  const described = items.map(describeDevice);
  const enabled = truthOf(fieldOf(account["summary"], "mfaEnabled"));
  const unseen = {
    kind: "mfa-device",
    name: "mfa-device",
    description: "an MFA device that the account summary tells of",
  };
  return listOf(described.length === 0 && enabled === true ? [unseen] : described, rest);
}
