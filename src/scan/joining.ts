// The evidence that is judged: one file, or the shards of one scan as if one machine had made them.
import { type Checked, readAccounts, type VerifiedEvidence, verifyEvidence } from "../load/index.ts";
import {
  type AccountLine,
  type DestinationLine,
  formatProblem,
  type OrganizationLine,
  type ScanLine,
  shardOf,
  UsageError,
} from "../model/index.ts";
import { hours } from "./hours.ts";

/** What judging reads. */
export interface Evidence {
  /** Of the scan as a whole: begun when its first part was. */
  readonly scan: ScanLine;
  readonly organization: OrganizationLine;
  readonly destinations: readonly DestinationLine[];
  /** When its last part ended. */
  readonly endedAt: string;
  /** Accounts that any part's organization line lists. */
  readonly listed: readonly string[];
  readonly shardProblems: readonly string[];
  readonly whyNoShard: (id: string) => string | undefined;
  /** Account by account; may be read once. */
  readonly accounts: () => AsyncGenerator<AccountLine, void, undefined>;
}

/** A file as it was named, and what is in it. */
interface Part {
  readonly file: string;
  readonly evidence: VerifiedEvidence;
}

/**
 * Verifies the files and joins them. Throws UsageError when one is cut, altered or no evidence at all, and when several are
 * not the shards of one scan. `maxAge`: how far apart shards may have begun; milliseconds.
 */
export async function readFiles(
  files: readonly { readonly file: string; readonly path: string }[],
  maxAge: number,
): Promise<Evidence> {
  const parts: Part[] = [];
  for (const { file, path } of files) parts.push({ file, evidence: believed(await verifyEvidence(path)) });
  const shards = parts.filter(({ evidence }) => evidence.scan.shard !== undefined);
  const other = parts.find(({ evidence }) => evidence.scan.shard === undefined);
  if (other !== undefined && parts.length > 1)
    throw new UsageError(`${other.file}: is no shard; only the shards of one scan are judged together`);
  return other === undefined ? joinShards(shards, maxAge) : whole(other);
}

function believed(checked: Checked<VerifiedEvidence>): VerifiedEvidence {
  if (!checked.ok) throw new UsageError(checked.problems.map(formatProblem));
  return checked.value;
}

const whole = ({ evidence }: Part): Evidence => ({
  ...evidence,
  endedAt: evidence.end.endedAt,
  listed: [],
  shardProblems: [],
  whyNoShard: () => undefined,
  accounts: () => readAccounts(evidence),
});

function joinShards(parts: readonly Part[], maxAge: number): Evidence {
  const { same, foreign } = sameScan(parts);
  const of = same[0]?.evidence.scan.shard?.of ?? 1;
  const numbered = groupBy(same, ({ evidence }) => evidence.scan.shard?.index ?? 0);
  const once = [...numbered.values()].filter((all) => all.length === 1).flat();
  const problems = new Map<number, string>();
  for (let index = 1; index <= of; index++) {
    const files = (numbered.get(index) ?? []).map(({ file }) => file).sort();
    if (files.length === 0) problems.set(index, `shard ${index} of ${of} is missing`);
    if (files.length > 1)
      problems.set(index, `shard ${index} of ${of} is there more than once: ${files.join(", ")}`);
  }
  return joined(once, maxAge, {
    shardProblems: [...problems.values(), ...foreign],
    whyNoShard: (id) => problems.get(shardOf(id, of)),
  });
}

/** Node 20 has no Map.groupBy. */
function groupBy<Key>(parts: readonly Part[], keyOf: (part: Part) => Key): Map<Key, Part[]> {
  const groups = new Map<Key, Part[]>();
  for (const part of parts) groups.set(keyOf(part), [...(groups.get(keyOf(part)) ?? []), part]);
  return groups;
}

/** Those that most agree on; a file of another scan says nothing of this one's accounts. */
function sameScan(parts: readonly Part[]): { same: readonly Part[]; foreign: string[] } {
  const groups = groupBy(parts, ({ evidence }) => identityOf(evidence));
  const ranked = [...groups].sort(
    ([key, group], [otherKey, other]) => other.length - group.length || (key < otherKey ? -1 : 1),
  );
  const [[, same] = ["", []], ...others] = ranked;
  const foreign = others.flatMap(([, group]) => group.map(({ file }) => file)).sort();
  return {
    same,
    foreign: foreign.map(
      (file) => `${file} is no shard of this scan: another organization, number of shards, or choice`,
    ),
  };
}

/** All that the shards of one scan have in common. */
function identityOf({ scan, organization }: VerifiedEvidence): string {
  const { tool, partition, scope, facts, access, roleName, regions, only, shard, caller } = scan;
  const common = [tool, partition, scope, facts, access, roleName, regions, only, shard?.of, caller.account];
  return JSON.stringify([...common, organization.id.value ?? organization.id.state]);
}

function joined(
  parts: readonly Part[],
  maxAge: number,
  told: Pick<Evidence, "shardProblems" | "whyNoShard">,
): Evidence {
  const files = parts.map(({ evidence }) => evidence).sort(byBeginning);
  const [first, last] = [files[0], files.at(-1)];
  if (first === undefined || last === undefined)
    throw new UsageError(["no shard can be believed", ...told.shardProblems]);
  const scan = withoutShard(first.scan);
  if (Date.parse(last.scan.asOf) - Date.parse(scan.asOf) > maxAge)
    throw new UsageError(
      `the shards were begun too far apart (${scan.asOf} and ${last.scan.asOf}): facts count for ${hours(maxAge)}`,
    );
  return {
    scan,
    // Its look-ups reach furthest.
    organization: last.organization,
    destinations: [
      ...new Map(files.flatMap(({ destinations }) => destinations).map((one) => [one.arn, one])).values(),
    ],
    endedAt:
      files
        .map(({ end }) => end.endedAt)
        .sort()
        .at(-1) ?? last.end.endedAt,
    listed: files.flatMap(({ organization }) => (organization.accounts.value ?? []).map(({ id }) => id)),
    ...told,
    accounts: () => accountsOfAll(files),
  };
}

function withoutShard(scan: ScanLine): ScanLine {
  const copy: { -readonly [Key in keyof ScanLine]: ScanLine[Key] } = { ...scan };
  delete copy.shard;
  return copy;
}

/** Whatever the order of the command line. */
function byBeginning({ scan }: VerifiedEvidence, { scan: other }: VerifiedEvidence): number {
  return (
    Date.parse(scan.asOf) - Date.parse(other.asOf) || (scan.shard?.index ?? 0) - (other.shard?.index ?? 0)
  );
}

async function* accountsOfAll(
  files: readonly VerifiedEvidence[],
): AsyncGenerator<AccountLine, void, undefined> {
  for (const file of files) yield* readAccounts(file);
}
