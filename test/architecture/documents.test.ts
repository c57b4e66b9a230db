// What is written by hand names only folders and files that are there; tables that age are young enough.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "@jest/globals";

const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "docs/architecture.md",
  "docs/writing-rules.md",
];
const OWN_FOLDER = /`((?:src|rules|schemas|data|docs|tools|bench|test|examples)\/[A-Za-z0-9_./-]*)`/g;
const YEAR = 366 * 86_400_000;

describe("documents", () => {
  it.each(DOCUMENTS)("%s names what is there", (file) => {
    const named = [...readFileSync(file, "utf8").matchAll(OWN_FOLDER)].map(([, path = ""]) => path);
    expect(named.filter((path) => !existsSync(path) && !path.includes("my-rule"))).toEqual([]);
  });

  it("every module of src is in docs/architecture.md", () => {
    const text = readFileSync("docs/architecture.md", "utf8");
    const modules = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(modules.filter(({ name }) => !text.includes(`\`src/${name}\``))).toEqual([]);
  });
});

describe("the README's report", () => {
  it("is what the demo prints", () => {
    const folder = mkdtempSync(join(tmpdir(), "rootproof-readme-"));
    const printed = execFileSync(process.execPath, [resolve("dist/cli/main.js"), "demo"], {
      cwd: folder,
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true });
    const blocks = [...readFileSync("README.md", "utf8").matchAll(/```text\n([\s\S]*?)```/g)].map(
      ([, text = ""]) => text,
    );
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(printed).toContain(block);
  });
});

describe("tables that age", () => {
  it.each(readdirSync("data"))("%s was checked within a year", (file) => {
    const text = readFileSync(`data/${file}`, "utf8");
    const dates = [...text.matchAll(/"?checked"?: ?"([0-9-]+)"/g)].map(([, date = ""]) => Date.parse(date));
    expect(dates.length).toBeGreaterThan(0);
    for (const date of dates) expect(Date.now() - date).toBeLessThan(YEAR);
  });
});
