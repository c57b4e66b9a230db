// json: everything there is, for programs; schemas/result.schema.json says what it looks like.
// Two runs over the same facts differ only in `run`, the last member.
import type {
  AttestationReference,
  Benchmark,
  Call,
  Comparison,
  ConfigurationNote,
  Finding,
  Item,
  MissingFact,
  ResultHeader,
  RuleInformation,
  ObservedFact,
  RootEvent,
  Setting,
  Settings,
  SubjectEvidence,
  WaiverReference,
} from "../model/index.ts";
import { controlOutcome, type RuleOutcomes, tallyOutcomes } from "./controls.ts";
import { jsonList, jsonObject, member, sortKeys, toJson } from "./json-text.ts";
import type { Report } from "./report.ts";
import { countPopulation, newTally } from "./summary.ts";
import { inChunks } from "./text.ts";

type Parts = Iterable<string>;

/** The result as one JSON document, in chunks. */
export function renderJson(report: Report): Parts {
  return inChunks(document(report));
}

function* document({ header, findings, evidence, failOn, run }: Report): Parts {
  const tally = newTally(header.population);
  const outcomes = tallyOutcomes();
  yield* jsonObject([
    ...about(header),
    member("failOn", failOn),
    member("population", countPopulation(header.population)),
    member("choice", header.choice),
    member("populationComplete", header.populationGap === undefined),
    member("populationGap", header.populationGap),
    member("shardProblems", header.shardProblems),
    [
      "accounts",
      jsonList(
        header.population.map(({ id, name, state, reason, path }) => ({ id, name, state, reason, path })),
      ),
    ],
    ["rules", jsonList(header.rules.map(ruleEntry))],
    ["waiting", jsonList(header.waiting.map(({ rule, why, selectWith }) => ({ rule, why, selectWith })))],
    ["notes", jsonList(header.notes.map(noteEntry))],
    ["findings", jsonList(counted(findings, [tally.add, (one) => tally.isAsked(one) && outcomes.add(one)]))],
    ["evidence", jsonList(entriesFor(evidence))],
    ["benchmarks", benchmarksAfter(header.benchmarks, outcomes.rules)],
    ["summary", later(() => tally.summary)],
    member("run", {
      startedAt: run.startedAt,
      endedAt: run.endedAt,
      durations: sortKeys(run.durations),
      calls: sortKeys(run.calls),
      retries: run.retries,
      throttles: run.throttles,
    }),
  ]);
  yield "\n";
}

function about(header: ResultHeader): (readonly [string, Parts | undefined])[] {
  const { tool, caller, configuration } = header;
  return [
    member("schemaVersion", header.schemaVersion),
    member("tool", { name: tool.name, version: tool.version }),
    member("asOf", header.asOf),
    member("scope", header.scope),
    member("partition", header.partition),
    member("caller", { arn: caller.arn, account: caller.account }),
    member("organization", header.organization),
    member("configuration", { file: configuration.file, sha256: configuration.sha256 }),
    member("parameters", header.parameters),
    member("settings", settingEntries(header.settings)),
    member("rulesSha256", header.rulesSha256),
    member("redacted", header.redacted),
    member("baseline", header.baseline),
  ];
}

type Count = (finding: Finding) => void;

function settingEntries({ failOn, allowUnknown }: Settings): Settings {
  const entry = <Value>({ value, from }: Setting<Value>): Setting<Value> => ({ value, from });
  return { failOn: entry(failOn), allowUnknown: entry(allowUnknown) };
}

function* counted(findings: Iterable<Finding>, counts: readonly Count[]): Iterable<Finding> {
  for (const finding of findings) {
    for (const add of counts) add(finding);
    yield findingEntry(finding);
  }
}

function* entriesFor(evidence: Iterable<SubjectEvidence>): Iterable<SubjectEvidence> {
  for (const { scope, id, facts, rootActivity } of evidence)
    yield {
      scope,
      id,
      facts: facts.map(factEntry),
      ...(rootActivity !== undefined && { rootActivity: rootActivity.map(rootEventEntry) }),
    };
}

/** Outcomes exist once the findings before them have been written. */
function* benchmarksAfter(benchmarks: readonly Benchmark[], outcomes: RuleOutcomes): Parts {
  yield* jsonList(benchmarks.map((benchmark) => benchmarkEntry(benchmark, outcomes)));
}

