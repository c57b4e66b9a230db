// What commands share: the exit code they leave, where their text goes, and how long a server lives.

/** Filled by the command that ran. */
export interface Context {
  exitCode: number;
}

/** Writes to stdout. */
export function writeStdout(text: string): void {
  process.stdout.write(text);
}

/** Resolves with the exit code of the signal that ends the process. */
export function untilStopped(): Promise<130 | 143> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve(130));
    process.once("SIGTERM", () => resolve(143));
  });
}
