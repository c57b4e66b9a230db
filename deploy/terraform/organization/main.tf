# For the management account: the identity rootproof scans an organization with, from GitHub Actions, and the role it reads every
# member account with, in the units given and in every account that joins them.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "organizational_unit_ids" {
  description = "Units whose accounts get the role (ou-...); the root (r-...) for all. Units below are included."
  type        = set(string)
}

variable "github_organization" {
  description = "Owner of the repository whose workflow scans, such as example-org."
  type        = string
}

variable "github_organization_id" {
  description = "Its number: gh api repos/OWNER/NAME --jq .owner.id"
  type        = string
  validation {
    condition     = can(regex("^[0-9]+$", var.github_organization_id))
    error_message = "A number."
  }
}

variable "github_repository" {
  description = "Name of the repository, without its owner."
  type        = string
}

variable "github_repository_id" {
  description = "Its number: gh api repos/OWNER/NAME --jq .id"
  type        = string
  validation {
    condition     = can(regex("^[0-9]+$", var.github_repository_id))
    error_message = "A number."
  }
}

variable "github_ref" {
  description = "The only branch or tag whose workflows may scan."
  type        = string
  default     = "refs/heads/main"
  # A star would be taken literally by StringEquals: nobody could enter.
  validation {
    condition     = can(regex("^refs/(heads|tags)/[^*?:]+$", var.github_ref))
    error_message = "One full ref, such as refs/heads/main."
  }
}

variable "github_oidc_provider_arn" {
  description = "The account's provider for token.actions.githubusercontent.com if it has one; null to create it."
  type        = string
  default     = null
}

variable "scanner_role_name" {
  description = "Name of the identity that scans."
  type        = string
  default     = "rootproof-scanner"
}

variable "scanner_session_seconds" {
  description = "The longest session a workflow may ask for; a scan cannot outlive it."
  type        = number
  default     = 3600
}

variable "member_role_name" {
  description = "What rootproof is given as --role-name."
  type        = string
  default     = "rootproof-audit"
}

variable "external_id" {
  description = "What rootproof is then given as --external-id; null for none."
  type        = string
  default     = null
}

data "aws_partition" "current" {}

locals {
  provider_arn = coalesce(var.github_oidc_provider_arn, one(aws_iam_openid_connect_provider.github[*].arn))
}

# An account can have only one of these.
resource "aws_iam_openid_connect_provider" "github" {
  count          = var.github_oidc_provider_arn == null ? 1 : 0
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "TheWorkflow"
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [local.provider_arn]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }
    # Repositories made or renamed since July 2026 send the form with numbers. Once yours does, delete the
    # other: whoever takes over a name that was given up could send it.
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values = [
        "repo:${var.github_organization}/${var.github_repository}:ref:${var.github_ref}",
        "repo:${var.github_organization}@${var.github_organization_id}/${var.github_repository}@${var.github_repository_id}:ref:${var.github_ref}",
      ]
    }
  }
}

# From: rootproof permissions --org --document identity
data "aws_iam_policy_document" "scan" {
  statement {
    sid = "ReadAccount"
    actions = [
      "account:GetAccountInformation",
      "account:GetAlternateContact",
      "account:ListRegions",
    ]
    resources = ["*"]
  }

  statement {
    sid = "ReadCloudtrail"
    actions = [
      "cloudtrail:DescribeTrails",
      "cloudtrail:GetEventSelectors",
      "cloudtrail:GetTrailStatus",
      "cloudtrail:LookupEvents",
    ]
    resources = ["*"]
  }

  statement {
    sid = "ReadCloudwatch"
    actions = [
      "cloudwatch:DescribeAlarms",
    ]
    resources = ["*"]
  }

  statement {
    sid = "ReadEvents"
    actions = [
      "events:DescribeEventBus",
      "events:ListRules",
      "events:ListTargetsByRule",
    ]
    resources = ["*"]
  }

  statement {
    sid = "ReadIam"
    actions = [
      "iam:GenerateCredentialReport",
      "iam:GetAccountSummary",
      "iam:GetCredentialReport",
      "iam:ListAccountAliases",
      "iam:ListOrganizationsFeatures",
      "iam:ListVirtualMFADevices",
    ]
    resources = ["*"]
  }

  statement {
    sid = "ReadKms"
    actions = [
      "kms:DescribeKey",
      "kms:GetKeyPolicy",
    ]
    resources = ["*"]
  }

  statement {
    sid = "ReadLogs"
    actions = [
      "logs:DescribeMetricFilters",
    ]
    resources = ["*"]
  }

  statement {
    sid = "ReadOrganizations"
    actions = [
      "organizations:DescribeOrganization",
      "organizations:DescribePolicy",
      "organizations:ListAccounts",
      "organizations:ListAccountsForParent",
      "organizations:ListDelegatedAdministrators",
      "organizations:ListDelegatedServicesForAccount",
      "organizations:ListOrganizationalUnitsForParent",
      "organizations:ListPolicies",
      "organizations:ListRoots",
      "organizations:ListTargetsForPolicy",
    ]
    resources = ["*"]
  }

  statement {
    sid = "ReadSns"
    actions = [
      "sns:GetSubscriptionAttributes",
      "sns:GetTopicAttributes",
      "sns:ListSubscriptionsByTopic",
    ]
    resources = ["*"]
  }

  statement {
    sid       = "EnterWithTheRole"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:${data.aws_partition.current.partition}:iam::*:role/${var.member_role_name}"]
  }
}

resource "aws_iam_role" "scanner" {
  name                 = var.scanner_role_name
  description          = "rootproof scans the organization with it"
  max_session_duration = var.scanner_session_seconds
  assume_role_policy   = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "scanner" {
  name   = "rootproof-scanner"
  role   = aws_iam_role.scanner.id
  policy = data.aws_iam_policy_document.scan.json
}

# CloudFormation deploys to the members: Terraform alone would need a provider for each account, and miss the next one.
resource "aws_cloudformation_stack_set" "member_roles" {
  name             = "rootproof-audit-role"
  description      = "The role rootproof reads a member account with"
  permission_model = "SERVICE_MANAGED"
  call_as          = "SELF"
  capabilities     = ["CAPABILITY_NAMED_IAM"]
  template_body    = file("${path.module}/../../cloudformation/audit-role.yaml")

  parameters = {
    ScannerPrincipalArn = aws_iam_role.scanner.arn
    ExternalId          = var.external_id == null ? "" : var.external_id
    RoleName            = var.member_role_name
  }

  auto_deployment {
    enabled = true
    # An account that left is no longer ours to read.
    retain_stacks_on_account_removal = false
  }

  operation_preferences {
    failure_tolerance_percentage = 100
    max_concurrent_percentage    = 100
  }

  lifecycle {
    # AWS fills it in for service-managed sets, and every plan would want to empty it.
    ignore_changes = [administration_role_arn]
  }
}

resource "aws_cloudformation_stack_set_instance" "member_roles" {
  stack_set_name = aws_cloudformation_stack_set.member_roles.name
  call_as        = "SELF"

  deployment_targets {
    organizational_unit_ids = var.organizational_unit_ids
  }

  # One account that cannot take the role must not keep it from the others: the scan names those it did not reach.
  operation_preferences {
    failure_tolerance_percentage = 100
    max_concurrent_percentage    = 100
  }
}

output "scanner_role_arn" {
  description = "For role-to-assume of aws-actions/configure-aws-credentials."
  value       = aws_iam_role.scanner.arn
}
