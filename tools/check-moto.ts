// npm run test:moto: a scan of an organization in moto, an AWS server nobody here wrote (PyPI, in a virtual environment of its
// own below .cache/), by environment variables only. Prints each outcome beside what was built; exits 1 when one differs.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { build, environmentOf, MANAGEMENT, type Member } from "./moto/build.ts";
import { EVERYWHERE, type Expected, HERE, OF_ORGANIZATION } from "./moto/expected.ts";

const VERSION = "5.2.5";
const FOLDER = ".cache/moto";
const REPORT = `${FOLDER}/report.json`;

interface Report {
  readonly accounts: readonly { readonly id: string }[];
  readonly findings: readonly Finding[];
}

interface Finding {
  readonly rule: string;
  readonly outcome: string;
  readonly message: string;
  readonly subject: { readonly scope: string; readonly id: string };
}

process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
install();
const port = await freePort();
const server = spawn(`${FOLDER}/bin/moto_server`, ["-p", String(port)], { stdio: "ignore" });
try {
  await listening(port);
  const environment = environmentOf(`http://127.0.0.1:${port}`);
  Object.assign(process.env, environment);
  const members = await build();
  process.exitCode = compare(scan(environment), members) ? 0 : 1;
} finally {
  server.kill();
}

function install(): void {
  if (existsSync(`${FOLDER}/bin/moto_server`)) return;
  mkdirSync(FOLDER, { recursive: true });
  execFileSync("python3", ["-m", "venv", FOLDER], { stdio: "ignore" });
  execFileSync(`${FOLDER}/bin/pip`, ["install", "--quiet", `moto[server]==${VERSION}`], { stdio: "ignore" });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => resolve(free));
    });
  });
}

/** Resolves when the port accepts; moto prints nothing to wait for. */
function listening(at: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(at, "127.0.0.1", () => {
      socket.destroy();
      resolve();
    });
    socket.on("error", () => setTimeout(() => resolve(listening(at)), 100));
  });
}

/** What moto lacks it answers with status 500, which a scan takes for passing trouble: it asks for two minutes before it gives up. */
function scan(environment: Readonly<Record<string, string>>): Report {
  const args = ["dist/cli/main.js", "scan", "--org", "--output-dir", FOLDER, "--format", `json=${REPORT}`];
  const env = { PATH: process.env["PATH"] ?? "", ...environment };
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
  console.log(`rootproof scan --org against moto ${VERSION}: exit ${status}\n${stderr}`);
  return JSON.parse(readFileSync(REPORT, "utf8")) as Report;
}

/** The table, worst nothing left out. Returns whether all is as it was built. */
function compare({ accounts, findings }: Report, members: Readonly<Record<Member, string>>): boolean {
  const names = new Map<string, Member | "management">([
    [MANAGEMENT, "management"],
    ...(Object.entries(members) as [Member, string][]).map(([name, id]) => [id, name] as const),
  ]);
  const counts = { agree: 0, differ: 0, unknown: 0, falsePasses: 0 };
  for (const finding of findings) {
    const name = names.get(finding.subject.id);
    const [expected, because] = expectedOf(finding, name) ?? ["nothing", "a rule without an expectation"];
    const agrees = finding.outcome === expected;
    counts[agrees ? "agree" : "differ"] += 1;
    counts.unknown += Number(agrees && expected === "unknown");
    counts.falsePasses += Number(finding.outcome === "pass" && !agrees);
    const line = [agrees ? "ok " : "NOT", (name ?? "organization").padEnd(12), finding.rule.padEnd(36)];
    console.log([...line, finding.outcome.padEnd(14), `built: ${because}`].join(" "));
    if (!agrees) console.log(`    expected ${expected}: ${finding.message}`);
  }
  const missing = findings.length - expectedCount(names.size);
  console.log(
    `${findings.length} findings of ${accounts.length} accounts and the organization: ${counts.agree} as built ` +
      `(${counts.unknown} of them unknown, because moto lacks what they stand on), ${counts.differ} not, ${counts.falsePasses} false passes`,
  );
  return counts.differ === 0 && missing === 0 && accounts.length === names.size;
}

function expectedOf({ rule }: Finding, name: Member | "management" | undefined): Expected | undefined {
  return name === undefined ? OF_ORGANIZATION[rule] : (HERE[name][rule] ?? EVERYWHERE[rule]);
}

function expectedCount(accounts: number): number {
  return accounts * Object.keys(EVERYWHERE).length + Object.keys(OF_ORGANIZATION).length;
}
