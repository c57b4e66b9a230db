// The credential report as AWS writes it: CSV, 22 columns, root first, no newline at the end. What it cannot know
// is as telling as what it says: an inactive key of root looks like no key.
import type { AccountState, Root } from "../world/account.ts";

const columns = [
  "user",
  "arn",
  "user_creation_time",
  "password_enabled",
  "password_last_used",
  "password_last_changed",
  "password_next_rotation",
  "mfa_active",
  ...keyColumns("access_key_1"),
  ...keyColumns("access_key_2"),
  "cert_1_active",
  "cert_1_last_rotated",
  "cert_2_active",
  "cert_2_last_rotated",
];

function keyColumns(key: string): string[] {
  return [
    `${key}_active`,
    `${key}_last_rotated`,
    `${key}_last_used_date`,
    `${key}_last_used_region`,
    `${key}_last_used_service`,
  ];
}

function seconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "+00:00");
}

export function rootHasMfa({ root, devices }: AccountState): boolean {
  return root.hardwareMfa.length > 0 || devices.some(({ user }) => user?.arn.endsWith(":root"));
}

function passwordCells(root: Root, created: string): string[] {
  if (root.oldReport) return ["not_supported", root.passwordLastUsed, "not_supported", "not_supported"];
  const changed = root.password ? created : "N/A";
  return [String(root.password), root.passwordLastUsed, changed, "not_supported"];
}

function keyCells(status: "active" | "inactive" | undefined, created: string): string[] {
  if (status !== "active") return ["false", "N/A", "N/A", "N/A", "N/A"];
  return ["true", created, "2025-06-01T10:00:00+00:00", "us-east-1", "s3"];
}

function rootRow(state: AccountState): string[] {
  const { root, identity } = state;
  const created = seconds(identity.createdAt);
  const certificates = [0, 1].flatMap((place) =>
    place < root.certificates ? ["true", created] : ["false", "N/A"],
  );
  return [
    "<root_account>",
    `arn:aws:iam::${identity.id}:root`,
    created,
    ...passwordCells(root, created),
    String(rootHasMfa(state)),
    ...keyCells(root.accessKeys[0], created),
    ...keyCells(root.accessKeys[1], created),
    ...certificates,
  ];
}

/** A user called like root, to be told apart from it. */
function userRow({ identity }: AccountState, name: string): string[] {
  const created = seconds(identity.createdAt);
  const password = ["true", "no_information", created, "N/A"];
  const noKey = keyCells(undefined, created);
  const user = [name, `arn:aws:iam::${identity.id}:user/${name}`, created];
  return [...user, ...password, "true", ...noKey, ...noKey, "false", "N/A", "false", "N/A"];
}

function userNames(state: AccountState): string[] {
  return [
    ...new Set([
      "alice",
      ...state.devices.flatMap(({ user }) => (user?.name === undefined ? [] : [user.name])),
    ]),
  ];
}

export function credentialReport(state: AccountState): string {
  const rows = [columns, rootRow(state), ...userNames(state).map((name) => userRow(state, name))];
  return rows.map((row) => row.join(",")).join("\n");
}
