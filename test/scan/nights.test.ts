// Night after night with the last one's result as baseline: which alerts code scanning would keep open. It closes what an
// upload does not name, so whatever is not settled must be in every upload.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { Log, Result } from "sarif";
import { scan } from "../../src/scan/index.ts";
import type { Sandbox } from "../../src/sandbox/index.ts";
import { pointAt, withSandbox } from "./scanning.ts";

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rootproof-nights-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Night {
  readonly exitCode: number;
  /** By identity: rule and fingerprint. */
  readonly alerts: ReadonlyMap<string, Result>;
}

/** Scans and keeps the result for the next night. */
async function night(rules: readonly string[], yaml = "{}\n", last?: string): Promise<Night> {
  const config = join(folder, "rootproof.yaml");
  writeFileSync(config, yaml);
  const sarif = join(folder, "report.sarif");
  const { exitCode } = await scan({
    cwd: folder,
    org: true,
    config,
    select: rules,
    evidence: join(folder, "evidence.ndjson"),
    formats: [`json=${join(folder, "last.json")}`, `sarif=${sarif}`],
    stdout: () => undefined,
    maxRate: "none",
    ...(last !== undefined && { baseline: last }),
  });
  const { results = [] } = (JSON.parse(readFileSync(sarif, "utf8")) as Log).runs[0]!;
  const named = results.filter(({ ruleId }) => ruleId !== "evidence-complete");
  return { exitCode, alerts: new Map(named.map((result) => [identityOf(result), result])) };
}

const identityOf = ({ ruleId, partialFingerprints }: Result): string =>
  `${ruleId} ${partialFingerprints?.["primaryLocationLineHash"]}`;

const next = (rules: readonly string[], yaml?: string): Promise<Night> => night(rules, yaml, "last.json");
const textsOf = ({ alerts }: Night): string =>
  [...alerts.values()].map(({ message }) => message.text).join("\n");

const RULES = ["root-access-keys-absent", "root-mfa-enabled", "root-denied-by-scp"];

/** The whole of an organization's role is gone: nothing but the list of accounts is seen. */
function lockOut(sandbox: Sandbox): void {
  const tree = [
    "ListRoots",
    "ListOrganizationalUnitsForParent",
    "ListPolicies",
    "ListParents",
    "ListChildren",
  ];
  sandbox.setFaults([
    { kind: "accessDenied", service: "sts", operation: "AssumeRole" },
    ...tree.map((operation) => ({ kind: "accessDenied", service: "organizations", operation }) as const),
  ]);
}

it("keeps every alert open while the role is gone, and they are the same ones when it is back", async () => {
  await withSandbox({ stories: ["old-keys", "no-mfa", "scp-on-another-unit"] }, async (sandbox) => {
    pointAt(sandbox);
    const first = await night(RULES);
    expect(new Set([...first.alerts.values()].map(({ ruleId }) => ruleId))).toEqual(new Set(RULES));
    lockOut(sandbox);
    const second = await next(RULES);
    expect([...second.alerts.keys()]).toEqual(expect.arrayContaining([...first.alerts.keys()]));
    expect(textsOf(second)).toMatch(/could not be judged: .*; last failed \d{4}-\d\d-\d\d\./);
    expect(textsOf(await next(RULES))).toContain("; last failed ");
    sandbox.setFaults([]);
    const back = await next(RULES);
    expect([...back.alerts.keys()].sort()).toEqual([...first.alerts.keys()].sort());
    expect([...back.alerts.values()].filter(({ baselineState }) => baselineState === "new")).toEqual([]);
  });
});

it("without a baseline, too, keeps one alert open for every rule and account", async () => {
  await withSandbox({ stories: ["old-keys", "no-mfa"] }, async (sandbox) => {
    pointAt(sandbox);
    const about = ({ alerts }: Night): string[] =>
      [...alerts.values()].map(
        ({ ruleId, locations }) => `${ruleId} ${locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName}`,
      );
    const rules = RULES.slice(0, 2);
    const first = await night(rules);
    lockOut(sandbox);
    expect(about(await night(rules))).toEqual(expect.arrayContaining(about(first)));
  });
});

it("keeps an event open that left the window before anybody accepted it, until somebody does, and while they do", async () => {
  const rules = ["root-changes-absent"];
  await withSandbox({ stories: ["root-change-a-month-ago"] }, async (sandbox) => {
    pointAt(sandbox);
    const first = await night(rules);
    expect(first.alerts.size).toBe(1);
    const [identity] = [...first.alerts.keys()];
    const short = "parameters: { reviewWindowDays: 7 }\n";

    const left = await next(rules, short);
    expect([...left.alerts.keys()]).toEqual([identity]);
    expect(textsOf(left)).toContain("nobody has accepted it");
    expect(left.exitCode).toBe(0);

    const item = /waiver of item (\S+?)\.?(?:\s|$)/.exec(textsOf(left))![1]!;
    const waiver = (expires: string): string =>
      `${short}waivers:\n  - { rules: [root-changes-absent], items: ["${item}"], accounts: ["*"], reason: It was us., owner: Ana, expires: ${expires} }\n`;
    expect((await next(rules, waiver(inDays(10)))).alerts.size).toBe(0);
    expect([...(await next(rules, waiver(inDays(-1)))).alerts.keys()]).toEqual([identity]);
  });
});

it("closes an alert when somebody accepts it, and opens it again when that ends", async () => {
  const rules = ["root-access-keys-absent"];
  const failing = ({ alerts }: Night): string[] =>
    [...alerts]
      .filter(([, { properties }]) => properties?.["outcome"] === "fail")
      .map(([identity]) => identity);
  await withSandbox({ stories: ["old-keys"] }, async (sandbox) => {
    pointAt(sandbox);
    const first = await night(rules);
    const waiver = `waivers:\n  - { rules: [root-access-keys-absent], accounts: ["*"], reason: Moving., owner: Ana, expires: ${inDays(3)} }\n`;
    const second = await next(rules, waiver);
    expect([...second.alerts.keys()].filter((one) => failing(first).includes(one))).toEqual([]);
    expect(failing(await next(rules))).toEqual(failing(first));
  });
});
