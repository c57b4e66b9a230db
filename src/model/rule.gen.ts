// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * One rule: rules/<id>.yaml. The file name is the id. What the rule needs is derived from its conditions.
 */
export interface RuleFile {
  /**
   * States the required condition: root-mfa-enabled.
   */
  id: string;
  /**
   * The required condition, one line.
   */
  title: string;
  /**
   * How bad a fail is.
   */
  severity: "critical" | "high" | "medium" | "low" | "info";
  /**
   * What the rule speaks of.
   */
  scope: "account" | "organization";
  /**
   * What an attacker gains where this does not hold.
   */
  rationale: string;
  /**
   * What the rule cannot know.
   */
  limits?: string;
  /**
   * Condition (a | block). False: the finding is not-applicable.
   */
  appliesWhen?: string;
  /**
   * Said when appliesWhen is false.
   */
  notApplicable?: string;
  /**
   * Condition (a | block). True: pass, false: fail.
   */
  passesWhen: string;
  /**
   * Said on a fail; may use {{params.x}} and facts, as {{account.x.y}}.
   */
  message: string;
  /**
   * Said on a pass instead of the title, where something beside it is worth saying; as message.
   */
  passMessage?: string;
  items?: Items;
  /**
   * Steps a tired person can follow.
   */
  remediation: RemediationStep[];
  /**
   * Where the facts come from.
   */
  references: Reference[];
  /**
   * Read as params.<name> in the conditions, set under parameters in rootproof.yaml.
   */
  parameters?: {
    [k: string]: Parameter;
  };
  /**
   * Partitions where the rule cannot speak.
   */
  partitions?: {
    [k: string]: PartitionException;
  };
  /**
   * Organization rules: an account in no organization stands in as the subject and is judged too. Without it such an account is not-applicable.
   */
  standalone?: true;
  attestation?: Statement;
  attestable?: Statement1;
  /**
   * Rules that lower the severity of a fail by one level when they pass for the same account.
   */
  compensatedBy?: string[];
  /**
   * The rule is selected once one of these is configured: an attestation of it, an incident, access that opens audit sessions, a parameter.
   */
  selectedWith?: string[];
}
/**
 * The list whose elements offend; one item of the finding each.
 */
export interface Items {
  /**
   * List expression (a | block).
   */
  list: string;
  /**
   * Stable key of an item, for example {{item.arn}}.
   */
  key: string;
  /**
   * Said of one item; may use {{item.field}} and {{params.x}}.
   */
  message: string;
  /**
   * For rules that pass when one good thing exists: items are the candidates that were not good enough, listed on a fail only; this is said, as item `none`, when there is no candidate. Without it a fail with no item, or a pass with one, is an error.
   */
  none?: string;
}
export interface RemediationStep {
  /**
   * What to do.
   */
  step: string;
  /**
   * The command, where there is one.
   */
  command?: string;
}
export interface Reference {
  title: string;
  url: string;
}
/**
 * A typed value of rootproof.yaml, with a default or required.
 */
export interface Parameter {
  type: "string" | "number" | "boolean" | "list<string>";
  description: string;
  /**
   * Used where rootproof.yaml is silent.
   */
  default?: unknown;
  /**
   * The rule is selected once this is configured.
   */
  required?: true;
  /**
   * Numbers: the least that is allowed.
   */
  minimum?: number;
  /**
   * Numbers: the most that is allowed.
   */
  maximum?: number;
  /**
   * Texts: networks such as 192.0.2.0/24.
   */
  format?: "network";
}
export interface PartitionException {
  outcome: "not-applicable" | "unknown";
  reason: string;
}
/**
 * For rules that are statements: read as account.attestation; without a valid one the rule fails.
 */
export interface Statement {
  /**
   * The sentence that people state, whole.
   */
  statement: string;
  /**
   * How many different people must state it.
   */
  people: number;
  /**
   * How long it holds.
   */
  days: number;
}
/**
 * The statement that turns unknown into pass when every deciding fact is not observable.
 */
export interface Statement1 {
  /**
   * The sentence that people state, whole.
   */
  statement: string;
  /**
   * How many different people must state it.
   */
  people: number;
  /**
   * How long it holds.
   */
  days: number;
}
