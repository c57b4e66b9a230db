// AWS → evidence. Reads only what collectors declare; what it could not see is said in the evidence, never guessed.
export type { Throttle } from "./aws/throttle.ts";
export { type Collector, openCollector, type Traffic } from "./collector.ts";
export {
  auditOperations,
  type CollectorDeclaration,
  COLLECTORS,
  collectorsFor,
  collectorsOfRun,
} from "./declared.ts";
export type { CollectOptions } from "./options.ts";
