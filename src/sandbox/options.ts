// What a sandbox can be asked to be, and what it tells about itself.
import type { Fault } from "./faults/fault.ts";
import type { Expectations } from "./stories/story.ts";

/** How the organization is set up; everything is on unless said otherwise. */
export interface OrganizationSettings {
  readonly allFeatures?: boolean;
  readonly serviceControlPolicies?: boolean;
  readonly rootCredentialsManagement?: boolean;
  readonly rootSessions?: boolean;
  /** Services with trusted access; `iam.amazonaws.com` and `account.amazonaws.com` matter to a scan. */
  readonly trustedAccess?: readonly string[];
}

/** One request, as it is counted. `service` is the name in the signature: CloudWatch is `monitoring`, EventBridge `events`. */
export interface RequestSeen {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
}

/** IAM actions (`iam:GetAccountSummary`), without wildcards. What is left out of either may do everything. */
export interface SandboxPolicy {
  /** Sessions of the audit role, in whatever account. */
  readonly member?: readonly string[];
  /** The audit user, whose long-term keys a scan starts with. */
  readonly caller?: readonly string[];
}

/** How often an account may call an operation in a region. */
export interface Limit {
  /** As in a signature: `account:GetAlternateContact`. */
  readonly operation: string;
  readonly perSecond: number;
  /** At once, after a while without calls; as many as a second when absent. */
  readonly burst?: number;
}

/** Everything has a default: `startSandbox({})` is a small organization with every kind of trouble near its front. */
export interface SandboxOptions {
  /** 0 takes any free port. The server listens on 127.0.0.1 only. */
  readonly port?: number;
  /** How many accounts, the management account included: the stories in their order, then ordinary ones. Default 14. */
  readonly accounts?: number;
  /** The stories of accounts 2, 3, … instead of the usual order. */
  readonly stories?: readonly string[];
  readonly seed?: number;
  /** Every answer waits so long. */
  readonly latencyMs?: number;
  /** Elements per page; small, so that paging happens. Never more than the service's own maximum. */
  readonly pageSize?: number;
  /** Every so many pages of Organizations lists come empty with a token; 0 for never. Default 2, so the second one. */
  readonly emptyPages?: number;
  readonly faults?: readonly Fault[];
  /** `false`: a single account in no organization, which tells the story `standalone`. */
  readonly organization?: OrganizationSettings | false;
  readonly standalone?: string;
  /** What AssumeRole must be given; none by default. */
  readonly externalId?: string;
  /** What identities may do; everything by default. `sts:GetCallerIdentity` always works. */
  readonly policy?: SandboxPolicy;
  /** Beyond them calls are refused as AWS refuses them; none by default. */
  readonly limits?: readonly Limit[];
  readonly onRequest?: (request: RequestSeen) => void;
  /** The server's clock, for times that depend on now: session expiry, report age, last delivery, recorded events. */
  readonly now?: () => Date;
}

/** One account as a test or a demo needs to know it. */
export interface SandboxAccount {
  readonly id: string;
  readonly name: string;
  readonly story: string;
  readonly title: string;
  /** What each account rule must say of it in a scan of the whole organization without configuration. */
  readonly expects: Expectations;
}

export interface SandboxCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A running server. */
export interface Sandbox {
  readonly url: string;
  /** The variables that any AWS client needs to speak to it, as an audit user of the management account. */
  readonly environment: Readonly<Record<string, string>>;
  readonly accounts: readonly SandboxAccount[];
  /** What each organization rule must say in a default scan. */
  readonly expects: Expectations;
  /** Requests so far. */
  readonly requests: number;
  /** Connections opened so far. */
  readonly connections: number;
  /** Long-term keys of the audit user of an account, for a scan of that account alone. */
  readonly credentialsOf: (accountId: string) => SandboxCredentials;
  readonly setFaults: (faults: readonly Fault[]) => void;
  /** Ends every connection, those that a fault holds open too. */
  readonly close: () => Promise<void>;
}
