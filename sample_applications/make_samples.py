"""Make the sample applications from texts/: `python sample_applications/make_samples.py`.

The same texts always give the same bytes.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # a script finds its own folder alone

from docx.document import Document  # noqa: E402 - after the path is set, like those below

from assessment import criteria_file  # noqa: E402
from assessment.domain.rules.scheme import Scheme  # noqa: E402
from assessment.domain.words.wording import date_time  # noqa: E402
from assessment.notes.word import to_bytes  # noqa: E402
from sample_applications import markup  # noqa: E402
from sample_applications.filled_form import filled_form, run_of  # noqa: E402
from sample_applications.letter import Manner, letter  # noqa: E402
from sample_applications.mail import message  # noqa: E402
from sample_applications.sample import (  # noqa: E402
    Mail,
    Sample,
    load_later_mails,
    load_samples,
)
from sample_applications.table_form import table_form  # noqa: E402

ROUND = "demo"
_MANNERS = {
    "04-strandby-kommune": Manner(
        "Times New Roman", 0, facts_in_table=False, titles={"1": "Om os"}
    ),
    "13-huset-sila": Manner(
        "Georgia",
        1,
        facts_in_table=True,
        titles={
            "1": "Om huset",
            "2": "Det formelle",
            "4": "Menneskene",
            "5": "Er vi klar?",
            "6": "Borgerne",
            "8": "Underskrift",
        },
    ),
}
_GENERATED = re.compile(r"(?<=<!-- made by make_samples.py -->\n).*?(?=<!-- end -->)", re.DOTALL)
_HEADER = (
    "File",
    "Layout",
    "Filled fields",
    "What it shows",
    "Received",
    "Not simply met",
    "Flags",
)


def make_all() -> dict[str, bytes]:
    """Every file of this folder that is made, by its name."""
    scheme = criteria_file.load(HERE.parent / "criteria.yaml")
    samples = load_samples()
    made = {sample.file: _undated(to_bytes(_write(sample, scheme))) for sample in samples}
    mails = {_mail_name(each): _mail(each, made[each.file]) for each in samples if each.mail}
    mails |= {f"mails/{name}.eml": _later_mail(each) for name, each in load_later_mails()}
    return made | mails | {"received.csv": _received(samples), "README.md": _readme(samples)}


def _mail_name(sample: Sample) -> str:
    return f"mails/{sample.stem}.eml"


def _mail(sample: Sample, application: bytes) -> bytes:
    mail = sample.mail or Mail("", "")
    return message(
        sender=f"{sample.author} <{sample.text('1.7.email')}>",
        subject=mail.subject,
        body=mail.body,
        sent=datetime.fromisoformat(mail.sent),
        received=sample.received,
        attachments={sample.file: application, **mail.attachments},
    )


def _later_mail(mail: Mail) -> bytes:
    return message(
        sender=mail.sender,
        subject=mail.subject,
        body=mail.body,
        sent=datetime.fromisoformat(mail.sent),
        received=datetime.fromisoformat(mail.received),
        attachments=mail.attachments,
    )


def _write(sample: Sample, scheme: Scheme) -> Document:
    if sample.layout == "form":
        document = filled_form(sample, scheme, scheme.round(ROUND))
    elif sample.layout == "table":
        document = table_form(sample, scheme.form)
    else:
        document = letter(sample, scheme.form, _MANNERS[sample.stem])
    if leave_traces := _TRACES.get(sample.stem):
        leave_traces(document, sample)
    return document


def _edited(document: Document, sample: Sample) -> None:
    """Leave a tracked change in one answer and a comment in another."""
    markup.track_change(
        run_of(document, "5.3"),
        inserted="cirka 20 timer",
        deleted="alt for mange timer",
        author=sample.text("1.8.navn"),
        at=sample.written,
    )
    markup.comment(
        document,
        run_of(document, "6.4"),
        "Husk at spørge Sømandskirken, før vi sender. /Naja",
        author=sample.author,
        at=sample.written,
    )


def _footnoted(document: Document, _: Sample) -> None:
    """Leave a footnote at the first paragraph on the target group."""
    paragraph = next(each for each in document.paragraphs if each.text.startswith("Lad os begynde"))
    markup.footnote(document, paragraph, "Husets egne optegnelser 2023-2025.")


_TRACES = {"05-fonden-havnelyset": _edited, "13-huset-sila": _footnoted}


def _undated(document: bytes) -> bytes:
    """Pack the file anew with 1980 for the time of packing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _received(samples: Sequence[Sample]) -> bytes:
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(("file", "received"))
    for sample in samples:  # a message tells its time of receipt itself
        if sample.mail:
            rows.writerow((_mail_name(sample), ""))
        else:
            rows.writerow((sample.file, sample.received.isoformat()))
    rows.writerows((f"mails/{name}.eml", "") for name, _ in load_later_mails())
    return table.getvalue().encode()


def _readme(samples: Sequence[Sample]) -> bytes:
    lines = [_HEADER, ("---",) * len(_HEADER), *map(_readme_row, samples)]
    table = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
    text = (HERE / "README.md").read_text(encoding="utf-8")
    return _GENERATED.sub(lambda _: table, text).encode()


def _readme_row(sample: Sample) -> Sequence[str]:
    proposals = [f"{key} {outcome}" for key, outcome in sample.expected.proposals.items()]
    return (
        sample.file,
        sample.layout,
        str(len(sample.answers)),
        sample.shows,
        f"{date_time(sample.received)}, {sample.expected.timing}",
        ", ".join(proposals) or "–",
        ", ".join(sample.expected.flags) or "–",
    )


def main() -> None:
    """Write every file that is not already as it should be."""
    for name, content in make_all().items():
        path = HERE / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            print(f"made {name}")


if __name__ == "__main__":
    main()
