// JSON of very many findings, streamed by our writer, beside one JSON.stringify of the same objects. In a process of its own.
// Usage: node tools/run.mjs bench/json-report.ts streamed|whole COUNT
import type { Finding, ResultHeader } from "../src/model/index.ts";
import { renderJson } from "../src/report/json.ts";

const [, , mode, count = "0"] = process.argv;

/** As a rule speaks of an account: some 700 bytes. */
function* findings(): Generator<Finding> {
  for (let index = 0; index < Number(count); index++) {
    const id = String(100_000_000_000 + Math.floor(index / 40));
    yield {
      rule: `rule-${index % 40}`,
      subject: { scope: "account", id, name: `account ${id}`, partition: "aws" },
      severity: "high",
      outcome: index % 3 === 0 ? "fail" : "pass",
      message: "root has access keys, and nobody has used them for a long time: delete them",
      items: [{ key: `key-${index}`, message: "access key 1, active, last used 2026-01-01T00:00:00.000Z" }],
      itemsComplete: true,
      missing: [],
      evidence: ["account.summary", "organization.id", "organization.managementAccountId"],
    };
  }
}

const HEADER = {
  schemaVersion: 1,
  tool: { name: "rootproof", version: "0" },
  asOf: "2026-11-26T10:00:00.000Z",
  scope: "organization",
  partition: "aws",
  caller: { arn: "arn:aws:iam::111122223333:role/audit", account: "111122223333" },
  configuration: {},
  parameters: {},
  settings: { failOn: { value: "high", from: "default" }, allowUnknown: { value: false, from: "default" } },
  rulesSha256: "0".repeat(64),
  rules: [],
  waiting: [],
  population: [],
  notes: [],
  benchmarks: [],
} as const satisfies ResultHeader;

const RUN = {
  startedAt: HEADER.asOf,
  endedAt: HEADER.asOf,
  durations: {},
  calls: {},
  retries: 0,
  throttles: 0,
};

const ANCHOR = { file: "rootproof.yaml", lines: new Map<string, number>() };

function streamed(): number {
  let bytes = 0;
  for (const chunk of renderJson({
    header: HEADER,
    findings: findings(),
    evidence: [],
    failOn: "high",
    run: RUN,
    anchor: ANCHOR,
  }))
    bytes += Buffer.byteLength(chunk);
  return bytes;
}

/** The objects are made as they are wanted, here and there: what is measured beside the text is the same. */
const whole = (): number => Buffer.byteLength(JSON.stringify([...findings()]));

const from = process.cpuUsage();
const bytes = mode === "streamed" ? streamed() : whole();
const { user, system } = process.cpuUsage(from);
console.log(JSON.stringify({ bytes, cpuSeconds: (user + system) / 1e6 }));
