// Variables, fields, has() and orElse(): every name against the schema, every optional fact behind a guard.
import { didYouMean } from "../model/index.ts";
import { isGuarded, report, sourceOf, textOf, type AstOf, type Checking, type Scope } from "./checking.ts";
import type { ASTNode } from "./syntax.ts";
import { isPlace, type Node, type Place } from "./tree.ts";
import { BOOL, join, typeName, type Field, type RecordType, type Type } from "./types.ts";

/** A loop's element or a variable. */
export function checkName(ast: AstOf<"id">, scope: Scope, checking: Checking): Place | undefined {
  const element = scope.elements.get(ast.args);
  if (element !== undefined) return element;
  const name = ast.args;
  const type = checking.environment.variables.get(name);
  if (type === undefined) return report(checking, ast, unknownVariable(name, scope, checking));
  const variable = { op: "variable", name, type, key: name, path: name } as const;
  if (name !== "params") return { ...variable, open: true };
  return { ...variable, open: false, parameter: [] };
}

function unknownVariable(name: string, scope: Scope, checking: Checking): string {
  const known = [...checking.environment.variables.keys(), ...scope.elements.keys()];
  const near = didYouMean(name, known);
  if (near !== "") return `no variable '${name}'${near}`;
  return `no variable '${name}' here: this condition sees ${known.join(", ")}`;
}

/** A field that is used: an optional one needs a guard. */
export function checkField(ast: AstOf<".">, scope: Scope, checking: Checking): Place | undefined {
  const place = checkPlace(ast, scope, checking);
  if (place === undefined || isGuarded(place, scope)) return place;
  const text = textOf(checking, ast);
  return report(
    checking,
    ast,
    `${text} may be absent: guard it with has(${text}) && … or orElse(${text}, …)`,
  );
}

/** A field with no question asked whether it may be absent: the inside of has() and orElse(). */
function checkPlace(ast: AstOf<".">, scope: Scope, checking: Checking): Place | undefined {
  const [targetAst, name] = ast.args;
  const target = checking.check(targetAst, scope);
  if (target === undefined) return undefined;
  if (!isPlace(target) || target.type.kind !== "record") {
    return report(checking, nameAt(ast, name), noRecord(target.type, name));
  }
  const field = target.type.fields.get(name);
  if (field === undefined) return report(checking, nameAt(ast, name), noField(target.type, name));
  return fieldPlace({ ...target, type: target.type }, name, field, checking);
}

const nameAt = (ast: ASTNode, name: string) => ({ start: ast.pos, end: ast.pos + name.length });

function noRecord(type: Type, name: string): string {
  const isList = type.kind === "list";
  return `no field '${name}' in ${typeName(type)}${isList ? "; say which element: exists(…), all(…) or filter(…)" : ""}`;
}

function noField(record: RecordType, name: string): string {
  return `no field '${name}' in ${record.name}${didYouMean(name, record.fields.keys())}`;
}

function fieldPlace(target: Place, name: string, field: Field, checking: Checking): Place {
  const path = `${target.path}.${name}`;
  const isNeed = target.open && (field.observed || field.derived !== undefined || listsObserved(field.type));
  if (field.derived !== undefined) {
    for (const read of field.derived.reads) checking.needs.add(read);
    for (const parameter of field.derived.parameters) checking.parameters.add(parameter);
  } else if (isNeed) checking.needs.add(path);
  const place = {
    op: "field",
    target,
    name,
    optional: field.optional,
    type: field.type,
    key: `${target.key}.${name}`,
    path,
    open: target.open && !isNeed,
  } as const;
  if (target.parameter === undefined) return place;
  const parameter = [...target.parameter, name];
  if (field.type.kind !== "record") checking.parameters.add(parameter.join("."));
  return { ...place, parameter };
}

/** A list that is no observed value itself, of records that hold some: they are collected as one fact. */
function listsObserved(type: Type): boolean {
  return type.kind === "list" && holdsObserved(type.of);
}

function holdsObserved(type: Type): boolean {
  if (type.kind === "list") return holdsObserved(type.of);
  if (type.kind !== "record") return false;
  return [...type.fields.values()].some((field) => field.observed || holdsObserved(field.type));
}

/** `has(a.b)`. */
export function checkHas(ast: AstOf<"call">, scope: Scope, checking: Checking): Node | undefined {
  const of = checkOptional(ast, "has", scope, checking);
  return of && { op: "has", of, type: BOOL };
}

/** `orElse(a.b, default)`. */
export function checkOrElse(ast: AstOf<"call">, scope: Scope, checking: Checking): Node | undefined {
  const of = checkOptional(ast, "orElse", scope, checking);
  const [, defaultAst] = ast.args[1];
  if (defaultAst === undefined) return undefined;
  const otherwise =
    of === undefined ? checking.check(defaultAst, scope) : checkDefault(defaultAst, of, scope, checking);
  if (of === undefined || otherwise === undefined) return undefined;
  const type = typeWithDefault(of.type, otherwise);
  if (type === undefined || type.kind === "record") {
    return report(
      checking,
      defaultAst,
      `orElse: the default must be ${typeName(of.type)}, this is ${typeName(otherwise.type)}`,
    );
  }
  return { op: "orElse", of, otherwise, type, key: `orElse(${of.key},${sourceOf(checking, defaultAst)})` };
}

/** A default that is written out joins the vocabulary, so that comparisons stay checked. */
function typeWithDefault(type: Type, otherwise: Node): Type | undefined {
  if (type.kind === "enum" && otherwise.op === "literal" && typeof otherwise.value === "string") {
    return { kind: "enum", values: [...new Set([...type.values, otherwise.value])] };
  }
  return join(type, otherwise.type);
}

/** `[]` says nothing of its elements: here alone it is known what they would be. */
function checkDefault(ast: ASTNode, of: Place, scope: Scope, checking: Checking): Node | undefined {
  if (ast.op === "list" && ast.args.length === 0 && of.type.kind === "list") {
    return { op: "list", items: [], type: of.type };
  }
  return checking.check(ast, scope);
}

function checkOptional(
  ast: AstOf<"call">,
  name: string,
  scope: Scope,
  checking: Checking,
): Place | undefined {
  const [, args] = ast.args;
  const wanted = name === "has" ? "has(a.b)" : "orElse(a.b, default)";
  const [first] = args;
  if (args.length !== (name === "has" ? 1 : 2) || first?.op !== ".") {
    return report(
      checking,
      ast,
      `${name}() takes a field${name === "has" ? "" : " and a default"}: ${wanted}`,
    );
  }
  const place = checkPlace(first, scope, checking);
  if (place === undefined || (place.op === "field" && place.optional)) return place;
  const vain = name === "has" ? "has() is always true" : "orElse() never takes the default";
  return report(checking, first, `'${textOf(checking, first)}' is never absent: ${vain}`);
}
