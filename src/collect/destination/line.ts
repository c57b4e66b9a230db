// The destination line: a bus with its rules, a log group with its filters and alarms, a topic or a key, and the topics and
// keys there that they lead to; read with credentials of the account it belongs to.
import type { DestinationLine, Observed } from "../../model/index.ts";
import { collectAlarms, collectMetricFilters } from "../account/alarms.ts";
import { collectEventRules } from "../account/event-rules.ts";
import { collectKey, collectKeys } from "../account/keys.ts";
import type { Senders } from "../account/senders.ts";
import { when } from "../account/context.ts";
import { collectTopic, collectTopics } from "../account/topics.ts";
import { collected, skipped } from "../aws/observe.ts";
import type { Session } from "../aws/session.ts";
import { collectBus } from "./bus.ts";

/** What is said of a destination before its account is entered. */
export type DestinationHead = Pick<
  DestinationLine,
  "kind" | "arn" | "account" | "partition" | "region" | "access"
>;

type Facts = Omit<DestinationLine, keyof DestinationHead>;

/** One destination with credentials of its account. */
export interface DestinationContext {
  readonly arn: string;
  /** The account. */
  readonly id: string;
  /** The region of the ARN, the only one that is read. */
  readonly homeRegion: string;
  readonly session: Session;
  readonly mayMatchRoot: (pattern: string) => boolean;
  readonly wants: (fact: string) => boolean;
}

/** The facts that a destination of this service has; every other is skipped. */
export function destinationFacts(context: DestinationContext, service: string): Promise<Facts> {
  switch (service) {
    case "events":
      return busFacts(context);
    case "logs":
      return logGroupFacts(context);
    case "sns":
      return topicFacts(context);
    default:
      return keyFacts(context);
  }
}

/** Every fact with the same look: nothing of the destination was read. */
export function unreadFacts(look: Observed<never>): Facts {
  return { bus: look, eventRules: look, metricFilters: look, alarms: look, topics: look, keys: look };
}

const otherFacts = ({ session }: DestinationContext): Facts =>
  unreadFacts(skipped(session.run.now().toISOString(), "configuration", "not a fact of such a destination"));

async function busFacts(context: DestinationContext): Promise<Facts> {
  const { arn, session } = context;
  const bus = await when(context, "destination.bus", () => collectBus(session, arn));
  if (bus.state === "absent") return { ...otherFacts(context), bus };
  const eventRules = await when(context, "destination.eventRules", () => collectEventRules(context, arn));
  return { ...otherFacts(context), bus, eventRules, ...(await receivers(context, { eventRules })) };
}

/** `arn:PARTITION:logs:REGION:ACCOUNT:log-group:NAME:*` */
async function logGroupFacts(context: DestinationContext): Promise<Facts> {
  const name = context.arn.split(":")[6] ?? "";
  const [metricFilters, alarms] = await Promise.all([
    when(context, "destination.metricFilters", () => collectMetricFilters(context, name)),
    when(context, "destination.alarms", () => collectAlarms(context)),
  ]);
  return { ...otherFacts(context), metricFilters, alarms, ...(await receivers(context, { alarms })) };
}

function receivers(context: DestinationContext, senders: Senders): Promise<Pick<Facts, "topics" | "keys">> {
  return withKeys(context, () => collectTopics(context, senders));
}

async function topicFacts(context: DestinationContext): Promise<Facts> {
  const look = async (): Promise<Facts["topics"]> =>
    collected(now(context), [await collectTopic(context.session, context.arn)]);
  return { ...otherFacts(context), ...(await withKeys(context, look)) };
}

async function withKeys(
  context: DestinationContext,
  look: () => Promise<Facts["topics"]>,
): Promise<Pick<Facts, "topics" | "keys">> {
  const topics = await when(context, "destination.topics", look);
  return { topics, keys: await when(context, "destination.keys", () => collectKeys(context, topics)) };
}

async function keyFacts(context: DestinationContext): Promise<Facts> {
  const keys = await when(context, "destination.keys", async () =>
    collected(now(context), [await collectKey(context.session, context.arn)]),
  );
  return { ...otherFacts(context), keys };
}

const now = ({ session }: DestinationContext): { at: string; calls: [] } => ({
  at: session.run.now().toISOString(),
  calls: [],
});
