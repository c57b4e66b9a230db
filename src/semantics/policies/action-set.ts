// Sets of actions as bits over a fixed list, so that policies are joined word by word and never action by action.
import { matchesGlob } from "../globs.ts";
import type { ActionPattern } from "./action-pattern.ts";
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
}

/** The universe of these actions (each `service:Name`; doubles are dropped). */
export function universeOf(actions: Iterable<string>): Universe {
  const keyed = [...new Set(actions)].map((action) => [action.toLowerCase(), action] as const);
  keyed.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  const services = new Map<string, { from: number; to: number }>();
  const names = keyed.map(([key], index) => {
    const colon = key.indexOf(":");
    const service = key.slice(0, colon);
    services.set(service, { from: services.get(service)?.from ?? index, to: index + 1 });
    return key.slice(colon + 1);
  });
  return { actions: keyed.map(([, action]) => action), names, services };
}

/** An empty set, or a full one. */
export function newSet(universe: Universe, full = false): ActionSet {
  const set = new Uint32Array(Math.ceil(universe.actions.length / 32));
  if (full) fill(set, 0, universe.actions.length);
  return set;
}

/** The actions that `Action` or `NotAction` speaks of. */
export function actionsOf(universe: Universe, { negated, patterns }: Negatable<ActionPattern>): ActionSet {
  const set = newSet(universe);
  for (const pattern of patterns) addPattern(universe, pattern, set);
  if (!negated) return set;
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

function addPattern(universe: Universe, pattern: ActionPattern, set: ActionSet): void {
  const plain = !/[*?]/.test(pattern.service);
  for (const service of plain ? [pattern.service] : universe.services.keys())
    if (matchesGlob(pattern.service, service)) addFromService(universe, service, pattern.name, set);
}

function addFromService(universe: Universe, service: string, name: string, set: ActionSet): void {
  const { from, to } = universe.services.get(service) ?? { from: 0, to: 0 };
  for (let index = from; index < to; index++)
    if (name === "*" || matchesGlob(name, universe.names[index] ?? "")) put(set, index);
}
