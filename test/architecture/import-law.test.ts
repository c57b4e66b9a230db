// Every rule of the import law catches a planted breach; the real sources break none, and are really looked at.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

interface Law {
  readonly forbidden: readonly { readonly name: string; readonly comment: string }[];
}

const LAW_FILE = "../../.dependency-cruiser.mjs";
const { default: law } = (await import(LAW_FILE)) as { default: Law };

const MODULES = [
  "model",
  "condition",
  "semantics",
  "collect",
  "load",
  "evaluate",
  "report",
  "scan",
  "action",
  "cli",
  "sandbox",
];

/** Rule → a file that breaks it, and what the file imports. */
const BREACHES: Readonly<Record<string, { file: string; imports: string }>> = {
  "model-imports": { file: "src/model/breach.ts", imports: "../load/index.ts" },
  "condition-imports": { file: "src/condition/breach.ts", imports: "../semantics/index.ts" },
  "semantics-imports": { file: "src/semantics/breach.ts", imports: "../condition/index.ts" },
  "collect-imports": { file: "src/collect/breach.ts", imports: "../evaluate/index.ts" },
  "load-imports": { file: "src/load/breach.ts", imports: "../evaluate/index.ts" },
  "evaluate-imports": { file: "src/evaluate/breach.ts", imports: "../collect/index.ts" },
  "report-imports": { file: "src/report/breach.ts", imports: "../evaluate/index.ts" },
  "scan-imports": { file: "src/scan/breach.ts", imports: "../cli/index.ts" },
  "action-imports": { file: "src/action/breach.ts", imports: "../report/index.ts" },
  "cli-imports": { file: "src/cli/breach.ts", imports: "../evaluate/index.ts" },
  "sandbox-imports": { file: "src/sandbox/breach.ts", imports: "../model/index.ts" },
  "sandbox-only-from-cli": { file: "src/scan/sandboxed.ts", imports: "../sandbox/index.ts" },
  doors: { file: "src/evaluate/window.ts", imports: "../condition/inside.ts" },
  "no-cycles": { file: "src/load/round.ts", imports: "./about.ts" },
  "no-tests-in-src": { file: "src/load/tested.ts", imports: "../../test/helper.ts" },
  "model-packages": { file: "src/model/packaged.ts", imports: "node:fs" },
  "condition-packages": { file: "src/condition/packaged.ts", imports: "yaml" },
  "semantics-packages": { file: "src/semantics/packaged.ts", imports: "node:fs" },
  "collect-packages": { file: "src/collect/packaged.ts", imports: "node:fs" },
  "load-packages": { file: "src/load/packaged.ts", imports: "yargs" },
  "evaluate-packages": { file: "src/evaluate/packaged.ts", imports: "ipaddr.js" },
  "report-packages": { file: "src/report/packaged.ts", imports: "node:fs" },
  "scan-packages": { file: "src/scan/packaged.ts", imports: "yargs" },
  "action-packages": { file: "src/action/packaged.ts", imports: "yaml" },
  "cli-packages": { file: "src/cli/packaged.ts", imports: "yaml" },
  "sandbox-packages": { file: "src/sandbox/packaged.ts", imports: "@aws-sdk/client-sts" },
  "network-only-in-collect": { file: "src/scan/networked.ts", imports: "node:http" },
};

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let violations: readonly Violation[];
let folder: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function cruise(cwd: string): { violations: readonly Violation[]; totalCruised: number } {
  const { stdout } = spawnSync(
    process.execPath,
    [
      resolve("node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      "--config",
      resolve(".dependency-cruiser.mjs"),
      "--output-type",
      "json",
      "src",
    ],
    { cwd, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  return (JSON.parse(stdout) as { summary: { violations: Violation[]; totalCruised: number } }).summary;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rootproof-law-"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  write("package.json", readFileSync("package.json", "utf8"));
  write("tsconfig.json", readFileSync("tsconfig.json", "utf8"));
  for (const module of MODULES) write(`src/${module}/index.ts`, "export const door = 1;\n");
  write("src/condition/inside.ts", "export const inside = 1;\n");
  write("src/load/about.ts", 'import "./round.ts";\nexport const about = 1;\n');
  write("test/helper.ts", "export const helper = 1;\n");
  for (const { file, imports } of Object.values(BREACHES))
    write(file, `import "${imports}";\nexport const breach = 1;\n`);
  violations = cruise(folder).violations;
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the import law", () => {
  it("has a planted breach for every rule", () => {
    expect(Object.keys(BREACHES).sort()).toEqual(law.forbidden.map(({ name }) => name).sort());
  });

  it("says why for every rule", () => {
    for (const { comment } of law.forbidden) expect(comment.length).toBeGreaterThan(20);
  });

  it.each(Object.entries(BREACHES))("%s catches its breach", (name, { file }) => {
    const caught = violations.filter(({ rule }) => rule.name === name).map(({ from }) => from);
    // A cycle is told of once, at either end.
    expect(caught).toContain(name === "no-cycles" ? "src/load/about.ts" : file);
  });

  it("is kept by the sources, all of which are looked at", () => {
    const real = cruise(".");
    const files = execFileSync("git", ["ls-files", "src/*.ts"], { encoding: "utf8" }).trim().split("\n");
    expect(real.violations).toEqual([]);
    expect(real.totalCruised).toBeGreaterThanOrEqual(files.length);
  });
});
