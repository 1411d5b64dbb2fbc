"""The time of receipt is the receiver's own server's word, and nobody else's."""

from datetime import UTC, datetime

import pytest

from assessment.intake.post.received import received, trusted_time

OURS = ("kamk@sbst.example", "post@sbst.example")
AT = datetime(2024, 8, 21, 10, 3, tzinfo=UTC)
LATER = datetime(2024, 8, 21, 10, 4, tzinfo=UTC)
TOPMOST = (
    "from mx.sbst.example by mail.sbst.example with ESMTP id 7; Wed, 21 Aug 2024 12:04:00 +0200"
)
FIRST = (
    "from out.bakkedal.example (out.bakkedal.example [192.0.2.7])\r\n"
    "\tby mx.sbst.example (Postfix (3.4; tls)) with ESMTPS id ab;\r\n"
    "\tWed, 21 Aug 2024 12:03:00 +0200 (CEST)"
)
SENDERS = "from pc by out.bakkedal.example; Wed, 21 Aug 2024 11:58:00 +0200"
FORGED = "from pc by gammel.sbst.example; Tue, 20 Aug 2024 08:00:00 +0200"


@pytest.mark.parametrize(
    ("lines", "at", "by"),
    [
        ([TOPMOST, FIRST, SENDERS], AT, "mx.sbst.example"),
        ([FIRST, SENDERS, FORGED], AT, "mx.sbst.example"),
        ([FIRST, FORGED], AT, "mx.sbst.example"),
        ([TOPMOST, "by mx.sbst.example; no date", SENDERS], LATER, "mail.sbst.example"),
        ([SENDERS, FORGED], datetime(2024, 8, 21, 9, 58, tzinfo=UTC), "out.bakkedal.example"),
        (["by cloud.example; yesterday", SENDERS], datetime(2024, 8, 21, 9, 58, tzinfo=UTC), "out.bakkedal.example"),
        (["from localhost (localhost [127.0.0.1]) by mx.sbst.example; Wed, 21 Aug 2024 12:04:00 +0200", FIRST], AT, "mx.sbst.example"),
        (["from filter (unknown [9.9.9.9]) by mx.sbst.example; Wed, 21 Aug 2024 12:04:00 +0200", FIRST], LATER, "mx.sbst.example") ,
        (["from exch.sbst.local (10.1.2.3) by MAIL.SBST.EXAMPLE. with SMTP; Wed, 21 Aug 2024 12:04:00 +0200", FIRST], AT, "mx.sbst.example"),
        (["from a by mx.notsbst.example; Wed, 21 Aug 2024 12:04:00 +0200", FIRST], LATER, "mx.notsbst.example"),
        (["(qmail 7 invoked by uid 0); 21 Aug 2024 10:04:00 -0000"], LATER, "en server uden navn"),
        (["by mx.sbst.example; for <a;b@sbst.example>; Wed, 21 Aug 2024 12:04:00 +0200;"], LATER, "mx.sbst.example"),
    ],
    ids=[
        "earliest of the receiver's own", "forged below the sender's", "forged right below the receiver's",
        "own line without a date", "hosted mailbox", "topmost without a date", "own filter on the same machine",
        "public address without a name", "inner network", "domain that ends alike", "no host named",
        "several semicolons",
    ],
)  # fmt: skip
def test_receivers_first_server_decides(lines, at, by):
    assert received(lines, OURS) == (at, f"Received-linjen fra {by}")


def test_without_known_mailboxes_the_topmost_line_decides():
    assert received([TOPMOST, FIRST], ()) == (LATER, "Received-linjen fra mail.sbst.example")


@pytest.mark.parametrize("lines", [[], [""], ["by mx.sbst.example"], [";;;", "((("]])
def test_no_time_is_guessed(lines):
    assert received(lines, OURS) == (None, "")


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("Wed, 21 Aug 2024 12:03:00 +0200", AT),
        ("Sun, 21 Aug 2024 12:03:00 +0200", AT),
        ("ons, 21 Aug 2024 12:03:00 +0200", AT),
        ("21 Aug 24 10:03 GMT", AT),
        ("Wed Aug 21 12:03:00 2024 +0200", AT),
        ("Wed, 21 Aug 2024 06:03:00 EDT", AT),
        ("Wed, 21 Aug 2024 12:02:60 +0200", datetime(2024, 8, 21, 10, 2, 59, tzinfo=UTC)),
        ("Wed, 21 Aug 2024 10:03:00 -0000 (UTC)", AT),
        ("Wed, 21 Aug 2024 12:03:00", None),
        ("Wed, 21 Aug 2024 12:03:00 CEST", None),
        ("Wed, 21 Aug 2024 12:03:00 +9999", None),
        ("Wed, 32 Aug 2024 12:03:00 +0200", None),
        ("Wed, 21 Aug 2024 25:03:00 +0200", None),
        ("Wed, 21 Aug 1724 12:03:00 +0200", None),
        ("Wed, 21 Aug 99999 12:03:00 +0200", None),
        ("i går +0200", None),
        ("", None),
    ],
)
def test_time_is_trusted_only_with_a_zone_and_a_date_there_is(value, at):
    assert trusted_time(value) == at
