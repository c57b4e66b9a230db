// Runs the collector against a scripted AWS and checks every line it makes against the schema of evidence.
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import next from "ajv/dist/vocabularies/next.js";
import formats from "ajv-formats";
import { COLLECTORS, type CollectOptions, type Collector, openCollector } from "../../src/collect/index.ts";
import type { AccountLine, DestinationLine, Lookup, OrganizationLine } from "../../src/model/index.ts";
import { ScriptedAws, type Script } from "./scripted-aws.ts";
import { AUDIT_POLICY, MEMBER, scriptWith } from "./world.ts";

const ALL_FACTS: ReadonlySet<string> = new Set(COLLECTORS.map(({ fact }) => fact));
export const NOW = "2026-06-01T12:00:00.000Z";

/** One of every kind. */
const LOOKUPS: readonly Lookup[] = [
  {
    id: "root-user",
    attribute: "Username",
    value: "root",
    regions: "enabled",
    accounts: "every",
    window: "reviewWindowDays",
  },
  {
    id: "account-alias",
    attribute: "Username",
    regions: "enabled",
    accounts: "every",
    window: "reviewWindowDays",
  },
  {
    id: "password-updated",
    attribute: "EventName",
    value: "PasswordUpdated",
    regions: "home",
    accounts: "every",
    window: "windowDays",
  },
  {
    id: "close-account",
    attribute: "EventName",
    value: "CloseAccount",
    regions: "home",
    accounts: "central",
    window: "windowDays",
  },
  {
    id: "assume-root",
    attribute: "EventName",
    value: "AssumeRoot",
    regions: "enabled",
    accounts: "central",
    delegatedService: "iam.amazonaws.com",
    window: "reviewWindowDays",
  },
];

export interface Lines {
  readonly organization: OrganizationLine;
  readonly account: AccountLine;
  readonly destinations: readonly DestinationLine[];
  readonly collector: Collector;
}

export interface Setup {
  readonly script?: Script;
  readonly options?: Partial<CollectOptions>;
  readonly account?: string;
}

const validate = compileSchema();

function compileSchema(): ValidateFunction {
  const ajv = new Ajv({
    discriminator: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    keywords: ["tsType", "x-key"],
  });
  formats.default(ajv);
  ajv.addVocabulary(next.default);
  const schema = JSON.parse(readFileSync("schemas/evidence.schema.json", "utf8")) as Record<string, unknown>;
  delete schema["$schema"];
  return ajv.compile(schema);
}

/** Throws with what the schema says. */
function mustBeValid(line: unknown): void {
  if (validate(line)) return;
  throw new Error(JSON.stringify(validate.errors, null, 1));
}

export const OPTIONS: CollectOptions = {
  scope: "organization",
  access: "role",
  auditPolicies: {
    aws: AUDIT_POLICY,
    "aws-cn": AUDIT_POLICY.replace("arn:aws:", "arn:aws-cn:"),
    "aws-us-gov": AUDIT_POLICY.replace("arn:aws:", "arn:aws-us-gov:"),
  },
  roleName: "audit",
  facts: ALL_FACTS,
  mayMatchRoot: () => true,
  events: {
    asOf: new Date(NOW),
    windowDays: 7,
    reviewWindowDays: 89,
    lookups: LOOKUPS,
    table: { checked: "2026-06-01", source: "a test", events: [] },
  },
  pace: { rates: [], maxRate: "none" },
  runId: "0123456789ab",
  random: () => 0.5,
  now: () => new Date(NOW),
  region: "eu-west-1",
  credentials: { accessKeyId: "AKIDBASE", secretAccessKey: "secret-of-the-base" },
  deadlines: {
    connectionMs: 2_000,
    requestMs: 2_000,
    totalMs: 5_000,
    budgetMs: 0,
    listMs: 60_000,
    pollMs: 0,
  },
};

/** The options with some left out. */
export function optionsWithout<Name extends keyof CollectOptions>(
  ...names: Name[]
): Omit<CollectOptions, Name> {
  const left = Object.entries(OPTIONS).filter(([name]) => !names.includes(name as Name));
  return Object.fromEntries(left) as Omit<CollectOptions, Name>;
}

/** The line that says why there is no collector. */
export async function problemOf(options: CollectOptions): Promise<string> {
  const opened = await openCollector(options);
  if (!opened.ok) return opened.problem;
  opened.collector.close();
  return "none";
}

/** A server for one test file; `AWS_ENDPOINT_URL` leads every client to it. */
export class Bench {
  readonly aws = new ScriptedAws();

  async start(): Promise<void> {
    process.env["AWS_ENDPOINT_URL"] = await this.aws.start();
  }

  async stop(): Promise<void> {
    delete process.env["AWS_ENDPOINT_URL"];
    await this.aws.stop();
  }

  begin(script: Script = {}): void {
    this.aws.asked.length = 0;
    this.aws.script = scriptWith(script);
  }

  async open({ script, options }: Setup = {}): Promise<Collector> {
    this.begin(script);
    const opened = await openCollector({ ...OPTIONS, ...options });
    if (!opened.ok) throw new Error(opened.problem);
    return opened.collector;
  }

  /** The organization, one account and where its alerts lead, all valid. */
  async collect(setup: Setup = {}): Promise<Lines> {
    const collector = await this.open(setup);
    try {
      const organization = await collector.organization();
      const account = await collector.account(setup.account ?? MEMBER, organization);
      const destinations = await collector.destinations(account, organization);
      for (const line of [organization, account, ...destinations]) mustBeValid(line);
      return { organization, account, destinations, collector };
    } finally {
      collector.close();
    }
  }
}
