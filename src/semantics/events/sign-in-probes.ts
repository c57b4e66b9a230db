// The variants of a root console sign-in. Covering them all shows that a rule sees every ConsoleLogin of root; it does not
// show that CloudTrail delivers, nor anything of CheckMfa or password recovery.
import {
  ABSENT,
  ANY_TEXT,
  COMMON_FIELDS,
  envelope,
  type Field,
  FIXED,
  type Probe,
  type ProbeInput,
  rootIdentity,
} from "./probe.ts";

interface Variant {
  readonly name: string;
  readonly success: boolean;
  readonly mfa?: boolean;
  readonly named?: boolean;
}

const VARIANTS: readonly Variant[] = [
  { name: "success with MFA", success: true, mfa: true },
  { name: "success without MFA", success: true, mfa: false },
  { name: "success with MFA, account alias set", success: true, mfa: true, named: true },
  { name: "success without MFA, account alias set", success: true, mfa: false, named: true },
  { name: "failure", success: false },
  { name: "failure, user name given", success: false, named: true },
];

/**
 * Root sign-ins: success and failure, with and without MFA, with and without a user name (the account's alias).
 * The detail-type is the form that real events carry ("Sign In", two words). [arch cloudtrail-event-reference-aws-console-sign-in-events.md]
 */
export function signInProbes(input: ProbeInput): readonly Probe[] {
  return VARIANTS.map((variant) => ({
    name: variant.name,
    event: envelope(input, "aws.signin", "AWS Console Sign In via CloudTrail", record(input, variant)),
    fields: { ...COMMON_FIELDS, ...signInFields(variant) },
  }));
}

function record(input: ProbeInput, variant: Variant): object {
  const userName = variant.named === true ? (input.alias ?? "example-alias") : undefined;
  return {
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    eventType: "AwsConsoleSignIn",
    userIdentity: rootIdentity(input, userName),
    requestParameters: null,
    responseElements: { ConsoleLogin: variant.success ? "Success" : "Failure" },
    ...(variant.success ? {} : { errorMessage: "Failed authentication" }),
    additionalEventData: additionalData(input, variant),
  };
}

function additionalData(input: ProbeInput, { mfa }: Variant): object {
  const device = `arn:${input.partition}:iam::${input.accountId}:mfa/root-account-mfa-device`;
  return {
    LoginTo: "https://console.aws.amazon.com/console/home",
    MobileVersion: "No",
    ...(mfa === true ? { MFAIdentifier: device } : {}),
    MFAUsed: mfa === true ? "Yes" : "No",
  };
}

/** AWS prints "YES" as well as "Yes". A failure may say either, or nothing: then the field is not listed. */
function signInFields({ success, mfa, named }: Variant): Record<string, Field> {
  const used: Record<string, Field> = {};
  if (mfa !== undefined)
    used["detail.additionalEventData.MFAUsed"] = {
      kind: "one-of",
      values: mfa ? ["Yes", "YES"] : ["No", "NO"],
    };
  return {
    source: FIXED,
    "detail.eventSource": FIXED,
    "detail.eventName": FIXED,
    "detail.responseElements.ConsoleLogin": FIXED,
    "detail.errorMessage": success ? ABSENT : ANY_TEXT,
    "detail.userIdentity.userName": named === true ? ANY_TEXT : ABSENT,
    ...used,
  };
}
