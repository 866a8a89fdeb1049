"""Stories of budgets and of the offices people visit."""

from __future__ import annotations

from pilsetas_crawl.demo.stories import Story

OFFICE = (
    Story(
        "budget",
        (
            "Apstiprināts {area_gen} {year}. gada budžets",
            "{area_gen} budžetā lielākā daļa atvēlēta izglītībai",
            "Pašvaldība pārskata izdevumus: kas mainās {par_loc}",
        ),
        (
            (
                "Dome apstiprinājusi budžetu, kura ieņēmumi plānoti {n_20_60} miljonu eiro apmērā.",
                (
                    "Nākamajā sēdē deputāti skatīs budžeta grozījumus, kas saistīti ar izdevumu pieaugumu "
                    "par {eur_90000_900000} eiro."
                ),
            ),
            (
                (
                    "Izglītībai paredzēti {n_42_58} procenti no visiem izdevumiem, sociālajai aizsardzībai — "
                    "{n_8_18} procenti, ceļiem un ielām — {n_4_9} procenti."
                ),
            ),
            (
                (
                    "„Budžets ir saspringts, taču skolas un ceļus {par_loc} uzturēsim pilnā apjomā,” uzsver "
                    "{role} {person}."
                ),
                (
                    "Ietaupīt izdevies, apvienojot iepirkumus un atsakoties no nomātām telpām {street_loc} "
                    "{house}."
                ),
            ),
            ("Aizņēmumu apjoms gada beigās būs {n_3_9} procenti no pamatbudžeta ieņēmumiem.",),
        ),
        shape="table",
    ),
    Story(
        "service",
        (
            "Mainās klientu apkalpošanas centra darba laiks {par_loc}",
            "{on} pašvaldības kase {street_loc} nestrādās",
            "Dzīvesvietu deklarēt no {since} varēs arī {par_loc}",
        ),
        (
            (
                "No {since} klientu apkalpošanas centrs {par_loc} apmeklētājus pieņems pēc jauna grafika.",
                (
                    "Informējam, ka {wd}, {on}, apmeklētāju pieņemšana {street_loc} {house} nenotiks "
                    "tehnisku iemeslu dēļ."
                ),
            ),
            (
                "Steidzamos gadījumos zvaniet pa tālruni {tel} vai rakstiet uz {mail}.",
                (
                    "Pakalpojumus joprojām var pieteikt arī elektroniski, parakstot iesniegumu ar drošu "
                    "elektronisko parakstu."
                ),
            ),
            ("Atvainojamies par neērtībām un pateicamies par sapratni.",),
        ),
        shape="table",
    ),
)
