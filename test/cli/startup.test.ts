// What a start loads: help and version nothing but the entry, a command only what it works with.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { helpTexts } from "../../src/cli/help-texts.ts";
import { install } from "./installation.ts";

interface Metafile {
  readonly outputs: Readonly<Record<string, Output>>;
}

interface Output {
  readonly entryPoint?: string;
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
}

const { outputs } = JSON.parse(readFileSync(".cache/cli-meta.json", "utf8")) as Metafile;

/** Packages, and modules of src, in the chunk that begins with `entry` and in those that it imports at once. */
function loadedWith(entry: string): string[] {
  const first = Object.keys(outputs).find((file) => outputs[file]!.entryPoint === entry)!;
  const chunks = new Set<string>();
  const visit = (file: string): void => {
    if (chunks.has(file)) return;
    chunks.add(file);
    for (const { path, kind } of outputs[file]!.imports)
      if (kind === "import-statement" && path in outputs) visit(path);
  };
  visit(first);
  const inputs = [...chunks].flatMap((file) => Object.keys(outputs[file]!.inputs));
  return [...new Set(inputs.map(packageOf))].sort();
}

const packageOf = (input: string): string =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? input.split("/").slice(0, 2).join("/");

describe("what is loaded", () => {
  it("for --version and --help: the entry and the words of the model", () => {
    expect(loadedWith("src/cli/main.ts")).toEqual(["src/cli", "src/model"]);
  });

  it("for evaluate and rules: no SDK, no sandbox, no ajv (its validators are written down)", () => {
    const loaded = loadedWith("src/scan/index.ts");
    expect(loaded.filter((name) => /^@(aws-sdk|smithy|aws)\//.test(name))).toEqual([]);
    expect(loaded).not.toEqual(expect.arrayContaining(["ajv"]));
    expect(loaded).not.toContain("src/sandbox");
    expect(loaded).not.toContain("src/collect");
  });

  it("for a scan: no sandbox", () => {
    expect(loadedWith("src/scan/collecting.ts")).not.toContain("src/sandbox");
  });

  it("nothing twice", () => {
    const files = Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 ? [input] : [])),
    );
    expect(files.filter((input, index) => files.indexOf(input) !== index)).toEqual([]);
  });
});

describe("help", () => {
  const installation = install();
  let texts: Readonly<Record<string, string>>;
  beforeAll(async () => {
    texts = await helpTexts();
  });
  afterAll(() => installation.remove());

  it("that was written down is what yargs says, for every command", () => {
    const written: unknown = JSON.parse(readFileSync("dist/cli/help.json", "utf8"));
    expect(written).toEqual(texts);
    expect(Object.keys(texts)).toEqual(expect.arrayContaining(["", "scan", "rules test", "benchmarks show"]));
  });

  it.each([
    [["--help"], ""],
    [["scan", "-h"], "scan"],
    [["rules", "list", "--help"], "rules list"],
    // Not written down: yargs answers.
    [["scan", "--log-level", "info", "--help"], "scan"],
  ])("%j prints it", async (args, command) => {
    const { exitCode, stdout, stderr } = await installation.start(args, { cwd: installation.folder }).ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toBe(texts[command]);
  });
});
