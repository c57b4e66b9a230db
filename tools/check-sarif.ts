// The demo's SARIF in Microsoft's multitool (104 MB, installed into .cache/): 0 errors and 0 warnings, or exit 1.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const VERSION = "5.7.0";
const FOLDER = ".cache/multitool";
const TOOL = join(FOLDER, "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool");
const REPORT = ".cache/sarif/report.sarif";
const CHECKED = ".cache/sarif/checked.sarif";

interface Checked {
  readonly runs: readonly {
    readonly results?: readonly {
      readonly ruleId: string;
      readonly level?: string;
      readonly message: unknown;
    }[];
  }[];
}

if (!existsSync(TOOL)) install();
execFileSync(process.execPath, ["dist/cli/main.js", "demo", "--output-dir", ".cache/sarif"], {
  stdio: "ignore",
});
// It exits 0 whatever it finds: what counts is in the file it writes.
execFileSync(
  TOOL,
  [
    "validate",
    REPORT,
    "--rule-kind",
    "Sarif;Ghas",
    "--level",
    "Error;Warning;Note",
    "-o",
    CHECKED,
    "--log",
    "ForceOverwrite",
  ],
  {
    stdio: "ignore",
  },
);
const results = (JSON.parse(readFileSync(CHECKED, "utf8")) as Checked).runs.flatMap(
  (run) => run.results ?? [],
);
const bad = results.filter(({ level = "warning" }) => level === "error" || level === "warning");
const count = (wanted: string): number => bad.filter(({ level = "warning" }) => level === wanted).length;
console.log(
  `multitool ${VERSION}: ${count("error")} errors, ${count("warning")} warnings, ${results.length - bad.length} notes`,
);
for (const { ruleId, message } of bad) console.log(ruleId, JSON.stringify(message));
process.exitCode = bad.length === 0 ? 0 : 1;

function install(): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "package.json"), "{}");
  execFileSync(
    "npm",
    [
      "install",
      "--prefix",
      FOLDER,
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      `@microsoft/sarif-multitool-linux@${VERSION}`,
    ],
    {
      stdio: "ignore",
    },
  );
  chmodSync(TOOL, 0o755);
}
