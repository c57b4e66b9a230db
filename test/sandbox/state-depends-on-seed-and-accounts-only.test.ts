// The made-up organization is a function of its seed and size; every story is told once before any ordinary account.
import * as iam from "@aws-sdk/client-iam";
import { ListAccountsCommand, paginateListAccounts } from "@aws-sdk/client-organizations";
import { expect, it } from "@jest/globals";

import { startSandbox, storyIds } from "../../src/sandbox/index.ts";
import { clientsOf, collectPages, inside, withSandbox } from "./clients.ts";

async function everythingListed(seed: number, accounts: number): Promise<unknown> {
  return await withSandbox({ seed, accounts, pageSize: 20 }, async (sandbox) => {
    const { organizations: client } = clientsOf(sandbox);
    const { items } = await collectPages(paginateListAccounts({ client }, {}), ({ Accounts }) => Accounts);
    return { items, told: sandbox.accounts };
  });
}

it("gives the same organization for the same seed, another for another", async () => {
  const first = await everythingListed(7, 50);
  expect(await everythingListed(7, 50)).toEqual(first);
  expect(await everythingListed(8, 50)).not.toEqual(first);
});

it("does not change the first accounts when more are added", () =>
  withSandbox({ accounts: 80 }, async (many) => {
    await withSandbox({ accounts: 40 }, async (few) => {
      expect(many.accounts.slice(0, 40)).toEqual(few.accounts);
    });
  }));

it("tells every story once, then ordinary ones", () =>
  withSandbox({ accounts: storyIds.length + 20 }, async ({ accounts }) => {
    expect(accounts.slice(0, storyIds.length).map(({ story }) => story)).toEqual(storyIds);
    expect(new Set(storyIds).size).toBe(storyIds.length);
    const rest = new Set(accounts.slice(storyIds.length).map(({ story }) => story));
    expect([...rest].toSorted()).toEqual(["hardware-mfa", "locked-down"]);
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(accounts.length);
    expect(accounts.every(({ id }) => /^\d{12}$/.test(id))).toBe(true);
    expect(accounts.some(({ id }) => id.startsWith("0"))).toBe(true);
  }));

it("tells the stories it is asked for", () =>
  withSandbox({ stories: ["no-mfa", "old-keys"] }, async ({ accounts }) => {
    expect(accounts.map(({ story }) => story)).toEqual([
      "management",
      "delegated-administrator",
      "no-mfa",
      "old-keys",
    ]);
  }));

it("refuses a story it does not know", async () => {
  await expect(startSandbox({ stories: ["no-such-story"] })).rejects.toThrow(
    /no story is called no-such-story; there are management/,
  );
});

it("starts 10,000 accounts in well under a second", async () => {
  const started = performance.now();
  const sandbox = await startSandbox({ accounts: 10_000, pageSize: 20 });
  const took = performance.now() - started;
  const { Accounts } = await clientsOf(sandbox).organizations.send(new ListAccountsCommand({}));
  await sandbox.close();
  expect(Accounts).toHaveLength(20);
  expect(took).toBeLessThan(1000);
});

it("does not take a report asked for in one account as asked for in another", () =>
  withSandbox({}, async (sandbox) => {
    const command = new iam.GenerateCredentialReportCommand({});
    const first = await inside(sandbox, "old-keys");
    expect((await first.iam.send(command)).State).toBe("STARTED");
    expect((await first.iam.send(command)).State).toBe("COMPLETE");
    expect((await (await inside(sandbox, "locked-down")).iam.send(command)).State).toBe("STARTED");
  }));

it("corrects what a story expects for where the account stands", async () => {
  const expected = async (standalone: string) =>
    await withSandbox({ organization: false, standalone }, async ({ accounts, expects }) => {
      expect(expects["organization-all-features"]).toBe("fail");
      return accounts[0]!.expects;
    });
  expect(await expected("no-contacts")).toMatchObject({
    "root-mfa-not-virtual": "pass",
    "root-denied-by-scp": "not-applicable",
    "security-contact-set": "fail",
  });
  expect((await expected("credentials-removed"))["root-mfa-not-virtual"]).toBe("not-applicable");
  await withSandbox({ organization: { serviceControlPolicies: false } }, async ({ accounts }) => {
    expect(accounts.map(({ expects }) => expects["root-denied-by-scp"])).not.toContain("pass");
  });
});

it("counts requests and tells each", async () => {
  const seen: string[] = [];
  const onRequest = ({ service, operation, account, region }: Record<string, string>) =>
    seen.push(`${service}:${operation} ${account} ${region}`);
  await withSandbox({ onRequest: (request) => void onRequest({ ...request }) }, async (sandbox) => {
    await (await inside(sandbox, "old-keys", "eu-west-1")).iam.send(new iam.GetAccountSummaryCommand({}));
    expect(sandbox.requests).toBe(2);
  });
  expect(seen).toEqual([
    "sts:AssumeRole 111122223333 us-east-1",
    "iam:GetAccountSummary 012345678901 eu-west-1",
  ]);
});
