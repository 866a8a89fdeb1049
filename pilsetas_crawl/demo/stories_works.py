"""Stories of roads, water, power, safety and environment."""

from __future__ import annotations

from pilsetas_crawl.demo.stories import Story

# Power cuts come from one template on purpose: near-equal texts that are different notices.
POWER_CUT = Story(
    "power",
    ("Elektroapgādes pārtraukums {par_loc} {on}", "Plānots elektroenerģijas atslēgums {par_loc} {on}"),
    (
        (
            (
                "AS „Sadales tīkls” informē, ka {on} no pulksten {time} līdz {time2} {par_loc} plānots "
                "elektroapgādes pārtraukums."
            ),
        ),
        (
            (
                "Bez elektrības īslaicīgi būs {n_6_190} objekti, tostarp mājas {street_loc} no {house}. līdz "
                "{n_60_98}. numuram."
            ),
        ),
        ("Atslēgums saistīts ar elektrolīniju pārbūvi. Bojājumus lūgums pieteikt pa tālruni 8404.",),
    ),
)

WORKS = (
    Story(
        "roads",
        (
            "Satiksmes ierobežojumi {street_loc} no {since}",
            "Sākas ceļa posma pārbūve {par_loc}",
            "{street_loc} no {since} notiks asfaltēšanas darbi",
            "Grants ceļu greiderēšana {par_loc} un {par2_loc}",
        ),
        (
            (
                (
                    "No {since} līdz {until} {street_loc} būs satiksmes ierobežojumi, jo {firm} sāk seguma "
                    "atjaunošanu."
                ),
                "{par_loc} uzsākta {n_2_9} kilometrus gara ceļa posma pārbūve. Darbus veic {firm}.",
            ),
            (
                (
                    "Darbu laikā transporta kustība notiks pa vienu joslu, bet smagajam transportam "
                    "jāizvēlas apbraucamais ceļš caur {par2_gen} centru."
                ),
                (
                    "Iedzīvotājiem piekļuve īpašumiem tiks nodrošināta, tomēr iespējama gaidīšana līdz "
                    "{n_4_18} minūtēm."
                ),
            ),
            (
                (
                    "Līguma summa ir {eur_48000_900000} eiro bez pievienotās vērtības nodokļa, no tās "
                    "pašvaldības līdzfinansējums — {n_12_48} procenti."
                ),
                (
                    "„Vispirms nomainīsim caurtekas un nostiprināsim nomales, lai jaunais segums kalpotu "
                    "ilgāk,” stāsta {role} {person}."
                ),
            ),
            (
                (
                    "Autovadītājus lūdzam sekot ceļa zīmēm un ievērot ātruma ierobežojumu. Jautājumu "
                    "gadījumā zvaniet {tel}."
                ),
            ),
        ),
        ("asfalta frēzēšana", "bortakmeņu maiņa", "lietus ūdens aku izbūve", "gājēju pārejas apgaismojums"),
    ),
    Story(
        "water",
        (
            "Ūdensapgādes pārtraukums {street_loc} {on}",
            "Pabeigta ūdenssaimniecības pārbūve {par_loc}",
            "{firm} {on} veiks tīklu remontu {par_loc}",
        ),
        (
            (
                (
                    "{firm} informē, ka {on} no pulksten {time} līdz {time2} {street_loc} nebūs pieejama "
                    "centralizētā ūdensapgāde."
                ),
                (
                    "{par_loc} noslēgusies ūdenssaimniecības projekta pirmā kārta, kurā izbūvēti {n_2_9} "
                    "kilometri jaunu cauruļvadu."
                ),
            ),
            (
                (
                    "Aicinām iedzīvotājus laikus sagatavot dzeramā ūdens krājumus. Pēc darbiem ūdens "
                    "īslaicīgi var būt duļķains."
                ),
                (
                    "Jaunos tīklus līdz gada beigām varēs izmantot {n_40_380} mājsaimniecības, un "
                    "pieslēgumam pieejams atbalsts līdz {eur_500_2500} eiro."
                ),
            ),
            (
                "Avārijas dienesta tālrunis visu diennakti ir {tel}.",
                "Pieteikumi pieslēguma līdzfinansējumam jāiesniedz līdz {until}, rakstot uz {mail}.",
            ),
        ),
        shape="fold",
    ),
    Story(
        "environment",
        (
            "Talkā {par_loc} savākti {n_120_900} maisi atkritumu",
            "Bezmaksas lielgabarīta atkritumu pieņemšana {par_loc}",
            "Ezera krasta sakopšana {par_loc} pulcē {n_120_290} cilvēkus",
            "Akcija „Tīrs pagalms” {par_loc} ilgs līdz {until}",
        ),
        (
            (
                (
                    "{on} {par_loc} notika talka, kurā piedalījās {n_20_290} cilvēki gan no biedrībām, gan "
                    "skolām."
                ),
                (
                    "No {since} līdz {until} iedzīvotāji bez maksas varēs nodot lielgabarīta atkritumus "
                    "laukumā {street_loc} {house}."
                ),
            ),
            (
                (
                    "Visvairāk darba bija upes krastā, kur {n_4_18} brīvprātīgie izzāģēja krūmus un sakopa "
                    "ugunskura vietas."
                ),
                (
                    "Pieņems mēbeles, matračus un sadzīves tehniku, bet celtniecības atkritumus un riepas "
                    "gan ne."
                ),
            ),
            (
                (
                    "„Paldies katram, kurš atrada laiku. Kopīgs darbs izdarāms ātrāk un jautrāk,” pateicas "
                    "{role} {person}."
                ),
                "Akcija notiek jau {n_3_9}. gadu, un tās mērķis ir mazināt atkritumu daudzumu mežos.",
            ),
            ("Vairāk informācijas: {mail} vai pa tālruni {tel}.",),
        ),
    ),
    Story(
        "safety",
        (
            "Civilās aizsardzības mācības {par_loc} {on}",
            "{on} pārbaudīs trauksmes sirēnas {area_loc}",
            "{par_loc} mācībās pārbaudīs dienestu gatavību",
        ),
        (
            (
                (
                    "{wd}, {on}, pulksten {time} {par_loc} notiks civilās aizsardzības mācības, kurās "
                    "iesaistīsies {n_4_18} institūcijas."
                ),
                (
                    "Valsts ugunsdzēsības un glābšanas dienests {on} pulksten {time} trīs minūtes pārbaudīs "
                    "trauksmes sirēnas arī {area_loc}."
                ),
            ),
            (
                (
                    "Mācību laikā iedzīvotāji var redzēt operatīvo transportu ar ieslēgtām bākugunīm. Lūdzam "
                    "neuztraukties un netraucēt dienestu darbu."
                ),
                (
                    "Reāla apdraudējuma gadījumā pēc sirēnas jāieslēdz radio vai televīzija un jārīkojas, kā "
                    "norādīts."
                ),
            ),
            (
                (
                    "Ja ledus ir plānāks par {n_7_10} centimetriem, uz tā kāpt nedrīkst. Bērni pie "
                    "ūdenstilpēm jāuzrauga pieaugušajiem."
                ),
                "Katrai ģimenei ieteicams sagatavot somu ar pirmās nepieciešamības lietām 72 stundām.",
            ),
            ("Jautājumus var uzdot, zvanot {tel}. Kontaktpersona — {role} {person}.",),
        ),
        ("dzeramais ūdens", "radioaparāts ar baterijām", "pirmās palīdzības aptieciņa", "dokumentu kopijas"),
        shape="fold",
    ),
    Story(
        "heating",
        (
            "{town_loc} sākas apkures sezona",
            "{par_loc} nomainīs katlumājas iekārtas",
            "Apkuri {town_loc} pieslēgs no {since}",
        ),
        (
            (
                "{firm} no {since} sāk siltuma padevi skolām, bērnudārziem un daudzdzīvokļu mājām.",
                "Līdz {until} {par_loc} uzstādīs jaunu šķeldas katlu, kura jauda ir {n_2_8} megavati.",
            ),
            (
                (
                    "Siltuma tarifs šosezon ir {n_62_98} eiro par megavatstundu, kas ir par {n_2_9} "
                    "procentiem mazāk nekā pērn."
                ),
                (
                    "Darbi izmaksās {eur_90000_700000} eiro, un tos līdzfinansē Eiropas Savienības Kohēzijas "
                    "fonds."
                ),
            ),
            (
                (
                    "Māju vecākie aicināti pārbaudīt apkures sistēmas gatavību un par bojājumiem ziņot pa "
                    "tālruni {tel}."
                ),
                "„Ar jauno katlu varēsim atteikties no dārgā gāzes kurināmā,” atzīst {role} {person}.",
            ),
        ),
    ),
    Story(
        "building",
        (
            "{par_gen} tautas namā nomainīs jumtu",
            "Atjaunos pašvaldības ēku {street_loc} {house}",
            "Parakstīts līgums par rotaļu laukuma būvniecību {par_loc}",
        ),
        (
            (
                "Pašvaldība parakstījusi līgumu ar {firm} par būvdarbiem, kas jāpabeidz līdz {until}.",
                (
                    "{street_loc} {house} sākta ēkas energoefektivitātes uzlabošana, kuru paredzēts pabeigt "
                    "līdz {until}."
                ),
            ),
            (
                (
                    "Ēkai siltinās fasādi, nomainīs {n_20_90} logus un izbūvēs uzbrauktuvi cilvēkiem ar "
                    "kustību traucējumiem."
                ),
                "Laukumā būs {n_4_9} rotaļu iekārtas, gumijas segums un soliņi vecākiem.",
            ),
            (
                "Kopējās izmaksas ir {eur_40000_690000} eiro, no tām {n_45_85} procentus sedz Eiropas fondi.",
                "Iepirkumā saņēma {n_3_9} piedāvājumus. Būvuzraudzību veiks {person}.",
            ),
            (
                (
                    "Būvdarbu laikā apmeklētājus pieņems {street2_loc}. Par iespējamo troksni iepriekš "
                    "atvainojas {role} {person2}."
                ),
            ),
        ),
    ),
)
