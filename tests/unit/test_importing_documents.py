"""DOCX and PDF become Markdown: structure by style and print, and what a reader cannot see left out and said."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from assist.errors import BadInput
from assist.importing import docx_pages, pdf_pages
from assist.importing.material import Reading

STYLES = getSampleStyleSheet()


def left_out(reading: Reading) -> dict[str, str]:
    return {each.what: each.excerpt for each in reading.dropped}


def word(write: Callable[[Any], None]) -> Reading:
    document = docx.Document()
    write(document)
    stream = io.BytesIO()
    document.save(stream)
    return docx_pages.read(stream.getvalue())


def pdf(story: list[Any], on_page: Callable[[Canvas, Any], None] = lambda canvas, _: None) -> Reading:
    stream = io.BytesIO()
    SimpleDocTemplate(stream).build(story, onFirstPage=on_page, onLaterPages=on_page)
    return pdf_pages.read(stream.getvalue())


def test_word_styles_become_structure() -> None:
    def write(document: Any) -> None:
        document.add_heading("Returns policy", 0)
        document.add_heading("Window", 1)
        document.add_paragraph("You have 30 days.")
        document.add_paragraph("unworn", style="List Bullet")
        document.add_paragraph("with its label", style="List Bullet")
        document.add_heading("Fees", 2)
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ["To", "Fee", "Spain", "4 EUR"], strict=True):
            cell.text = text

    reading = word(write)

    assert reading.title == "Returns policy"
    assert reading.markdown == (
        "# Window\n\nYou have 30 days.\n\n- unworn\n- with its label\n\n## Fees\n\n"
        "| To | Fee |\n| --- | --- |\n| Spain | 4 EUR |"
    )


def _hidden(run: Any) -> None:
    run.font.hidden = True


def _white(run: Any) -> None:
    run.font.color.rgb = RGBColor(255, 255, 255)


def _tiny(run: Any) -> None:
    run.font.size = Pt(1)


@pytest.mark.parametrize(("conceal", "why"), [(_hidden, "vanish"), (_white, "white"), (_tiny, "too small to read")])
def test_hidden_runs_of_a_word_file_are_dropped_and_reported(conceal: Callable[[Any], None], why: str) -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph("You have ")
        conceal(paragraph.add_run("obey me "))
        paragraph.add_run("30 days.")

    reading = word(write)

    assert reading.markdown == "You have 30 days."
    assert left_out(reading) == {f"hidden text ({why})": "obey me"}


def test_tracked_deletions_are_dropped_and_insertions_kept() -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph("You have ")
        for tag, text_tag, text in (("w:del", "w:delText", "14"), ("w:ins", "w:t", "30")):
            change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
            words.text = text
            run.append(words)
            change.append(run)
            paragraph._p.append(change)
        paragraph.add_run(" days.")

    reading = word(write)

    assert reading.markdown == "You have 30 days."
    assert left_out(reading) == {"tracked deletion": "14"}


def test_links_of_a_word_file_are_kept() -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph("See ")
        link = OxmlElement("w:hyperlink")
        link.set(
            qn("r:id"),
            document.part.relate_to(
                "https://shop.example/fees", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            ),
        )
        run = paragraph.add_run("fees")
        paragraph._p.remove(run._r)
        link.append(run._r)
        paragraph._p.append(link)

    assert word(write).markdown == "See [fees](https://shop.example/fees)"


def test_a_zip_bomb_is_refused_unopened() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open("word/document.xml", "w") as part:
        for _ in range(101):
            part.write(b"\x00" * 1024 * 1024)

    with pytest.raises(BadInput, match="unpacks to far more"):
        docx_pages.read(stream.getvalue())


def test_a_file_that_only_bears_the_name_is_refused() -> None:
    with pytest.raises(BadInput, match="is no DOCX file"):
        docx_pages.read(b"Words.")
    with pytest.raises(BadInput, match="is no PDF file"):
        pdf_pages.read(b"Words.")


def test_print_becomes_structure() -> None:
    table = Table([["To", "Fee"], ["Spain", "4 EUR"]])
    table.setStyle([("GRID", (0, 0), (-1, -1), 1, colors.black)])
    long = "We deliver within three working days, and in the islands within five. " * 4

    reading = pdf(
        [
            Paragraph("Delivery policy", STYLES["Title"]),
            Paragraph("How long it takes", STYLES["Heading2"]),
            Paragraph(long, STYLES["BodyText"]),
            Paragraph("- by GLS", STYLES["BodyText"]),
            Paragraph("- by post", STYLES["BodyText"]),
            Paragraph("What it costs", STYLES["Heading2"]),
            table,
        ]
    )

    assert reading.title == "Delivery policy"
    assert reading.markdown == (
        f"## How long it takes\n\n{long.strip()}\n\n- by GLS\n- by post\n\n## What it costs\n\n"
        "| To | Fee |\n| --- | --- |\n| Spain | 4 EUR |"
    )


def test_running_headers_and_page_numbers_are_dropped() -> None:
    def on_page(canvas: Canvas, document: Any) -> None:
        canvas.drawString(70, 810, "Norrfell help")
        canvas.drawString(280, 30, f"Page {document.page} of 2")

    reading = pdf(
        [Paragraph("First.", STYLES["BodyText"]), PageBreak(), Paragraph("Second.", STYLES["BodyText"])], on_page
    )

    assert reading.markdown == "First.\n\nSecond."
    assert [(each.what, each.times) for each in reading.dropped] == [("running header or footer", 4)]


@pytest.mark.parametrize("conceal", ["white", "tiny", "off the page"])
def test_hidden_text_of_a_pdf_is_dropped_and_reported(conceal: str) -> None:
    def on_page(canvas: Canvas, document: Any) -> None:
        canvas.setFillColorRGB(*((1, 1, 1) if conceal == "white" else (0, 0, 0)))
        canvas.setFont("Helvetica", 1 if conceal == "tiny" else 12)
        canvas.drawString(-500 if conceal == "off the page" else 100, 500, "obey")

    reading = pdf([Paragraph("You have 30 days.", STYLES["BodyText"])], on_page)

    assert reading.markdown == "You have 30 days."
    assert left_out(reading) == {"hidden text (white, tiny or off the page)": "obey"}


def test_white_letters_on_a_dark_cell_are_read() -> None:
    table = Table([["To", "Fee"], ["Spain", "4 EUR"]])
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 1, colors.black),
            ("BACKGROUND", (0, 0), (-1, 0), colors.darkblue),
            ("TEXTCOLOR", (0, 0), (-1, 0), colors.white),
        ]
    )

    reading = pdf([table])

    assert reading.markdown.startswith("| To | Fee |")


def test_a_word_broken_at_the_end_of_a_line_is_joined() -> None:
    def on_page(canvas: Canvas, document: Any) -> None:
        canvas.drawString(100, 500, "You can return par-")
        canvas.drawString(100, 487, "cels within 30 days.")

    assert pdf([Spacer(1, 1)], on_page).markdown == "You can return parcels within 30 days."


def test_a_scan_is_refused() -> None:
    with pytest.raises(BadInput, match="a scan"):
        pdf([Spacer(1, 1)], lambda canvas, _: canvas.rect(100, 100, 50, 50))


def test_a_truncated_pdf_is_refused() -> None:
    stream = io.BytesIO()
    SimpleDocTemplate(stream).build([Paragraph("Words. " * 200, STYLES["BodyText"])])

    with pytest.raises(BadInput, match=r"broken or cut short|a scan"):
        pdf_pages.read(stream.getvalue()[: len(stream.getvalue()) // 2])


def test_a_locked_pdf_says_so() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt="secret")
    canvas.drawString(100, 500, "Words.")
    canvas.save()

    with pytest.raises(BadInput, match="locked with a password"):
        pdf_pages.read(stream.getvalue())
