"""Receipts for the demo, drawn: a till slip on paper as a phone would photograph it."""

import io
import random
from datetime import date
from pathlib import Path

import font_source_sans_pro
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from bodemplaat.foundation.documents.api import Inspected
from bodemplaat.kernel import Euro
from bodemplaat.presentation.notation import day as written
from bodemplaat.presentation.notation import euro

FONTS = Path(font_source_sans_pro.font_directory)
PAPER, INK, TABLE = (250, 248, 242), (52, 50, 48), (176, 156, 132)


def slip(shop: str, what: str, amount: Euro, day: date, *, seed: str) -> bytes:
    """A photo (JPEG) of a till slip; the seed makes each one's bytes its own."""
    chance = random.Random(seed)  # noqa: S311  # a drawing, not a secret
    paper = Image.new("RGB", (420, 560), PAPER)
    draw = ImageDraw.Draw(paper)
    large, plain, small = (_font(size) for size in (34, 25, 19))
    draw.text((210, 50), shop, fill=INK, font=large, anchor="mm")
    draw.text((210, 92), written(day, "nl"), fill=INK, font=small, anchor="mm")
    draw.line((40, 130, 380, 130), fill=INK, width=2)
    draw.text((40, 160), what[:24], fill=INK, font=plain)
    draw.text((380, 160), euro(amount, "nl"), fill=INK, font=plain, anchor="ra")
    draw.line((40, 220, 380, 220), fill=INK, width=2)
    draw.text((40, 245), "Totaal", fill=INK, font=large)
    draw.text((380, 245), euro(amount, "nl"), fill=INK, font=large, anchor="ra")
    draw.text((40, 310), "Betaald met pin", fill=INK, font=small)
    draw.text((210, 500), f"Bon {chance.randrange(10**6):06d}", fill=INK, font=small, anchor="mm")
    photo = Image.new("RGB", (540, 720), TABLE)
    turned = paper.rotate(
        chance.uniform(-4, 4), expand=True, fillcolor=TABLE, resample=Image.Resampling.BICUBIC
    )
    photo.paste(turned, ((540 - turned.width) // 2, (720 - turned.height) // 2))
    out = io.BytesIO()
    photo.filter(ImageFilter.GaussianBlur(0.6)).save(out, "JPEG", quality=80)
    return out.getvalue()


def known(name: str, photo: bytes) -> Inspected:
    """A slip of our own as a file that was looked at: what we drew needs no guarded child per receipt."""
    with Image.open(io.BytesIO(photo)) as picture:
        picture.thumbnail((480, 640))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=75)
    return Inspected(name, "image/jpeg", out.getvalue(), photo)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "SourceSansPro-Regular.ttf", size)
