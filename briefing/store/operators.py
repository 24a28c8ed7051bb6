"""Operators and their logins on SQL, and how many people read: what the operator's page asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Engine, delete, func, insert, select, update

from briefing.model.subscriber import ConsentEvent, SubscriptionState
from briefing.ports.operating import Account, DayOfGrowth, TopicAudience
from briefing.store.instants import EPOCH, from_ticks, to_ticks
from briefing.store.tables.subscribers import account, consent, login, subscription

A_DAY = timedelta(days=1) // timedelta(microseconds=1)
JOINED = (ConsentEvent.CONFIRMED, ConsentEvent.IMPORTED, ConsentEvent.ADDED)
LEFT = (ConsentEvent.UNSUBSCRIBED, ConsentEvent.ERASED)


@dataclass(frozen=True, slots=True)
class SqlAccounts:
    """Implements `ports.operating.Accounts`."""

    engine: Engine

    def save_account(self, name: str, password_hash: str, *, at: datetime) -> None:
        """Add an operator, or give one a new password, which ends all their logins."""
        with self.engine.begin() as connection:
            known = connection.execute(select(account.c.id).where(account.c.name == name)).scalar()
            if known is None:
                row = {"name": name, "password_hash": password_hash, "created_at": to_ticks(at)}
                connection.execute(insert(account), row)
                return
            mine = account.c.id == known
            connection.execute(update(account).where(mine).values(password_hash=password_hash))
            connection.execute(delete(login).where(login.c.account_id == known))

    def load_account(self, name: str) -> Account | None:
        """Return the operator of that name."""
        return next((one for one in self.load_accounts() if one.name == name), None)

    def load_accounts(self) -> Sequence[Account]:
        """Return all operators, by name."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(account).order_by(account.c.name)).all()
        return [Account(r.id, r.name, r.password_hash, from_ticks(r.created_at)) for r in rows]

    def remove_account(self, name: str) -> bool:
        """Remove an operator with their logins; return whether there was one."""
        mine = select(account.c.id).where(account.c.name == name).scalar_subquery()
        with self.engine.begin() as connection:
            connection.execute(delete(login).where(login.c.account_id == mine))
            return connection.execute(delete(account).where(account.c.name == name)).rowcount > 0

    def save_login(
        self, account_id: int, token_hash: str, *, at: datetime, expires_at: datetime
    ) -> None:
        """Keep a login; those that have expired go."""
        row = {
            "token_hash": token_hash,
            "account_id": account_id,
            "created_at": to_ticks(at),
            "expires_at": to_ticks(expires_at),
        }
        with self.engine.begin() as connection:
            connection.execute(delete(login).where(login.c.expires_at <= to_ticks(at)))
            connection.execute(insert(login), row)

    def load_login(self, token_hash: str, *, at: datetime) -> Account | None:
        """Return whose login it is, unless it has expired."""
        query = (
            select(account)
            .join(login, login.c.account_id == account.c.id)
            .where(login.c.token_hash == token_hash, login.c.expires_at > to_ticks(at))
        )
        with self.engine.connect() as connection:
            r = connection.execute(query).first()
        return Account(r.id, r.name, r.password_hash, from_ticks(r.created_at)) if r else None

    def remove_login(self, token_hash: str) -> None:
        """End a login."""
        with self.engine.begin() as connection:
            connection.execute(delete(login).where(login.c.token_hash == token_hash))


@dataclass(frozen=True, slots=True)
class SqlAudience:
    """Implements `ports.operating.Audience`."""

    engine: Engine

    def count_subscribers(self) -> int:
        """Return how many people have at least one confirmed subscription."""
        confirmed = subscription.c.state == SubscriptionState.CONFIRMED
        query = select(func.count(func.distinct(subscription.c.subscriber_id))).where(confirmed)
        with self.engine.connect() as connection:
            return connection.execute(query).scalar() or 0

    def load_audiences(self) -> Sequence[TopicAudience]:
        """Return each topic's subscriptions, by topic."""
        key = (subscription.c.topic, subscription.c.state, subscription.c.frequency)
        query = select(*key, func.count().label("many")).group_by(*key)
        counts: Counter[tuple[str, str]] = Counter()
        with self.engine.connect() as connection:
            for row in connection.execute(query):
                counts[row.topic, row.state] += row.many
                if row.state == SubscriptionState.CONFIRMED:
                    counts[row.topic, row.frequency] += row.many
        return [
            TopicAudience(
                topic,
                counts[topic, SubscriptionState.CONFIRMED],
                counts[topic, SubscriptionState.UNCONFIRMED],
                counts[topic, SubscriptionState.UNSUBSCRIBED],
                counts[topic, "weekly"],
            )
            for topic in sorted({topic for topic, _ in counts})
        ]

    def load_growth(self, since: date) -> Sequence[DayOfGrowth]:
        """Return the days from `since` on, of each topic, on which anybody came or went."""
        day = (consent.c.at // A_DAY).label("day")
        first = to_ticks(datetime.combine(since, time(), UTC))
        query = (
            select(consent.c.topic, day, consent.c.event, func.count().label("many"))
            .where(consent.c.at >= first, consent.c.event.in_([*JOINED, *LEFT]))
            .group_by(consent.c.topic, day, consent.c.event)
        )
        counts: Counter[tuple[str, int, bool]] = Counter()
        with self.engine.connect() as connection:
            for row in connection.execute(query):
                counts[row.topic, row.day, row.event in JOINED] += row.many
        return [
            DayOfGrowth(
                topic,
                (EPOCH + timedelta(days=number)).date(),
                counts[topic, number, True],
                counts[topic, number, False],
            )
            for topic, number in sorted({(topic, number) for topic, number, _ in counts})
        ]
