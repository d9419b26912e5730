"""Words that are names as well: in small letters they are words."""

from __future__ import annotations

COMMON = frozenset(
    """
    a able about after again against al all along also am amber an and angel any april are art as
    ash at august autumn back bank barb be bean bear been best bill bird black blue bob both boy
    brave brook brown buck bud but by call can carol case cash chance chase chip christian church
    clay cliff coach cook cool could crystal daisy dale dawn day days dean deal dear deep did dirk
    do does dot down drew each early earnest east ed em even ever every faith far field fine first
    fish flora florence flower for ford forest fox frank free from gay gene general ginger give go
    gold good grace grant gray great green grey ground grove guest guy had hale hall ham happy
    hardy has have hay hazel he heath help her here hi high hill him his holly home honey hope how
    hunt hunter i if in india iris is it its ivy jack jade jay jean jewel jo job join jordan joy
    jump june just kay keen kind king kit know lake lane large last law leaf left less let light
    like lily line little live long look love low lucky ma made mae make man many march mark marsh
    mason masters max may me meet mercy merry mike mild mill miles moon moor more most much my nice
    nick no noble none nor north not now of off oh ok old olive on one only opal or order our out
    over own page paige park parsley pat patience paul pearl penny people pierce pike pink plan
    point pool poor pope post power price prince quick quite rain ray reach read ready red reed
    reeve rice rich right river rob robin rock rod role room rose ross ruby rusty sage sale sales
    sandy say scarlet sea see set she sharp shaw short show sierra sign silver since skip sky sly
    small smart so some sow spring stark star start stay steel sterling still stone storm strong
    such sue summer sun sunny support sure swift tall team tell terry than that the their them then
    there they this tim time to today too top town tree trip trust tug two under up upon us user
    van very victor viola violet wade walk wall want ward warren was water way we well west what
    when where which while white who why wild will win wing winter wise wish with wolf wood woods
    work would yes yet you young your

    ab aber als am an auf aus bei beim bis bin da das dem den der des die dich dir doch du durch
    ein eine einem einen einer er es euch fuer fur gern gut hat ich ihm ihn ihr im ins ist ja jede
    jetzt kann kein klein lang man mehr mein mich mir mit nach nein neu nicht nie noch nun nur ob
    oder ohne schon sehr sein sich sie sind so stark und uns vom von vor war was weil wenn wer wie
    wir wo zu zum zur

    au aux avec ce ces chez dans de del della des di dos du el elle en est et eu il la las le les
    lo los mais me mes moi mon ne nos on ou par pas per plus por pour que qui sa san sans se ser
    ses si son sur ta te tu un una une vous y

    aan dat een en het ik ja je maar met niet nog om ook op te van voor wat zijn att det en ett har
    jag och pa som att till vi

    customer client caller speaker guest unknown user host phone mobile iphone conference room
    meeting external internal integration admin administrator marketing queue service system
    """.split()  # noqa: SIM905
)

TITLES = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir madam sr jr iii phd msc bsc dipl esq herr frau sra srta
    monsieur madame mme mlle dott
    """.split()  # noqa: SIM905
)
"""Stand before or behind a name, of whomever."""
