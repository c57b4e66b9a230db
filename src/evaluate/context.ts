// What judging stands on, and what of it is made once for all accounts.
import type { Value } from "../condition/index.ts";
import type {
  Attestation,
  Configuration,
  DestinationLine,
  Exclusion,
  ObservedFact,
  OrganizationLine,
  PlannedUse,
  ScanLine,
  Severity,
  Waiver,
} from "../model/index.ts";
import type { Past } from "./comparison.ts";
import type { DerivedContext, Statements } from "./derived/index.ts";
import { type FactPath, factPathsOf, factsAt } from "./fact-paths.ts";
import type { RuleScope } from "./judge.ts";
import type { CompiledRule } from "./rule.ts";
import { entriesOf, type Entry, Ledger } from "./settle/entries.ts";
import { destinationView, organizationView, parametersView, type Times } from "./views.ts";

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
  /** Who is left out, and what is accepted, until when. */
  readonly acceptances?: Pick<Configuration, "exclusions" | "waivers">;
  /** Rules that were named although nobody stated what they ask for. */
  readonly unstated?: ReadonlySet<string>;
  /** Accounts that must have a finding although the organization line does not list them. */
  readonly alsoListed?: readonly string[];
  /** Why an account's shard has no evidence here; undefined where it has, or where the scan was not shared. */
  readonly whyNoShard?: (id: string) => string | undefined;
  /** The earlier result that findings are compared with. */
  readonly past?: Past;
  /** When the last fact was in; ISO 8601. */
  readonly endedAt: string;
  /** The instant that is judged; ISO 8601. */
  readonly asOf: string;
  /** Older facts are unknown; milliseconds. */
  readonly maxEvidenceAge: number;
  readonly models: DerivedContext["models"];
}

/** The input, ready. */
export interface Context {
  readonly input: EvaluateInput;
  readonly times: Times;
  readonly organization: RuleScope;
  readonly params: RuleScope;
  readonly accountRules: readonly CompiledRule[];
  readonly organizationRules: readonly CompiledRule[];
  /** The facts of an account that the rules read. */
  readonly accountFactPaths: readonly FactPath[];
  /** The facts of the organization that the rules read, as the evidence has them. */
  readonly organizationFacts: readonly ObservedFact[];
  /** What derived facts stand on beside the account. */
  readonly derived: DerivedContext;
  readonly exclusions: readonly Entry<Exclusion>[];
  readonly waivers: readonly Entry<Waiver>[];
  readonly attestations: readonly Entry<Attestation>[];
  readonly plannedUses: readonly Entry<PlannedUse>[];
  /** What becomes of the entries. */
  readonly ledger: Ledger;
}

/** Views and entries of one evidence file. */
export function createContext(input: EvaluateInput): Context {
  const times = timesOf(input);
  const organization = organizationView(input.organization, times);
  const configuration = { ...input.statements, ...input.acceptances };
  return {
    input,
    times,
    organization,
    params: parametersView(input.parameters, input.rules),
    accountRules: input.rules.filter(({ definition }) => definition.scope === "account"),
    organizationRules: input.rules.filter(({ definition }) => definition.scope === "organization"),
    accountFactPaths: factPathsOf(input.rules, "account"),
    organizationFacts: factsAt(factPathsOf(input.rules, "organization"), {
      organization: input.organization,
    }),
    derived: derivedContext(input, times, organization),
    exclusions: entriesOf(configuration, "exclusions"),
    waivers: entriesOf(configuration, "waivers"),
    attestations: entriesOf(configuration, "attestations"),
    plannedUses: entriesOf(configuration, "plannedUses"),
    ledger: new Ledger(),
  };
}

function derivedContext(input: EvaluateInput, times: Times, organization: RuleScope): DerivedContext {
  const { statements, unstated = new Set(), scan, models, parameters } = input;
  return {
    organization,
    destinations: new Map(input.destinations.map((line) => [line.arn, destinationView(line, times)])),
    statements,
    unstated,
    access: scan.access ?? "role",
    caller: scan.caller.arn,
    models,
    asOf: times.asOf,
    parameters,
  };
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
