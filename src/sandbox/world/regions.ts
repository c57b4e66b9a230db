// The regions of the commercial partition, as every account of the made-up organization sees them.

const byDefault = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "ca-central-1",
  "sa-east-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
];

export const regionStates: ReadonlyMap<string, "ENABLED_BY_DEFAULT" | "ENABLED" | "DISABLED"> = new Map([
  ...byDefault.map((name) => [name, "ENABLED_BY_DEFAULT"] as const),
  ["eu-central-2", "ENABLED"],
  ["af-south-1", "DISABLED"],
  ["ap-east-1", "DISABLED"],
  ["me-south-1", "DISABLED"],
]);

/** Calls to regions that are not switched on fail as if the key did not exist. */
export function isEnabled(region: string): boolean {
  const status = regionStates.get(region);
  return status !== undefined && status !== "DISABLED";
}
