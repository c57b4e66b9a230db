// Times are RFC 3339 text, in rootproof.yaml also days; comparing needs milliseconds. Date.parse alone takes 30 February.

const RFC_3339 = /^\d{4}-\d\d-\d\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-][0-2]\d:[0-5]\d)$/;

const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_LENGTH = 86_400_000;

/** Milliseconds since 1970, or undefined where the text is no instant. */
export function parseInstant(text: string): number | undefined {
  if (!RFC_3339.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) || !isDay(text.slice(0, 10)) ? undefined : time;
}

/** When a day (00:00 UTC) or an instant of rootproof.yaml begins; milliseconds, undefined where the text is neither. */
export function beginningOf(text: string): number | undefined {
  return DAY.test(text) ? parseInstant(`${text}T00:00:00Z`) : parseInstant(text);
}

/** When a day is over (its last millisecond, UTC), or the instant itself; milliseconds, undefined where the text is neither. */
export function endingOf(text: string): number | undefined {
  const beginning = beginningOf(text);
  return beginning === undefined || !DAY.test(text) ? beginning : beginning + DAY_LENGTH - 1;
}

/** Whether the month has that day: Date.parse rolls 30 February over into March. */
function isDay(date: string): boolean {
  const day = Number(date.slice(8));
  return day <= 28 || new Date(date).getUTCDate() === day;
}
