// Plays a scenario: its files in an empty folder, its commands one after another, and what each of them answered.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, sep } from "node:path";
import { type FaultKind, type SandboxOptions, startSandbox } from "../../src/sandbox/index.ts";
import { type Ended, type Installation, temporaryFolder } from "./installation.ts";
import { asLines, type Scenario, splitWords } from "./scenario-file.ts";
import { TOOLS } from "./tools.ts";

/** What each step answered, as its lines in the file, and the files that are left. */
export interface Played {
  readonly answers: readonly (readonly string[])[];
  readonly left: string;
}

interface Stage {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly installation: Installation;
  /** The sandbox takes event look-ups faster than AWS does, and a test should not wait. */
  readonly hurried: boolean;
}

export async function play(scenario: Scenario, installation: Installation): Promise<Played> {
  const folder = temporaryFolder();
  const server = await startServer(scenario.sandbox);
  try {
    for (const { name, text } of scenario.files) writeIn(folder, name, text);
    const env = { ...server.environment, ...scenario.env };
    const stage = { folder, installation, env, hurried: scenario.sandbox !== undefined };
    const answers: string[][] = [];
    for (const { command } of scenario.steps) answers.push(await answer(command, stage));
    return { answers, left: filesIn(folder) };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

function writeIn(folder: string, name: string, text: string): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** All files below the folder; those with a space in their name in quotes, empty folders with a slash. */
function filesIn(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(
      (name) => !statSync(join(folder, name)).isDirectory() || readdirSync(join(folder, name)).length === 0,
    )
    .map((name) => (statSync(join(folder, name)).isDirectory() ? `${name}/` : name).replaceAll("\\", "/"));
  return names
    .sort()
    .map((name) => (/\s/.test(name) ? JSON.stringify(name) : name))
    .join(" ");
}

async function answer(command: string, stage: Stage): Promise<string[]> {
  const [name = "", ...args] = splitWords(command).map(inDays);
  const toFile = args.at(-2) === ">" ? args.splice(-2)[1] : undefined;
  const { exitCode, stdout, stderr } = await run(name, args, stage);
  if (toFile !== undefined) writeIn(stage.folder, toFile, stdout);
  const shown = toFile === undefined ? asLines("|", tidy(stdout, stage)) : [];
  return [...shown, ...asLines("!", tidy(stderr, stage)), `exit ${exitCode}`];
}

function run(name: string, args: readonly string[], stage: Stage): Promise<Ended> {
  const { folder, env, installation, hurried } = stage;
  const rate = hurried && ["scan", "collect"].includes(args[0] ?? "") ? ["--max-rate", "none"] : [];
  if (name === "rootproof") return installation.start([...args, ...rate], { cwd: folder, env }).ended;
  const tool = TOOLS[name];
  if (tool === undefined) throw new Error(`no such command: ${name}`);
  return Promise.resolve({ exitCode: 0, stdout: tool(folder, args), stderr: "" });
}

/** `{+21d}`: the time it will be. */
const inDays = (word: string): string =>
  word.replace(/^\{\+(\d+)d\}$/, (_, days: string) =>
    new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
  );

/** What differs from run to run, under a name. */
function tidy(text: string, { folder, installation }: Stage): string {
  return text
    .replaceAll(folder, "[dir]")
    .replaceAll(installation.folder, "[installed]")
    .replace(/\[(dir|installed)\][^\s:]*/g, (path) => (sep === "/" ? path : path.replaceAll(sep, "/")))
    .replaceAll("\u001b", "[esc]")
    .replace(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "[time]")
    .replace(/\b(rules|rootproof.yaml) [0-9a-f]{12}\b/g, "$1 [sha256]")
    .replace(/ in \d+\.\d s; /g, " in [seconds] s; ")
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:[port]");
}

interface Server {
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** The sandbox of the scenario, if it has one: README.md says with what settings. */
async function startServer(settings: Scenario["sandbox"]): Promise<Server> {
  if (settings === undefined) return { environment: {}, close: async () => undefined };
  const { as } = settings;
  if (as === "root") return rootCaller();
  const sandbox = await startSandbox(sandboxOptions(settings));
  const { close, environment } = sandbox;
  if (as === undefined) return { environment, close };
  const { accessKeyId, secretAccessKey } = sandbox.credentialsOf(as);
  const own = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  return { environment: { ...environment, ...own }, close };
}

function sandboxOptions({
  accounts,
  stories,
  standalone,
  fault,
}: NonNullable<Scenario["sandbox"]>): SandboxOptions {
  const [kind, service, operation, times] = fault?.split(":") ?? [];
  return {
    ...(accounts !== undefined && { accounts: Number(accounts) }),
    ...(stories !== undefined && { stories: stories.split(",") }),
    ...(standalone !== undefined && { organization: false, standalone }),
    ...(kind !== undefined && {
      faults: [
        {
          kind: kind as FaultKind,
          service: service!,
          operation: operation!,
          ...(times !== undefined && { times: Number(times) }),
        },
      ],
    }),
  };
}

/** No identity of the sandbox is a root user, so that nobody takes one for an example: a server that knows only this answer. */
async function rootCaller(): Promise<Server> {
  const body = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
    <Arn>arn:aws:iam::111122223333:root</Arn><UserId>111122223333</UserId><Account>111122223333</Account>
    </GetCallerIdentityResult></GetCallerIdentityResponse>`;
  const server = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/xml" }).end(body),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "made-up",
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
