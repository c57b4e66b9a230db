// npm run test:package: packs rootproof, checks file by file what is in it, installs it into an empty folder with an empty home and
// no registry, runs the demo and the two fast answers there, and uses the library from JavaScript and TypeScript. Exits 1 when a
// promise was broken.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** All that may be in the package. */
const ALLOWED: readonly RegExp[] = [
  /^(package\.json|README\.md|LICENSE)$/,
  /^dist\/(cli|lib)\/[\w-]+\.js$/,
  /^dist\/cli\/help\.json$/,
  /^dist\/types\/index\.d\.ts$/,
  /^dist\/THIRD-PARTY\.txt$/,
  /^(rules|benchmarks)\/[\w.-]+\.yaml$/,
  /^schemas\/[\w-]+\.schema\.json$/,
  /^data\/[\w-]+\.(json|yaml)$/,
  /^deploy\/(README\.md|cloudformation\/[\w-]+\.yaml|terraform\/[\w-]+\/main\.tf)$/,
  /^docs\/rules\/[\w-]+\.md$/,
];

const LIBRARY = `
import { collect, evaluate, matchEventPattern, rootPower, scan, UsageError } from "rootproof";
const given = [collect, evaluate, matchEventPattern, rootPower, scan, UsageError].map((one) => typeof one);
const report = await evaluate({ cwd: ".", files: ["rootproof-report/evidence.ndjson"], formats: ["json=again.json"], stdout() {} });
console.log(JSON.stringify({ given, exitCode: report.exitCode }));
`;
const TYPED = `
import { scan, type CommandResult, type ScanCommand, type PatternVerdict, matchEventPattern } from "rootproof";
const command: ScanCommand = { cwd: ".", org: true, stdout: (text: string) => void text };
export const result: Promise<CommandResult> = scan(command);
export const verdict: PatternVerdict = matchEventPattern("{}", {});
// @ts-expect-error: a number is no folder
export const wrong = scan({ cwd: 1 });
`;

const problems: string[] = [];
const folder = mkdtempSync(join(tmpdir(), "rootproof-package-"));
/** Characters of what a broken command said. */
const SHOWN = 500;

/** The environment of somebody who has nothing but Node. */
const NOTHING = {
  HOME: join(folder, "home"),
  PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
  npm_config_registry: "http://127.0.0.1:9/",
};

function pack(): Packed {
  const text = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { encoding: "utf8" });
  const [packed] = JSON.parse(text) as [Packed];
  return packed;
}

function checkFiles({ files }: Packed): void {
  for (const { path } of files)
    if (!ALLOWED.some((one) => one.test(path))) problems.push(`${path} does not belong into the package`);
}

function install({ filename }: Packed): void {
  mkdirSync(NOTHING.HOME);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const options = ["--no-audit", "--no-fund", "--fetch-retries=0"];
  execFileSync("npm", ["install", ...options, join(folder, filename)], { cwd: folder, env: NOTHING });
}

function checkCommands(): void {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(["--version"], 0, version);
  expect(["--help"], 0, "rootproof scan");
  expect(["rules", "list"], 0, "root-mfa-enabled");
  expect(["rules", "test"], 0, "0 failures");
  expect(["demo"], 0, "root-access-keys-absent");
}

/** Runs the installed command. */
function expect(args: readonly string[], code: number, text: string): void {
  const command = join(folder, "node_modules/.bin/rootproof");
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    env: NOTHING,
    encoding: "utf8",
  });
  if (status !== code || !stdout.includes(text))
    problems.push(
      `rootproof ${args.join(" ")}: exit ${status}, without "${text}": ${stderr.slice(-SHOWN)}${stdout.slice(-SHOWN)}`,
    );
}

function checkLibrary(): void {
  writeFileSync(join(folder, "use.js"), LIBRARY);
  const used = spawnSync(process.execPath, ["use.js"], { cwd: folder, env: NOTHING, encoding: "utf8" });
  const expected = `{"given":[${Array(6).fill('"function"').join(",")}],"exitCode":1}\n`;
  if (used.stdout !== expected) problems.push(`the library: ${used.stdout}${used.stderr.slice(-SHOWN)}`);
  writeFileSync(join(folder, "use.ts"), TYPED);
  const compiler = join(process.cwd(), "node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--module", "nodenext", "use.ts"];
  const typed = spawnSync(process.execPath, [compiler, ...options], { cwd: folder, encoding: "utf8" });
  if (typed.status !== 0) problems.push(`the types: ${typed.stdout}`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

try {
  const packed = pack();
  checkFiles(packed);
  install(packed);
  checkCommands();
  checkLibrary();
  console.log(
    `${packed.files.length} files, ${megabytes(packed.size)} packed, ${megabytes(packed.unpackedSize)} installed: ${problems.length} problems`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
for (const problem of problems) console.log(`BROKEN ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
