// rootproof diff over the whole line: two nights of a sandbox, as reports and as evidence, in every format.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { XMLParser } from "fast-xml-parser";
import type { Difference } from "../../src/model/index.ts";
import { DIFFERENCE_FILES, DIFFERENCE_FORMATS } from "../../src/report/index.ts";
import { diff, type DiffCommand, scan } from "../../src/scan/index.ts";
import { pointAt, withSandbox } from "./scanning.ts";

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rootproof-diff-"));
  await withSandbox({ stories: ["old-keys", "no-contacts", "hostile-names"] }, async (sandbox) => {
    pointAt(sandbox);
    const night = (name: string) =>
      scan({
        cwd: folder,
        org: true,
        evidence: join(folder, `${name}.ndjson`),
        formats: [`json=${join(folder, `${name}.json`)}`],
        stdout: () => undefined,
        maxRate: "none",
      });
    await night("monday");
    sandbox.setFaults([{ kind: "accessDenied", service: "sts", operation: "AssumeRole" }]);
    await night("tuesday");
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function compare(old: string, later: string, more: Partial<DiffCommand> = {}) {
  let text = "";
  const stdout = (chunk: string): void => void (text += chunk);
  const ended = await diff({
    cwd: folder,
    config: null,
    old,
    new: later,
    formats: ["json=-"],
    stdout,
    ...more,
  });
  return { ...ended, text };
}

const differenceOf = async (old: string, later: string): Promise<Difference & { exitCode: number }> => {
  const { text, exitCode } = await compare(old, later);
  return { ...(JSON.parse(text) as Difference), exitCode };
};

describe("diff", () => {
  it("finds nothing between a result and itself", async () => {
    expect(await differenceOf("monday.json", "monday.json")).toMatchObject({
      exitCode: 0,
      worse: false,
      changes: [],
      accounts: [],
      notes: [],
    });
  });

  it("says that the role is gone: accounts not reached, and nothing fixed", async () => {
    const { exitCode, worse, changes, accounts } = await differenceOf("monday.json", "tuesday.json");
    expect({ exitCode, worse }).toEqual({ exitCode: 1, worse: true });
    expect(accounts.length).toBeGreaterThan(0);
    expect(new Set(accounts.map(({ was, is }) => `${was} ${is}`))).toEqual(new Set(["judged unreached"]));
    const fails = changes.filter(({ was }) => was === "fail");
    expect(fails.length).toBeGreaterThan(0);
    expect(new Set(fails.map(({ change, is }) => `${change} ${is}`))).toEqual(new Set(["improved unknown"]));
    expect(changes.filter(({ change }) => change === "fixed")).toEqual([]);
    expect(changes[0]).toMatchObject({ change: "worsened", was: "pass", is: "unknown" });
  });

  it("gives the same for evidence as for the reports made of it", async () => {
    const { changes, accounts } = await differenceOf("monday.json", "tuesday.json");
    expect(await differenceOf("monday.ndjson", "tuesday.ndjson")).toMatchObject({ changes, accounts });
    expect(await differenceOf("monday.ndjson", "tuesday.json")).toMatchObject({ changes, accounts });
  });

  it("writes every format, none of which an upload to code scanning would take", async () => {
    const directory = join(folder, "reports");
    const all = Object.keys(DIFFERENCE_FORMATS).map((format) =>
      format === "table" ? `table=${directory}/difference.txt` : format,
    );
    const { files } = await compare("monday.json", "tuesday.json", {
      formats: all,
      outputDirectory: directory,
    });
    expect(readdirSync(directory).sort()).toEqual(Object.values(DIFFERENCE_FILES).sort());
    expect(files.filter((file) => file.endsWith(".sarif"))).toEqual([]);
    const read = (name: keyof typeof DIFFERENCE_FILES): string =>
      readFileSync(join(directory, DIFFERENCE_FILES[name]), "utf8");
    const { changes } = JSON.parse(read("json")) as Difference;
    expect(valid("difference.schema.json", read("json"))).toEqual([]);
    expect(valid("../test/fixtures/sarif-schema-2.1.0.json", read("sarif"))).toEqual([]);
    const { testsuites } = new XMLParser({ isArray: (name) => name === "testcase" }).parse(read("junit")) as {
      testsuites: { testsuite: { testcase: unknown[] } };
    };
    expect(testsuites.testsuite.testcase.length).toBeGreaterThanOrEqual(
      new Set(changes.map(({ rule }) => rule)).size,
    );
    for (const format of ["table", "markdown", "html"] as const) {
      expect(read(format)).toContain("Something got worse");
      for (const { subject } of changes) expect(read(format)).toContain(subject.id);
      expect(read(format)).not.toContain("\u001b");
    }
    for (const format of ["markdown", "html"] as const) expect(read(format)).not.toContain("<script");
  });

  it("says which rules only one of them judged by, and calls nothing of them fixed", async () => {
    const { text } = await compare("monday.json", "tuesday.ndjson", { select: ["root-mfa-enabled"] });
    const { rules, changes, notes } = JSON.parse(text) as Difference;
    expect(rules.went).toContain("root-access-keys-absent");
    expect(
      new Set(changes.filter(({ rule }) => rules.went.includes(rule)).map(({ change }) => change)),
    ).toEqual(new Set(["gone"]));
    expect(notes).toEqual([]);
  });
});

function valid(schema: string, text: string): unknown {
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  const file = new URL(`../../schemas/${schema}`, import.meta.url);
  const validate = ajv.compile(JSON.parse(readFileSync(file, "utf8")) as object);
  validate(JSON.parse(text));
  return validate.errors ?? [];
}

describe("diff refuses in one line", () => {
  const altered = (change: (report: Record<string, unknown>) => void): string => {
    const report = JSON.parse(readFileSync(join(folder, "tuesday.json"), "utf8")) as Record<string, unknown>;
    change(report);
    writeFileSync(join(folder, "altered.json"), JSON.stringify(report));
    return "altered.json";
  };

  it.each<[string, () => [string, string], string]>([
    ["the later one first", () => ["tuesday.json", "monday.json"], "name the earlier result first"],
    [
      "another organization",
      () => ["monday.json", altered((one) => (one["organization"] = "o-elsewhere99"))],
      "o-elsewhere99",
    ],
    [
      "one that is redacted",
      () => ["monday.json", altered((one) => (one["redacted"] = true))],
      "is redacted and the other is not",
    ],
    [
      "another version",
      () => ["monday.json", altered((one) => (one["schemaVersion"] = 2))],
      "altered.json: is no JSON result",
    ],
    ["a file that is not there", () => ["missing.json", "monday.json"], "missing.json: "],
    ["a folder", () => [".", "monday.json"], ".: "],
  ])("%s", async (_, files, message) => {
    const [old, later] = files();
    const error: unknown = await compare(old, later).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain("\n");
  });

  it("a report that would overwrite what is compared", async () => {
    const error = compare("monday.json", "tuesday.json", { formats: ["json=monday.json"] });
    await expect(error).rejects.toThrow("is named twice");
  });
});
