// AssumeRoot: root of a member for one task and at most 15 minutes, from the management account or the delegate for IAM.
import { AwsError } from "../aws-error.ts";
import { numberOf, textOf, type Output } from "../wire/value.ts";
import type { Identity } from "../world/account.ts";
import { roleActor, userActor } from "../world/actors.ts";
import { rootCaller, type Session } from "../world/credentials.ts";
import type { EventPlan, JsonRecord } from "../world/records.ts";
import { featureTitles, rootTasks } from "./root-tasks.ts";
import { required, type Call, type Operation } from "./service.ts";

export function describeCredentials(session: Session): Output {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: session.sessionToken,
    Expiration: session.expiration,
  };
}

function denied({ caller }: Call, principal: string, why?: string): AwsError {
  const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRoot on resource: ${principal}`;
  return new AwsError("AccessDenied", why ?? message, 403);
}

/** By number or by ARN. Never the management account; nor from any but the two central ones. */
function memberAsked(call: Call): Identity {
  const principal = required(call.input, "TargetPrincipal", "ValidationError");
  const { population, organization } = call.world;
  const id = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1] ?? "";
  const target = population.find(id);
  const isDelegate = call.account.id === population.delegate?.id;
  const central =
    call.account.id === population.management.id ||
    (isDelegate && organization?.delegatedServices.includes("iam.amazonaws.com") === true);
  const member = target !== undefined && target.id !== population.management.id && target.state === "ACTIVE";
  if (organization !== undefined && central && member) return target;
  throw denied(call, principal);
}

function taskAsked(call: Call): string {
  const arn = required(call.input, "TaskPolicyArn.arn", "ValidationError");
  const name = arn.replace(/^arn:aws:iam::aws:policy\/root-task\//, "");
  const task = rootTasks.get(name);
  if (task === undefined) throw new AwsError("ValidationError", `${arn} is not a task policy.`);
  const settings = call.world.organization?.settings;
  const open = settings?.allFeatures === true && settings.trustedAccess.includes("iam.amazonaws.com");
  if (open && settings[task.feature]) return name;
  const why = `${featureTitles[task.feature]} feature is not enabled for your AWS Organization`;
  throw denied(call, arn, why);
}

function secondsAsked({ input }: Call): number {
  const seconds = numberOf(input, "DurationSeconds") ?? 900;
  if (seconds >= 0 && seconds <= 900) return seconds;
  throw new AwsError("ValidationError", "Value at 'durationSeconds' must be less than or equal to 900");
}

function open(call: Call): Session {
  const target = memberAsked(call);
  const task = taskAsked(call);
  return call.world.credentials.issue(rootCaller(target, task), secondsAsked(call));
}

/** The record stands in the caller's account, in the region of the endpoint that was called. */
function plan(call: Call, outcome: Pick<EventPlan, "response" | "error">): EventPlan {
  const { world, caller, account, region, input } = call;
  const request: JsonRecord = {
    targetPrincipal: textOf(input, "TargetPrincipal") ?? "",
    taskPolicyArn: { arn: textOf(input, "TaskPolicyArn.arn") ?? "" },
    durationSeconds: numberOf(input, "DurationSeconds") ?? 900,
  };
  const by = caller.since === undefined ? userActor(caller) : roleActor(caller, { assumedRoot: true });
  const what = { source: "sts", name: "AssumeRoot", readOnly: true, request };
  return { at: world.now(), account: account.id, by, region, ...what, ...outcome };
}

function describeIssued({ accessKeyId, sessionToken, expiration }: Session): JsonRecord {
  return { credentials: { accessKeyId, sessionToken, expiration: expiration.toUTCString() } };
}

export const assumeRoot: Operation = (call) => {
  try {
    const session = open(call);
    call.world.journal.note(plan(call, { response: describeIssued(session) }));
    return { Credentials: describeCredentials(session) };
  } catch (error) {
    if (error instanceof AwsError) call.world.journal.note(plan(call, { error }));
    throw error;
  }
};
