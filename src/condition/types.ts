// The types a condition is checked against. A record's fields know whether they may be absent and whether a call observed them.

/** The type of a fact, a parameter or an expression. */
export type Type = ScalarType | ListType | RecordType;

/** Values that `==` compares. `enum` is a string whose possible values are known. */
export type ScalarType =
  | { readonly kind: "bool" }
  | { readonly kind: "num" }
  | { readonly kind: "string" }
  | { readonly kind: "time" }
  | { readonly kind: "enum"; readonly values: readonly string[] };

export interface ListType {
  readonly kind: "list";
  readonly of: Type;
  /** The field that tells elements apart (`x-key`). */
  readonly key?: string;
}

export interface RecordType {
  readonly kind: "record";
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
}

/** A field of a record. */
export interface Field {
  readonly type: Type;
  /** May legitimately have no value: conditions must guard it. */
  readonly optional: boolean;
  /** The key itself may be missing from the document. */
  readonly omittable: boolean;
  /** Wrapped in an Observed value in the document; conditions read through it. */
  readonly observed: boolean;
  /** Computed, not collected. */
  readonly derived?: Derivation;
}

/** What a derived fact stands on: observed facts and parameters, by name. */
export interface Derivation {
  readonly reads: readonly string[];
  readonly parameters: readonly string[];
}

export const BOOL: ScalarType = { kind: "bool" };
export const NUM: ScalarType = { kind: "num" };
export const STRING: ScalarType = { kind: "string" };
export const TIME: ScalarType = { kind: "time" };

/** The type's name in messages. */
export function typeName(type: Type): string {
  if (type.kind === "list") return `list<${typeName(type.of)}>`;
  if (type.kind === "record") return type.name;
  return type.kind === "enum" ? "string" : type.kind;
}

export const isScalar = (type: Type): type is ScalarType => type.kind !== "list" && type.kind !== "record";

export const isText = (type: Type): boolean => type.kind === "string" || type.kind === "enum";

/** Whether a value of type `given` may stand where `wanted` is asked for. */
export function fits(given: Type, wanted: Type): boolean {
  if (given.kind === "list" && wanted.kind === "list") return fits(given.of, wanted.of);
  if (isText(given) && wanted.kind === "string") return true;
  if (given.kind === "enum" && wanted.kind === "enum") {
    return given.values.every((value) => wanted.values.includes(value));
  }
  return given.kind === "record" ? given === wanted : given.kind === wanted.kind;
}

/** The type of a value that is one or the other, or undefined where they do not go together. */
export function join(left: Type, right: Type): Type | undefined {
  if (left.kind === "enum" && right.kind === "enum") {
    return { kind: "enum", values: [...new Set([...left.values, ...right.values])] };
  }
  if (fits(left, right)) return right;
  return fits(right, left) ? left : undefined;
}

/** How parameters are declared in rule files. */
export type ParameterTypeName = "string" | "number" | "boolean" | "list<string>";

const PARAMETER_TYPES: Readonly<Record<ParameterTypeName, Type>> = {
  string: STRING,
  number: NUM,
  boolean: BOOL,
  "list<string>": { kind: "list", of: STRING },
};

/** The record `params` of a rule. A dotted name becomes a record inside; where a name is both, the record wins. */
export function parametersType(
  declared: Readonly<Record<string, ParameterTypeName>>,
  name = "params",
): RecordType {
  const fields = new Map<string, Field>();
  const groups = new Map<string, Record<string, ParameterTypeName>>();
  for (const [path, type] of Object.entries(declared)) {
    const dot = path.indexOf(".");
    if (dot < 0) fields.set(path, present(PARAMETER_TYPES[type]));
    else groups.set(path.slice(0, dot), { ...groups.get(path.slice(0, dot)), [path.slice(dot + 1)]: type });
  }
  for (const [group, inner] of groups) fields.set(group, present(parametersType(inner, `${name}.${group}`)));
  return { kind: "record", name, fields };
}

const present = (type: Type): Field => ({ type, optional: false, omittable: false, observed: false });
