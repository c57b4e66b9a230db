// A configuration that selects every rule: the parameters, statements and the incident that the waiting ones ask for. Statements
// hold for a time, so their days follow the clock.
import { writeFileSync } from "node:fs";

const DAY = 86_400_000;

/** Writes it; `organization` is what the scanned one is called. */
export function writeEveryRule(file: string, organization: string): string {
  const day = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  const statement = (rule: string, by: string): string =>
    `  - { statement: ${rule}, accounts: ["*"], by: [${by}], on: ${day(-10)}, expires: ${day(60)} }`;
  writeFileSync(
    file,
    `parameters:
  allowedContacts:
    billing: ["*@example.com"]
    operations: ["*@example.com"]
    security: ["*@example.com"]
  allowedRootEmails: ["*@example.com"]
  requireSupportPlan: true
  expectedRootMfaDevices: ["*"]
  expectedOrganization: { id: ${organization}, managementAccount: "111122223333" }
  expectedContactInformation: { companies: ["*"], countries: ["*"] }
attestations:
${statement("root-mailbox-secured", "Alice")}
${statement("billing-reviewed", "Alice")}
${statement("root-alert-drilled", "Alice")}
${statement("root-credentials-in-safe", "Alice, Bob")}
incidents:
  - { id: drill, accounts: ["444455556666"], startedAt: ${day(-9)} }
`,
  );
  return file;
}
