// Literals and operators: types of the operands, and what each part proves for the next.
import { didYouMean } from "../model/index.ts";
import { checkAs, report, type AstOf, type Checking, type Scope } from "./checking.ts";
import { both, provenBy } from "./facts.ts";
import type { ASTNode } from "./syntax.ts";
import type { Comparison, Node, Scalar } from "./tree.ts";
import { BOOL, isScalar, isText, join, NUM, STRING, typeName, type Type } from "./types.ts";

const LITERAL_TYPES = { boolean: BOOL, number: NUM, string: STRING } as const;

const literal = (value: Scalar): Node => {
  const kind = typeof value;
  return {
    op: "literal",
    value,
    type: kind === "boolean" || kind === "number" ? LITERAL_TYPES[kind] : STRING,
  };
};

/** true, 1, 1.5, "text". */
export function checkValue(ast: AstOf<"value">, _scope: Scope, checking: Checking): Node | undefined {
  const value = ast.args;
  if (typeof value === "boolean" || typeof value === "string") return literal(value);
  if (typeof value === "bigint" || typeof value === "number") return checkNumber(ast, value, checking);
  if (value === null)
    return report(checking, ast, "conditions have no null: has(…) asks whether a fact is absent");
  return report(checking, ast, "only true, false, numbers and strings can be written out");
}

function checkNumber(ast: ASTNode, value: bigint | number, checking: Checking): Node | undefined {
  const number = Number(value);
  const isExact = typeof value === "bigint" ? Number.isSafeInteger(number) : Number.isFinite(number);
  return isExact
    ? literal(number)
    : report(checking, ast, `the number is too large: at most ${Number.MAX_SAFE_INTEGER}`);
}

/** `-1`: a sign in front of a number that is written out; conditions do no arithmetic. */
export function checkMinus(ast: AstOf<"-_">, scope: Scope, checking: Checking): Node | undefined {
  const inner = ast.args;
  if (inner.op === "value" && (typeof inner.args === "bigint" || typeof inner.args === "number")) {
    const node = checkValue(inner, scope, checking);
    return node?.op === "literal" ? literal(-Number(node.value)) : undefined;
  }
  return report(checking, ast, "'-' may stand in front of a number only: conditions do no arithmetic");
}

/** `["a", "b"]`: at least one element, all scalars of one type. */
export function checkList(ast: AstOf<"list">, scope: Scope, checking: Checking): Node | undefined {
  const items = ast.args.map((item) => checking.check(item, scope));
  if (items.length === 0) return report(checking, ast, "an empty list may only be the default of orElse()");
  if (!items.every((item) => item !== undefined)) return undefined;
  const of = items
    .map((item) => item.type)
    .reduce<Type | undefined>((type, next) => type && join(type, next), items[0]?.type);
  if (of === undefined || !isScalar(of))
    return report(checking, ast, "the elements of a list must be scalars of one type");
  return { op: "list", items, type: { kind: "list", of } };
}

export function checkNot(ast: AstOf<"!_">, scope: Scope, checking: Checking): Node | undefined {
  const of = checkAs(checking, ast.args, scope, { type: BOOL, what: "what '!' negates" });
  return of && { op: "not", of, type: BOOL };
}

/** `a && b && c`: each part is checked with what the parts before it have proven; after a wrong one, anything. */
export function checkLogic(ast: AstOf<"&&" | "||">, scope: Scope, checking: Checking): Node | undefined {
  const parts: (Node | undefined)[] = [];
  let facts = scope.facts;
  for (const operand of operandsOf(ast)) {
    const part = checkAs(
      checking,
      operand,
      { ...scope, facts },
      { type: BOOL, what: `a part of '${ast.op}'` },
    );
    facts = part === undefined ? "impossible" : both(facts, provenBy(part, ast.op === "&&"));
    parts.push(part);
  }
  if (!parts.every((part) => part !== undefined)) return undefined;
  return { op: ast.op === "&&" ? "and" : "or", parts, type: BOOL };
}

