// Names of AWS regions.

/** The form of a region's name: us-east-1, us-gov-west-1. Whether there is such a region is not known here. */
export const isRegionName = (text: string): boolean => /^[a-z]{2,9}(-[a-z]{2,12}){1,3}-\d{1,2}$/.test(text);
