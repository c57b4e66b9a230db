// What a person sees when something went wrong: one line per problem on stderr, harmless whatever it quotes, and exit code 2.
import { UsageError } from "../model/index.ts";

/** Writes what went wrong. Returns the exit code: the work could not be done, be it a mistake of the user or a bug. */
export function report(error: unknown, argv: readonly string[]): 2 {
  return complain(
    error instanceof UsageError ? error.lines : bugLines(error, says(argv, "--log-level", "debug")),
    argv,
  );
}

/** Writes the lines to stderr, as the command line asks. Returns the exit code. */
export function complain(lines: readonly string[], argv: readonly string[]): 2 {
  const lineOf = says(argv, "--log-format", "json")
    ? (message: string) => jsonLine({ level: "error", event: "error", message })
    : (line: string) => `rootproof: ${harmless(line)}\n`;
  process.stderr.write(lines.map(lineOf).join(""));
  return 2;
}

/** One line of the log for machines. */
export const jsonLine = (entry: object): string =>
  `${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`;

function bugLines(error: unknown, stack: boolean): string[] {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (!stack || !(error instanceof Error))
    return [`this is a mistake in rootproof: ${text}; run again with --log-level debug and report it`];
  const cause = error.cause instanceof Error ? [`caused by ${error.cause.stack ?? error.cause.message}`] : [];
  return ["this is a mistake in rootproof; please report it", error.stack ?? text, ...cause].flatMap((part) =>
    part.split("\n"),
  );
}

/** The command line may not have been understood, so it is asked as it was written: `--log-level debug`, or with `=`. */
const says = (argv: readonly string[], flag: string, value: string): boolean =>
  new RegExp(`(^| )${flag}[= ]${value}( |$)`).test(argv.join(" "));

/** Names of files and fields may hold anything: controls and marks that reorder text are spelled out, runner commands broken. */
export function harmless(line: string): string {
  return line
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu, spelled)
    .replace(/##(?=\[)/g, "# #");
}

const spelled = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
