// rootproof among other processes: readers that leave, disks that are full, signals, ports that are taken.
import { existsSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { install, temporaryFolder, waitForOutput } from "./installation.ts";

const installation = install();
afterAll(() => installation.remove());

let cwd: string;
beforeEach(() => {
  cwd = temporaryFolder();
});
afterEach(() => rmSync(cwd, { recursive: true }));

/** Windows has no signals that a process could answer. */
const posix = process.platform === "win32" ? it.skip : it;

/** How many accounts the evidence file speaks of. */
const accountsIn = (file: string): number =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.startsWith('{"kind":"account"')).length;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

/** A member whose root has a key, and the one rule that says so. */
const FAILING = { stories: ["old-keys"] };
const QUICK_SCAN = ["scan", "--org", "--select", "root-access-keys-absent"];

describe("a scan", () => {
  let sandbox: Sandbox;
  afterEach(async () => sandbox.close());

  const whole = [
    "rootproof-report",
    join("rootproof-report", "evidence.ndjson"),
    join("rootproof-report", "manifest.json"),
  ];

  it("whose reader has left keeps its exit code and prints no stack", async () => {
    sandbox = await startSandbox(FAILING);
    const { child, ended } = installation.start(QUICK_SCAN, { cwd, env: sandbox.environment });
    child.stdout?.destroy();
    const { exitCode, stderr } = await ended;
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^rootproof: reading .*\nrootproof: \d+ of \d+ accounts read .*\nrootproof: exit 1: .*\nrootproof: written: .*evidence\.ndjson\nrootproof: written: .*manifest\.json\n$/,
    );
    expect(filesIn(cwd)).toEqual(whole);
  });

  const full = existsSync("/dev/full") ? it : it.skip;
  full("that cannot write its report to stdout says so: half a report is none", async () => {
    sandbox = await startSandbox({ organization: false, standalone: "credentials-removed" });
    const args = ["scan", "--select", "root-mfa-enabled", "--format", "json=-"];
    const child = spawn(process.execPath, [join(installation.folder, "dist/cli/main.js"), ...args], {
      cwd,
      env: { ...process.env, ...sandbox.environment },
      stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
    });
    let stderr = "";
    child.stderr!.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    const exitCode = await new Promise((resolve) => child.once("close", resolve));
    expect(stderr).toMatch(/rootproof: stdout: cannot be written \(ENOSPC\); not all of it arrived\n$/);
    expect(exitCode).toBe(2);
  });

  const STOPPING = [
    "rootproof: stopping: the accounts under way are finished first; once more stops at once\n",
    "rootproof: stopped at once; the same command with --resume goes on from the last account that was finished\n",
  ];
  const kept = ["rootproof-report", join("rootproof-report", "evidence.ndjson.partial")];

  posix.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "finishes the account under way on %s, exits with %s, and is resumed",
    async (signal, expected) => {
      const stopOnce = { at: "GetAccountSummary", act: (): void => undefined };
      sandbox = await startSandbox({
        ...FAILING,
        onRequest: ({ operation }) => operation === stopOnce.at && stopOnce.act(),
      });
      const args = [...QUICK_SCAN, "--max-accounts-at-once", "1"];
      const { child, ended } = installation.start(args, { cwd, env: sandbox.environment });
      stopOnce.act = () => {
        stopOnce.act = () => undefined;
        child.kill(signal);
      };
      const { exitCode, stdout, stderr } = await ended;
      expect({ exitCode, stdout }).toEqual({ exitCode: expected, stdout: "" });
      expect(stderr).toMatch(/^rootproof: reading .*\nrootproof: stopping: .*\n(.*\n)*.*--resume.*\n$/);
      expect(filesIn(cwd)).toEqual(kept);
      expect(accountsIn(join(cwd, kept[1]!))).toBe(1);
      const resumed = await installation.start([...args, "--resume"], { cwd, env: sandbox.environment })
        .ended;
      expect(resumed.exitCode).toBe(1);
      expect(filesIn(cwd)).toEqual(whole);
    },
  );

  posix("stops at once when it is asked twice, and a dead process's lock stops nobody", async () => {
    let seen: () => void;
    const reading = new Promise<void>((resolve) => (seen = resolve));
    sandbox = await startSandbox({
      ...FAILING,
      faults: [{ kind: "silence", service: "iam", operation: "GetAccountSummary" }],
      onRequest: ({ operation }) => operation === "GetAccountSummary" && seen(),
    });
    // Whoever stops a scan is answered, however quiet it is.
    const quiet = [...QUICK_SCAN, "--quiet"];
    const { child, ended } = installation.start(quiet, { cwd, env: sandbox.environment });
    await reading;
    child.stderr?.once("data", () => child.kill("SIGINT"));
    child.kill("SIGINT");
    expect(await ended).toEqual({ exitCode: 130, stdout: "", stderr: STOPPING.join("") });
    expect(filesIn(cwd)).toEqual(expect.arrayContaining(kept));
    sandbox.setFaults([]);
    const args = [...QUICK_SCAN, "--resume"];
    const resumed = await installation.start(args, { cwd, env: sandbox.environment }).ended;
    expect(resumed.exitCode).toBe(1);
    expect(filesIn(cwd)).toEqual(whole);
  });
});

