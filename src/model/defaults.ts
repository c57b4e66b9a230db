// Defaults that both front ends and the pipeline name.
import type { Severity } from "./words.ts";

/** Assumed in every member account. */
export const DEFAULT_ROLE_NAME = "rootproof-audit";
export const DEFAULT_OUTPUT_DIRECTORY = "rootproof-report";
export const DEFAULT_FAIL_ON: Severity = "high";
