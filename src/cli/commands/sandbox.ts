// rootproof sandbox: the made-up organization alone, for any AWS client.
import { type Context, untilStopped, writeStdout } from "../context.ts";
import { command } from "../command.ts";

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
    run: async ({ port, accounts, seed, latency }) => {
      const { startSandbox } = await import("../../sandbox/index.ts");
      const sandbox = await startSandbox({ port, accounts, seed, latencyMs: latency });
      const lines = Object.entries(sandbox.environment).map(([name, value]) => `export ${name}=${value}\n`);
      writeStdout(lines.join(""));
      context.exitCode = await untilStopped();
      await sandbox.close();
    },
  });
