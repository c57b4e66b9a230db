// How often something may be done: tokens that are refilled with time.

export interface Rate {
  /** Whether there was one left for this name. */
  readonly take: (name: string) => boolean;
}

/** `perSecond` a second for each name, as many at once; without a number everything may be done. */
export function limitRate(perSecond: number | undefined, now: () => Date): Rate {
  if (perSecond === undefined) return { take: () => true };
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  return {
    take: (name) => {
      const at = now().getTime();
      const before = buckets.get(name) ?? { tokens: perSecond, at };
      const tokens = Math.min(perSecond, before.tokens + ((at - before.at) / 1000) * perSecond);
      buckets.set(name, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
      return tokens >= 1;
    },
  };
}
