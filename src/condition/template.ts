// Messages with {{item.field}} and {{params.x}}: every name checked when the rule is loaded.
import { didYouMean } from "../model/index.ts";
import { placed, type ConditionError } from "./syntax.ts";
import { typeName, type Type } from "./types.ts";
import { ABSENT, PartialList, Unknown, type Value, type ValueRecord } from "./values.ts";

/** The text with the values of `scope` in it. Never throws. */
export type Render = (scope: Readonly<Record<string, unknown>>) => string;

export type CompiledTemplate =
  | { readonly ok: true; readonly render: Render }
  | { readonly ok: false; readonly errors: readonly ConditionError[] };

/** What stands where a value was not seen, and where the service said that there is none. */
const NOT_SEEN = "(not seen)";
const NONE = "(none)";

type Piece = string | Slot;

interface Slot {
  readonly names: readonly string[];
  readonly type: Type;
}

/** Checks the names between `{{` and `}}` against the variables' types. */
export function compileTemplate(
  text: string,
  variables: Readonly<Record<string, Type | undefined>>,
): CompiledTemplate {
  const errors: ConditionError[] = [];
  const pieces: Piece[] = [];
  let at = 0;
  for (let open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
    const close = text.indexOf("}}", open);
    if (close < 0) {
      errors.push(placed(text, "'{{' without '}}'", open, open + 2));
      break;
    }
    pieces.push(text.slice(at, open));
    at = close + 2;
    const slot = checkSlot(text.slice(open + 2, close), variables);
    if (typeof slot === "string") errors.push(placed(text, slot, open, at));
    else pieces.push(slot);
  }
  pieces.push(text.slice(at));
  return errors.length > 0 ? { ok: false, errors } : { ok: true, render: (scope) => render(pieces, scope) };
}

/** The slot, or what is wrong with it. */
function checkSlot(inner: string, variables: Readonly<Record<string, Type | undefined>>): Slot | string {
  const names = inner.trim().split(".");
  const [root = "", ...fields] = names;
  const known = Object.keys(variables).filter((name) => variables[name] !== undefined);
  let type = known.includes(root) ? variables[root] : undefined;
  if (type === undefined) {
    return `no variable '${root}'${didYouMean(root, known) || `: a message sees ${known.join(", ")}`}`;
  }
  for (const name of fields) {
    const inside = fieldType(type, name);
    if (typeof inside === "string") return inside;
    type = inside;
  }
  return isPrintable(type) ? { names, type } : `${names.join(".")} is ${typeName(type)}: name a field of it`;
}

function fieldType(type: Type, name: string): Type | string {
  if (type.kind !== "record") return `no field '${name}' in ${typeName(type)}`;
  return (
    type.fields.get(name)?.type ?? `no field '${name}' in ${type.name}${didYouMean(name, type.fields.keys())}`
  );
}

const isPrintable = (type: Type): boolean =>
  type.kind === "list" ? type.of.kind !== "list" && isPrintable(type.of) : type.kind !== "record";

function render(pieces: readonly Piece[], scope: Readonly<Record<string, unknown>>): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : renderSlot(piece, scope))).join("");
}

function renderSlot({ names, type }: Slot, scope: Readonly<Record<string, unknown>>): string {
  try {
    let value = scope as unknown as Value | undefined;
    for (const name of names) {
      if (value === ABSENT) return NONE;
      if (typeof value !== "object" || value instanceof Unknown || !Object.hasOwn(value, name))
        return NOT_SEEN;
      value = (value as ValueRecord)[name];
    }
    return printed(type, value);
  } catch {
    return NOT_SEEN;
  }
}

function printed(type: Type, value: Value | undefined): string {
  if (value === ABSENT) return NONE;
  if (value instanceof PartialList)
    return [...value.items.map((item) => printedItem(type, item)), NOT_SEEN].join(", ");
  if (Array.isArray(value)) {
    return value.length === 0 ? NONE : value.map((item: Value) => printedItem(type, item)).join(", ");
  }
  if (type.kind === "time" && typeof value === "number") return new Date(value).toISOString();
  return isScalarValue(value) ? String(value) : NOT_SEEN;
}

const isScalarValue = (value: Value | undefined): value is string | number | boolean =>
  typeof value === "string" || typeof value === "boolean" || typeof value === "number";

const printedItem = (list: Type, item: Value): string => printed(list.kind === "list" ? list.of : list, item);
