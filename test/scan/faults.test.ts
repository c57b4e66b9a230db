// Each operation in turn answers AccessDenied, an HTML page with status 200, an empty body: findings may only turn to unknown.
// What changed is kept in faults.golden.txt (UPDATE_GOLDEN=1 writes it).
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { COLLECTORS } from "../../src/collect/index.ts";
import { type FaultKind, type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
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

let sandbox: Sandbox;
let healthy: Map<string, string>;
const changes: string[] = [];

beforeAll(async () => {
  const stories = ["locked-down", "topic-customer-key", "old-keys", "forgotten-totp", "alert-dead-pattern"];
  sandbox = await startSandbox({ accounts: stories.length + 2, stories, emptyPages: 0, pageSize: 20 });
  pointAt(sandbox);
  healthy = outcomesOf(await scanAll());
});

afterAll(async () => {
  await sandbox.close();
});

/** Every rule: with the parameters that the waiting ones need. */
const scanAll = () => scanHere({ org: true, config: `${process.cwd()}/test/scan/every-rule.yaml` });

describe.each(KINDS)("an operation answers %s", (kind) => {
  it.each(operations)("$service:$operation", async ({ service, operation }) => {
    sandbox.setFaults([{ service: SIGNED_AS[service] ?? service, operation, kind }]);
    const changed = await changedBy();
    changes.push(`${service}:${operation} ${kind}: ${changed.summary}`);
    expect(changed.forbidden).toEqual([]);
  });
});

it("what changed is what faults.golden.txt says", () => {
  const text = `${changes.join("\n")}\n`;
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(GOLDEN, text);
  expect(text).toBe(readFileSync(GOLDEN, "utf8"));
});

async function changedBy(): Promise<{ summary: string; forbidden: string[] }> {
  let outcomes: Map<string, string>;
  try {
    outcomes = outcomesOf(await scanAll());
  } catch (error) {
    // The scan cannot be begun: nothing is judged, exit 2.
    return { summary: `no scan: ${(error as Error).message.split(" (")[0] ?? ""}`, forbidden: [] };
  }
  const changed = [...healthy].filter(([key, outcome]) => outcomes.get(key) !== outcome);
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
