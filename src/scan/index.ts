// The door of the pipeline: one function per command. Front ends (cli, action, library) call these and nothing below them.
export { EVIDENCE_COMPLETE_INFORMATION } from "../evaluate/index.ts";
export { rootPower } from "./models.ts";
export { listBenchmarks, showBenchmark } from "./benchmarks.ts";
export { attest, type AttestOptions, type WrittenAttestation } from "./attest-command.ts";
export { init } from "./init-command.ts";
export { collect } from "./collect-command.ts";
export { resultNumbers } from "./result-numbers.ts";
export { template } from "./template-command.ts";
export { diff } from "./diff-command.ts";
export { evaluate } from "./evaluate-command.ts";
export type { FailOn } from "./exit-code.ts";
export type {
  CollectCommand,
  DiffCommand,
  CommandResult,
  EnvironmentSettings,
  EvaluateCommand,
  PermissionsCommand,
  ReachOptions,
  ReportOptions,
  RuleOptions,
  ScanCommand,
} from "./options.ts";
export type { AccountEntry, LogEntry, SummaryEntry } from "./log.ts";
export type { PermissionDocuments } from "./permission-documents.ts";
export { permissions } from "./permissions-command.ts";
export {
  type CasesResult,
  type DescribedRule,
  listRules,
  newRule,
  showRule,
  testRules,
} from "./rules-command.ts";
export { scan } from "./scan-command.ts";
export { printable } from "../report/index.ts";
