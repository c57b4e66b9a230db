// What goes over the wire, before a protocol has given it a form: operations read `Input` and return `Output`.

/** A `Map` is a map of the service's model (XML writes it as entries), a plain object is a structure. */
export type Value =
  | string
  | number
  | boolean
  | Date
  | Uint8Array
  | undefined
  | readonly Value[]
  | ReadonlyMap<string, Value>
  | { readonly [name: string]: Value };

export type Output = Readonly<Record<string, Value>>;

/** Parsed, not validated: what a client sent is read through the functions below. */
export type Input = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isStructure(value: Value): value is Output {
  return (
    isRecord(value) && !(value instanceof Date) && !(value instanceof Uint8Array) && !(value instanceof Map)
  );
}

export function textOf(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" ? value : undefined;
}

/** Query sends numbers as text. */
export function numberOf(input: Input, name: string): number | undefined {
  const value = input[name];
  if (typeof value === "number") return value;
  return typeof value === "string" && value !== "" ? Number(value) : undefined;
}

export function listOf(input: Input, name: string): readonly string[] {
  const value = input[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** Booleans are text in Query; what is not sent has the service's default. */
export function flagOf(input: Input, name: string, otherwise: boolean): boolean {
  const value = input[name];
  return value === undefined ? otherwise : value === true || value === "true";
}
