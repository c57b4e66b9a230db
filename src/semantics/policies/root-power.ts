// What root can still do under the SCPs of its account: every level must allow, any deny wins. "denied" is a proof about
// every request; it says nothing of signing in or of task policies of AssumeRoot sessions. Actions that the list lacks take part
// as unlisted ones.
import { type ActionPattern, isActionName, matchesAction, parseActionPattern } from "./action-pattern.ts";
import { type Universe, universeOf } from "./action-set.ts";
import { type ActionCatalogue, type ExemptActions, type KnownAction, knownActions } from "./catalogue.ts";
import type { RequestContext } from "./conditions.ts";
import {
  decideExempt,
  decideNothing,
  decidePath,
  hasAllowList,
  isBare,
  keyOf,
  type ScpLevel,
} from "./decide.ts";
import {
  type Asked,
  type Decided,
  type Decision,
  type Power,
  type PowerSummary,
  spellOut,
  summarize,
} from "./power.ts";
import { isRootAccount, mayEscape, type RootAccount, rootContext, type RootKind } from "./root-request.ts";
import { type CompiledScp, compileScp, doubtsOf } from "./scp.ts";

/** A root, an OU or an account, with the SCPs attached directly to it. */
interface PolicyLevel {
  readonly id: string;
  readonly policies: readonly { readonly id: string; readonly name: string; readonly document: string }[];
}

/** The question: an account, and the levels from the organization's root down to it. */
export interface RootPowerInput {
  readonly account: RootAccount;
  readonly path: readonly PolicyLevel[];
  /** Only these actions; without it every action of the catalogue, and what it lacks as unlisted actions. */
  readonly actions?: readonly string[];
}

/** The answer, real root and AssumeRoot sessions apart. */
export interface RootPower {
  readonly root: Power;
  readonly assumedRoot: Power;
}

interface Engine {
  readonly known: ReadonlyMap<string, KnownAction>;
  /** Actions that no SCP restricts, and what they are in words. */
  readonly free: readonly ActionPattern[];
  readonly limits: readonly string[];
  readonly all: Universe;
  readonly scps: Map<string, CompiledScp>;
  readonly answers: Map<string, Answer>;
  serial: number;
  /** The decisions last spelled out: each is a megabyte, so few are kept. */
  readonly spelled: Map<Answer, Readonly<Record<string, Decision>>>;
}

interface Answer {
  readonly decided: Decided;
  readonly summary: PowerSummary;
}

const MAX_POLICIES = 1000;
const MAX_ANSWERS = 1000;
const MAX_SPELLED = 32;
const MAX_DOUBTS = 20;

/**
 * Makes the function that answers what root can still do. Policies are parsed once per text and paths that come to the same
 * are judged once, in memory that is bounded. `exempt` lists actions that no SCP restricts: they are left out and told.
 * [doc orgs_manage_policies_scps], [arch orgs_manage_policies_inheritance_auth.md]
 */
export function createRootPower(
  catalogue: ActionCatalogue,
  exempt: ExemptActions = { entries: [] },
): (input: RootPowerInput) => RootPower {
  const known = knownActions(catalogue);
  const free = exempt.entries.flatMap((one) => one.actions.flatMap((text) => parseActionPattern(text) ?? []));
  const limits = exempt.entries.map((one) => `left out, because no SCP restricts it: ${one.what}`);
  const names = [...known.values()].map((one) => one.name);
  const all = universeOf(
    names.filter((name) => !isFree(free, name)),
    known,
  );
  const engine: Engine = {
    known,
    free,
    limits,
    all,
    scps: new Map(),
    answers: new Map(),
    serial: 0,
    spelled: new Map(),
  };
  return (input) => answer(engine, input);
}

function isFree(free: readonly ActionPattern[], action: string): boolean {
  return free.some((pattern) => matchesAction(pattern, action));
}

