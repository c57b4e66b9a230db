// Signals: what ends a command early.
import { complain } from "./trouble.ts";

/** Resolves with the exit code of the signal that ends the process. */
export function untilStopped(): Promise<130 | 143> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve(130));
    process.once("SIGTERM", () => resolve(143));
  });
}

/** Aborted by the signal that ends the process; whoever listens has until it returns. Answers of AWS are not waited for. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  void untilStopped().then((exitCode) => {
    controller.abort();
    complain(["stopped before the end; run it again"]);
    process.exit(exitCode);
  });
  return controller.signal;
}
