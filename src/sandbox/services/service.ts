// What a service is: a table of operations, each a small function from one call to its output.
import { AwsError } from "../aws-error.ts";
import { numberOf, textOf, type Input, type Output, type Value } from "../wire/value.ts";
import { regionOf, type AccountState, type Identity } from "../world/account.ts";
import type { Caller } from "../world/credentials.ts";
import { letters } from "../world/random.ts";
import type { World } from "../world/world.ts";

export interface Call {
  readonly world: World;
  readonly caller: Caller;
  /** The account of the credentials. */
  readonly account: Identity;
  /** What is in that account. */
  readonly state: AccountState;
  readonly region: string;
  readonly input: Input;
}

/** Returns the output or throws an `AwsError`. */
export type Operation = (call: Call) => Output;

export interface Service {
  /** As it stands in the target header; a request signed for one service and addressed to another is refused. */
  readonly target?: RegExp;
  /** Answers from one place, whatever the region of the signature. */
  readonly global?: boolean;
  readonly operations: Readonly<Record<string, Operation>>;
}

export interface Paging {
  /** Names of the input and output fields. */
  readonly limit: string;
  readonly token: string;
  readonly nextToken: string;
  /** The service's own largest page. */
  readonly maximum: number;
  /** The error for a token that is none. */
  readonly badToken: string;
  /** Whether some pages come empty with a token. */
  readonly empties?: boolean;
  /** A token is good only together with this. */
  readonly boundTo?: string;
}

interface Position {
  readonly offset: number;
  readonly page: number;
}

function readToken(text: string | undefined, paging: Paging): Position {
  if (text === undefined || text === "") return { offset: 0, page: 1 };
  const [place = "", bond] = Buffer.from(text, "base64url").toString("utf8").split("#");
  const [offset, page] = place.split("/").map(Number);
  if (!Number.isInteger(offset) || !Number.isInteger(page) || bond !== bondOf(paging)) {
    throw new AwsError(paging.badToken, "The token supplied is invalid.");
  }
  return { offset: offset ?? 0, page: page ?? 1 };
}

function writeToken({ offset, page }: Position, paging: Paging): string {
  return Buffer.from(`${offset}/${page}#${bondOf(paging)}`).toString("base64url");
}

function bondOf({ boundTo }: Paging): string {
  return boundTo === undefined ? "" : letters(12, boundTo);
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly token?: string;
}

/** One page of a list. The first page is never empty, and no two in a row are. */
export function pageOf<Item>({ world, input }: Call, all: readonly Item[], paging: Paging): Page<Item> {
  const { offset, page } = readToken(textOf(input, paging.token), paging);
  const size = Math.min(numberOf(input, paging.limit) ?? paging.maximum, world.pageSize, paging.maximum);
  const empty = paging.empties === true && world.emptyPages > 1 && page % world.emptyPages === 0;
  const end = empty ? offset : offset + Math.max(1, size);
  const items = all.slice(offset, end);
  return end < all.length ? { items, token: writeToken({ offset: end, page: page + 1 }, paging) } : { items };
}

/** What a list is made of: its elements and how one is answered. Only those of the page are described. */
export interface Listing<Item> {
  readonly name: string;
  readonly all: readonly Item[];
  readonly describe: (item: Item) => Value;
}

/** A page as output, with the token under the service's own name. */
export function listed<Item>(call: Call, { name, all, describe }: Listing<Item>, paging: Paging): Output {
  const { items, token } = pageOf(call, all, paging);
  return {
    [name]: items.map((item) => describe(item)),
    ...(token !== undefined && { [paging.nextToken]: token }),
  };
}

/** The resources of this call's region. */
export function inRegion<Item extends { readonly arn: string }>(
  call: Call,
  items: readonly Item[],
): readonly Item[] {
  return items.filter(({ arn }) => regionOf(arn) === call.region);
}

export function required(input: Input, name: string, code = "ValidationException"): string {
  const value = textOf(input, name);
  if (value === undefined || value === "") {
    throw new AwsError(
      code,
      `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}
