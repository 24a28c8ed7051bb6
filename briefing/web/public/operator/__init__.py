"""The operator's page: who reads, what is on its way, how the sources are; behind a login."""

from briefing.web.public.operator.approving import ApprovalRoom, approval_part, approval_path
from briefing.web.public.operator.pages import OperatorRoom, operator_part

__all__ = ["ApprovalRoom", "OperatorRoom", "approval_part", "approval_path", "operator_part"]
