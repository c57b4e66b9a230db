// Files that are whole or absent: two runs that write the same one, what lies in the way, and reports that would overwrite an input.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { BodyLine } from "../../src/load/index.ts";
import { type Configuration, UsageError } from "../../src/model/index.ts";
import type { ReportOptions } from "../../src/scan/index.ts";
import { withEvidenceFile } from "../../src/scan/evidence-file.ts";
import { prepareToJudge } from "../../src/scan/prepare.ts";
import { settingsOf } from "../../src/scan/settings.ts";
import { filesOf, parseFormats, refuseInputs } from "../../src/scan/reporting.ts";
import { writeWhole } from "../../src/scan/write-file.ts";

/** Windows has neither modes nor, for everybody, links. */
const posix = process.platform === "win32" ? it.skip : it;
const NOW = new Date("2026-01-15T12:00:00Z");

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), "rootproof-files-"));
  path = join(folder, "x.ndjson");
});
afterEach(() => rmSync(folder, { recursive: true }));

const line = (id: string): BodyLine => ({ kind: "account", id }) as unknown as BodyLine;
const idsIn = (file: string): unknown[] =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text) as { kind: string; id?: string })
    .map(({ kind, id }) => id ?? kind);

const errorOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
};

/** Writes these accounts and, unless it fails first, ends the file. */
const writeEvidence = (ids: readonly string[], failure?: Error): Promise<void> =>
  withEvidenceFile(path, undefined, (file) => {
    file.write(ids.map(line));
    if (failure !== undefined) return Promise.reject(failure);
    file.end(NOW);
    return Promise.resolve();
  });