function benchmarkEntry(
  { id, title, version, source, controls }: Benchmark,
  outcomes: RuleOutcomes,
): unknown {
  const entries = controls.map((control) => ({
    id: control.id,
    title: control.title,
    group: control.group,
    outcome: controlOutcome(control, outcomes),
    rules: control.rules,
    coverage: control.coverage,
    gap: control.gap,
    source: control.source,
  }));
  return { id, title, version, source, controls: entries };
}

/** The summary exists once the findings before it have been written. */
function* later(value: () => unknown): Parts {
  yield toJson(value());
}

function findingEntry(finding: Finding): Finding {
  const { subject } = finding;
  const { scope, id, partition, name } = subject;
  return {
    rule: finding.rule,
    subject: { scope, id, partition, ...(name === undefined ? {} : { name }) },
    severity: finding.severity,
    outcome: finding.outcome,
    message: finding.message,
    items: finding.items.map(itemEntry),
    itemsComplete: finding.itemsComplete,
    missing: finding.missing.map(missingEntry),
    evidence: finding.evidence,
    ...(finding.compensatedBy !== undefined && { compensatedBy: [...finding.compensatedBy] }),
    ...(finding.waiver !== undefined && { waiver: waiverEntry(finding.waiver) }),
    ...(finding.attestation !== undefined && { attestation: attestationEntry(finding.attestation) }),
    ...(finding.baseline !== undefined && { baseline: comparisonEntry(finding.baseline) }),
  };
}

function itemEntry({ key, message, at, waiver }: Item): Item {
  return {
    key,
    message,
    ...(at !== undefined && { at }),
    ...(waiver !== undefined && { waiver: waiverEntry(waiver) }),
  };
}

function waiverEntry({ kind, owner, reason, reference, expires }: WaiverReference): WaiverReference {
  return { kind, owner, reason, ...(reference !== undefined && { reference }), expires };
}

function attestationEntry({ by, on, expires, evidence }: AttestationReference): AttestationReference {
  return { by: [...by], on, expires, ...(evidence !== undefined && { evidence }) };
}

function comparisonEntry({ state, since, lastFailed, newItems, carried }: Comparison): Comparison {
  return {
    state,
    ...(since !== undefined && { since }),
    ...(lastFailed !== undefined && { lastFailed }),
    newItems: [...newItems],
    carried: carried.map(itemEntry),
  };
}

function noteEntry({ kind, entry, line, message }: ConfigurationNote): ConfigurationNote {
  return { kind, entry, ...(line !== undefined && { line }), message };
}

function missingEntry({ fact, cause, reason, call }: MissingFact): MissingFact {
  return { fact, cause, reason, ...(call === undefined ? {} : { call: callEntry(call) }) };
}

function factEntry({ fact, state, observedAt, calls }: ObservedFact): ObservedFact {
  return { fact, state, observedAt, calls: calls.map(callEntry) };
}

function rootEventEntry({ time, event, service, region, address, agent, error }: RootEvent): RootEvent {
  return {
    time,
    event,
    service,
    region,
    ...(address !== undefined && { address }),
    ...(agent !== undefined && { agent }),
    ...(error !== undefined && { error }),
  };
}

function callEntry({ operation, region, outcome, code }: Call): Call {
  return { operation, region, outcome, ...(code === undefined ? {} : { code }) };
}

function ruleEntry(rule: RuleInformation): unknown {
  return {
    id: rule.id,
    title: rule.title,
    severity: rule.severity,
    scope: rule.scope,
    rationale: rule.rationale,
    limits: rule.limits,
    remediation: rule.remediation.map(({ step, command }) => ({ step, command })),
    references: rule.references.map(({ title, url }) => ({ title, url })),
    parameters: parameterEntries(rule.parameters),
    decidedBy: rule.decidedBy,
  };
}

function parameterEntries(parameters: RuleInformation["parameters"]): unknown {
  const entries = Object.entries(parameters).map(
    ([name, { type, description, default: value, required }]) =>
      [name, { type, description, default: value, required }] as const,
  );
  return sortKeys(Object.fromEntries(entries));
}
