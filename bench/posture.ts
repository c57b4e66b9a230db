/** Rules that stand on no events: what an account is, not what happened in it. */
export const POSTURE_RULES = [
  "root-access-keys-absent",
  "root-mfa-enabled",
  "root-signing-certificates-absent",
  "member-root-credentials-absent",
  "security-contact-set",
  "root-activity-recorded",
  "root-alert-present",
  "root-alert-delivered",
  "root-denied-by-scp",
  "root-credentials-management-enabled",
] as const;