describe("a command that is done", () => {
  /** As a request of the SDK that is never answered: a timer that keeps Node alive. */
  const env = { NODE_OPTIONS: "--import data:text/javascript,setInterval(()=>{},1e6)" };

  it.each([
    [["rules", "list"], 0],
    [["rules", "show", "no-such-rule"], 2],
    [["rules", "test", "--help"], 0],
    [["--version"], 0],
  ])("ends the process whatever is still under way: %j", async (args, exitCode) => {
    const usual = await installation.start(args, { cwd }).ended;
    expect(await installation.start(args, { cwd, env }).ended).toEqual(usual);
    expect(usual.exitCode).toBe(exitCode);
  });

  it("ends it only when a slow reader has it all", async () => {
    const sandbox = await startSandbox({ accounts: 14 });
    const args = ["scan", "--org", "--regions", "home", "--max-rate", "none", "--format", "json=-"];
    const { child, ended } = installation.start(args, { cwd, env: { ...sandbox.environment, ...env } });
    child.stdout?.pause();
    // Its last words on stderr come when the whole report is with the system, or waits for a reader.
    child.stderr?.on("data", (words) => String(words).includes("exit 1") && child.stdout?.resume());
    const { exitCode, stdout } = await ended;
    await sandbox.close();
    expect(exitCode).toBe(1);
    expect(stdout.length).toBeGreaterThan(65_536);
    expect(JSON.parse(stdout)).toHaveProperty("findings");
  });
});

describe("rootproof sandbox", () => {
  posix.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("prints what a client needs, serves it, and stops on %s with %s", async (signal, expected) => {
    const { child, ended } = installation.start(["sandbox", "--accounts", "4"], { cwd });
    const [text] = await waitForOutput(child, /(export \S+\n){5}/);
    const variables = [...text.matchAll(/export (\S+?)=(\S+)/g)].map(([, name, value]) => [name, value]);
    const env = Object.fromEntries(variables) as Record<string, string>;
    expect(Object.keys(env)).toEqual([
      "AWS_ENDPOINT_URL",
      "AWS_REGION",
      "AWS_DEFAULT_REGION",
      "AWS_ACCESS_KEY_ID",
      "AWS_SECRET_ACCESS_KEY",
    ]);
    const scanned = await installation.start([...QUICK_SCAN, "--format", "json"], { cwd, env }).ended;
    // The server is stopped before anything is asserted: one that is left behind would keep the test runner waiting.
    child.kill(signal);
    const stopped = await ended;
    expect([scanned.exitCode, scanned.stdout]).toEqual([1, ""]);
    expect(stopped).toEqual({ exitCode: expected, stdout: text, stderr: "" });
  });

  it("says when its port is taken", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port } = holder.address() as AddressInfo;
    const { ended } = installation.start(["sandbox", "--port", String(port)], { cwd });
    const stderr = `rootproof: --port ${port}: cannot be served (EADDRINUSE); choose another\n`;
    expect(await ended).toEqual({ exitCode: 2, stdout: "", stderr });
    holder.close();
  });
});
