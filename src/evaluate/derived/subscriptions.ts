// Is anybody listening to a topic: a confirmed subscription of an accepted protocol whose filter lets the alert through.
import { ABSENT, type Value } from "../../condition/index.ts";
import { type Cover, coverSnsFilter, type Probe } from "../../semantics/index.ts";
import { elementsOf, isUnknown, textOf, truthOf, unknownFact, unknownsIn, type View } from "./kleene.ts";
import { HOLDS, type Link, oneOf } from "./links.ts";

/** What counts as people, and what they are sent. */
export interface Listening {
  readonly acceptedProtocols: readonly string[];
  readonly signIns: readonly Probe[];
  /** The body of the message is the event; else it is something of the sender's making. */
  readonly sendsEvent: boolean;
  /** The name of the list of topics. */
  readonly fact: string;
}

/** Whether the topic reaches somebody. */
export function hasListener(arn: string, topic: View, listening: Listening): Link {
  const list = topic["subscriptions"] ?? ABSENT;
  const { items, rest } = elementsOf(list === ABSENT ? [] : list);
  const links = items.map((subscription) => listens(subscription, listening));
  const one = oneOf(links, rest, {
    none: "it has no subscription",
    unseen: "its subscriptions were not all seen",
  });
  return one.holds === true ? HOLDS : { ...one, broken: `topic ${arn} reaches nobody: ${one.broken}` };
}

function listens(subscription: View, listening: Listening): Link {
  const { protocol = ABSENT, attributes = ABSENT } = subscription;
  if (isUnknown(protocol)) return { holds: protocol, broken: "a subscription was not seen" };
  const name = textOf(protocol);
  if (!listening.acceptedProtocols.includes(name))
    return { holds: false, broken: `${name} is not an accepted protocol` };
  const confirmed = truthOf(subscription["confirmed"]);
  if (confirmed === false) return unconfirmed(name);
  const [unseen] = unknownsIn([confirmed, attributes]);
  if (unseen !== undefined) return { holds: unseen, broken: `a subscription by ${name} was not seen` };
  return letsThrough(name, attributes as View, listening);
}

const unconfirmed = (protocol: string): Link => ({
  holds: false,
  broken: `a subscription by ${protocol} is not confirmed`,
});

function letsThrough(protocol: string, attributes: View, listening: Listening): Link {
  const pending = attributes["pendingConfirmation"] ?? ABSENT;
  if (pending === true) return unconfirmed(protocol);
  if (isUnknown(pending)) return { holds: pending, broken: `a subscription by ${protocol} was not seen` };
  const filter = attributes["filterPolicy"] ?? ABSENT;
  if (filter === ABSENT || filter === "{}") return HOLDS;
  const scope = attributes["filterPolicyScope"] ?? ABSENT;
  const [unseen] = unknownsIn([filter, scope]);
  if (unseen !== undefined)
    return { holds: unseen, broken: `the filter of a subscription by ${protocol} was not seen` };
  return scope === "MessageBody"
    ? bodyFilter(protocol, textOf(filter), listening)
    : attributeFilter(protocol, filter, listening);
}

/** Neither EventBridge nor an alarm sets message attributes (AWS-FACTS 8.4): a filter on them drops all, unless it asks for none. */
function attributeFilter(protocol: string, filter: Value, { fact }: Listening): Link {
  const broken = `a subscription by ${protocol} filters on message attributes, which an alert does not have`;
  const asksForNone = /"exists"\s*:\s*false/.test(textOf(filter));
  if (!asksForNone) return { holds: false, broken };
  const reason = `the attribute filter of a subscription by ${protocol} is not understood`;
  return { holds: unknownFact({ fact, cause: "not-observable", reason }), broken: reason };
}

function bodyFilter(protocol: string, filter: string, listening: Listening): Link {
  const what = `the filter of a subscription by ${protocol}`;
  const { fact, sendsEvent, signIns } = listening;
  const cover = sendsEvent ? coverSnsFilter(filter, signIns) : NOT_THE_EVENT;
  if (cover.verdict === "all") return HOLDS;
  if (cover.verdict === "some" || cover.verdict === "none")
    return { holds: false, broken: `${what} drops ${cover.missed.join("; ")}` };
  const reason = `${what} is not understood: ${cover.reason ?? "no reason given"}`;
  return { holds: unknownFact({ fact, cause: "not-observable", reason }), broken: reason };
}

const NOT_THE_EVENT: Cover = {
  verdict: "not-understood",
  matched: [],
  missed: [],
  reason: "what it is sent is not the event itself",
};
