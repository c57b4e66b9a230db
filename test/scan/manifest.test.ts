// manifest.json, and that the same evidence gives the same bytes in every format.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { FORMATS } from "../../src/report/index.ts";
import { evaluate, type EvaluateCommand, scan, type ScanCommand } from "../../src/scan/index.ts";
import { pointAt, withSandbox } from "./scanning.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rootproof-manifest-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Manifest {
  readonly evidence: readonly Entry[];
  readonly files: readonly Entry[];
  readonly [member: string]: unknown;
}
interface Entry {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

const EVERY_FORMAT = Object.keys(FORMATS);
const filesIn = (directory: string): Map<string, string> =>
  new Map(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), "utf8")]));
const manifestIn = (directory: string): Manifest =>
  JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8")) as Manifest;

async function scanInto(outputDirectory: string, more: Partial<ScanCommand> = {}): Promise<string[]> {
  const written: string[] = [];
  await withSandbox({ stories: ["old-keys", "incident"] }, async (sandbox) => {
    pointAt(sandbox);
    const formats = EVERY_FORMAT.map((format) =>
      format === "table" ? `table=${outputDirectory}/report.txt` : format,
    );
    const given = { cwd: folder, org: true, formats, outputDirectory, stdout: () => undefined } as const;
    const { files } = await scan({ ...given, maxRate: "none", ...more });
    written.push(...files);
  });
  return written;
}

function evaluateInto(outputDirectory: string, more: Partial<EvaluateCommand> = {}) {
  const formats = EVERY_FORMAT.map((format) =>
    format === "table" ? `table=${outputDirectory}/report.txt` : format,
  );
  const given = { cwd: folder, files: ["first/evidence.ndjson"], formats, outputDirectory } as const;
  return evaluate({ ...given, stdout: () => undefined, ...more });
}

describe("manifest.json", () => {
  it("has the digest of every file of the run, and is named among them", async () => {
    const written = await scanInto("first");
    const { files, evidence } = manifestIn(join(folder, "first"));
    expect(written).toContain(join(folder, "first", "manifest.json"));
    expect([...files, ...evidence].map(({ file }) => file).sort()).toEqual(
      [...filesIn(join(folder, "first")).keys()].filter((name) => name !== "manifest.json").sort(),
    );
    for (const { file, bytes, sha256 } of [...files, ...evidence]) {
      const content = readFileSync(join(folder, "first", file));
      expect([file, content.length, createHash("sha256").update(content).digest("hex")]).toEqual([
        file,
        bytes,
        sha256,
      ]);
    }
  });

  it("says who was judged, by whom, when, with which rules and configuration", async () => {
    await scanInto("first", { config: null });
    expect(manifestIn(join(folder, "first"))).toMatchObject({
      schemaVersion: 1,
      tool: { name: "rootproof" },
      caller: { account: "111122223333" },
      population: { expected: expect.any(Number) as unknown, unreached: 0 },
      populationComplete: true,
      rulesSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
  });

  it("is gone where a later run broke off, so that it never speaks of other files", async () => {
    await scanInto("first");
    writeFileSync(join(folder, "file"), "");
    const broken = evaluateInto("first", { formats: ["json", `sarif=${join(folder, "file", "x.sarif")}`] });
    await expect(broken).rejects.toThrow("leads through a file");
    expect(existsSync(join(folder, "first", "manifest.json"))).toBe(false);
  });

  it("is not written for a report that goes elsewhere", async () => {
    await scanInto("first");
    await evaluateInto("second", { formats: [`json=${join(folder, "elsewhere.json")}`, "table"] });
    expect(existsSync(join(folder, "second"))).toBe(false);
  });

  it("gives its name to no report", async () => {
    await scanInto("first");
    await expect(evaluateInto("first", { formats: ["json=first/manifest.json"] })).rejects.toThrow(
      "named twice",
    );
  });
});

it("gives every byte again, in every format, for the same evidence", async () => {
  await scanInto("first");
  await evaluateInto("second");
  await evaluateInto("third");
  const [second, third] = ["second", "third"].map((name) => filesIn(join(folder, name)));
  expect([...second!.keys()].sort()).toEqual([...third!.keys()].sort());
  for (const [name, text] of second!) expect([name, third!.get(name)]).toEqual([name, text]);
  // The scan itself knows how it went; what it found is the same.
  const first = filesIn(join(folder, "first"));
  for (const name of second!.keys()) {
    if (name === "manifest.json") continue;
    expect([name, withoutRun(first.get(name)!)]).toEqual([name, withoutRun(second!.get(name)!)]);
  }
});

/** Less what two runs over the same facts may differ in. */
const withoutRun = (text: string): string =>
  text.replace(/,\n *"run": ?\{[\s\S]*$/, "").replace(/"(start|end)TimeUtc": ?"[^"]*"/g, "");

describe("a folder with reports of an earlier run", () => {
  it("is told of, with the names: manifest.json speaks of the later run alone", async () => {
    await scanInto("first");
    const formats = ["json", "html"];
    const { notes } = await evaluateInto("first", { formats });
    expect(notes[0]).toBe(
      `${join(folder, "first")}: report.txt, report.sarif, audit.sarif.json, junit.xml, report.md are of an earlier run, and manifest.json speaks of this one: remove what is old, or give --output-dir`,
    );
    expect(
      manifestIn(join(folder, "first"))
        .files.map(({ file }) => file)
        .sort(),
    ).toEqual(["report.html", "report.json"]);
    const again = await evaluateInto("second");
    expect(again.notes.filter((note) => note.includes("earlier run"))).toEqual([]);
    const elsewhere = await evaluateInto("first", { formats: [`json=${join(folder, "again.json")}`] });
    expect(elsewhere.notes.filter((note) => note.includes("earlier run"))).toEqual([]);
  });
});
