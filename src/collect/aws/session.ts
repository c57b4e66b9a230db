// SDK clients for one set of credentials. One HTTP handler serves the whole run; clients live as long as their session and
// are then dropped, never destroyed: destroying one would close the handler they all share (research/performance 1.3).
import type { STSClientConfig } from "@aws-sdk/client-sts";
import type { NodeHttpHandler } from "@smithy/node-http-handler";
import { type Client, CLIENTS, type Credentials } from "./clients.ts";
import { type CallCounts, guard } from "./guard.ts";
import { type Operation, type Service, serviceOf } from "./operations.ts";
import { keepBody } from "./witness.ts";

/** How long a call may take. */
export interface Deadlines {
  /** Until the connection stands. */
  readonly connectionMs: number;
  /** Until the answer begins, per attempt. */
  readonly requestMs: number;
  /** From the call to the last byte of its answer, retries included. */
  readonly totalMs: number;
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
  readonly counts: CallCounts;
  /** Settings the SDK has looked up once, so that thousands of clients need not. */
  readonly settings: Pick<
    STSClientConfig,
    "defaultsMode" | "maxAttempts" | "retryMode" | "useDualstackEndpoint" | "useFipsEndpoint"
  >;
}

/** Credentials with the clients that use them. */
export interface Session {
  readonly run: Run;
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
  readonly credentials: Credentials;
  readonly regionOf: (service: Service) => string;
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

function openClients({ run, credentials, regionOf }: SessionOptions): Session {
  const clients = new Map<Service, Client>();
  const create = (service: Service): Client => {
    const client = createClient(service, run, { region: regionOf(service), credentials });
    clients.set(service, client);
    return client;
  };
  return {
    run,
    regionOf: (operation) => regionOf(serviceOf(operation)),
    clientOf: (operation) => clients.get(serviceOf(operation)) ?? create(serviceOf(operation)),
  };
}

/** A guarded client; without region or credentials the SDK looks for them in its usual places. */
export function createClient(
  service: Service,
  run: Run,
  access: Pick<STSClientConfig, "region" | "credentials">,
): Client {
  const client = new CLIENTS[service]({
    ...run.settings,
    ...access,
    requestHandler: run.handler,
    customUserAgent: "rootproof",
  }) as unknown as Client;
  guard(client, service, run.counts);
  keepBody(client, service);
  return client;
}
