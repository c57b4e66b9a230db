// The plain form of a pattern: constraints on fields, joined by "and".
import type { ValueTest } from "./value-test.ts";

/** One field and the tests of which one must hold. */
export interface Constraint {
  readonly path: readonly string[];
  /** The path joined with dots, for people and for comparing. */
  readonly name: string;
  readonly tests: readonly ValueTest[];
}

/** Constraints that must all hold. */
export type Conjunction = readonly Constraint[];
