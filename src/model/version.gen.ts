// Generated from schemas/ by `npm run generate`. Do not edit.

/** The version in package.json. */
export const VERSION = "0.1.0";
