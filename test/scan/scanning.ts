// Runs a real scan over loopback against a sandbox and gives its JSON report.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Finding, ResultHeader, SubjectEvidence } from "../../src/model/index.ts";
import { scan } from "../../src/scan/index.ts";
import type { ScanCommand } from "../../src/scan/index.ts";
import type { summarize } from "../../src/report/index.ts";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.ts";

/** The parts of the JSON report that tests read. */
export interface JsonReport extends Omit<ResultHeader, "population"> {
  readonly accounts: ResultHeader["population"];
  readonly findings: readonly Finding[];
  readonly evidence: readonly SubjectEvidence[];
  readonly populationComplete: boolean;
  readonly summary: ReturnType<typeof summarize>;
}

export interface Scanned {
  readonly exitCode: number;
  readonly report: JsonReport;
}

/** A sandbox that is closed when `use` is done. */
export async function withSandbox<Result>(
  options: SandboxOptions,
  use: (sandbox: Sandbox) => Promise<Result>,
): Promise<Result> {
  const sandbox = await startSandbox(options);
  try {
    return await use(sandbox);
  } finally {
    await sandbox.close();
  }
}

/** Points this process's AWS environment at the sandbox; `account` scans that one with its own credentials. */
export function pointAt(sandbox: Sandbox, account?: string): void {
  Object.assign(process.env, sandbox.environment);
  if (account === undefined) return;
  const { accessKeyId, secretAccessKey } = sandbox.credentialsOf(account);
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
}

/** Scans with the process's environment, in a folder of its own. */
export async function scanHere(options: Partial<ScanCommand> = {}): Promise<Scanned> {
  const cwd = mkdtempSync(join(tmpdir(), "rootproof-scan-"));
  try {
    const json = join(cwd, "report.json");
    const { exitCode } = await scan({
      cwd,
      formats: [`json=${json}`],
      stdout: () => undefined,
      maxRate: "none",
      ...options,
    });
    return { exitCode, report: JSON.parse(readFileSync(json, "utf8")) as JsonReport };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** `111122223333 rule` or `organization rule` → outcome. */
export const outcomesOf = ({ report }: Scanned): Map<string, string> =>
  new Map(report.findings.map((finding) => [keyOf(finding), finding.outcome]));

/** `111122223333 root-unused`, `organization root-denied-by-scp`. */
export const keyOf = ({ subject, rule }: Pick<Finding, "subject" | "rule">): string =>
  `${subject.scope === "account" ? subject.id : "organization"} ${rule}`;
