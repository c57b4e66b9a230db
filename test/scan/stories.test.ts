// Every story of the sandbox leads to what is written beside it, through HTTP, the SDK, evidence and rules.
import { describe, expect, it } from "@jest/globals";
import { storyIds } from "../../src/sandbox/index.ts";
import { outcomesOf, pointAt, scanHere, withSandbox } from "./scanning.ts";

describe("the stories of the made-up organization", () => {
  it("lead to what is written beside them", async () => {
    await withSandbox({ accounts: storyIds.length + 3 }, async (sandbox) => {
      pointAt(sandbox);
      const outcomes = outcomesOf(await scanHere({ org: true }));
      const told = sandbox.accounts.map(({ id, story, expects }) => ({
        story,
        said: Object.fromEntries(Object.keys(expects).map((rule) => [rule, outcomes.get(`${id} ${rule}`)])),
      }));
      expect(told).toEqual(sandbox.accounts.map(({ story, expects }) => ({ story, said: expects })));
    });
  });

  it("lead to what is written of the organization", async () => {
    await withSandbox({ accounts: 3 }, async (sandbox) => {
      pointAt(sandbox);
      const { report } = await scanHere({ org: true });
      const said = Object.fromEntries(
        report.findings
          .filter(({ subject, rule }) => subject.scope === "organization" && rule in sandbox.expects)
          .map(({ rule, outcome }) => [rule, outcome]),
      );
      expect(said).toEqual(sandbox.expects);
    });
  });

  it("every account and every selected rule speaks", async () => {
    await withSandbox({ accounts: storyIds.length }, async (sandbox) => {
      pointAt(sandbox);
      const { report } = await scanHere({ org: true });
      const accountRules = report.rules.filter(({ scope }) => scope === "account").length;
      const organizationRules = report.rules.length - accountRules;
      // evidence-complete speaks of the organization too.
      expect(report.findings).toHaveLength(sandbox.accounts.length * accountRules + organizationRules + 1);
      expect(report.accounts.map(({ id }) => id)).toEqual(sandbox.accounts.map(({ id }) => id).sort());
    });
  });
});
