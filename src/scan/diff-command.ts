// rootproof diff: an earlier and a later result, and whether anything got worse.
import { resolve } from "node:path";
import { compareAccounts, FindingComparison } from "../evaluate/index.ts";
import { DEFAULT_OUTPUT_DIRECTORY, type Difference, type Side, UsageError } from "../model/index.ts";
import { DIFFERENCE_FILES, DIFFERENCE_FORMATS, populationGapText } from "../report/index.ts";
import type { CommandResult, DiffCommand } from "./options.ts";
import { filesOf, parseDestinations } from "./reporting.ts";
import { readSource, type ResultSource } from "./result-source.ts";
import { isSame, nameOf } from "./whose.ts";
import { writeWhole } from "./write-file.ts";

/** Compares the two files. Throws UsageError for two that cannot be compared, and for a file that is no result. */
export async function diff(command: DiffCommand): Promise<CommandResult> {
  const destinations = parseDestinations({
    cwd: command.cwd,
    formats: command.formats ?? ["table"],
    said: "--format",
    directory: resolve(command.cwd, command.outputDirectory ?? DEFAULT_OUTPUT_DIRECTORY),
    names: DIFFERENCE_FILES,
    inputs: [command.old, command.new].map((file) => resolve(command.cwd, file)),
  });
  const difference = await differenceOf(command);
  for (const { format, path } of destinations) {
    const chunks = DIFFERENCE_FORMATS[format](difference, {
      ...(command.width !== undefined && { width: command.width }),
      ...(command.color !== undefined && { color: command.color && path === undefined }),
    });
    if (path === undefined) for (const chunk of chunks) command.stdout(chunk);
    else writeWhole(path, chunks);
  }
  const note = difference.worse ? "exit 1: something got worse" : "exit 0: nothing got worse";
  return { exitCode: difference.worse ? 1 : 0, files: filesOf(destinations), notes: [note] };
}

async function differenceOf(command: DiffCommand): Promise<Difference> {
  const comparison = new FindingComparison();
  const old = await readSource(command.old, command, (finding) => comparison.addEarlier(finding));
  const later = await readSource(command.new, command, (finding) => comparison.addLater(finding));
  refuse(old, later);
  const { changes, unchanged } = comparison;
  const notes = notesOn(old, later);
  const organization = later.organization ?? old.organization;
  return {
    scope: later.scope,
    partition: later.partition,
    ...(organization !== undefined && { organization }),
    ...(later.redacted && { redacted: true }),
    old: sideOf(old),
    new: sideOf(later),
    changes,
    unchanged,
    accounts: compareAccounts(old.population, later.population),
    rules: {
      came: later.rules.filter((id) => !old.rules.includes(id)).sort(),
      went: old.rules.filter((id) => !later.rules.includes(id)).sort(),
    },
    notes: notes.map(({ text }) => text),
    worse:
      changes.some(({ change }) => change === "new" || change === "worsened") ||
      notes.some(({ isWorse }) => isWorse),
  };
}

function refuse(old: ResultSource, later: ResultSource): void {
  if (!isSame(old, later))
    throw new UsageError(
      `${later.file}: is of ${nameOf(later)}, and ${old.file} is of ${nameOf(old)}; name two results of the same`,
    );
  if (Date.parse(later.asOf) < Date.parse(old.asOf))
    throw new UsageError(
      `${later.file}: is of ${later.asOf}, before ${old.file} of ${old.asOf}; name the earlier result first`,
    );
  if (old.redacted !== later.redacted)
    throw new UsageError(
      `${(old.redacted ? old : later).file}: is redacted and the other is not, so their accounts cannot be told apart; name two of a kind`,
    );
}

const sideOf = ({ file, tool, asOf, caller, rulesSha256, configuration }: ResultSource): Side => ({
  file,
  tool: { name: tool.name, version: tool.version },
  asOf,
  caller: { arn: caller.arn, account: caller.account },
  rulesSha256,
  configuration,
});

interface Note {
  readonly text: string;
  readonly isWorse: boolean;
}

/** What no finding tells. */
function notesOn(old: ResultSource, later: ResultSource): Note[] {
  const differs = (what: string, was: string | undefined, is: string | undefined): Note[] =>
    was === is
      ? []
      : [{ text: `${what} differ: findings may, too, without a change in AWS`, isWorse: false }];
  const gap = later.populationGap;
  return [
    ...differs("the versions of rootproof", old.tool.version, later.tool.version),
    ...differs("the rules", old.rulesSha256, later.rulesSha256),
    ...differs("the configurations", old.configuration.sha256, later.configuration.sha256),
    ...(gap === undefined
      ? []
      : [{ text: populationGapText(gap), isWorse: old.populationGap === undefined }]),
    ...later.shardProblems.map((text) => ({ text, isWorse: !old.shardProblems.includes(text) })),
  ];
}
