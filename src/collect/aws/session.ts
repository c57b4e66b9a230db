// SDK clients for one set of credentials. One HTTP handler serves the whole run; clients live as long as their session and
// are then dropped, never destroyed: destroying one would close the handler they all share (research/performance 1.3).
import type { STSClientConfig } from "@aws-sdk/client-sts";
import type { NodeHttpHandler } from "@smithy/node-http-handler";
import { type Client, CLIENTS, type Credentials } from "./clients.ts";
import { watchAttempts } from "./attempts.ts";
import { guard } from "./guard.ts";
import { type Operation, type Service, serviceOf } from "./operations.ts";
import type { Pacer } from "./pacer.ts";
import type { Patience } from "./patience.ts";
import type { Throttle } from "./throttle.ts";
import type { Timer } from "./timer.ts";
import { keepBody } from "./witness.ts";

/** How long a call may take. */
export interface Deadlines {
  /** Until the connection stands. */
  readonly connectionMs: number;
  /** Until the answer begins, per attempt. */
  readonly requestMs: number;
  /** From the call to the last byte of its answer, the SDK's retries included. */
  readonly totalMs: number;
  /** How long a call that is slowed down, or cannot be served, is made again; the last one may then still take its own time. */
  readonly budgetMs: number;
  /** From the first page of a list to the last; a page that is under way then may still take its own time. */
  readonly listMs: number;
  /** Until the second look at something that AWS is still making; later waits are longer. */
  readonly pollMs: number;
}

/** What is the same for every session of a run. */
export interface Run {
  readonly handler: NodeHttpHandler;
  readonly deadlines: Deadlines;
  readonly maxPages: number;
  readonly maxEmptyPages: number;
  readonly now: () => Date;
  readonly timer: Timer;
  /** From 0 to 1: spreads the pauses of calls that are made again. */
  readonly random: () => number;
  readonly pacer: Pacer;
  readonly patience: Patience;
  /** Calls so far by operation, however often each was made again. */
  readonly counts: Map<Operation, number>;
  readonly traffic: { retries: number; throttles: number };
  readonly onThrottle?: ((throttle: Throttle) => void) | undefined;
  /** Told, each time, that AWS's clock and ours differ by so many milliseconds. */
  readonly onSkew?: ((offsetMs: number) => void) | undefined;
  /** Settings the SDK has looked up once, so that thousands of clients need not. */
  readonly settings: Pick<
    STSClientConfig,
    "defaultsMode" | "maxAttempts" | "retryMode" | "useDualstackEndpoint" | "useFipsEndpoint"
  >;
}

/** Credentials with the clients that use them. */
export interface Session {
  readonly run: Run;
  /** The account whose credentials these are. */
  readonly payer: string;
  /** A call was told, for the first or a later time, that the credentials have expired. True: there are new ones. */
  renew(times: number): Promise<boolean>;
  regionOf(operation: Operation): string;
  clientOf(operation: Operation): Client;
}

/** Credentials of one account, for every region of it. */
export interface AccountSession extends Session {
  /** The same credentials, every call sent to this region. */
  in(region: string): Session;
}

interface SessionOptions {
  readonly run: Run;
  readonly payer: string;
  readonly credentials: Credentials;
  readonly regionOf: (service: Service) => string;
  readonly renew: Session["renew"];
}

export function openSession(options: SessionOptions): AccountSession {
  const regions = new Map<string, Session>();
  const create = (region: string): Session => {
    const session = openClients({ ...options, regionOf: () => region });
    regions.set(region, session);
    return session;
  };
  return { ...openClients(options), in: (region) => regions.get(region) ?? create(region) };
}

function openClients({ run, payer, credentials, regionOf, renew }: SessionOptions): Session {
  const clients = new Map<Service, Client>();
  const create = (service: Service): Client => {
    const client = createClient(service, run, { region: regionOf(service), credentials, payer });
    clients.set(service, client);
    return client;
  };
  return {
    run,
    payer,
    renew: async (times) => {
      // A client keeps what it was given until that says itself that it has expired.
      clients.clear();
      return renew(times);
    },
    regionOf: (operation) => regionOf(serviceOf(operation)),
    clientOf: (operation) => clients.get(serviceOf(operation)) ?? create(serviceOf(operation)),
  };
}

/** What a client is made with: without region or credentials the SDK looks for them in its usual places. */
interface ClientAccess {
  readonly region?: string;
  readonly credentials?: Credentials;
  /** Whose credentials these are. */
  readonly payer: string;
}

/** A guarded client. */
export function createClient(
  service: Service,
  run: Run,
  { payer, region = "", ...access }: ClientAccess,
): Client {
  const client = new CLIENTS[service]({
    ...run.settings,
    ...access,
    ...(region !== "" && { region }),
    requestHandler: run.handler,
    customUserAgent: "rootproof",
  }) as unknown as Client;
  guard(client, service);
  watchAttempts(client, service, run, { payer, region });
  keepBody(client, service);
  return client;
}
