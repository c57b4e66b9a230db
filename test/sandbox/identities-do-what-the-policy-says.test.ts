// The sandbox can be told what its identities may do; everything else is refused as the service refuses.
import { ListRegionsCommand } from "@aws-sdk/client-account";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { GetAccountSummaryCommand, ListAccountAliasesCommand } from "@aws-sdk/client-iam";
import { ListTopicsCommand } from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { DescribeSeverityLevelsCommand } from "@aws-sdk/client-support";
import { expect, it } from "@jest/globals";

import { asRoot, clientsOf, failure, inside, withSandbox } from "./clients.ts";

it("binds the role by one list and the caller by another", () =>
  withSandbox(
    {
      stories: ["old-keys"],
      policy: {
        member: ["iam:GetAccountSummary", "cloudwatch:DescribeAlarms"],
        caller: ["sts:AssumeRole", "sts:AssumeRoot", "iam:ListAccountAliases"],
      },
    },
    async (sandbox) => {
      const caller = clientsOf(sandbox);
      const member = await inside(sandbox, "old-keys");
      expect((await member.iam.send(new GetAccountSummaryCommand({}))).SummaryMap).toBeDefined();
      expect((await member.monitoring.send(new DescribeAlarmsCommand({}))).MetricAlarms).toEqual([]);
      expect((await caller.iam.send(new ListAccountAliasesCommand({}))).AccountAliases).toBeDefined();
      for (const { sts } of [caller, member])
        expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toContain("rootproof-audit");
      const refused = [
        caller.iam.send(new GetAccountSummaryCommand({})),
        member.iam.send(new ListAccountAliasesCommand({})),
        member.sns.send(new ListTopicsCommand({})),
        member.account.send(new ListRegionsCommand({})),
      ];
      const names = await Promise.all(refused.map(async (call) => (await failure(call)).name));
      expect(names).toEqual([
        "AccessDenied",
        "AccessDenied",
        "AuthorizationErrorException",
        "AccessDeniedException",
      ]);
      // An audit session is bound by its task alone.
      const root = await asRoot(sandbox, "123456789012");
      expect((await root.iam.send(new GetAccountSummaryCommand({}))).SummaryMap).toBeDefined();
    },
  ));

it("tells support plans by whether the Support API answers", () =>
  withSandbox({ stories: ["support-basic"] }, async (sandbox) => {
    const { severityLevels } = await clientsOf(sandbox).support.send(new DescribeSeverityLevelsCommand({}));
    expect(severityLevels!.map(({ code }) => code)).toEqual(["low", "normal", "high", "urgent"]);
    const { support } = await inside(sandbox, "support-basic");
    expect((await failure(support.send(new DescribeSeverityLevelsCommand({})))).name).toBe(
      "SubscriptionRequiredException",
    );
  }));
