// What AWS answers when it does not do what was asked. The names of the errors that every service shares differ
// by protocol and, for a few services, by service: the tables below hold them, so that no operation has to know.

export interface AwsErrorDetails {
  readonly headers?: Readonly<Record<string, string>>;
  readonly fields?: Readonly<Record<string, string>>;
}

/** An answer with a code of the service's own. Thrown by operations, written by the protocols. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: AwsErrorDetails;

  constructor(code: string, message: string, status = 400, details: AwsErrorDetails = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

export type CommonError =
  | "accessDenied"
  | "throttled"
  | "expired"
  | "unknownKey"
  | "unsigned"
  | "unknownOperation"
  | "skewed"
  | "validation";

type Names = Readonly<Record<CommonError, readonly [code: string, status: number]>>;

const query: Names = {
  accessDenied: ["AccessDenied", 403],
  throttled: ["Throttling", 400],
  expired: ["ExpiredToken", 403],
  unknownKey: ["InvalidClientTokenId", 403],
  unsigned: ["MissingAuthenticationToken", 403],
  unknownOperation: ["InvalidAction", 400],
  skewed: ["SignatureDoesNotMatch", 403],
  validation: ["ValidationError", 400],
};

const json: Names = {
  accessDenied: ["AccessDeniedException", 400],
  throttled: ["ThrottlingException", 400],
  expired: ["ExpiredTokenException", 400],
  unknownKey: ["UnrecognizedClientException", 400],
  unsigned: ["MissingAuthenticationTokenException", 403],
  unknownOperation: ["UnknownOperationException", 400],
  skewed: ["InvalidSignatureException", 400],
  validation: ["ValidationException", 400],
};

const restJson: Names = {
  ...json,
  accessDenied: ["AccessDeniedException", 403],
  throttled: ["TooManyRequestsException", 429],
  expired: ["ExpiredTokenException", 403],
  unknownKey: ["UnrecognizedClientException", 403],
  unknownOperation: ["UnknownOperationException", 404],
  skewed: ["InvalidSignatureException", 403],
};

const byService: Readonly<Record<string, Partial<Names>>> = {
  sns: { accessDenied: ["AuthorizationError", 403], throttled: ["Throttled", 429] },
  organizations: { throttled: ["TooManyRequestsException", 400], validation: ["InvalidInputException", 400] },
};

export type Family = "query" | "json" | "rest-json";

const families: Readonly<Record<Family, Names>> = { query, json, "rest-json": restJson };

/** One of the errors that every service has, under the name and status that this service gives it. */
export function commonError(
  kind: CommonError,
  from: { service: string; family: Family },
  message: string,
): AwsError {
  const [code, status] = byService[from.service]?.[kind] ?? families[from.family][kind];
  return new AwsError(code, message, status);
}
