// The services by the name that stands in a signature.
import { operations as account } from "./account.ts";
import { operations as cloudtrail } from "./cloudtrail.ts";
import { operations as events } from "./events.ts";
import { operations as iam } from "./iam.ts";
import { operations as kms } from "./kms.ts";
import { operations as logs } from "./logs.ts";
import { operations as monitoring } from "./monitoring.ts";
import { operations as organizations } from "./organizations.ts";
import type { Service } from "./service.ts";
import { operations as sns } from "./sns.ts";
import { operations as sts } from "./sts.ts";
import { operations as support } from "./support.ts";

export const services: ReadonlyMap<string, Service> = new Map<string, Service>([
  ["account", { operations: account, global: true }],
  ["cloudtrail", { operations: cloudtrail, target: /(^|\.)CloudTrail_20131101$/ }],
  ["events", { operations: events, target: /^AWSEvents$/ }],
  ["iam", { operations: iam, global: true }],
  ["kms", { operations: kms, target: /^TrentService$/ }],
  ["logs", { operations: logs, target: /^Logs_20140328$/ }],
  ["monitoring", { operations: monitoring, target: /^GraniteServiceVersion20100801$/ }],
  ["organizations", { operations: organizations, target: /^AWSOrganizationsV20161128$/, global: true }],
  ["sns", { operations: sns }],
  ["sts", { operations: sts }],
  ["support", { operations: support, target: /^AWSSupport_20130415$/, global: true }],
]);
