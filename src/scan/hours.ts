// Spans of time for a person.

/** Whole hours: `1 hour`, `24 hours`. */
export function hours(milliseconds: number): string {
  const count = Math.floor(milliseconds / 3_600_000);
  return `${count} hour${count === 1 ? "" : "s"}`;
}
