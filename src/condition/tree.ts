// A checked condition: every node has its type, every name is resolved. What the checker makes and the compiler takes.
import type { FunctionSpec } from "./environment.ts";
import type { Type } from "./types.ts";

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";
export type LoopKind = "all" | "exists" | "exists_one" | "filter" | "map";
export type TextTest = "startsWith" | "endsWith" | "contains";
export type Scalar = boolean | number | string;

interface Typed {
  readonly type: Type;
  /** The same text for the same value within one condition: what guards are remembered by. */
  readonly key?: string;
}

/** A variable, a loop's element, or a field of one: a place that facts are read from. */
export type Place = Typed &
  ReadFrom & {
    readonly key: string;
    /** The fact's name: `account.trails[].status`. */
    readonly path: string;
    /** No observed fact on the way yet: the next one is what the condition needs. */
    readonly open: boolean;
    /** Inside `params`: the names so far. */
    readonly parameter?: readonly string[];
  };

type ReadFrom =
  | { readonly op: "variable"; readonly name: string }
  | { readonly op: "element"; readonly slot: number }
  | {
      readonly op: "field";
      readonly target: Place;
      readonly name: string;
      readonly optional: boolean;
    };

export type Node =
  | Place
  | (Typed & { readonly op: "literal"; readonly value: Scalar })
  | (Typed & { readonly op: "list"; readonly items: readonly Node[] })
  | (Typed & { readonly op: "has"; readonly of: Place })
  | (Typed & { readonly op: "orElse"; readonly of: Place; readonly otherwise: Node })
  | (Typed & { readonly op: "not"; readonly of: Node })
  | (Typed & { readonly op: "and"; readonly parts: readonly Node[] })
  | (Typed & { readonly op: "or"; readonly parts: readonly Node[] })
  | (Typed & { readonly op: "compare"; readonly how: Comparison; readonly left: Node; readonly right: Node })
  | (Typed & { readonly op: "in"; readonly item: Node; readonly list: Node })
  | (Typed & { readonly op: "choose"; readonly test: Node; readonly then: Node; readonly otherwise: Node })
  | LoopNode
  | (Typed & { readonly op: "size"; readonly list: Node })
  | (Typed & { readonly op: "text"; readonly how: TextTest; readonly text: Node; readonly part: Node })
  | (Typed & { readonly op: "call"; readonly spec: FunctionSpec; readonly args: readonly Node[] });

export type LoopNode = Typed & {
  readonly op: "loop";
  readonly kind: LoopKind;
  readonly list: Node;
  readonly slot: number;
  readonly body: Node;
  /** The key of the elements that the body is true for. */
  readonly chosenKey?: string;
};

/** Whether a node is a place. */
export function isPlace(node: Node): node is Place {
  return node.op === "variable" || node.op === "element" || node.op === "field";
}
