// Every attempt of a call, as it happens inside the SDK's retry: counted, told, and where AWS slows us down taken out of the
// SDK's hands, whose few retries would be used up at once (research/performance 4): persist.ts repeats at the bucket's pace.
import type { Client } from "./clients.ts";
import type { Service } from "./operations.ts";
import type { Pacer, Paid } from "./pacer.ts";
import { type Throttle, Throttled } from "./throttle.ts";

/** What of a run sees the attempts. */
interface Watched {
  readonly pacer: Pacer;
  readonly deadlines: { readonly budgetMs: number };
  readonly traffic: { retries: number; throttles: number };
  readonly onThrottle?: ((throttle: Throttle) => void) | undefined;
  /** Told, each time, that AWS's clock and ours differ by so many milliseconds. */
  readonly onSkew?: ((offsetMs: number) => void) | undefined;
}

/** Who makes a client's calls, and where. */
interface Caller {
  readonly payer: string;
  readonly region: string;
}

/** A clock that is further off than this is worth a word. */
const SKEW_MS = 300_000;

/** Puts the watch between the SDK's retry and everything below it. */
export function watchAttempts(client: Client, service: Service, run: Watched, caller: Caller): void {
  const place = { relation: "after", toMiddleware: "retryMiddleware", name: "rootproofAttempts" } as const;
  const begun = new WeakSet();
  const watch =
    <Arguments extends { request: unknown }, Result>(next: Handler<Arguments, Result>, context: Context) =>
    async (args: Arguments): Promise<Result> => {
      const operation = `${service}:${String(context.commandName).replace(/Command$/, "")}`;
      const paid = { operation, account: caller.payer, region: caller.region };
      if (isAgain(args.request, begun)) await takeTurn(run, paid);
      try {
        return await next(args);
      } catch (error) {
        throw isThrottle(error) ? slowDown(run, paid, error) : error;
      } finally {
        tellSkew(run, client.config.systemClockOffset);
      }
    };
  client.middlewareStack.addRelativeTo(watch, place);
}

type Handler<Arguments, Result> = (args: Arguments) => Promise<Result>;

interface Context {
  readonly commandName?: string;
}

/** The SDK tries again: at the bucket's pace, like everybody. */
async function takeTurn({ traffic, pacer }: Watched, paid: Paid): Promise<void> {
  traffic.retries += 1;
  await pacer.turn(paid);
}

function slowDown(run: Watched, paid: Paid, error: unknown): Throttled {
  const pauseMs = retryAfter(error);
  run.traffic.throttles += 1;
  const perSecond = run.pacer.slow(paid, Math.min(pauseMs, run.deadlines.budgetMs));
  run.onThrottle?.({ ...paid, perSecond });
  return new Throttled(error, pauseMs);
}

function tellSkew({ onSkew }: Watched, offsetMs: number): void {
  if (Math.abs(offsetMs) > SKEW_MS) onSkew?.(offsetMs);
}

/** The SDK hands the same request to every attempt. */
function isAgain(request: unknown, begun: WeakSet<object>): boolean {
  if (typeof request !== "object" || request === null) return false;
  if (begun.has(request)) return true;
  begun.add(request);
  return false;
}

/** Error names by which services say "slower", as the SDKs' common retry specification lists them. */
const THROTTLES: ReadonlySet<string> = new Set([
  "BandwidthLimitExceeded",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
]);

interface Fields {
  readonly name?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
  readonly $response?: { readonly headers?: Readonly<Record<string, unknown>> };
}

const fieldsOf = (error: unknown): Fields => (typeof error === "object" && error !== null ? error : {});

function isThrottle(error: unknown): boolean {
  const { name, $metadata } = fieldsOf(error);
  return $metadata?.httpStatusCode === 429 || (typeof name === "string" && THROTTLES.has(name));
}

/** Milliseconds; AWS gives seconds. A date, or nonsense, counts as nothing said. */
function retryAfter(error: unknown): number {
  const said = fieldsOf(error).$response?.headers?.["retry-after"];
  return typeof said === "string" && /^\d{1,9}$/.test(said.trim()) ? Number(said) * 1000 : 0;
}
