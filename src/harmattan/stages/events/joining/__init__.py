"""Joining: which accounts, of whatever report or data set, tell of one happening."""

from harmattan.stages.events.joining.account import Account, account_of_record
from harmattan.stages.events.joining.join import Joined, JoinSettings, join_accounts
from harmattan.stages.events.joining.pins import settle

__all__ = ["Account", "JoinSettings", "Joined", "account_of_record", "join_accounts", "settle"]
