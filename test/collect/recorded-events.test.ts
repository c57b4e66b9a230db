// Event look-ups over real HTTP: what the sandbox recorded is found where it was recorded, with no call too many.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Collector, openCollector } from "../../src/collect/index.ts";
import type { AccountLine, OrganizationLine } from "../../src/model/index.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/index.ts";
import { OPTIONS } from "./collecting.ts";
import { loadEventTable, loadLookupTable } from "../../src/scan/models.ts";

const STORIES = ["incident", "root-by-alias", "delegated-administrator"];
const requests: Parameters<NonNullable<SandboxOptions["onRequest"]>>[0][] = [];
let sandbox: Sandbox;
let collector: Collector;
let organization: OrganizationLine;
let incident: AccountLine;
let alias: AccountLine;

const accountOf = (story: string): string =>
  sandbox.accounts.find((account) => account.story === story)?.id ?? "";

beforeAll(async () => {
  sandbox = await startSandbox({
    accounts: 4,
    stories: STORIES,
    pageSize: 50,
    onRequest: (request) => requests.push(request),
  });
  Object.assign(process.env, sandbox.environment);
  const opened = await openCollector({
    scope: "organization",
    access: "role",
    auditPolicies: OPTIONS.auditPolicies,
    roleName: "rootproof-audit",
    facts: new Set(["account.events", "organization.events"]),
    mayMatchRoot: () => true,
    events: {
      asOf: new Date(),
      windowDays: 7,
      reviewWindowDays: 89,
      lookups: loadLookupTable().lookups,
      table: loadEventTable(),
    },
    pace: { rates: [], maxRate: "none" },
    runId: "0123456789ab",
    random: () => 0.5,
    now: () => new Date(),
  });
  if (!opened.ok) throw new Error(opened.problem);
  ({ collector } = opened);
  organization = await collector.organization();
  [incident, alias] = (await Promise.all(
    ["incident", "root-by-alias"].map((story) => collector.account(accountOf(story), organization)),
  )) as [AccountLine, AccountLine];
});
afterAll(async () => {
  collector.close();
  await sandbox.close();
});

const enabledIn = ({ regions }: AccountLine): string[] =>
  (regions.value ?? []).filter(({ status }) => status !== "DISABLED").map(({ name }) => name);

describe("the incident", () => {
  it("is found in every region it touched, whole", () => {
    const { value } = incident.events;
    expect(value?.covered.filter(({ complete }) => !complete)).toEqual([]);
    const root = value?.records.filter(({ identity }) => identity.type === "Root") ?? [];
    expect(new Set(root.map(({ region }) => region)).size).toBeGreaterThan(1);
    expect(root.map(({ name }) => name)).toEqual(expect.arrayContaining(["ConsoleLogin", "CreateUser"]));
    const ids = value?.records.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is looked for in each enabled region, and by each name in the home region", () => {
    const { value } = incident.events;
    const rooted = value?.covered.filter(({ lookup }) => lookup === "root-user").map(({ region }) => region);
    expect(rooted?.sort()).toEqual(enabledIn(incident).sort());
    const atHome = loadLookupTable().lookups.filter(
      ({ accounts, regions }) => accounts === "every" && regions === "home",
    );
    for (const { id } of atHome) {
      expect(value?.covered.filter(({ lookup }) => lookup === id).map(({ region }) => region)).toEqual([
        incident.homeRegion,
      ]);
    }
  });

  it("takes one call for each look-up, region and page", () => {
    const made = requests.filter(
      ({ account, operation }) => account === incident.id && operation === "LookupEvents",
    );
    expect(made).toHaveLength(incident.events.value?.covered.length ?? 0);
  });
});

it("an account with an alias is looked up under it, too", () => {
  const covered =
    alias.events.value?.covered.filter(({ lookup }) => lookup.startsWith("account-alias:")) ?? [];
  expect(covered.map(({ region }) => region).sort()).toEqual(enabledIn(alias).sort());
  expect(alias.events.value?.records.some(({ name }) => name === "ConsoleLogin")).toBe(true);
});

it("the centre is covered, in every region where an audit session may have been opened", () => {
  const { value } = organization.events;
  expect(value?.covered.every(({ complete }) => complete)).toBe(true);
  const management = organization.managementAccountId.value;
  const sessions = value?.covered.filter((one) => one.lookup === "assume-root" && one.account === management);
  expect(sessions?.length).toBe(enabledIn(incident).length);
});
