// Whom a scan reads: every account, or those that the command names; and of them, in a distributed scan, the shard's.
import type { Observed, OrganizationLine, ScanLine, Shard } from "../model/index.ts";
import { didYouMean, shardOf, UsageError } from "../model/index.ts";
import type { ReachOptions } from "./options.ts";

/** What the command asks for. */
export interface Chosen {
  /** Every account of the organization, sorted. */
  readonly all: readonly string[];
  /** Those that are to be read here. */
  readonly read: readonly string[];
  /** Those that were asked for, in whatever shard; undefined: all. */
  readonly only?: Only;
  readonly shard?: Shard;
}

type Only = NonNullable<ScanLine["only"]>;

/** Throws UsageError for an account or unit that is not there, or when nobody is left. */
export function choosePopulation(
  command: ReachOptions,
  caller: string,
  organization: OrganizationLine,
): Chosen {
  refuseWithoutOrganization(command);
  const all = command.org === true ? listed(caller, organization) : [caller];
  const only = chosenOf(command, all, organization);
  const shard = command.shard === undefined ? undefined : parseShard(command.shard);
  const read = (only?.accounts ?? all).filter(
    (id) => shard === undefined || shardOf(id, shard.of) === shard.index,
  );
  if (only?.accounts.length === 0)
    throw new UsageError("no account is left: check --accounts, --ou and --exclude against each other");
  return { all, read, ...(only !== undefined && { only }), ...(shard !== undefined && { shard }) };
}

const CHOOSING = [
  ["accounts", "--accounts"],
  ["units", "--ou"],
  ["exclude", "--exclude"],
] as const;

const NARROWING = [...CHOOSING, ["shard", "--shard"]] as const;

/** One account, or all that --org says. */
export const scopeOf = ({ org }: Pick<ReachOptions, "org">): ScanLine["scope"] =>
  org === true ? "organization" : "account";

/** Without it there is only one account, and nothing to choose from. */
export function refuseWithoutOrganization(command: ReachOptions): void {
  if (command.org === true) return;
  const given = NARROWING.find(([name]) => command[name] !== undefined);
  if (given !== undefined)
    throw new UsageError(`${given[1]}: chooses among the accounts of an organization; add --org`);
}

/** Whether an account is below a unit, the tree tells. */
export const FACTS_OF_UNITS = ["organization.accounts", "organization.roots", "organization.units"];

/** Whether the tree must be known for the command to be understood. */
export const namesUnits = ({ units = [], exclude = [] }: ReachOptions): boolean =>
  [...units, ...exclude].some(isUnit);

const isUnit = (text: string): boolean => /^(ou|r)-/.test(text);

/** An organization whose accounts cannot be listed is no population to make promises about. */
function listed(caller: string, { id, accounts }: OrganizationLine): string[] {
  if (id.state === "absent")
    throw new UsageError(`account ${caller} is in no organization; leave out --org to scan it alone`);
  if (accounts.value === undefined) {
    const why = accounts.reason?.message ?? accounts.state;
    throw new UsageError(
      `the organization's accounts cannot be listed (${why}); use credentials of the management account or a delegated administrator`,
    );
  }
  return accounts.value.map((account) => account.id).sort();
}

function chosenOf(
  command: ReachOptions,
  all: readonly string[],
  organization: OrganizationLine,
): Only | undefined {
  const { accounts, units, exclude } = command;
  const choice = wordsOf(command);
  if (choice === "") return undefined;
  const within = (flag: string, names: readonly string[]): Set<string> =>
    new Set(names.flatMap((name) => named(flag, name, all, organization)));
  const wanted =
    accounts === undefined && units === undefined
      ? new Set(all)
      : new Set([...within("--accounts", accounts ?? []), ...within("--ou", units ?? [])]);
  const unwanted = within("--exclude", exclude ?? []);
  return { choice, accounts: all.filter((id) => wanted.has(id) && !unwanted.has(id)) };
}

/** The same for the same choice, in whatever order it was written. */
const wordsOf = (command: ReachOptions): string =>
  CHOOSING.flatMap(([name, flag]) => {
    const names = [...new Set(command[name] ?? [])].sort();
    return command[name] === undefined ? [] : [`${flag} ${names.join(",")}`];
  }).join(" ");

/** An account, or all below a unit. */
function named(
  flag: string,
  name: string,
  all: readonly string[],
  organization: OrganizationLine,
): readonly string[] {
  if (isUnit(name) && flag !== "--accounts") return below(flag, name, organization);
  if (all.includes(name) && flag !== "--ou") return [name];
  const what = flag === "--ou" ? "unit (ou-…, or a root r-…)" : "account";
  throw new UsageError(`${flag} ${name}: the organization has no such ${what}${didYouMean(name, all)}`);
}

/** Every account has a known place, or nobody can say who is below the unit. */
function below(flag: string, unit: string, organization: OrganizationLine): string[] {
  const why = whyUnplaced(organization);
  if (why !== undefined)
    throw new UsageError(`${flag} ${unit}: who is below it cannot be told (${why}); name accounts`);
  const {
    accounts: { value: accounts = [] },
    roots: { value: roots = [] },
    units: { value: units = [] },
  } = organization;
  const known = [...roots, ...units].map(({ id }) => id);
  if (!known.includes(unit))
    throw new UsageError(
      `${flag} ${unit}: the organization has no such unit or root${didYouMean(unit, known)}`,
    );
  const inside = unitsBelow(unit, units);
  return accounts.filter(({ parentId }) => inside.has(parentId.value ?? "")).map(({ id }) => id);
}

/** What of the tree was not seen whole. */
function whyUnplaced({ accounts, roots, units }: OrganizationLine): string | undefined {
  const looks: Observed<unknown>[] = [
    roots,
    units,
    accounts,
    ...(accounts.value ?? []).map(({ parentId }) => parentId),
  ];
  const broken = looks.find(({ value, incomplete }) => value === undefined || incomplete === true);
  return broken && (broken.reason?.message ?? broken.state);
}

function unitsBelow(
  unit: string,
  units: readonly { readonly id: string; readonly parentId: string }[],
): Set<string> {
  const inside = new Set([unit]);
  for (let size = 0; size < inside.size;) {
    size = inside.size;
    for (const { id, parentId } of units) if (inside.has(parentId)) inside.add(id);
  }
  return inside;
}

const MOST_SHARDS = 1_000;

/** `2/3`. Throws UsageError. */
export function parseShard(text: string): Shard {
  const [, index, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (shard.index >= 1 && shard.index <= shard.of && shard.of <= MOST_SHARDS) return shard;
  throw new UsageError(`--shard ${text}: write it as 2/3, the second of three (at most ${MOST_SHARDS})`);
}
