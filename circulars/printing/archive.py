"""What makes a PDF archival (ISO 19005-3, level A): its colours, what it says of itself, the data it carries. Pure."""

import re
from functools import cache
from hashlib import md5
from pathlib import Path
from xml.sax.saxutils import escape

from circulars.printing.pdf_file import PdfFile, ref, text_string

PROFILE = Path(__file__).with_name("sRGB2014.icc")
PRODUCER = "Workplan Portal"
LONG_AGO = "D:19800101000000Z"
"""The data has no date of its own, and the same paper must give the same file."""
NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (2.2) does not count among characters; a title may bring it in."""
PACKET = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">{}</x:xmpmeta>\n<?xpacket end="r"?>'


def put_colours(file: PdfFile) -> str:
    """Put the sRGB profile that all colours are meant in; the catalog's entry for it."""
    profile = file.put_stream(_profile(), "/N 3", lasting=True)
    intent = file.put(
        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB2014.icc)"
        f"/DestOutputProfile {ref(profile)}>>"
    )
    return f"/OutputIntents[{ref(intent)}]"


@cache
def _profile() -> bytes:
    return PROFILE.read_bytes()


def put_info(file: PdfFile, *, title: str, author: str, keywords: str) -> tuple[int, str]:
    """Put what the file says of itself, twice as the standard wants it: (the old dictionary's number, the catalog's entry)."""
    title, author, keywords = (NO_CHARACTERS.sub("", words) for words in (title, author, keywords))
    told = {"Title": title, "Author": author, "Keywords": keywords, "Producer": PRODUCER}
    info = file.put(
        "<<" + "".join(f"/{name}{text_string(words)}" for name, words in told.items() if words) + ">>"
    )
    said = file.put_stream(_packet(title, author, keywords).encode(), "/Type/Metadata/Subtype/XML")
    return info, f"/Metadata {ref(said)}"


def _packet(title: str, author: str, keywords: str) -> str:
    creator = (
        f"<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    )
    return PACKET.format(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="A"/>'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>{creator}</rdf:Description>'
        '<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
        f"<pdf:Keywords>{escape(keywords)}</pdf:Keywords><pdf:Producer>{PRODUCER}</pdf:Producer></rdf:Description></rdf:RDF>"
    )


def put_data(file: PdfFile, data: bytes, *, name: str) -> str:
    """Put the paper's data as a file inside; the catalog's entries for it."""
    sum_of_it = md5(data, usedforsecurity=False).hexdigest()
    about = f"<</Size {len(data)}/CheckSum<{sum_of_it}>/CreationDate({LONG_AGO})/ModDate({LONG_AGO})>>"
    content = file.put_stream(data, f"/Type/EmbeddedFile/Subtype/application#2fjson/Params{about}")
    spec = file.put(
        f"<</Type/Filespec/F({name})/UF({name})/Desc({name})/AFRelationship/Data"
        f"/EF<</F {ref(content)}/UF {ref(content)}>>>>"
    )
    return f"/Names<</EmbeddedFiles<</Names[({name}){ref(spec)}]>>>>/AF[{ref(spec)}]"
