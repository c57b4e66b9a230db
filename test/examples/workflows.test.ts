// The workflows in docs/examples: what they promise, read from the files themselves.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";

const FOLDER = "docs/examples";

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
  readonly strategy?: { readonly matrix: { readonly shard: readonly string[] } };
}
interface Workflow {
  readonly permissions: object;
  readonly concurrency: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith(".yml"));
const read = (name: string): Workflow => parse(readFileSync(join(FOLDER, name), "utf8")) as Workflow;
const action = parse(readFileSync("action.yml", "utf8")) as { inputs: object; outputs: object };
const uses = (job: Job, name: string): Step | undefined =>
  job.steps.find((step) => step.uses?.startsWith(name) === true);

it("has workflows, trust policies and their index in the folder, and nothing else", () => {
  expect(readdirSync(FOLDER).filter((name) => !/\.(yml|json|md)$/.test(name))).toEqual([]);
});

describe.each(files)("%s", (name) => {
  const workflow = read(name);
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  it("gives no permission that a job does not name, and every job an end", () => {
    expect(workflow.permissions).toEqual({});
    for (const [, job] of jobs) {
      expect(job.permissions).toBeDefined();
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
    }
    expect(workflow.concurrency.group).toMatch(/^rootproof/);
  });

  it("pins every action by its commit, and says which release that is", () => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    const pinned = [...text.matchAll(/uses: (\S+)(.*)$/gm)];
    expect(pinned.length).toBeGreaterThan(0);
    for (const [, what, comment] of pinned) {
      expect(what).toMatch(/^[\w./-]+@[0-9a-f]{40}$/);
      expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/);
    }
  });

  it("keeps AWS, code scanning and checkouts apart", () => {
    for (const [, job] of jobs) {
      const entersAws = uses(job, "aws-actions/configure-aws-credentials") !== undefined;
      if (entersAws) expect(job.permissions).not.toHaveProperty("security-events");
      if (uses(job, "github/codeql-action/upload-sarif") === undefined) continue;
      expect(entersAws).toBe(false);
      expect(uses(job, "actions/checkout")).toBeUndefined();
      expect(job.permissions).toHaveProperty("security-events", "write");
    }
    for (const step of steps.filter((one) => one.uses?.startsWith("actions/checkout") === true))
      expect(step.with?.["persist-credentials"]).toBe(false);
  });

  it("puts no expression into a script", () => {
    for (const step of steps.filter((one) => one.run !== undefined)) expect(step.run).not.toContain("${{");
  });

  it("gives the action only what it takes, and reads only what it gives", () => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    for (const step of steps.filter((one) => one.uses?.includes("/rootproof@") === true))
      for (const input of Object.keys(step.with ?? {})) expect(Object.keys(action.inputs)).toContain(input);
    for (const [, output] of text.matchAll(/steps\.(?:scan|collect)\.outputs\.([\w-]+)/g))
      expect(Object.keys(action.outputs)).toContain(output);
  });
});

describe.each(files.filter((name) => name.startsWith("nightly")))("%s", (name) => {
  const { jobs } = read(name);
  const all = Object.values(jobs);

  it("has the last result as its baseline", () => {
    const judging = all.find((job) => job.steps.some((step) => step.with?.["baseline"] !== undefined))!;
    expect(
      judging.steps.some((step) => step.with?.["baseline"] === "${{ steps.baseline.outputs.file }}"),
    ).toBe(true);
    expect(judging.permissions).toHaveProperty("actions", "read");
  });

  it("keeps evidence for days, and results as long as a baseline lives, whatever the scan said", () => {
    for (const job of all)
      for (const step of job.steps.filter(
        (one) => one.uses?.startsWith("actions/upload-artifact") === true,
      )) {
        const isEvidence = String(step.with!["name"]).includes("evidence");
        expect(step.with!["retention-days"]).toBe(isEvidence ? 3 : 90);
        expect(step).toHaveProperty("if", "always()");
      }
  });

  it("says so when the run itself breaks", () => {
    const { notice } = jobs;
    expect(notice!.if).toBe("failure() || cancelled()");
    expect([...notice!.needs!].sort()).toEqual(
      Object.keys(jobs)
        .filter((one) => one !== "notice")
        .sort(),
    );
  });
});

