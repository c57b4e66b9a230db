// What evaluate says and report renders: findings, the population, which rules spoke and which wait.
import type { Benchmark } from "./benchmark.gen.ts";
import type {
  AccountLine,
  DestinationLine,
  EndLine,
  OrganizationLine,
  Partition,
  ScanLine,
} from "./evidence.gen.ts";
import type { Parameter, Reference, RemediationStep } from "./rule.gen.ts";
import type { Call, MissingFact, Outcome, Scope, Severity, State } from "./words.ts";

/** One line of an evidence file. */
export type EvidenceLine = ScanLine | OrganizationLine | DestinationLine | AccountLine | EndLine;

/** Whom a finding speaks of. */
export interface Subject {
  readonly scope: Scope;
  /** Account number, or organization id (the account number where there is no organization). */
  readonly id: string;
  readonly partition: Partition;
  readonly name?: string;
}

/** What accepts a finding or an item for a time: an entry of rootproof.yaml. It never changes an outcome. */
export interface WaiverReference {
  readonly kind: "waiver" | "planned-use";
  readonly owner: string;
  readonly reason: string;
  readonly reference?: string;
  /** ISO 8601, UTC. */
  readonly expires: string;
}

/** One offending thing inside a finding. */
export interface Item {
  /** Stable, free of times and of texts that change. */
  readonly key: string;
  readonly message: string;
  /** When it happened last, where it is an event or a session; ISO 8601, UTC. */
  readonly at?: string;
  /** Who accepts it. */
  readonly waiver?: WaiverReference;
}

/** A statement by people that an outcome stands on. */
export interface AttestationReference {
  readonly by: readonly string[];
  readonly on: string;
  readonly expires: string;
  readonly evidence?: string;
}

/** A fact as it stands in the evidence, without its value. */
export interface ObservedFact {
  readonly fact: string;
  readonly state: State;
  readonly observedAt: string;
  readonly calls: readonly Call[];
}

/** What root was recorded doing: itself, or in a session opened with AssumeRoot. */
export interface RootEvent {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** `ConsoleLogin` */
  readonly event: string;
  /** `signin.amazonaws.com` */
  readonly service: string;
  readonly region: string;
  /** An address, or the name of a service. */
  readonly address?: string;
  readonly agent?: string;
  /** It was refused or failed: the service's error code, or the text `Failure` of a sign-in. */
  readonly error?: string;
}

/** The facts of one account or of the organization on which findings stand: told once, not in every finding. */
export interface SubjectEvidence extends Pick<Subject, "scope" | "id"> {
  readonly facts: readonly ObservedFact[];
  /** Of an account, by time; not there where nothing was recorded, or nothing seen: `facts` tells which. */
  readonly rootActivity?: readonly RootEvent[];
}

/** How a finding stands against the same one of an earlier result. It never changes an outcome. */
export interface Comparison {
  /** `changed`: it says something else, and nothing that is worse. */
  readonly state: "new" | "worsened" | "changed" | "unchanged";
  /** Since when it says the same, as far back as baselines reach; with `unchanged`. ISO 8601, UTC. */
  readonly since?: string;
  /** When it last failed; where it is not judged now. ISO 8601, UTC. */
  readonly lastFailed?: string;
  /** Keys of the items that the earlier result did not have. */
  readonly newItems: readonly string[];
  /** Items of earlier results that nobody accepted and that this one cannot speak of: not judged, or out of its window. */
  readonly carried: readonly Item[];
}

/** What one rule says of one account or organization. */
export interface Finding {
  readonly rule: string;
  readonly subject: Subject;
  /** Effective: as configured, and one level lower where the finding is compensated. */
  readonly severity: Severity;
  readonly outcome: Outcome;
  readonly message: string;
  readonly items: readonly Item[];
  /** Rules that pass for the same subject and lower the severity of this fail. */
  readonly compensatedBy?: readonly string[];
  /** The whole finding is waived: all its items are, and its list is complete. */
  readonly waiver?: WaiverReference;
  /** The statement that made this a pass. */
  readonly attestation?: AttestationReference;
  /** Whether the items are all there are. */
  readonly itemsComplete: boolean;
  /** Against the baseline, where there is one. */
  readonly baseline?: Comparison;
  /** The facts that decide an unknown, exactly. */
  readonly missing: readonly MissingFact[];
  /** Names of the facts it stands on, of its account and of the organization: of all that its rule reads, those that were seen. */
  readonly evidence: readonly string[];
}

