// A checked tree → closures. Reading a place is where evidence enters: what is not there becomes unknown, with its name.
import { acceptorOf, isWhole, kindOf } from "./accept.ts";
import type { FunctionSpec } from "./environment.ts";
import { existsOne, filter, map, quantify } from "./loops.ts";
import {
  choose,
  compare,
  has,
  isIn,
  logic,
  not,
  orElse,
  size,
  testText,
  type Frame,
  type Run,
} from "./operators.ts";
import type { LoopNode, Node, Place } from "./tree.ts";
import { typeName } from "./types.ts";
import {
  ABSENT,
  malformed,
  mergeUnknowns,
  mistake,
  PartialList,
  Unknown,
  type Value,
  type ValueRecord,
} from "./values.ts";

/**
 * An absent value where the checker has proven a value. Only reached behind a guard that is itself unknown: it adds no
 * name to that one. Alone it would be a bug, and `evaluate` says so.
 */
const UNGUARDED = new Unknown([]);

type Op = Node["op"];
type NodeOf<Each extends Op> = Extract<Node, { op: Each }>;

const COMPILE: { readonly [Each in Op]: (node: NodeOf<Each>) => Run } = {
  literal:
    ({ value }) =>
    () =>
      value,
  list: ({ items }) => list(items.map(compile)),
  variable: variable,
  element: element,
  field: (node) => field(node, false),
  has: ({ of }) => has(keepingAbsent(of)),
  orElse: ({ of, otherwise }) => orElse(keepingAbsent(of), compile(otherwise)),
  not: ({ of }) => not(compile(of)),
  and: ({ parts }) => logic(parts.map(compile), false),
  or: ({ parts }) => logic(parts.map(compile), true),
  compare: ({ how, left, right }) => compare(how, compile(left), compile(right)),
  in: (node) => isIn(compile(node.item), compile(node.list), elementAcceptor(node.list)),
  choose: ({ test, then, otherwise }) => choose(compile(test), compile(then), compile(otherwise)),
  loop: loop,
  size: (node) => size(compile(node.list)),
  text: ({ how, text, part }) => testText(how, compile(text), compile(part)),
  call: ({ spec, args }) => call(spec, args.map(compile)),
};

/** The closure of a node. */
export function compile(node: Node): Run {
  const compileOne = COMPILE[node.op] as (node: Node) => Run;
  return compileOne(node);
}

const keepingAbsent = (place: Place): Run => (place.op === "field" ? field(place, true) : compile(place));

/** What is read, when it is not a value of its type. */
function exception(place: Place, keepsAbsent: boolean): (value: Value | undefined) => Value {
  const missing = malformed(place.path, "the document has no such key");
  const isOptional = place.op === "field" && place.optional;
  return (value) => {
    if (value === undefined) return missing;
    if (value instanceof Unknown) return value;
    if (value === ABSENT && isOptional) return keepsAbsent ? ABSENT : UNGUARDED;
    return malformed(place.path, `expected ${typeName(place.type)}, found ${kindOf(value)}`);
  };
}

function variable(node: NodeOf<"variable">): Run {
  const { name } = node;
  const accepts = acceptorOf(node.type);
  const except = exception(node, false);
  return (frame) => {
    const value = frame.scope[name] as Value | undefined;
    return value !== undefined && accepts(value) ? value : except(value);
  };
}

function element(node: NodeOf<"element">): Run {
  const { slot } = node;
  const accepts = acceptorOf(node.type);
  const except = exception(node, false);
  return (frame) => {
    const value = frame.elements[slot];
    return value !== undefined && accepts(value) ? value : except(value);
  };
}

function field(node: NodeOf<"field">, keepsAbsent: boolean): Run {
  const target = compile(node.target);
  const read = reader(node.name);
  const accepts = acceptorOf(node.type);
  const except = exception(node, keepsAbsent);
  return (frame) => {
    const record = target(frame);
    if (record instanceof Unknown) return record;
    const value = read(record as ValueRecord);
    return value !== undefined && accepts(value) ? value : except(value);
  };
}

/** Own properties only. A lookup finds no others, but for the few names that every object inherits. */
function reader(name: string): (record: ValueRecord) => Value | undefined {
  if (name in Object.prototype) return (record) => (Object.hasOwn(record, name) ? record[name] : undefined);
  return (record) => record[name];
}

const list =
  (items: readonly Run[]): Run =>
  (frame) => {
    const values = items.map((item) => item(frame));
    const unknowns = values.filter((value) => value instanceof Unknown);
    if (unknowns.length === 0) return values;
    return new PartialList(
      values.filter((value) => !(value instanceof Unknown)),
      mergeUnknowns(unknowns),
    );
  };

function elementAcceptor(node: Node): (value: Value) => boolean {
  return node.type.kind === "list" ? acceptorOf(node.type.of) : () => false;
}

function loop(node: LoopNode): Run {
  const parts = {
    list: compile(node.list),
    slot: node.slot === 0 ? 0 : 1,
    body: compile(node.body),
  } as const;
  switch (node.kind) {
    case "all":
    case "exists":
      return quantify(parts, node.kind === "exists");
    case "exists_one":
      return existsOne(parts);
    case "filter":
      return filter(parts);
    case "map":
      return map(parts);
  }
}

/** Functions see only arguments that are known in full; one that throws has decided nothing. */
function call(spec: FunctionSpec, args: readonly Run[]): Run {
  const invoke = spec.call as (...values: readonly Value[]) => Value;
  return (frame: Frame) => {
    const values = args.map((argument) => argument(frame));
    const unknowns = values.flatMap(unknownParts);
    if (unknowns.length > 0) return mergeUnknowns(unknowns);
    if (!values.every((value, index) => isWholeArgument(spec, index, value))) {
      return mistake(`${spec.name}: an argument of another type`);
    }
    return settle(spec, () => invoke(...values));
  };
}

function unknownParts(value: Value): readonly Unknown[] {
  if (value instanceof Unknown) return [value];
  return value instanceof PartialList ? [value.rest] : [];
}

function isWholeArgument({ args }: FunctionSpec, index: number, value: Value): boolean {
  const type = args[index];
  return type !== undefined && isWhole(type, value);
}

function settle({ name, returns }: FunctionSpec, invoke: () => Value): Value {
  try {
    const value = invoke();
    return isWhole(returns, value)
      ? value
      : mistake(`${name} gave ${kindOf(value)}, not ${typeName(returns)}`);
  } catch (error) {
    return mistake(`${name}: ${error instanceof Error ? error.message : "failed"}`);
  }
}
