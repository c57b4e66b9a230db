// The facts of an account that are one call or one list: what it says of itself, its aliases, root's credentials as IAM
// counts them, and its virtual MFA devices. Hardware devices and passkeys are in none of them (AWS-FACTS 3).
import type {
  AccountInformation,
  AccountSummary,
  Observed,
  Reason,
  VirtualMfaDevice,
} from "../../model/index.ts";
import { type Answer, wholeNumber } from "../aws/answer.ts";
import { ask } from "../aws/ask.ts";
import { Malformed } from "../aws/malformed.ts";
import { collectedAsFarAs, collectedIfWhole, failed, type Look, withoutValue } from "../aws/observe.ts";
import type { Output } from "../aws/operations.ts";
import { byMarker, list } from "../aws/pages.ts";
import type { AccountContext } from "./context.ts";

/** GetAccountInformation. */
export function collectInformation({
  id,
  accountApi: { session, target },
}: AccountContext): Promise<Observed<AccountInformation>> {
  return ask(session, {
    operation: "account:GetAccountInformation",
    input: target,
    read: (answer) => readInformation(answer, id),
  });
}

function readInformation(
  answer: Answer<Output<"account:GetAccountInformation">>,
  id: string,
): AccountInformation {
  if (answer.string("AccountId") !== id) throw new Malformed("AccountId is another account's");
  const name = answer.optionalString("AccountName");
  const state = answer.optionalString("AccountState");
  return {
    createdAt: answer.time("AccountCreatedDate"),
    ...(name !== undefined && { name }),
    ...(state !== undefined && { state }),
  };
}

export function collectAliases({ session }: AccountContext): Promise<Observed<readonly string[]>> {
  return list(session, {
    operation: "iam:ListAccountAliases",
    input: (token) => ({ ...(token !== undefined && { Marker: token }) }),
    read: (answer) => answer.strings("AccountAliases"),
    next: byMarker,
  });
}

/** GetAccountSummary: the four entries that speak of root (AWS-FACTS 1). */
export async function collectSummary({ session }: AccountContext): Promise<Observed<AccountSummary>> {
  const summary = await ask(session, {
    operation: "iam:GetAccountSummary",
    input: {},
    read: (answer) => answer.entries("SummaryMap"),
  });
  const { value, observedAt: at, calls } = summary;
  if (value === undefined) return withoutValue(summary);
  return collectedIfWhole({ at, calls }, "iam:GetAccountSummary", () => readSummary(value, { at, calls }));
}

function readSummary(map: ReadonlyMap<string, string>, look: Look): AccountSummary {
  const count = (key: string): number => wholeNumber(map.get(key), key);
  return {
    mfaEnabled: flag(count("AccountMFAEnabled"), "AccountMFAEnabled"),
    accessKeysPresent: count("AccountAccessKeysPresent"),
    signingCertificatesPresent: count("AccountSigningCertificatesPresent"),
    passwordPresent: readPasswordPresent(map.get("AccountPasswordPresent"), look),
  };
}

/** Older endpoints leave this entry out: then it alone is unknown, never 0. */
function readPasswordPresent(text: string | undefined, look: Look): Observed<boolean> {
  const name = "AccountPasswordPresent";
  if (text === undefined) return failed(look, "malformed", `iam:GetAccountSummary: ${name} is missing`);
  return collectedIfWhole(look, "iam:GetAccountSummary", () => flag(wholeNumber(text, name), name));
}

function flag(count: number, name: string): boolean {
  if (count > 1) throw new Malformed(`${name} is neither 0 nor 1`);
  return count === 1;
}

/** The name that root's device had when it could have but one. */
const ROOT_DEVICE = ":mfa/root-account-mfa-device";

/**
 * ListVirtualMFADevices: whose they are is told by the user's ARN, never by the device's name. All are asked for, as
 * `Assigned` would hide a device of root that names no user (AWS-FACTS 3); left-overs of nobody are not kept.
 */
export async function collectVirtualMfaDevices({
  session,
}: AccountContext): Promise<Observed<readonly VirtualMfaDevice[]>> {
  const devices = await list(session, {
    operation: "iam:ListVirtualMFADevices",
    input: (token) => ({ AssignmentStatus: "Any", ...(token !== undefined && { Marker: token }) }),
    read: (answer) => answer.parts("VirtualMFADevices").map(readDevice),
    next: byMarker,
  });
  const { value, observedAt: at, calls, reason } = devices;
  if (value === undefined) return devices;
  const unclear = value.find(mayBeRoots);
  const kept = value.filter((device) => device.ownerArn !== undefined || mayBeRoots(device));
  return collectedAsFarAs({ at, calls }, kept, reason ?? (unclear && namelessReason(unclear)));
}

/** Of nobody, yet with root's name or in use: its owner cannot be known, so no list with it is whole. */
const mayBeRoots = ({ ownerArn, serialNumber, enabledAt }: VirtualMfaDevice): boolean =>
  ownerArn === undefined && (serialNumber.endsWith(ROOT_DEVICE) || enabledAt !== undefined);

const namelessReason = ({ serialNumber }: VirtualMfaDevice): Reason => ({
  cause: "not-observable",
  message: `the device ${serialNumber} names no user; it may be root's`,
});

type Device = NonNullable<Output<"iam:ListVirtualMFADevices">["VirtualMFADevices"]>[number];

function readDevice(device: Answer<Device>): VirtualMfaDevice {
  const ownerArn = device.optionalPart("User")?.arn("Arn");
  const enabledAt = device.optionalTime("EnableDate");
  return {
    serialNumber: device.arn("SerialNumber"),
    ...(ownerArn !== undefined && { ownerArn }),
    ...(enabledAt !== undefined && { enabledAt }),
  };
}
