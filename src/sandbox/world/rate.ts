// How often something may be done: tokens that are refilled with time.
import type { Limit } from "../options.ts";

export interface Rate {
  /** Whether there was one left for this operation, as `service:Operation`, of this account in this region. */
  readonly take: (operation: string, account: string, region: string) => boolean;
}

/** What no limit names may be done as often as wanted. */
export function limitRate(limits: readonly Limit[], now: () => Date): Rate {
  const byOperation = new Map(limits.map((limit) => [limit.operation, limit]));
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  return {
    take: (operation, account, region) => {
      const limit = byOperation.get(operation);
      if (limit === undefined) return true;
      const { perSecond, burst = perSecond } = limit;
      const name = `${operation} ${account} ${region}`;
      const at = now().getTime();
      const before = buckets.get(name) ?? { tokens: burst, at };
      const tokens = Math.min(burst, before.tokens + ((at - before.at) / 1000) * perSecond);
      buckets.set(name, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
      return tokens >= 1;
    },
  };
}
