"""Criteria: 'Story', '作画', 'Озвучка': words for a part of a work, and for a page's own verdict."""

from functools import lru_cache
from typing import Final
from unicodedata import combining, normalize


@lru_cache(4096)
def fold_source(source: str) -> str:
    """The name of a source as names are compared.

    >>> fold_source("Story & Plot:")
    'story and plot'
    """
    bare = "".join(mark for mark in normalize("NFKD", source[:100]) if not combining(mark))
    return " ".join(bare.casefold().replace("&", " and ").replace("-", " ").strip(" :.!*").split())


_CRITERIA: Final = """
story, plot, storyline, script, writing, narrative, art, artwork, art style, visuals, animation, graphics,
design, direction, directing, sound, music, soundtrack, ost, audio, sound design, sound and music, voice acting,
voice, acting, dub, characters, character, cast, character design, character development, enjoyment,
entertainment, originality, pacing, world building, worldbuilding, setting, action, humor, humour, romance,
emotion, emotions, ending, opening, production, production quality, production value, rewatch value,
rewatchability, replay value, value, presentation, historia, trama, guion, personajes, animacion, animación,
musica, música, dibujo, histoire, scenario, scénario, personnages, réalisation, handlung, charaktere, bilder,
musik, spannung, erotik, сюжет, персонажи, рисовка, анимация, музыка, звук, графика, история, герои, enredo,
animação, personagens, storia, disegni, musiche, personaggi, fabuła, grafika, muzyka, postacie, ストーリー,
シナリオ, 作画, キャラクター, キャラ, 音楽, 声優, 演出, 物語, 映像, 剧情, 画面, 音乐, 人物, 人设, 故事, 스토리,
작화, 음악, 캐릭터, 연출, 성우, 영상, 작품성,
    озвучка, сценарий, режиссура, диалоги, атмосфера, малюнок, персонажі, музика, анімація, озвучення, звук и музыка,
    postaci, kreska, oprawa graficzna, oprawa muzyczna, udźwiękowienie, animacja, bohaterowie,
    příběh, animace, hudba, postavy, kresba, zvuk, történet, szereplők, látvány, zene, karakterek, animáció, grafika,
    verhaal, animatie, muziek, personages, berättelse, karaktärer, figurer, musikk, historie,
    hikaye, çizim, çizimler, müzik, karakterler, seslendirme, animasyon, kurgu, cốt truyện, hình ảnh, âm thanh,
    nhân vật, âm nhạc, cerita, karakter, animasi, grafis, gambar, alur cerita, suara,
    القصة, الرسم, الشخصيات, الموسيقى, التحريك, الانتاج, עלילה, אנימציה, דמויות, מוזיקה, ציור, דיבוב,
    เนื้อเรื่อง, งานภาพ, ภาพ, เพลง, ดนตรี, ตัวละคร, เสียงพากย์, कहानी, एनिमेशन, संगीत, पात्र, किरदार,
    கதை, இசை, அனிமேஷன், கதாபாத்திரங்கள், figuren, zeichnungen, zeichenstil, optik, synchronisation, synchro, umsetzung,
    dessin, dessins, graphisme, graphismes, musique, musiques, bande son, bande-son, doublage, intérêt, mise en scène,
    ambientación, dirección, apartado técnico, banda sonora, diseño de personajes, doblaje, som, arte, trilha sonora,
    dublagem, roteiro, direção, disegno, animazione, animazioni, doppiaggio, sceneggiatura, regia, sonoro,
    脚本, 構成, 感動, 笑い, 主題歌, 歌, 画風, 画风, 剧本, 音樂, 劇情, 配音, 作畫, 角色, 畫面, 演出效果, 设定,
    poveste, animație, muzică, personaje, grafică, coloană sonoră, sunet, scenariu, regie, desen, dublaj, ritm,
    ιστορία, πλοκή, σενάριο, χαρακτήρες, μουσική, σχέδιο, ήχος, κινούμενα σχέδια, σκηνοθεσία, rajz, rajzolás,
    hangulat, hang, szinkron, cselekmény, tarina, juoni, hahmot, musiikki, animaatio, ääni, handling, manus,
    ljud, сценарій, історія, звук, графіка, режисура
"""
_OVERALL: Final = """
overall, overall score, overall rating, total, total score, final, final score, final rating, final verdict,
verdict, summary, score, rating, our score, our rating, review score, editor rating, editor, editors, author,
reviewer, average, average score, users, user, user rating, user score, users rating, readers, reader rating,
community, members, critics, critic, general, gesamt, gesamtwertung, fazit, note, note globale, nota,
nota final, puntuación, calificación, valoración, итог, оценка, общая оценка, 総合, 総合評価, 评分, 综合, 총점,
평점
"""
CRITERIA: Final = frozenset(map(fold_source, _CRITERIA.split(",")))
"""Words for a part of a work. Their mean is the page's overall score."""
OVERALL: Final = frozenset(map(fold_source, _OVERALL.split(",")))
"""Words for a page's own rater or verdict, which name nobody outside of the page."""


@lru_cache(maxsize=8192)
def is_part(text: str) -> bool:
    """Whether a text is a word for a part of a work and nothing else.

    >>> is_part("Story:"), is_part("作画"), is_part("Story mode")
    (True, True, False)
    """
    return len(text) <= _LONGEST and fold_source(text.strip(" •·-–—:：")) in CRITERIA


_LONGEST: Final = 40
