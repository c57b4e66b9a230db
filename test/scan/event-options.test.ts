// What event look-ups are told by parameters and flags, and that evidence says where they were made.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import type { EvidenceLine } from "../../src/model/index.ts";
import { eventOptions } from "../../src/scan/event-options.ts";
import { collect } from "../../src/scan/index.ts";
import { pointAt, withSandbox } from "./scanning.ts";

const asOf = new Date("2026-06-01T12:00:00Z");
const told = (command: Parameters<typeof eventOptions>[0]["command"], parameters = {}) =>
  eventOptions({ command, parameters, asOf });

describe("event look-ups", () => {
  it.each([
    [{}, 7, 89],
    [{ windowDays: 14 }, 14, 89],
    [{ windowDays: 30, reviewWindowDays: 10 }, 30, 30],
  ])("go as far back as the parameters %j say", (parameters, windowDays, reviewWindowDays) => {
    expect(told({}, parameters)).toMatchObject({ asOf, windowDays, reviewWindowDays });
  });

  it.each([
    ["enabled", undefined],
    ["home", "home"],
    ["us-east-1", ["us-east-1"]],
    ["us-gov-west-1, eu-west-1,eu-west-1", ["eu-west-1", "us-gov-west-1"]],
  ])("are made where --regions %s says", (regions, expected) => {
    expect(told({ regions }).regions).toEqual(expected);
  });

  it.each(["", "all", "home,us-east-1", "us-east-1;eu-west-1", "US-EAST-1", "https://example.com"])(
    "are not begun with --regions %j",
    (regions) => {
      expect(() => told({ regions })).toThrow("is no region");
    },
  );

  it("say in the evidence where they were made", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rootproof-regions-"));
    try {
      await withSandbox({ organization: false, standalone: "quiet-standalone" }, async (sandbox) => {
        pointAt(sandbox);
        await collect({ cwd: folder, out: "e.ndjson", regions: "home", maxRate: "none" });
      });
      const lines = readFileSync(join(folder, "e.ndjson"), "utf8").trimEnd().split("\n");
      const all = lines.map((line) => JSON.parse(line) as EvidenceLine);
      expect(all[0]).toMatchObject({ kind: "scan", regions: ["us-east-1"] });
      const account = all.find((line) => line.kind === "account");
      const covered = account?.events.value?.covered ?? [];
      expect(covered.map(({ region }) => region)).toEqual(covered.map(() => "us-east-1"));
      expect(covered.map(({ lookup }) => lookup)).toEqual(
        expect.arrayContaining(["root-user", "account-service"]),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