describe("an evidence file", () => {
  it("has its name when it is whole, and leaves nothing beside it", async () => {
    await writeEvidence(["a1", "a2"]);
    expect(idsIn(path)).toEqual(["a1", "a2", "end"]);
    expect(readdirSync(folder)).toEqual(["x.ndjson"]);
  });

  it("that was never finished stays under its other name, and the one before it as it was", async () => {
    await writeEvidence(["a1"]);
    const failure = new Error("no answer");
    await expect(writeEvidence(["b1"], failure)).rejects.toBe(failure);
    expect(idsIn(path)).toEqual(["a1", "end"]);
    expect(idsIn(`${path}.partial`)).toEqual(["b1"]);
  });

  it("is refused its name when somebody put another file in its place", async () => {
    const work = withEvidenceFile(path, undefined, (file) => {
      file.write([line("a1")]);
      rmSync(`${path}.partial`);
      writeFileSync(`${path}.partial`, "somebody's");
      file.end(NOW);
      return Promise.resolve();
    });
    await expect(work).rejects.toThrow("was removed or replaced while it was written");
    expect(existsSync(path)).toBe(false);
  });

  it("that is not worth going on with is gone", async () => {
    await withEvidenceFile(path, undefined, (file) => {
      file.discard();
      return Promise.resolve();
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  posix("is its owner's alone, whatever lies under its other name and whatever the umask", async () => {
    writeFileSync(`${path}.partial`, "an older scan's", { mode: 0o666 });
    const umask = process.umask(0o777);
    const work = withEvidenceFile(path, undefined, (file) => {
      process.umask(umask);
      expect(statSync(`${path}.partial`).mode & 0o777).toBe(0o600);
      file.end(NOW);
      return Promise.resolve();
    });
    await work;
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  posix("does not follow a link that lies under its other name", async () => {
    const target = join(folder, "target");
    symlinkSync(target, `${path}.partial`);
    await writeEvidence(["a1"]);
    writeWhole(path, ["text"]);
    expect(existsSync(target)).toBe(false);
    expect(readFileSync(path, "utf8")).toBe("text");
  });
});

describe("a file that is written whole", () => {
  it("is not torn by another one that is written meanwhile", () => {
    function* chunks(): Generator<string> {
      yield "one ";
      writeWhole(path, ["another"]);
      expect(readFileSync(path, "utf8")).toBe("another");
      yield "two";
    }
    writeWhole(path, chunks());
    expect(readFileSync(path, "utf8")).toBe("one two");
    expect(readdirSync(folder)).toEqual(["x.ndjson"]);
  });

  it("is absent when its text fails", () => {
    function* chunks(): Generator<string> {
      yield "one ";
      throw new Error("no more");
    }
    expect(() => writeWhole(path, chunks())).toThrow("no more");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("has its folders made, however many", () => {
    const deep = join(folder, "a", "b", "c", "file");
    writeWhole(deep, ["text"]);
    expect(readFileSync(deep, "utf8")).toBe("text");
  });

  const proc = process.platform === "linux" ? it : it.skip;
  proc("is refused in a line where the system makes no folders", () => {
    expect(errorOf(() => writeWhole("/proc/x/y", ["text"]))).toEqual(
      new UsageError("/proc/x/y: cannot be written (ENOENT); choose a folder you may write to"),
    );
  });
});

describe("a report", () => {
  const RULE = readFileSync("rules/root-mfa-enabled.yaml", "utf8").replace(/^id: .*/m, "id: my-rule");

  function refusal(format: string): unknown {
    const command = { cwd: folder, formats: [format], rules: ["mine"], stdout: () => undefined };
    const formats = parseFormats(settingsOf(command, {}), folder, [path]);
    const prepared = prepareToJudge(command);
    return errorOf(() => refuseInputs(filesOf(formats), prepared));
  }

  beforeEach(() => {
    writeFileSync(join(folder, "rootproof.yaml"), "rules:\n  ignore: [root-mfa-enabled]\n");
    mkdirSync(join(folder, "mine"));
    writeFileSync(join(folder, "mine", "my-rule.yaml"), RULE);
  });

  it.each([
    ["rootproof.yaml", "the configuration"],
    [join("mine", "my-rule.yaml"), "a rule"],
  ])("does not overwrite %s", (name, what) => {
    const file = join(folder, name);
    expect(refusal(`json=${name}`)).toEqual(
      new UsageError(`${file}: is ${what} and would be overwritten; name another file`),
    );
  });

  posix("does not overwrite an input under another name", () => {
    symlinkSync(folder, join(folder, "link"));
    symlinkSync(join(folder, "rootproof.yaml"), join(folder, "other.json"));
    expect(refusal("json=link/mine/my-rule.yaml")).toBeInstanceOf(UsageError);
    expect(refusal("json=other.json")).toBeInstanceOf(UsageError);
  });

  posix("does not overwrite the evidence under another name", () => {
    symlinkSync(folder, join(folder, "link"));
    const file = join(folder, "link", "x.ndjson");
    const twice = `${file}: is named twice; give every report, and the evidence, a file of its own`;
    const parse = () =>
      parseFormats(settingsOf({ formats: ["json=link/x.ndjson"], stdout: () => undefined }, {}), folder, [
        path,
      ]);
    expect(errorOf(parse)).toEqual(new UsageError(twice));
    writeFileSync(path, "evidence");
    expect(errorOf(parse)).toEqual(new UsageError(twice));
  });
});

describe("a setting", () => {
  const settings = (options: Partial<ReportOptions>, outputs: Configuration["outputs"] = {}) =>
    settingsOf({ stdout: () => undefined, ...options }, { outputs });

  it("comes from the flag, else the environment, else the file, else its default", () => {
    const environment = { ROOTPROOF_FAIL_ON: "medium", ROOTPROOF_FORMAT: "json,table" };
    const failOn = (...given: Parameters<typeof settings>) => settings(...given).failOn;
    expect(failOn({ failOn: "never", environment }, { failOn: "low" })).toEqual({
      value: "never",
      from: "flag",
    });
    expect(failOn({ environment }, { failOn: "low" })).toEqual({ value: "medium", from: "environment" });
    expect(settings({ environment }).formats).toEqual({ value: ["json", "table"], from: "environment" });
    expect(failOn({}, { failOn: "low" })).toEqual({ value: "low", from: "file" });
    expect(settings({ allowUnknown: false }, { allowUnknown: true }).allowUnknown).toEqual({
      value: false,
      from: "flag",
    });
    expect(settings({})).toEqual({
      failOn: { value: "high", from: "default" },
      allowUnknown: { value: false, from: "default" },
      outputDirectory: { value: "rootproof-report", from: "default" },
      formats: { value: ["table"], from: "default" },
    });
  });

  it.each<[Parameters<typeof settings>, string]>([
    [[{ formats: ["yaml"] }], "--format yaml: no such format"],
    [[{ environment: { ROOTPROOF_FORMAT: "yaml" } }], "ROOTPROOF_FORMAT yaml: no such format"],
    [[{}, { formats: ["yaml"] }], "outputs.formats yaml: no such format"],
  ])("that names no format is told where it was given: %j", (given, said) => {
    expect(String(errorOf(() => parseFormats(settings(...given), folder, ["e.ndjson"])))).toContain(said);
  });

  it.each([
    [{ ROOTPROOF_FAIL_ON: "hihg" }, "did you mean 'high'?"],
    [{ ROOTPROOF_ALLOW_UNKNOWN: "yes" }, "must be true or false"],
  ])("that the environment misspells is an error: %p", (environment, said) => {
    expect(String(errorOf(() => settings({ environment })))).toContain(said);
  });
});
