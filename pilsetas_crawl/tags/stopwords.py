"""Words that are never a keyword on their own.

stopwordsiso has 161 particles, prepositions and conjunctions of Latvian; what it lacks stands below: pronouns
in all cases, and what every municipal text says.
"""

from __future__ import annotations

from functools import cache

from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.tags.stems import word_key

_PRONOUNS = """
mūsu jūsu es mani manis man manī mēs mūs mums mūsos tu tevi tevis tev tevī jūs jums jūsos viņš viņa viņam viņu
viņā viņi viņiem viņus viņos viņai viņas viņām viņās kas kā kam ko tas tā tam to tajā tai tie tos tiem tajos
tās tām tajās šis šī šim šo šajā šai šie šos šiem šajos šīs šīm šajās kurš kura kuram kuru kurā kurai kuri
kuriem kurus kuros kuras kurām kurās savs sava savam savu savā savi saviem savus savos savas savai savām savās
pats pati paša pašas pašam pašai pašu pašā paši pašiem pašus pašas visi visu visiem visus visos viss visa
visam visā visas visām visās cits cita citu citi citiem citus citas katrs katra katram katru katrā ikviens
ikvienu ikvienam kāds kāda kādam kādu kādi kādus kādas nekas neviens neviena jebkurš jebkura jebkurā tāds tāda
tādu tādi šāds šāda šādu šādi mans mana manu tavs tava tavu sevi sev sevis abi abas abu abiem vairāki vairākas
vairāku vairākiem daži dažas dažu dažiem viens viena vienu vienam vienā divi divas divu divos trīs četri
četras pieci piecas seši septiņi astoņi deviņi desmit simts simti tūkstotis tūkstoši miljons miljoni otrs otra
trešais trešā ceturtais ceturtdaļa trešdaļa puse pusgads pirmais pirmā otrais otrā
"""
_WORDS = """
ir nav kad kur vēl ļoti jau tikai arī kopā turklāt tomēr savukārt tāpat tostarp piemēram kopumā šogad pērn
šodien rīt vakar tagad šobrīd nākamgad klāt līdz pēc plkst tālr nr eiro eur euro cent kg km kv ha utt lūdzam
lūdzu aicinām aicina informē paldies laipni gaidīti gaidīsim
"""
# Nouns of every municipal text: as part of a phrase they may say something, alone they do not.
_MUNICIPAL = """
novads pagasts pilsēta valstspilsēta pašvaldība ciems gads mēnesis nedēļa diena stunda minūte rīts vakars
nakts laiks termiņš sākums beigas noslēgums iela adrese tālrunis pasts vietne mājaslapa tīmekļvietne portāls
lapa informācija ziņa jautājums atbilde iespēja kārtība gadījums veids daļa reize vieta skaits apmērs summa
procents cena maksa kopums iedzīvotājs cilvēks persona dalībnieks interesents viesis darbinieks speciālists
vadītājs vadība pārstāvis kolektīvs darbs darbība rezultāts mērķis uzdevums pasākums norise notikums process
nodaļa pārvalde iestāde organizācija valsts latvija reģions teritorija apkārtne puse līmenis skats pamats
ietvars gaita dēļ nozīme vajadzība nepieciešamība interese vēlme ideja prieks sirds roka acs galva durvis
sajūta vārds uzvārds temats tēma saturs piedalīšanās atbalsts saruna tikšanās dzīve mūžs gatavošanās sadarbība
partneris kārta posms kvalitāte lietošana izmantošana pieteikums pieteikšanās pieredze zināšana prasība
noteikums piedāvājums izmaiņa pieaugums samazinājums kilometrs metrs hektārs kvadrātmetrs tonna grupa sastāvs
loceklis priekšsēdētājs vietnieks direktors autors ziedi dāvana prieks svētdiena uzņēmums sia as akciju biedrs
atrašanās nosaukums saraksts dati dats rinda solis sakars saistība īpatsvars vidus izskats avots aktualitāte
jaunums foto attēls video raksts publikācija lietotājs apmeklētājs telpa nams mītne projekts
"""
_TIME = """
janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris pirmdiena
otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena brīvdiena pavasaris vasara rudens ziema sezona
gadsimts gadadiena ceturksnis diennakts pusdiena priekšpusdiena pēcpusdiena darbdiena nogale viens divi trīs
triju četri pieci seši septiņi astoņi deviņi desmit simts tūkstotis miljons miljards procents
"""


@cache
def stop_forms() -> frozenset[str]:
    """Folded forms that are passed over wherever they stand."""
    from stopwordsiso import stopwords  # noqa: PLC0415 # reads its list when imported

    own = (*_PRONOUNS.split(), *_WORDS.split())
    return frozenset(map(fold, (*own, *stopwords("lv"))))


@cache
def foreign_stop_forms(language: str) -> frozenset[str]:
    """Stop words of Russian or English, folded."""
    from stopwordsiso import stopwords  # noqa: PLC0415 # likewise

    return frozenset(map(fold, stopwords(language)))


@cache
def weak_keys() -> frozenset[str]:
    """Keys of nouns that are no keyword alone: municipal ones and those of time."""
    return frozenset(map(word_key, (*_MUNICIPAL.split(), *_TIME.split())))


@cache
def time_keys() -> frozenset[str]:
    """Keys of months, weekdays and seasons, which are no part of a phrase either."""
    return frozenset(map(word_key, _TIME.split()))
