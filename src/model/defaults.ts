// Defaults that both front ends and the pipeline name.
import type { Severity } from "./words.ts";

/** Assumed in every member account. */
export const DEFAULT_ROLE_NAME = "rootproof-audit";

export const ACCESS_MODES = ["role", "central", "auto"] as const;

/** How members are read: with the role; from the centre, with an audit session; or with the role, then from the centre. */
export type AccessMode = (typeof ACCESS_MODES)[number];
export const DEFAULT_ACCESS: AccessMode = "role";
export const DEFAULT_OUTPUT_DIRECTORY = "rootproof-report";
export const DEFAULT_FAIL_ON: Severity = "high";
