// Members of a CloudTrail record, read strictly. Records write null for what is left out, and true and false as texts in
// some places; a member of any other type makes the record one that is not understood.
import { Malformed } from "../aws/malformed.ts";

/** An object inside a record. */
export type Members = Readonly<Record<string, unknown>>;

/** CloudTrail cuts its longest texts at 1 KB. */
const LONGEST = 2_048;

export function text(members: Members, name: string): string {
  const found = optionalText(members, name);
  if (found === undefined) throw new Malformed(`${name} is missing`);
  return found;
}

/** Empty text counts as left out. */
export function optionalText(members: Members, name: string): string | undefined {
  const value = memberOf(members, name) ?? "";
  if (typeof value !== "string") throw new Malformed(`${name} is not a text`);
  if (value.length > LONGEST) throw new Malformed(`${name} is too long`);
  return value.trim() === "" ? undefined : value;
}

/** `true`, or the text "true". */
export function optionalFlag(members: Members, name: string): boolean | undefined {
  const value = memberOf(members, name);
  if (value === undefined || value === null) return undefined;
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw new Malformed(`${name} is neither true nor false`);
}

export function part(members: Members, name: string): Members {
  const found = optionalPart(members, name);
  if (found === undefined) throw new Malformed(`${name} is missing`);
  return found;
}

export function optionalPart(members: Members, name: string): Members | undefined {
  const value = memberOf(members, name);
  if (value === undefined || value === null) return undefined;
  if (!isMembers(value)) throw new Malformed(`${name} is not a structure`);
  return value;
}

export const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Never what every object inherits. */
export const memberOf = (members: Members, name: string): unknown =>
  Object.hasOwn(members, name) ? members[name] : undefined;

/** ISO 8601, UTC, to the millisecond, so that times compare as texts. */
export function time(members: Members, name: string): string {
  const written = text(members, name);
  const at = new Date(TIME.test(written) ? written : Number.NaN);
  // Date takes 30 February for 2 March.
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(written.slice(0, 10)))
    throw new Malformed(`${name} is not a time`);
  return at.toISOString();
}

const TIME = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
