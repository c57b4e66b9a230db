// AWS → evidence. Reads only what collectors declare; what it could not see is said in the evidence, never guessed.
export { type Caller, type Collector, openCollector, type Opened } from "./collector.ts";
export {
  type Asker,
  COLLECTORS,
  type CollectorDeclaration,
  collectorsFor,
  type DeclaredOperation,
} from "./declared.ts";
export type { CollectOptions } from "./options.ts";
