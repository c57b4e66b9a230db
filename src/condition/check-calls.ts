// Calls: loops over lists, size(), tests of strings, functions. Loops may stand inside each other at most twice.
import { didYouMean } from "../model/index.ts";
import { checkHas, checkOrElse } from "./check-places.ts";
import {
  checkAs,
  nameAfter,
  report,
  sourceOf,
  textOf,
  type AstOf,
  type Checking,
  type Scope,
} from "./checking.ts";
import type { FunctionSpec } from "./environment.ts";
import { isFilled } from "./facts.ts";
import { isPlace, type LoopKind, type Node, type Place, type TextTest } from "./tree.ts";
import { BOOL, isText, NUM, STRING, typeName, type ListType, type Type } from "./types.ts";

const MAX_LOOPS = 2;
const LOOPS: readonly LoopKind[] = ["all", "exists", "exists_one", "filter", "map"];
const TEXT_TESTS: readonly TextTest[] = ["startsWith", "endsWith", "contains"];
const METHODS: readonly string[] = [...LOOPS, ...TEXT_TESTS, "size"];

const isLoop = (name: string): name is LoopKind => LOOPS.some((loop) => loop === name);
const isTextTest = (name: string): name is TextTest => TEXT_TESTS.some((test) => test === name);

/** `name(…)`. */
export function checkCall(ast: AstOf<"call">, scope: Scope, checking: Checking): Node | undefined {
  const [name] = ast.args;
  if (name === "has") return checkHas(ast, scope, checking);
  if (name === "orElse") return checkOrElse(ast, scope, checking);
  const spec = checking.environment.functions.get(name);
  if (spec !== undefined) return checkFunction(ast, spec, scope, checking);
  const at = { start: ast.start, end: ast.start + name.length };
  if (METHODS.includes(name))
    return report(checking, at, `${name} is written after what it looks at: x.${name}(…)`);
  const known = ["has", "orElse", ...checking.environment.functions.keys()];
  return report(
    checking,
    at,
    `no function '${name}'${didYouMean(name, known) || `: there are ${known.join(", ")}`}`,
  );
}

function checkFunction(
  ast: AstOf<"call">,
  spec: FunctionSpec,
  scope: Scope,
  checking: Checking,
): Node | undefined {
  const [name, given] = ast.args;
  if (given.length !== spec.args.length) {
    return report(checking, ast, `${name} takes ${spec.args.length} arguments, not ${given.length}`);
  }
  const args = given.map((argument, index) =>
    checkAs(checking, argument, scope, {
      type: spec.args[index] ?? BOOL,
      what: `${name}: argument ${index + 1}`,
    }),
  );
  if (!args.every((argument) => argument !== undefined)) return undefined;
  return { op: "call", spec, args, type: spec.returns };
}

/** `target.name(…)`. */
export function checkMethod(ast: AstOf<"rcall">, scope: Scope, checking: Checking): Node | undefined {
  const [name, targetAst] = ast.args;
  const at = nameAfter(checking, targetAst, name);
  if (!METHODS.includes(name)) {
    const why =
      name === "matches"
        ? ": there are no regular expressions; use glob(text, pattern)"
        : didYouMean(name, METHODS);
    return report(checking, at, `no method '${name}'${why}`);
  }
  const target = checking.check(targetAst, scope);
  if (target === undefined) return undefined;
  if (isTextTest(name)) return checkTextTest(ast, name, target, { scope, checking });
  const { type } = target;
  if (type.kind !== "list")
    return report(checking, at, `${name}() looks at a list, this is ${typeName(type)}`);
  if (isLoop(name)) return checkLoop({ ast, kind: name, list: target, type, at }, scope, checking);
  if (ast.args[2].length > 0) return report(checking, ast, "size() takes no argument");
  return { op: "size", list: target, type: NUM };
}

