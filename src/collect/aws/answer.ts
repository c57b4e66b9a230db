// What a call answered, member by member: a required member that is missing or of the wrong type makes the answer
// malformed, by name. It knows form only; what a value means is the collectors' matter.
import { Malformed } from "./malformed.ts";
import type { Source } from "./source.ts";

type Member<Shape> = Extract<keyof Shape, string>;
type Element<List> = List extends readonly (infer One)[] ? One : never;

/** An answer, or a structure inside one. Member names are the SDK's, checked by the compiler. */
export class Answer<Shape> {
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  /** Text with something in it. */
  string(name: Member<Shape>): string {
    return present(this.optionalString(name), name);
  }

  /** Text that may be empty. */
  text(name: Member<Shape>): string {
    return present(this.#source.text(name), name);
  }

  /** Empty text counts as left out. */
  optionalString(name: Member<Shape>): string | undefined {
    const text = this.#source.text(name);
    return text === undefined || text.trim() === "" ? undefined : text;
  }

  /** The name of a thing, as AWS writes it: compared later, so a blank around it must not make it another's. */
  arn(name: Member<Shape>): string {
    return present(this.optionalArn(name), name);
  }

  optionalArn(name: Member<Shape>): string | undefined {
    const text = this.optionalString(name);
    return text === undefined ? undefined : canonicalArn(text, name);
  }

  /** A list of such names. */
  arns(name: Member<Shape>): string[] {
    return this.strings(name).map((text) => canonicalArn(text, name));
  }

  boolean(name: Member<Shape>): boolean {
    return present(this.optionalBoolean(name), name);
  }

  optionalBoolean(name: Member<Shape>): boolean | undefined {
    return this.#source.boolean(name);
  }

  optionalNumber(name: Member<Shape>): number | undefined {
    return this.#source.number(name);
  }

  /** ISO 8601, UTC. */
  time(name: Member<Shape>): string {
    return present(this.optionalTime(name), name);
  }

  optionalTime(name: Member<Shape>): string | undefined {
    const time = this.#source.time(name);
    return time === undefined ? undefined : isoTime(time, name);
  }

  part<Name extends Member<Shape>>(name: Name): Answer<NonNullable<Shape[Name]>> {
    return present(this.optionalPart(name), name);
  }

  optionalPart<Name extends Member<Shape>>(name: Name): Answer<NonNullable<Shape[Name]>> | undefined {
    const source = this.#source.part(name);
    return source === undefined ? undefined : new Answer(source);
  }

  /** A list that the answer carries: an empty one is believed only when it is there. */
  parts<Name extends Member<Shape>>(name: Name): Answer<Element<NonNullable<Shape[Name]>>>[] {
    return present(this.optionalParts(name), name);
  }

  optionalParts<Name extends Member<Shape>>(
    name: Name,
  ): Answer<Element<NonNullable<Shape[Name]>>>[] | undefined {
    return this.#source.parts(name)?.map((source) => new Answer(source));
  }

  /** A list of texts, each with something in it. */
  strings(name: Member<Shape>): string[] {
    return present(this.optionalStrings(name), name);
  }

  optionalStrings(name: Member<Shape>): string[] | undefined {
    const texts = this.#source.texts(name);
    if (texts?.some((text) => text.trim() === "")) throw new Malformed(`${name} holds an empty text`);
    return texts;
  }

  /** A map of texts. */
  entries(name: Member<Shape>): ReadonlyMap<string, string> {
    return present(this.optionalEntries(name), name);
  }

  optionalEntries(name: Member<Shape>): ReadonlyMap<string, string> | undefined {
    return this.#source.entries(name);
  }

  /** The bytes that a base64 text stands for. */
  bytes(name: Member<Shape>): Uint8Array {
    return present(this.#source.bytes(name), name);
  }
}

function present<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new Malformed(`${name} is missing`);
  return value;
}

/** Names may have blanks inside (alarms do), never around them. */
function canonicalArn(text: string, name: string): string {
  if (!text.startsWith("arn:") || text !== text.trim()) throw new Malformed(`${name} is not an ARN`);
  return text;
}

/** A count: digits only, so that "", "yes" and "1.5" are not numbers. */
export function wholeNumber(text: string | undefined, name: string): number {
  const value = /^\d{1,15}$/.test(present(text, name)) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) throw new Malformed(`${name} is not a whole number`);
  return value;
}

/** `true` or `false`, as SNS writes them. */
export function truth(text: string | undefined, name: string): boolean {
  const value = present(text, name);
  if (value !== "true" && value !== "false") throw new Malformed(`${name} is neither true nor false`);
  return value === "true";
}

/** A year of four digits, so that the text sorts and every reader takes it. */
export function isoTime(time: Date, name: string): string {
  const year = time.getUTCFullYear();
  if (!(year >= 1970 && year <= 9999)) throw new Malformed(`${name} is not a time`);
  return time.toISOString();
}
