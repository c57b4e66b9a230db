// What went wrong with a call, told by HTTP status and error code. Messages of AWS are never kept: they may hold anything.
import { Malformed } from "./malformed.ts";
import type { Operation } from "./operations.ts";
import { serviceOf } from "./operations.ts";
import { Throttled } from "./throttle.ts";

/** A call that gave no value. */
export interface Trouble {
  readonly cause: "permission" | "reach" | "malformed";
  /** The service's error code, as it came; not there when no service spoke. */
  readonly code?: string;
  readonly status?: number;
  /** Of the service, for the one not-found answer that only its text tells apart; never kept. */
  readonly said: string;
  /** For a person: what happened. */
  readonly what: string;
  /** What may help: another call at a slower pace, after a pause, or with renewed credentials. */
  readonly again?: "slower" | "later" | "renewed";
  /** How long the service asked to be left alone; milliseconds. */
  readonly pauseMs?: number;
}

/** The call had all the time it may have. */
export class DeadlineExceeded extends Error {
  override readonly name = "DeadlineExceeded";
}

/** Codes by which services refuse; with and without "Exception" they mean the same. */
const REFUSALS = new Set([
  "AccessDenied",
  "AccessDeniedForDependency",
  "AuthorizationError",
  "Client.UnauthorizedOperation",
  "NotAuthorized",
  "Unauthorized",
  "UnauthorizedOperation",
]);

const EXPIRED = new Set(["ExpiredToken", "RequestExpired", "TokenRefreshRequired"]);

/** Services that speak the Query protocol: for them the SDK makes up a code when the answer has none. */
export const QUERY_SERVICES: ReadonlySet<string> = new Set(["iam", "sts", "sns"]);

const stem = (code: string): string => code.replace(/Exception$/, "");

/** Whether the service itself gave this code in an error answer. */
export const isCode = ({ code, status = 0 }: Trouble, wanted: string): boolean =>
  code !== undefined && status >= 400 && status < 500 && stem(code) === stem(wanted);

/** What an error of the SDK tells. */
export function troubleOf(error: unknown, operation: Operation): Trouble {
  if (!(error instanceof Throttled)) return plainTrouble(error, operation);
  const { pauseMs } = error;
  return { ...plainTrouble(error.error, operation), cause: "reach", again: "slower", pauseMs };
}

function plainTrouble(error: unknown, operation: Operation): Trouble {
  const { status, code, name, said } = readError(error, operation);
  const base = { said, ...(status !== undefined && { status }), ...(code !== undefined && { code }) };
  if (error instanceof Malformed) return { ...base, cause: "malformed", what: error.message };
  if (status === undefined) {
    return { ...base, cause: "reach", what: silence(error, name), ...afterSilence(error, name) };
  }
  if (status < 400) return { ...base, cause: "malformed", what: "the answer cannot be read" };
  if (status >= 500) return { ...base, cause: "reach", what: overload(status, code), again: "later" };
  if (status === 429) return { ...base, cause: "reach", what: overload(status, code) };
  if (code === undefined)
    return { ...base, cause: "malformed", what: `status ${status} without an error code` };
  if (REFUSALS.has(stem(code))) return { ...base, cause: "permission", what: `refused with ${code}` };
  if (EXPIRED.has(stem(code)))
    return { ...base, cause: "reach", what: `the credentials have expired (${code})`, again: "renewed" };
  return { ...base, cause: "reach", what: `answered ${code}` };
}

const overload = (status: number, code: string | undefined): string =>
  `the service answered status ${status}${code === undefined ? "" : ` (${code})`} to the end`;

interface ErrorFields {
  readonly name: string;
  readonly said: string;
  readonly status: number | undefined;
  readonly code: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};

function readError(error: unknown, operation: Operation): ErrorFields {
  const fields = fieldsOf(error);
  const name = typeof fields["name"] === "string" ? fields["name"] : "";
  const found = fieldsOf(fields["$metadata"])["httpStatusCode"];
  const status = typeof found === "number" ? found : undefined;
  const said = typeof fields["message"] === "string" ? fields["message"] : "";
  const code = status === undefined ? undefined : codeOf(fields, name, operation);
  return { name, said, status, code };
}

/** `SyntaxError` and `Unknown` are the SDK's words, not the service's. */
const SDK_NAMES = new Set(["", "Error", "SyntaxError", "TypeError", "Unknown", "UnknownError"]);
const CODE = /^[A-Za-z][\w.]{0,99}$/;

function codeOf(fields: Fields, name: string, operation: Operation): string | undefined {
  const sent = fieldsOf(fields["Error"])["Code"];
  const code = QUERY_SERVICES.has(serviceOf(operation)) ? sent : name;
  return typeof code === "string" && CODE.test(code) && !SDK_NAMES.has(code) ? code : undefined;
}

const isWithoutCredentials = (name: string): boolean =>
  name === "CredentialsProviderError" || name === "TokenProviderError";

/** A network that is down comes back; a name that is not there does not. */
const OUTAGES = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ENETUNREACH",
  "EPIPE",
  "ETIMEDOUT",
]);

/** An attempt that was waited for in vain took its time already: it is not made again. */
function afterSilence(error: unknown, name: string): Pick<Trouble, "again"> {
  if (isWithoutCredentials(name)) return { again: "renewed" };
  const { code } = fieldsOf(error);
  return typeof code === "string" && OUTAGES.has(code) ? { again: "later" } : {};
}

function silence(error: unknown, name: string): string {
  if (error instanceof DeadlineExceeded) return error.message;
  if (isWithoutCredentials(name)) return "no credentials were found";
  const { code } = fieldsOf(error);
  return `no answer (${typeof code === "string" && CODE.test(code) ? code : name || "unknown error"})`;
}
