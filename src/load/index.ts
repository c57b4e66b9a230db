// Files → checked values: rules, cases, configuration, evidence, data. Whatever is wrong in a file is a problem with its place.
export { type LoadedBenchmarks, loadBenchmarks } from "./benchmarks.ts";
export { type LoadedCase, type LoadedCases, loadCases } from "./cases.ts";
export {
  checkRuleIds,
  loadConfiguration,
  type LoadedConfiguration,
  NO_CONFIGURATION,
} from "./configuration.ts";
export { loadData, loadTable } from "./data.ts";
export {
  type EvidenceEntry,
  readAccounts,
  readEvidence,
  type VerifiedEvidence,
  verifyEvidence,
} from "./evidence.ts";
export { type BodyLine, createDigest, type Digest, serializeLine } from "./evidence-digest.ts";
export type { ParameterValue } from "./parameter-types.ts";
export { type CheckedParameters, checkParameters } from "./parameters.ts";
export type { Path } from "./places.ts";
export {
  type CompileError,
  type CompileResult,
  type LoadedRule,
  type LoadedRules,
  loadRules,
} from "./rules.ts";
export { attestationProblem, checkHorizon, checkStatements, valueProblems } from "./statements.ts";
export { readResult, type ResultHead } from "./result-file.ts";
export { type Checked, whyUnreadable } from "./text-file.ts";
