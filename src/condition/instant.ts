// Times in evidence are RFC 3339 text; conditions compare milliseconds. Date.parse alone takes 30 February and bare dates.

const RFC_3339 = /^\d{4}-\d\d-\d\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-][0-2]\d:[0-5]\d)$/;

/** Milliseconds since 1970, or undefined where the text is no instant. */
export function parseInstant(text: string): number | undefined {
  if (!RFC_3339.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) || !isDay(text.slice(0, 10)) ? undefined : time;
}

/** Whether the month has that day: Date.parse rolls 30 February over into March. */
function isDay(date: string): boolean {
  const day = Number(date.slice(8));
  return day <= 28 || new Date(date).getUTCDate() === day;
}
