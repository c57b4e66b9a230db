// KMS: the keys that topics are encrypted with.
import { AwsError } from "../aws-error.ts";
import { textOf, type Output } from "../wire/value.ts";
import type { Key } from "../world/account.ts";
import { inRegion, pageOf, required, type Call, type Operation } from "./service.ts";

/** A key by id or ARN; by alias only where the operation takes one. */
function keyAsked(call: Call, aliases: boolean): Key {
  const asked = required(call.input, "KeyId");
  const name = asked.replace(/^arn:aws:kms:[^:]*:\d*:/, "");
  const matches = (key: Key): boolean =>
    [key.id, `key/${key.id}`].includes(name) || (aliases && key.aliases.includes(name));
  const found = inRegion(call, call.state.keys).find(matches);
  const own = !asked.startsWith("arn:") || asked.split(":")[4] === call.account.id;
  if (found && own) return found;
  throw new AwsError(
    "NotFoundException",
    `${asked.startsWith("alias/") ? "Alias" : "Key"} '${asked}' does not exist`,
  );
}

const describeKey: Operation = (call) => {
  const { id, arn, manager } = keyAsked(call, true);
  return {
    KeyMetadata: {
      AWSAccountId: call.account.id,
      KeyId: id,
      Arn: arn,
      CreationDate: call.account.createdAt,
      Enabled: true,
      KeyManager: manager,
      KeyState: "Enabled",
      KeyUsage: "ENCRYPT_DECRYPT",
      KeySpec: "SYMMETRIC_DEFAULT",
      Origin: "AWS_KMS",
      MultiRegion: false,
    },
  };
};

const getKeyPolicy: Operation = (call) => {
  if (textOf(call.input, "KeyId")?.includes("alias/")) {
    throw new AwsError("NotFoundException", `Invalid keyId ${textOf(call.input, "KeyId") ?? ""}`);
  }
  return { Policy: keyAsked(call, false).policy, PolicyName: "default" };
};

const listAliases: Operation = (call) => {
  const all = inRegion(call, call.state.keys).flatMap((key) => key.aliases.map((alias) => ({ alias, key })));
  const paging = { limit: "Limit", token: "Marker", nextToken: "NextMarker", maximum: 100 };
  const { items, token } = pageOf(call, all, { ...paging, badToken: "InvalidMarkerException" });
  const describe = ({ alias, key }: (typeof all)[number]): Output => ({
    AliasName: alias,
    AliasArn: `arn:aws:kms:${call.region}:${call.account.id}:${alias}`,
    TargetKeyId: key.id,
  });
  return { Aliases: items.map(describe), Truncated: token !== undefined, NextMarker: token };
};

export const operations = { DescribeKey: describeKey, GetKeyPolicy: getKeyPolicy, ListAliases: listAliases };
