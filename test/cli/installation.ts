// rootproof as it is installed: the bundle with its rules and data in a folder of their own, run by node in a clean environment.
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

export interface Ended {
  /** 128 and the signal's number where a signal ended it, as a shell says it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Installation {
  readonly folder: string;
  /** Begins a command; `ended` resolves when it is over. */
  readonly start: (args: readonly string[], where: Where) => { child: ChildProcess; ended: Promise<Ended> };
  readonly remove: () => void;
}

export interface Where {
  readonly cwd: string;
  /** Beside PATH and HOME. */
  readonly env?: Readonly<Record<string, string>>;
}

export const temporaryFolder = (): string => mkdtempSync(join(realpathSync(tmpdir()), "rootproof-cli-"));

/** A copy of the built bundle: no test depends on the checkout, or on a build that another run makes meanwhile. */
export function install(): Installation {
  const folder = temporaryFolder();
  for (const part of ["dist/cli", "rules", "benchmarks", "data", "deploy", "package.json"])
    cpSync(part, join(folder, part), { recursive: true });
  const main = join(folder, "dist/cli/main.js");
  return {
    folder,
    start: (args, { cwd, env = {} }) => {
      const child = spawn(process.execPath, [main, ...args], {
        cwd,
        env: { ...basicEnvironment(cwd), ...env },
      });
      return { child, ended: endOf(child) };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Windows needs SystemRoot to open a socket. */
function basicEnvironment(home: string): Record<string, string> {
  const { PATH = "", SystemRoot } = process.env;
  return { PATH, HOME: home, ...(SystemRoot !== undefined && { SystemRoot }) };
}

function endOf(child: ChildProcess): Promise<Ended> {
  const text = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream]?.setEncoding("utf8").on("data", (chunk: string) => (text[stream] += chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code, signal) => {
      resolve({ exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), ...text });
    });
  });
}

/** Resolves with the first match in what the command writes to stdout; rejects when it ends without one. */
export function waitForOutput(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let text = "";
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (chunk: string) => {
      text += chunk;
      const found = pattern.exec(text);
      if (found !== null) resolve(found);
    });
    child.once("close", () => reject(new Error(`ended without ${pattern.source}: ${text}`)));
  });
}
