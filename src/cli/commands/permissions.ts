// rootproof permissions
import type { PermissionDocuments, PermissionsCommand } from "../../scan/index.ts";
import { UsageError } from "../../model/index.ts";
import { type Context, finish, writeStdout } from "../context.ts";
import { command } from "../command.ts";
import { given, REACH_FLAGS, RULE_FLAGS, ruleOptions } from "../flags.ts";

const { org, access, "role-name": roleName, "external-id": externalId } = REACH_FLAGS;
const FLAGS = {
  ...RULE_FLAGS,
  org,
  access,
  "role-name": roleName,
  "external-id": externalId,
  for: {
    type: "string",
    choices: ["scan", "collect"] as const,
    default: "scan",
    describe: "what the rules need that speak, or all that collect reads",
  },
  principal: { type: "string", describe: "ARN of the role or user that scans, for the trust policy" },
  document: {
    type: "string",
    choices: ["identity", "role", "trust"] as const,
    describe: "print this policy alone, as IAM takes it",
  },
} as const;

/** Prints the IAM policies that a scan with these flags needs. */
export const permissionsCommand = (context: Context) =>
  command({
    command: "permissions",
    describe: "the least IAM policies for a scan, and the role's trust policy",
    flags: FLAGS,
    examples: [
      ["$0 permissions", "for a scan of one account"],
      ["$0 permissions --org --document role", "for the role in every member"],
      ["$0 permissions --org --for collect", "for evidence that any rule can be judged on"],
    ],
    run: async (flags) => {
      const { permissions } = await import("../../scan/index.ts");
      const { documents, notes } = await permissions({
        ...ruleOptions(flags),
        everything: flags.for === "collect",
        org: flags.org,
        access: flags.access,
        roleName: flags["role-name"],
        ...given({
          externalId: flags["external-id"],
          principal: flags.principal,
          document: flags.document,
        }),
      });
      const wanted = flags.document === undefined ? documents : chosen(documents, flags.document);
      writeStdout(`${JSON.stringify(wanted, null, 2)}\n`);
      finish(context, { exitCode: 0, files: [], notes });
    },
  });

function chosen(
  { identity, role }: PermissionDocuments,
  name: NonNullable<PermissionsCommand["document"]>,
): object {
  const document = { identity, role: role?.policy, trust: role?.trust }[name];
  if (document === undefined)
    throw new UsageError(
      `--document ${name}: this scan needs none; a role is for --org with --access role or auto`,
    );
  return document;
}
