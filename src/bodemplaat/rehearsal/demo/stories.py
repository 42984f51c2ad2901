"""What employees of the demo ask and what they are answered. Invented."""

from collections.abc import Mapping, Sequence
from typing import Final

Story = tuple[str, str, str]
"""What it is about, what is asked, and what is answered."""

STORIES: Final[Mapping[str, Sequence[Story]]] = {
    "SP01": (
        ("Hoeveel verlof kan ik meenemen?", "Ik heb nog 32 uur staan.", "Tot het einde van het jaar, daarna vervalt het wettelijke deel."),
        ("Geldt de thuiswerkvergoeding ook op een halve dag?", "Ik werk op vrijdag tot 12 uur thuis.", "Ja, per dag dat u thuis werkt."),
        ("Ouderschapsverlof aanvragen", "Vanaf februari één dag in de week.", "U vindt de stappen in de brief die wij meestuurden."),
        ("Mag ik mijn vakantiedagen verkopen?", "Het gaat om drie dagen.", "Bovenwettelijke uren wel, via uw individueel keuzebudget."),
    ),
    "IC01": (
        ("Ik kan niet inloggen op het zaaksysteem", "Sinds vanochtend, ook na opnieuw opstarten.", "Uw wachtwoord was verlopen; u kunt weer inloggen."),
        ("De printer op de tweede verdieping doet het niet", "Hij meldt een storing in de toner.", "De printer is hersteld."),
        ("Geen beeld in de vergaderzaal", "Het scherm blijft zwart.", "De kabel is vervangen."),
        ("Het financiële systeem is erg traag", "Het hele team heeft er last van.", "De server had te weinig geheugen; dat is verholpen."),
    ),
    "IC02": (
        ("Hoe deel ik een map met een andere gemeente?", "Voor het regionale overleg.", "U vindt de stappen in de instructie die wij meestuurden."),
        ("Kan ik mijn agenda op mijn telefoon zien?", "Ik heb een toestel van de gemeente.", "Ja, zo stelt u dat in."),
    ),
    "IC03": (
        ("Toegang voor een nieuwe collega", "Zij begint op de eerste van de maand.", "De toegang staat klaar."),
        ("Een tweede scherm", "Voor de werkplek bij burgerzaken.", "Het scherm is geplaatst."),
    ),
    "SP02": (
        ("Verhuisd", "Mijn nieuwe adres is Kerkstraat 14.", "Uw adres is gewijzigd."),
        ("Andere achternaam na huwelijk", "Graag met koppelteken.", "Uw naam is aangepast in het personeelssysteem."),
        ("Nieuw rekeningnummer voor mijn salaris", "Vanaf volgende maand.", "Gecontroleerd en gewijzigd."),
    ),
    "SP12": (
        ("Cursus Wet open overheid", "Twee dagen, in het najaar.", "U bent ingeschreven; de uitnodiging komt per e-mail."),
        ("Training projectmatig werken", "Mijn leidinggevende is akkoord.", "U bent ingeschreven."),
    ),
    "SP18": (
        ("Werkgeversverklaring voor een hypotheek", "De bank wil een origineel.", "De verklaring is verstuurd."),
        ("Verklaring voor de kinderopvang", "Over mijn werkdagen.", "De verklaring staat bij uw documenten."),
    ),
    "SF01": (
        ("Op welke kostenplaats boek ik een cursus?", "Het gaat om Wet open overheid.", "Op de kostenplaats van uw eigen afdeling."),
        ("Waar blijft de creditnota?", "De leverancier zegt dat hij verstuurd is.", "De nota is binnen en verwerkt."),
        ("Hoeveel budget heb ik nog voor inhuur?", "Het gaat om dit jaar.", "De stand staat in de bijlage."),
    ),
    "SF04": (
        ("Bureaustoel voor een nieuwe collega", "Verstelbaar, voor 1 september.", "De stoel is besteld."),
        ("Twintig mappen en een perforator", "Voor Publiekszaken.", "Besteld; levering binnen drie dagen."),
    ),
    "SF19": (
        ("Nieuw rekeningnummer van een leverancier", "De brief zit erbij.", "Gecontroleerd door twee mensen en verwerkt."),
        ("Leverancier verhuisd", "Het nieuwe adres staat op de factuur.", "Het adres is gewijzigd."),
    ),
}  # fmt: skip
"""Per service."""
