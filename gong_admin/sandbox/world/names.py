"""Names of people, companies and places. All invented, or too common to mean anybody."""

# ruff: noqa: SIM905 (lists of words read better as text)

from __future__ import annotations

import unicodedata

FIRST_NAMES = tuple(
    """Aaliyah Abdul Adam Ada Aditi Adrián Agnieszka Ahmed Aiko Aisha Akua Alejandra Aleksander
    Alice Alina Amadou Amara Amélie Amina Ana Anaïs Anders André Aneta Anika Anjali Antoine Anton
    Arjun Astrid Aurélie Ayşe Bartosz Beatriz Benedikt Bilal Birgit Björn Bogdan Brigid Bruno
    Camila Carlos Carmen Cédric Chiara Chidi Chloé Christoph Ciarán Clara Claire Dagmar Damian
    Dana Daniel Daria David Deniz Diego Dimitra Dmitri Dominik Dorota Eduardo Efua Eilidh Elena
    Elif Elías Émile Emma Enzo Erik Esra Esther Eva Fadi Farah Fatima Felix Femi Fernanda Filip
    Florence Francesca Frédéric Freya Friederike Gabriel Georg Giorgia Giulia Greta Grzegorz
    Guillaume Gustavo Hana Hannah Hans-Peter Haruto Hassan Helena Henrik Hugo Ibrahim Ida Ilse
    Imani Inês Ingrid Irina Isabel Ivan Jack Jakub James Jana Jasper Javier Jean-Luc Jelena Jin
    Joana João John Jonas Jorge José Josefine Julia Jürgen Kai Karim Karolina Kateřina Katja Keiko
    Kenji Khalid Klara Kofi Krzysztof Kwame Lars Laura Léa Leila Lena Leonie Liam Linh Lorenzo
    Louise Luca Lucía Ludmila Luisa Lukas Madeleine Magda Mairéad Manuel Marco Maria Mariana Marie
    Marlene Martin Mateo Mathilde Matthias Maximilian Mehmet Mei Melissa Michał Miguel Mina Mohamed
    Nadia Naomi Natalia Ngozi Niamh Nicolás Niels Nikolai Nina Noah Noor Olga Oliver Olivia Omar
    Oscar Pablo Pádraig Patricia Paul Paula Pedro Petra Philipp Pia Pierre Priya Rachel Rafael
    Rahul Ravi Renate René Ricardo Robert Rosa Ruth Ryan Sabine Saoirse Salma Samuel Sandra Sanjay
    Sara Sebastian Séverine Shreya Siddharth Silvia Simon Sofia Søren Stefan Sven Svetlana Tanja
    Tariq Tatiana Teresa Thandiwe Thomas Tobias Tomás Ulrike Valentina Vera Veronika Victor Vikram
    Wanjiru Wei William Wojciech Xavier Yara Yasmin Yuki Yusuf Zeynep Zofia Žofie""".split()
)

LAST_NAMES = tuple(
    """Abara Abbott Adeyemi Aguilar Ahmadi Akhtar Albrecht Almeida Andersson Antonov Aoki Araújo
    Arslan Asante Aydın Bachmann Baptista Barros Bauer Baumann Becker Bélanger Benali Bergström
    Bernard Bianchi Blanc Boateng Böhm Bondarenko Borg Bouchard Brandt Breuer Brown Brück Busch
    Cabrera Calvo Campbell Cardoso Carvalho Castillo Chaudhary Chen Chevalier Choi Cissé Coelho
    Cohen Colombo Conti Cooper Costa Cruz Czerny D'Angelo D'Souza Dahl Dąbrowski Davies Delacroix
    Demir Diallo Díaz Dietrich Dijkstra Domingues Doyle Dubois Dumont Dvořák Eberhardt Eder Eklund
    El-Sayed Engel Eriksen Espinoza Evans Fabre Farkas Faure Fernández Ferrari Fischer Fitzgerald
    Fleming Fontaine Forsberg Fournier Franke Friedrich Fuchs Fujimoto Gallagher García Gärtner
    Gauthier Gebhardt Georgiou Ghosh Girard Gomes González Gordon Götz Graf Grant Greco Grimm Gruber
    Guerrero Gupta Haas Haddad Hagen Halvorsen Hamilton Hansen Harper Hartmann Hassan Heinrich
    Henderson Hernández Herrmann Hoang Hoffmann Holm Horváth Huang Hughes Ibáñez Ito Ivanova Jackson
    Jaeger Jain Jankowski Jansen Jensen Jiménez Johansson Jones Joshi Jovanović Kaiser Kamara Kang
    Kapoor Karlsson Kaya Keller Kelly Khan Kiss Klein Kováč Kowalski Kramer Krüger Kumar Kuznetsova
    Lachance Lambert Lange Larsen Laurent Lefèvre Lehmann Leroy Li Lim Lindqvist Lombardi López
    Lorenz Lukács Łukasik Lund MacDonald Machado Magnusson Mahmoud Maier Malik Manning Marchand
    Marín Marques Martínez Mathieu Matsumoto Mayer Mbeki McCarthy Medina Mehta Mendes Mensah Meyer
    Michel Mishra Molina Moreau Moretti Morgan Mori Moser Mukherjee Müller Muñoz Murphy Nagy Nair
    Nakamura Navarro Ndiaye Nguyen Nielsen Njoroge Noël Nordin Novák Nowak Núñez O'Brien O'Connell
    O'Neill Öberg Okafor Okonkwo Olsen Omondi Ortega Osei Østergaard Ott Owusu Özdemir Pacheco
    Pärn Papadopoulos Park Patel Pawlak Pellegrini Pereira Perrin Petersen Petrov Pfeiffer Pham
    Pichler Pinto Popescu Prieto Quinn Rahman Ramírez Rao Rasmussen Reddy Reid Reinhardt Renard
    Ricci Richter Rivera Robinson Rocha Romano Rosen Rossi Roth Roussel Ruiz Ryan Saïdi Saito
    Sánchez Santos Sato Sauer Schäfer Schmitt Schneider Schröder Schulz Schwarz Seidel Serrano Shah
    Sharma Silva Simões Singh Sørensen Sokolov Soto Souza Stein Stewart Strand Sullivan Suzuki Švec
    Szabó Takahashi Tan Tanaka Teixeira Thiam Thompson Torres Toth Tran Traoré Ueda Ünal Vargas
    Vasquez Vidal Vogel Voß Wagner Walker Walsh Wang Watanabe Weber Weiss Whitfield Williams
    Winkler Wójcik Wolf Wong Yamamoto Yıldız Young Zamora Zhang Ziegler Zimmermann Zoubi""".split()
)

