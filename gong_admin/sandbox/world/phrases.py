"""What people say in the sandbox's calls: sentences by language, in our own words.

`{k}` is filled with a tracker's keyword, `{c}` with the customer's company. Statements end with a
full stop, questions with a question mark; counting question marks counts questions.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    greetings: tuple[str, ...]
    statements: tuple[str, ...]
    keyword_statements: tuple[str, ...]
    questions: tuple[str, ...]
    keyword_questions: tuple[str, ...]
    farewells: tuple[str, ...]


ENGLISH = Phrases(
    (
        "Good morning, thanks for making the time.",
        "Hello everybody, can you hear me well?",
        "Nice to meet you at last.",
        "Hi, give me a second to share my screen.",
    ),
    (
        "We looked at three products before the summer and none of them fitted.",
        "Today our people keep their notes in spreadsheets, and nobody finds them again.",
        "That is roughly how it works at {c} as well.",
        "I would like to start with the goals you wrote to me about.",
        "The team in the north uses it every day, the others once a month.",
        "Let me show you the page I mean.",
        "Most customers of your size start with one department.",
        "To be honest, the old system costs us half a day a week.",
        "I took that down and will come back to you on it.",
        "We moved our headquarters in spring, so everything took a little longer.",
        "What you see here is a test company, the figures are made up.",
        "Reports leave the system every Monday at seven.",
        "Our managers listen to two or three conversations a week.",
        "The first thing people notice is that search simply works.",
        "I agree, that was not explained well last time.",
        "We have about two hundred people on the phone.",
        "It takes a quarter of an hour to set up.",
        "My colleague will join us in a few minutes.",
        "That has changed since we last spoke.",
        "Right, that makes sense.",
        "The pilot went better than we had hoped.",
        "I will put that into the summary.",
    ),
    (
        "For us the {k} is the open point.",
        "We should talk about {k} before anything else.",
        "Last year {k} came up in every single meeting.",
        "On {k} I can show you what others did.",
        "Somebody asked me about {k} only yesterday.",
        "I have a slide on {k}, let me find it.",
        "There was a long discussion about {k} on our side.",
        "When it comes to {k}, we are careful.",
    ),
    (
        "How do you do that today?",
        "Who else should be part of this?",
        "What would have to happen for you to call it a success?",
        "Does that answer your question?",
        "When would you like to start?",
        "Shall we go through it together?",
        "How many people would use it in the first month?",
        "Is that the same in the other countries?",
    ),
    (
        "How do you look at {k}?",
        "What did you have in mind for {k}?",
        "Could you say a little more about {k}?",
        "Who on your side looks after {k}?",
    ),
    (
        "Thank you, that was very helpful.",
        "I will write to you this afternoon.",
        "Have a good rest of the day.",
        "Talk to you soon, goodbye.",
    ),
)
GERMAN = Phrases(
    ("Guten Morgen, schön, dass es geklappt hat.", "Hallo zusammen, hört man mich gut?"),
    (
        "Wir haben uns vor dem Sommer drei Lösungen angesehen.",
        "Bei {c} läuft das im Moment noch über Tabellen.",
        "Ich zeige Ihnen kurz, was ich meine.",
        "Das Team in Wien arbeitet jeden Tag damit.",
        "Ehrlich gesagt kostet uns das alte System viel Zeit.",
        "Das habe ich mir notiert.",
        "Die meisten fangen mit einer Abteilung an.",
        "Unsere Führungskräfte hören zwei Gespräche in der Woche.",
        "Genau, das sehe ich auch so.",
        "Der Test ist besser gelaufen als gedacht.",
        "Das Einrichten dauert eine Viertelstunde.",
        "Ich nehme das in die Zusammenfassung auf.",
    ),
    (
        "Für uns ist das Thema {k} noch offen.",
        "Über {k} sollten wir zuerst sprechen.",
        "Beim Thema {k} sind wir vorsichtig.",
        "Zu {k} habe ich eine Folie vorbereitet.",
    ),
    (
        "Wie machen Sie das heute?",
        "Wer sollte noch dabei sein?",
        "Wann möchten Sie anfangen?",
        "Beantwortet das Ihre Frage?",
    ),
    ("Wie sehen Sie das Thema {k}?", "Wer kümmert sich bei Ihnen um {k}?"),
    ("Vielen Dank, das hat sehr geholfen.", "Bis bald und einen schönen Tag noch."),
)
FRENCH = Phrases(
    ("Bonjour à tous, merci d'être là.", "Bonjour, vous m'entendez bien ?"),
    (
        "Nous avons regardé trois outils avant l'été.",
        "Chez {c}, tout se trouve encore dans des tableaux.",
        "Je vous montre la page en question.",
        "L'équipe de Lyon s'en sert tous les jours.",
        "Franchement, l'ancien outil nous prend beaucoup de temps.",
        "C'est noté, je reviens vers vous.",
        "La plupart commencent par un seul service.",
        "Oui, je suis tout à fait d'accord.",
        "Le pilote s'est mieux passé que prévu.",
        "La mise en place prend un quart d'heure.",
    ),
    (
        "Pour nous, le sujet {k} reste ouvert.",
        "Parlons d'abord du point {k}.",
        "Sur la question {k}, nous sommes prudents.",
    ),
    (
        "Comment faites-vous aujourd'hui ?",
        "Qui d'autre devrait participer ?",
        "Quand voulez-vous commencer ?",
    ),
    ("Que pensez-vous du sujet {k} ?", "Qui s'occupe du point {k} chez vous ?"),
    ("Merci beaucoup, c'était très utile.", "À bientôt, bonne journée."),
)
SPANISH = Phrases(
    ("Buenos días, gracias por su tiempo.", "Hola a todos, ¿me oyen bien?"),
    (
        "Antes del verano vimos tres productos.",
        "En {c} todavía lo llevamos en hojas de cálculo.",
        "Les enseño la pantalla un momento.",
        "El equipo de Madrid lo usa cada día.",
        "La verdad, el sistema antiguo nos quita mucho tiempo.",
        "Lo apunto y le escribo.",
        "Casi todos empiezan con un departamento.",
        "De acuerdo, tiene sentido.",
        "La prueba fue mejor de lo esperado.",
    ),
    (
        "Para nosotros el tema {k} sigue abierto.",
        "Hablemos primero del punto {k}.",
        "Con el asunto {k} vamos con cuidado.",
    ),
    ("¿Cómo lo hacen hoy?", "¿Quién más debería participar?", "¿Cuándo quieren empezar?"),
    ("¿Cómo ven el tema {k}?", "¿Quién se ocupa del punto {k}?"),
    ("Muchas gracias, fue muy útil.", "Hasta pronto, que tengan un buen día."),
)
PORTUGUESE = Phrases(
    ("Bom dia, obrigado pelo seu tempo.", "Olá a todos, estão me ouvindo bem?"),
    (
        "Vimos três produtos antes das férias.",
        "Na {c} ainda usamos planilhas para isso.",
        "Vou mostrar a tela um instante.",
        "A equipe de Lisboa usa todos os dias.",
        "Sinceramente, o sistema antigo toma muito tempo.",
        "Anotei e volto a falar com vocês.",
        "Quase todos começam com um departamento.",
        "Certo, faz sentido.",
        "O piloto correu melhor do que o esperado.",
    ),
    (
        "Para nós o tema {k} ainda está em aberto.",
        "Vamos falar primeiro do ponto {k}.",
        "Com o assunto {k} temos cuidado.",
    ),
    ("Como fazem isso hoje?", "Quem mais deveria participar?", "Quando querem começar?"),
    ("Como vocês veem o tema {k}?", "Quem cuida do ponto {k} aí?"),
    ("Muito obrigado, ajudou bastante.", "Até breve, um bom dia."),
)

BY_LANGUAGE = {
    "eng": ENGLISH,
    "ger": GERMAN,
    "fre": FRENCH,
    "spa": SPANISH,
    "por": PORTUGUESE,
}
