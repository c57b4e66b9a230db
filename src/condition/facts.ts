// What is proven at a point of a condition: which optional facts are present, which lists have an element.
// `has(x) && …`, `!has(x) || …`, `list.size() > 0 && …` and whatever follows from them by two-valued logic.
import { compareNumbers } from "./scalars.ts";
import type { Comparison, LoopNode, Node } from "./tree.ts";

/** `impossible`: the point cannot be reached, so everything holds there. */
export type Facts = ReadonlySet<string> | "impossible";

export const NOTHING_PROVEN: Facts = new Set<string>();

const present = (key: string): string => `present ${key}`;
const filled = (key: string): string => `filled ${key}`;

export const isPresent = (facts: Facts, key: string): boolean =>
  facts === "impossible" || facts.has(present(key));

/** Whether the list surely has an element. */
export function isFilled(facts: Facts, list: Node): boolean {
  if (facts === "impossible") return true;
  if (list.op === "list") return list.items.length > 0;
  if (list.op === "loop" && list.kind === "map") return isFilled(facts, list.list);
  return list.key !== undefined && facts.has(filled(list.key));
}

/** Both hold. */
export function both(left: Facts, right: Facts): Facts {
  if (left === "impossible" || right === "impossible") return "impossible";
  return right.size === 0 ? left : new Set([...left, ...right]);
}

/** One of them holds, no one knows which. */
function either(left: Facts, right: Facts): Facts {
  if (left === "impossible") return right;
  if (right === "impossible") return left;
  return new Set([...left].filter((fact) => right.has(fact)));
}

/** What is proven where the node is true, or false. */
export function provenBy(node: Node, truth: boolean): Facts {
  switch (node.op) {
    case "literal":
      return node.value === truth ? NOTHING_PROVEN : "impossible";
    case "not":
      return provenBy(node.of, !truth);
    case "has":
      return truth ? new Set([present(node.of.key)]) : NOTHING_PROVEN;
    case "and":
    case "or":
      return provenByParts(node.parts, truth, (node.op === "and") === truth);
    case "choose":
      return provenByChoice(node, truth);
    default:
      return provenOfLists(node, truth);
  }
}

function provenOfLists(node: Node, truth: boolean): Facts {
  if (node.op === "compare") return provenBySize(node, truth);
  if (node.op === "loop") return provenByLoop(node, truth);
  return node.op === "in" && truth ? filledFacts(node.list) : NOTHING_PROVEN;
}

function provenByParts(parts: readonly Node[], truth: boolean, allHold: boolean): Facts {
  return parts.map((part) => provenBy(part, truth)).reduce(allHold ? both : either);
}

function provenByChoice(node: Extract<Node, { op: "choose" }>, truth: boolean): Facts {
  const then = both(provenBy(node.test, true), provenBy(node.then, truth));
  return either(then, both(provenBy(node.test, false), provenBy(node.otherwise, truth)));
}

const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  "==": "==",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

/** `list.size() > 0` in all its forms: where size 0 would give the other answer, the list has an element. */
function provenBySize(node: Extract<Node, { op: "compare" }>, truth: boolean): Facts {
  const isMirrored = node.right.op === "size";
  const [size, bound] = isMirrored ? [node.right, node.left] : [node.left, node.right];
  if (size.op !== "size" || bound.op !== "literal" || typeof bound.value !== "number") return NOTHING_PROVEN;
  const how = isMirrored ? MIRRORED[node.how] : node.how;
  return compareNumbers(how, 0, bound.value) === truth ? NOTHING_PROVEN : filledFacts(size.list);
}

function provenByLoop(loop: LoopNode, truth: boolean): Facts {
  if (loop.kind === "all") return truth ? NOTHING_PROVEN : filledFacts(loop.list);
  if (!truth || (loop.kind !== "exists" && loop.kind !== "exists_one")) return NOTHING_PROVEN;
  const chosen = loop.chosenKey === undefined ? NOTHING_PROVEN : new Set([filled(loop.chosenKey)]);
  return both(filledFacts(loop.list), chosen);
}

/** An element of a filtered or mapped list is made of an element of the list below. */
function filledFacts(list: Node): Facts {
  const own: Facts = list.key === undefined ? NOTHING_PROVEN : new Set([filled(list.key)]);
  const isMade = list.op === "loop" && (list.kind === "filter" || list.kind === "map");
  return isMade ? both(own, filledFacts(list.list)) : own;
}
