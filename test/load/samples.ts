// Small valid files that tests change.
import type {
  AccountLine,
  DestinationLine,
  Observed,
  OrganizationLine,
  ScanLine,
} from "../../src/model/index.ts";
import { type BodyLine, createDigest, serializeLine } from "../../src/load/index.ts";

export const RULE = `id: root-x
title: Root has X
severity: high
scope: account
rationale: Without X all is lost.
passesWhen: |
  account.summary.mfaEnabled &&
    true
message: root has no X
items:
  list: |
    account.trails
  key: "{{item.arn}}"
  message: "{{item.name}} is bad"
remediation:
  - step: Add X.
references: []
`;

export const CASES = `cases:
  - name: one
    expect: { outcome: pass, message: fine }
  - name: two
    expect: { outcome: fail, message: bad, items: [a] }
  - name: three
    account:
      summary.mfaEnabled: { state: denied }
    expect: { outcome: unknown, message: who knows, missing: [account.summary] }
`;

const AT = "2026-11-24T09:00:00.000Z";

const seen = <Value>(value: Value): Observed<Value> => ({
  state: "collected",
  value,
  observedAt: AT,
  calls: [{ operation: "iam:X", region: "us-east-1", outcome: "ok" }],
});

const skipped: Observed<never> = {
  state: "skipped",
  observedAt: AT,
  calls: [],
  reason: { cause: "configuration", message: "not asked for" },
};

export const SCAN: ScanLine = {
  kind: "scan",
  schemaVersion: 1,
  tool: { name: "rootproof", version: "0.1.0" },
  asOf: AT,
  partition: "aws",
  homeRegion: "us-east-1",
  caller: { arn: "arn:aws:iam::111122223333:user/auditör", account: "111122223333" },
  scope: "organization",
  facts: ["account.summary"],
};

export const ORGANIZATION: OrganizationLine = {
  kind: "organization",
  partition: "aws",
  id: seen("o-exampleorgid"),
  managementAccountId: seen("111122223333"),
  featureSet: seen("ALL"),
  roots: skipped,
  units: skipped,
  accounts: skipped,
  policies: skipped,
  delegatedAdministrators: skipped,
  rootFeatures: seen(["RootSessions"]),
  managementAccountEmail: skipped,
  events: skipped,
};

export const account = (id: string): AccountLine => ({
  kind: "account",
  id,
  partition: "aws",
  homeRegion: "us-east-1",
  rootArn: `arn:aws:iam::${id}:root`,
  access: seen({ principal: `arn:aws:iam::${id}:role/rootproof-audit` }),
  listing: skipped,
  information: skipped,
  aliases: seen(["näme"]),
  summary: seen({
    mfaEnabled: true,
    accessKeysPresent: 0,
    signingCertificatesPresent: 0,
    passwordPresent: seen(false),
  }),
  virtualMfaDevices: skipped,
  credentialReport: skipped,
  alternateContacts: { billing: skipped, operations: skipped, security: seen({ email: "s@example.com" }) },
  trails: skipped,
  eventRules: skipped,
  metricFilters: skipped,
  alarms: skipped,
  topics: skipped,
  keys: skipped,
  regions: skipped,
  contactInformation: skipped,
  primaryEmail: skipped,
  supportPlan: skipped,
  rootAudit: {
    session: skipped,
    loginProfile: skipped,
    accessKeys: skipped,
    signingCertificates: skipped,
    mfaDevices: skipped,
    passwordLastUsed: skipped,
  },
  events: skipped,
});

export const destination = (arn: string, account: string, region: string): DestinationLine => ({
  kind: "destination",
  arn,
  account,
  partition: "aws",
  region,
  access: skipped,
  bus: skipped,
  eventRules: skipped,
  metricFilters: skipped,
  alarms: skipped,
  topics: skipped,
  keys: skipped,
});

export const BODY: readonly BodyLine[] = [
  SCAN,
  ORGANIZATION,
  account("111122223333"),
  account("444455556666"),
  account("777788889999"),
];

/** The lines of a whole evidence file, each with its newline. */
export function evidenceLines(
  body: readonly BodyLine[] = BODY,
  endedAt = "2026-11-24T09:05:00.000Z",
): string[] {
  const digest = createDigest();
  const lines = body.map((line) => digest.update(line));
  return [...lines, serializeLine(digest.endLine(endedAt))];
}
