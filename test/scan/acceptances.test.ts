// The whole line with a rootproof.yaml that excludes, waives and states: what is called, what is said, what counts.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { pointAt, scanHere, withSandbox } from "./scanning.ts";

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const STORIES = ["forgotten-totp", "no-contacts", "old-keys"];

it("leaves excluded accounts alone, marks what is waived, and counts neither", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rootproof-acceptances-"));
  const entered: string[] = [];
  const onRequest = ({ operation }: { operation: string }) => entered.push(operation);
  try {
    await withSandbox({ stories: STORIES, onRequest }, async (sandbox) => {
      pointAt(sandbox);
      const [waived, , , , excluded] = sandbox.accounts.map(({ id }) => id);
      const config = join(folder, "rootproof.yaml");
      writeFileSync(
        config,
        `exclusions:
  - { accounts: ["${excluded!}"], reason: Sold., owner: Ana, expires: ${inDays(30)} }
waivers:
  - { rules: [root-mfa-not-virtual, security-contact-set], accounts: ["*"], reason: Moving., owner: Ben, expires: ${inDays(30)} }
  - { rules: [security-contact-set], accounts: ["${waived!}"], reason: Old., owner: Ben, expires: ${inDays(-30)} }
outputs: { failOn: info }
`,
      );
      const select = ["root-mfa-not-virtual", "security-contact-set"];
      const { exitCode, report } = await scanHere({ org: true, config, select });
      expect(report.accounts.find(({ id }) => id === excluded)).toMatchObject({
        state: "excluded",
        reason: `excluded until ${inDays(30)} by Ana: Sold.`,
      });
      const ofExcluded = report.findings.filter(({ subject }) => subject.id === excluded);
      expect(new Set(ofExcluded.map(({ outcome }) => outcome))).toEqual(new Set(["not-applicable"]));
      const fails = report.findings.filter(
        ({ rule, outcome }) => outcome === "fail" && rule !== "evidence-complete",
      );
      expect(fails.length).toBeGreaterThan(0);
      expect(fails.every(({ waiver }) => waiver?.owner === "Ben")).toBe(true);
      expect(entered.filter((operation) => operation === "AssumeRole")).toHaveLength(3);
      expect(exitCode).toBe(0);
      expect(report.settings.failOn).toEqual({ value: "info", from: "file" });
      expect(report.notes).toMatchObject([{ kind: "expired", entry: "waiver", line: 5 }]);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("refuses to judge nobody", async () => {
  await withSandbox({ accounts: 3 }, async (sandbox) => {
    pointAt(sandbox);
    const folder = mkdtempSync(join(tmpdir(), "rootproof-nobody-"));
    const config = join(folder, "rootproof.yaml");
    writeFileSync(
      config,
      `exclusions:\n  - { accounts: ["*"], reason: Moved., owner: Ana, expires: ${inDays(30)} }\n`,
    );
    await expect(scanHere({ org: true, config, select: ["root-mfa-enabled"] })).rejects.toThrow(
      "every account is excluded in rootproof.yaml: nothing would be judged",
    );
    rmSync(folder, { recursive: true });
  });
});
