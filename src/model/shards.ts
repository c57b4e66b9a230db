// Which shard of a distributed scan an account belongs to: the same on every machine, in every release.

/** One part of a scan that several machines share. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** The index of the shard, from 1 to `of`: FNV-1a (32 bits) over the account's number, its bits mixed, then the remainder. */
export function shardOf(accountId: string, of: number): number {
  let hash = 0x811c9dc5;
  for (const character of accountId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (mixed(hash) % of) + 1;
}

/** FNV's low bits hang on few of the input's: MurmurHash3's last step spreads them. */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
