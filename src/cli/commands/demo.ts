// rootproof demo: the real scan over loopback against the made-up organization. No AWS account is needed or called.
import type { Sandbox } from "../../sandbox/index.ts";
import type { CommandResult, EvaluateCommand } from "../../scan/index.ts";
import { DEFAULT_OUTPUT_DIRECTORY, UsageError } from "../../model/index.ts";
import { command } from "../command.ts";
import { type Context, writeStdout } from "../context.ts";
import { reportOptions, REPORT_FLAGS } from "../flags.ts";
import { checkRange } from "../numbers.ts";

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
    examples: [
      ["$0 demo", "every report of 14 made-up accounts, in rootproof-report"],
      ["$0 demo --accounts 200 --output-dir /tmp/demo", "a larger organization, elsewhere"],
    ],
    run: async (flags) => {
      const accounts = checkRange("accounts", flags.accounts, FEWEST, 100_000);
      const { startSandbox } = await import("../../sandbox/index.ts");
      const sandbox = await startSandbox({ accounts });
      pointAt(sandbox.environment);
      try {
        context.exitCode = await scanSandbox(flags, sandbox.accounts);
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

const EVERY_FORMAT = ["table", "json", "sarif", "sarif-audit", "html", "markdown", "junit"] as const;

interface DemoFlags {
  readonly "output-dir": string | undefined;
  readonly color: boolean;
}

/** What `scan` does in one: `collect`, here for every rule there is, and `evaluate`. */
async function scanSandbox(flags: DemoFlags, told: Sandbox["accounts"]): Promise<number> {
  const { collect } = await import("../../scan/index.ts");
  const outputDir = flags["output-dir"] ?? DEFAULT_OUTPUT_DIRECTORY;
  const evidence = `${outputDir}/evidence.ndjson`;
  // The sandbox takes more calls than AWS does.
  const collected = await collect({
    cwd: process.cwd(),
    config: null,
    org: true,
    maxRate: "none",
    out: evidence,
  });
  const { exitCode, files } = await judge(flags, evidence, { formats: [...EVERY_FORMAT] });
  if (exitCode !== 1)
    throw new UsageError(`the demo's organization has known faults, yet the scan ended with ${exitCode}`);
  await showPlaybook(flags, evidence, told);
  const written = [...collected.files, ...files];
  writeStdout(
    `Reports of the whole organization (report.html is the one to open first):\n${written.map((file) => `  ${file}\n`).join("")}`,
  );
  writeStdout(
    `\nA real scan of this organization would exit with 1: rules of severity high or worse fail.\n`,
  );
  return 0;
}

/** The saved evidence through the rules. */
async function judge(
  flags: DemoFlags,
  file: string,
  more: Pick<EvaluateCommand, "formats" | "benchmarks" | "accounts">,
): Promise<CommandResult> {
  const { evaluate } = await import("../../scan/index.ts");
  const options = reportOptions({
    ...flags,
    "fail-on": "high",
    "allow-unknown": false,
    baseline: undefined,
    redact: false,
    format: undefined,
  });
  return evaluate({ ...options, cwd: process.cwd(), config: null, files: [file], ...more });
}

/** Accounts whose 16 steps are shown: the one with the incident, and one in which all is well. */
const SHOWN = ["incident", "locked-down"];

/** The saved evidence again, step by step. */
async function showPlaybook(flags: DemoFlags, evidence: string, told: Sandbox["accounts"]): Promise<void> {
  for (const { id, title } of SHOWN.flatMap((story) => told.find((one) => one.story === story) ?? [])) {
    writeStdout(`\n${"=".repeat(80)}\nThe playbook for ${id}: ${title}\n\n`);
    await judge(flags, evidence, {
      formats: ["table"],
      benchmarks: ["root-account-playbook"],
      accounts: [id],
    });
  }
}