function answer(engine: Engine, input: RootPowerInput): RootPower {
  const path = input.path.map((level) => compileLevel(engine, level));
  const wanted = input.actions;
  const universe =
    wanted === undefined ? engine.all : universeOf(wanted.filter((one) => isJudged(engine, one)));
  const unjudged = [...new Set((wanted ?? []).filter((one) => !isActionName(one)))];
  const asked: Asked = { universe, known: engine.known, unjudged };
  const notes = notesOn(input, unjudged);
  const power = (kind: RootKind): Power => {
    const context = rootContext(input.account, kind);
    const found = decide(engine, { path, context, account: input.account, asked });
    const doubts = (): readonly string[] =>
      found.summary.unknown > 0 ? doubtsOn(path, context, universe) : [];
    return {
      get decisions() {
        return remember(engine.spelled, found, MAX_SPELLED, () => spellOut(asked, found.decided));
      },
      summary: found.summary,
      get reasons() {
        return [...notes, ...doubts(), ...engine.limits];
      },
    };
  };
  return { root: power("root"), assumedRoot: power("assumedRoot") };
}

function isJudged(engine: Engine, action: string): boolean {
  return isActionName(action) && !isFree(engine.free, action);
}

function compileLevel(engine: Engine, level: PolicyLevel): ScpLevel {
  const scps = level.policies.map(({ id, name, document }) => ({
    label: `policy ${name} (${id}) at ${level.id}`,
    scp: remember(engine.scps, document, MAX_POLICIES, () => compileScp(document, engine.serial++)),
  }));
  return { id: level.id, scps };
}

/** The value for a key, made once; when the memory is full the oldest goes, which costs time and changes no answer. */
function remember<Key, Value>(memory: Map<Key, Value>, key: Key, limit: number, make: () => Value): Value {
  const kept = memory.get(key);
  if (kept !== undefined) return kept;
  const made = make();
  const [oldest] = memory.keys();
  if (memory.size >= limit && oldest !== undefined) memory.delete(oldest);
  memory.set(key, made);
  return made;
}

interface Question {
  readonly path: readonly ScpLevel[];
  readonly context: RequestContext;
  readonly account: RootAccount;
  readonly asked: Asked;
}

function decide(engine: Engine, question: Question): Answer {
  const { path, context, account, asked } = question;
  const make = (): Answer => {
    const decided = decideAnew(question);
    return { decided, summary: summarize(asked, decided, account.management) };
  };
  return asked.universe === engine.all
    ? remember(engine.answers, keyOf(path, context, account), MAX_ANSWERS, make)
    : make();
}

function decideAnew({ path, context, account, asked }: Question): Decided {
  if (account.management) return decideExempt(asked.universe);
  return isRootAccount(account)
    ? decidePath(path, context, account, asked.universe)
    : decideNothing(asked.universe);
}

function notesOn({ account, path }: RootPowerInput, unjudged: readonly string[]): readonly string[] {
  const odd = unjudged.map((text) => `not judged, because it is no action name: ${text.slice(0, 60)}`);
  if (account.management) return ["no SCP touches the management account", ...odd];
  if (!isRootAccount(account)) return ["the account id or the partition is not of AWS's form", ...odd];
  const bare = path.filter((level) => level.policies.length === 0).map((level) => level.id);
  return [
    ...(account.createdAt === undefined ? ["creation date not known: taken as later than 2017-09-15"] : []),
    ...(mayEscape(account.createdAt)
      ? [
          "made before 2017-09-15, or on a date that cannot be read: SCPs may not stop root from changing its own credentials",
        ]
      : []),
    ...(path.length === 0 ? ["the path from the organization's root to the account is empty"] : []),
    ...bare.map((id) => `no policy is attached at ${id}: SCPs are off, or its policies were not read`),
    ...odd,
  ];
}

/** Why policies leave something open; the first reasons only. */
function doubtsOn(path: readonly ScpLevel[], context: RequestContext, universe: Universe): readonly string[] {
  const doubts = new Set(
    path
      .filter((level) => !isBare(level) && !hasAllowList(level))
      .map(({ id }) => `no policy at ${id} allows anything: one may not have been read`),
  );
  for (const { label, scp } of path.flatMap((level) => level.scps)) {
    if (doubts.size >= MAX_DOUBTS) break;
    for (const text of doubtsOf(scp, context, universe)) doubts.add(`${label}: ${text}`);
  }
  return [...doubts].slice(0, MAX_DOUBTS);
}
