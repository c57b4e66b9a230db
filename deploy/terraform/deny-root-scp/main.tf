# For the management account: a service control policy that denies every action to the root users of member accounts, and spares
# central root sessions (sts:AssumeRoot).

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "target_ids" {
  description = "Where it is attached: ou-... for a unit, r-... for the whole organization, or an account's number. Begin with one unit."
  type        = set(string)
  validation {
    condition     = length(var.target_ids) > 0
    error_message = "A policy that is attached nowhere denies nothing."
  }
}

variable "policy_name" {
  type    = string
  default = "deny-root"
}

resource "aws_organizations_policy" "deny_root" {
  name        = var.policy_name
  description = "Denies every action to root, except in central root sessions"
  type        = "SERVICE_CONTROL_POLICY"
  content = jsonencode({
    Version = "2012-10-17"
    # Each further condition would be a hole: all of a block must hold for the Deny to apply.
    Statement = [{
      Sid      = "DenyRoot"
      Effect   = "Deny"
      Action   = "*"
      Resource = "*"
      Condition = {
        # In every partition. Not StringEquals, which takes the stars literally and never matches.
        ArnLike = { "aws:PrincipalArn" = "arn:*:iam::*:root" }
        # "true": the key is absent, as it is for root itself. "false" would deny the sessions alone and let root through.
        Null = { "aws:AssumedRoot" = "true" }
      }
    }]
  })
}

resource "aws_organizations_policy_attachment" "deny_root" {
  for_each  = var.target_ids
  policy_id = aws_organizations_policy.deny_root.id
  target_id = each.value
}

output "policy_id" {
  description = "The policy's id in AWS Organizations."
  value       = aws_organizations_policy.deny_root.id
}
