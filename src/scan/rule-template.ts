// What `rootproof rules new` writes: a rule that loads and cases that hold, ready to be changed.

/** The rule file. */
export const ruleTemplate = (id: string): string => `id: ${id}
title: The account has an alias
severity: low
scope: account
rationale: >-
  What an attacker gains where this does not hold.
limits: What the rule cannot know.
passesWhen: |
  account.aliases.exists(alias, alias != "")
message: the account has no alias
remediation:
  - step: What to do.
    command: aws iam create-account-alias --account-alias example
references:
  - title: Where the fact comes from
    url: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html
`;

/** Its cases. */
export const casesTemplate = (): string => `cases:
  - name: an alias
    account:
      aliases: [example]
    expect:
      outcome: pass
      message: The account has an alias
  - name: none
    account:
      aliases: []
    expect:
      outcome: fail
      message: the account has no alias
  - name: refused
    account:
      aliases: { state: denied }
    expect:
      outcome: unknown
      message: "could not be judged: account.aliases: permission, AccessDenied"
      missing: [account.aliases]
`;
