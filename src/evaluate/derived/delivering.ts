// trail.delivering: whether what the trail records still arrives where it is kept.
import { ABSENT, type Value } from "../../condition/index.ts";
import { isUnknown, type Truth, unknownFact, type View } from "./kleene.ts";

const DAY = 86_400_000;

/** False on an error, true on a delivery within a day before `asOf` (milliseconds); anything else proves nothing. */
export function deliveringOf(trail: View, asOf: number): Truth {
  const status = trail["status"] ?? ABSENT;
  if (isUnknown(status)) return status;
  const { latestDeliveryError: error = ABSENT, latestDeliveryAt: at = ABSENT } = status as View;
  if (isUnknown(error)) return error;
  if (error !== ABSENT && error !== "") return false;
  return isUnknown(at) ? at : recent(trail, at, asOf);
}

function recent(trail: View, at: Value, asOf: number): Truth {
  if (typeof at === "number" && at > asOf - DAY) return true;
  const when =
    typeof at === "number"
      ? `the last delivery was at ${new Date(at).toISOString()}`
      : "nothing was delivered yet";
  const fact = `account.trails[${JSON.stringify(trail["arn"])}].status`;
  return unknownFact({
    fact,
    cause: "not-observable",
    reason: `${when}: whether the trail still delivers is not known`,
  });
}
