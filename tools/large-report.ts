// A made-up result of many accounts, for the checks of formats: a third of its findings are open, in many patterns.
import type {
  Finding,
  Item,
  ObservedFact,
  Outcome,
  RuleInformation,
  Severity,
  SubjectEvidence,
} from "../src/model/index.ts";
import type { Report } from "../src/report/index.ts";

const AS_OF = "2026-01-15T12:00:00.000Z";
const DAY = 24 * 60 * 60 * 1000;
const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];
const RULES = Array.from({ length: 40 }, (_, index) =>
  ruleOf(`root-rule-${index + 1}`, SEVERITIES[index % 4] ?? "low"),
);

function ruleOf(id: string, severity: Severity): RuleInformation {
  return {
    id,
    title: `What ${id} asks for holds`,
    severity,
    scope: "account",
    rationale: "Whoever has root's password owns the account.",
    remediation: [{ step: "Register a device.", command: "aws iam enable-mfa-device" }],
    references: [
      { title: "Root user", url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html" },
    ],
    parameters: {},
  };
}

/** Every rule speaks of every account; neither clock nor chance is asked. */
export function largeReport(accounts: number): Report {
  const ids = Array.from({ length: accounts }, (_, index) => String(100_000_000_000 + index * 7919));
  const findings = {
    *[Symbol.iterator]() {
      for (const [index, id] of ids.entries())
        for (const [at, rule] of RULES.entries()) yield findingOf(id, rule, index * 7 + at * 13);
    },
  };
  return {
    header: {
      schemaVersion: 1,
      tool: { name: "rootproof", version: "0.1.0" },
      asOf: AS_OF,
      scope: "organization",
      partition: "aws",
      caller: { arn: "arn:aws:iam::111122223333:role/audit", account: "111122223333" },
      organization: "o-example1234",
      configuration: { file: "rootproof.yaml", sha256: "1".repeat(64) },
      parameters: {},
      settings: {
        failOn: { value: "high", from: "default" },
        allowUnknown: { value: false, from: "default" },
      },
      rulesSha256: "0".repeat(64),
      rules: RULES,
      waiting: [],
      population: ids.map((id, index) => ({ id, name: `team-${index}`, state: "judged" })),
      notes: [],
      benchmarks: [],
    },
    findings,
    evidence: ids.map(evidenceOf),
    failOn: "high",
    run: { startedAt: AS_OF, endedAt: AS_OF, durations: {}, calls: {}, retries: 0, throttles: 0 },
    anchor: { file: "rootproof.yaml", lines: new Map() },
  };
}

const FACT: ObservedFact = {
  fact: "account.summary",
  state: "collected",
  observedAt: AS_OF,
  calls: [{ operation: "iam:GetAccountSummary", region: "us-east-1", outcome: "ok" }],
};

const evidenceOf = (id: string): SubjectEvidence => ({ scope: "account", id, facts: [FACT] });

function findingOf(id: string, rule: RuleInformation, turn: number): Finding {
  const outcome = outcomeOf(turn);
  return {
    rule: rule.id,
    subject: {
      scope: "account",
      id,
      partition: "aws",
      name: `team-${(Number(id) - 100_000_000_000) / 7919}`,
    },
    severity: rule.severity,
    outcome,
    message: outcome === "fail" ? "root can sign in without MFA" : "all is as it should be",
    items: outcome === "fail" && turn % 11 === 0 ? [eventOf(id, turn)] : [],
    itemsComplete: true,
    missing:
      outcome === "unknown"
        ? [{ fact: FACT.fact, cause: "permission", reason: "iam:GetAccountSummary was refused" }]
        : [],
    evidence: [FACT.fact],
  };
}

const eventOf = (id: string, turn: number): Item => ({
  key: `event-${id}-${turn}`,
  message: "root signed in from 203.0.113.7",
  at: new Date(Date.parse(AS_OF) - ((turn * 37) % 89) * DAY).toISOString(),
});

/** Most accounts are alike, as in life. */
function outcomeOf(turn: number): Outcome {
  if (turn % 5 === 0) return "fail";
  if (turn % 17 === 0) return "unknown";
  return turn % 23 === 0 ? "not-applicable" : "pass";
}
