// IAM's reads that speak of the caller's own credentials: of root in an AssumeRoot session, else of the audit user.
// Root's answers bear neither UserName nor Path. A role has no such credentials and must name a user.
import { AwsError } from "../aws-error.ts";
import { required, type Call, type Operation } from "./service.ts";
import { textOf, type Output } from "../wire/value.ts";
import { rootKeyId } from "../world/credentials.ts";
import { letters } from "../world/random.ts";

/** Root, or the name of the user. The only user whose credentials are told is the audit user itself. */
function ownerOf({ caller, input }: Call): { readonly name?: string } {
  const asked = textOf(input, "UserName");
  const own = caller.since === undefined ? caller.arn.split("/").at(-1) : undefined;
  if (asked === undefined && caller.task !== undefined) return {};
  const name = asked ?? own;
  if (name === undefined) {
    throw new AwsError("ValidationError", "Must specify userName when calling with non-User credentials");
  }
  if (name === own) return { name };
  throw new AwsError("NoSuchEntity", `The user with name ${name} cannot be found.`, 404);
}

function isRoot(call: Call): boolean {
  return ownerOf(call).name === undefined;
}

const whole = { IsTruncated: false };

const listAccessKeys: Operation = (call) => {
  const { name } = ownerOf(call);
  const { root, identity } = call.state;
  const CreateDate = identity.createdAt;
  if (name !== undefined) {
    const own = { UserName: name, AccessKeyId: call.caller.accessKeyId, Status: "Active", CreateDate };
    return { AccessKeyMetadata: [own], ...whole };
  }
  const keys = root.accessKeys.map((status, place) => ({
    AccessKeyId: rootKeyId(identity.id, place),
    Status: status === "active" ? "Active" : "Inactive",
    CreateDate,
  }));
  return { AccessKeyMetadata: keys, ...whole };
};

const listSigningCertificates: Operation = (call) => {
  const { root, identity } = call.state;
  const count = isRoot(call) ? root.certificates : 0;
  const certificates = Array.from({ length: count }, (_, place) => ({
    CertificateId: letters(32, identity.id, "certificate", place).toUpperCase(),
    CertificateBody: "-----BEGIN CERTIFICATE-----\nbWFkZSB1cA==\n-----END CERTIFICATE-----",
    Status: "Active",
    UploadDate: identity.createdAt,
  }));
  return { Certificates: certificates, ...whole };
};

const getLoginProfile: Operation = (call) => {
  const { root, identity } = call.state;
  if (isRoot(call) && root.password) {
    return { LoginProfile: { CreateDate: identity.createdAt, PasswordResetRequired: false } };
  }
  const name = ownerOf(call).name ?? "null";
  throw new AwsError("NoSuchEntity", `Login Profile for User ${name} cannot be found.`, 404);
};

/** A key bears an ARN, a token of old its maker's number. */
function serialOf(accountId: string, kind: "security-key" | "token", place: number): string {
  const number = letters(8, accountId, kind, place).toUpperCase();
  return kind === "token" ? `GAHT${number}` : `arn:aws:iam::${accountId}:u2f/root/key-${place + 1}-${number}`;
}

const listMfaDevices: Operation = (call) => {
  const { root, identity, devices } = call.state;
  if (!isRoot(call)) return { MFADevices: [], ...whole };
  const hardware = root.hardwareMfa.map((kind, place) => ({
    SerialNumber: serialOf(identity.id, kind, place),
    EnableDate: identity.createdAt,
  }));
  const virtual = devices
    .filter(({ user }) => user?.arn.endsWith(":root") === true)
    .map(({ serial, enabledAt }) => ({ SerialNumber: serial, EnableDate: enabledAt }));
  return { MFADevices: [...hardware, ...virtual], ...whole };
};

/** The report's words for "never" are no date here: the field is left out. */
function lastUsed(text: string): Output {
  const time = Date.parse(text);
  return Number.isNaN(time) ? {} : { PasswordLastUsed: new Date(time) };
}

const getUser: Operation = (call) => {
  const { name } = ownerOf(call);
  const { identity, root } = call.state;
  const user = { UserId: call.caller.userId, Arn: call.caller.arn, CreateDate: identity.createdAt };
  if (name !== undefined) return { User: { UserName: name, Path: "/", ...user } };
  return { User: { ...user, ...lastUsed(root.passwordLastUsed) } };
};

const getAccessKeyLastUsed: Operation = (call) => {
  const id = required(call.input, "AccessKeyId", "ValidationError");
  const { root, identity } = call.state;
  const place = root.accessKeys.findIndex((_, index) => rootKeyId(identity.id, index) === id);
  if (call.caller.task === undefined || place < 0) {
    throw new AwsError("NoSuchEntity", `The Access Key with id ${id} cannot be found.`, 404);
  }
  if (root.accessKeys[place] !== "active") {
    return { AccessKeyLastUsed: { ServiceName: "N/A", Region: "N/A" } };
  }
  const used = { LastUsedDate: new Date("2025-06-01T10:00:00Z"), ServiceName: "s3", Region: "us-east-1" };
  return { AccessKeyLastUsed: used };
};

export const ownCredentialOperations = {
  ListAccessKeys: listAccessKeys,
  ListSigningCertificates: listSigningCertificates,
  GetLoginProfile: getLoginProfile,
  ListMFADevices: listMfaDevices,
  GetUser: getUser,
  GetAccessKeyLastUsed: getAccessKeyLastUsed,
};
