// What a condition may name: its variables and its functions. The built-in functions are here; others are passed in.
import type { Variables } from "./derived.ts";
import { glob } from "./glob.ts";
import { BOOL, isScalar, NUM, STRING, TIME, type Type } from "./types.ts";

/** A function that conditions may call: synchronous, pure; called only with arguments that are known in full. */
export interface FunctionSpec {
  readonly name: string;
  /** Scalars, or lists of scalars. */
  readonly args: readonly Type[];
  readonly returns: Type;
  readonly call: (...values: never[]) => unknown;
}

/** The variables and functions that conditions are checked against. */
export interface ConditionEnvironment {
  readonly variables: ReadonlyMap<string, Type>;
  readonly functions: ReadonlyMap<string, FunctionSpec>;
}

const DAY = 86_400_000;

const BUILT_IN: readonly FunctionSpec[] = [
  { name: "glob", args: [STRING, STRING], returns: BOOL, call: glob },
  { name: "daysBefore", args: [TIME, NUM], returns: TIME, call: daysBefore },
];

/** A window that is turned round would find nothing and pass: a mistake, never a verdict. */
function daysBefore(time: number, days: number): number {
  if (days < 0) throw new RangeError(`the number of days must be 0 or more, this is ${days}`);
  return time - days * DAY;
}

/** Variables (with their derived facts) and functions beside `glob` and `daysBefore`. */
export function createEnvironment(known: {
  readonly variables: Variables;
  readonly functions?: readonly FunctionSpec[];
}): ConditionEnvironment {
  const functions = new Map<string, FunctionSpec>();
  for (const spec of [...BUILT_IN, ...(known.functions ?? [])]) {
    if (functions.has(spec.name)) throw new Error(`function ${spec.name} is there twice`);
    if (![...spec.args, spec.returns].every(isPlain)) {
      throw new Error(`function ${spec.name} may take and give scalars and lists of scalars only`);
    }
    functions.set(spec.name, spec);
  }
  return { variables: new Map(Object.entries(known.variables)), functions };
}

const isPlain = (type: Type): boolean => isScalar(type) || (type.kind === "list" && isScalar(type.of));
