"""What works are adapted from: 'Ранобэ', '轻小说改', 'LIGHT_NOVEL' to "Light novel" and the rest."""

import re
from typing import Final

from aggregator.normalize.names import clean_text
from aggregator.normalize.plain import MAX_PHRASE, one_meaning, vocabulary

WORDS: Final = {
    "Manga": """
        manga, japanese manga, comic manga, манга, 漫画, 漫畫, マンガ, コミック, コミックス, 漫画改, 漫画改编,
        漫畫改編, 漫画原作, 漫画作品, 만화, 만화책, 망가, मंगा, மங்கா, مانجا, مانغا, มังงะ, truyện tranh, манґа,
        мангa
    """,
    "4-koma manga": "4-koma manga, 4 koma manga, yonkoma, 4-koma, 4コマ漫画, 4コマ, 四格漫画, ёнкома, 4컷만화, енкома",
    "Web manga": """
        web manga, webmanga, web-manga, digital manga, веб-манга, веб манга, ウェブ漫画, web漫画,
        ウェブコミック, 웹 만화, 网络漫画, 網路漫畫
    """,
    "Webtoon": "webtoon, webtoons, manhwa, web comic, webcomic, веб-комикс, маньхуа, манхва, вебтун, 웹툰, 条漫",
    "Manhua": "manhua, 国漫",
    "Comic": "comic, comics, comic book, комикс, bande dessinée, cómic, fumetto, komiks, quadrinhos, çizgi roman",
    "Light novel": """
        light novel, light novels, lightnovel, ранобэ, ранобе, лайт-новел, лайтновела, легкий роман,
        лёгкая новелла, ライトノベル, ラノベ, 轻小说, 輕小說, 轻小说改, 轻小说改编, 輕小說改編, 라이트 노벨,
        라이트노벨, 라노벨, novela ligera, novelas ligeras, novel ringan, லைட் நாவல், लाइट नॉवल, رواية خفيفة,
        tiểu thuyết nhẹ, ไลท์โนเวล, ไลต์โนเวล, roman léger, romance leve, лайт-роман
    """,
    "Web novel": """
        web novel, webnovel, web-novel, веб-роман, веб-новелла, веб новелла, ウェブ小説, web小説,
        オンライン小説, 网络小说, 網路小說, 網絡小說, 网文, 웹소설, novela web, roman web
    """,
    "Novel": """
        novel, novels, роман, новелла, 小説, ノベル, 小说, 小說, 小说改, 小说改编, 小說改編, 소설, novela,
        roman, romance, romanzo, romanzi, powieść, román, nowela, उपन्यास, நாவல், رواية, tiểu thuyết, นิยาย,
        regény
    """,
    "Book": "book, books, книга, 書籍, 图书, livre, libro, livro, buch, kniha, książka, kitap, buku, كتاب",
    "Picture book": """
        picture book, 絵本, 绘本, 繪本, 그림책, книга с картинками, иллюстрированная книга, livre illustré
    """,
    "Original": """
        original, original work, original anime, original story, original script, anime original,
        anime originals, оригинал, ориджинал, оригинальный сценарий, оригінал, オリジナル, オリジナルアニメ,
        オリジナル作品, 原创, 原創, 原创动画, 原創動畫, 오리지널, 오리지널 애니메이션, originale, originel,
        originell, œuvre originale, obra original, opera originale, historia original, oryginał, oryginalny,
        oryginalne, originál, originální, orijinal, özgün, asli, orisinal, मूल, மூலம், أصلي, عمل أصلي,
        nguyên tác, ต้นฉบับ, eredeti
    """,
    "Visual novel": """
        visual novel, visual novels, визуальная новелла, визуальный роман, ビジュアルノベル, ノベルゲーム,
        美少女ゲーム, 视觉小说, 視覺小說, 비주얼 노벨, novela visual, novel visual, romance visual,
        roman visuel, візуальна новела, رواية مرئية
    """,
    "Game": """
        game, games, mobile game, smartphone game, игра, игры, компьютерная игра, мобильная игра, ゲーム,
        ゲーム作品, スマホゲーム, 游戏, 遊戲, 游戏改, 游戏改编, 遊戲改編, 手游, 게임, 모바일 게임, jeu,
        jeu vidéo, juego, juego móvil, jogo, gioco, gra, hra, spiel, oyun, permainan, गेम, விளையாட்டு, لعبة,
        trò chơi, เกม, гра
    """,
    "Video game": "video game, video games, videogame, videojuego, videospiel, videogioco, видеоигра, відеогра",
    "Card game": """
        card game, trading card game, tcg, карточная игра, カードゲーム, 卡牌游戏, 카드 게임, juego de cartas
    """,
    "Music": "music, музыка, 音楽, 音乐, 음악, musique, música, musica, musik",
    "Radio": "radio, radio drama, радио, ラジオ, ラジオドラマ, 广播剧, 라디오",
    "Doujinshi": "doujinshi, doujin, додзинси, 同人誌, 同人志, 동인지",
    "Mixed media": "mixed media, media mix, multimedia project, multimedia, メディアミックス, микс-медиа",
    "Live action": "live action, tv series, drama, ドラマ, 真人剧",
    "Other": """
        other, другое, прочее, その他, 其他, 其它, 기타, autre, otro, otra, outro, altro, andere, inne, jiné,
        diğer
    """,
    "Anime": "anime, аниме, アニメ, 动画, 動畫, 애니메이션",
}
"""Each kind under the name that it goes by, and what pages call it."""

MATERIALS: Final = vocabulary(WORDS)
_ADAPTED = re.compile(r"[\s(（]*(?:改编|改編|原作|adaptation|改)[)）]*$", re.IGNORECASE)


def parse_material(text: str) -> str | None:
    """What a work is adapted from, by the name that databases give it; None for a word that is none of them.

    >>> parse_material("LIGHT_NOVEL"), parse_material("Веб-манга"), parse_material("漫画改编")
    ('Light novel', 'Web manga', 'Manga')
    """
    if len(text) > MAX_PHRASE:
        return None
    value = clean_text(text.replace("_", " "))
    return one_meaning(value, MATERIALS) or one_meaning(_ADAPTED.sub("", value), MATERIALS)
