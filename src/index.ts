// The library: what the command line does, as functions, and the two models of AWS that stand on their own.
export { UsageError } from "./model/index.ts";
export { collect, evaluate, rootPower, scan } from "./scan/index.ts";
export type { CollectCommand, CommandResult, EvaluateCommand, ScanCommand } from "./scan/index.ts";
export { matchEventPattern } from "./semantics/index.ts";
export type {
  Decision,
  PatternVerdict,
  Power,
  PowerSummary,
  RootPower,
  RootPowerInput,
} from "./semantics/index.ts";
