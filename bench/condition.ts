// Ten typical conditions over 2,000 different account views, one core; and how long a view takes to make.
import { readFileSync } from "node:fs";
import {
  compileCondition,
  createEnvironment,
  type Condition,
  parametersType,
  TIME,
} from "../src/condition/index.ts";
import { buildCase, type CaseEvidence } from "../src/evaluate/case-evidence.ts";
import { ACCOUNT_TYPE, ORGANIZATION_TYPE } from "../src/evaluate/environment.ts";
import { createView } from "../src/evaluate/view.ts";

const VIEWS = 2_000;
const SECONDS = 2;

const CONDITIONS = [
  "account.summary.accessKeysPresent == 0",
  "account.summary.mfaEnabled || (!account.summary.passwordPresent && account.summary.accessKeysPresent == 0)",
  "account.summary.mfaEnabled && !account.virtualMfaDevices.exists(d, has(d.ownerArn) && d.ownerArn == account.rootArn)",
  "has(account.alternateContacts.security)",
  "has(account.alternateContacts.billing) && params.contacts.exists(p, glob(account.alternateContacts.billing.email, p))",
  "account.trails.exists(t, t.multiRegion && t.status.logging && !has(t.status.latestDeliveryError))",
  "account.trails.size() > 0 && account.trails.all(t, t.includeGlobalServiceEvents)",
  "has(organization.managementAccountId) && organization.managementAccountId != account.id",
  "!has(account.credentialReport.passwordLastUsed) || account.credentialReport.passwordLastUsed < daysBefore(asOf, 90)",
  'account.eventRules.exists(r, r.state == "ENABLED" && r.targets.exists(t, t.arn.startsWith("arn:aws:sns:")))',
];

/** How many conditions a second are decided, and how long one account's view takes. */
export function benchConditions(): { perSecond: number; millisecondsPerView: number } {
  const base = JSON.parse(readFileSync("data/case-evidence.json", "utf8")) as CaseEvidence;
  const asOf = Date.parse(base.asOf);
  const times = { asOf, notBefore: asOf - 86_400_000, notAfter: asOf };
  const documents = Array.from({ length: VIEWS }, (_, index) => documentOf(base, index));
  const organization = createView(ORGANIZATION_TYPE, buildCase(base, EMPTY).organization, {
    ...times,
    path: "organization",
  });
  const params = { contacts: ["*@example.org", "security@*", "billing@example.com"] };
  const from = performance.now();
  const accounts = documents.map((document) =>
    createView(ACCOUNT_TYPE, document, { ...times, path: "account" }),
  );
  const millisecondsPerView = (performance.now() - from) / VIEWS;
  const scopes = accounts.map((account) => ({ account, organization, params, asOf }));
  const conditions = CONDITIONS.map(compiled);
  run(conditions, scopes);
  return { perSecond: measure(conditions, scopes), millisecondsPerView };
}

const EMPTY = { name: "", expect: "pass" } as never;

/** No two accounts alike: every fact differs somewhere. */
function documentOf(base: CaseEvidence, index: number): unknown {
  const { account } = JSON.parse(JSON.stringify(buildCase(base, EMPTY))) as ReturnType<typeof buildCase>;
  const changed = JSON.stringify(account).replaceAll("111122223333", String(100_000_000_000 + index));
  const copy = JSON.parse(changed) as {
    summary: { value: Record<string, unknown> };
    trails: { value: unknown[] };
  };
  copy.summary.value["mfaEnabled"] = index % 3 !== 0;
  copy.summary.value["accessKeysPresent"] = index % 5;
  if (index % 4 === 0) copy.trails.value.push(copy.trails.value[0]);
  return copy;
}

function compiled(source: string): Condition {
  const params = parametersType({ contacts: "list<string>" });
  const variables = { account: ACCOUNT_TYPE, organization: ORGANIZATION_TYPE, params, asOf: TIME };
  const result = compileCondition(source, createEnvironment({ variables }), "bool");
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join("\n"));
  return result.condition;
}

function measure(conditions: readonly Condition[], scopes: readonly Record<string, unknown>[]): number {
  const from = performance.now();
  let decided = 0;
  while (performance.now() - from < SECONDS * 1000) decided += run(conditions, scopes);
  return decided / ((performance.now() - from) / 1000);
}

function run(conditions: readonly Condition[], scopes: readonly Record<string, unknown>[]): number {
  let decided = 0;
  for (const scope of scopes) {
    for (const condition of conditions) if (typeof condition.evaluate(scope) === "boolean") decided++;
  }
  if (decided !== scopes.length * conditions.length) throw new Error("complete evidence must be decided");
  return decided;
}
