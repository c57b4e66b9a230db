// Where each partition answers (AWS-FACTS 0). The table of data/partitions.yaml, as far as calls need it.
import type { Partition } from "../../model/index.ts";
import type { Service } from "./operations.ts";

/** Where a partition records root sign-ins, and where its global services sign. */
interface PartitionRegions {
  readonly home: string;
  readonly iam: string;
  readonly organizations: string;
  readonly account: string;
  readonly support: string;
}

const REGIONS: Readonly<Record<Partition, PartitionRegions>> = {
  aws: {
    home: "us-east-1",
    iam: "us-east-1",
    organizations: "us-east-1",
    account: "us-east-1",
    support: "us-east-1",
  },
  "aws-cn": {
    home: "cn-north-1",
    iam: "cn-north-1",
    organizations: "cn-northwest-1",
    account: "cn-northwest-1",
    support: "cn-north-1",
  },
  "aws-us-gov": {
    home: "us-gov-west-1",
    iam: "us-gov-west-1",
    organizations: "us-gov-west-1",
    account: "us-gov-west-1",
    support: "us-gov-west-1",
  },
};

export const isPartition = (text: string): text is Partition => Object.hasOwn(REGIONS, text);

export const homeRegionOf = (partition: Partition): string => REGIONS[partition].home;

/** Where a call to a service is sent: a global service's one region, else the home region. */
export function regionOf(partition: Partition, service: Service): string {
  const { home, ...global } = REGIONS[partition];
  return service in global ? global[service as keyof typeof global] : home;
}
