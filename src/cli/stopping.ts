// Signals: what ends a command early.

/** Resolves with the exit code of the signal that ends the process. */
export function untilStopped(): Promise<130 | 143> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve(130));
    process.once("SIGTERM", () => resolve(143));
  });
}

/** What was asked of a command by a signal. */
export interface Stop {
  /** Aborted by the first one: whoever listens finishes what is under way. The second one ends the process at once. */
  readonly signal: AbortSignal;
  /** Of the first one. */
  readonly exitCode: () => 130 | 143 | undefined;
}

/** From now on; `tell` takes what is said of each. */
export function listenForStop(tell: (message: string) => void): Stop {
  const controller = new AbortController();
  let first: 130 | 143 | undefined;
  const stop = (exitCode: 130 | 143): void => {
    if (first !== undefined) {
      tell("stopped at once; the same command with --resume goes on from the last account that was finished");
      process.exit(exitCode);
    }
    first = exitCode;
    controller.abort();
    tell("stopping: the accounts under way are finished first; once more stops at once");
  };
  process.on("SIGINT", () => stop(130));
  process.on("SIGTERM", () => stop(143));
  return { signal: controller.signal, exitCode: () => first };
}
