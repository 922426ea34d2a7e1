"""LHEO files as others write them, made up for the tests."""

from __future__ import annotations

TEMPLATE = """<?xml version="1.0" encoding="{encoding}"?>
<lheo xmlns="{namespace}"><offres>{formations}</offres></lheo>"""

FORMATION = """<formation numero="OF-{number}">
 <domaine-formation><code-FORMACODE ref="V14">31028</code-FORMACODE></domaine-formation>
 <intitule-formation>{title}</intitule-formation><objectif-formation>x</objectif-formation>
 <resultats-attendus>x</resultats-attendus><contenu-formation>x</contenu-formation>
 <certifiante>1</certifiante><contact-formation><coordonnees/></contact-formation>
 <parcours-de-formation>2</parcours-de-formation><code-niveau-entree>14</code-niveau-entree>
 <certification><code-RS>RS0000</code-RS></certification>
 <code-niveau-sortie>{level}</code-niveau-sortie>
 <action><rythme-formation>Temps plein</rythme-formation>
  <code-public-vise ref="V14">00000</code-public-vise>
  <niveau-entree-obligatoire>0</niveau-entree-obligatoire>
  <modalites-alternance>-</modalites-alternance>
  <modalites-enseignement>1</modalites-enseignement>
  <conditions-specifiques>-</conditions-specifiques>
  <prise-en-charge-frais-possible>1</prise-en-charge-frais-possible>
  <lieu-de-formation><coordonnees><adresse><ligne>1 rue X</ligne><codepostal>59000</codepostal>
   <ville>{city}</ville></adresse></coordonnees></lieu-de-formation>
  <modalites-entrees-sorties>0</modalites-entrees-sorties>
  <session><periode><debut>20270104</debut><fin>20270108</fin></periode><adresse-inscription>
   <adresse><ligne>1 rue X</ligne><codepostal>59000</codepostal><ville>{city}</ville></adresse>
   </adresse-inscription></session>
  <duree-indicative>{duration}</duree-indicative>
  <nombre-heures-total>{hours}</nombre-heures-total></action>
 <organisme-formation-responsable><numero-activite>84690000000</numero-activite>
  <SIRET-organisme-formation><SIRET>00000000000000</SIRET></SIRET-organisme-formation>
  <nom-organisme>{institution}</nom-organisme><raison-sociale>OF SAS</raison-sociale>
  <coordonnees-organisme><coordonnees/></coordonnees-organisme>
  <contact-organisme><coordonnees/></contact-organisme></organisme-formation-responsable>
 {more}
</formation>"""

NEWEST = "http://lheo.gouv.fr/2.3"
OLDER = "http://www.lheo.org/2.2"


def formation(title="Intégrer l’IA générative", **values):
    """One training of another producer."""
    given = {
        "number": 1, "level": "15", "city": "LILLE", "duration": "5 jours", "hours": 35,
        "institution": "Ens", "more": "",
    }  # fmt: skip
    return FORMATION.format(title=title, **(given | values))


def lheo(*formations, namespace=NEWEST, encoding="UTF-8"):
    """A whole file."""
    return TEMPLATE.format(namespace=namespace, encoding=encoding, formations="".join(formations))


def put(path, text, encoding="utf-8"):
    """The file on the disk."""
    path.write_bytes(text.encode(encoding))
    return path
