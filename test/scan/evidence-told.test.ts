import { expect, it } from "@jest/globals";
import { pointAt, scanHere, withSandbox } from "./scanning.ts";

const SEEN = ["collected", "absent"];

it("tells once what each account's findings stand on, and names it in them", async () => {
  await withSandbox({ accounts: 4 }, async (sandbox) => {
    pointAt(sandbox);
    sandbox.setFaults([{ kind: "accessDenied", service: "iam", operation: "GetAccountSummary" }]);
    const { report } = await scanHere({ org: true });
    const [organization, ...accounts] = report.evidence;
    expect(organization?.scope).toBe("organization");
    expect(accounts.map(({ id }) => id)).toEqual(report.accounts.map(({ id }) => id));
    const states = new Map(
      report.evidence.flatMap(({ id, facts }) => facts.map(({ fact, state }) => [`${id} ${fact}`, state])),
    );
    for (const { subject, evidence } of report.findings)
      for (const fact of evidence)
        expect(SEEN).toContain(
          states.get(`${subject.id} ${fact}`) ?? states.get(`${organization?.id} ${fact}`),
        );
    const told = report.findings.find(({ rule }) => rule === "root-mfa-enabled");
    expect(told?.evidence).not.toContain("account.summary");
    expect(states.get(`${told?.subject.id} account.summary`)).toBe("denied");
  });
});
