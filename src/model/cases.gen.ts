// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Configuration } from "./configuration.gen.ts";
/**
 * The cases of one rule: rules/<id>.cases.yaml. Each case starts from the complete evidence of a locked-down member account and changes it.
 */
export interface CasesFile {
  cases: Case[];
}
export interface Case {
  /**
   * What is special here.
   */
  name: string;
  /**
   * Whose evidence is changed; member without it.
   */
  subject?: "member" | "management" | "standalone";
  /**
   * Facts of the account line to replace, by path: summary.accessKeysPresent: 1, or a whole observed value with its state.
   */
  account?: {
    [k: string]: unknown;
  };
  /**
   * Facts of the organization line to replace, by path.
   */
  organization?: {
    [k: string]: unknown;
  };
  /**
   * Destination lines, written plainly like the account; a fact left out was not asked for.
   */
  destinations?: {
    [k: string]: unknown;
  }[];
  partition?: "aws" | "aws-cn" | "aws-us-gov";
  /**
   * As under parameters in rootproof.yaml.
   */
  parameters?: {
    [k: string]: unknown;
  };
  expect: Expectation;
  /**
   * Statements of rootproof.yaml the case is judged with: attestations, plannedUses, incidents, as there.
   */
  statements?: Pick<Configuration, "attestations" | "plannedUses" | "incidents">;
  /**
   * How accounts were reached; role without it.
   */
  access?: "role" | "central" | "auto";
}
export interface Expectation {
  outcome: "pass" | "fail" | "unknown" | "not-applicable" | "error";
  /**
   * The finding's message, whole.
   */
  message: string;
  /**
   * The keys of the items, in order.
   */
  items?: string[];
  /**
   * The facts that decide an unknown.
   */
  missing?: string[];
  /**
   * The effective severity.
   */
  severity?: "critical" | "high" | "medium" | "low" | "info";
}
