"""Stories of the council, planning, money and work."""

from __future__ import annotations

from pilsetas_crawl.demo.stories import Story

CIVIC = (
    Story(
        "dome",
        (
            "Domes sēdē {on} izskatīs {n_20_90} jautājumus",
            "{area_gen} domes kārtējā sēde notiks {on}",
            "Deputāti lems par budžeta grozījumiem un īpašumu atsavināšanu {par_loc}",
            "{area_gen} domes {since} sēdē izskatīs budžeta grozījumus",
        ),
        (
            (
                (
                    "{wd}, {on}, pulksten {time} notiks {area_gen} domes kārtējā sēde, kuras darba kārtībā "
                    "ir {n_20_90} jautājumi."
                ),
                (
                    "{area_gen} domes deputāti uz kārtējo sēdi pulcēsies {wd}, {on}, pulksten {time}. Sēdei "
                    "varēs sekot tiešraidē pašvaldības tīmekļvietnē."
                ),
            ),
            (
                (
                    "Deputāti lems par pašvaldības budžeta grozījumiem, tostarp par {eur_9000_90000} eiro "
                    "piešķiršanu ielu apgaismojuma atjaunošanai {par_loc}."
                ),
                (
                    "Viens no plašākajiem jautājumiem ir saistošo noteikumu grozījumi par palīdzību dzīvokļa "
                    "jautājumu risināšanā, ko komitejā atbalstīja vienbalsīgi."
                ),
            ),
            (
                (
                    "Tāpat paredzēts lemt par zemes vienību nomu {par_loc} un {par2_loc}, kā arī par "
                    "pašvaldības dzīvokļa īpašuma atsavināšanu {street_loc} {house}."
                ),
                (
                    "Darba kārtībā iekļauti arī ziņojumi par iepriekšējo lēmumu izpildi un jautājums par "
                    "dalību projektā, kura kopējās izmaksas ir {eur_90000_900000} eiro."
                ),
            ),
            (
                (
                    "Pirms sēdes, {on2}, pulksten {time2} jautājumus izskatīs Finanšu komiteja, kuru vada "
                    "{person}."
                ),
                (
                    "„Šoreiz lēmumu projektu ir vairāk nekā parasti, jo tuvojas termiņš vairākiem "
                    "pieteikumiem,” skaidro {role} {person}."
                ),
            ),
            (
                (
                    "Ar lēmumu projektiem var iepazīties pašvaldības tīmekļvietnē. Jautājumus deputātiem var "
                    "iesūtīt, rakstot uz {mail}."
                ),
            ),
        ),
        (
            "Par grozījumiem pašvaldības budžetā",
            "Par zemes ierīcības projekta apstiprināšanu {par_loc}",
            "Par telpu nomu {street_loc} {house}",
            "Par nekustamā īpašuma nosaukuma maiņu {par2_loc}",
            "Par maksas pakalpojumu cenrādi",
        ),
    ),
    Story(
        "planning",
        (
            "Līdz {until} var iesniegt priekšlikumus par {par_gen} attīstību",
            "Sākusies lokālplānojuma publiskā apspriešana {par_loc}",
        ),
        (
            (
                (
                    "Līdz {until} iedzīvotāji aicināti iepazīties ar plānošanas dokumenta redakciju un "
                    "izteikt priekšlikumus par {par_gen} turpmāko attīstību."
                ),
                (
                    "{area_gen} pašvaldība nodevusi publiskajai apspriešanai lokālplānojumu teritorijai "
                    "{par_loc}. Apspriešana ilgs līdz {until}."
                ),
            ),
            (
                (
                    "Apspriešanas sanāksme notiks {wd}, {on}, pulksten {time} {venue_loc}, bet attālināti "
                    "tai varēs pieslēgties iepriekš piesakoties."
                ),
                (
                    "Klātienes sanāksme paredzēta {on} pulksten {time} {street_loc} {house}. Tajā "
                    "piedalīsies {role} {person}."
                ),
            ),
            (
                (
                    "Plānotā teritorija aizņem {n_4_38} hektārus, un tajā paredzēta gan mazstāvu apbūve, gan "
                    "publiski pieejama zaļā zona ar gājēju celiņiem."
                ),
                (
                    "Dokumentā noteikts, kur turpmāk pieļaujama ražošanas objektu būvniecība, bet kur "
                    "saglabājama lauksaimniecības zeme. Izmaiņas skar {n_20_90} īpašumus."
                ),
            ),
            (
                (
                    "Rakstiskus priekšlikumus var iesniegt klientu apkalpošanas centrā vai sūtīt uz {mail}, "
                    "norādot vārdu, uzvārdu un adresi."
                ),
            ),
        ),
        shape="fold",
    ),
    Story(
        "auction",
        (
            "Pašvaldība {on} rīko dzīvokļa izsoli {street_loc}",
            "Izsolē pārdod zemes vienību {par_loc}",
            "Cirsmu izsole {on} {par_loc} un {par2_loc}",
        ),
        (
            (
                "{area_gen} pašvaldība {on} pulksten {time} rīko mutisku izsoli ar augšupejošu soli.",
                (
                    "Elektroniskā izsolē ar augšupejošu soli tiek pārdots pašvaldības īpašums {par_loc}. "
                    "Izsole noslēgsies {on}."
                ),
            ),
            (
                (
                    "Izsoles sākumcena ir {eur_2000_48000} eiro, nodrošinājums — desmit procenti no "
                    "sākumcenas, solis — {eur_100_900} eiro."
                ),
            ),
            (
                (
                    "Īpašumu var apskatīt darba dienās, iepriekš sazinoties pa tālruni {tel}. Kontaktpersona "
                    "ir {role} {person}."
                ),
                (
                    "Pieteikumi izsolei jāiesniedz līdz {until} pulksten {time2}. Noteikumi pieejami "
                    "pašvaldības ēkā un tīmekļvietnē."
                ),
            ),
        ),
        shape="table",
    ),
    Story(
        "vacancy",
        (
            "Aicina darbā pirmsskolas izglītības skolotāju {par_loc}",
            "Vakance: sociālais darbinieks {town_loc}",
            "Pašvaldība {par_loc} meklē ceļu uzturēšanas speciālistu",
            "Komunālā saimniecība {par_loc} aicina darbā elektriķi",
        ),
        (
            (
                (
                    "{area_gen} pašvaldība aicina darbā kolēģi uz nenoteiktu laiku ar pilnu slodzi, "
                    "{n_30_40} stundas nedēļā."
                ),
                "Darba vieta atrodas {street_loc} {house}, un darbu iespējams sākt no {since}.",
            ),
            (
                (
                    "Mēnešalga pirms nodokļu nomaksas ir no {eur_980_1250} līdz {eur_1300_1990} eiro "
                    "atkarībā no pieredzes."
                ),
            ),
            (
                (
                    "Pieteikumu ar dzīves aprakstu un izglītības dokumentu kopijām līdz {until} gaidām "
                    "{mail}. Sīkāku informāciju sniedz {role} {person}, tālrunis {tel}."
                ),
            ),
        ),
        (
            "atbilstoša izglītība vai gatavība to iegūt",
            "valsts valodas zināšanas augstākajā līmenī",
            "B kategorijas autovadītāja apliecība",
            "prasme plānot laiku un strādāt komandā",
            "veselības apdrošināšana pēc pārbaudes laika",
        ),
    ),
    Story(
        "grants",
        (
            "Izsludināts projektu konkurss „{par} ļaudis veido savu vidi”",
            "Iedzīvotāju idejām {par_loc} atvēl {eur_2000_9000} eiro",
        ),
        (
            (
                (
                    "Līdz {until} var pieteikties konkursā, kurā idejas autori saņem līdzfinansējumu savas "
                    "apkārtnes sakopšanai."
                ),
                (
                    "Konkursa mērķis ir atbalstīt cilvēkus, kuri gatavi paši darīt labāku dzīvi {par_loc} un "
                    "citviet {area_loc}."
                ),
            ),
            (
                (
                    "Vienam projektam pieejami līdz {eur_600_2500} eiro, bet kopējais konkursa finansējums "
                    "ir {eur_9000_45000} eiro."
                ),
                (
                    "Komisija izvērtēja {n_20_60} pieteikumus. Visvairāk punktu ieguva rotaļu laukuma "
                    "ierīkošana {par_loc}."
                ),
            ),
            (
                (
                    "„Katru gadu redzam, ka visizturīgākās ir tās idejas, kuras īsteno kaimiņi kopā,” saka "
                    "{role} {person}."
                ),
                "Konsultācijas par pieteikuma aizpildīšanu notiks {on} pulksten {time} {venue_loc}.",
            ),
            ("Nolikums un veidlapas pievienotas pielikumā. Jautājumus var uzdot, rakstot uz {mail}.",),
        ),
        ("rotaļu un sporta laukumi", "soliņi un velosipēdu statīvi", "kopīgas talkas un stādījumi"),
    ),
)
