// What CloudTrail keeps of an AssumeRoot session: each call, in the member, as done by root with a temporary key.
import { AwsError } from "../aws-error.ts";
import type { Output } from "../wire/value.ts";
import { homeRegion } from "../world/account.ts";
import { rootActor } from "../world/actors.ts";
import type { Call } from "./service.ts";

interface Asked {
  readonly service: string;
  readonly operation: string;
  /** Global services are recorded in the home region. */
  readonly global?: boolean;
}

function note(call: Call, { service, operation, global }: Asked, error?: AwsError): void {
  const { world, caller, account, state } = call;
  const { accessKeyId, since = world.now() } = caller;
  world.journal.note({
    at: world.now(),
    account: account.id,
    // Like AWS's own sample: nothing in it says that this is not the real root.
    by: rootActor(account.id, { alias: state.alias, accessKeyId, since }),
    source: service,
    name: operation,
    region: global === true ? homeRegion : call.region,
    readOnly: /^(Get|List|Describe)/.test(operation),
    ...(error && { error }),
  });
}

/** Performs a call of an AssumeRoot session and writes it down, refused or not. */
export function recordRoot(call: Call, asked: Asked, perform: () => Output): Output {
  try {
    const output = perform();
    note(call, asked);
    return output;
  } catch (error) {
    if (error instanceof AwsError) note(call, asked, error);
    throw error;
  }
}