/** A rule as the reports show it. */
export interface RuleInformation {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly scope: Scope;
  readonly rationale: string;
  readonly limits?: string;
  readonly remediation: readonly RemediationStep[];
  readonly references: readonly Reference[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** An account rule that the organization's facts decide: what they show of a unit, its accounts share. */
  readonly decidedBy?: "organization";
}

/** An earlier result that findings are compared with. */
export interface BaselineReference {
  /** As it was named. */
  readonly file: string;
  /** Of its bytes, hex. */
  readonly sha256: string;
  readonly asOf: string;
  /** Accounts that it speaks of and that are not in the population any more: what was open in them closes with them. */
  readonly gone: readonly string[];
}

/** A rule that was not selected, and what would select it. */
export interface WaitingRule {
  readonly rule: string;
  readonly why: "configuration" | "ignored" | "not named" | "access";
  /** For a person: the line to write. */
  readonly selectWith: string;
}

/** How an account of the population fared. */
export interface PopulationEntry {
  readonly id: string;
  readonly name?: string;
  /** `not-asked`: the command asked for other accounts; nothing is claimed about this one. */
  readonly state: "judged" | "unreached" | "suspended" | "excluded" | "not-asked";
  readonly reason?: string;
  /** Ids of the organization's root and units above it, from the top; not there where the tree was not seen. */
  readonly path?: readonly string[];
}

/** Something about an entry of rootproof.yaml that its owner should know: it changes no outcome. */
export interface ConfigurationNote {
  readonly kind:
    "expired" | "unused" | "overlapping" | "not-yet-valid" | "without-event" | "too-long" | "central-account";
  readonly entry: "waiver" | "exclusion" | "attestation" | "planned use" | "incident";
  /** Line of the entry in rootproof.yaml, from 1. */
  readonly line?: number;
  readonly message: string;
}

/** A value, and where it was said. */
export interface Setting<Value> {
  readonly value: Value;
  readonly from: "flag" | "environment" | "file" | "default";
}

/** What decides the exit code. Where reports go is not in them: the same findings are the same bytes. */
export interface Settings {
  readonly failOn: Setting<Severity | "never">;
  readonly allowUnknown: Setting<boolean>;
}

/** Everything a report needs beside the findings, which are streamed. */
export interface ResultHeader {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: "rootproof"; readonly version: string };
  readonly asOf: string;
  readonly scope: Scope;
  readonly partition: Partition;
  readonly caller: { readonly arn: string; readonly account: string };
  readonly organization?: string;
  /** SHA-256 of the configuration file and of the rule files, hex. */
  readonly configuration: { readonly file?: string; readonly sha256?: string };
  /** What the selected rules were judged with, by dotted name: defaults and configured values alike. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly settings: Settings;
  readonly rulesSha256: string;
  readonly rules: readonly RuleInformation[];
  readonly waiting: readonly WaitingRule[];
  /** The flags by which accounts were chosen: `--accounts 111122223333`; not there when all were asked for. */
  readonly choice?: string;
  readonly population: readonly PopulationEntry[];
  /** Why there may be accounts nobody looked at; not there where the population is complete. */
  readonly populationGap?: string;
  /** What is wrong with the shards, one line each; their accounts are unknown. Not there when all are there, once. */
  readonly shardProblems?: readonly string[];
  /** Accounts of the evidence that this report was asked not to show. */
  readonly leftOut?: number;
  readonly notes: readonly ConfigurationNote[];
  /** Account numbers and names are masked. */
  readonly redacted?: true;
  /** What findings are compared with; not there without --baseline. */
  readonly baseline?: BaselineReference;
  /** The benchmarks by whose controls the report is grouped. */
  readonly benchmarks: readonly Benchmark[];
}
