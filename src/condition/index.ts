// Conditions: CEL text, checked against the schema of the evidence, compiled to three-valued functions.
// Imports model and the parser of one library; knows nothing of AWS, files, clocks.
export { kindOf } from "./accept.ts";
export { compileCondition, type CompiledCondition, type Condition } from "./condition.ts";
export { withDerived, type Variables } from "./derived.ts";
export { createEnvironment, type ConditionEnvironment, type FunctionSpec } from "./environment.ts";
export { glob } from "./glob.ts";
export { parseInstant } from "../model/index.ts";
export { recordType, type JsonSchema } from "./schema.ts";
export type { ConditionError } from "./syntax.ts";
export { compileTemplate, type CompiledTemplate, type Render } from "./template.ts";
export {
  BOOL,
  NUM,
  parametersType,
  STRING,
  TIME,
  type Derivation,
  type Field,
  type ListType,
  type ParameterTypeName,
  type RecordType,
  type ScalarType,
  type Type,
} from "./types.ts";
export { ABSENT, mergeUnknowns, PartialList, Unknown, type Value, type ValueRecord } from "./values.ts";
