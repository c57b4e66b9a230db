// Text → condition: parse, check, compile; and the one place where a condition is asked.
import { acceptorOf } from "./accept.ts";
import { check } from "./check.ts";
import { OUTERMOST, report, type Checking } from "./checking.ts";
import { compile } from "./compile.ts";
import type { ConditionEnvironment } from "./environment.ts";
import type { Run } from "./operators.ts";
import { parseSyntax, type ASTNode, type ConditionError } from "./syntax.ts";
import type { Node } from "./tree.ts";
import { typeName, type Type } from "./types.ts";
import { mistake, Unknown, type Value } from "./values.ts";

/** A condition that was checked: it never throws, and is never true of what was not seen. */
export interface Condition {
  /**
   * Of the variables' values: a boolean (a list, for a list expression) or `Unknown`. Times are milliseconds since
   * 1970; an optional fact that is not there is `ABSENT`, one that was not seen is `Unknown`.
   */
  readonly evaluate: (scope: Readonly<Record<string, unknown>>) => Value;
  /** The observed facts it stands on, derived ones traced to those: `account.summary`, `organization.policies`. */
  readonly needs: ReadonlySet<string>;
  /** The parameters it reads, dotted, those of derived facts among them. */
  readonly parameters: ReadonlySet<string>;
  /** For a list expression: what its elements are. */
  readonly itemType?: Type;
}

export type CompiledCondition =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly errors: readonly ConditionError[] };

/** Checks the text against the environment; every mistake that can be told at once is told, in the order of the text. */
export function compileCondition(
  source: string,
  environment: ConditionEnvironment,
  expect: "bool" | "list",
): CompiledCondition {
  const ast = parseSyntax(source);
  if ("message" in ast) return { ok: false, errors: [ast] };
  let loops = 0;
  const checking: Checking = {
    source,
    environment,
    errors: [],
    needs: new Set(),
    parameters: new Set(),
    check: (part, scope) => check(part, scope, checking),
    nextLoop: () => loops++,
  };
  const node = checkRoot(ast, checking, expect);
  if (node === undefined || checking.errors.length > 0)
    return { ok: false, errors: inOrder(checking.errors) };
  return { ok: true, condition: conditionOf(node, checking) };
}

function checkRoot(ast: ASTNode, checking: Checking, expect: "bool" | "list"): Node | undefined {
  const node = checking.check(ast, OUTERMOST);
  if (node === undefined || node.type.kind === expect) return node;
  return report(checking, ast, `the whole must be a ${expect}, this is ${typeName(node.type)}`);
}

/** By place; one mistake that is met twice is told once. */
function inOrder(errors: readonly ConditionError[]): ConditionError[] {
  const unique = new Map(errors.map((error) => [`${error.start} ${error.message}`, error]));
  return [...unique.values()].sort((left, right) => left.start - right.start);
}

function conditionOf(node: Node, { needs, parameters }: Checking): Condition {
  const evaluate = evaluator(compile(node), node.type);
  if (node.type.kind !== "list") return { evaluate, needs, parameters };
  return { evaluate, needs, parameters, itemType: node.type.of };
}

/** A condition is asked of evidence from anywhere: whatever happens inside, the answer is a value. */
function evaluator(run: Run, type: Type): Condition["evaluate"] {
  const accepts = acceptorOf(type);
  return (scope) => {
    try {
      const value = run({ scope, elements: [undefined, undefined] });
      if (accepts(value)) return value;
      if (!(value instanceof Unknown)) return mistake("the condition gave a value of another type");
      const isNamed = value.missing.length + value.errors.length > 0;
      return isNamed ? value : mistake("an absent fact was read without a guard");
    } catch (error) {
      return mistake(error instanceof Error ? error.message : "the condition failed");
    }
  };
}
