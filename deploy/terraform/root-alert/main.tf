# Mail on every sign-in of the account's root user, failed ones too, on what it does, and on password recovery.
# For the region where root sign-ins are recorded: us-east-1.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "alert_emails" {
  description = "Mailboxes that people read, such as security@example.com; not root's own. Their owners have to confirm."
  type        = set(string)
  validation {
    condition     = length(var.alert_emails) > 0
    error_message = "Without a subscriber nobody hears the alert."
  }
}

variable "read_only_calls" {
  description = "Also mail on calls that only read. A console session makes hundreds, and each account that rootproof reads with --access central makes about six a scan."
  type        = bool
  default     = false
}

variable "condition_on_source" {
  description = "Let EventBridge publish for these two rules only. AWS documents that EventBridge meets no condition in a topic's policy: switch on only with a drill after it; rootproof then says unknown, as it cannot see the drill."
  type        = bool
  default     = false
}

variable "outside_home_region" {
  description = "A further copy, for what root does in this other region; it sees no sign-in."
  type        = bool
  default     = false
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_iam_policy_document" "key" {
  # Leaves the key to IAM; rootproof's role reads this policy by it.
  statement {
    sid       = "AccountAdministers"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  # No aws:SourceArn or aws:SourceAccount: for encrypted topics EventBridge sends neither, and nothing would arrive.
  statement {
    sid       = "EventBridgeMayEncrypt"
    actions   = ["kms:GenerateDataKey*", "kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
  }
}

# A key of our own: EventBridge cannot use alias/aws/sns, whose policy nobody can change.
resource "aws_kms_key" "alert" {
  description         = "Encrypts the topic for alerts on root"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

resource "aws_sns_topic" "alert" {
  name              = "rootproof-root-alert"
  display_name      = "AWS root user"
  kms_master_key_id = aws_kms_key.alert.arn
}

data "aws_iam_policy_document" "topic" {
  # What it costs to do without a condition: somebody else's rule might send mail. It can silence none.
  statement {
    sid       = "EventBridgeMayPublish"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alert.arn]
    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
    dynamic "condition" {
      for_each = var.condition_on_source ? ["aws:SourceArn"] : []
      content {
        test     = "ArnEquals"
        variable = condition.value
        values   = values(aws_cloudwatch_event_rule.alert)[*].arn
      }
    }
    dynamic "condition" {
      for_each = var.condition_on_source ? ["aws:SourceAccount"] : []
      content {
        test     = "StringEquals"
        variable = condition.value
        values   = [data.aws_caller_identity.current.account_id]
      }
    }
  }
}

resource "aws_sns_topic_policy" "alert" {
  arn    = aws_sns_topic.alert.arn
  policy = data.aws_iam_policy_document.topic.json
}

# No filter policy: EventBridge sets no message attributes, so one on attributes would drop every alert.
resource "aws_sns_topic_subscription" "people" {
  for_each  = var.alert_emails
  topic_arn = aws_sns_topic.alert.arn
  protocol  = "email"
  endpoint  = each.value
}

locals {
  rules = {
    # No source, detail-type or event name: each of them leaves out a way to be root. MFA, result and alias vary from one sign-in
    # to the next, and are not named either. invokedBy is there when a service of AWS acts for the account.
    rootproof-root-alert = {
      description = "Sign-ins and calls of the root user"
      # ENABLED leaves out calls that only read.
      state = var.read_only_calls ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED"
      pattern = jsonencode({
        detail = { userIdentity = { type = ["Root"], invokedBy = [{ exists = false }] } }
      })
    }
    # By name, as its record may not say who asked. Only root has this way in.
    rootproof-root-password-recovery = {
      description = "Somebody is recovering the root user's password"
      state       = "ENABLED"
      pattern = jsonencode({
        detail = {
          eventSource = ["signin.amazonaws.com"]
          eventName   = ["PasswordRecoveryRequested", "PasswordRecoveryCompleted"]
        }
      })
    }
  }
}

resource "aws_cloudwatch_event_rule" "alert" {
  for_each      = local.rules
  name          = each.key
  description   = each.value.description
  state         = each.value.state
  event_pattern = each.value.pattern

  lifecycle {
    precondition {
      condition     = var.outside_home_region || data.aws_region.current.region == "us-east-1"
      error_message = "Root sign-ins are recorded in us-east-1 alone; a rule elsewhere never sees one."
    }
  }
}

# No role: with one, delivery to an encrypted topic may fail.
resource "aws_cloudwatch_event_target" "topic" {
  for_each  = aws_cloudwatch_event_rule.alert
  rule      = each.value.name
  target_id = "topic"
  arn       = aws_sns_topic.alert.arn
}

output "topic_arn" {
  description = "Subscribe further people here."
  value       = aws_sns_topic.alert.arn
}

output "rule_arn" {
  description = "The alert that rootproof judges."
  value       = aws_cloudwatch_event_rule.alert["rootproof-root-alert"].arn
}
