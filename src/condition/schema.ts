// JSON Schema → the types of conditions. Only what our own schemas use; anything else is a bug of ours and throws.
import { BOOL, NUM, STRING, TIME, type Field, type RecordType, type Type } from "./types.ts";

/** The part of JSON Schema that our schemas use, and whatever else stands in them. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly "x-key"?: string;
  readonly "x-reads"?: readonly string[];
  readonly "x-parameters"?: readonly string[];
  readonly "x-optional"?: boolean;
  readonly [keyword: string]: unknown;
}

const OBSERVED = "#/$defs/Observed";
const OBSERVED_OR_ABSENT = "#/$defs/ObservedOrAbsent";

/** The record type of one `$defs` entry. Throws where the schema says what a condition cannot read: a bug of ours. */
export function recordType(schema: JsonSchema, definition: string): RecordType {
  const type = definitionType(schema, `#/$defs/${definition}`, []);
  if (type.kind !== "record") throw new Error(`${definition} is no record`);
  return type;
}

/** The type of a schema that stands inside `schema`. */
export function schemaType(schema: JsonSchema, inner: JsonSchema, name: string): Type {
  return innerType({ schema, name, above: [] }, inner);
}

/** Where we are: the whole schema, a name for records without one, the definitions we are inside of. */
interface Place {
  readonly schema: JsonSchema;
  readonly name: string;
  readonly above: readonly string[];
}

function definitionType(schema: JsonSchema, reference: string, above: readonly string[]): Type {
  const name = reference.replace("#/$defs/", "");
  const found = schema.$defs?.[name];
  if (found === undefined) throw new Error(`no definition ${reference}`);
  if (above.includes(reference)) throw new Error(`${reference} holds itself`);
  return innerType({ schema, name, above: [...above, reference] }, found);
}

function innerType(place: Place, inner: JsonSchema): Type {
  if (inner.$ref !== undefined) return definitionType(place.schema, inner.$ref, place.above);
  if (inner.enum !== undefined) return enumType(place, inner.enum);
  if (inner.const !== undefined) return enumType(place, [inner.const]);
  if (inner.type === "array" && inner.items !== undefined) return listType(place, inner.items);
  if (inner.type === "object" && inner.properties !== undefined) return objectType(place, inner);
  const scalar = SCALARS.get(inner.format === "date-time" ? inner.format : (inner.type ?? ""));
  if (scalar !== undefined) return scalar;
  throw new Error(`${place.name}: conditions cannot read a value of schema ${JSON.stringify(inner)}`);
}

const SCALARS: ReadonlyMap<string, Type> = new Map([
  ["date-time", TIME],
  ["string", STRING],
  ["boolean", BOOL],
  ["integer", NUM],
  ["number", NUM],
]);

function enumType(place: Place, values: readonly unknown[]): Type {
  if (values.every((value) => typeof value === "string")) return { kind: "enum", values };
  if (values.every((value) => typeof value === "number")) return NUM;
  if (values.every((value) => typeof value === "boolean")) return BOOL;
  throw new Error(`${place.name}: an enum of one scalar type is expected`);
}

function listType(place: Place, items: JsonSchema): Type {
  const key = keyOf(place.schema, items);
  const of = innerType(place, items);
  return key === undefined ? { kind: "list", of } : { kind: "list", of, key };
}

function keyOf(schema: JsonSchema, items: JsonSchema): string | undefined {
  if (items.$ref === undefined) return items["x-key"];
  return schema.$defs?.[items.$ref.replace("#/$defs/", "")]?.["x-key"];
}

function objectType(place: Place, inner: JsonSchema): RecordType {
  const fields = new Map<string, Field>();
  for (const [name, property] of Object.entries(inner.properties ?? {})) {
    const omittable = !(inner.required ?? []).includes(name);
    fields.set(name, fieldOf({ ...place, name: capital(name) }, property, omittable));
  }
  return { kind: "record", name: place.name, fields };
}

function fieldOf(place: Place, property: JsonSchema, omittable: boolean): Field {
  const wrapper = property.allOf?.[0]?.$ref;
  if (wrapper !== OBSERVED && wrapper !== OBSERVED_OR_ABSENT) {
    return { type: innerType(place, property), optional: omittable, omittable, observed: false };
  }
  const value = property.allOf?.[1]?.properties?.["value"];
  if (value === undefined) throw new Error(`${place.name}: an observed value without a schema of its value`);
  const optional = omittable || wrapper === OBSERVED_OR_ABSENT;
  return { type: innerType(place, value), optional, omittable, observed: true };
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
