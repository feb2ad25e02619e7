"""Statuses."""

import pytest

from aggregator.model import Status
from aggregator.normalize.plain import word_key
from aggregator.normalize.statuses import STATUSES, WORDS, parse_status

FORMATS = {
    Status.FINISHED: [
        *(
            "Finished",
            "Finished Airing",
            "Finished Airing (Season 1)",
            "FINISHED",
            "Completed",
            "Complete",
            "Ended",
            "Series ended",
        ),
        *(
            "Released",
            "Finished, 12 episodes",
            "Completed (24/24)",
            "放送終了",
            "完結",
            "完结",
            "已完结",
            "已完結",
            "完结, 12集",
            "완결",
            "종영",
        ),
        *(
            "Вышел",
            "вышло",
            "Завершён",
            "завершено",
            "Вышел (12 эп.)",
            "Abgeschlossen",
            "Terminé",
            "Terminée",
            "Finalizado",
            "Concluído",
        ),
        *(
            "Concluso",
            "Zakończone",
            "Dokončeno",
            "Tamamlandı",
            "Tamat",
            "Selesai",
            "समाप्त",
            "முடிந்தது",
            "مكتمل",
            "Finished · 2024",
        ),
    ],
    Status.ONGOING: [
        *(
            "Ongoing",
            "On-going",
            "Airing",
            "Currently Airing",
            "Currently Airing (8/12)",
            "Releasing",
            "RELEASING",
            "Returning Series",
        ),
        *(
            "放送中",
            "連載中",
            "连载中",
            "更新中",
            "방영중",
            "방영 중",
            "연재중",
            "Онгоинг",
            "онгоинг",
            "Выходит",
            "Laufend",
            "En cours",
        ),
        *(
            "En emisión",
            "Em exibição",
            "Em lançamento",
            "In corso",
            "W trakcie",
            "Vysíláno",
            "Devam ediyor",
            "Sedang tayang",
            "जारी",
            "தொடர்கிறது",
            "مستمر",
        ),
    ],
    Status.UPCOMING: [
        *(
            "Upcoming",
            "Not yet aired",
            "Not Yet Aired",
            "Not Yet Released",
            "NOT_YET_RELEASED",
            "Announced",
            "Coming soon",
            "Planned",
        ),
        *(
            "放送予定",
            "未放送",
            "未开播",
            "即将上映",
            "방영예정",
            "Анонс",
            "анонсировано",
            "Angekündigt",
            "À venir",
            "Próximamente",
        ),
        *("Em breve", "In arrivo", "Zapowiedziane", "Oznámeno", "Yakında", "Akan datang", "आगामी", "விரைவில்", "قادم"),
    ],
    Status.CANCELLED: [
        *(
            "Cancelled",
            "Canceled",
            "CANCELLED",
            "打ち切り",
            "已取消",
            "취소",
            "Отменён",
            "Abgebrochen",
            "Annulé",
            "Cancelado",
            "Cancellato",
        ),
        *("Anulowane", "Zrušeno", "İptal edildi", "Dibatalkan", "रद्द", "ரத்து", "ملغي"),
    ],
    Status.HIATUS: [
        *(
            "Hiatus",
            "On Hiatus",
            "HIATUS",
            "On hold",
            "休止中",
            "停更",
            "휴재",
            "Приостановлен",
            "Pausiert",
            "En pause",
            "En pausa",
        ),
        *("Em hiato", "In pausa", "Wstrzymane", "Pozastaveno", "Ara verildi", "स्थगित", "متوقف"),
    ],
}

NOTHING_THERE = [
    *(
        "",
        "-",
        "?",
        "Unknown",
        "N/A",
        "TBA",
        "Loved it",
        "Plan to watch",
        "Watching",
        "Dropped",
        "Season 1",
        "2024",
        "12/24",
    ),
    *(
        "Finished / Ongoing",
        "10/07/2024 - Now",
        "I finished it in one evening",
        "Not finished yet",
        "Ongoing story of a hero",
    ),
]


@pytest.mark.parametrize(("status", "text"), [(status, text) for status, texts in FORMATS.items() for text in texts])
def test_reads_the_word(status: Status, text: str) -> None:
    assert parse_status(text) is status


@pytest.mark.parametrize("text", NOTHING_THERE)
def test_invents_no_status(text: str) -> None:
    assert parse_status(text) is None


def test_every_status_has_words_and_its_own_name() -> None:
    assert {status: parse_status(status) for status in Status} == {status: status for status in Status}


def test_no_word_has_two_statuses() -> None:
    rows = [(word_key(word), status) for status, words in WORDS.items() for word in words.split(",")]
    assert all(STATUSES[word] is status for word, status in rows)
