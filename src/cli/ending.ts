// The end of the process, once its result is known.

/**
 * Ends the process when all it wrote has left it. What the SDK left behind (a credential_process that hangs, a timer of a
 * retry) is not waited for: it cannot change the result any more.
 */
export async function end(exitCode: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(flushed));
  process.exit(exitCode);
}

/** Also when its reader has left: the callback then gets an error. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write("", () => resolve()));
