// Bounded parallelism inside one account or organization, results in order.

/** Maps with at most `limit` at work. */
export async function mapParallel<From, To>(
  items: readonly From[],
  limit: number,
  map: (item: From) => Promise<To>,
): Promise<To[]> {
  const results = new Array<To>(items.length);
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await map(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