OTHER_SCRIPTS = (
    # Shown name in its own script, and what its address is made of.
    ("明", "王", "ming.wang"),
    ("美咲", "佐藤", "misaki.sato"),
    ("ליאת", "כהן", "liat.cohen"),
    ("نور", "الهاشمي", "nour.alhashimi"),
    ("Ольга", "Иванова", "olga.ivanova"),
    ("지훈", "김", "jihoon.kim"),
)

COMPANY_STEMS = tuple(
    """Alpenblick Amberline Ardent Aspenfield Baltica Bellwether Birchgate Bluefjord Brightwater
    Calderon Cedarbrook Celandine Cinder Clearhaven Cobaltix Coppermill Corvid Crestline Dovetail
    Driftwood Eastmark Elmstead Emberly Fairwind Fennimore Ferrova Finchley Fjellrein Foxglove
    Garnet Glasswing Greenholt Greyfriar Halcyon Harborlight Hawthorn Heliotrope Highmoor Indigo
    Ironbridge Ivorydale Jasperson Juniper Kaldera Kestrel Kingsmere Lakemont Lantern Larkspur
    Linden Lodestar Lumenwerk Maplecroft Marisol Meadowlark Meridian Millrace Mistral Montclair
    Moonstone Northgate Novaterra Oakhurst Obsidian Oldenburg Orchard Osprey Palisade Peregrine
    Pinecrest Polaris Quarryside Quillon Ravenna Redwood Ridgeway Rosewell Saltmarsh Sandpiper
    Sequoia Silverbirch Skylark Solstice Stonebridge Summit Sundial Tallgrass Tamarind Tidewater
    Timberline Umbra Valebrook Verdant Vesper Wayfarer Westerly Whitecliff Wildrose Willowby
    Windermere Wrenfield Yarrow Zephyr""".split()
)
COMPANY_KINDS = (
    "Logistics", "Foods", "Health", "Energy", "Systems", "Robotics", "Insurance", "Bank",
    "Textiles", "Media", "Software", "Pharma", "Retail", "Mobility", "Chemicals", "Optics",
)  # fmt: skip
INDUSTRIES = (
    "Transport", "Food", "Healthcare", "Utilities", "Technology", "Manufacturing", "Insurance",
    "Banking", "Textiles", "Media", "Technology", "Pharmaceuticals", "Retail", "Transport",
    "Chemicals", "Manufacturing",
)  # fmt: skip

PLACES = (
    # city, country, dialling code, language as Gong codes calls, language as users have it
    ("Berlin", "Germany", "49", "ger", "de-DE"),
    ("Munich", "Germany", "49", "ger", "de-DE"),
    ("Vienna", "Austria", "43", "ger", "de-AT"),
    ("London", "United Kingdom", "44", "eng", "en-GB"),
    ("Dublin", "Ireland", "353", "eng", "en-IE"),
    ("Paris", "France", "33", "fre", "fr-FR"),
    ("Lyon", "France", "33", "fre", "fr-FR"),
    ("Madrid", "Spain", "34", "spa", "es-ES"),
    ("Lisbon", "Portugal", "351", "por", "pt-PT"),
    ("Amsterdam", "Netherlands", "31", "eng", "en-GB"),
    ("Boston", "United States", "1", "eng", "en-US"),
    ("Chicago", "United States", "1", "eng", "en-US"),
    ("Austin", "United States", "1", "eng", "en-US"),
    ("Toronto", "Canada", "1", "eng", "en-US"),
    ("Mexico City", "Mexico", "52", "spa", "es-MX"),
    ("São Paulo", "Brazil", "55", "por", "pt-BR"),
)

CUSTOMER_TITLES = (
    "Head of Procurement", "IT Director", "Sales Operations Manager", "Chief Financial Officer",
    "VP Sales", "Data Protection Officer", "Solutions Architect", "Office Manager",
    "Head of Customer Service", "Managing Director", "Security Engineer", "Project Manager",
    "Revenue Operations Lead", "Marketing Manager", "Buyer", "Head of Digital", None,
)  # fmt: skip

_PLAIN = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae", "ł": "l",
        "ı": "i", "'": "", "’": "", " ": "", "đ": "d",
    }
)  # fmt: skip


def address_part(name: str) -> str:
    """What a name becomes inside an email address: lower case ASCII letters and hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_PLAIN))
    return "".join(c for c in plain if c.isascii() and (c.isalnum() or c == "-"))
