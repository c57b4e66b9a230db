// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * rootproof.yaml. Parameters are those of the rules; each rule's page names its own.
 */
export interface Configuration {
  /**
   * Values of rule parameters, and maxEvidenceAge.
   */
  parameters?: {
    [k: string]: unknown;
  };
  rules?: {
    /**
     * Folders with rules of your own, from this file's folder.
     */
    directories?: string[];
    /**
     * Rules to select although nothing configures them.
     */
    select?: string[];
    /**
     * Rules not to select.
     */
    ignore?: string[];
    /**
     * Severities that differ from the rules' own.
     */
    severity?: {
      [k: string]: "critical" | "high" | "medium" | "low" | "info";
    };
  };
  /**
   * Benchmarks whose rules are selected and by whose controls reports are grouped.
   */
  benchmarks?: string[];
  /**
   * Accounts that are not judged; they stay in every report by name.
   */
  exclusions?: Exclusion[];
  /**
   * Findings that are accepted for a time. A waiver never changes an outcome.
   */
  waivers?: Waiver[];
  /**
   * Statements by people on what no API shows.
   */
  attestations?: Attestation[];
  /**
   * Uses of root that are expected.
   */
  plannedUses?: PlannedUse[];
  /**
   * Incidents that were declared.
   */
  incidents?: Incident[];
  /**
   * What is written where and what counts, as the flags of the same names.
   */
  outputs?: {
    directory?: string;
    formats?: string[];
    failOn?: "critical" | "high" | "medium" | "low" | "info" | "never";
    allowUnknown?: boolean;
  };
}
/**
 * An account or unit that is left out.
 */
export interface Exclusion {
  /**
   * Account numbers in quotes, or globs such as "*".
   */
  accounts?: string[];
  /**
   * Ids of organizational units or roots, or globs; every account below one is meant.
   */
  units?: string[];
  reason: string;
  owner: string;
  reference?: string;
  /**
   * A day (2026-01-31) or an instant (2026-01-31T12:00:00Z).
   */
  starts?: string;
  /**
   * A day (2026-01-31) or an instant (2026-01-31T12:00:00Z).
   */
  expires: string;
}
/**
 * Findings accepted by somebody until a day.
 */
export interface Waiver {
  /**
   * Rule ids.
   */
  rules: string[];
  /**
   * Account numbers in quotes, or globs such as "*".
   */
  accounts?: string[];
  /**
   * Ids of organizational units or roots, or globs; every account below one is meant.
   */
  units?: string[];
  /**
   * Keys of items, or globs: only these items are waived.
   */
  items?: string[];
  /**
   * Waives unknowns of this cause, and no fail.
   */
  cause?: "permission" | "reach" | "stale" | "configuration" | "not-observable" | "malformed";
  owner: string;
  reason: string;
  reference?: string;
  /**
   * A day (2026-01-31) or an instant (2026-01-31T12:00:00Z).
   */
  starts?: string;
  /**
   * A day (2026-01-31) or an instant (2026-01-31T12:00:00Z).
   */
  expires: string;
}
/**
 * A statement by people, by the id of the rule that asks for it.
 */
export interface Attestation {
  /**
   * Rule id.
   */
  statement: string;
  /**
   * Account numbers in quotes, or globs such as "*".
   */
  accounts?: string[];
  /**
   * Ids of organizational units or roots, or globs; every account below one is meant.
   */
  units?: string[];
  /**
   * Different people: names or addresses.
   */
  by: string[];
  /**
   * A day (2026-01-31) or an instant (2026-01-31T12:00:00Z).
   */
  on: string;
  /**
   * A day (2026-01-31) or an instant (2026-01-31T12:00:00Z).
   */
  expires: string;
  /**
   * Link or number under which the proof is kept.
   */
  evidence?: string;
  /**
   * Case number or ticket.
   */
  reference?: string;
}
/**
 * A use of root that is expected, at most 72 hours long.
 */
export interface PlannedUse {
  /**
   * Account numbers in quotes, or globs such as "*".
   */
  accounts: string[];
  /**
   * A day (2026-01-31) or an instant (2026-01-31T12:00:00Z).
   */
  from: string;
  /**
   * A day (2026-01-31) or an instant (2026-01-31T12:00:00Z).
   */
  to: string;
  owner: string;
  reason: string;
  reference: string;
  expects: ("sign-in" | "mfa-change" | "password-change" | "key-deletion" | "contact-change")[];
}
/**
 * A declared incident.
 */
export interface Incident {
  id: string;
  /**
   * Account numbers in quotes, or globs such as "*".
   */
  accounts: string[];
  /**
   * A day (2026-01-31) or an instant (2026-01-31T12:00:00Z).
   */
  startedAt: string;
  /**
   * A day (2026-01-31) or an instant (2026-01-31T12:00:00Z).
   */
  containedAt?: string;
  /**
   * A day (2026-01-31) or an instant (2026-01-31T12:00:00Z).
   */
  endedAt?: string;
  /**
   * False: AWS Support is not needed, and owner says so.
   */
  supportNeeded?: boolean;
  owner?: string;
}
