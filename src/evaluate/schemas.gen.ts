// Generated from schemas/ by `npm run generate`. Do not edit.

import type { JsonSchema } from "../condition/index.ts";

export const evidenceSchema: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "https://rootproof.example.com/schemas/evidence.schema.json",
  title: "EvidenceLine",
  description:
    "One line of an evidence file (NDJSON). What AWS can legitimately leave out is not required; x-key names the field that tells a list's elements apart; Observed wraps whatever a call answers.",
  oneOf: [
    { $ref: "#/$defs/ScanLine" },
    { $ref: "#/$defs/OrganizationLine" },
    { $ref: "#/$defs/AccountLine" },
    { $ref: "#/$defs/EndLine" },
  ],
  discriminator: { propertyName: "kind" },
  type: "object",
  required: ["kind"],
  $defs: {
    State: {
      enum: ["collected", "absent", "denied", "failed", "skipped"],
      description: "What a look at a fact gave.",
      tsType: "State",
    },
    Call: {
      description: "One call made for a fact.",
      type: "object",
      additionalProperties: false,
      properties: {
        operation: { type: "string", description: "For example iam:GetAccountSummary." },
        region: { type: "string", description: "Where it was sent." },
        outcome: { enum: ["ok", "not-found", "denied", "failed"] },
        code: { type: "string", description: "The service's error code." },
      },
      required: ["operation", "region", "outcome"],
      tsType: "Call",
    },
    Reason: {
      description: "Why a value is not there.",
      type: "object",
      additionalProperties: false,
      properties: {
        cause: { enum: ["permission", "reach", "stale", "configuration", "not-observable", "malformed"] },
        message: { type: "string", description: "For a person; never a secret." },
      },
      required: ["cause", "message"],
      tsType: "Reason",
    },
    Observed: {
      description: "A fact that exists whenever AWS answers.",
      type: "object",
      required: ["state", "observedAt", "calls"],
      propertyNames: { enum: ["state", "value", "incomplete", "observedAt", "calls", "reason"] },
      properties: {
        state: { enum: ["collected", "denied", "failed", "skipped"] },
        incomplete: { const: true, description: "The list's paging broke: what is not here is unknown." },
        observedAt: { type: "string", format: "date-time", description: "When AWS made the fact." },
        calls: { type: "array", items: { $ref: "#/$defs/Call" } },
        reason: { $ref: "#/$defs/Reason" },
      },
      allOf: [
        {
          if: { properties: { state: { const: "collected" } } },
          then: { required: ["value"] },
          else: { not: { required: ["value"] } },
        },
        {
          if: { properties: { state: { enum: ["denied", "failed", "skipped"] } } },
          then: { required: ["reason"] },
        },
        {
          if: { required: ["incomplete"] },
          then: { required: ["reason"], properties: { state: { const: "collected" } } },
        },
      ],
      tsType: "Observed<unknown>",
    },
    ObservedOrAbsent: {
      description: "A fact that AWS may say is not there.",
      type: "object",
      required: ["state", "observedAt", "calls"],
      propertyNames: { enum: ["state", "value", "incomplete", "observedAt", "calls", "reason"] },
      properties: {
        state: { enum: ["collected", "absent", "denied", "failed", "skipped"] },
        incomplete: { const: true, description: "The list's paging broke: what is not here is unknown." },
        observedAt: { type: "string", format: "date-time", description: "When AWS made the fact." },
        calls: { type: "array", items: { $ref: "#/$defs/Call" } },
        reason: { $ref: "#/$defs/Reason" },
      },
      allOf: [
        {
          if: { properties: { state: { const: "collected" } } },
          then: { required: ["value"] },
          else: { not: { required: ["value"] } },
        },
        {
          if: { properties: { state: { enum: ["denied", "failed", "skipped"] } } },
          then: { required: ["reason"] },
        },
        {
          if: { required: ["incomplete"] },
          then: { required: ["reason"], properties: { state: { const: "collected" } } },
        },
      ],
      tsType: "Observed<unknown>",
    },
    AccountId: { type: "string", pattern: "^[0-9]{12}$", description: "Twelve digits." },
    ScanLine: {
      description: "First line: who looked, when, at what.",
      type: "object",
      additionalProperties: false,
      properties: {
        kind: { const: "scan" },
        schemaVersion: { const: 1 },
        tool: {
          description: "What wrote this.",
          type: "object",
          additionalProperties: false,
          properties: { name: { const: "rootproof" }, version: { type: "string", minLength: 1 } },
          required: ["name", "version"],
        },
        asOf: {
          type: "string",
          format: "date-time",
          description: "The instant the scan speaks of: its start.",
        },
        partition: { $ref: "#/$defs/Partition" },
        homeRegion: { type: "string", description: "Where the partition records root sign-ins." },
        caller: {
          description: "Whose credentials the scan began with.",
          type: "object",
          additionalProperties: false,
          properties: { arn: { type: "string", minLength: 1 }, account: { $ref: "#/$defs/AccountId" } },
          required: ["arn", "account"],
        },
        scope: {
          enum: ["account", "organization"],
          description: "Whether every account was to be read, or the caller's own.",
        },
        roleName: {
          type: "string",
          description: "The role assumed in member accounts; there only with scope organization.",
        },
        facts: {
          type: "array",
          items: { type: "string", minLength: 1 },
          description: "The facts that were asked for; every other is skipped.",
        },
      },
      required: [
        "kind",
        "schemaVersion",
        "tool",
        "asOf",
        "partition",
        "homeRegion",
        "caller",
        "scope",
        "facts",
      ],
    },
    Partition: {
      enum: ["aws", "aws-cn", "aws-us-gov"],
      description: "The AWS partition, from the caller's ARN.",
    },
    OrganizationLine: {
      description: "The organization's facts, once.",
      type: "object",
      additionalProperties: false,
      properties: {
        kind: { const: "organization" },
        partition: { $ref: "#/$defs/Partition" },
        id: {
          description: "The organization's id; absent for a standalone account.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { type: "string", description: "For example o-exampleorgid." } } },
          ],
          tsType: "Observed<string>",
        },
        managementAccountId: {
          description: "The account that no SCP binds.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { $ref: "#/$defs/AccountId" } } },
          ],
          tsType: "Observed<string>",
        },
        featureSet: {
          description: "Which features the organization has.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { type: "string", description: "ALL or CONSOLIDATED_BILLING." } } },
          ],
          tsType: "Observed<string>",
        },
        roots: {
          description: "The top of the tree.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/OrganizationRoot" } } } },
          ],
          tsType: "Observed<readonly OrganizationRoot[]>",
        },
        units: {
          description: "Every organizational unit.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/OrganizationalUnit" } } } },
          ],
          tsType: "Observed<readonly OrganizationalUnit[]>",
        },
        accounts: {
          description: "Every account: the population.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/ListedAccount" } } } },
          ],
          tsType: "Observed<readonly ListedAccount[]>",
        },
        policies: {
          description: "Every service control policy.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/ServiceControlPolicy" } } } },
          ],
          tsType: "Observed<readonly ServiceControlPolicy[]>",
        },
        delegatedAdministrators: {
          description: "Member accounts that administer a service.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/DelegatedAdministrator" } } } },
          ],
          tsType: "Observed<readonly DelegatedAdministrator[]>",
        },
        rootFeatures: {
          description:
            "Enabled features of centralized root access: RootCredentialsManagement, RootSessions.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { type: "array", items: { type: "string", minLength: 1 } } } },
          ],
          tsType: "Observed<readonly string[]>",
        },
      },
      required: [
        "kind",
        "partition",
        "id",
        "managementAccountId",
        "featureSet",
        "roots",
        "units",
        "accounts",
        "policies",
        "delegatedAdministrators",
        "rootFeatures",
      ],
    },
    OrganizationRoot: {
      description: "A root of the tree.",
      type: "object",
      additionalProperties: false,
      properties: {
        id: { type: "string", minLength: 1 },
        arn: { type: "string", minLength: 1 },
        name: { type: "string", minLength: 1 },
        policyTypes: { type: "array", items: { $ref: "#/$defs/PolicyType" } },
      },
      required: ["id", "arn", "name", "policyTypes"],
      "x-key": "id",
    },
    PolicyType: {
      description: "A policy type on a root; one that is not listed is not enabled.",
      type: "object",
      additionalProperties: false,
      properties: {
        type: { type: "string", minLength: 1 },
        status: { type: "string", description: "ENABLED, PENDING_ENABLE or PENDING_DISABLE." },
      },
      required: ["type", "status"],
      "x-key": "type",
    },
    OrganizationalUnit: {
      description: "An organizational unit.",
      type: "object",
      additionalProperties: false,
      properties: {
        id: { type: "string", minLength: 1 },
        arn: { type: "string", minLength: 1 },
        name: { type: "string", minLength: 1 },
        parentId: { type: "string", minLength: 1 },
      },
      required: ["id", "arn", "name", "parentId"],
      "x-key": "id",
    },
    ListedAccount: {
      description: "An account as the organization lists it.",
      type: "object",
      additionalProperties: false,
      properties: {
        id: { $ref: "#/$defs/AccountId" },
        arn: { type: "string", minLength: 1 },
        name: { type: "string" },
        email: { type: "string", description: "The root user's address." },
        state: {
          type: "string",
          description: "ACTIVE, SUSPENDED, PENDING_CLOSURE, PENDING_ACTIVATION or CLOSED.",
        },
        parentId: {
          description: "The root or unit that holds the account.",
          allOf: [{ $ref: "#/$defs/Observed" }, { properties: { value: { type: "string", minLength: 1 } } }],
          tsType: "Observed<string>",
        },
        joinedMethod: { type: "string", description: "INVITED or CREATED." },
        joinedAt: { type: "string", format: "date-time", description: "When it joined." },
      },
      required: ["id", "arn", "name", "state", "parentId"],
      "x-key": "id",
    },
    ServiceControlPolicy: {
      description: "A service control policy.",
      type: "object",
      additionalProperties: false,
      properties: {
        id: { type: "string", minLength: 1 },
        name: { type: "string" },
        awsManaged: { type: "boolean", description: "Made by AWS." },
        document: {
          description: "Its content.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "string", description: "JSON text." } } },
          ],
          tsType: "Observed<string>",
        },
        targets: {
          description: "What it is attached to, directly.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/PolicyTarget" } } } },
          ],
          tsType: "Observed<readonly PolicyTarget[]>",
        },
      },
      required: ["id", "name", "awsManaged", "document", "targets"],
      "x-key": "id",
    },
    PolicyTarget: {
      description: "A root, unit or account a policy is attached to.",
      type: "object",
      additionalProperties: false,
      properties: {
        id: { type: "string", minLength: 1 },
        type: { type: "string", description: "ROOT, ORGANIZATIONAL_UNIT or ACCOUNT." },
      },
      required: ["id", "type"],
      "x-key": "id",
    },
    DelegatedAdministrator: {
      description: "A delegated administrator.",
      type: "object",
      additionalProperties: false,
      properties: {
        id: { $ref: "#/$defs/AccountId" },
        services: {
          description: "The services it administers.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { type: "string", minLength: 1 } } } },
          ],
          tsType: "Observed<readonly string[]>",
        },
      },
      required: ["id", "services"],
      "x-key": "id",
    },
    AccountLine: {
      description: "Everything seen of one account.",
      type: "object",
      additionalProperties: false,
      properties: {
        kind: { const: "account" },
        id: { $ref: "#/$defs/AccountId" },
        partition: { $ref: "#/$defs/Partition" },
        homeRegion: { type: "string", minLength: 1 },
        rootArn: { type: "string", description: "The root user's ARN." },
        access: {
          description: "How the account was entered.",
          allOf: [{ $ref: "#/$defs/Observed" }, { properties: { value: { $ref: "#/$defs/Access" } } }],
          tsType: "Observed<Access>",
        },
        listing: {
          description: "What the organization says of the account.",
          allOf: [{ $ref: "#/$defs/Observed" }, { properties: { value: { $ref: "#/$defs/Listing" } } }],
          tsType: "Observed<Listing>",
        },
        information: {
          description: "What the account says of itself.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { $ref: "#/$defs/AccountInformation" } } },
          ],
          tsType: "Observed<AccountInformation>",
        },
        aliases: {
          description: 'Account aliases: they may replace "root" in records.',
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { type: "string", minLength: 1 } } } },
          ],
          tsType: "Observed<readonly string[]>",
        },
        summary: {
          description: "Root credentials, counted by IAM.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { $ref: "#/$defs/AccountSummary" } } },
          ],
          tsType: "Observed<AccountSummary>",
        },
        virtualMfaDevices: {
          description:
            "Assigned virtual (TOTP) devices, root's among them; incomplete where one that may be root's names no user.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/VirtualMfaDevice" } } } },
          ],
          tsType: "Observed<readonly VirtualMfaDevice[]>",
        },
        credentialReport: {
          description: "The root row of the credential report; observedAt is its GeneratedTime.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { $ref: "#/$defs/RootCredentialReport" } } },
          ],
          tsType: "Observed<RootCredentialReport>",
        },
        alternateContacts: { $ref: "#/$defs/AlternateContacts" },
        trails: {
          description: "Trails that record the home region, the organization's among them.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/Trail" } } } },
          ],
          tsType: "Observed<readonly Trail[]>",
        },
        eventRules: {
          description: "Rules on the default event bus of the home region.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/EventRule" } } } },
          ],
          tsType: "Observed<readonly EventRule[]>",
        },
        metricFilters: {
          description: "Metric filters on log groups of the home region.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/MetricFilter" } } } },
          ],
          tsType: "Observed<readonly MetricFilter[]>",
        },
        alarms: {
          description: "Metric alarms of the home region.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/Alarm" } } } },
          ],
          tsType: "Observed<readonly Alarm[]>",
        },
        topics: {
          description:
            "Topics that a rule that may match root, or an alarm, points to; incomplete where those were not seen whole.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/Topic" } } } },
          ],
          tsType: "Observed<readonly Topic[]>",
        },
        keys: {
          description: "Keys that encrypt those topics; incomplete where the topics were not seen whole.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/Key" } } } },
          ],
          tsType: "Observed<readonly Key[]>",
        },
      },
      required: [
        "kind",
        "id",
        "partition",
        "homeRegion",
        "rootArn",
        "access",
        "listing",
        "information",
        "aliases",
        "summary",
        "virtualMfaDevices",
        "credentialReport",
        "alternateContacts",
        "trails",
        "eventRules",
        "metricFilters",
        "alarms",
        "topics",
        "keys",
      ],
    },
    Access: {
      description: "The credentials an account was read with.",
      type: "object",
      additionalProperties: false,
      properties: { principal: { type: "string", description: "ARN." } },
      required: ["principal"],
    },
    Listing: {
      description: "The account in the organization's list.",
      type: "object",
      additionalProperties: false,
      properties: {
        name: { type: "string" },
        email: { type: "string", description: "The root user's address." },
        state: {
          type: "string",
          description: "ACTIVE, SUSPENDED, PENDING_CLOSURE, PENDING_ACTIVATION or CLOSED.",
        },
        joinedMethod: { type: "string", description: "INVITED or CREATED." },
        joinedAt: { type: "string", format: "date-time", description: "When it joined." },
      },
      required: ["name", "state"],
    },
    AccountInformation: {
      description: "account:GetAccountInformation.",
      type: "object",
      additionalProperties: false,
      properties: {
        name: { type: "string" },
        createdAt: { type: "string", format: "date-time", description: "When the account was made." },
        state: { type: "string", description: "ACTIVE, SUSPENDED, CLOSED or PENDING_ACTIVATION." },
      },
      required: ["createdAt"],
    },
    AccountSummary: {
      description: "iam:GetAccountSummary, the four entries that speak of root.",
      type: "object",
      additionalProperties: false,
      properties: {
        mfaEnabled: { type: "boolean", description: "Root has an MFA device of any kind." },
        accessKeysPresent: {
          type: "integer",
          minimum: 0,
          description: "0: root has no access key, inactive ones included.",
        },
        signingCertificatesPresent: {
          type: "integer",
          minimum: 0,
          description: "0: root has no X.509 signing certificate.",
        },
        passwordPresent: {
          description: "Root has a password or open password recovery; older endpoints leave the entry out.",
          allOf: [{ $ref: "#/$defs/Observed" }, { properties: { value: { type: "boolean" } } }],
          tsType: "Observed<boolean>",
        },
      },
      required: ["mfaEnabled", "accessKeysPresent", "signingCertificatesPresent", "passwordPresent"],
    },
    VirtualMfaDevice: {
      description: "A virtual MFA device that is assigned, or may be.",
      type: "object",
      additionalProperties: false,
      properties: {
        serialNumber: { type: "string", minLength: 1 },
        ownerArn: {
          type: "string",
          description: "The user it is assigned to; left out where the answer names none.",
        },
        enabledAt: { type: "string", format: "date-time", description: "When it was assigned." },
      },
      required: ["serialNumber"],
      "x-key": "serialNumber",
    },
    RootCredentialReport: {
      description: "The root row; N/A is an absent date.",
      type: "object",
      additionalProperties: false,
      properties: {
        passwordEnabled: {
          description: "not_supported is not observable.",
          allOf: [{ $ref: "#/$defs/Observed" }, { properties: { value: { type: "boolean" } } }],
          tsType: "Observed<boolean>",
        },
        passwordLastUsed: {
          description: "Absent: N/A.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { type: "string", format: "date-time", description: "" } } },
          ],
          tsType: "Observed<string>",
        },
        passwordLastChanged: {
          description: "Absent: N/A.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { type: "string", format: "date-time", description: "" } } },
          ],
          tsType: "Observed<string>",
        },
        mfaActive: {
          description: "Any device at all.",
          allOf: [{ $ref: "#/$defs/Observed" }, { properties: { value: { type: "boolean" } } }],
          tsType: "Observed<boolean>",
        },
        accessKeys: { type: "array", items: { $ref: "#/$defs/ReportedKey" } },
        certificates: { type: "array", items: { $ref: "#/$defs/ReportedCertificate" } },
        moreCredentials: {
          type: "boolean",
          description: "The row says there are credentials beyond its columns.",
        },
      },
      required: [
        "passwordEnabled",
        "passwordLastUsed",
        "passwordLastChanged",
        "mfaActive",
        "accessKeys",
        "certificates",
        "moreCredentials",
      ],
    },
    ReportedKey: {
      description: "A key column of the root row; an inactive key can look like none.",
      type: "object",
      additionalProperties: false,
      properties: {
        slot: { type: "string", minLength: 1 },
        active: { type: "boolean", description: "TRUE in the report." },
        lastRotatedAt: { type: "string", format: "date-time", description: "A date proves a key." },
        lastUsedAt: { type: "string", format: "date-time", description: "First use in each 15 minutes." },
        lastUsedService: { type: "string", minLength: 1 },
        lastUsedRegion: { type: "string", minLength: 1 },
      },
      required: ["slot", "active"],
      "x-key": "slot",
    },
    ReportedCertificate: {
      description: "A certificate column of the root row.",
      type: "object",
      additionalProperties: false,
      properties: {
        slot: { type: "string", minLength: 1 },
        active: { type: "boolean", description: "TRUE in the report." },
        lastRotatedAt: { type: "string", format: "date-time", description: "A date proves a certificate." },
      },
      required: ["slot", "active"],
      "x-key": "slot",
    },
    AlternateContacts: {
      description: "Each contact is a call of its own; absent only when the service says not found.",
      type: "object",
      additionalProperties: false,
      properties: {
        billing: {
          description: "The billing contact.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { $ref: "#/$defs/AlternateContact" } } },
          ],
          tsType: "Observed<AlternateContact>",
        },
        operations: {
          description: "The operations contact.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { $ref: "#/$defs/AlternateContact" } } },
          ],
          tsType: "Observed<AlternateContact>",
        },
        security: {
          description: "The security contact.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { $ref: "#/$defs/AlternateContact" } } },
          ],
          tsType: "Observed<AlternateContact>",
        },
      },
      required: ["billing", "operations", "security"],
    },
    AlternateContact: {
      description: "Only the address is kept: no name, title or phone.",
      type: "object",
      additionalProperties: false,
      properties: { email: { type: "string", minLength: 1 } },
      required: ["email"],
    },
    Trail: {
      description: "cloudtrail:DescribeTrails with shadow trails.",
      type: "object",
      additionalProperties: false,
      properties: {
        arn: { type: "string", minLength: 1 },
        name: { type: "string", minLength: 1 },
        ownRegion: { type: "string", description: "The trail's home." },
        multiRegion: { type: "boolean", description: "Records every region." },
        organizationTrail: { type: "boolean", description: "Made by the organization." },
        includeGlobalServiceEvents: { type: "boolean", description: "Records IAM, STS and the like." },
        logGroupArn: { type: "string", description: "Where it also writes." },
        status: {
          description: "cloudtrail:GetTrailStatus.",
          allOf: [{ $ref: "#/$defs/Observed" }, { properties: { value: { $ref: "#/$defs/TrailStatus" } } }],
          tsType: "Observed<TrailStatus>",
        },
        selectors: {
          description: "cloudtrail:GetEventSelectors.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { $ref: "#/$defs/TrailSelectors" } } },
          ],
          tsType: "Observed<TrailSelectors>",
        },
      },
      required: [
        "arn",
        "name",
        "ownRegion",
        "multiRegion",
        "organizationTrail",
        "includeGlobalServiceEvents",
        "status",
        "selectors",
      ],
      "x-key": "arn",
    },
    TrailStatus: {
      description: "Whether the trail works.",
      type: "object",
      additionalProperties: false,
      properties: {
        logging: { type: "boolean", description: "IsLogging." },
        latestDeliveryError: { type: "string", description: "Absent: the last delivery went well." },
        latestDeliveryAt: { type: "string", format: "date-time", description: "Last delivery." },
        stoppedAt: { type: "string", format: "date-time", description: "When logging was stopped." },
      },
      required: ["logging"],
    },
    TrailSelectors: {
      description: "One of the two kinds.",
      type: "object",
      additionalProperties: false,
      properties: {
        eventSelectors: { type: "array", items: { $ref: "#/$defs/EventSelector" } },
        advancedEventSelectors: { type: "array", items: { $ref: "#/$defs/AdvancedEventSelector" } },
      },
      required: [],
    },
    EventSelector: {
      description: "A basic selector.",
      type: "object",
      additionalProperties: false,
      properties: {
        readWriteType: { type: "string", description: "All, ReadOnly or WriteOnly." },
        includeManagementEvents: { type: "boolean", description: "" },
        excludeManagementEventSources: { type: "array", items: { type: "string", minLength: 1 } },
      },
      required: ["readWriteType", "includeManagementEvents", "excludeManagementEventSources"],
    },
    AdvancedEventSelector: {
      description: "An advanced selector: its fields are ANDed.",
      type: "object",
      additionalProperties: false,
      properties: { fieldSelectors: { type: "array", items: { $ref: "#/$defs/FieldSelector" } } },
      required: ["fieldSelectors"],
    },
    FieldSelector: {
      description: "One field of an advanced selector.",
      type: "object",
      additionalProperties: false,
      properties: {
        field: { type: "string", minLength: 1 },
        equals: { type: "array", items: { type: "string" } },
        notEquals: { type: "array", items: { type: "string" } },
        startsWith: { type: "array", items: { type: "string" } },
        notStartsWith: { type: "array", items: { type: "string" } },
        endsWith: { type: "array", items: { type: "string" } },
        notEndsWith: { type: "array", items: { type: "string" } },
      },
      required: ["field"],
    },
    EventRule: {
      description: "events:ListRules.",
      type: "object",
      additionalProperties: false,
      properties: {
        arn: { type: "string", minLength: 1 },
        name: { type: "string", minLength: 1 },
        state: {
          type: "string",
          description: "DISABLED, ENABLED or ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS.",
        },
        pattern: { type: "string", description: "JSON text; absent for a schedule." },
        schedule: { type: "string", minLength: 1 },
        managedBy: { type: "string", minLength: 1 },
        targets: {
          description: "events:ListTargetsByRule; skipped where the pattern cannot match root.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/EventTarget" } } } },
          ],
          tsType: "Observed<readonly EventTarget[]>",
        },
      },
      required: ["arn", "name", "state", "targets"],
      "x-key": "arn",
    },
    EventTarget: {
      description: "Where a rule sends.",
      type: "object",
      additionalProperties: false,
      properties: {
        id: { type: "string", minLength: 1 },
        arn: { type: "string", minLength: 1 },
        roleArn: { type: "string", minLength: 1 },
      },
      required: ["id", "arn"],
      "x-key": "id",
    },
    MetricFilter: {
      description: "logs:DescribeMetricFilters.",
      type: "object",
      additionalProperties: false,
      properties: {
        name: { type: "string", minLength: 1 },
        logGroupName: { type: "string", minLength: 1 },
        pattern: { type: "string" },
        transformations: { type: "array", items: { $ref: "#/$defs/MetricTransformation" } },
      },
      required: ["name", "logGroupName", "pattern", "transformations"],
      "x-key": "name",
    },
    MetricTransformation: {
      description: "The metric a filter writes.",
      type: "object",
      additionalProperties: false,
      properties: {
        metricName: { type: "string", minLength: 1 },
        metricNamespace: { type: "string", minLength: 1 },
        metricValue: { type: "string", minLength: 1 },
      },
      required: ["metricName", "metricNamespace", "metricValue"],
    },
    Alarm: {
      description: "cloudwatch:DescribeAlarms, metric alarms.",
      type: "object",
      additionalProperties: false,
      properties: {
        arn: { type: "string", minLength: 1 },
        name: { type: "string", minLength: 1 },
        metricName: { type: "string", minLength: 1 },
        metricNamespace: { type: "string", minLength: 1 },
        actionsEnabled: { type: "boolean", description: "" },
        actions: { type: "array", items: { type: "string", minLength: 1 } },
        threshold: { type: "number" },
        comparison: { type: "string", minLength: 1 },
      },
      required: ["arn", "name", "actionsEnabled", "actions"],
      "x-key": "arn",
    },
    Topic: {
      description: "An SNS topic.",
      type: "object",
      additionalProperties: false,
      properties: {
        arn: { type: "string", minLength: 1 },
        attributes: {
          description: "sns:GetTopicAttributes; absent: the topic does not exist.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { $ref: "#/$defs/TopicAttributes" } } },
          ],
          tsType: "Observed<TopicAttributes>",
        },
        subscriptions: {
          description: "sns:ListSubscriptionsByTopic.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { type: "array", items: { $ref: "#/$defs/Subscription" } } } },
          ],
          tsType: "Observed<readonly Subscription[]>",
        },
      },
      required: ["arn", "attributes", "subscriptions"],
      "x-key": "arn",
    },
    TopicAttributes: {
      description: "What decides delivery.",
      type: "object",
      additionalProperties: false,
      properties: {
        policy: { type: "string", description: "JSON text." },
        kmsKeyId: { type: "string", description: "Absent: not encrypted with KMS." },
        fifo: { type: "boolean", description: "FIFO topics have no e-mail subscribers." },
      },
      required: ["policy", "fifo"],
    },
    Subscription: {
      description: "A subscription.",
      type: "object",
      additionalProperties: false,
      properties: {
        key: { type: "string", description: "Its ARN, or protocol and endpoint while unconfirmed." },
        protocol: { type: "string", minLength: 1 },
        endpoint: { type: "string", description: "SMS endpoints are stored as sms." },
        confirmed: { type: "boolean", description: "It has a real ARN." },
        attributes: {
          description: "sns:GetSubscriptionAttributes; skipped where unconfirmed.",
          allOf: [
            { $ref: "#/$defs/Observed" },
            { properties: { value: { $ref: "#/$defs/SubscriptionAttributes" } } },
          ],
          tsType: "Observed<SubscriptionAttributes>",
        },
      },
      required: ["key", "protocol", "endpoint", "confirmed", "attributes"],
      "x-key": "key",
    },
    SubscriptionAttributes: {
      description: "What a subscription drops.",
      type: "object",
      additionalProperties: false,
      properties: {
        pendingConfirmation: { type: "boolean", description: "" },
        filterPolicy: { type: "string", description: "JSON text." },
        filterPolicyScope: { type: "string", description: "MessageAttributes or MessageBody." },
      },
      required: ["pendingConfirmation"],
    },
    Key: {
      description: "A KMS key.",
      type: "object",
      additionalProperties: false,
      properties: {
        id: { type: "string", description: "As the topic names it: id, ARN or alias." },
        description: {
          description: "kms:DescribeKey.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { $ref: "#/$defs/KeyDescription" } } },
          ],
          tsType: "Observed<KeyDescription>",
        },
        policy: {
          description: "kms:GetKeyPolicy; skipped for AWS managed keys.",
          allOf: [
            { $ref: "#/$defs/ObservedOrAbsent" },
            { properties: { value: { type: "string", description: "JSON text." } } },
          ],
          tsType: "Observed<string>",
        },
      },
      required: ["id", "description", "policy"],
      "x-key": "id",
    },
    KeyDescription: {
      description: "A key's metadata.",
      type: "object",
      additionalProperties: false,
      properties: {
        arn: { type: "string", minLength: 1 },
        manager: { type: "string", description: "AWS or CUSTOMER." },
        state: { type: "string", description: "Enabled, Disabled, PendingDeletion …" },
      },
      required: ["arn", "manager", "state"],
    },
    EndLine: {
      description: "Last line: without it the scan was cut.",
      type: "object",
      additionalProperties: false,
      properties: {
        kind: { const: "end" },
        endedAt: { type: "string", format: "date-time", description: "When the last fact was in." },
        accounts: { type: "integer", minimum: 0, description: "Account lines before this one." },
        sha256: { type: "string", pattern: "^[0-9a-f]{64}$", description: "Of every byte before this line." },
      },
      required: ["kind", "endedAt", "accounts", "sha256"],
    },
  },
};

