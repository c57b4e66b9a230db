// How a story tells what was recorded: who, when before the start of the sandbox, and one act after another.
import { homeRegion, type Identity } from "../world/account.ts";
import { rootActor } from "../world/actors.ts";
import { letters } from "../world/random.ts";
import type { Actor, EventPlan, JsonRecord } from "../world/records.ts";
import type { Surroundings } from "./story.ts";

/** What is done, without who and when. */
export type Act = Omit<EventPlan, "at" | "account" | "by">;

/** An address of our own. */
export const office = "192.0.2.10";

export const hour = 60;
export const day = 24 * hour;

export function before({ startedAt }: Surroundings, minutes: number): Date {
  return new Date(startedAt.getTime() - minutes * 60_000);
}

/** Acts of one actor in one account; each comes so many minutes after `start`. */
export function play(
  account: Identity,
  by: Actor,
  start: Date,
  acts: readonly (readonly [minutes: number, act: Act])[],
): readonly EventPlan[] {
  return acts.map(([minutes, act]) => {
    const at = new Date(start.getTime() + minutes * 60_000);
    return { at, account: account.id, by, ...act };
  });
}

/** A key that was issued before the sandbox was started. */
export function issuedKey(kind: "AKIA" | "ASIA", ...words: readonly (string | number)[]): string {
  return kind + letters(16, kind, ...words).toUpperCase();
}

export const browser =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

/** Root in a browser: at the sign-in page, then with the key of the session. */
export function rootInBrowser(
  account: Identity,
  since: Date,
  details: { address: string; alias?: string },
): {
  readonly page: Actor;
  readonly session: Actor;
  readonly accessKeyId: string;
} {
  const accessKeyId = issuedKey("ASIA", account.id, since.toISOString());
  const seen = { ...details, agent: browser };
  return {
    page: rootActor(account.id, seen),
    session: { ...rootActor(account.id, { ...seen, accessKeyId, since }), fromConsole: true },
    accessKeyId,
  };
}

interface SignIn {
  readonly success: boolean;
  /** The serial of the device, where one was asked for. */
  readonly mfa?: string;
}

export function signIn({ success, mfa }: SignIn): Act {
  return {
    source: "signin",
    name: "ConsoleLogin",
    type: "AwsConsoleSignIn",
    response: { ConsoleLogin: success ? "Success" : "Failure" },
    additional: {
      LoginTo: "https://console.aws.amazon.com/console/home?nc2=h_ct&src=header-signin",
      MobileVersion: "No",
      ...(mfa !== undefined && { MFAIdentifier: mfa }),
      MFAUsed: mfa === undefined ? "No" : "Yes",
    },
    ...(!success && { error: { message: "Failed authentication" } }),
  };
}

export function passwordEvent(name: string): Act {
  return { source: "signin", name, type: "AwsConsoleSignIn", response: { [name]: "Success" } };
}

export function read(source: string, name: string, region = homeRegion): Act {
  return { source, name, region, readOnly: true };
}

export function change(source: string, name: string, request?: JsonRecord, response?: JsonRecord): Act {
  return { source, name, ...(request && { request }), ...(response && { response }) };
}
