// Reports as evaluate would give them: a small organization with every outcome, and a member that was scanned alone.
import type {
  Call,
  Finding,
  Item,
  MissingFact,
  PopulationEntry,
  ResultHeader,
  RuleInformation,
  Severity,
  Subject,
} from "../../src/model/index.ts";
import type { Report } from "../../src/report/index.ts";

/** The text of a renderer. */
export const textOf = (chunks: Iterable<string>): string => [...chunks].join("");

export const rule = (
  id: string,
  severity: Severity,
  more: Partial<RuleInformation> = {},
): RuleInformation => ({
  id,
  title: `Title of ${id}`,
  severity,
  scope: "account",
  rationale: `Whoever gets past ${id} owns the account.`,
  remediation: [{ step: "Sign in as root and mend it.", command: "aws iam get-account-summary" }],
  references: [
    { title: "Root user best practices", url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/root.html" },
  ],
  parameters: {},
  ...more,
});

export const account = (id: string, name?: string): Subject => ({
  scope: "account",
  id,
  partition: "aws",
  ...(name === undefined ? {} : { name }),
});

export const organization: Subject = { scope: "organization", id: "o-example1234", partition: "aws" };

export const finding = (of: RuleInformation, subject: Subject, more: Partial<Finding> = {}): Finding => ({
  rule: of.id,
  subject,
  severity: of.severity,
  outcome: "pass",
  message: `${of.title} holds.`,
  items: [],
  itemsComplete: true,
  missing: [],
  evidence: [],
  ...more,
});

const denied: Call = {
  operation: "iam:GetAccountSummary",
  region: "us-east-1",
  outcome: "denied",
  code: "AccessDenied",
};

export const missing = (fact: string, more: Partial<MissingFact> = {}): MissingFact => ({
  fact,
  cause: "permission",
  reason: "the call was refused",
  call: denied,
  ...more,
});

export const item = (key: string, message = `${key} is active`): Item => ({ key, message });

const mfa = rule("root-mfa-enabled", "critical", {
  title: "Root signs in with MFA or not at all",
  limits: "Says nothing of `where` the device is.",
});
const keys = rule("root-access-keys-absent", "critical", { title: "Root has no access key" });
const contact = rule("security-contact-set", "medium", { title: "A security contact exists" });
const sessions = rule("root-sessions-enabled", "info", {
  scope: "organization",
  title: "Root sessions are on",
});
const scp = rule("service-control-policies-enabled", "high", { scope: "organization", title: "SCPs are on" });
const broken = rule("root-password-unchanged", "high", { title: "Nobody changed root's password" });
const complete = rule("evidence-complete", "medium", { title: "Everything the rules need was seen" });
const attempts = rule("root-sign-in-attempts-absent", "low", {
  title: "Nobody tried to sign in as root",
  parameters: { windowDays: { type: "number", description: "Days to look back.", default: 7 } },
});

const accounts = Array.from({ length: 14 }, (_, index) =>
  account(
    String(100000000001 + index * 1111),
    ["management", "log-archive", "audit"][index] ?? `team-${index}`,
  ),
);
const at = (index: number): Subject => accounts[index]!;

const seen = {
  fact: "account.summary",
  state: "collected",
  observedAt: "2026-11-03T10:00:05Z",
  calls: [{ operation: "iam:GetAccountSummary", region: "us-east-1", outcome: "ok" }],
} as const;

function mfaFinding(subject: Subject, index: number): Finding {
  if (index === 12)
    return finding(mfa, subject, {
      outcome: "unknown",
      message: "Not seen.",
      missing: [missing("account.summary")],
    });
  if (index === 13)
    return finding(mfa, subject, { outcome: "not-applicable", message: "The account is suspended." });
  if (index % 4 !== 0) return finding(mfa, subject, { evidence: [seen.fact] });
  return finding(mfa, subject, {
    outcome: "fail",
    message: "Root can sign in without MFA.",
    evidence: [seen.fact],
  });
}

function keysFinding(subject: Subject, index: number): Finding {
  const fail = { outcome: "fail", message: "Root has access keys." } as const;
  if (index === 3) return finding(keys, subject, { ...fail, items: [item("key-2"), item("key-1")] });
  if (index === 5) return finding(keys, subject, { ...fail, items: [item("key-1")], itemsComplete: false });
  if (index === 12)
    return finding(keys, subject, {
      outcome: "unknown",
      message: "Not seen.",
      missing: [missing("account.summary")],
    });
  return finding(keys, subject);
}

function contactFinding(subject: Subject, index: number): Finding {
  const lost = missing("account.alternateContacts.security", {
    cause: "reach",
    reason: "no answer within 30 s",
  });
  if (index === 2) return finding(contact, subject, { outcome: "unknown", missing: [lost] });
  return finding(contact, subject, { outcome: "fail", message: "No security contact is set." });
}

/** Sorted by rule, then subject, as evaluate gives them. */
const findings: Finding[] = [
  ...accounts.map((subject, index) =>
    finding(
      complete,
      subject,
      [2, 12].includes(index)
        ? {
            outcome: "fail",
            message: "Not all was seen.",
            items: [item("permission", "1 fact is missing for want of a permission")],
          }
        : {},
    ),
  ),
  finding(complete, organization),
  ...accounts.map(keysFinding),
  ...accounts.map(mfaFinding),
  ...accounts.map((subject, index) =>
    finding(
      broken,
      subject,
      index === 7
        ? { outcome: "error", message: "The rule failed with items that are complete and empty." }
        : {},
    ),
  ),
  finding(sessions, organization, { outcome: "fail", message: "Root sessions are off." }),
  ...accounts.map((subject, index) =>
    finding(attempts, subject, index === 1 ? { outcome: "fail", message: "Someone tried 4 times." } : {}),
  ),
  ...accounts.map(contactFinding),
  finding(scp, organization, { outcome: "fail", message: "Service control policies are off." }),
];

const population: PopulationEntry[] = [
  ...accounts.slice(0, 12).map(({ id, name }) => ({ id, name: name!, state: "judged" as const })),
  {
    id: at(12).id,
    name: at(12).name!,
    state: "unreached",
    reason: "role rootproof-audit could not be assumed (AccessDenied)",
  },
  { id: at(13).id, name: at(13).name!, state: "suspended" },
];

const header: ResultHeader = {
  schemaVersion: 1,
  tool: { name: "rootproof", version: "0.1.0" },
  asOf: "2026-11-03T10:00:00Z",
  scope: "organization",
  partition: "aws",
  caller: { arn: "arn:aws:sts::100000000001:assumed-role/audit/nightly", account: "100000000001" },
  organization: organization.id,
  configuration: { file: "rootproof.yaml", sha256: "ab".repeat(32) },
  parameters: { allowedRootActions: [] },
  settings: {
    failOn: { value: "high", from: "default" },
    allowUnknown: { value: false, from: "default" },
  },
  rulesSha256: "cd".repeat(32),
  rules: [complete, keys, mfa, broken, sessions, attempts, contact, scp],
  waiting: [
    {
      rule: "root-email-allowed",
      why: "configuration",
      selectWith: "parameters.allowedRootEmails: ['*@example.com']",
    },
    {
      rule: "support-plan-sufficient",
      why: "configuration",
      selectWith: "parameters.requireSupportPlan: true",
    },
    { rule: "root-unused", why: "ignored", selectWith: "remove --ignore root-unused" },
  ],
  population,
  notes: [],
  benchmarks: [],
};

/** Fourteen accounts with every outcome. */
export const organizationReport: Report = {
  header,
  findings,
  evidence: population.map(({ id }) => ({ scope: "account", id, facts: [seen] })),
  failOn: "high",
  run: {
    startedAt: "2026-11-03T10:00:00Z",
    endedAt: "2026-11-03T10:00:42Z",
    durations: { evaluate: 120, collect: 41_000 },
    calls: { "sts:AssumeRole": 14, "iam:GetAccountSummary": 13 },
    retries: 2,
    throttles: 1,
  },
  anchor: {
    file: "rootproof.yaml",
    lines: new Map([
      [at(0).id, 7],
      [at(3).id, 12],
    ]),
  },
};

/** The same, by the controls of a benchmark: one that fails, one that could not be judged, one nobody spoke of. */
export const benchmarkReport: Report = {
  ...organizationReport,
  header: {
    ...header,
    benchmarks: [
      {
        id: "example-benchmark",
        title: "Example Benchmark",
        version: "1.0",
        source: "made up",
        checked: "2026-11-25",
        controls: [
          {
            id: "1.1",
            title: "No keys",
            group: "Credentials",
            rules: [keys.id, mfa.id],
            coverage: "part",
            gap: "Keys in drawers.",
            source: "made up",
          },
          {
            id: "1.2",
            title: "MFA",
            group: "Credentials",
            rules: [mfa.id],
            coverage: "full",
            source: "made up",
          },
          {
            id: "2.1",
            title: "Guardrails",
            group: "Organization",
            rules: [scp.id, contact.id],
            coverage: "full",
            source: "made up",
          },
          {
            id: "3.1",
            title: "Nobody spoke",
            rules: ["root-unused"],
            coverage: "full",
            source: "made up",
          },
        ],
      },
    ],
  },
};

const beyond = (fact: string): Partial<Finding> => ({
  outcome: "unknown",
  message: "The organization was not seen.",
  missing: [
    missing(fact, {
      cause: "reach",
      reason: "only the management account can ask this",
      call: {
        operation: "organizations:DescribeOrganization",
        region: "us-east-1",
        outcome: "denied",
        code: "AccessDeniedException",
      },
    }),
  ],
});

/** A member of an organization scanned alone: what the organization decides is out of reach. */
export const memberReport: Report = {
  ...organizationReport,
  header: {
    ...header,
    scope: "account",
    population: [population[3]!],
    rules: [keys, mfa, sessions, scp],
    waiting: header.waiting.slice(0, 1),
  },
  findings: [
    finding(keys, at(3), { outcome: "fail", message: "Root has access keys.", items: [item("key-1")] }),
    finding(mfa, at(3), { outcome: "unknown", message: "Not seen.", missing: [missing("account.summary")] }),
    finding(sessions, organization, beyond("organization.rootSessions")),
    finding(scp, organization, beyond("organization.policyTypes")),
  ],
};

/** One finding in an otherwise plain report. */
export const reportOf = (list: Iterable<Finding>, rules: RuleInformation[] = [mfa, keys]): Report => ({
  ...organizationReport,
  header: { ...header, rules },
  findings: list,
});

export const sampleRules = { mfa, keys, contact, scp, complete };
