"""The kinds of packages, and what differs between them."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from pipeline.archive.fields import DOCUMENT, HOSO, TAILIEU, Field, Form


class Kind(StrEnum):
    """A kind of package; SIP goes to another system, AIP is kept (or handed over within one system)."""

    SIP_HOSO = "sip-hoso"
    SIP_TAILIEU = "sip-tailieu"
    AIP_HOSO = "aip-hoso"
    AIP_TAILIEU = "aip-tailieu"

    @property
    def oais(self) -> str:
        """What `csip:OAISPACKAGETYPE` says."""
        return self.value[:3].upper()

    @property
    def is_aip(self) -> bool:
        """Whether it is kept: it holds PREMIS, and its codes begin with that of the archive."""
        return self.oais == "AIP"

    @property
    def is_dossier(self) -> bool:
        """Whether it holds a file (hồ sơ), not loose documents."""
        return self.value.endswith("hoso")

    @property
    def mets_type(self) -> str:
        """What `mets/@TYPE` says."""
        return "Mixed" if self.is_dossier else "Collection"

    @property
    def label(self) -> str:
        """Its name in the circular."""
        return f"{self.oais}_{self.value[4:]}"

    @property
    def code_field(self) -> str:
        """The field that holds the code of the package."""
        return "arcFileCode" if self.is_aip else "fileCode"

    @property
    def document_code_field(self) -> str:
        """The field that holds the archival code of a document."""
        return "arcDocCode" if self.is_aip else "docCode"

    @property
    def package_fields(self) -> tuple[Field, ...]:
        """The fields of EAD.xml."""
        fields = HOSO if self.is_dossier else TAILIEU
        if not self.is_aip:
            return fields
        kept = [_aip(field) for field in fields if self.is_dossier or field.name != "totalDoc"]
        return tuple(replace(field, name=self.code_field) if field.name == "fileCode" else field for field in kept)

    @property
    def document_fields(self) -> tuple[Field, ...]:
        """The fields of the description of each document."""
        return tuple(
            replace(field, name=self.document_code_field) if field.name == "docCode" else field for field in DOCUMENT
        )


def _aip(field: Field) -> Field:
    """Return a field as an AIP has it: its first and last day may be a month or a year only."""
    return replace(field, form=Form.SHORT_DATE) if field.form is Form.DATE else field
