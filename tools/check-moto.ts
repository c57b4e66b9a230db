// A scan against moto, an AWS server nobody here wrote (PyPI, installed into .cache/): what moto does not have must come out
// unknown, never pass. Prints every outcome; exits 1 when a pass stands on a fact that was not seen.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer, connect, type AddressInfo } from "node:net";
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";

const VERSION = "5.2.5";
const FOLDER = ".cache/moto";
const REPORT = `${FOLDER}/report.json`;

/** What moto can show: a pass of any other rule would be made of nothing. */
const MAY_PASS = new Set([
  "organization-all-features",
  "root-access-keys-absent",
  "root-signing-certificates-absent",
  "service-control-policies-enabled",
]);

interface Report {
  readonly accounts: readonly unknown[];
  readonly findings: readonly {
    readonly rule: string;
    readonly outcome: string;
    readonly message: string;
    readonly subject: { readonly id: string };
    readonly evidence: readonly { readonly fact: string; readonly state: string }[];
  }[];
}

install();
const port = await freePort();
const server = spawn(`${FOLDER}/bin/moto_server`, ["-p", String(port)], { stdio: "ignore" });
try {
  await listening(port);
  const environment = {
    PATH: process.env["PATH"] ?? "",
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  await makeOrganization(environment.AWS_ENDPOINT_URL);
  const scan = ["dist/cli/main.js", "scan", "--org", "--output-dir", FOLDER, "--format", `json=${REPORT}`];
  const { status, stderr } = spawnSync(process.execPath, scan, { env: environment, encoding: "utf8" });
  console.log(`rootproof scan --org against moto ${VERSION}: exit ${status} ${stderr}`);
  process.exitCode = judge(JSON.parse(readFileSync(REPORT, "utf8")) as Report) ? 0 : 1;
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

async function makeOrganization(endpoint: string): Promise<void> {
  const client = new OrganizationsClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  await client.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  for (const name of ["one", "two"]) {
    await client.send(new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }));
  }
}

function judge({ accounts, findings }: Report): boolean {
  for (const { rule, outcome, subject, message } of findings)
    console.log(subject.id, rule, outcome, `(${message})`);
  const wrong = findings.filter(({ rule, outcome }) => outcome === "pass" && !MAY_PASS.has(rule));
  for (const { rule, subject } of wrong)
    console.log(`a pass that moto cannot show: ${rule} of ${subject.id}`);
  return accounts.length === 3 && wrong.length === 0;
}
