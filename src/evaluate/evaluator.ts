// Evidence → findings: the organization first, then account by account. The same input gives the same findings, in any order.
import { ABSENT, type Value } from "../condition/index.ts";
import {
  type AccountLine,
  type Finding,
  type PopulationEntry,
  shortenAddresses,
  type SubjectEvidence,
} from "../model/index.ts";
import { judgeAccount, type JudgedAccount } from "./account.ts";
import { type Context, createContext, type EvaluateInput } from "./context.ts";
import { elementsOf, textOf, unknownsIn } from "./derived/kleene.ts";
import { judgeOrganization, organizationEvidence } from "./organization.ts";
import type { RuleScope } from "./judge.ts";
import { type EntryNote, notesOf } from "./settle/notes.ts";
import { unreadAccount } from "./unread-account.ts";

/** Judges one evidence file. */
export interface Evaluator {
  /** Findings of the organization rules. */
  organization(): readonly Finding[];
  /** Its facts that the rules read. */
  organizationEvidence(): SubjectEvidence;
  account(line: AccountLine): JudgedAccount;
  /** Accounts of the population that have no line: every rule is unknown for them. */
  vanished(seen: ReadonlySet<string>): readonly JudgedAccount[];
  /** Why there may be accounts nobody looked at; undefined where there are none. */
  readonly populationGap?: string;
  /** What the owners of entries in rootproof.yaml should know, once all of the population is judged. */
  notes(population: readonly PopulationEntry[]): readonly EntryNote[];
}

/** An evaluator for the accounts of one evidence file. */
export function createEvaluator(input: EvaluateInput): Evaluator {
  const context = createContext(input);
  const populationGap = populationGapOf(context);
  return {
    ...(populationGap !== undefined && { populationGap }),
    organization: () => judgeOrganization(context),
    organizationEvidence: () => organizationEvidence(context),
    account: (line) => judgeAccount(context, line),
    vanished: (seen) =>
      populationOf(input)
        .filter((id) => !seen.has(id))
        .map((id) => judgeAccount(context, unreadAccount(id, input))),
    notes: (population) =>
      notesOf({
        configuration: { ...input.statements, ...input.acceptances },
        asOf: context.times.asOf,
        ledger: context.ledger,
        rules: input.rules.map(({ definition }) => definition),
        population,
        populationComplete: populationGap === undefined && input.scan.scope === "organization",
        central: centralAccounts(input),
      }),
  };
}

/** Where the scan begins and where the organization is governed from. */
function centralAccounts({ scan, organization }: EvaluateInput): string[] {
  const manager = organization.managementAccountId.value;
  return [...new Set([scan.caller.account, ...(manager === undefined ? [] : [manager])])];
}

/** Who must have a finding: everybody listed, and the two accounts that are there whether listed or not. */
function populationOf({ scan, organization, alsoListed = [] }: EvaluateInput): readonly string[] {
  if (scan.scope === "account") return [scan.caller.account];
  const listed = (organization.accounts.value ?? []).map(({ id }) => id);
  const manager = organization.managementAccountId.value;
  return [
    ...new Set([...listed, ...alsoListed, scan.caller.account, ...(manager === undefined ? [] : [manager])]),
  ];
}

/** Undefined where the list was seen, whole and in time, and names the accounts that must be in it. */
function populationGapOf({ input, organization }: Context): string | undefined {
  if (input.scan.scope === "account") return undefined;
  const { accounts = ABSENT, managementAccountId: manager = ABSENT }: RuleScope = organization;
  const { items, rest } = elementsOf(accounts);
  const [unseen] = unknownsIn([rest, manager]).flatMap(({ missing }) => missing);
  if (unseen !== undefined) return shortenAddresses(`${unseen.fact}: ${unseen.reason}`);
  const listed = items.map(({ id }) => id);
  const central: readonly Value[] = [input.scan.caller.account, manager];
  const left = central.find((id) => !listed.includes(id));
  return left === undefined ? undefined : `organization.accounts: ${textOf(left)} is not in it`;
}
