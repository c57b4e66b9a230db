// IAM: the account summary, virtual devices, the credential report, the caller's own credentials, central root access.
import { AwsError } from "../aws-error.ts";
import { textOf, type Output } from "../wire/value.ts";
import type { AccountState, VirtualDevice } from "../world/account.ts";
import { credentialReport, rootHasMfa } from "./credential-report.ts";
import { ownCredentialOperations } from "./own-credentials.ts";
import { pageOf, type Call, type Operation, type Paging } from "./service.ts";

const paging: Paging = {
  limit: "MaxItems",
  token: "Marker",
  nextToken: "Marker",
  maximum: 100,
  badToken: "InvalidInput",
};

function flag(value: boolean): number {
  return value ? 1 : 0;
}

/** Quotas stand in the same map as facts; a few of them, so that a reader must pick by name. */
function summary(state: AccountState): ReadonlyMap<string, number> {
  const { root, devices } = state;
  const users = devices.filter(({ user }) => user?.name !== undefined).length;
  return new Map([
    ["Users", users + 1],
    ["UsersQuota", 5000],
    ["GroupsQuota", 300],
    ["Roles", 12],
    ["RolesQuota", 1000],
    ["MFADevices", users],
    ["MFADevicesInUse", users],
    ["AccountMFAEnabled", flag(rootHasMfa(state))],
    ["AccountAccessKeysPresent", flag(root.accessKeys.length > 0)],
    ["AccountSigningCertificatesPresent", flag(root.certificates > 0)],
    ["AccountPasswordPresent", flag(root.password)],
    ["AccessKeysPerUserQuota", 2],
    ["PolicyVersionsInUse", 30],
    ["GlobalEndpointTokenVersion", 1],
  ]);
}

/** Root's own entry has neither UserName nor Path. */
function describeDevice({ serial, user, enabledAt }: VirtualDevice, state: AccountState): Output {
  const owner = user && {
    ...(user.name !== undefined && { UserName: user.name, Path: "/" }),
    UserId: user.id,
    Arn: user.arn,
    CreateDate: state.identity.createdAt,
  };
  return { SerialNumber: serial, ...(owner && { User: owner }), ...(enabledAt && { EnableDate: enabledAt }) };
}

const listVirtualDevices: Operation = (call) => {
  const status = textOf(call.input, "AssignmentStatus") ?? "Any";
  const wanted = call.state.devices.filter(
    ({ user }) => status === "Any" || (status === "Assigned") === Boolean(user),
  );
  const { items, token } = pageOf(call, wanted, paging);
  const devices = items.map((device) => describeDevice(device, call.state));
  return { VirtualMFADevices: devices, IsTruncated: token !== undefined, Marker: token };
};

/** Asked for once it is started; asked again it is complete. */
const generateReport: Operation = ({ world, account }) => {
  const before = world.reports.get(account.id);
  world.reports.set(account.id, before === undefined ? "started" : "ready");
  if (before !== undefined) return { State: "COMPLETE" };
  return { State: "STARTED", Description: "No report exists. Starting a new report generation task" };
};

const getReport: Operation = ({ world, account, state }) => {
  const progress = world.reports.get(account.id);
  if (progress === undefined)
    throw new AwsError("ReportNotPresent", "No report exists for the account.", 410);
  if (progress === "started") {
    world.reports.set(account.id, "ready");
    throw new AwsError("ReportInProgress", "The report is being generated.", 404);
  }
  return {
    Content: Buffer.from(credentialReport(state)),
    ReportFormat: "text/csv",
    GeneratedTime: new Date(world.now().getTime() - 60_000),
  };
};

const listAliases: Operation = ({ state }) => ({
  AccountAliases: state.alias === undefined ? [] : [state.alias],
  IsTruncated: false,
});

function checkMayAskFeatures({ world, account }: Call): NonNullable<Call["world"]["organization"]> {
  const { organization, population } = world;
  if (organization === undefined)
    throw new AwsError("OrganizationNotFoundException", "The account is in no organization.");
  const delegated = population.delegate?.id === account.id;
  if (population.management.id !== account.id && !delegated) {
    const message = "The caller is neither the management account nor a delegated administrator for IAM.";
    throw new AwsError("AccountNotManagementOrDelegatedAdministratorException", message);
  }
  return organization;
}

const listFeatures: Operation = (call) => {
  const { settings, tree } = checkMayAskFeatures(call);
  if (!settings.allFeatures) {
    throw new AwsError(
      "OrganizationNotInAllFeaturesModeException",
      "The organization does not have all features on.",
    );
  }
  if (!settings.trustedAccess.includes("iam.amazonaws.com")) {
    throw new AwsError("ServiceAccessNotEnabledException", "Trusted access is not enabled for IAM.");
  }
  const features = [
    settings.rootCredentialsManagement && "RootCredentialsManagement",
    settings.rootSessions && "RootSessions",
  ];
  return { OrganizationId: tree.organizationId, EnabledFeatures: features.filter((name) => name !== false) };
};

export const operations = {
  GetAccountSummary: (({ state }) => ({ SummaryMap: summary(state) })) satisfies Operation,
  ListVirtualMFADevices: listVirtualDevices,
  GenerateCredentialReport: generateReport,
  GetCredentialReport: getReport,
  ListAccountAliases: listAliases,
  ListOrganizationsFeatures: listFeatures,
  ...ownCredentialOperations,
};
