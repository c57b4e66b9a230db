// Evidence files: structures made wrong under a digest that is right, and bytes made wrong. A file is refused in one line, or it
// is judged; a file whose bytes were touched is never judged, and no structure makes a rule go wrong (outcome error).
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { UsageError } from "../../src/model/index.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { collect } from "../../src/scan/index.ts";
import { judgeEvidence } from "../../src/scan/judging.ts";
import { prepareToJudge } from "../../src/scan/prepare.ts";
import { settingsOf } from "../../src/scan/settings.ts";
import { mutatedJson, mutatedText } from "./mutate.ts";
import { insist, type Target } from "./target.ts";

const STORIES = ["topic-customer-key", "old-keys", "forgotten-totp"];

/** The lines of a real scan. */
async function realEvidence(folder: string): Promise<string> {
  const sandbox = await startSandbox({ accounts: STORIES.length + 2, stories: STORIES });
  Object.assign(process.env, sandbox.environment);
  const out = join(folder, "real.ndjson");
  await collect({
    cwd: folder,
    config: null,
    org: true,
    access: "auto",
    regions: "us-east-1,eu-west-1",
    maxRate: "none",
    out,
  });
  await sandbox.close();
  return readFileSync(out, "utf8");
}

interface Bench {
  readonly folder: string;
  readonly real: string;
  /** The findings' outcomes, or why the file is refused. */
  readonly judge: (text: string) => Promise<readonly string[] | UsageError>;
}

async function makeBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "rootproof-fuzz-"));
  const real = await realEvidence(folder);
  const command = { cwd: folder, config: null, stdout: () => undefined, files: [] };
  const prepared = prepareToJudge(command);
  const settings = settingsOf(command, {});
  const path = join(folder, "evidence.ndjson");
  return {
    folder,
    real,
    judge: async (text) => {
      writeFileSync(path, text);
      try {
        const judged = await judgeEvidence({
          files: [{ file: path, path }],
          prepared,
          settings,
          baselineAt: () => undefined,
        });
        const outcomes = [...judged.findings].map(({ outcome, rule }) => `${outcome} ${rule}`);
        judged.close();
        return outcomes;
      } catch (error) {
        if (error instanceof UsageError) return error;
        throw error;
      }
    },
  };
}

function checkRefusal(error: UsageError): void {
  insist(!error.message.includes("\n"), `a refusal of more than one line: ${error.message}`);
}

/** The lines, whatever they have become, under a digest that is right. */
function sealed(lines: readonly unknown[]): string {
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const accounts = lines.filter((line) => (line as { kind?: unknown } | null)?.kind === "account").length;
  const sha256 = createHash("sha256").update(body).digest("hex");
  return `${body}${JSON.stringify({ kind: "end", endedAt: "2026-11-26T23:59:00.000Z", accounts, sha256 })}\n`;
}

const structures: Target = {
  name: "evidence, its structure",
  share: 0.2,
  prepare: async () => {
    const bench = await makeBench();
    const lines = bench.real
      .trim()
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown);
    const property = fc.asyncProperty(mutatedJson([lines]), async (changed) => {
      const judged = await bench.judge(sealed(changed as readonly unknown[]));
      if (judged instanceof UsageError) {
        checkRefusal(judged);
        return;
      }
      const wrong = judged.filter((outcome) => outcome.startsWith("error"));
      insist(wrong.length === 0, `a rule goes wrong: ${wrong[0] ?? ""}`);
    });
    return {
      property: property as fc.IAsyncPropertyWithHooks<[unknown]>,
      close: () => rmSync(bench.folder, { recursive: true }),
    };
  },
};

const bytes: Target = {
  name: "evidence, its bytes",
  share: 0.5,
  prepare: async () => {
    const bench = await makeBench();
    const property = fc.asyncProperty(mutatedText([bench.real]), async (text) => {
      if (text === bench.real) return;
      const judged = await bench.judge(text);
      insist(judged instanceof UsageError, "a file that was altered is judged");
      checkRefusal(judged as UsageError);
    });
    return { property, close: () => rmSync(bench.folder, { recursive: true }) };
  },
};

export const EVIDENCE_TARGETS: readonly Target[] = [structures, bytes];
