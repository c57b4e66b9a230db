// What a scan must say: the story's own word, corrected for where the account stands and how the organization is set.
import type { OrganizationExpectations } from "./options.ts";
import type { Expected, Expectations } from "./stories/story.ts";
import type { World } from "./world/world.ts";

/** Most stories are silent on root's credentials; in an account of its own the ordinary root has a hardware token. */
function mfaKind(world: World, index: number, told: Expected): Expected {
  const { at, standingOf, state } = world.population;
  if (told !== "not-applicable" || standingOf(index) !== "standalone") return told;
  return state(at(index)).root.hardwareMfa.length > 0 ? "pass" : told;
}

function byPolicy(world: World, index: number, told: Expected): Expected {
  const { organization, population } = world;
  if (population.standingOf(index) !== "member") return "not-applicable";
  const speaks = told !== "not-applicable" && told !== "unknown";
  return speaks && organization?.settings.serviceControlPolicies === false ? "fail" : told;
}

type Correction = (world: World, index: number, told: Expected) => Expected;

/** The rules whose outcome hangs on more than the story. */
const corrections: Readonly<Record<string, Correction>> = {
  "root-mfa-not-virtual": mfaKind,
  "root-denied-by-scp": byPolicy,
};

export function expectationsOf(world: World, index: number): Expectations {
  const { expects } = world.population.storyOf(index);
  const corrected = Object.entries(expects).map(([rule, told]) => {
    const correct = corrections[rule];
    return [rule, correct ? correct(world, index, told) : told] as const;
  });
  return Object.fromEntries(corrected);
}

function judged(good: boolean): Expected {
  return good ? "pass" : "fail";
}

/** Central root features need all features and trusted access for IAM: off is off, whatever the reason. */
export function organizationExpectations({ organization }: World): OrganizationExpectations {
  if (!organization) {
    return {
      "organization-all-features": "fail",
      "service-control-policies-enabled": "not-applicable",
      "root-credentials-management-enabled": "not-applicable",
      "root-sessions-enabled": "not-applicable",
    };
  }
  const { allFeatures, serviceControlPolicies, trustedAccess, ...features } = organization.settings;
  const possible = allFeatures && trustedAccess.includes("iam.amazonaws.com");
  return {
    "organization-all-features": judged(allFeatures),
    "service-control-policies-enabled": judged(serviceControlPolicies),
    "root-credentials-management-enabled": judged(possible && features.rootCredentialsManagement),
    "root-sessions-enabled": judged(possible && features.rootSessions),
  };
}
