// The sandbox: an AWS-protocol server on loopback with a made-up organization, for the demo, tests and benchmarks.
// It imports nothing of rootproof, so that a mistake of ours is not repeated in the server that tests us.
import { keepFaults } from "./faults/faults.ts";
import { expectationsOf, organizationExpectations } from "./expectations.ts";
import type { Sandbox, SandboxAccount, SandboxCredentials, SandboxOptions } from "./options.ts";
import { serve } from "./server.ts";
import { homeRegion } from "./world/account.ts";
import { longTermKey, madeUpSecret } from "./world/credentials.ts";
import { buildWorld, type World } from "./world/world.ts";

export type { Fault, FaultKind } from "./faults/fault.ts";
export type { Sandbox, SandboxOptions } from "./options.ts";
export { storyOrder as storyIds } from "./stories/index.ts";

function credentialsOf({ population }: World, accountId: string): SandboxCredentials {
  if (!population.find(accountId)) throw new RangeError(`no account ${accountId} in this sandbox`);
  return { accessKeyId: longTermKey(accountId), secretAccessKey: madeUpSecret };
}

function describeAccount(world: World, index: number): SandboxAccount {
  const { id, name } = world.population.at(index);
  const story = world.population.storyOf(index);
  return { id, name, story: story.id, title: story.title, expects: expectationsOf(world, index) };
}

function environmentOf(
  url: string,
  { accessKeyId, secretAccessKey }: SandboxCredentials,
): Sandbox["environment"] {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: homeRegion,
    // The command line interface and boto3 read this one instead.
    AWS_DEFAULT_REGION: homeRegion,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
}

/** Starts a made-up organization behind `url`; ready when it resolves, gone after `close()`. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = buildWorld(options);
  const faults = keepFaults(options.faults ?? []);
  const { port = 0, latencyMs = 0, onRequest } = options;
  const listening = await serve(port, latencyMs, { world, faults, ...(onRequest && { onRequest }) });
  const { ids, management } = world.population;
  let accounts: readonly SandboxAccount[] | undefined;
  return {
    url: listening.url,
    environment: environmentOf(listening.url, credentialsOf(world, management.id)),
    get accounts() {
      accounts ??= ids.map((_, index) => describeAccount(world, index));
      return accounts;
    },
    expects: organizationExpectations(world),
    get requests() {
      return listening.requests();
    },
    get connections() {
      return listening.connections();
    },
    credentialsOf: (accountId) => credentialsOf(world, accountId),
    setFaults: faults.set,
    close: listening.close,
  };
}
