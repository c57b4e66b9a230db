// rootproof template: the files that people deploy, as they ship with rootproof.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../model/index.ts";
import { DEPLOY_DIRECTORY } from "./assets.ts";

type TemplateName = "roles" | "alert" | "scp";
type Tool = "cloudformation" | "terraform";

interface TemplateOptions {
  readonly name: TemplateName;
  readonly tool: Tool;
  /** The roles of a whole organization, not of one account. */
  readonly org: boolean;
}

/** A file to deploy, and what to know before it is. */
interface Template {
  readonly text: string;
  readonly notes: readonly string[];
}

const FILES: Readonly<Record<TemplateName, string>> = {
  roles: "audit-role",
  alert: "root-alert",
  scp: "deny-root-scp",
};

const NOTES: Readonly<Record<TemplateName, string>> = {
  roles: "deploy it with the ARN of the role or user that scans, then check with: rootproof scan",
  alert:
    "deploy it in us-east-1, with a trail that logs management events there, and have the mail confirmed; then check with: rootproof scan --select root-alert-delivered",
  scp: "deploy it in the management account, on one unit first; then check with: rootproof scan --org --select root-denied-by-scp",
};

/** Throws UsageError where --org says nothing, and when the installation is broken. */
export function template({ name, tool, org }: TemplateOptions): Template {
  if (org && name !== "roles")
    throw new UsageError(`template ${name} --org: only roles differ for an organization; remove --org`);
  const notes = [NOTES[name]];
  if (org && tool === "terraform")
    notes.unshift(
      "it reads ../../cloudformation/audit-role.yaml: put what `rootproof template roles` prints there, or change the path",
    );
  return { text: read(pathOf(name, tool, org)), notes };
}

function pathOf(name: TemplateName, tool: Tool, org: boolean): string {
  if (tool === "terraform") return join("terraform", org ? "organization" : FILES[name], "main.tf");
  return join("cloudformation", `${FILES[name]}${org ? "-stackset" : ""}.yaml`);
}

function read(path: string): string {
  const file = join(DEPLOY_DIRECTORY, path);
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`${file}: cannot be read; install rootproof again`);
  }
}
