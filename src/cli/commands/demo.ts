// rootproof demo: the real scan over loopback against the made-up organization. No AWS account is needed or called.
import { DEFAULT_OUTPUT_DIRECTORY, UsageError } from "../../model/index.ts";
import { command } from "../command.ts";
import { type Context, writeStdout } from "../context.ts";
import { reportOptions, REPORT_FLAGS } from "../flags.ts";
import { checkRange } from "../switches.ts";

const { "output-dir": outputDirectory, color } = REPORT_FLAGS;
/** The fourth account is the first in which something fails that matters. */
const FEWEST = 4;
const FLAGS = {
  "output-dir": outputDirectory,
  color,
  accounts: { type: "number", default: 14, describe: "how many accounts" },
} as const;

/** Scans a made-up organization with known faults and writes every report. Exits 0 when the demo worked. */
export const demoCommand = (context: Context) =>
  command({
    command: "demo",
    describe: "scan a made-up organization; no AWS account needed",
    flags: FLAGS,
    run: async (flags) => {
      const accounts = checkRange("accounts", flags.accounts, FEWEST, 100_000);
      const { startSandbox } = await import("../../sandbox/index.ts");
      const sandbox = await startSandbox({ accounts });
      pointAt(sandbox.environment);
      try {
        context.exitCode = await scanSandbox(flags);
      } finally {
        await sandbox.close();
      }
    },
  });

/** The SDK reads the environment: from here on this process knows only the sandbox. */
function pointAt(environment: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env).filter((one) => one.startsWith("AWS_")))
    Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, environment, {
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  });
}

async function scanSandbox(flags: { "output-dir": string | undefined; color: boolean }): Promise<number> {
  const { scan } = await import("../../scan/index.ts");
  const outputDir = flags["output-dir"] ?? DEFAULT_OUTPUT_DIRECTORY;
  const { exitCode, files } = await scan({
    ...reportOptions({ ...flags, "fail-on": "high", "allow-unknown": false, format: undefined }),
    cwd: process.cwd(),
    config: null,
    org: true,
    // The sandbox takes more than AWS does.
    maxRate: 100,
    formats: ["table", `json=${outputDir}/report.json`, `sarif=${outputDir}/report.sarif`],
  });
  if (exitCode !== 1)
    throw new UsageError(`the demo's organization has known faults, yet the scan ended with ${exitCode}`);
  writeStdout(
    `\nA real scan of this organization would exit with 1: rules of severity high or worse fail.\n`,
  );
  writeStdout(`Reports written:\n${files.map((file) => `  ${file}\n`).join("")}`);
  return 0;
}
