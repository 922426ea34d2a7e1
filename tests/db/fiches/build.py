"""Made-up fiches as the registers' files write them."""

from __future__ import annotations

import zipfile

BLOCK = """<BLOC_COMPETENCES><CODE>{number}BC01</CODE><LIBELLE>{title} en équipe</LIBELLE>
<LISTE_COMPETENCES>Analyser les données afin de décider</LISTE_COMPETENCES>
<MODALITES_EVALUATION>Mise en situation</MODALITES_EVALUATION></BLOC_COMPETENCES>"""


def fiche(number="RNCP10001", title="Chef de projet IA", level="NIV6", active="Oui", more=""):
    """One fiche with a block, a certifying body and an end."""
    return f"""<FICHE><ID_FICHE>1</ID_FICHE><NUMERO_FICHE>{number}</NUMERO_FICHE>
<INTITULE>{title}</INTITULE><ETAT_FICHE>Publiée</ETAT_FICHE>
<FORMACODES><FORMACODE><CODE>31028</CODE><LIBELLE>IA</LIBELLE></FORMACODE></FORMACODES>
<NOMENCLATURE_EUROPE><NIVEAU>{level}</NIVEAU></NOMENCLATURE_EUROPE>
<CODES_NSF><NSF><CODE>326n</CODE></NSF></CODES_NSF>
<CERTIFICATEURS><CERTIFICATEUR><NOM_CERTIFICATEUR>Branche</NOM_CERTIFICATEUR></CERTIFICATEUR>
</CERTIFICATEURS>
<CODES_ROME><ROME><CODE>M1805</CODE></ROME></CODES_ROME>
<DATE_FIN_ENREGISTREMENT>31/08/2029</DATE_FIN_ENREGISTREMENT>
<CORRESPONDANCES><CORRESPONDANCE><BLOC_COMPETENCES><CODE>RNCP9BC9</CODE></BLOC_COMPETENCES>
</CORRESPONDANCE></CORRESPONDANCES>
<BLOCS_COMPETENCES>{BLOCK.format(number=number, title=title)}</BLOCS_COMPETENCES>
<OBJECTIFS_CONTEXTE>Piloter des projets d’intelligence artificielle</OBJECTIFS_CONTEXTE>
<ACTIF>{active}</ACTIF>{more}</FICHE>"""


def flux(*fiches):
    """A whole file."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><FICHES><VERSION_FLUX>4.1</VERSION_FLUX>'
        f"{''.join(fiches)}</FICHES>"
    )


def written(path, text, encoding="utf-8"):
    """The text in a file."""
    path.write_text(text, encoding=encoding)
    return path


def packed(path, **members):
    """An archive with these texts; underscores stand for the dot before ``xml``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return path
