// SARIF in Microsoft's multitool (104 MB, installed into .cache/): the demo's, more results than fit, and the one for
// auditors. Its exit code says nothing: what it writes must name no error and no warning.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FORMATS } from "../src/report/index.ts";
import { largeReport } from "../test/report/large.ts";

const VERSION = "5.7.0";
const FOLDER = ".cache/multitool";
const TOOL = join(FOLDER, "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool");
const REPORTS = ".cache/sarif";
const CONFIGURATION = join(REPORTS, "rules.xml");
/** GitHub's rules that the tool leaves off: locations, regions and addresses. GH1004 has limits that are out of date. */
const SWITCHED_ON = ["GH1001", "GH1003", "GH1005", "GH1006"];

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
execFileSync(process.execPath, ["dist/cli/main.js", "demo", "--output-dir", REPORTS], { stdio: "ignore" });
writeFileSync(join(REPORTS, "many.sarif"), [...FORMATS.sarif(largeReport(2_000))].join(""));
switchOn();
const bad = ["report.sarif", "many.sarif", "audit.sarif.json"].map(check);
process.exitCode = bad.every((count) => count === 0) ? 0 : 1;

/** Prints and counts what the tool objects to. */
function check(name: string): number {
  const checked = join(REPORTS, `${name}.checked`);
  const kinds = ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note", "--config", CONFIGURATION];
  execFileSync(TOOL, ["validate", join(REPORTS, name), ...kinds, "-o", checked, "--log", "ForceOverwrite"], {
    stdio: "ignore",
  });
  const results = (JSON.parse(readFileSync(checked, "utf8")) as Checked).runs.flatMap(
    (run) => run.results ?? [],
  );
  const errors = results.filter(({ level = "warning" }) => level === "error");
  const warnings = results.filter(({ level = "warning" }) => level === "warning");
  const notes = results.length - errors.length - warnings.length;
  const { length } =
    (JSON.parse(readFileSync(join(REPORTS, name), "utf8")) as Checked).runs[0]?.results ?? [];
  console.log(
    `multitool ${VERSION}, ${name}, ${length} results: ${errors.length} errors, ${warnings.length} warnings, ${notes} notes`,
  );
  for (const { ruleId, message } of [...errors, ...warnings].slice(0, 10))
    console.log(ruleId, JSON.stringify(message));
  return errors.length + warnings.length;
}

function switchOn(): void {
  execFileSync(TOOL, ["export-validation-config", CONFIGURATION], { stdio: "ignore" });
  const lines = readFileSync(CONFIGURATION, "utf8").split("\n");
  const wanted = SWITCHED_ON.filter((id) => !lines.some((line) => line.includes(`Key="${id}.`)));
  if (wanted.length > 0) throw new Error(`the tool's configuration does not name ${wanted.join(", ")}`);
  let rule = "";
  const changed = lines.map((line) => {
    rule = /Key="(GH\d+|SARIF\d+)\./.exec(line)?.[1] ?? rule;
    return SWITCHED_ON.includes(rule) ? line.replace(/(Key="RuleEnabled" Value=)"\w+"/, '$1"Error"') : line;
  });
  writeFileSync(CONFIGURATION, changed.join("\n"));
}

function install(): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "package.json"), "{}");
  const tool = `@microsoft/sarif-multitool-linux@${VERSION}`;
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund"];
  execFileSync("npm", ["install", "--prefix", FOLDER, ...quiet, tool], { stdio: "ignore" });
  chmodSync(TOOL, 0o755);
}
