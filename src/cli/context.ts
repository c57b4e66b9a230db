// What commands share: the exit code they leave, and where their text goes.
import { createLog, type LogOptions } from "./log.ts";

/** What a command is told by its surroundings, and leaves to them. */
export interface Context {
  exitCode: number;
  /** --log-level, --quiet, --log-format. */
  log: LogOptions;
}

/** Writes to stdout. */
export function writeStdout(text: string): void {
  process.stdout.write(text);
}

/**
 * Keeps a broken stdout from ending the process in the middle of its work. The answer, once all is written: why something
 * was lost, for example a full disk. A reader that has had enough (`| head -1`) is no loss.
 */
export function watchStdout(): () => Promise<string | undefined> {
  let why: string | undefined;
  process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") why ??= code ?? message;
  });
  process.stderr.on("error", () => undefined);
  return () => new Promise((resolve) => process.stdout.write("", () => setImmediate(() => resolve(why))));
}

/** Ends a command: its exit code, and what a person should know, on stderr. */
export function finish(
  context: Context,
  { exitCode, files, notes }: { exitCode: number; files: readonly string[]; notes: readonly string[] },
): void {
  context.exitCode = exitCode;
  const tell = createLog(context.log, (line) => void process.stderr.write(line));
  for (const message of [...notes, ...files.map((file) => `written: ${file}`)])
    tell({ event: "note", message });
}
