"""Stories of schools, culture, sport, people and greetings."""

from __future__ import annotations

from pilsetas_crawl.demo.stories import Story

LIFE = (
    Story(
        "school",
        (
            "{par_gen} pamatskola svin {n_40_120}. dzimšanas dienu",
            "Sākas pieteikšanās {par_gen} skolas pirmajai klasei",
            "Skola {par_loc} {on} gaida absolventus",
        ),
        (
            (
                (
                    "Šajā mācību gadā {par_gen} skolā mācās {n_60_380} skolēni, un {on} visi pulcēsies "
                    "kopīgos svētkos."
                ),
                "No {since} līdz {until} vecāki var pieteikt bērnus mācībām 1. klasē.",
            ),
            (
                (
                    "Svinīgais pasākums sāksies pulksten {time}. Absolventus sagaidīs pie skolas parādes "
                    "durvīm, bet vakarā muzicēs skolotāju ansamblis."
                ),
                (
                    "Iesniegumu var aizpildīt elektroniski vai klātienē skolas kancelejā. Vietas piešķir pēc "
                    "deklarētās dzīvesvietas."
                ),
            ),
            (
                (
                    "Valsts olimpiādēs izcīnītas {n_3_9} godalgotas vietas, tostarp fizikā, vēsturē un "
                    "latviešu valodā."
                ),
                (
                    "„Mūsu stiprā puse ir nelielas klases, kurās pamana katru bērnu,” saka skolas direktore "
                    "{woman}."
                ),
            ),
            (
                (
                    "Skolas muzejam meklē vecas fotogrāfijas un dienasgrāmatas. Tās var nogādāt {street_loc} "
                    "{house} vai atsūtīt uz {mail}."
                ),
            ),
        ),
    ),
    Story(
        "culture",
        (
            "{on} {venue_loc} izskanēs koru sadziedāšanās",
            "Līdz {until} {venue_loc} skatāma izstāde „Krāsas un klusums”",
            "Kolektīvi no {par_gen} {on} aicina uz koncertu",
        ),
        (
            (
                (
                    "{wd}, {on}, pulksten {time} {venue_loc} notiks koncerts, kurā uzstāsies {n_4_18} "
                    "kolektīvi no tuvas un tālas apkārtnes."
                ),
                (
                    "Līdz {until} {venue_loc} apskatāma izstāde, kurā {n_20_60} darbus rāda mākslinieki no "
                    "{town_gen} un apkārtnes."
                ),
            ),
            (
                (
                    "Programmā būs gan tautasdziesmu apdares, gan jaundarbi, kas tapuši tieši šim koncertam. "
                    "Virsdiriģente ir {woman}."
                ),
                "Darbi tapuši vasaras plenērā, un katrā no tiem var pazīt kādu vietu {par_loc}.",
            ),
            (
                (
                    "Ieeja pasākumā bez maksas, tomēr vietu skaits ir ierobežots, tāpēc aicinām ierasties "
                    "laikus."
                ),
                "Biļetes cena ir {n_3_9} eiro, pensionāriem un skolēniem — {n_2_3} eiro.",
            ),
            (
                (
                    "Svētkos varēs iegādāties amatnieku darinājumus, nogaršot pīrāgus un piedalīties "
                    "meistarklasēs."
                ),
                "Pasākums tiks fotografēts un filmēts.",
            ),
        ),
        shape="fold",
    ),
    Story(
        "library",
        (
            "Bibliotēkā {par_loc} {on} tiksies ar dzejnieci",
            "{par_gen} bibliotēka aicina uz lasīšanas pēcpusdienu",
            "Dzejas pēcpusdiena {par_loc} {on}",
        ),
        (
            (
                (
                    "{on} pulksten {time} {par_gen} bibliotēkā notiks tikšanās ar dzejas krājuma autori, "
                    "kuras vārds ir {woman}."
                ),
                "Bibliotēka uzsāk jaunu tikšanos ciklu, kurā {n_3_8} vakaros runās par lasīto un piedzīvoto.",
            ),
            (
                "Sarunu vadīs {person2}, bet klātesošie varēs uzdot jautājumus un iegūt autogrāfu.",
                (
                    "Pērn bibliotēkā izsniegtas {n_2000_9000} grāmatas, un visbiežāk lasītas latviešu autoru "
                    "romānu sērijas."
                ),
            ),
            (
                (
                    "Lasītavā būs apskatāma arī novadpētniecības mapju izstāde par {par_gen} skolām un "
                    "saimniecībām."
                ),
            ),
        ),
    ),
    Story(
        "sport",
        (
            "Skrējiens ap ezeru pulcēja {n_60_390} dalībniekus",
            "{on} notiks novusa turnīrs {par_loc}",
            "Krosā {par_loc} startē {n_60_390} skrējēji",
            "Telpu futbola turnīrā {on} tiksies {n_6_18} komandas",
        ),
        (
            (
                (
                    "Sacensībās, kas notika {par_loc}, startēja {n_60_390} dalībnieki vecumā no {n_4_7} līdz "
                    "{n_72_84} gadiem."
                ),
                (
                    "{wd}, {on}, pulksten {time} sporta hallē sāksies turnīrs, kurā piedalīsies {n_6_18} "
                    "komandas."
                ),
            ),
            (
                "Garākajā distancē ātrākais bija {man}, sievietēm uzvaru izcīnīja {woman}.",
                (
                    "Turnīra galvenais tiesnesis {man} atgādina, ka komandām jāierodas {n_20_40} minūtes "
                    "pirms sacensību sākuma."
                ),
            ),
            (
                (
                    "Dalība sacensībās ir bez maksas, bet dalībniekiem līdz {until} jāpiesakās, rakstot uz "
                    "{mail}."
                ),
                "Nākamais seriāla posms notiks {on2} {other_loc}.",
            ),
        ),
        shape="table",
    ),
    Story(
        "social",
        (
            "Pabalsts apkurei {par_loc}: pieteikumi līdz {until}",
            "Dienas centrā {par_loc} sāk darbu atbalsta grupa",
        ),
        (
            (
                "Sociālais dienests līdz {until} pieņem iesniegumus pabalstam mājokļa izdevumu segšanai.",
                (
                    "{on} pulksten {time} dienas centrā {street_loc} {house} notiks pirmā atbalsta grupas "
                    "tikšanās cilvēkiem, kuri rūpējas par tuviniekiem."
                ),
            ),
            (
                (
                    "Pabalstu var saņemt mājsaimniecības, kuru ienākumi nepārsniedz {eur_300_480} eiro uz "
                    "vienu cilvēku."
                ),
                "Nodarbības vadīs psiholoģe {woman}, un dalība tajās ir bez maksas.",
            ),
            (
                (
                    "Iesniegumam jāpievieno rēķini par pēdējiem trim mēnešiem. Palīdzību veidlapas "
                    "aizpildīšanā sniedz pa tālruni {tel}."
                ),
                (
                    "Pieteikties var pie sociālā darbinieka {par_loc} vai zvanot {tel} darba dienās līdz "
                    "pulksten {time2}."
                ),
            ),
        ),
        ("iesniegums", "ienākumus apliecinoši dokumenti", "īres līguma kopija"),
        shape="fold",
    ),
    Story(
        "youth",
        (
            "Jauniešu dome {par_loc} aicina jaunus dalībniekus",
            "Vasaras darbā {par_loc} iesaistīsies {n_20_90} skolēni",
        ),
        (
            (
                "Jauniešu centrs līdz {until} gaida pieteikumus no jauniešiem vecumā no 13 līdz 25 gadiem.",
                (
                    "Šovasar {area_loc} algotu darbu atradīs {n_20_90} skolēni, un lielākā daļa strādās "
                    "{par_loc}."
                ),
            ),
            (
                "Dalībnieki paši plānos pasākumus, apgūs projektu rakstīšanu un tiksies ar domes deputātiem.",
                (
                    "Darbs ilgs {n_3_5} nedēļas, un skolēni palīdzēs gan bibliotēkās, gan parkos un "
                    "sociālajos centros."
                ),
            ),
            (
                "„Nebaidieties pieteikties arī tad, ja pieredzes nav,” aicina jaunatnes darbiniece {woman}.",
                "Sīkāku informāciju var saņemt jauniešu centrā {street_loc} {house} vai rakstot uz {mail}.",
            ),
        ),
    ),
    Story(
        "market",
        (
            "Rudens gadatirgus {town_loc} notiks {on}",
            "Mājražotājus aicina pieteikties tirgum {par_loc}",
            "Amatnieku gadatirgus {town_loc} {on}",
        ),
        (
            (
                (
                    "{wd}, {on}, no pulksten {time} līdz {time2} {town_loc} notiks gadatirgus, kurā gaidāmi "
                    "{n_60_190} tirgotāji."
                ),
                "Līdz {until} tirgotāji aicināti pieteikt dalību tirdziņā, kas notiks {on}.",
            ),
            (
                (
                    "Tirgū varēs iegādāties medu, sieru, dūmotas zivis, stādus un amatnieku darinājumus no "
                    "{par_gen} un {par2_gen}."
                ),
                (
                    "Tirdzniecības vietas maksa ir {n_4_18} eiro, bet mājražotājiem no {area_gen} tā nav "
                    "jāmaksā."
                ),
            ),
            (
                "Tirgus dienā satiksme {street_loc} būs slēgta, automašīnas var novietot {street2_loc}.",
                "Visu dienu muzicēs pašdarbības kolektīvi, bet bērniem būs radošā darbnīca.",
            ),
        ),
    ),
)

GREETINGS = (
    Story(
        "greeting",
        ("Sirsnīgi sveicieni Ziemassvētkos", "Sveiciens Ziemassvētkos un Jaunajā gadā"),
        (("Lai sniega klusums namā nāk,|lai svece gaismu dot mums māk!|{area_gen} dome",),),
        shape="verse",
    ),
    Story(
        "greeting",
        ("Sveicam Lāčplēša dienā", "Sveicam Latvijas dzimšanas dienā!"),
        (("Par zemi, kas mums viena dota,|lai katra diena dziesmās loka!|{person}",),),
        shape="verse",
    ),
    Story(
        "greeting",
        ("Sveiciens Skolotāju dienā", "Paldies skolotājiem!"),
        (("Kas prātu modina un sirdi silda,|tas katru dienu gaismu pilda.|{area_gen} dome",),),
        shape="verse",
    ),
)
