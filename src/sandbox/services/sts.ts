// STS: who am I, may I be the audit role of that account, may I be its root for one task.
import { AwsError } from "../aws-error.ts";
import { numberOf, textOf } from "../wire/value.ts";
import type { Identity } from "../world/account.ts";
import { auditName, roleCaller } from "../world/credentials.ts";
import { assumeRoot, describeCredentials } from "./assume-root.ts";
import { required, type Call, type Operation } from "./service.ts";

const getCallerIdentity: Operation = ({ caller }) => ({
  UserId: caller.userId,
  Account: caller.account.id,
  Arn: caller.arn,
});

function parseRole(arn: string): { accountId: string; role: string } {
  const [, accountId, role] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (accountId === undefined || role === undefined)
    throw new AwsError("ValidationError", `${arn} is invalid`);
  return { accountId, role };
}

/** The role trusts the management account and the delegated administrator, and its own account. */
function isTrusted({ world, account }: Call, target: Identity): boolean {
  const { management, delegate } = world.population;
  return [management.id, delegate?.id, target.id].includes(account.id);
}

/** AWS says the same of a role that is not there, does not trust us, or lives in a suspended account. */
function findTarget(call: Call, accountId: string, role: string): Identity | undefined {
  const target = call.world.population.find(accountId);
  const { externalId } = call.world;
  if (target === undefined || role !== auditName || !target.role || target.state !== "ACTIVE")
    return undefined;
  if (externalId !== undefined && textOf(call.input, "ExternalId") !== externalId) return undefined;
  return isTrusted(call, target) ? target : undefined;
}

function checkDuration(seconds: number): number {
  if (seconds >= 900 && seconds <= 3600) return seconds;
  const why = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
  throw new AwsError(
    "ValidationError",
    seconds < 900 ? "Value at 'durationSeconds' must be at least 900" : why,
  );
}

const assumeRole: Operation = (call) => {
  const arn = required(call.input, "RoleArn", "ValidationError");
  const name = required(call.input, "RoleSessionName", "ValidationError");
  const { accountId, role } = parseRole(arn);
  const seconds = checkDuration(numberOf(call.input, "DurationSeconds") ?? 3600);
  const target = findTarget(call, accountId, role);
  if (target === undefined) {
    const message = `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
    throw new AwsError("AccessDenied", message, 403);
  }
  const session = call.world.credentials.issue(roleCaller(target, role, name), seconds);
  const { userId, arn: sessionArn } = session.caller;
  return {
    Credentials: describeCredentials(session),
    AssumedRoleUser: { AssumedRoleId: userId, Arn: sessionArn },
  };
};

export const operations = {
  GetCallerIdentity: getCallerIdentity,
  AssumeRole: assumeRole,
  AssumeRoot: assumeRoot,
};
