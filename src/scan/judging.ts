// Judging: verified evidence, account by account, into findings and the header every report shows.
import {
  createEvaluator,
  type EntryNote,
  type EvaluateInput,
  EVIDENCE_COMPLETE_INFORMATION,
  type Evaluator,
  informationOf,
  type JudgedAccount,
} from "../evaluate/index.ts";
import { checkHorizon } from "../load/index.ts";
import {
  type BaselineReference,
  type ConfigurationNote,
  type Finding,
  type PopulationEntry,
  type ResultHeader,
  type Settings,
  shortenAddresses,
  type SubjectEvidence,
  VERSION,
} from "../model/index.ts";
import type { RunSection } from "../report/index.ts";
import { type Baseline, reachingBack } from "./baseline.ts";
import { type Evidence, readFiles } from "./joining.ts";
import { loadModels, statementsOf } from "./models.ts";
import { type Prepared, stopOn } from "./prepare.ts";
import { Spool } from "./spool.ts";
import type { Whose } from "./whose.ts";

/** Findings with all a report needs. */
export interface Judged {
  readonly header: ResultHeader;
  /** The organization's, then by account, each by rule; may be read as often as needed until they are closed. */
  readonly findings: Iterable<Finding>;
  /** The facts they stand on, subject by subject in the same order. */
  readonly evidence: Iterable<SubjectEvidence>;
  readonly run: RunSection;
  /** Ends the reading of findings. */
  readonly close: () => void;
}

export interface JudgeRequest {
  /** An evidence file, or the shards of one scan; absolute, and as they were named. */
  readonly files: readonly { readonly file: string; readonly path: string }[];
  readonly prepared: Prepared;
  /** What the command was run with. */
  readonly settings: Settings;
  /** ISO 8601, UTC; the evidence's own without it. */
  readonly asOf?: string;
  /** What findings are compared with. */
  readonly baselineAt: (asOf: number) => Baseline | undefined;
  /** How collecting went, when it was part of this run. */
  readonly run?: RunSection;
}

/** Judges the evidence. Throws UsageError when it is cut, altered, of a newer schema or no evidence at all. */
export async function judgeEvidence({
  files,
  asOf,
  run,
  settings,
  baselineAt,
  ...request
}: JudgeRequest): Promise<Judged> {
  const evidence = await readFiles(files, request.prepared.maxEvidenceAge);
  const instant = Date.parse(asOf ?? evidence.scan.asOf);
  const baseline = baselineAt(instant);
  const whose = whoseOf(evidence, baseline);
  baseline?.refuseForeign(whose);
  const prepared = reachingBack(
    request.prepared.reachedBy(evidence.scan.access ?? "role"),
    baseline,
    instant,
  );
  stopOn(checkHorizon(prepared.configuration, instant));
  const evaluator = createEvaluator({
    rules: prepared.selection.selected,
    parameters: prepared.parameters,
    severities: prepared.configuration.configuration.rules?.severity ?? {},
    maxEvidenceAge: prepared.maxEvidenceAge,
    ...evidence,
    alsoListed: evidence.listed,
    asOf: asOf ?? evidence.scan.asOf,
    ...signedEntries(prepared),
    models: loadModels(),
    ...(baseline !== undefined && { past: baseline.past }),
  });
  const spool = new Spool();
  try {
    const population = await judgeLines(evidence, evaluator, { spool, baseline });
    const { populationGap } = evaluator;
    const notes = evaluator.notes(population).map((note) => located(note, prepared));
    const judged = { settings, population, populationGap, notes };
    const told = header({ prepared, evidence, whose, asOf, ...judged });
    return {
      header: { ...told, ...(baseline !== undefined && { baseline: referenceOf(baseline, population) }) },
      findings: spool.findings,
      evidence: spool.evidence,
      run: run ?? instantOf(evidence),
      close: () => spool.close(),
    };
  } catch (error) {
    spool.close();
    throw error;
  }
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

/** Into the spool, account by account. Returns the population, sorted. */
async function judgeLines(
  { accounts }: Evidence,
  evaluator: Evaluator,
  { spool, baseline }: { readonly spool: Spool; readonly baseline: Baseline | undefined },
): Promise<readonly PopulationEntry[]> {
  spool.addOrganization(evaluator.organization(), evaluator.organizationEvidence());
  const population = new Map<string, PopulationEntry>();
  const add = ({ entry, findings, evidence }: JudgedAccount): void => {
    spool.addAccount(entry.id, findings, evidence);
    population.set(entry.id, baseline?.placed(entry) ?? entry);
  };
  for await (const line of accounts()) add(evaluator.account(line));
  for (const judged of evaluator.vanished(new Set(population.keys()))) add(judged);
  return [...population.values()].sort((left, right) => compare(left.id, right.id));
}

const compare = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

/** Saved evidence has no run of its own: the report carries the times of the scan that made it. */
const instantOf = ({ scan, endedAt }: Evidence): RunSection => ({
  startedAt: scan.asOf,
  endedAt,
  durations: {},
  calls: {},
  retries: 0,
  throttles: 0,
});

interface HeaderRequest {
  readonly prepared: Prepared;
  readonly evidence: Evidence;
  readonly whose: Whose;
  readonly settings: Settings;
  readonly population: readonly PopulationEntry[];
  readonly populationGap: string | undefined;
  readonly notes: readonly ConfigurationNote[];
  readonly asOf: string | undefined;
}

const referenceOf = (baseline: Baseline, population: readonly PopulationEntry[]): BaselineReference => ({
  ...baseline.reference,
  gone: baseline.goneFrom(population),
});

/** The organization's id is a label, however old the look; where it was not seen, the earlier result knows it. */
function whoseOf({ scan, organization: { id } }: Evidence, baseline: Baseline | undefined): Whose {
  const { scope, partition, caller } = scan;
  const known = id.state === "absent" ? undefined : (id.value ?? baseline?.past.organization);
  return {
    scope,
    partition,
    caller: { ...caller, arn: shortenAddresses(caller.arn) },
    ...(known !== undefined && { organization: known }),
  };
}

function header({ prepared, evidence, whose, asOf, populationGap, ...judged }: HeaderRequest): ResultHeader {
  const { scan, shardProblems } = evidence;
  const { file, sha256 } = prepared.configuration;
  const severities = prepared.configuration.configuration.rules?.severity ?? {};
  return {
    schemaVersion: 1,
    tool: { name: "rootproof", version: VERSION },
    asOf: asOf ?? scan.asOf,
    ...whose,
    configuration: { ...(file !== undefined && { file }), ...(sha256 !== undefined && { sha256 }) },
    parameters: parametersOf(prepared),
    rulesSha256: prepared.rulesSha256,
    rules: [
      EVIDENCE_COMPLETE_INFORMATION,
      ...prepared.selection.selected.map((rule) => informationOf(rule, severities)),
    ].sort((left, right) => compare(left.id, right.id)),
    waiting: prepared.selection.waiting,
    ...(scan.only !== undefined && { choice: scan.only.choice }),
    ...judged,
    ...(populationGap !== undefined && { populationGap }),
    ...(shardProblems.length > 0 && { shardProblems }),
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