/** The operands of a chain in order, without recursion: a chain may be as long as the text. */
function operandsOf(ast: AstOf<"&&" | "||">): ASTNode[] {
  const operands: ASTNode[] = [];
  let left: ASTNode = ast;
  while (left.op === ast.op) {
    operands.push(left.args[1]);
    left = left.args[0];
  }
  return [left, ...operands.reverse()];
}

export function checkChoice(ast: AstOf<"?:">, scope: Scope, checking: Checking): Node | undefined {
  const [testAst, thenAst, otherwiseAst] = ast.args;
  const test = checkAs(checking, testAst, scope, { type: BOOL, what: "what stands before '?'" });
  const inside = (truth: boolean): Scope => ({
    ...scope,
    facts: test === undefined ? "impossible" : both(scope.facts, provenBy(test, truth)),
  });
  const then = checking.check(thenAst, inside(true));
  const otherwise = checking.check(otherwiseAst, inside(false));
  if (test === undefined || then === undefined || otherwise === undefined) return undefined;
  const type = join(then.type, otherwise.type);
  if (type !== undefined) return { op: "choose", test, then, otherwise, type };
  const types = `${typeName(then.type)} and ${typeName(otherwise.type)}`;
  return report(checking, ast, `both sides of ':' must have one type, these are ${types}`);
}

/** `== != < <= > >=`. */
export function checkComparison(ast: AstOf<Comparison>, scope: Scope, checking: Checking): Node | undefined {
  const left = checking.check(ast.args[0], scope);
  const right = checking.check(ast.args[1], scope);
  if (left === undefined || right === undefined) return undefined;
  const why =
    ast.op === "==" || ast.op === "!="
      ? whyNotEqual(left.type, right.type)
      : whyNotOrdered(left.type, right.type);
  if (why !== undefined) return report(checking, ast, `'${ast.op}' ${why}`);
  const isKnown = [
    isInVocabulary(ast.args[0], right.type, checking),
    isInVocabulary(ast.args[1], left.type, checking),
  ];
  if (!isKnown.every(Boolean)) return undefined;
  return { op: "compare", how: ast.op, left, right, type: BOOL };
}

function whyNotEqual(left: Type, right: Type): string | undefined {
  const types = `${typeName(left)} and ${typeName(right)}`;
  if (!isScalar(left) || !isScalar(right)) return `compares scalars only, not ${types}`;
  const isOneType = (isText(left) && isText(right)) || left.kind === right.kind;
  return isOneType ? undefined : `compares values of one type, not ${types}`;
}

function whyNotOrdered(left: Type, right: Type): string | undefined {
  const isOrdered = left.kind === "num" || left.kind === "time";
  if (isOrdered && left.kind === right.kind) return undefined;
  return `orders two numbers or two times, not ${typeName(left)} and ${typeName(right)}`;
}

/** A written word that a value of known vocabulary can never be is a slip, and would be false (or true) for ever. */
function isInVocabulary(ast: ASTNode, type: Type, checking: Checking): boolean {
  if (ast.op !== "value" || type.kind !== "enum" || typeof ast.args !== "string") return true;
  const { values } = type;
  if (values.includes(ast.args)) return true;
  const near = didYouMean(ast.args, values);
  report(checking, ast, `never '${ast.args}', but one of ${values.join(", ")}${near}`);
  return false;
}

/** `x in list`. */
export function checkIn(ast: AstOf<"in">, scope: Scope, checking: Checking): Node | undefined {
  const [itemAst, listAst] = ast.args;
  const item = checking.check(itemAst, scope);
  const list = checking.check(listAst, scope);
  if (item === undefined || list === undefined) return undefined;
  const { type } = list;
  if (type.kind !== "list")
    return report(checking, listAst, `'in' looks into a list, this is ${typeName(type)}`);
  const why = whyNotEqual(item.type, type.of);
  if (why !== undefined) return report(checking, ast, `'in' ${why}`);
  const written = listAst.op === "list" ? listAst.args : [];
  const isKnown = written.map((word) => isInVocabulary(word, item.type, checking));
  if (!isKnown.every(Boolean) || !isInVocabulary(itemAst, type.of, checking)) return undefined;
  return { op: "in", item, list, type: BOOL };
}
