// One scan at a time on a file: the living refuse, the dead are no obstacle, and of several takers one wins.
import { spawn, spawnSync } from "node:child_process";
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { withLock } from "../../src/scan/lock.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rootproof-lock-"));
  path = join(folder, "evidence.ndjson");
});
afterEach(() => rmSync(folder, { recursive: true }));

const nothing = (): Promise<void> => Promise.resolve();

/** The number of a process that has ended. */
const deadProcess = (): number => spawnSync(process.execPath, ["-e", "0"]).pid;

describe("the lock of an evidence file", () => {
  it("is there while the work runs, and gone after it, however it ends", async () => {
    await withLock(path, () => {
      expect(lstatSync(`${path}.lock`).isSymbolicLink()).toBe(true);
      return nothing();
    });
    await expect(withLock(path, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("refuses a second scan of the same process, and says what to do", async () => {
    await withLock(path, async () => {
      await expect(withLock(path, nothing)).rejects.toThrow(
        `${path}: another scan writes it (process ${process.pid}); wait for it, or name another file`,
      );
    });
  });

  it("refuses while another process lives", async () => {
    const other = spawn(process.execPath, ["-e", "process.stdin.resume()"], {
      stdio: ["pipe", "ignore", "ignore"],
    });
    try {
      const started = readFileSync(`/proc/${other.pid}/stat`, "utf8").split(") ")[1]?.split(" ")[19] ?? "";
      symlinkSync(`${other.pid}:${started}@${hostname()}`, `${path}.lock`);
      await expect(withLock(path, nothing)).rejects.toThrow(`process ${other.pid}`);
    } finally {
      other.kill("SIGKILL");
    }
  });

  it.each([
    ["a process that ended", () => `${deadProcess()}:1@${hostname()}`],
    ["a process whose number another one has by now", () => `${process.pid}:1@${hostname()}`],
  ])("of %s is no obstacle", async (_, owner) => {
    symlinkSync(owner(), `${path}.lock`);
    await withLock(path, nothing);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("of another host is not judged, and the way out is told", async () => {
    symlinkSync("12:34@elsewhere.example.com", `${path}.lock`);
    await expect(withLock(path, nothing)).rejects.toThrow(
      `${path}: a scan on elsewhere.example.com has locked it; if nothing writes it any more, remove ${path}.lock`,
    );
  });

  it("that is something else is not removed", async () => {
    writeFileSync(`${path}.lock`, "a note");
    await expect(withLock(path, nothing)).rejects.toThrow("something has locked it");
    expect(readFileSync(`${path}.lock`, "utf8")).toBe("a note");
  });

  it("cannot be made in a folder that is not there", async () => {
    await expect(withLock(join(folder, "none", "x"), nothing)).rejects.toThrow("cannot be written (ENOENT)");
  });

  it("of a dead process is taken by one of many", async () => {
    symlinkSync(`${deadProcess()}:1@${hostname()}`, `${path}.lock`);
    let inside = 0;
    let most = 0;
    const take = (): Promise<void> =>
      withLock(path, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
      });
    const ends = await Promise.allSettled(Array.from({ length: 10 }, take));
    expect(ends.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    expect(most).toBe(1);
  });
});
