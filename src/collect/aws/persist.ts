// A call that AWS slowed down or could not serve is made again until its time is used up; one whose answer was garbled, or whose
// credentials had expired, once more. Every call is a read, so it may be repeated.
import type { Gate } from "./gate.ts";
import type { Operation } from "./operations.ts";
import type { Session } from "./session.ts";
import type { Trouble } from "./trouble.ts";

/** What a call came to. */
export type Attempt<Value> = { readonly value: Value } | { readonly trouble: Trouble };

/** What was tried for one call so far. */
interface History {
  /** When its time is used up, by the timer. */
  readonly until: number;
  times: number;
  fresh: boolean;
  renewals: number;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;

/** What is known of a call beside its answer. */
interface Repeated {
  readonly operation: Operation;
  readonly gate?: Gate | undefined;
}

/** Makes the call when it is its turn, and again where that may help. Never throws what `call` does not. */
export async function persist<Value>(
  session: Session,
  question: Repeated,
  call: () => Promise<Attempt<Value>>,
): Promise<Attempt<Value>> {
  const { operation } = question;
  const { patience } = session.run;
  const key = `${operation} ${session.regionOf(operation)}`;
  if (!patience.allows(key)) return { trouble: NOT_ASKED };
  const attempt = await repeat(session, question, call);
  if ("trouble" in attempt && isSilent(attempt.trouble)) patience.wornOut(key);
  else patience.answered(key);
  return attempt;
}

/** The service said nothing about the question itself. */
const isSilent = ({ again, status }: Trouble): boolean => again !== undefined || status === undefined;

const NOT_ASKED: Trouble = {
  cause: "reach",
  said: "",
  what: "not asked any more, since the calls before it got no answer",
};

async function repeat<Value>(
  session: Session,
  { operation, gate }: Repeated,
  call: () => Promise<Attempt<Value>>,
): Promise<Attempt<Value>> {
  const { run, payer } = session;
  const paid = { operation, account: payer, region: session.regionOf(operation) };
  let history: History | undefined;
  for (;;) {
    await run.pacer.turn(paid, gate?.enter);
    // Waiting for the first turn is no fault of the service: its time begins now.
    history ??= { until: run.timer.now() + run.deadlines.budgetMs, times: 0, fresh: false, renewals: 0 };
    const attempt = await call().finally(() => gate?.leave());
    if (!("trouble" in attempt) || !(await prepareAgain(session, operation, attempt.trouble, history)))
      return attempt;
    history.times += 1;
    run.traffic.retries += 1;
  }
}

/** Whether to ask again; resolves when the time has come. */
async function prepareAgain(
  session: Session,
  operation: Operation,
  trouble: Trouble,
  history: History,
): Promise<boolean> {
  if (trouble.again === "renewed") return session.renew(history.renewals++);
  if (trouble.cause === "malformed") return once(history);
  if (trouble.again === undefined) return false;
  const { run } = session;
  if (!run.patience.repeats(`${operation} ${session.regionOf(operation)}`)) return false;
  const pause = pauseFor(trouble, history, run.random);
  if (run.timer.now() + pause >= history.until) return false;
  if (trouble.again === "later") await run.timer.wait(pause);
  return true;
}

/** At the bucket's pace, or after a pause that grows, of random length so that callers do not come back together. */
function pauseFor({ again, pauseMs = 0 }: Trouble, { times }: History, random: () => number): number {
  if (again === "slower") return pauseMs;
  return random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** times);
}

/** A proxy or a cut connection may have garbled it; what is garbled twice is how the service answers. */
function once(history: History): boolean {
  const first = !history.fresh;
  history.fresh = true;
  return first;
}
