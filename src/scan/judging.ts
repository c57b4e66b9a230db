// Judging: a verified evidence file, account by account, into findings and the header every report shows.
import {
  createEvaluator,
  type EntryNote,
  type EvaluateInput,
  EVIDENCE_COMPLETE_INFORMATION,
  type Evaluator,
  informationOf,
} from "../evaluate/index.ts";
import { checkHorizon, readAccounts, type VerifiedEvidence, verifyEvidence } from "../load/index.ts";
import {
  type ConfigurationNote,
  type Finding,
  formatProblem,
  type PopulationEntry,
  type ResultHeader,
  type Scope,
  type Settings,
  shortenAddresses,
  UsageError,
  VERSION,
} from "../model/index.ts";
import type { RunSection } from "../report/index.ts";
import { loadModels, statementsOf } from "./models.ts";
import { type Prepared, stopOn } from "./prepare.ts";

/** Findings with all a report needs. */
export interface Judged {
  readonly header: ResultHeader;
  /** Sorted by rule, then subject. */
  readonly findings: readonly Finding[];
  readonly run: RunSection;
}

export interface JudgeRequest {
  readonly file: string;
  readonly prepared: Prepared;
  /** What the command was run with. */
  readonly settings: Settings;
  /** ISO 8601, UTC; the evidence's own without it. */
  readonly asOf?: string;
  /** How collecting went, when it was part of this run. */
  readonly run?: RunSection;
}

/** Judges the file. Throws UsageError when it is cut, altered, of a newer schema or no evidence at all. */
export async function judgeEvidence({
  file,
  asOf,
  run,
  settings,
  ...request
}: JudgeRequest): Promise<Judged> {
  const verified = await verifyEvidence(file);
  if (!verified.ok) throw new UsageError(verified.problems.map(formatProblem));
  const evidence = verified.value;
  const prepared = request.prepared.reachedBy(evidence.scan.access ?? "role");
  stopOn(checkHorizon(prepared.configuration, Date.parse(asOf ?? evidence.scan.asOf)));
  const evaluator = createEvaluator({
    rules: prepared.selection.selected,
    parameters: prepared.parameters,
    severities: prepared.configuration.configuration.rules?.severity ?? {},
    maxEvidenceAge: prepared.maxEvidenceAge,
    scan: evidence.scan,
    endedAt: evidence.end.endedAt,
    asOf: asOf ?? evidence.scan.asOf,
    organization: evidence.organization,
    destinations: evidence.destinations,
    ...signedEntries(prepared),
    models: loadModels(),
  });
  const { findings, population } = await judgeLines(evidence, evaluator);
  return {
    header: header({
      prepared,
      evidence,
      settings,
      population,
      populationComplete: evaluator.populationComplete,
      notes: evaluator.notes(population).map((note) => located(note, prepared)),
      asOf,
    }),
    findings,
    run: run ?? instantOf(evidence),
  };
}

/** What people state, what they accept, and what they were not asked for yet. */
function signedEntries({
  configuration: { configuration },
  unstated,
}: Prepared): Pick<EvaluateInput, "statements" | "acceptances" | "unstated"> {
  const { exclusions = [], waivers = [] } = configuration;
  return { statements: statementsOf(configuration), acceptances: { exclusions, waivers }, unstated };
}

/** The note with the line of its entry. */
function located({ kind, entry, section, index, message }: EntryNote, prepared: Prepared): ConfigurationNote {
  const line = prepared.configuration.lineOf([section, index]);
  return { kind, entry, ...(line !== undefined && { line }), message };
}

async function judgeLines(evidence: VerifiedEvidence, evaluator: Evaluator) {
  const findings = [...evaluator.organization()];
  const population = new Map<string, PopulationEntry>();
  for await (const line of readAccounts(evidence)) {
    const judged = evaluator.account(line);
    findings.push(...judged.findings);
    population.set(line.id, judged.entry);
  }
  for (const judged of evaluator.vanished(new Set(population.keys()))) {
    findings.push(...judged.findings);
    population.set(judged.entry.id, judged.entry);
  }
  return {
    findings: findings.sort(compareFindings),
    population: [...population.values()].sort((left, right) => compare(left.id, right.id)),
  };
}

const compare = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

const compareFindings = (left: Finding, right: Finding): number =>
  compare(left.rule, right.rule) ||
  compare(left.subject.scope, right.subject.scope) ||
  compare(left.subject.id, right.subject.id);

/** Saved evidence has no run of its own: the report carries the times of the scan that made it. */
const instantOf = ({ scan, end }: VerifiedEvidence): RunSection => ({
  startedAt: scan.asOf,
  endedAt: end.endedAt,
  durations: {},
  calls: {},
  retries: 0,
  throttles: 0,
});

interface HeaderRequest {
  readonly prepared: Prepared;
  readonly evidence: VerifiedEvidence;
  readonly settings: Settings;
  readonly population: readonly PopulationEntry[];
  readonly populationComplete: boolean;
  readonly notes: readonly ConfigurationNote[];
  readonly asOf: string | undefined;
}

function header({ prepared, evidence, asOf, ...judged }: HeaderRequest): ResultHeader {
  const { scan, organization } = evidence;
  const { file, sha256 } = prepared.configuration;
  const severities = prepared.configuration.configuration.rules?.severity ?? {};
  const scope: Scope = scan.scope;
  return {
    schemaVersion: 1,
    tool: { name: "rootproof", version: VERSION },
    asOf: asOf ?? scan.asOf,
    scope,
    partition: scan.partition,
    caller: { ...scan.caller, arn: shortenAddresses(scan.caller.arn) },
    ...(organization.id.value !== undefined && { organization: organization.id.value }),
    configuration: { ...(file !== undefined && { file }), ...(sha256 !== undefined && { sha256 }) },
    parameters: parametersOf(prepared),
    rulesSha256: prepared.rulesSha256,
    rules: [
      EVIDENCE_COMPLETE_INFORMATION,
      ...prepared.selection.selected.map((rule) => informationOf(rule, severities)),
    ].sort((left, right) => compare(left.id, right.id)),
    waiting: prepared.selection.waiting,
    ...judged,
    benchmarks: prepared.benchmarks,
  };
}

/** The values of the selected rules' parameters, addresses shortened. */
function parametersOf({ selection, parameters }: Prepared): Record<string, unknown> {
  const names = new Set(
    selection.selected.flatMap(({ definition }) => Object.keys(definition.parameters ?? {})),
  );
  const entries = [...names].sort().flatMap((name) => (name in parameters ? [[name, parameters[name]]] : []));
  return JSON.parse(shortenAddresses(JSON.stringify(Object.fromEntries(entries)))) as Record<string, unknown>;
}
