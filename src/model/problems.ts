// What a user can get wrong: always one line that says what, where and what to do.

/** A mistake in a file, as `file:line:column: message`. Line and column count from 1. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** `file:line:column: message`, with the parts that are known. */
export function formatProblem({ file, line, column, message }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  return `${place}: ${message}`;
}

/** The user can mend this: the command ends with exit code 2 and these lines, without a stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  /** One line each. */
  readonly lines: readonly string[];

  constructor(lines: string | readonly string[]) {
    const all = typeof lines === "string" ? [lines] : lines;
    super(all.join("\n"));
    this.lines = all;
  }
}
