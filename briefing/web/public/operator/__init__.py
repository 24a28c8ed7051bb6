"""The operator's page: who reads, what is on its way, how the sources are; behind a login."""

from briefing.web.public.operator.approving import ApprovalRoom, approval_part, build_of
from briefing.web.public.operator.pages import OperatorRoom, operator_part

__all__ = ["ApprovalRoom", "OperatorRoom", "approval_part", "build_of", "operator_part"]
