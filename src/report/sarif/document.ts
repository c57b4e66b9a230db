// sarif: for code scanning. One run that lists every rule; what passed never appears, what was not judged does.
// Facts about GitHub: its documentation of SARIF support, and measurements in docs/decisions.
import type { Notification, ReportingDescriptor, Result, Run } from "sarif";
import { jsonList, jsonObject, member, toJson } from "../json-text.ts";
import type { Report } from "../report.ts";
import { countPopulation, type Summary } from "../summary.ts";
import { clean, inChunks } from "../text.ts";
import { hashOf } from "./fingerprint.ts";
import { notifications } from "./notifications.ts";
import { auditResults, results, type RuleIndex } from "./results.ts";
import { allRules, describeRule } from "./rules.ts";
import { plan, type Plan, select } from "./selection.ts";
import { taxonomiesOf } from "./taxonomies.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** The result as one SARIF 2.1.0 document, in chunks. */
export function renderSarif(report: Report): Iterable<string> {
  return inChunks(document(alertRun(report)));
}

/** Every finding as one SARIF 2.1.0 document, in chunks; for auditors' tools, never for code scanning. */
export function renderSarifAudit(report: Report): Iterable<string> {
  return inChunks(document(auditRun(report)));
}

function* document(run: Iterable<string>): Iterable<string> {
  yield* jsonObject([
    member("$schema", SCHEMA),
    member("version", "2.1.0"),
    ["runs", wrapped("[", run, "]")],
  ]);
  yield "\n";
}

function* wrapped(before: string, parts: Iterable<string>, after: string): Iterable<string> {
  yield before;
  yield* parts;
  yield after;
}

function* alertRun(report: Report): Iterable<string> {
  const planned = plan(report);
  const selected = select(report, planned);
  const { overflow } = selected;
  yield* run(report, planned, {
    category: categoryOf(report),
    results: (rules) => results(report, selected, rules),
    notifications: notifications(report, planned, overflow),
  });
}

function* auditRun(report: Report): Iterable<string> {
  const planned = plan(report);
  yield* run(report, planned, {
    category: categoryOf(report).replace("/", "-audit/"),
    results: (rules) => auditResults(report, rules),
    notifications: notifications(report, planned, []),
  });
}

interface Content {
  readonly category: string;
  readonly results: (rules: RuleIndex) => Iterable<Result>;
  readonly notifications: Notification[];
}

function* run(report: Report, planned: Plan, content: Content): Iterable<string> {
  const { header } = report;
  const rules = allRules(header.rules, planned.rules);
  const index: RuleIndex = new Map(rules.map((rule, at) => [rule.id, { index: at, rule }]));
  const described = rules.map((rule) => describeRule(rule, header.benchmarks));
  yield* jsonObject([
    ["tool", tool(header.tool, described)],
    ...taxonomies(report),
    member("automationDetails", { id: content.category } satisfies Run["automationDetails"]),
    member("columnKind", "utf16CodeUnits" satisfies Run["columnKind"]),
    member("originalUriBaseIds", sourceRoot),
    ["results", jsonList(content.results(index))],
    member("invocations", [invocation(report, planned.summary, content.notifications)]),
    member("properties", properties(report, planned.summary)),
  ]);
}

function taxonomies({ header }: Report): (readonly [string, Iterable<string>])[] {
  return header.benchmarks.length === 0 ? [] : [["taxonomies", jsonList(taxonomiesOf(header.benchmarks))]];
}

const sourceRoot: Run["originalUriBaseIds"] = {
  "%SRCROOT%": {
    description: { text: "The root of the repository that holds the configuration of rootproof." },
  },
};

function* tool(
  { name, version }: Report["header"]["tool"],
  rules: readonly ReportingDescriptor[],
): Iterable<string> {
  yield `{"driver": {"name": ${toJson(name)}, "version": ${toJson(clean(version))}, `;
  yield `"semanticVersion": ${toJson(clean(version))}, `;
  yield `"informationUri": "https://rootproof.example.com", "rules": `;
  yield* jsonList(rules);
  yield "}}";
}

/**
 * What a later upload replaces. The scan of one account, or of some, never has its organization's: it would close every
 * other account's alerts. It ends with a slash, else GitHub reads no category at all.
 */
function categoryOf({ header: { scope, organization, population, caller, choice } }: Report): string {
  const whole = scope === "organization" ? organization : undefined;
  const id = whole ?? population[0]?.id ?? caller.account;
  const part = choice === undefined ? "" : `only-${hashOf([choice]).slice(0, 12)}/`;
  return `rootproof/${id.replace(/[^A-Za-z0-9-]/g, "") || "account"}/${part}`;
}

/** Times of the run stand here only. */
function invocation(
  { run: { startedAt, endedAt } }: Report,
  { outcomes, waived }: Summary,
  toolExecutionNotifications: Notification[],
): NonNullable<Run["invocations"]>[number] {
  const judged = outcomes.unknown - waived.unknown + outcomes.error === 0;
  const reached = !toolExecutionNotifications.some(({ level }) => level === "error");
  return {
    executionSuccessful: judged && reached,
    startTimeUtc: startedAt,
    endTimeUtc: endedAt,
    toolExecutionNotifications,
  };
}

function properties({ header, failOn }: Report, summary: Summary): Run["properties"] {
  return {
    asOf: header.asOf,
    scope: header.scope,
    partition: header.partition,
    caller: clean(header.caller.arn),
    configuration: clean(header.configuration.file ?? ""),
    configurationSha256: header.configuration.sha256,
    rulesSha256: header.rulesSha256,
    failOn,
    ...(header.redacted === true && { redacted: true }),
    ...(header.baseline !== undefined && {
      baseline: { ...header.baseline, file: clean(header.baseline.file) },
    }),
    ...(header.choice !== undefined && { choice: clean(header.choice) }),
    population: countPopulation(header.population),
    populationComplete: header.populationGap === undefined,
    summary,
    waiting: header.waiting.map(({ rule, why, selectWith }) => ({
      rule: clean(rule),
      why,
      selectWith: clean(selectWith),
    })),
  };
}
