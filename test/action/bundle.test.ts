// The bundle as the runner runs it: inputs as variables, outputs and summary as files, annotations as lines.
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { INPUTS } from "../../src/action/inputs.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/index.ts";
import { withSandbox } from "../scan/scanning.ts";

let installed: string;
let workspace: string;
beforeAll(() => {
  installed = mkdtempSync(join(tmpdir(), "rootproof-action-"));
  for (const part of ["dist/action", "rules", "benchmarks", "data", "action.yml"])
    cpSync(part, join(installed, part), { recursive: true });
});
afterAll(() => rmSync(installed, { recursive: true }));
beforeEach(() => {
  workspace = mkdtempSync(join(installed, "work-"));
});

const action = parse(readFileSync("action.yml", "utf8")) as {
  inputs: Record<string, { default?: string }>;
  outputs: Record<string, unknown>;
  runs: { using: string; main: string };
};

interface Step {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: Record<string, string>;
  readonly summary: string;
  readonly annotations: { readonly kind: string; readonly properties: string; readonly message: string }[];
}

interface Given {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly repository?: object;
}

/** Runs the step in its workspace. */
async function step(
  sandbox: Pick<Sandbox, "environment"> | undefined,
  { inputs = {}, repository = { private: true } }: Given = {},
): Promise<Step> {
  const file = (name: string, text = ""): string => {
    const path = join(installed, `${name}-${readdirSync(installed).length}`);
    writeFileSync(path, text);
    return path;
  };
  const [output, summary] = [file("output"), file("summary")];
  const environment = {
    PATH: process.env["PATH"] ?? "",
    HOME: workspace,
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_EVENT_PATH: file("event", JSON.stringify({ repository })),
    // The runner sets every declared input, empty where the workflow gives none.
    ...Object.fromEntries(
      Object.keys(action.inputs).map((name) => [
        `INPUT_${name.toUpperCase()}`,
        ({ "max-rate": "none", ...inputs } as Record<string, string>)[name] ?? "",
      ]),
    ),
    ...sandbox?.environment,
  };
  const child = spawn(process.execPath, [join(installed, action.runs.main)], {
    cwd: workspace,
    env: environment,
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (log += text));
  const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const commands = [...log.matchAll(/^::(error|warning|notice)(?: ([^:]*))?::(.*)$/gm)];
  return {
    exitCode,
    log,
    outputs: outputsIn(readFileSync(output, "utf8")),
    summary: readFileSync(summary, "utf8"),
    annotations: commands.map(([, kind, properties, message]) => ({
      kind: kind!,
      properties: properties ?? "",
      message: message!,
    })),
  };
}

function outputsIn(text: string): Record<string, string> {
  const found = text.matchAll(/^([\w-]+)<<(ghadelimiter_[\w-]+)\r?\n([\s\S]*?)\r?\n\2\r?$/gm);
  return Object.fromEntries([...found].map(([, name, , value]) => [name!, value!]));
}

const inSandbox = (options: SandboxOptions, given: Given = {}): Promise<Step> =>
  withSandbox(options, (sandbox) => step(sandbox, given));

describe("action.yml", () => {
  it("declares what the code reads, and no default of its own", () => {
    expect(Object.keys(action.inputs).sort()).toEqual([...INPUTS].sort());
    expect(Object.values(action.inputs).filter((input) => input.default !== undefined)).toEqual([]);
    expect(action.runs).toEqual({ using: "node24", main: "dist/action/index.js" });
  });
});

describe("a step", () => {
  it("writes every file, sets every output, and only then fails", async () => {
    const { exitCode, outputs, summary, annotations } = await inSandbox(
      { stories: ["old-keys", "no-contacts"] },
      { inputs: { org: "true" } },
    );
    expect(exitCode).toBe(1);
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(action.outputs).sort());
    expect(outputs).toMatchObject({
      outcome: "fail",
      "report-dir": "rootproof-report",
      "accounts-expected": "4",
    });
    for (const name of ["sarif-file", "json-file", "html-file", "markdown-file", "evidence-file"])
      expect(existsSync(join(workspace, outputs[name]!))).toBe(true);
    expect(existsSync(join(workspace, "rootproof-report/manifest.json"))).toBe(true);
    for (const name of ["findings", "critical", "high", "unknown", "accounts-expected", "accounts-judged"])
      expect(outputs[name]).toMatch(/^\d+$/);
    expect(summary).toMatch(/^## rootproof: \d+ fails?/);
    expect(annotations.at(-1)).toMatchObject({
      kind: "error",
      message: expect.stringContaining("exit 1") as unknown,
    });
    expect(annotations[0]).toMatchObject({ kind: "error", properties: "file=rootproof.yaml,line=1" });
  });

  it("passes where everything does", async () => {
    const inputs = {
      "fail-on": "never",
      "allow-unknown": "true",
      formats: "json",
      summary: "false",
      annotations: "false",
    };
    const { exitCode, outputs, summary, annotations } = await inSandbox({ organization: false }, { inputs });
    expect({ exitCode, outcome: outputs["outcome"], summary, annotations }).toEqual({
      exitCode: 0,
      outcome: "pass",
      summary: "",
      annotations: [],
    });
    expect(outputs["html-file"]).toBeUndefined();
  });

  it("shows ten annotations of a kind, the worst, and says how many more there are", async () => {
    const { annotations, log } = await inSandbox({ accounts: 30 }, { inputs: { org: "true" } });
    const ofKind = (kind: string) =>
      annotations.filter((one) => one.kind === kind && !one.message.startsWith("rootproof: "));
    // With the one that says why the step fails, ten.
    expect(ofKind("error")).toHaveLength(9);
    for (const kind of ["warning", "notice"]) expect(ofKind(kind).length).toBeLessThanOrEqual(10);
    expect(log).toMatch(/\d+ more results have no annotation/);
  });

  it("lets no name of a stranger command the runner", async () => {
    const { log, outputs, annotations } = await inSandbox(
      { stories: ["hostile-names"] },
      { inputs: { org: "true" } },
    );
    const commands = log.split(/\r?\n/).filter((line) => /^\s*::/.test(line));
    expect(
      commands.filter((line) => !/^::(error|warning|notice)(?: file=[^:,]*,line=\d+)?::/.test(line)),
    ).toEqual([]);
    expect(log).not.toMatch(/##[a-z]*\[/i);
    expect(log).not.toContain("\u001b");
    expect(JSON.stringify(annotations)).not.toMatch(/::(error|set-output)::?pwned"/);
    expect(Object.values(outputs).filter((value) => !/^[\w./-]+$/.test(value))).toEqual([]);
  });

  it.each([
    ["public", { private: false, visibility: "public" }, true],
    ["unknown", {}, true],
    ["internal", { private: true, visibility: "internal" }, false],
    ["private", { private: true }, false],
  ])("masks accounts by default in a %s repository alone", async (_, repository, masks) => {
    await withSandbox({ stories: ["old-keys"] }, async (sandbox) => {
      const { log, summary, annotations } = await step(sandbox, {
        inputs: { org: "true", formats: "json" },
        repository,
      });
      expect(
        annotations.some(
          ({ kind, message }) => kind === "warning" && message.includes("everybody may read this run"),
        ),
      ).toBe(masks);
      const texts = [log, summary, readFileSync(join(workspace, "rootproof-report/report.json"), "utf8")];
      const shown = sandbox.accounts.some(({ id }) => texts.some((text) => text.includes(id)));
      expect(shown).toBe(!masks);
      if (masks) for (const text of texts) expect(text).not.toMatch(/(?<!\d)\d{12}(?!\d)/);
    });
  });

  it("is told otherwise by the input redact", async () => {
    const { summary } = await inSandbox(
      { stories: ["old-keys"] },
      { inputs: { org: "true", redact: "false" }, repository: { private: false } },
    );
    expect(summary).toContain("111122223333");
  });

  it.each([
    [
      { "fail-on": "hihg" },
      "input fail-on: hihg: must be one of critical, high, medium, low, info, never; did you mean 'high'?",
    ],
    [{ org: "yes" }, "input org: yes: must be true or false"],
    [{ config: "missing.yaml" }, "missing.yaml: file not found"],
    [{ baseline: "missing.json" }, "missing.json: file not found"],
    [{ formats: "pdf" }, "--format pdf: no such format"],
    [{ shard: "1/2", evidence: "a.ndjson" }, "inputs shard and evidence"],
  ])("tells in one annotation what is wrong with %j", async (inputs, message) => {
    const { exitCode, outputs, annotations } = await inSandbox({ organization: false }, { inputs });
    expect({ exitCode, outputs }).toEqual({ exitCode: 1, outputs: { outcome: "error" } });
    expect(annotations).toEqual([
      {
        kind: "error",
        properties: "",
        message: expect.stringContaining(message.replaceAll("%", "%25")) as unknown,
      },
    ]);
  });

  it("shows each mistake of rootproof.yaml at its line, ten at most, and the rest in the log", async () => {
    const lines = Array.from({ length: 26 }, (_, index) => `unknown${index}: true`);
    writeFileSync(join(workspace, "rootproof.yaml"), `${lines.join("\n")}\n`);
    const { annotations, log } = await inSandbox({ organization: false });
    expect(annotations).toHaveLength(10);
    for (const [index, { properties, message }] of annotations.slice(0, 9).entries()) {
      expect(properties).toBe(`file=rootproof.yaml,line=${index + 1}`);
      expect(message).toContain(`unknown${index}`);
    }
    expect(annotations[9]).toEqual({
      kind: "error",
      properties: "",
      message: "17 more of these are in the log",
    });
    expect(log).toContain("unknown25");
  });

  it("masks accounts in what it says of a mistake, in a run that everybody may read", async () => {
    const inputs = { accounts: "444455556666-x", redact: "perhaps", config: "111122223333.yaml" };
    const { log } = await inSandbox(
      { organization: false },
      { inputs, repository: { private: false, visibility: "public" } },
    );
    expect(log).not.toMatch(/(?<!\d)\d{12}(?!\d)/);
  });

  it("shows no control character and no command of an input that says nothing usable", async () => {
    const hostile = "x\u001b[31m\u202ered\u0007 ##[error]pwned\r\n::error::pwned";
    const { annotations, log } = await inSandbox({ organization: false }, { inputs: { "fail-on": hostile } });
    expect(annotations).toHaveLength(1);
    expect(log).not.toMatch(/##\[|^::error::pwned/m);
    expect(log.replaceAll(/\r?\n/g, "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("judges the evidence of a folder, and never reads AWS where the folder has none", async () => {
    await withSandbox({ stories: ["old-keys"] }, async (sandbox) => {
      await step(sandbox, { inputs: { org: "true", shard: "1/1" } });
      cpSync(join(workspace, "rootproof-report"), join(workspace, "evidence"), { recursive: true });
      mkdirSync(join(workspace, "empty"));
      const judged = await step(undefined, { inputs: { evidence: "evidence" } });
      expect(judged.outputs).toMatchObject({ "accounts-expected": "3" });
      const none = await step(sandbox, { inputs: { evidence: "empty" } });
      expect({ exitCode: none.exitCode, outputs: none.outputs }).toEqual({
        exitCode: 1,
        outputs: { outcome: "error" },
      });
      expect(none.annotations[0]!.message).toContain("empty: there is no evidence file");
      const missing = await step(sandbox, { inputs: { evidence: "missing" } });
      expect(missing.annotations[0]!.message).toContain("missing: file not found");
    });
  });

  it("gives no file of an earlier run for its own", async () => {
    await withSandbox({ organization: false }, async (sandbox) => {
      expect((await step(sandbox)).outputs["html-file"]).toBe("rootproof-report/report.html");
      const { outputs, log } = await step(sandbox, { inputs: { formats: "json" } });
      expect(outputs["html-file"]).toBeUndefined();
      expect(log).toContain("report.html is of an earlier run");
    });
  });

  it("leaves to rootproof.yaml what no input says", async () => {
    writeFileSync(
      join(workspace, "rootproof.yaml"),
      "outputs: { failOn: never, allowUnknown: true, directory: kept, formats: [junit] }\n",
    );
    const { exitCode, outputs } = await inSandbox({ stories: ["old-keys"] }, { inputs: { org: "true" } });
    expect({ exitCode, directory: outputs["report-dir"] }).toEqual({ exitCode: 0, directory: "kept" });
    expect(readdirSync(join(workspace, "kept")).sort()).toEqual(
      ["evidence.ndjson", "junit.xml", "manifest.json", "report.json", "report.md", "report.sarif"].sort(),
    );
  });

  it("prints no secret", async () => {
    await withSandbox({ stories: ["old-keys"] }, async (sandbox) => {
      const { log, summary } = await step(sandbox, { inputs: { org: "true" } });
      expect(log + summary).not.toContain(sandbox.environment["AWS_SECRET_ACCESS_KEY"]);
    });
  });

  it("fails on the first night, and on the second only for what is new: the last result is the baseline", async () => {
    await withSandbox({ stories: ["old-keys"] }, async (sandbox) => {
      const inputs = { org: "true", "allow-unknown": "true" };
      expect((await step(sandbox, { inputs })).outputs["outcome"]).toBe("fail");
      cpSync(join(workspace, "rootproof-report/report.json"), join(workspace, "last.json"));
      const second = await step(sandbox, { inputs: { ...inputs, baseline: "last.json" } });
      expect(second.outputs["outcome"]).toBe("pass");
      expect(second.summary).toContain("unchanged since");
      sandbox.setFaults([{ kind: "accessDenied", service: "sts", operation: "AssumeRole" }]);
      const third = await step(sandbox, {
        inputs: { ...inputs, "allow-unknown": "false", baseline: "last.json" },
      });
      expect(third.outputs["outcome"]).toBe("unknown");
      expect(third.summary).toContain("failed before, last on");
    });
  });

  it("reads parts in three steps and judges them in a fourth, which fails where a part is missing", async () => {
    await withSandbox({ stories: ["old-keys", "no-contacts", "locked-down", "no-mfa"] }, async (sandbox) => {
      const parts: string[] = [];
      for (const shard of ["1/3", "2/3", "3/3"]) {
        const { exitCode, outputs } = await step(sandbox, { inputs: { org: "true", shard } });
        expect({ exitCode, outcome: outputs["outcome"] }).toEqual({ exitCode: 0, outcome: "collected" });
        parts.push(outputs["evidence-file"]!);
      }
      mkdirSync(join(workspace, "merged"));
      const inputs = { "fail-on": "never", "allow-unknown": "true", "output-dir": "merged" };
      const whole = await step(undefined, { inputs: { ...inputs, evidence: parts.join("\n") } });
      expect(whole.outputs).toMatchObject({ outcome: "pass", "accounts-expected": "6" });
      const broken = await step(undefined, { inputs: { ...inputs, evidence: parts.slice(1).join(" ") } });
      expect({ exitCode: broken.exitCode, outcome: broken.outputs["outcome"] }).toEqual({
        exitCode: 1,
        outcome: "unknown",
      });
      expect(broken.summary).toContain("shard 1 of 3 is missing");
    });
  });
});
