// The records of the centre, sorted once for all accounts: there may be as many as accounts times days.
import { detailOf, type RecordedEvent } from "../../../semantics/index.ts";
import type { Recorded } from "./recorded.ts";

const ISSUED_KEY = "responseElements.credentials.accessKeyId";
const ACCOUNT = "requestParameters.accountId";

/** The organization's events by what they are looked for. */
export interface CentralIndex {
  /** AssumeRoot records by the access key they gave out. */
  readonly issued: ReadonlyMap<string, RecordedEvent>;
  /** Records that name an account, by its number. */
  readonly byAccount: ReadonlyMap<string, readonly RecordedEvent[]>;
  /** Records that name none: they are about the account they were made in, or the organization. */
  readonly unnamed: readonly RecordedEvent[];
}

const known = new WeakMap<Recorded, CentralIndex>();

/** The index of the organization's events. */
export function centralIndexOf(central: Recorded): CentralIndex {
  const index = known.get(central) ?? build(central.records);
  known.set(central, index);
  return index;
}

function build(records: readonly RecordedEvent[]): CentralIndex {
  const issued = new Map<string, RecordedEvent>();
  const byAccount = new Map<string, RecordedEvent[]>();
  const unnamed: RecordedEvent[] = [];
  for (const record of records) {
    const key = detailOf(record, ISSUED_KEY);
    const account = detailOf(record, ACCOUNT);
    if (record.name === "AssumeRoot") {
      if (key !== undefined) issued.set(key, record);
    } else (account === undefined ? unnamed : groupOf(byAccount, account)).push(record);
  }
  return { issued, byAccount, unnamed };
}

function groupOf(groups: Map<string, RecordedEvent[]>, account: string): RecordedEvent[] {
  const group = groups.get(account) ?? [];
  groups.set(account, group);
  return group;
}
