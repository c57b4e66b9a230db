// One call, one observed value: sent within a deadline, read strictly, its trouble turned into a state. Nothing is thrown
// but bugs.
import type { Call, Observed } from "../../model/index.ts";
import { Answer } from "./answer.ts";
import { UndeclaredOperation } from "./guard.ts";
import { Malformed } from "./malformed.ts";
import { absent, collected, type Look, unseen } from "./observe.ts";
import { type Input, type Operation, OPERATIONS, type Output, serviceOf } from "./operations.ts";
import type { Session } from "./session.ts";
import type { Gate } from "./gate.ts";
import { type Attempt, persist } from "./persist.ts";
import { jsonSource } from "./source.ts";
import { DeadlineExceeded, QUERY_SERVICES, type Trouble, troubleOf } from "./trouble.ts";
import { xmlOf } from "./witness.ts";

/** What to ask, how to read the answer, and which error is the service's own "there is none". */
export interface Question<Name extends Operation, Value> {
  readonly operation: Name;
  readonly input: Input<Name>;
  readonly read: (answer: Answer<Output<Name>>) => Value;
  readonly isAbsent?: (trouble: Trouble) => boolean;
  /** Bounds how many such calls are under way. */
  readonly gate?: Gate | undefined;
}

/** Asks AWS, at the run's pace and as often as it takes (persist.ts; the SDK's standard retry stands below that). */
export async function ask<Name extends Operation, Value>(
  session: Session,
  question: Question<Name, Value>,
): Promise<Observed<Value>> {
  const { run } = session;
  run.counts.set(question.operation, (run.counts.get(question.operation) ?? 0) + 1);
  const attempt = await persist(session, question, () => read(session, question));
  const look = lookOf(session, question, attempt);
  if ("value" in attempt) return collected(look, attempt.value);
  if (question.isAbsent?.(attempt.trouble)) return absent(look);
  return unseen(look, attempt.trouble, question.operation);
}

async function read<Name extends Operation, Value>(
  session: Session,
  { operation, input, read: reader }: Question<Name, Value>,
): Promise<Attempt<Value>> {
  const sent = await send(session, operation, input);
  if ("trouble" in sent) return sent;
  try {
    const isQuery = QUERY_SERVICES.has(serviceOf(operation));
    const source = isQuery ? xmlOf(sent.value, operation) : jsonSource(sent.value);
    return { value: reader(new Answer<Output<Name>>(source)) };
  } catch (error) {
    if (error instanceof Malformed) return { trouble: troubleOf(error, operation) };
    throw error;
  }
}

async function send(session: Session, operation: Operation, input: unknown): Promise<Attempt<object>> {
  try {
    const Command = OPERATIONS[operation] as new (input: unknown) => Sendable;
    const value = await within(session.run.deadlines.totalMs, (abortSignal) =>
      session.clientOf(operation).send(new Command(input), { abortSignal }),
    );
    return { value };
  } catch (error) {
    if (error instanceof UndeclaredOperation) throw error;
    return { trouble: troubleOf(error, operation) };
  }
}

/** Any command; the client's type knows those of one service only. */
type Sendable = InstanceType<(typeof OPERATIONS)["sts:GetCallerIdentity"]>;

/** The one limit that also ends a slow drip and credentials that never come; the abort frees the socket. */
async function within<Value>(ms: number, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineExceeded(`no whole answer within ${ms} ms`));
      controller.abort();
    }, ms);
  });
  try {
    return await Promise.race([work(controller.signal), expiry]);
  } finally {
    clearTimeout(timer);
  }
}

function lookOf<Name extends Operation, Value>(
  session: Session,
  { operation, isAbsent }: Question<Name, Value>,
  attempt: Attempt<Value>,
): Look {
  const outcome = "value" in attempt ? "ok" : outcomeOf(attempt.trouble, isAbsent);
  const code = "value" in attempt ? undefined : attempt.trouble.code;
  const call: Call = {
    operation,
    region: session.regionOf(operation),
    outcome,
    ...(code !== undefined && { code }),
  };
  return { at: session.run.now().toISOString(), calls: [call] };
}

function outcomeOf(trouble: Trouble, isAbsent?: (trouble: Trouble) => boolean): Call["outcome"] {
  if (isAbsent?.(trouble)) return "not-found";
  return trouble.cause === "permission" ? "denied" : "failed";
}
