// What every part of the checker shares: where it is, what is known there, how a mistake is told.
import { isPresent, NOTHING_PROVEN, type Facts } from "./facts.ts";
import type { ConditionEnvironment } from "./environment.ts";
import { placed, type ASTNode, type ConditionError } from "./syntax.ts";
import type { Node, Place } from "./tree.ts";
import { fits, typeName, type Type } from "./types.ts";

/** One condition being checked. A part that is wrong is reported and gives undefined, which is reported no further. */
export interface Checking {
  readonly source: string;
  readonly environment: ConditionEnvironment;
  readonly errors: ConditionError[];
  readonly needs: Set<string>;
  readonly parameters: Set<string>;
  readonly check: (ast: ASTNode, scope: Scope) => Node | undefined;
  /** A number for each loop, so that keys of different elements differ. */
  readonly nextLoop: () => number;
}

/** What holds at one point of the text. */
export interface Scope {
  readonly elements: ReadonlyMap<string, Place>;
  readonly facts: Facts;
  readonly loops: number;
  readonly depth: number;
}

export const OUTERMOST: Scope = { elements: new Map(), facts: NOTHING_PROVEN, loops: 0, depth: 0 };

export type AstOf<Op extends ASTNode["op"]> = Extract<ASTNode, { op: Op }>;

/** Adds an error at a part of the text; gives undefined, so that callers can return it. */
export function report(
  checking: Checking,
  at: { start: number; end: number },
  message: string,
): Place | undefined {
  checking.errors.push(placed(checking.source, message, at.start, at.end));
  return undefined;
}

/** The author's own text of a part: the same text in the same scope is the same value. */
export function sourceOf(checking: Checking, at: { start: number; end: number }): string {
  return checking.source.slice(at.start, at.end);
}

/** The author's own text on one line, for messages. */
export function textOf(checking: Checking, at: { start: number; end: number }): string {
  return sourceOf(checking, at).replaceAll(/\s+/g, " ");
}

/** Where a name stands that follows the target: the parser gives methods no position of their own. */
export function nameAfter(checking: Checking, target: ASTNode, name: string): { start: number; end: number } {
  const start = checking.source.indexOf(name, target.end);
  return { start, end: start + name.length };
}

/** Checks a part and demands a type. */
export function checkAs(checking: Checking, ast: ASTNode, scope: Scope, wanted: Wanted): Node | undefined {
  const node = checking.check(ast, scope);
  if (node === undefined || fits(node.type, wanted.type)) return node;
  return report(
    checking,
    ast,
    `${wanted.what} must be ${typeName(wanted.type)}, this is ${typeName(node.type)}`,
  );
}

export interface Wanted {
  readonly type: Type;
  readonly what: string;
}

/** A place that may be absent may be used only where a guard has proven that it is not. */
export function isGuarded(place: Place, scope: Scope): boolean {
  return place.op !== "field" || !place.optional || isPresent(scope.facts, place.key);
}
