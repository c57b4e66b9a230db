# The role rootproof reads one account with. It can read and cannot change anything.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "scanner_principal_arn" {
  description = "ARN of the role or user that scans, such as arn:aws:iam::111122223333:role/rootproof-scanner. It must exist already."
  type        = string
  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/[\\w+=,.@/-]+$", var.scanner_principal_arn))
    error_message = "The ARN of a role or a user, not of a session or of root."
  }
}

variable "external_id" {
  description = "What rootproof is then given as --external-id; null for none."
  type        = string
  default     = null
}

variable "role_name" {
  description = "What rootproof is given as --role-name."
  type        = string
  default     = "rootproof-audit"
}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "TheScanner"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [var.scanner_principal_arn]
    }
    dynamic "condition" {
      for_each = var.external_id == null ? [] : [var.external_id]
      content {
        test     = "StringEquals"
        variable = "sts:ExternalId"
        values   = [condition.value]
      }
    }
  }
}

# From: rootproof permissions --org --document role
data "aws_iam_policy_document" "read" {
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
    sid = "ReadSns"
    actions = [
      "sns:GetSubscriptionAttributes",
      "sns:GetTopicAttributes",
      "sns:ListSubscriptionsByTopic",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role" "audit" {
  name               = var.role_name
  description        = "rootproof reads this account with it"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "audit" {
  name   = "rootproof-audit"
  role   = aws_iam_role.audit.id
  policy = data.aws_iam_policy_document.read.json
}

output "role_arn" {
  description = "The role that rootproof assumes here."
  value       = aws_iam_role.audit.arn
}
