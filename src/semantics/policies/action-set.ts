// Sets of actions as bits over a fixed list, so that policies are joined word by word and never action by action.
import { matchesGlob } from "../globs.ts";
import { every, type Truth } from "../truth.ts";
import { type ActionPattern, fitsUnlisted, hasWildcard, UNLISTED } from "./action-pattern.ts";
import type { Negatable } from "./statement.ts";

/** One bit per action of a universe. */
export type ActionSet = Uint32Array;

/** A list of actions, sorted so that those of one service stand together. */
export interface Universe {
  /** `service:Name` as given. */
  readonly actions: readonly string[];
  /** The part after the colon, in lower case. */
  readonly names: readonly string[];
  readonly services: ReadonlyMap<string, { readonly from: number; readonly to: number }>;
  readonly listed: Listed;
}

/** The actions that have a name of their own, in lower case; it has `service:(unlisted)` for each service it knows. */
interface Listed {
  has(action: string): boolean;
}

/** The actions a statement speaks of. The two differ for unlisted actions only. */
export interface Spoken {
  readonly surely: ActionSet;
  /** Those it surely speaks of, and the unlisted ones of which it may mean some. */
  readonly perhaps: ActionSet;
  /** True when the two differ: some unlisted actions of a service may be meant and not others. */
  readonly divided: boolean;
}

/** The two sets while patterns are added. */
type Named = Pick<Spoken, "surely" | "perhaps">;

/** The universe of these actions (each `service:Name`; doubles are dropped). `listed` matters for unlisted ones only. */
export function universeOf(actions: Iterable<string>, listed: Listed = new Set()): Universe {
  const keyed = [...new Set(actions)].map((action) => [action.toLowerCase(), action] as const);
  keyed.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  const services = new Map<string, { from: number; to: number }>();
  const names = keyed.map(([key], index) => {
    const colon = key.indexOf(":");
    const service = key.slice(0, colon);
    services.set(service, { from: services.get(service)?.from ?? index, to: index + 1 });
    return key.slice(colon + 1);
  });
  return { actions: keyed.map(([, action]) => action), names, services, listed };
}

/** An empty set, or a full one. */
export function newSet(universe: Universe, full = false): ActionSet {
  const set = new Uint32Array(Math.ceil(universe.actions.length / 32));
  if (full) fill(set, 0, universe.actions.length);
  return set;
}

/** The actions that `Action` or `NotAction` speaks of. */
export function actionsOf(universe: Universe, { negated, patterns }: Negatable<ActionPattern>): Spoken {
  const named: Named = { surely: newSet(universe), perhaps: newSet(universe) };
  for (const pattern of patterns) addPattern(universe, pattern, named);
  add(named.perhaps, named.surely);
  const divided = named.perhaps.some((word, at) => word !== named.surely[at]);
  if (!negated) return { ...named, divided };
  return {
    surely: complement(universe, named.perhaps),
    perhaps: complement(universe, named.surely),
    divided,
  };
}

function complement(universe: Universe, set: ActionSet): ActionSet {
  const rest = newSet(universe, true);
  remove(rest, set);
  return rest;
}

/** Adds what is in the other set. */
export function add(set: ActionSet, other: ActionSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) | (other[word] ?? 0);
}

/** Keeps what is in the other set too. */
export function keep(set: ActionSet, other: ActionSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) & (other[word] ?? 0);
}

/** Takes away what is in the other set. */
export function remove(set: ActionSet, other: ActionSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) & ~(other[word] ?? 0);
}

export function has(set: ActionSet, index: number): boolean {
  return (((set[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
}

function fill(set: ActionSet, from: number, to: number): void {
  for (let index = from; index < to; index++) put(set, index);
}

function put(set: ActionSet, index: number): void {
  set[index >>> 5] = (set[index >>> 5] ?? 0) | (1 << (index & 31));
}

function addPattern(universe: Universe, pattern: ActionPattern, named: Named): void {
  const plain = !hasWildcard(pattern.service);
  for (const service of plain ? [pattern.service] : universe.services.keys())
    if (service === UNLISTED) addFromUnlisted(universe, pattern, named);
    else if (matchesGlob(pattern.service, service)) addFromService(universe, service, pattern.name, named);
  if (plain) addFromUnlisted(universe, pattern, named);
}

function addFromService(universe: Universe, service: string, name: string, named: Named): void {
  const { from, to } = universe.services.get(service) ?? { from: 0, to: 0 };
  for (let index = from; index < to; index++) {
    const actual = universe.names[index] ?? "";
    if (actual === UNLISTED)
      putTruth(named, index, fitsUnlisted(name, universe.listed.has(`${service}:${name}`)));
    else if (name === "*" || matchesGlob(name, actual)) put(named.surely, index);
  }
}

/** The services that are not listed: one that is, by its own name, is none of them. */
function addFromUnlisted(universe: Universe, { service, name }: ActionPattern, named: Named): void {
  const place = universe.services.get(UNLISTED);
  if (place === undefined) return;
  const isListed = universe.listed.has(`${service}:${UNLISTED}`);
  putTruth(named, place.from, every([fitsUnlisted(service, isListed), fitsUnlisted(name, false)]));
}

function putTruth(named: Named, index: number, truth: Truth): void {
  if (truth === false) return;
  put(truth === true ? named.surely : named.perhaps, index);
}