describe.each(files.filter((name) => name.startsWith("nightly")))("the baseline step of %s", (name) => {
  const steps = Object.values(read(name).jobs).flatMap((job) => job.steps);
  const script = steps.find(({ id }) => id === "baseline")!.run!;

  // As the runner runs a step: bash -e. `gh` answers each call as the case says, and fails any other.
  const play = (answers: Readonly<Record<string, string>>): { status: number; output: string } => {
    const folder = mkdtempSync(join(tmpdir(), "rootproof-step-"));
    const cases = Object.entries(answers).map(([call, answer]) => `"${call}"*) ${answer};;`);
    writeFileSync(join(folder, "gh"), `#!/bin/bash\ncase "$*" in ${cases.join(" ")} *) exit 9;; esac\n`, {
      mode: 0o755,
    });
    writeFileSync(join(folder, "output"), "");
    const { status } = spawnSync("bash", ["-e", "-c", script], {
      cwd: folder,
      env: {
        PATH: `${folder}:${process.env["PATH"] ?? ""}`,
        GITHUB_OUTPUT: join(folder, "output"),
        GH_REPO: "example-org/accounts",
        WORKFLOW: `example-org/accounts/.github/workflows/${name}@refs/heads/main`,
        BRANCH: "main",
      },
    });
    const output = readFileSync(join(folder, "output"), "utf8").trim();
    rmSync(folder, { recursive: true });
    return { status: status!, output };
  };
  const runs = `run list --workflow ${name} --branch main`;
  const artifacts = (run: number): string => `api repos/example-org/accounts/actions/runs/${run}/artifacts`;

  it("takes the last run that kept a result", () => {
    const answers = {
      [runs]: "printf '3\\n2\\n1\\n'",
      [artifacts(3)]: "echo 0",
      [artifacts(2)]: "echo 1",
      "run download 2": "exit 0",
    };
    expect(play(answers)).toEqual({ status: 0, output: "file=last/report.json" });
  });

  it("begins without one where there is none", () => {
    expect(play({ [runs]: "exit 0" })).toEqual({ status: 0, output: "" });
    expect(play({ [runs]: "echo 1", [artifacts(1)]: "echo 0" })).toEqual({ status: 0, output: "" });
  });

  it.each([
    ["the list of runs", { [runs]: "exit 1" }],
    ["what a run kept", { [runs]: "echo 1", [artifacts(1)]: "exit 1" }],
    ["the result", { [runs]: "echo 1", [artifacts(1)]: "echo 1", "run download 1": "exit 1" }],
  ])("fails where GitHub does not give %s", (_, answers) => {
    const { status, output } = play(answers);
    expect({ failed: status !== 0, output }).toEqual({ failed: true, output: "" });
  });
});

it("judges all parts of a matrix as one, also when a part failed", () => {
  const { jobs } = read("nightly-organization-shards.yml");
  const shards = jobs["collect"]!.strategy!.matrix.shard;
  expect(shards).toEqual(shards.map((_, index) => `${index + 1}/${shards.length}`));
  expect(jobs["judge"]!.if).toBe("success() || failure()");
  expect(uses(jobs["judge"]!, "aws-actions/")).toBeUndefined();
});

it.each(["trust-by-name.json", "trust-by-id.json"])("%s lets one branch of one repository in", (name) => {
  const { Statement } = JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as {
    Statement: { Condition: { StringEquals: Record<string, string> } }[];
  };
  const claims = Statement[0]!.Condition.StringEquals;
  expect(claims["token.actions.githubusercontent.com:aud"]).toBe("sts.amazonaws.com");
  expect(claims["token.actions.githubusercontent.com:sub"]).toMatch(
    /^repo:[\w-]+(@\d+)?\/[\w-]+(@\d+)?:ref:refs\/heads\/main$/,
  );
});
