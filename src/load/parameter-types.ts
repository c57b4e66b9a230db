// The types a rule's parameter can have, and whether a value is one.
import type { Parameter } from "../model/index.ts";

/** A parameter's value. */
export type ParameterValue = string | number | boolean | readonly string[];

export function fitsType(value: unknown, type: Parameter["type"]): value is ParameterValue {
  if (type === "list<string>") return Array.isArray(value) && value.every((item) => typeof item === "string");
  return typeof value === type;
}

const WANTED: Readonly<Record<Parameter["type"], string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  "list<string>": "a list of texts",
};

/** The type in words. */
export const wantedType = (type: Parameter["type"]): string => WANTED[type];
