// Evidence → findings: the organization first, then account by account. The same input gives the same findings, in any order.
import { ABSENT, type Value } from "../condition/index.ts";
import type {
  AccountLine,
  DestinationLine,
  EvidenceReference,
  Finding,
  Observed,
  OrganizationLine,
  PopulationEntry,
  ScanLine,
  Severity,
  Subject,
} from "../model/index.ts";
import { shortenAddresses } from "../model/index.ts";
import { type DerivedContext, deriveAccount, deriveForRule, type Statements } from "./derived/index.ts";
import { judge, notApplicable, type RuleScope } from "./judge.ts";
import { judgeCompleteness } from "./meta.ts";
import type { CompiledRule } from "./rule.ts";
import { unreadAccount } from "./unread-account.ts";
import {
  accountView,
  destinationView,
  organizationView,
  parametersView,
  type Times,
  type ViewRecord,
} from "./views.ts";

/** Everything judging stands on. */
export interface EvaluateInput {
  /** The selected rules. */
  readonly rules: readonly CompiledRule[];
  /** By dotted name, defaults filled in. */
  readonly parameters: Readonly<Record<string, Value>>;
  /** Severities that differ from the rules' own, by rule id. */
  readonly severities: Readonly<Record<string, Severity>>;
  readonly scan: ScanLine;
  readonly organization: OrganizationLine;
  /** Alert targets outside the accounts that use them. */
  readonly destinations: readonly DestinationLine[];
  /** What people state in rootproof.yaml. */
  readonly statements: Statements;
  /** When the last fact was in; ISO 8601. */
  readonly endedAt: string;
  /** The instant that is judged; ISO 8601. */
  readonly asOf: string;
  /** Older facts are unknown; milliseconds. */
  readonly maxEvidenceAge: number;
  readonly models: DerivedContext["models"];
}

/** What an account's line gave. */
export interface JudgedAccount {
  readonly findings: readonly Finding[];
  readonly entry: PopulationEntry;
}

/** Judges one evidence file. */
export interface Evaluator {
  /** Findings of the organization rules. */
  organization(): readonly Finding[];
  account(line: AccountLine): JudgedAccount;
  /** Accounts of the population that have no line: every rule is unknown for them. */
  vanished(seen: ReadonlySet<string>): readonly JudgedAccount[];
  /** False: there may be accounts nobody looked at. */
  readonly populationComplete: boolean;
}

/** States of an account that nobody can use any more. */
const CLOSING = new Set(["SUSPENDED", "PENDING_CLOSURE", "CLOSED"]);

/** An evaluator for the accounts of one evidence file. */
export function createEvaluator(input: EvaluateInput): Evaluator {
  const times = timesOf(input);
  const organization = organizationView(input.organization, times);
  const destinations = new Map(
    input.destinations.map((line) => [line.arn, destinationView(line, times)] as const),
  );
  const context: Context = {
    input,
    times,
    organization,
    destinations,
    params: parametersView(input.parameters, input.rules),
    accountRules: input.rules.filter(({ definition }) => definition.scope === "account"),
    organizationRules: input.rules.filter(({ definition }) => definition.scope === "organization"),
  };
  return {
    populationComplete: isPopulationComplete(context),
    organization: () => judgeOrganization(context),
    account: (line) => judgeAccount(context, line),
    vanished: (seen) =>
      populationOf(input)
        .filter((id) => !seen.has(id))
        .map((id) => judgeAccount(context, unreadAccount(id, input))),
  };
}

interface Context {
  readonly input: EvaluateInput;
  readonly times: Times;
  readonly organization: RuleScope;
  readonly destinations: DerivedContext["destinations"];
  readonly params: RuleScope;
  readonly accountRules: readonly CompiledRule[];
  readonly organizationRules: readonly CompiledRule[];
}

/** Facts of the scan itself, between its asOf and its end, count as seen at its asOf. */
function timesOf({ asOf, scan, endedAt, maxEvidenceAge }: EvaluateInput): Times {
  const instant = Date.parse(asOf);
  const own = instant === Date.parse(scan.asOf);
  return {
    asOf: instant,
    notBefore: instant - maxEvidenceAge,
    notAfter: own ? Math.max(instant, Date.parse(endedAt)) : instant,
  };
}

/** Who must have a finding: everybody listed, and the two accounts that are there whether listed or not. */
function populationOf({ scan, organization }: EvaluateInput): readonly string[] {
  if (scan.scope === "account") return [scan.caller.account];
  const listed = (organization.accounts.value ?? []).map(({ id }) => id);
  const manager = organization.managementAccountId.value;
  return [...new Set([...listed, scan.caller.account, ...(manager === undefined ? [] : [manager])])];
}

