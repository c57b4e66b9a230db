// Who stated something: names or addresses as they were written.

/** Each person once, as first written: upper and lower case and the spaces around a name make nobody another person. */
export function differentPeople(names: readonly string[]): string[] {
  const people = new Map<string, string>();
  for (const name of names) {
    const key = name.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
    if (!people.has(key)) people.set(key, name.trim());
  }
  return [...people.values()];
}
