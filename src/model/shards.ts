// Which shard of a distributed scan an account belongs to: the same on every machine, in every release.

/** One part of a scan that several machines share. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** The index of the shard, from 1 to `of`: FNV-1a (32 bits) over the account's number, then the remainder. */
export function shardOf(accountId: string, of: number): number {
  let hash = 0x811c9dc5;
  for (const character of accountId)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return (hash % of) + 1;
}
