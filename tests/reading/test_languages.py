# ruff: noqa: E501 - pages and tables read best a row a line
"""Facts are read in the languages of the field, whatever markup holds them."""

from collections.abc import Callable

import pytest

from aggregator import Page, read_page
from aggregator.model import AnimeType, Status

Rows = list[tuple[str, str]]

LANGUAGES: dict[str, Rows] = {
    "English": [("Type", "TV"), ("Episodes", "12"), ("Status", "Finished Airing"), ("Genres", "Action, Drama"), ("Studio", "Lighthouse Works"), ("Duration", "24 min")],
    "Japanese": [("種別", "TV"), ("話数", "全12話"), ("放送状況", "放送終了"), ("ジャンル", "アクション、ドラマ"), ("アニメーション制作", "Lighthouse Works"), ("再生時間", "24分")],
    "Chinese": [("动画类型", "TV"), ("集数", "12"), ("状态", "已完结"), ("题材", "动作、剧情"), ("动画制作", "Lighthouse Works"), ("单集时长", "24分钟")],
    "Korean": [("종류", "TV"), ("화수", "12화"), ("상태", "완결"), ("장르", "액션, 드라마"), ("제작사", "Lighthouse Works"), ("러닝타임", "24분")],
    "Russian": [("Тип", "ТВ"), ("Эпизоды", "12"), ("Статус", "Вышел"), ("Жанр", "Экшен, Драма"), ("Студия", "Lighthouse Works"), ("Длительность", "24 мин.")],
    "German": [("Typ", "TV-Serie"), ("Episoden", "12"), ("Status", "Abgeschlossen"), ("Genre", "Action, Drama"), ("Studio", "Lighthouse Works"), ("Laufzeit", "24 Minuten")],
    "French": [("Type", "Série TV"), ("Nombre d'épisodes", "12"), ("Statut", "Terminé"), ("Genres", "Action, Drame"), ("Studio d'animation", "Lighthouse Works"), ("Durée", "24 min")],
    "Spanish": [("Tipo", "Serie de TV"), ("Episodios", "12"), ("Estado", "Finalizado"), ("Géneros", "Acción, Drama"), ("Estudio", "Lighthouse Works"), ("Duración", "24 minutos")],
    "Portuguese": [("Tipo", "Série de TV"), ("Episódios", "12"), ("Situação", "Completo"), ("Gêneros", "Ação, Drama"), ("Estúdio", "Lighthouse Works"), ("Duração", "24 minutos")],
    "Italian": [("Tipo", "Serie TV"), ("Episodi", "12"), ("Stato", "Terminato"), ("Generi", "Azione, Drammatico"), ("Studio", "Lighthouse Works"), ("Durata", "24 minuti")],
    "Polish": [("Typ", "Seria TV"), ("Liczba odcinków", "12"), ("Status", "Zakończone"), ("Gatunki", "Akcja, Dramat"), ("Studio", "Lighthouse Works"), ("Czas trwania", "24 min")],
    "Czech": [("Typ", "TV seriál"), ("Počet epizod", "12"), ("Stav", "Dokončeno"), ("Žánry", "Akční, Drama"), ("Studio", "Lighthouse Works"), ("Délka", "24 min")],
    "Turkish": [("Tip", "TV"), ("Bölüm Sayısı", "12"), ("Durum", "Tamamlandı"), ("Türler", "Aksiyon, Dram"), ("Stüdyo", "Lighthouse Works"), ("Bölüm Süresi", "24 dk")],
    "Indonesian": [("Tipe", "TV"), ("Jumlah Episode", "12"), ("Status", "Tamat"), ("Genre", "Aksi, Drama"), ("Studio", "Lighthouse Works"), ("Durasi", "24 menit")],
    "Hindi": [("प्रकार", "टीवी"), ("एपिसोड", "12"), ("स्थिति", "पूर्ण"), ("शैली", "एक्शन, ड्रामा"), ("स्टूडियो", "Lighthouse Works"), ("अवधि", "24 मिनट")],
    "Tamil": [("வடிவம்", "TV"), ("அத்தியாயங்கள்", "12"), ("நிலை", "முடிந்தது"), ("வகை", "Action, Drama"), ("ஸ்டுடியோ", "Lighthouse Works"), ("கால அளவு", "24 நிமிடங்கள்")],
    "Arabic": [("نوع العمل", "TV"), ("عدد الحلقات", "12"), ("الحالة", "مكتمل"), ("التصنيف", "أكشن، دراما"), ("الاستوديو", "Lighthouse Works"), ("مدة الحلقة", "24 دقيقة")],
}  # fmt: skip
"""The same six facts, as sites of each language write them."""

MARKUPS: dict[str, Callable[[Rows], str]] = {
    "definition list": lambda rows: "<dl>" + "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in rows) + "</dl>",
    "table": lambda rows: "<table>" + "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in rows) + "</table>",
    "table of plain cells": lambda rows: "<table>" + "".join(f"<tr><td>{label}:</td><td>{value}</td></tr>" for label, value in rows) + "</table>",
    "bold labels in lines": lambda rows: "<p>" + "<br>".join(f"<b>{label}:</b> {value}" for label, value in rows) + "</p>",
    "bullets in lines": lambda rows: "<p>" + "<br>".join(f"➻ {label} :- {value}" for label, value in rows) + "</p>",
    "dashes in lines": lambda rows: "<p>" + "<br>".join(f"🔸 {label} – {value}" for label, value in rows) + "</p>",
    "list items": lambda rows: "<ul>" + "".join(f"<li>{label}: {value}</li>" for label, value in rows) + "</ul>",
    "spans in list items": lambda rows: "<ul>" + "".join(f"<li><span>{label}</span><span>{value}</span></li>" for label, value in rows) + "</ul>",
    "pairs of divs": lambda rows: "<div>" + "".join(f"<div class=r><div class=k>{label}</div><div class=v>{value}</div></div>" for label, value in rows) + "</div>",
    "labels before text": lambda rows: "".join(f"<div><div class=k>{label}</div>{value}</div>" for label, value in rows),
    "headings and paragraphs": lambda rows: "".join(f"<h4>{label}</h4><p>{value}</p>" for label, value in rows),
}  # fmt: skip


def page_of(rows: Rows, markup: str) -> Page:
    return Page(
        "https://harbour.example/anime/paper-moon",
        f"<title>Paper Moon – Harbour</title><h1>Paper Moon</h1>{MARKUPS[markup](rows)}",
    )


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_reads_the_facts(language: str, markup: str) -> None:
    review = read_page(page_of(LANGUAGES[language], markup), layouts=False)
    assert review.title == "Paper Moon"
    assert (review.type, review.episodes, review.status) == (AnimeType.TV, 12, Status.FINISHED)
    assert (review.genres, review.studios, review.duration_seconds) == (
        ("Action", "Drama"),
        ("Lighthouse Works",),
        1440,
    )
