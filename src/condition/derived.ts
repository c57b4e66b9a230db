// Derived facts: typed in a schema of their own, added to the record types so that conditions read them like any other.
import { schemaType, type JsonSchema } from "./schema.ts";
import type { Derivation, Field, RecordType, Type } from "./types.ts";

/** Variable name → type, as conditions see them. */
export type Variables = Readonly<Record<string, Type>>;

/**
 * The variables with the derived facts of `schema` added. A fact whose variable is not there is left out (an
 * organization's conditions see no account); one that reads what does not exist is a bug of ours and throws.
 */
export function withDerived(variables: Variables, schema: JsonSchema): Variables {
  const result: Record<string, Type> = { ...variables };
  for (const [path, definition] of Object.entries(schema.properties ?? {})) {
    const [root = "", ...names] = path.split(".");
    const type = result[root];
    if (type === undefined) continue;
    const derived = derivation(schema, path, []);
    for (const read of derived.reads) assertKnown(variables, read);
    const value = schemaType(schema, definition, names.at(-1) ?? path);
    const optional = definition["x-optional"] === true;
    const field: Field = { type: value, optional, omittable: optional, observed: false, derived };
    result[root] = addField(type, names, { path, field });
  }
  return result;
}

/** What a derived fact reads, with derived facts among its reads replaced by what those read. */
function derivation(schema: JsonSchema, path: string, above: readonly string[]): Derivation {
  if (above.includes(path)) throw new Error(`derived fact ${path} reads itself`);
  const { "x-reads": reads = [], "x-parameters": parameters = [] } = schema.properties?.[path] ?? {};
  const all = { reads: new Set<string>(), parameters: new Set(parameters) };
  for (const read of reads) {
    if (schema.properties?.[read] === undefined) all.reads.add(read);
    else {
      const inner = derivation(schema, read, [...above, path]);
      for (const name of inner.reads) all.reads.add(name);
      for (const name of inner.parameters) all.parameters.add(name);
    }
  }
  return { reads: [...all.reads], parameters: [...all.parameters] };
}

function assertKnown(variables: Variables, read: string): void {
  const [root = "", ...names] = read.split(".");
  let type = variables[root];
  if (type === undefined) return;
  for (const name of names) {
    const inner: Type = type.kind === "list" ? type.of : type;
    type = inner.kind === "record" ? inner.fields.get(name)?.type : undefined;
    if (type === undefined) throw new Error(`a derived fact reads ${read}, which no schema has`);
  }
}

interface Addition {
  readonly path: string;
  readonly field: Field;
}

/** The type with the field added at the end of the path; `name[]` steps into a list. Nothing is changed in place. */
function addField(type: Type, names: readonly string[], addition: Addition): Type {
  if (type.kind !== "record") throw new Error(`${addition.path}: a derived fact belongs to a record`);
  const [name = "", ...rest] = names;
  if (rest.length === 0) return withField(type, name, addition.field);
  const outer = type.fields.get(name.replace("[]", ""));
  if (outer === undefined) throw new Error(`${addition.path}: there is no ${name}`);
  const inner = outer.type;
  const changed: Type =
    inner.kind === "list"
      ? { ...inner, of: addField(inner.of, rest, addition) }
      : addField(inner, rest, addition);
  return withField(type, name.replace("[]", ""), { ...outer, type: changed });
}

function withField(type: RecordType, name: string, field: Field): RecordType {
  return { ...type, fields: new Map(type.fields).set(name, field) };
}
