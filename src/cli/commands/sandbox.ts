// rootproof sandbox: the made-up organization alone, for any AWS client.
import { UsageError } from "../../model/index.ts";
import type { Sandbox, SandboxOptions } from "../../sandbox/index.ts";
import { type Context, writeStdout } from "../context.ts";
import { command } from "../command.ts";
import { untilStopped } from "../stopping.ts";
import { checkRange } from "../numbers.ts";

const FLAGS = {
  port: { type: "number", default: 0, describe: "port on 127.0.0.1 (0: any free one)" },
  accounts: { type: "number", default: 14, describe: "how many accounts" },
  seed: { type: "number", default: 1, describe: "another number, another organization" },
  latency: { type: "number", default: 0, describe: "milliseconds every answer waits" },
} as const;

/** Serves until stopped; prints the variables with which any AWS client can use it. */
export const sandboxCommand = (context: Context) =>
  command({
    command: "sandbox",
    describe: "serve a made-up organization over the AWS protocols, on loopback",
    flags: FLAGS,
    examples: [["$0 sandbox --accounts 20", "an organization to try any AWS client on, until ^C"]],
    run: async ({ port, accounts, seed, latency }) => {
      const sandbox = await serve({
        port: checkRange("port", port, 0, 65_535),
        accounts: checkRange("accounts", accounts, 1, 100_000),
        seed: checkRange("seed", seed, 0, Number.MAX_SAFE_INTEGER),
        latencyMs: checkRange("latency", latency, 0, 60_000),
      });
      const stopped = untilStopped();
      const lines = Object.entries(sandbox.environment).map(([name, value]) => `export ${name}=${value}\n`);
      writeStdout(lines.join(""));
      context.exitCode = await stopped;
      await sandbox.close();
    },
  });

async function serve(options: SandboxOptions & { readonly port: number }): Promise<Sandbox> {
  const { startSandbox } = await import("../../sandbox/index.ts");
  try {
    return await startSandbox(options);
  } catch (error) {
    const { syscall, code } = error as NodeJS.ErrnoException;
    if (syscall !== "listen") throw error;
    throw new UsageError(`--port ${options.port}: cannot be served (${code ?? "no reason"}); choose another`);
  }
}
