"""Who: places and their bureaus, offices, schools, people; what was done by whom; messages out."""

from districts.models.channels import Channel, ChannelAccount, Post
from districts.models.delegations import Delegation
from districts.models.messages import Message
from districts.models.people import Membership, Role, User
from districts.models.places import District, Office, Ownership, School, Stage
from districts.models.trail import AuditEntry

__all__ = [
    "AuditEntry",
    "Channel",
    "ChannelAccount",
    "Delegation",
    "District",
    "Membership",
    "Message",
    "Office",
    "Ownership",
    "Post",
    "Role",
    "School",
    "Stage",
    "User",
]
