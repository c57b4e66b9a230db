// The SDK client of each service.
import { AccountClient } from "@aws-sdk/client-account";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { SNSClient } from "@aws-sdk/client-sns";
import { STSClient } from "@aws-sdk/client-sts";
import { SupportClient } from "@aws-sdk/client-support";
import type { Service } from "./operations.ts";

/** The client of each service. */
export const CLIENTS = {
  account: AccountClient,
  cloudtrail: CloudTrailClient,
  cloudwatch: CloudWatchClient,
  events: EventBridgeClient,
  iam: IAMClient,
  kms: KMSClient,
  logs: CloudWatchLogsClient,
  organizations: OrganizationsClient,
  sns: SNSClient,
  sts: STSClient,
  support: SupportClient,
} as const satisfies Record<Service, unknown>;

/** All clients are built alike and differ only in the commands they take; one type stands for them. */
export type Client = STSClient;

/** Keys as AWS issues them. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** What the SDK takes as credentials: keys, or what gives them. Said in our own words, for the library's types name no package. */
export type Credentials = Keys | (() => Promise<Keys>);
