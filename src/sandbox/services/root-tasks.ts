// The task policies of AssumeRoot: what each lets a session do, and which feature of the organization opens it.
import type { OrganizationSettings } from "../options.ts";

interface RootTask {
  readonly feature: keyof OrganizationSettings & ("rootCredentialsManagement" | "rootSessions");
  readonly allows: readonly string[];
}

const credentialReads = [
  "iam:ListAccessKeys",
  "iam:ListSigningCertificates",
  "iam:GetLoginProfile",
  "iam:ListMFADevices",
  "iam:GetUser",
  "iam:GetAccessKeyLastUsed",
];

export const rootTasks: ReadonlyMap<string, RootTask> = new Map<string, RootTask>([
  [
    "IAMAuditRootUserCredentials",
    { feature: "rootCredentialsManagement", allows: ["iam:GetAccountSummary", ...credentialReads] },
  ],
  // The sandbox changes nothing, so of the other tasks only the reads are told.
  ["IAMDeleteRootUserCredentials", { feature: "rootCredentialsManagement", allows: credentialReads }],
  ["IAMCreateRootUserPassword", { feature: "rootCredentialsManagement", allows: ["iam:GetLoginProfile"] }],
  ["S3UnlockBucketPolicy", { feature: "rootSessions", allows: [] }],
  ["SQSUnlockQueuePolicy", { feature: "rootSessions", allows: [] }],
]);

export const featureTitles = {
  rootCredentialsManagement: "Root credentials management",
  rootSessions: "Root sessions",
} as const;
