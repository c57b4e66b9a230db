// Each operation in turn answers AccessDenied, an HTML page with status 200, an empty body: findings may only turn to unknown.
// What changed is kept in faults.golden.txt (UPDATE_GOLDEN=1 writes it).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { COLLECTORS, collectorsFor } from "../../src/collect/index.ts";
import { compileRule } from "../../src/evaluate/index.ts";
import { loadRules } from "../../src/load/index.ts";
import { type FaultKind, type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { writeEveryRule } from "./every-rule.ts";
import { outcomesOf, pointAt, scanHere } from "./scanning.ts";

const GOLDEN = "test/scan/faults.golden.txt";
const KINDS: readonly FaultKind[] = ["accessDenied", "html200", "empty200"];
/** What CloudWatch calls itself in a signature. */
const SIGNED_AS: Readonly<Record<string, string>> = { cloudwatch: "monitoring" };

const operations = [
  ...new Map(
    COLLECTORS.flatMap((one) => one.operations).map((one) => [`${one.service}:${one.operation}`, one]),
  ).values(),
];

/** Rules whose facts an operation is called for; no other can notice that it fails. */
const readersOf = new Map(
  operations.map(({ service, operation }) => [`${service}:${operation}`, [] as string[]] as const),
);
for (const { definition, rule } of loadRules(["rules"], compileRule).rules) {
  // Without it no member is entered, which every rule must notice.
  readersOf.get("sts:AssumeRole")?.push(definition.id);
  for (const collector of collectorsFor(rule.needs))
    for (const { service, operation } of collector.operations)
      readersOf.get(`${service}:${operation}`)?.push(definition.id);
}

const folder = mkdtempSync(join(tmpdir(), "rootproof-faults-"));
const config = join(folder, "rootproof.yaml");
let sandbox: Sandbox;
let healthy: Map<string, string>;
const changes: string[] = [];

beforeAll(async () => {
  const stories = ["topic-customer-key", "old-keys", "forgotten-totp"];
  sandbox = await startSandbox({ accounts: stories.length + 2, stories, emptyPages: 0, pageSize: 20 });
  pointAt(sandbox);
  writeEveryRule(config, "o-36869cfcde");
  const first = await scanAll();
  expect(first.report.waiting).toEqual([]);
  healthy = outcomesOf(first);
});

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

/** Every rule: with the parameters that the waiting ones need. */
const scanAll = (select?: readonly string[]) =>
  scanHere({
    org: true,
    access: "auto",
    config,
    ...(select !== undefined && { select: [...new Set(select)] }),
  });

describe.each(KINDS)("an operation answers %s", (kind) => {
  it.each(operations)("$service:$operation", async ({ service, operation }) => {
    sandbox.setFaults([{ service: SIGNED_AS[service] ?? service, operation, kind }]);
    const changed = await changedBy(readersOf.get(`${service}:${operation}`) ?? []);
    changes.push(`${service}:${operation} ${kind}: ${changed.summary}`);
    expect(changed.forbidden).toEqual([]);
  });
});

it("what changed is what faults.golden.txt says", () => {
  const text = `${changes.join("\n")}\n`;
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(GOLDEN, text);
  expect(text).toBe(readFileSync(GOLDEN, "utf8"));
});

/** An operation that only reaches accounts stands behind every rule: one that speaks of all accounts is asked. */
async function changedBy(readers: readonly string[]): Promise<{ summary: string; forbidden: string[] }> {
  const select = readers.length > 0 ? readers : ["root-access-keys-absent"];
  let outcomes: Map<string, string>;
  try {
    outcomes = outcomesOf(await scanAll(select));
  } catch (error) {
    // The scan cannot be begun: nothing is judged, exit 2.
    return { summary: `no scan: ${(error as Error).message.split(" (")[0] ?? ""}`, forbidden: [] };
  }
  const judged = [...healthy].filter(([key]) => select.includes(key.split(" ")[1] ?? ""));
  const changed = judged.filter(([key, outcome]) => outcomes.get(key) !== outcome);
  const rules = changed.filter(([key]) => !key.endsWith("evidence-complete"));
  const forbidden = rules
    .filter(([key]) => outcomes.get(key) !== "unknown")
    .map(([key]) => `${key}: ${outcomes.get(key) ?? "gone"}`);
  const names = [...new Set(rules.map(([key]) => key.split(" ")[1] ?? ""))].sort();
  return {
    summary: `${rules.length} findings to unknown${names.length > 0 ? `: ${names.join(", ")}` : ""}`,
    forbidden,
  };
}
