// Types of the generated validators, by hand: each narrows what it has checked. Errors stay on the function until its next call.
import type { Benchmark, CasesFile, Configuration, EvidenceLine, Finding, RuleFile } from "../model/index.ts";

import type { ResultHead } from "./result-file.ts";

/** An ajv error; the validators of the hand-written files also give the schema that was broken. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
  readonly message?: string;
  readonly data?: unknown;
  readonly parentSchema?: Readonly<Record<string, unknown>>;
}

export interface Validator<Value> {
  (value: unknown): value is Value;
  readonly errors?: readonly SchemaError[] | null;
}

export const evidence: Validator<EvidenceLine>;
export const rule: Validator<RuleFile>;
export const benchmark: Validator<Benchmark>;
export const cases: Validator<CasesFile>;
export const configuration: Validator<Configuration>;
export const resultHead: Validator<ResultHead>;
export const resultFinding: Validator<Finding>;
/** Names of the members of a result. */
export const resultMembers: readonly string[];
