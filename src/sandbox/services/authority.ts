// What a caller may do: an AssumeRoot session its task's reads, unless a policy of the organization denies them; the
// audit identities what the sandbox was told.
import { commonError, type Family } from "../aws-error.ts";
import type { Caller } from "../world/credentials.ts";
import { deniesRootSessions } from "../world/world.ts";
import { rootTasks } from "./root-tasks.ts";
import type { Call } from "./service.ts";

/** Where the name in the signature is not the one in policies. */
const actionPrefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

function mayInTask({ world, account }: Call, task: string, action: string): boolean {
  return rootTasks.get(task)?.allows.includes(action) === true && !deniesRootSessions(world, account);
}

/** The audit user has keys without end, the role sessions. */
function actionsOf({ world }: Call, { since }: Caller): readonly string[] | undefined {
  return since === undefined ? world.policy?.caller : world.policy?.member;
}

/** Throws the service's own refusal. Nobody can be kept from asking who they are. */
export function checkAllowed(
  call: Call,
  at: { readonly service: string; readonly operation: string; readonly family: Family },
): void {
  const { caller } = call;
  const action = `${actionPrefixes[at.service] ?? at.service}:${at.operation}`;
  if (action === "sts:GetCallerIdentity") return;
  const allowed =
    caller.task === undefined
      ? (actionsOf(call, caller)?.includes(action) ?? true)
      : mayInTask(call, caller.task, action);
  if (allowed) return;
  const message = `User: ${caller.arn} is not authorized to perform: ${action}`;
  throw commonError("accessDenied", at, message);
}
