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
}
