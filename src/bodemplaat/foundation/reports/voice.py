"""The voice of the site: texts of every room, in the notation of presentation."""

from dataclasses import dataclass

from django.utils import translation

from bodemplaat.presentation.voice import Voice


@dataclass(frozen=True, slots=True)
class SiteVoice(Voice):
    """A voice that finds the texts of applications as well; ``Voice`` alone knows those of calculations."""

    def translate(self, text: str) -> str:
        """A text of ours in this language."""
        if not text:
            return ""
        with translation.override(self.language):
            return translation.gettext(text)


def site_voice() -> SiteVoice:
    """In the language of the request."""
    return SiteVoice((translation.get_language() or "nl").partition("-")[0])
