// Which alert targets lie outside the account, or outside the region, that names them: each becomes a line of its own.
import type { AccountLine, DestinationLine } from "../../model/index.ts";
import { type Arn, parseArn } from "../account/arn.ts";
import { keysNamedBy } from "../account/keys.ts";
import { isAt, type Site, targetsOf, topicsAmong } from "../account/senders.ts";

/** Buses, topics, keys and log groups elsewhere that an account's alerts lead to, distinct. */
export function namedByAccount(line: AccountLine): string[] {
  const site = { id: line.id, homeRegion: line.homeRegion };
  const targets = targetsOf(line);
  const groups = (line.trails.value ?? []).flatMap(({ logGroupArn }) => logGroupArn ?? []);
  return distinct([
    ...targets.filter(isBus).filter((arn) => arn !== ownBus(line)),
    ...elsewhere([...topicsAmong(targets), ...groups], site),
    ...foreignKeys(line, site),
  ]);
}

/** What a destination leads to elsewhere. A bus is not followed to another one: an event is passed on once (AWS-FACTS 8.5). */
export function namedByDestination(line: DestinationLine): string[] {
  const site = { id: line.account, homeRegion: line.region };
  return distinct([...elsewhere(topicsAmong(targetsOf(line)), site), ...foreignKeys(line, site)]);
}

const distinct = (arns: readonly string[]): string[] => [...new Set(arns)];

/** The default bus of the home region: its rules stand on the account's own line. */
const ownBus = ({ partition, homeRegion, id }: AccountLine): string =>
  `arn:${partition}:events:${homeRegion}:${id}:event-bus/default`;

const isBus = (arn: string): boolean => /^arn:[^:]+:events:[^:]*:[^:]*:event-bus\//.test(arn);

const elsewhere = (arns: readonly string[], site: Site): string[] =>
  arns.filter((arn) => differs(parseArn(arn), (parts) => !isAt(parts, site)));

/** A key encrypts in its own region only: what differs is the account. */
const foreignKeys = ({ topics }: Pick<AccountLine, "topics">, { id }: Site): string[] =>
  keysNamedBy(topics).filter((key) => differs(parseArn(key), ({ account }) => account !== id));

const differs = (arn: Arn | undefined, test: (arn: Arn) => boolean): boolean =>
  arn !== undefined && test(arn);