export const derivedSchema: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "https://rootproof.example.com/schemas/derived.schema.json",
  title: "DerivedFacts",
  description:
    "Facts that conditions see beside the observed ones, computed by evaluate with the models of AWS in semantics. x-reads names the observed facts each stands on, x-parameters the rule parameters it uses. A field may be unknown on its own.",
  type: "object",
  additionalProperties: false,
  properties: {
    "account.rootPower": {
      $ref: "#/$defs/RootPower",
      "x-reads": [
        "account.information",
        "organization.id",
        "organization.managementAccountId",
        "organization.roots",
        "organization.units",
        "organization.accounts",
        "organization.policies",
      ],
      "x-parameters": ["allowedRootActions"],
    },
    "account.alerts": {
      type: "array",
      items: { $ref: "#/$defs/Alert" },
      "x-reads": [
        "account.eventRules",
        "account.trails",
        "account.topics",
        "account.keys",
        "account.metricFilters",
        "account.alarms",
      ],
      "x-parameters": ["acceptedAlertProtocols", "allowedAlertTargets"],
    },
    "account.trails[].managementEvents": { $ref: "#/$defs/ManagementEvents", "x-reads": ["account.trails"] },
    "account.trails[].delivering": {
      type: "boolean",
      description: "Its last delivery went well, within a day; unknown where there was none, or none lately.",
      "x-reads": ["account.trails"],
    },
  },
  $defs: {
    RootPower: {
      description: "What the account's real root user can still do under its service control policies.",
      type: "object",
      additionalProperties: false,
      required: ["outcome", "beyondAllowed", "assumedRootSpared"],
      properties: {
        outcome: {
          enum: ["denied", "partial", "unrestricted", "exempt"],
          description: "exempt: no SCP binds the management account.",
        },
        beyondAllowed: {
          type: "array",
          items: { $ref: "#/$defs/RemainingActions" },
          description:
            "Actions root can still perform that allowedRootActions does not name, by access level.",
        },
        assumedRootSpared: {
          type: "boolean",
          description: "AssumeRoot sessions can still read root's credentials (a central audit needs it).",
        },
      },
    },
    RemainingActions: {
      type: "object",
      additionalProperties: false,
      required: ["level", "count", "examples"],
      properties: {
        level: {
          type: "string",
          description: "Access level: Write, Read, List, Tagging, Permissions management.",
        },
        count: { type: "integer" },
        examples: { type: "string", description: "The first few, for the message." },
      },
      "x-key": "level",
    },
    Alert: {
      description: "A candidate for the alert on root: an event rule, or a metric filter with its alarm.",
      type: "object",
      additionalProperties: false,
      required: [
        "name",
        "arn",
        "enabled",
        "matchesSignIn",
        "missedSignIns",
        "fed",
        "delivered",
        "brokenLink",
      ],
      properties: {
        name: { type: "string" },
        arn: { type: "string" },
        enabled: { type: "boolean" },
        matchesSignIn: { type: "boolean", description: "Matches every variant of a root sign-in." },
        missedSignIns: { type: "string", description: "The variants it misses." },
        fed: {
          type: "boolean",
          description: "A trail that logs management write events of the home region is on.",
        },
        delivered: { type: "boolean", description: "A target of it reaches people." },
        brokenLink: { type: "string", description: "Where delivery ends; empty when delivered." },
      },
      "x-key": "arn",
    },
    ManagementEvents: {
      description: "Which management events a trail's selectors let through.",
      type: "object",
      additionalProperties: false,
      required: ["reads", "writes", "excludedSources"],
      properties: {
        reads: { type: "boolean" },
        writes: { type: "boolean" },
        excludedSources: { type: "array", items: { type: "string" } },
      },
    },
  },
};
