// One scan at a time on an evidence file. The lock is a symbolic link whose target names its owner: it is made in one step, and
// whether its owner still runs can be told, so a process that died leaves nothing behind that stops the next one.
import { randomBytes } from "node:crypto";
import { readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { kill, pid } from "node:process";
import { UsageError } from "../model/index.ts";
import { asUsageError } from "./write-file.ts";

/** Holds the lock of `path` while `use` runs. Throws UsageError when another scan holds it. */
export async function withLock<Result>(path: string, use: () => Promise<Result>): Promise<Result> {
  const lock = `${path}.lock`;
  try {
    take(path, lock);
  } catch (error) {
    throw asUsageError(lock, error);
  }
  try {
    return await use();
  } finally {
    if (ownerOf(lock) === SELF()) rmSync(lock, { force: true });
  }
}

function take(path: string, lock: string): void {
  for (;;) {
    if (isMade(lock)) return;
    const owner = ownerOf(lock);
    if (owner === undefined) continue;
    refuseLiving(path, lock, owner);
    removeDead(path, lock, owner);
  }
}

function isMade(lock: string): boolean {
  try {
    symlinkSync(SELF(), lock);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Undefined when it is gone meanwhile; what is no link names nobody. */
function ownerOf(lock: string): string | undefined {
  try {
    return readlinkSync(lock);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    return "";
  }
}

/** Process, when it began, and its host: a number alone may belong to another process by now. */
const SELF = (): string => `${pid}:${startOf(pid)}@${hostname()}`;

/** Clock ticks since the machine started, where the system tells (Linux, proc(5)); empty elsewhere. */
function startOf(process: number): string {
  try {
    const text = readFileSync(`/proc/${process}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function refuseLiving(path: string, lock: string, owner: string): void {
  const [, number = "", start = "", host = ""] = /^(\d+):(\d*)@(.*)$/.exec(owner) ?? [];
  if (host !== hostname()) {
    const who = host === "" ? "something" : `a scan on ${host}`;
    throw new UsageError(`${path}: ${who} has locked it; if nothing writes it any more, remove ${lock}`);
  }
  if (isAlive(Number(number), start))
    throw new UsageError(
      `${path}: another scan writes it (process ${number}); wait for it, or name another file`,
    );
}

function isAlive(process: number, start: string): boolean {
  try {
    kill(process, 0);
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
  return startOf(process) === start;
}

/** Whoever renames it has it: if that was not the dead one's any more, its new owner gets it back. */
function removeDead(path: string, lock: string, owner: string): void {
  const aside = `${lock}.${randomBytes(6).toString("hex")}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  const removed = ownerOf(aside);
  if (removed === owner) rmSync(aside, { force: true });
  else {
    if (removed !== undefined) giveBack(lock, aside, removed);
    throw new UsageError(
      `${path}: another scan has just begun to write it; wait for it, or name another file`,
    );
  }
}

function giveBack(lock: string, aside: string, owner: string): void {
  rmSync(aside, { force: true });
  try {
    symlinkSync(owner, lock);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
