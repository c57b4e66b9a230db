// What happens during a scan, as lines on stderr: for people the few that matter, for machines one JSON object for each.
import type { LogEntry } from "../scan/index.ts";
import { harmless, jsonLine } from "./trouble.ts";

/** From the fewest lines to the most. */
export const LOG_LEVELS = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_FORMATS = ["text", "json"] as const;

/** How much is said, and in which form. */
export interface LogOptions {
  readonly level: LogLevel;
  readonly format: (typeof LOG_FORMATS)[number];
}

/** What a scan tells, and what the command line tells of itself. */
type Entry = LogEntry | { readonly event: "stopping"; readonly message: string };

/** Writes an entry, or not. */
export type Log = (entry: Entry) => void;

export function createLog({ level, format }: LogOptions, write: (line: string) => void): Log {
  const most = LOG_LEVELS.indexOf(level);
  return (entry) => {
    const own = format === "json" ? levelOf(entry) : personalLevelOf(entry);
    if (LOG_LEVELS.indexOf(own) > most) return;
    write(format === "json" ? jsonLine({ level: own, ...entry }) : `rootproof: ${harmless(textOf(entry))}\n`);
  };
}

/** An account that was not entered is worth a warning; the reports say what follows from it. */
function levelOf(entry: Entry): LogLevel {
  const isLost = entry.event === "account" && entry.state !== "collected" && entry.aside === undefined;
  return isLost || entry.event === "stopping" ? "warn" : "info";
}

/** A person has the progress bar: account by account is for looking into something. Whoever stops a scan is answered. */
function personalLevelOf({ event }: Entry): LogLevel {
  if (event === "stopping") return "error";
  return event === "note" || event === "summary" ? "info" : "debug";
}

function textOf(entry: Entry): string {
  switch (entry.event) {
    case "note":
    case "stopping":
      return entry.message;
    case "throttle":
      return `${entry.operation} in ${entry.region} of ${entry.account} was slowed down: ${entry.perSecond.toFixed(1)} calls a second from now on`;
    case "account":
      return `${entry.done}/${entry.expected} ${entry.account}: ${entry.aside ?? entry.state}${entry.reason === undefined ? "" : ` (${entry.reason})`}, ${factsNotSeen(entry.unseen)}, ${entry.milliseconds} ms`;
    case "summary":
      return `${entry.reached} of ${entry.accounts} accounts read${entry.aside === 0 ? "" : ` (${entry.aside} more excluded or closed)`} with ${entry.calls} calls (${entry.retries} made again, ${entry.throttles} slowed down) in ${(entry.milliseconds / 1000).toFixed(1)} s; ${factsNotSeen(entry.unseen)}`;
  }
}

const factsNotSeen = (count: number): string => `${count} ${count === 1 ? "fact" : "facts"} not seen`;
