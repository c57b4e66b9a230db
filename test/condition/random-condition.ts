// Random well-typed conditions: every operator, loops in loops, optional facts behind every kind of guard.
import type { Type } from "../../src/condition/index.ts";
import { TEXTS, type Tape } from "./world.ts";

/** `cel`: the same condition as CEL libraries read it, which know no orElse(). */
export type Dialect = "ours" | "cel";

interface Options {
  readonly variables: Readonly<Record<string, Type>>;
  readonly dialect: Dialect;
  /** Whether functions of ours may be called. */
  readonly functions: boolean;
}

interface Scope {
  readonly places: readonly { readonly text: string; readonly type: Type }[];
  /** Optional places that a guard has proven. */
  readonly guarded: readonly string[];
  readonly loops: number;
}

interface Place {
  readonly text: string;
  readonly type: Type;
}

/** A condition of the depth; the tape decides. */
export function randomCondition(tape: Tape, options: Options, depth = 4): string {
  const places = Object.entries(options.variables).map(([text, type]) => ({ text, type }));
  return new Generator(tape, options).bool(depth, { places, guarded: [], loops: 0 });
}

interface OptionalPlace extends Place {
  readonly optional: boolean;
}

const isText = ({ type }: Place): boolean => type.kind === "string" || type.kind === "enum";
const ofKind =
  (kind: Type["kind"]) =>
  ({ type }: Place): boolean =>
    type.kind === kind;

class Generator {
  #names = 0;
  readonly #reached = new WeakMap<Scope, readonly Place[]>();
  readonly #optional = new WeakMap<Scope, readonly OptionalPlace[]>();
  readonly #tape: Tape;
  readonly #options: Options;

  constructor(tape: Tape, options: Options) {
    this.#tape = tape;
    this.#options = options;
  }

  bool(depth: number, scope: Scope): string {
    if (depth <= 0 || this.#tape.isUsedUp) return this.#leaf(scope);
    const inner = () => this.bool(depth - 1, scope);
    switch (this.#tape.below(12)) {
      case 0:
        return this.#leaf(scope);
      case 1:
        return `!(${inner()})`;
      case 2:
      case 3:
        return this.#chain(" && ", inner);
      case 4:
      case 5:
        return this.#chain(" || ", inner);
      case 6:
        return `(${inner()} ? ${inner()} : ${inner()})`;
      case 7:
        return this.#guarded(depth, scope);
      case 8:
        return `((${inner()}) == (${inner()}))`;
      default:
        return this.#loop(depth, scope);
    }
  }

  #chain(operator: string, part: () => string): string {
    const third = this.#tape.below(3) === 0 ? [part()] : [];
    return `(${[part(), part(), ...third].join(operator)})`;
  }

