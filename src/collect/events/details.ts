// What is kept of an event's request and response: the fields that data/events.yaml names, as text. Of all others only the
// name. Whatever the table says, no secret, phone number or e-mail address is kept (DESIGN 4).
import type { CloudTrailEvent } from "../../model/index.ts";
import { isMembers, memberOf, type Members, optionalPart } from "./members.ts";

const BLOCKS = ["requestParameters", "responseElements", "additionalEventData", "serviceEventDetails"];
const LONGEST_VALUE = 1_000;
const PRIVATE_NAME = /secret|token|password|e-?mail|phone/i;
const ADDRESS = /[^\s@]@[^\s@]/;
/** Names of fields are the API's own; one that is not may be anything, an address too. */
const FIELD_NAME = /^\w{1,100}$/;

/** `kept`: paths in the record, `requestParameters.userName`. `used`: fields that stand elsewhere in the event. */
export function readDetails(
  record: Members,
  kept: readonly string[],
  used: readonly string[],
): Pick<CloudTrailEvent, "details" | "otherFields"> {
  const blocks = BLOCKS.flatMap((block) =>
    Object.keys(optionalPart(record, block) ?? {}).map((name) => [block, name]),
  );
  const details = kept.flatMap((path) => {
    const value = keptValue(record, path);
    return value === undefined ? [] : [{ name: path, value }];
  });
  const seen = new Set([...used, ...details.map(({ name }) => name)]);
  const others = blocks
    .filter((path) => !seen.has(path.join(".")))
    .map(([block = "", name = ""]) => `${block}.${FIELD_NAME.test(name) ? name : "…"}`);
  return { details, otherFields: [...new Set(others)].sort() };
}

/** Undefined where the field is not there, or must not be kept. */
function keptValue(record: Members, path: string): string | undefined {
  const [block = "", ...steps] = path.split(".");
  if (!BLOCKS.includes(block) || steps.some((step) => PRIVATE_NAME.test(step))) return undefined;
  let value: unknown = memberOf(record, block);
  for (const step of steps) value = isMembers(value) ? memberOf(value, step) : undefined;
  if (value === undefined || value === null) return undefined;
  const written = typeof value === "string" ? value : compactJson(value);
  return ADDRESS.test(written) ? undefined : written.slice(0, LONGEST_VALUE);
}

/** As far as it is kept: what lies beyond is not visited, however deep it goes. */
function compactJson(value: unknown): string {
  let written = "";
  for (const piece of piecesOf(value)) {
    written += piece;
    if (written.length > LONGEST_VALUE) break;
  }
  return written;
}

function* piecesOf(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    yield "[";
    for (const [index, one] of value.entries()) {
      if (index > 0) yield ",";
      yield* piecesOf(one);
    }
    yield "]";
  } else if (isMembers(value)) yield* piecesOfMembers(value);
  else yield JSON.stringify(value);
}

function* piecesOfMembers(members: Members): Generator<string> {
  const names = Object.keys(members).filter((name) => !PRIVATE_NAME.test(name));
  yield "{";
  for (const [index, name] of names.entries()) {
    yield `${index > 0 ? "," : ""}${JSON.stringify(name)}:`;
    yield* piecesOf(memberOf(members, name));
  }
  yield "}";
}
