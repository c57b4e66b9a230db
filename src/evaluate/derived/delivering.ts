// trail.delivering: whether what the trail records still arrives where it is kept; and the same for its log group.
import { ABSENT, type Value } from "../../condition/index.ts";
import { isUnknown, type Truth, unknownFact, type View } from "./kleene.ts";

const DAY = 86_400_000;

interface Delivery {
  readonly error: string;
  readonly at: string;
  /** Where to, in words. */
  readonly to: string;
}

const TO_BUCKET: Delivery = { error: "latestDeliveryError", at: "latestDeliveryAt", to: "" };
const TO_LOG_GROUP: Delivery = {
  error: "latestLogGroupDeliveryError",
  at: "latestLogGroupDeliveryAt",
  to: " to its log group",
};

/** False on an error, true on a delivery within a day before `asOf` (milliseconds); anything else proves nothing. */
export const deliveringOf = (trail: View, asOf: number): Truth => delivers(trail, TO_BUCKET, asOf);

/** The same for the log group the trail also writes to. */
export const feedsLogGroup = (trail: View, asOf: number): Truth => delivers(trail, TO_LOG_GROUP, asOf);

function delivers(trail: View, delivery: Delivery, asOf: number): Truth {
  const status = trail["status"] ?? ABSENT;
  if (isUnknown(status)) return status;
  const { [delivery.error]: error = ABSENT, [delivery.at]: at = ABSENT } = status as View;
  if (isUnknown(error)) return error;
  if (error !== ABSENT && error !== "") return false;
  return isUnknown(at) ? at : recent(trail, at, { delivery, asOf });
}

interface Judged {
  readonly delivery: Delivery;
  readonly asOf: number;
}

function recent(trail: View, at: Value, { delivery: { to }, asOf }: Judged): Truth {
  if (typeof at === "number" && at > asOf - DAY) return true;
  const when =
    typeof at === "number"
      ? `the last delivery${to} was at ${new Date(at).toISOString()}`
      : `nothing was delivered${to} yet`;
  const fact = `account.trails[${JSON.stringify(trail["arn"])}].status`;
  return unknownFact({
    fact,
    cause: "not-observable",
    reason: `${when}: whether the trail still delivers${to} is not known`,
  });
}
