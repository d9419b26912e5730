"""Trying again by itself when Gong takes calls again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.retry_later import RetryLater
from gong_admin.ui.widgets.states import ErrorState

Show = Callable[..., QWidget]


def in_seconds(seconds: float) -> dt.datetime:
    return dt.datetime.now().astimezone() + dt.timedelta(seconds=seconds)


def spent_day(seconds: float) -> UserMessage:
    return UserMessage(
        Severity.WARNING,
        "Gong takes no more calls for now",
        "The company's limit is reached.",
        actions=(ActionKind.RETRY,),
        retry_at=in_seconds(seconds),
    )


def test_it_waits_when_pressed_and_not_any_more_when_pressed_again(shown: Show, qtbot: Any) -> None:
    moment = in_seconds(60)
    button = RetryLater(moment)
    shown(button)
    assert button.text().endswith(f"{moment:%H:%M}")
    button.click()
    assert button.waiting
    assert button.text().startswith("Will retry at")
    with qtbot.assertNotEmitted(button.due):
        button.look()
    button.click()
    assert not button.waiting
    assert button.text().startswith("Retry at")


def test_another_day_is_named(shown: Show) -> None:
    moment = in_seconds(30 * 3600)
    button = RetryLater(moment)
    shown(button)
    assert str(moment.year) in button.text()


@pytest.mark.parametrize("kind", [MessageBar, ErrorState])
def test_when_it_is_time_the_message_asks_for_a_retry(
    kind: type[MessageBar | ErrorState], shown: Show, qtbot: Any
) -> None:
    place = kind()
    shown(place)
    place.show_message(spent_day(-1))
    asked = place.action_triggered if isinstance(place, MessageBar) else place.chosen
    later, now = place.buttons()[:2]
    assert isinstance(later, RetryLater)
    assert now.text() == "Retry now"
    with qtbot.waitSignal(asked) as told:
        later.click()
    assert told.args == [ActionKind.RETRY]


@pytest.mark.parametrize("kind", [MessageBar, ErrorState])
def test_showing_the_same_message_again_does_not_end_the_waiting(
    kind: type[MessageBar | ErrorState], shown: Show
) -> None:
    place = kind()
    shown(place)
    message = spent_day(60)
    place.show_message(message)
    place.buttons()[0].click()
    place.show_message(message)
    later = place.buttons()[0]
    assert isinstance(later, RetryLater)
    assert later.waiting