function checkTextTest(
  ast: AstOf<"rcall">,
  how: TextTest,
  text: Node,
  { scope, checking }: { scope: Scope; checking: Checking },
): Node | undefined {
  const [, targetAst, args] = ast.args;
  const [first] = args;
  if (!isText(text.type)) {
    return report(
      checking,
      nameAfter(checking, targetAst, how),
      `${how}() looks at a string, this is ${typeName(text.type)}`,
    );
  }
  if (first === undefined || args.length > 1)
    return report(checking, ast, `${how} takes 1 argument, not ${args.length}`);
  const part = checkAs(checking, first, scope, { type: STRING, what: `${how}: argument 1` });
  return part && { op: "text", how, text, part, type: BOOL };
}

interface Loop {
  readonly ast: AstOf<"rcall">;
  readonly kind: LoopKind;
  readonly list: Node;
  readonly type: ListType;
  readonly at: { readonly start: number; readonly end: number };
}

function checkLoop(loop: Loop, scope: Scope, checking: Checking): Node | undefined {
  const { ast, kind, list, at } = loop;
  const [, , [variable, bodyAst, third]] = ast.args;
  if (variable?.op !== "id" || bodyAst === undefined || third !== undefined) {
    return report(checking, ast, `${kind} takes a name and an expression: ${kind}(x, …)`);
  }
  const name = variable.args;
  if (scope.elements.has(name) || checking.environment.variables.has(name)) {
    return report(checking, variable, `'${name}' already stands for something else here: take another name`);
  }
  if (scope.loops >= MAX_LOOPS)
    return report(checking, at, `loops may stand inside each other at most ${MAX_LOOPS} deep`);
  if (kind === "all" && !isFilled(scope.facts, list))
    report(checking, at, emptyList(textOf(checking, ast.args[1])));
  const body = checkBody(loop, name, bodyAst, { scope, checking });
  if (body === undefined) return undefined;
  const text = `(${name},${sourceOf(checking, bodyAst)})`;
  return { ...loopNode(loop, body, text), slot: scope.loops };
}

const emptyList = (list: string): string =>
  `all() is true of an empty list, and ${list} may be empty: write ${list}.size() > 0 && … before it`;

function checkBody(
  { kind, list, type }: Loop,
  name: string,
  ast: Parameters<Checking["check"]>[0],
  { scope, checking }: { scope: Scope; checking: Checking },
): Node | undefined {
  const place = elementPlace(list, type, scope.loops, `${name}#${checking.nextLoop()}`);
  const elements = new Map(scope.elements).set(name, place);
  const inside = { ...scope, elements, loops: scope.loops + 1 };
  if (kind === "map") return checking.check(ast, inside);
  return checkAs(checking, ast, inside, { type: BOOL, what: `${kind}: what is asked of each element` });
}

function elementPlace(list: Node, type: ListType, slot: number, key: string): Place {
  const origin = originOf(list);
  const path = origin === undefined ? "element" : `${origin.path}[]`;
  return { op: "element", slot, type: type.of, key, path, open: origin?.open ?? false };
}

/** Where the elements come from: filtering keeps them as they are. */
function originOf(list: Node): Place | undefined {
  if (isPlace(list)) return list;
  if (list.op === "orElse") return list.of;
  return list.op === "loop" && list.kind === "filter" ? originOf(list.list) : undefined;
}

function loopNode(
  { kind, list, type }: Loop,
  body: Node,
  text: string,
): Omit<Extract<Node, { op: "loop" }>, "slot"> {
  const result: Readonly<Record<LoopKind, Type>> = {
    all: BOOL,
    exists: BOOL,
    exists_one: BOOL,
    filter: type,
    map: { kind: "list", of: body.type },
  };
  const node = { op: "loop", kind, list, body, type: result[kind] } as const;
  if (list.key === undefined) return node;
  const chosenKey = `${list.key}.filter${text}`;
  return kind === "filter" ? { ...node, key: chosenKey, chosenKey } : { ...node, chosenKey };
}
