// The task policies of data/, by partition.
import { join } from "node:path";
import { loadData } from "../load/index.ts";
import { formatProblem, type Partition, UsageError } from "../model/index.ts";
import { DATA_DIRECTORY } from "./assets.ts";

interface TaskPolicyFile {
  readonly entries: readonly { readonly partition: Partition; readonly audit: string }[];
}

/** The ARN of the task policy that an audit session is given, in each partition. Throws UsageError when the installation is broken. */
export function loadAuditPolicies(): Readonly<Record<Partition, string>> {
  const read = loadData(join(DATA_DIRECTORY, "task-policies.json"));
  if (!read.ok) throw new UsageError(read.problems.map(formatProblem));
  const { entries } = read.value as TaskPolicyFile;
  const arnOf = (wanted: Partition): string => {
    const entry = entries.find(({ partition }) => partition === wanted);
    if (entry === undefined) throw new Error(`data/task-policies.json has no entry for ${wanted}`);
    return entry.audit;
  };
  return { aws: arnOf("aws"), "aws-cn": arnOf("aws-cn"), "aws-us-gov": arnOf("aws-us-gov") };
}