/** The list was seen, whole and in time, and names the accounts that must be in it. */
function isPopulationComplete({ input, organization }: Context): boolean {
  if (input.scan.scope === "account") return true;
  const { accounts, managementAccountId: manager } = organization;
  if (!Array.isArray(accounts)) return false;
  const listed = accounts.map((account: Value) => (isObject(account) ? account["id"] : undefined));
  return (
    listed.includes(input.scan.caller.account) && typeof manager === "string" && listed.includes(manager)
  );
}

function judgeOrganization(context: Context): Finding[] {
  const { input, organization, params, times } = context;
  const subject = organizationSubject(context);
  const standalone = organization["id"] === ABSENT;
  const findings = context.organizationRules.map((rule) => {
    const question = questionOf(context, { rule, subject, line: { organization: input.organization } });
    if (standalone && rule.definition.standalone !== true)
      return notApplicable(question, "the account is in no organization");
    return judge({ ...question, scope: { organization, params, asOf: times.asOf } });
  });
  return context.organizationRules.length === 0 ? [] : [...findings, judgeCompleteness(subject, findings)];
}

/** A standalone account stands in for the organization it does not have. */
function organizationSubject({ input, organization }: Context): Subject {
  const { id } = organization;
  const known = typeof id === "string" ? id : input.scan.caller.account;
  return { scope: "organization", id: known, partition: input.scan.partition };
}

function judgeAccount(context: Context, line: AccountLine): JudgedAccount {
  const { input, organization, params, times } = context;
  const account = accountView(line, times);
  const profile = profileOf(account);
  const { state } = profile;
  const { id, partition } = line;
  const subject: Subject = {
    scope: "account",
    id,
    partition,
    ...(profile.name !== undefined && { name: profile.name }),
  };
  const derived: DerivedContext = {
    organization,
    destinations: context.destinations,
    statements: input.statements,
    access: input.scan.access ?? "role",
    caller: input.scan.caller.arn,
    models: input.models,
    asOf: times.asOf,
    parameters: input.parameters,
  };
  deriveAccount(account, derived);
  const documents = { account: line, organization: input.organization };
  const findings = context.accountRules.map((rule) => {
    const question = questionOf(context, { rule, subject, line: documents });
    if (CLOSING.has(state)) return notApplicable(question, `the account is ${state}`);
    const own = deriveForRule(account, rule.definition, derived);
    return judge({ ...question, scope: { account: own, organization, params, asOf: times.asOf } });
  });
  const completeness = CLOSING.has(state)
    ? {
        ...judgeCompleteness(subject, []),
        outcome: "not-applicable" as const,
        message: `the account is ${state}`,
      }
    : judgeCompleteness(subject, findings);
  return { findings: [...findings, completeness], entry: entryOf(line, profile) };
}

/** The account's name and state: what the organization lists, else what the account says of itself. */
function profileOf(account: ViewRecord): { readonly name?: string; readonly state: string } {
  const { listing: listed, information: own } = account;
  const name = textIn(listed, "name") ?? textIn(own, "name");
  // A state that is not visible while the account answered is ACTIVE (DESIGN 5).
  const state = textIn(listed, "state") ?? textIn(own, "state") ?? "ACTIVE";
  return { ...(name !== undefined && { name: shortenAddresses(name) }), state };
}

function textIn(record: Value | undefined, field: string): string | undefined {
  if (!isObject(record)) return undefined;
  const value = record[field];
  return typeof value === "string" ? value : undefined;
}

function entryOf(
  { id, access }: AccountLine,
  { name, state }: ReturnType<typeof profileOf>,
): PopulationEntry {
  const named = { id, ...(name !== undefined && { name }) };
  if (CLOSING.has(state)) return { ...named, state: "suspended", reason: state };
  if (access.state === "collected") return { ...named, state: "judged" };
  return { ...named, state: "unreached", reason: shortenAddresses(access.reason?.message ?? access.state) };
}

interface QuestionRequest {
  readonly rule: CompiledRule;
  readonly subject: Subject;
  readonly line: Readonly<Record<string, AccountLine | OrganizationLine>>;
}

function questionOf({ input }: Context, { rule, subject, line }: QuestionRequest) {
  const { id, severity } = rule.definition;
  return { rule, subject, severity: input.severities[id] ?? severity, evidence: referencesOf(rule, line) };
}

/** The observed values behind the rule, as they stand in the evidence. */
function referencesOf(rule: CompiledRule, line: QuestionRequest["line"]): EvidenceReference[] {
  return [...rule.needs].sort().flatMap((fact) => {
    const observed = observedAt(line, fact);
    if (observed === undefined) return [];
    const { state, observedAt: at, calls } = observed;
    return [{ fact, state, observedAt: at, calls }];
  });
}

/** `account.alternateContacts.security` in the document, when it is an observed value. */
function observedAt(line: QuestionRequest["line"], fact: string): Observed<unknown> | undefined {
  const value = fact
    .split(".")
    .reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), line);
  return isObject(value) && typeof value["state"] === "string"
    ? (value as unknown as Observed<unknown>)
    : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
