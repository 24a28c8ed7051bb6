"""The operator's page: who reads, what is on its way, how the sources are; behind a login."""

from briefing.web.public.operator.pages import OperatorRoom, operator_part

__all__ = ["OperatorRoom", "operator_part"]