  #leaf(scope: Scope): string {
    const tape = this.#tape;
    switch (tape.below(10)) {
      case 0:
      case 1:
        return this.#place(scope, ofKind("bool")) ?? "true";
      case 2:
        return tape.below(3) === 0 ? tape.pick(["true", "false"]) : this.#has(scope);
      case 3:
        return `${this.#number(scope)} ${tape.pick(["==", "!=", "<", "<=", ">", ">="])} ${this.#number(scope)}`;
      case 4:
        return `${this.#time(scope)} ${tape.pick(["==", "!=", "<", "<=", ">", ">="])} ${this.#time(scope)}`;
      case 5:
        return this.#textComparison(scope);
      case 6:
        return `${this.#text(scope)}.${tape.pick(["startsWith", "endsWith", "contains"])}(${this.#text(scope)})`;
      case 7:
        return this.#has(scope);
      case 8:
        return `${this.#text(scope)} in ${this.#textList(scope)}`;
      default:
        return this.#call(scope);
    }
  }

  #textComparison(scope: Scope): string {
    const { text, type } = this.#choose(scope, isText)!;
    const other = type.kind === "enum" ? JSON.stringify(this.#tape.pick(type.values)) : this.#text(scope);
    return `${text} ${this.#tape.pick(["==", "!="])} ${other}`;
  }

  #number(scope: Scope): string {
    const tape = this.#tape;
    switch (tape.below(4)) {
      case 0:
        return String(tape.below(4));
      case 1:
        return `${this.#list(scope, 1).text}.size()`;
      case 2:
        return this.#orElse(scope, "num", "1") ?? "2";
      default:
        return this.#place(scope, ofKind("num")) ?? "3";
    }
  }

  #time(scope: Scope): string {
    if (this.#options.functions && this.#tape.below(3) === 0)
      return `daysBefore(asOf, ${this.#number(scope)})`;
    return this.#place(scope, ofKind("time")) ?? "asOf";
  }

  #text(scope: Scope): string {
    const tape = this.#tape;
    const written = JSON.stringify(tape.pick(TEXTS));
    if (tape.below(3) === 0) return written;
    if (tape.below(4) === 0) return this.#orElse(scope, "string", written) ?? written;
    return this.#place(scope, ofKind("string")) ?? written;
  }

  #textList(scope: Scope): string {
    const tape = this.#tape;
    const lists = (place: Place): boolean => place.type.kind === "list" && place.type.of.kind === "string";
    if (tape.below(3) === 0) return `[${JSON.stringify(tape.pick(TEXTS))}, ${this.#text(scope)}]`;
    if (tape.below(3) === 0 && scope.loops < 2) return this.#mapped(scope);
    return this.#place(scope, lists) ?? '["a"]';
  }

  #overMapped(scope: Scope): string {
    const name = `m${this.#names++}`;
    return `${this.#mapped(scope)}.exists(${name}, ${name} ${this.#tape.pick(["==", "!="])} ${JSON.stringify(this.#tape.pick(TEXTS))})`;
  }

  #mapped(scope: Scope): string {
    const list = this.#list(scope, 0);
    const { name, inside } = this.#element(list.type, scope);
    return `${list.text}.map(${name}, ${this.#text(inside)})`;
  }

  #call(scope: Scope): string {
    if (!this.#options.functions) return "false";
    const call = this.#tape.pick(["glob", "boom", "inNetwork"]);
    if (call === "inNetwork") return `inNetwork(${this.#text(scope)}, ${this.#textList(scope)})`;
    return call === "boom"
      ? `boom(${this.#text(scope)})`
      : `glob(${this.#text(scope)}, ${this.#text(scope)})`;
  }

  #has(scope: Scope): string {
    const optional = this.#optionals(scope);
    return optional.length === 0 ? "true" : `has(${this.#tape.pick(optional).text})`;
  }

  #orElse(scope: Scope, kind: Type["kind"], otherwise: string): string | undefined {
    const fitting = this.#optionals(scope).filter(ofKind(kind));
    if (fitting.length === 0) return undefined;
    const { text } = this.#tape.pick(fitting);
    return this.#options.dialect === "cel"
      ? `(has(${text}) ? ${text} : ${otherwise})`
      : `orElse(${text}, ${otherwise})`;
  }

  /** An optional fact used behind a guard, in each of the forms. */
  #guarded(depth: number, scope: Scope): string {
    const optional = this.#optionals(scope);
    if (optional.length === 0) return this.#leaf(scope);
    const { text } = this.#tape.pick(optional);
    const inside = { ...scope, guarded: [...scope.guarded, text] };
    const used = `(${this.#useOf(text, inside)} ${this.#tape.pick(["&&", "||"])} ${this.bool(depth - 1, inside)})`;
    switch (this.#tape.below(5)) {
      case 0:
        return `(has(${text}) && ${used})`;
      case 1:
        return `(!has(${text}) || ${used})`;
      case 2:
        return `(has(${text}) ? ${used} : ${this.bool(depth - 2, scope)})`;
      case 3:
        return `(!has(${text}) ? ${this.bool(depth - 2, scope)} : ${used})`;
      default:
        return `(${this.bool(depth - 2, scope)} && has(${text}) && ${used})`;
    }
  }

  #useOf(text: string, scope: Scope): string {
    const place = this.#reachable(scope).find(
      (each) => each.text.startsWith(text) && each.type.kind !== "record",
    );
    switch (place?.type.kind) {
      case "bool":
        return place.text;
      case "num":
        return `${place.text} > 1`;
      case "time":
        return `${place.text} < asOf`;
      case "list":
        return `${place.text}.size() > 1`;
      case "enum":
        return `${place.text} != "aws"`;
      default:
        return place === undefined ? "true" : `${place.text}.contains("a")`;
    }
  }

  #loop(depth: number, scope: Scope): string {
    if (scope.loops >= 2) return this.#leaf(scope);
    const list = this.#list(scope, this.#tape.below(3) === 0 ? 1 : 0);
    const { name, inside } = this.#element(list.type, scope);
    const body = this.bool(depth - 1, inside);
    switch (this.#tape.below(9)) {
      case 0:
        return `(${list.text}.size() > 0 && ${list.text}.all(${name}, ${body}))`;
      case 1:
        return `(${list.text}.size() == 0 || ${list.text}.all(${name}, ${body}))`;
      case 2: {
        const other = this.#element(list.type, scope);
        return `(${list.text}.exists(${other.name}, ${this.#leaf(other.inside)}) && ${list.text}.all(${name}, ${body}))`;
      }
      case 5:
        return this.#overMapped(scope);
      case 3:
        return `${list.text}.exists_one(${name}, ${body})`;
      case 4:
        return `${list.text}.filter(${name}, ${body}).size() ${this.#tape.pick(["==", ">", "<="])} ${this.#tape.below(3)}`;
      default:
        return `${list.text}.exists(${name}, ${body})`;
    }
  }

  /** A list to loop over: a place, or a place filtered. */
  #list(scope: Scope, filters: number): { text: string; type: Type } {
    const place = this.#choose(scope, ofKind("list"))!;
    if (place.type.kind !== "list") throw new Error("a list was asked for");
    if (filters === 0 || scope.loops >= 2) return { text: place.text, type: place.type.of };
    const { name, inside } = this.#element(place.type.of, scope);
    return { text: `${place.text}.filter(${name}, ${this.#leaf(inside)})`, type: place.type.of };
  }

  #element(type: Type, scope: Scope): { name: string; inside: Scope } {
    const name = `e${this.#names++}`;
    return {
      name,
      inside: { ...scope, places: [...scope.places, { text: name, type }], loops: scope.loops + 1 },
    };
  }

  #place(scope: Scope, fits: (place: Place) => boolean): string | undefined {
    return this.#choose(scope, fits)?.text;
  }

  /** A place that fits; the elements of loops more often than what is outside. */
  #choose(scope: Scope, fits: (place: Place) => boolean): Place | undefined {
    const all = this.#reachable(scope).filter(fits);
    const elements = all.filter(({ text }) => /^e\d/.test(text));
    if (elements.length > 0 && this.#tape.below(3) > 0) return this.#tape.pick(elements);
    return all.length === 0 ? undefined : this.#tape.pick(all);
  }

  #reachable(scope: Scope): readonly Place[] {
    const known = this.#reached.get(scope);
    if (known !== undefined) return known;
    const places = scope.places.flatMap((place) => this.#inside(place, scope));
    this.#reached.set(scope, places);
    return places;
  }

  #inside(place: Place, scope: Scope): Place[] {
    if (place.type.kind !== "record") return [place];
    return fieldsOf(place).flatMap((field) =>
      !field.optional || scope.guarded.includes(field.text) ? [field, ...this.#inside(field, scope)] : [],
    );
  }

  #optionals(scope: Scope): readonly OptionalPlace[] {
    const known = this.#optional.get(scope);
    if (known !== undefined) return known;
    const records = [...scope.places, ...this.#reachable(scope)].filter(ofKind("record"));
    const places = records.flatMap((place) => fieldsOf(place).filter(({ optional }) => optional));
    this.#optional.set(scope, places);
    return places;
  }
}

function fieldsOf({ text, type }: Place): OptionalPlace[] {
  if (type.kind !== "record") return [];
  return [...type.fields]
    .filter(([, field]) => field.derived === undefined)
    .map(([name, field]) => ({ text: `${text}.${name}`, type: field.type, optional: field.optional }));
}
