// A result to compare: what --format json wrote, or evidence, which is judged first.
import { closeSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import { EVIDENCE_COMPLETE } from "../evaluate/index.ts";
import { readResult, type ResultHead, whyUnreadable } from "../load/index.ts";
import { type Finding, formatProblem, type PopulationEntry, UsageError } from "../model/index.ts";
import { askedIn } from "../report/index.ts";
import { judgeEvidence } from "./judging.ts";
import type { RuleOptions } from "./options.ts";
import { prepareToJudge } from "./prepare.ts";
import { settingsOf } from "./settings.ts";

/** A result as it was read. */
export interface ResultSource extends Pick<
  ResultHead,
  | "asOf"
  | "caller"
  | "configuration"
  | "organization"
  | "partition"
  | "populationGap"
  | "rulesSha256"
  | "scope"
  | "tool"
> {
  /** As it was named. */
  readonly file: string;
  readonly population: readonly PopulationEntry[];
  /** Ids of the rules it was judged by, without the built-in one. */
  readonly rules: readonly string[];
  readonly redacted: boolean;
  readonly shardProblems: readonly string[];
}

/** Hands over every finding that was asked for, less what is said of the evidence itself. Throws UsageError when the file is no result. */
export async function readSource(
  file: string,
  options: RuleOptions,
  add: (finding: Finding) => void,
): Promise<ResultSource> {
  const path = resolve(options.cwd, file);
  return isEvidence(path, file) ? judged(file, path, options, add) : read(file, path, add);
}

const FIRST_BYTES = 4096;

/** The first line of evidence says what it is. */
function isEvidence(path: string, file: string): boolean {
  const bytes = Buffer.alloc(FIRST_BYTES);
  try {
    const descriptor = openSync(path, "r");
    try {
      const text = bytes.toString("utf8", 0, readSync(descriptor, bytes));
      return /^\s*\{[^\n]*"kind": ?"scan"/.test(text);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new UsageError(`${file}: ${whyUnreadable(error)}`);
  }
}

/** Twice: who was not asked for is known once all is read, and the findings need not be held. */
function read(file: string, path: string, add: (finding: Finding) => void): ResultSource {
  const {
    accounts,
    rules,
    redacted = false,
    shardProblems = [],
    ...head
  } = headOf(file, path, () => undefined);
  const wanted = filterFor(accounts, add);
  headOf(file, path, wanted);
  return { ...head, file, population: accounts, rules: idsOf(rules), redacted, shardProblems };
}

function headOf(file: string, path: string, add: (finding: Finding) => void): ResultHead {
  const checked = readResult(path, add);
  if (checked.ok) return checked.value.head;
  throw new UsageError(checked.problems.map((problem) => formatProblem({ ...problem, file })));
}

async function judged(
  file: string,
  path: string,
  options: RuleOptions,
  add: (finding: Finding) => void,
): Promise<ResultSource> {
  const prepared = prepareToJudge(options);
  const settings = settingsOf({ stdout: () => undefined }, prepared.configuration.configuration);
  const result = await judgeEvidence({
    files: [{ file, path }],
    prepared,
    settings,
    baselineAt: () => undefined,
  });
  try {
    const { rules, shardProblems = [], ...header } = result.header;
    const wanted = filterFor(header.population, add);
    for (const finding of result.findings) wanted(finding);
    return { ...header, file, rules: idsOf(rules), redacted: false, shardProblems };
  } finally {
    result.close();
  }
}

/** Leaves out accounts that nobody asked for, and what is said of the evidence itself. */
function filterFor(
  population: readonly PopulationEntry[],
  add: (finding: Finding) => void,
): (finding: Finding) => void {
  const isAsked = askedIn(population);
  return (finding) => {
    if (finding.rule !== EVIDENCE_COMPLETE && isAsked(finding)) add(finding);
  };
}

const idsOf = (rules: readonly { readonly id: string }[]): string[] =>
  rules.map(({ id }) => id).filter((id) => id !== EVIDENCE_COMPLETE);
