// A made-up organization of many accounts: most alike, many failing something, some not reached, a few with root at work.
import type {
  Finding,
  ObservedFact,
  RootEvent,
  RuleInformation,
  SubjectEvidence,
} from "../../src/model/index.ts";
import { SEVERITIES } from "../../src/model/index.ts";
import type { Report } from "../../src/report/index.ts";
import { account, finding, item, missing, organizationReport, rule } from "./sample.ts";

const RULES = 40;
const ROLE = "role rootproof-audit could not be assumed (AccessDenied)";
const REGIONS = ["us-east-1", "eu-central-1", "eu-west-1", "ap-northeast-1", "sa-east-1"];
const FACTS = ["account.alarms", "account.events", "account.summary", "account.trails"];

const rules: RuleInformation[] = Array.from({ length: RULES }, (_, at) =>
  rule(`root-condition-${String(at).padStart(2, "0")}-holds`, SEVERITIES[at % SEVERITIES.length] ?? "info"),
);
const nameOf = (at: number): string => `team-${String(at).padStart(4, "0")}`;
const idOf = (at: number): string => String(100000000000 + at * 37);

/** Scattered, and the same in every run. */
const scatter = (at: number, ruleAt: number): number =>
  (((at + 1) * 2654435761 + ruleAt * 40503 * at) >>> 7) % 9;

/** Of which rules an account breaks some: most accounts are like many others, every fourth is like none. */
const fails = (at: number, ruleAt: number): boolean =>
  at % 4 === 1 ? scatter(at, ruleAt) === 0 : (at * 7 + ruleAt * 13) % 9 === 0 && ruleAt % 3 === 0;

/** Every twentieth account is not reached. */
function findingOf(of: RuleInformation, ruleAt: number, at: number): Finding {
  const subject = account(idOf(at), nameOf(at));
  const evidence = [FACTS[ruleAt % FACTS.length] ?? ""];
  if (at % 20 === 0)
    return finding(of, subject, {
      outcome: "unknown",
      message: "The account was not reached.",
      missing: [missing(evidence[0] ?? "", { cause: "reach", reason: ROLE })],
    });
  if (!fails(at, ruleAt)) return finding(of, subject, { evidence });
  const key = `AKIA${String(at % 3).padStart(4, "0")}`;
  return finding(of, subject, {
    outcome: "fail",
    message: `${of.title} is not so.`,
    items: [item(key)],
    evidence,
  });
}

const factOf = (fact: string): ObservedFact => ({
  fact,
  state: "collected",
  observedAt: "2026-11-03T10:00:05Z",
  calls: REGIONS.map((region) => ({ operation: "iam:GetAccountSummary", region, outcome: "ok" })),
});

/** Every fiftieth account's root signs in, once a day for ten days. */
function activityOf(at: number): Pick<SubjectEvidence, "rootActivity"> {
  if (at % 50 !== 1) return {};
  const rootActivity = Array.from({ length: 10 }, (_, day): RootEvent => ({
    time: `2026-10-${String(10 + day)}T0${at % 10}:15:00.000Z`,
    event: "ConsoleLogin",
    service: "signin.amazonaws.com",
    region: REGIONS[at % REGIONS.length] ?? "us-east-1",
    address: "203.0.113.7",
    agent: "Mozilla/5.0",
    ...(day % 4 === 0 && { error: "Failure" }),
  }));
  return { rootActivity };
}

/** Streams like the real one: nothing is held. */
export function largeReport(accounts: number): Report {
  const every = Array.from({ length: accounts }, (_, at) => at);
  return {
    ...organizationReport,
    header: {
      ...organizationReport.header,
      rules,
      population: every.map((at) => ({
        id: idOf(at),
        name: nameOf(at),
        ...(at % 20 === 0 ? { state: "unreached", reason: ROLE } : { state: "judged" }),
      })),
    },
    findings: {
      *[Symbol.iterator]() {
        for (const at of every) for (const [ruleAt, of] of rules.entries()) yield findingOf(of, ruleAt, at);
      },
    },
    evidence: {
      *[Symbol.iterator]() {
        for (const at of every)
          yield { scope: "account", id: idOf(at), facts: FACTS.map(factOf), ...activityOf(at) } as const;
      },
    },
  };
}
