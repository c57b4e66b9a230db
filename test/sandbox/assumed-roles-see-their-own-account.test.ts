// Credentials decide the account: a session sees the member it was made for and nothing else.
import { GetAccountSummaryCommand, type GetAccountSummaryCommandOutput } from "@aws-sdk/client-iam";
import { ListTopicsCommand } from "@aws-sdk/client-sns";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { expect, it } from "@jest/globals";

import { assume, clientsOf, failure, idOf, inside, withSandbox, type Clients } from "./clients.ts";

async function summaryIn({ iam }: Clients): Promise<GetAccountSummaryCommandOutput["SummaryMap"]> {
  return (await iam.send(new GetAccountSummaryCommand({}))).SummaryMap;
}

function roleIn(accountId: string, role = "rootproof-audit"): AssumeRoleCommand {
  return new AssumeRoleCommand({
    RoleArn: `arn:aws:iam::${accountId}:role/${role}`,
    RoleSessionName: "test",
  });
}

it("answers as the member, not as the management account", () =>
  withSandbox({}, async (sandbox) => {
    const member = await inside(sandbox, "old-keys");
    const identity = await member.sts.send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe("arn:aws:sts::012345678901:assumed-role/rootproof-audit/test");
    expect(await summaryIn(member)).toMatchObject({ AccountAccessKeysPresent: 1 });
    expect(await summaryIn(clientsOf(sandbox))).toMatchObject({ AccountAccessKeysPresent: 0 });
    const { Topics } = await member.sns.send(new ListTopicsCommand({}));
    expect(Topics).toEqual([{ TopicArn: "arn:aws:sns:us-east-1:012345678901:root-alerts" }]);
  }));

it("gives each account keys of its own", () =>
  withSandbox({}, async (sandbox) => {
    const alone = clientsOf(sandbox, { credentials: sandbox.credentialsOf("123456789012") });
    const identity = await alone.sts.send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe("arn:aws:iam::123456789012:user/rootproof-audit");
    expect(() => sandbox.credentialsOf("000000000000")).toThrow(/no account/);
  }));

it("refuses where there is no role, no life, no trust or no such account, in the same words", () =>
  withSandbox({}, async (sandbox) => {
    const { sts } = clientsOf(sandbox);
    const refused = [
      sts.send(roleIn(idOf(sandbox, "no-role"))),
      sts.send(roleIn(idOf(sandbox, "suspended"))),
      sts.send(roleIn("123456789012", "Administrator")),
      sts.send(roleIn("999900001111")),
      (await inside(sandbox, "old-keys")).sts.send(roleIn("123456789012")),
    ];
    for (const call of refused) {
      const error = await failure(call);
      expect([error.name, error.$metadata?.httpStatusCode]).toEqual(["AccessDenied", 403]);
      expect(error.message).toMatch(
        /is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::\d{12}:role/,
      );
    }
  }));

it("asks for the external id where there is one", () =>
  withSandbox({ externalId: "made-up" }, async (sandbox) => {
    const { sts } = clientsOf(sandbox);
    const { input } = roleIn("123456789012");
    expect((await failure(sts.send(new AssumeRoleCommand(input)))).name).toBe("AccessDenied");
    const answered = await sts.send(new AssumeRoleCommand({ ...input, ExternalId: "made-up" }));
    expect(answered.Credentials?.SessionToken).toBeDefined();
  }));

it("ends sessions when their time is over", async () => {
  let now = new Date("2026-01-01T00:00:00Z");
  await withSandbox({ now: () => now }, async (sandbox) => {
    const credentials = await assume(sandbox, "123456789012");
    const member = clientsOf(sandbox, { credentials });
    expect(await summaryIn(member)).toBeDefined();
    now = new Date("2026-01-01T01:00:01Z");
    expect((await failure(summaryIn(member))).name).toBe("ExpiredToken");
    expect((await failure(member.sts.send(new GetCallerIdentityCommand({})))).name).toMatch(/^ExpiredToken/);
  });
});

it("does not take a session's key without its token", () =>
  withSandbox({}, async (sandbox) => {
    const { sessionToken, ...credentials } = await assume(sandbox, "123456789012");
    expect(sessionToken).toMatch(/^sandbox-session-/);
    expect((await failure(summaryIn(clientsOf(sandbox, { credentials })))).name).toBe("InvalidClientTokenId");
  }));

it("lets no call into a suspended account work, with keys of its own either", () =>
  withSandbox({}, async (sandbox) => {
    const credentials = sandbox.credentialsOf(idOf(sandbox, "suspended"));
    expect((await failure(summaryIn(clientsOf(sandbox, { credentials })))).name).toBe("AccessDenied");
  }));
