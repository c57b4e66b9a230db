// What is the same for a whole run: the HTTP handler, the pace, the counts; and the credentials it began with, which may end.
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { Partition } from "../model/index.ts";
import { createPacer } from "./aws/pacer.ts";
import { Patience } from "./aws/patience.ts";
import type { Client } from "./aws/clients.ts";
import type { Deadlines, Run } from "./aws/session.ts";
import { CLOCK } from "./aws/timer.ts";
import { type CollectOptions, DEADLINES, MAX_EMPTY_PAGES, MAX_PAGES, MAX_SOCKETS } from "./options.ts";

/** A run as its owner sees it. */
export interface OwnRun {
  readonly run: Run;
  /** What is known once the first answer is there. */
  readonly learn: (client: Client, partition: Partition) => void;
  readonly base: BaseCredentials;
}

/** The credentials the run began with. */
export interface BaseCredentials {
  /** Why they can no longer be used; undefined while they can. */
  readonly ended: () => string | undefined;
  /** They were called expired for the first or a later time by one call. True: whoever gave them has given them again. */
  readonly renew: (times: number, client: Client) => Promise<boolean>;
}

/** A run that has sent nothing yet. */
export function createRun(options: CollectOptions): OwnRun {
  const limits = { ...DEADLINES, ...options.deadlines };
  const timer = options.pace.timer ?? CLOCK;
  let partition: Partition = "aws";
  const run: { -readonly [Key in keyof Run]: Run[Key] } = {
    handler: createHandler(limits, options.maxSockets ?? MAX_SOCKETS),
    deadlines: limits,
    maxPages: options.maxPages ?? MAX_PAGES,
    maxEmptyPages: options.maxEmptyPages ?? MAX_EMPTY_PAGES,
    now: options.now,
    timer,
    random: options.random,
    pacer: createPacer(options.pace, () => partition),
    patience: new Patience(timer),
    counts: new Map(),
    traffic: { retries: 0, throttles: 0 },
    settings: {},
    onThrottle: options.onThrottle,
    onSkew: tellSkewOnce(options),
  };
  const learn: OwnRun["learn"] = ({ config }, seen) => {
    // What the SDK found in environment and profile for the first client holds for all.
    const { defaultsMode, maxAttempts, retryMode, useDualstackEndpoint, useFipsEndpoint } = config;
    run.settings = { defaultsMode, maxAttempts, retryMode, useDualstackEndpoint, useFipsEndpoint };
    partition = seen;
  };
  return { run, learn, base: createBase() };
}

function createHandler(limits: Deadlines, maxSockets: number): NodeHttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: limits.connectionMs,
    requestTimeout: limits.requestMs,
    throwOnRequestTimeout: true,
    socketTimeout: limits.requestMs,
    // Waiting for a socket is what the total deadline is for; the handler's own warning would go to the console.
    socketAcquisitionWarningTimeout: limits.totalMs * 2,
    httpAgent: { keepAlive: true, maxSockets },
    httpsAgent: { keepAlive: true, maxSockets },
  });
}

function createBase(): BaseCredentials {
  let ended: string | undefined;
  return {
    ended: () => ended,
    renew: async (times, { config }) => {
      if (times === 0 && (await isGivenAgain(config))) return true;
      ended ??= "the credentials the scan began with have expired and could not be renewed";
      return false;
    },
  };
}

type GiveAgain = (options: { readonly forceRefresh: true }) => Promise<unknown>;

/** The SDK's memory of them is passed over: a profile may have been refreshed meanwhile. */
async function isGivenAgain({ credentials }: Client["config"]): Promise<boolean> {
  try {
    await (credentials as GiveAgain)({ forceRefresh: true });
    return true;
  } catch {
    return false;
  }
}

/** The SDK corrects it; a person should mend it. */
function tellSkewOnce({ onNote }: CollectOptions): (offsetMs: number) => void {
  let told = false;
  return (offsetMs) => {
    if (told) return;
    told = true;
    const minutes = Math.round(Math.abs(offsetMs) / 60_000);
    const way = offsetMs > 0 ? "behind" : "ahead of";
    onNote?.(
      `this machine's clock is ${minutes} minutes ${way} AWS's; calls are signed for AWS's: set the clock`,
    );
  };
}
