"""The verbs of the paper's way out: issue, render, sign, publish."""

from circulars.services.disclosing import set_disclosure
from circulars.services.issuing import issue_plan, paper_to_issue
from circulars.services.numbers import begin_register, reserve_number, use_number_elsewhere, void_number
from circulars.services.publishing import publish_circular, withdraw_circular
from circulars.services.queue import render_waiting
from circulars.services.rendering import render_again, render_circular
from circulars.services.repealing import repeal_circular, restore_circular
from circulars.services.seals import give_seal, take_seal_out_of_use
from circulars.services.signing import sign_for
from circulars.services.verifying import faults_of
from circulars.services.work_papers import (
    ask_for_every_school,
    ask_for_paper,
    go_on_with_batch,
    stop_batch,
)

__all__ = [
    "ask_for_every_school",
    "ask_for_paper",
    "begin_register",
    "faults_of",
    "give_seal",
    "go_on_with_batch",
    "issue_plan",
    "paper_to_issue",
    "publish_circular",
    "render_again",
    "render_circular",
    "render_waiting",
    "repeal_circular",
    "reserve_number",
    "restore_circular",
    "set_disclosure",
    "sign_for",
    "stop_batch",
    "take_seal_out_of_use",
    "use_number_elsewhere",
    "void_number",
    "withdraw_circular",
]
