// The checker: a syntax tree against the schema. Everything a condition may not do is a load error here, with its place.
import { checkCall, checkMethod } from "./check-calls.ts";
import {
  checkChoice,
  checkComparison,
  checkIn,
  checkList,
  checkLogic,
  checkMinus,
  checkNot,
  checkValue,
} from "./check-operators.ts";
import { checkField, checkName } from "./check-places.ts";
import { report, type AstOf, type Checking, type Scope } from "./checking.ts";
import { MAX_DEPTH, type ASTNode } from "./syntax.ts";
import type { Node } from "./tree.ts";

type Op = ASTNode["op"];
type Check<Each extends Op> = (ast: AstOf<Each>, scope: Scope, checking: Checking) => Node | undefined;

const refuse =
  (why: string) =>
  (ast: ASTNode, _scope: Scope, checking: Checking): Node | undefined =>
    report(checking, ast, why);

const noArithmetic = refuse("conditions do no arithmetic and build no strings");
const noIndex = refuse(
  "conditions have no index: write record.field, and list.exists(…), all(…) or filter(…)",
);

const CHECKS: { readonly [Each in Op]: Check<Each> } = {
  value: checkValue,
  id: checkName,
  list: checkList,
  ".": checkField,
  call: checkCall,
  rcall: checkMethod,
  "?:": checkChoice,
  "&&": checkLogic,
  "||": checkLogic,
  "!_": checkNot,
  "-_": checkMinus,
  "==": checkComparison,
  "!=": checkComparison,
  "<": checkComparison,
  "<=": checkComparison,
  ">": checkComparison,
  ">=": checkComparison,
  in: checkIn,
  "+": noArithmetic,
  "-": noArithmetic,
  "*": noArithmetic,
  "/": noArithmetic,
  "%": noArithmetic,
  "[]": noIndex,
  "[?]": noIndex,
  ".?": refuse("'.?' is not needed: has(…) asks whether a fact is absent"),
  map: refuse("conditions have no map literals"),
};

/** The checked node, or undefined where something is wrong and has been reported. */
export function check(ast: ASTNode, scope: Scope, checking: Checking): Node | undefined {
  if (scope.depth >= MAX_DEPTH) return report(checking, ast, `nested more than ${MAX_DEPTH} deep`);
  const checkOne = CHECKS[ast.op] as Check<Op>;
  return checkOne(ast, { ...scope, depth: scope.depth + 1 }, checking);
}
