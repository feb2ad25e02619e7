"""Types: 'TV Series, 24 episodes', '剧场版', 'ТВ Сериал', '(seriál)', schema.org's names to TV, MOVIE and so on."""

from typing import Final

from aggregator.model import AnimeType
from aggregator.normalize.plain import one_meaning, plain, vocabulary, word_key

# A bare "series" is TV: where this field tells works apart, it is the counterpart of movie and OVA.
# "Anime" and "animation" tell nothing apart, "video", "short" and "other" could be anything: they are in no row.
WORDS: Final = {
    AnimeType.TV: """
        tévésorozat, tv-sorozat, tv sorozat, sorozat, animesorozat, anime sorozat, rajzfilmsorozat,
        serial de televiziune, serial animat, televisieserie, animatieserie, tv-sarja, televisiosarja, tv seriał,
        serial tv anime, тб серіал, тв серіал, тв-серіал, tv серіал, аніме серіал, анімаційний серіал, סדרה,
        סדרת טלוויזיה, סדרת אנימה, טלוויזיה, ทีวี, ซีรีส์, ซีรีย์, ทีวีซีรีส์, ทีวีซีรี่ย์, anime bộ,
        phim truyền hình, τηλεοπτική σειρά, σειρά, seria tv (japonia), série télé animée, serie d'animazione,
        电视番组,
        tvアニメーション作品,
        tv, tv series, anime tv, anime tv series, tv serie, tv show, tv anime, tv animation, tva, tv mini series,
        tv miniseries, television,
        television series, television show,
        televised, anime series, series, serie, mini series, miniseries, tv (jp), tv season, animated series,
        animated tv series,
        anime television series, original anime television series, tvアニメ動画, tvアニメ作品, scripted tv,
        テレビ, テレビアニメ, テレビシリーズ, テレビアニメーション, tvアニメ, tvシリーズ, tvアニメーション,
        アニメシリーズ, テレビ放送, 連続アニメ,
        tv动画, tv動畫, tv版, tv番组, tv番組, 电视, 電視, 电视动画, 電視動畫, 电视版, 電視版, 电视剧, 電視劇,
        电视系列, 電視系列, 番剧, 番劇, 新番, tv系列, 日本tv动画,
        tv 시리즈, tv 애니메이션, tv 애니, tv판, tv방영, 텔레비전, 텔레비전 시리즈, 시리즈, 티비,
        серіал, тб-серіал, телесеріал, аніме-серіал, phim bộ,
        тв, тв сериал, тв-сериал, tv-сериал, тв сериалы, сериал, телесериал, аниме сериал, аниме-сериал, тв-шоу,
        тв аниме,
        телевизионный сериал, мультсериал, мини-сериал,
        fernsehserie, tv-serie, fernsehen, zeichentrickserie, animeserie, trickserie,
        série, série tv, série télévisée, série télé, télé, télévision, série animée, série d'animation, saison tv,
        serie de tv, serie tv, series de tv, serie de televisión, televisión, serie animada, serie anime,
        série de tv, série de televisão, televisão, seriado, série animada, série anime,
        serie televisiva, serie animata, serie animate, televisione,
        serial, serial tv, serial telewizyjny, telewizja, seria tv, serial anime, serial animowany,
        seriál, tv seriál, televizní seriál, animovaný seriál, anime seriál, pořad,
        dizi, tv dizisi, televizyon, televizyon dizisi, anime dizisi, tv serisi, seri,
        serial televisi, seri tv, televisi, serial anime, anime seri,
        टीवी, टीवी सीरीज़, टीवी श्रृंखला, टेलीविजन श्रृंखला, सीरीज, धारावाहिक, टीवी शो, शृंखला,
        டிவி, டிவி தொடர், தொலைக்காட்சி, தொலைக்காட்சித் தொடர், தொலைக்காட்சி தொடர், தொடர்,
        مسلسل, مسلسل تلفزيوني, تلفزيون, تلفاز, مسلسل انمي, انمي مسلسل, مسلسلات, تلفزيوني
    """,
    AnimeType.TV_SHORT: """
        tv short, tv shorts, short tv, tv short series, tvショート, テレビショート, tvショートアニメ, ショートtv,
        tv短片, 电视短片, 電視短片, 泡面番, 泡麵番, tv 단편, tv короткометражка,
        тв короткометражка, короткий тв сериал, tv-kurzserie, série courte tv, tv corto, corto de tv,
        serie corta de tv, curta de tv, corto tv, tv kısa
    """,
    AnimeType.TV_SPECIAL: """
        tv special, tv specials, television special, tv-special, tvsp, tv sp, tvスペシャル, テレビスペシャル,
        tv特番, 特番, tv特别篇, tv特別篇, 电视特别篇, 電視特別篇, tv特典,
        tv 스페셜, tv 특별편, тв спецвыпуск, тв-спецвыпуск, тв спешл, тв-спешл, тв special, tv-sonderfolge,
        spécial tv, especial de tv, especial tv,
        especial de televisión, especial de televisão, speciale tv, tv speciál, specjał tv, odcinek specjalny tv,
        tv özel, tv özel bölümü, spesial tv
    """,
    AnimeType.MOVIE: """
        mozifilm, egész estés film, egész estés, animációs film, animefilm (mozi), játékfilm, film de animație,
        lungmetraj, långfilm, animerad film, animerad långfilm, animatiefilm, bioscoopfilm, elokuva,
        animaatioelokuva, spillefilm, аніме фільм, повний метр, повнометражний, повнометражне аніме, סרט,
        סרט אנימה, סרט אנימציה, סרט קולנוע, ภาพยนตร์, หนัง, หนังโรง, มูฟวี่, เดอะมูฟวี่, อนิเมะมูฟวี่,
        ภาพยนตร์อนิเมะ, phim điện ảnh, phim chiếu rạp, phim anime, ταινία, film długometrażowy,
        movie, movies, film, films, feature film, feature, anime movie, anime film, animated movie, animated film,
        theatrical, theatrical film,
        theatrical movie, motion picture, tv movie, tv film, the movie, full-length film, full length movie,
        animated feature, theatrical feature, theatrical anime, アニメ映画動画, 劇場版アニメ動画,
        映画アニメ, 劇場アニメ動画,
        映画, 劇場版, 劇場, 劇場アニメ, 劇場版アニメ, アニメ映画, 長編アニメ, 長編アニメーション, ムービー,
        劇場公開, 劇場作品, 長編映画,
        剧场版, 剧场, 剧场版动画, 劇場版動畫, 电影, 電影, 动画电影, 動畫電影, 影片, 电影版, 電影版, 院线, 剧场动画,
        劇場動畫, 长片, 長片, 剧场电影,
        극장판, 영화, 애니메이션 영화, 극장판 애니메이션, 무비, 장편,
        фільм, повнометражний фільм, phim lẻ, аніме-фільм,
        фильм, фильмы, полнометражный фильм, полнометражный, полнометражное аниме, полнометражка, аниме фильм,
        аниме-фильм, кино, мувик, п/ф, полный метр, тв-фильм, тв фильм, телефильм, мультфильм,
        long-métrage d'animation, film d'animation japonais, anime-kinofilm, anime-film, film anime (kinowy),
        kinofilm, spielfilm, animefilm, fernsehfilm, langfilm, zeichentrickfilm, animationsfilm, long métrage,
        long-métrage, film d'animation, téléfilm, cinéma,
        película, peli, película anime, película animada, cine, largometraje, telefilme,
        filme, filme anime, filme de animação, cinema, longa, longa-metragem, film animato, film d'animazione,
        lungometraggio, lungometraggio animato,
        film kinowy, film pełnometrażowy, film anime, pełny metraż, film animowany, kinówka, celovečerní film,
        tv film, animovaný film, filmový,
        sinema, sinema filmi, anime filmi, uzun metraj, film layar lebar, layar lebar, film bioskop, bioskop,
        फिल्म, फ़िल्म, मूवी, चलचित्र, एनीमे फिल्म, திரைப்படம், படம், மூவி, அனிமே திரைப்படம், فيلم, فلم, افلام, فيلم انمي,
        فيلم سينمائي
    """,
    AnimeType.OVA: """
        ova, ovas, anime ova, ova anime, oav, oad, oads, original video animation, original animation dvd,
        original animation video,
        direct-to-video, direct to video, straight to video,
        ovaアニメ動画, oadアニメ動画, original video animations,
        ovaアニメ, オリジナルビデオアニメ, オリジナルビデオアニメーション, オリジナルアニメdvd, ビデオアニメ,
        オリジナルビデオ, 原创动画录影带, 原創動畫錄影帶, 原创动画光盘, ova动画, ova動畫, oad动画, 오브이에이, ова,
        овашка,
        оригинальная видео анимация, ovа, original video, ओवीए, ஓவிஏ, اوفا, أوفا, اوافا
    """,
    AnimeType.ONA: """
        שידור ברשת, websorozat, webbserie, веб-серіал, เว็บอนิเมะ,
        ona, onas, anime ona, ona anime, original net animation, original web animation, web, web anime, web series,
        web short,
        web shorts, web animation, net animation, webcast, internet, web serie,
        webアニメ動画, 配信アニメ, original net animations,
        webアニメ, ウェブアニメ, web配信, 配信, ネット配信, ネットアニメ, webシリーズ,
        オリジナルネットアニメーション, web动画, web動畫, 网络动画, 網路動畫, 網絡動畫, 网络, 網路, 网剧,
        原创网络动画, 原創網路動畫, ona动画, 网络版, 웹 애니메이션, 웹애니, 웹, 오엔에이,
        она, веб, веб-сериал, веб сериал, интернет, webserie, série web, websérie, serie web, serie internetowa,
        webový seriál, internet dizisi, web dizisi, seri web, वेब सीरीज, ओएनए, வலைத்தொடர், ஓஎன்ஏ, اونا, أونا, ويب
    """,
    AnimeType.SPECIAL: """
        különkiadás, különkiadások, speciális epizód, ediție specială, specialavsnitt, спеціальний випуск,
        спеціальний епізод, спешли, ספיישל, פרק מיוחד, ตอนพิเศษ, tập đặc biệt, đặc biệt,
        special, specials, anime special, sp, sps, special episode, special episodes, dvd special, dvd specials,
        bd special,
        blu-ray special, dvd/bd special, bonus, bonus episode, extra, extras, omake,
        スペシャル, 特別編, 特別篇, 特典, 特典映像, 番外編, 特別版, 特典アニメ, 特别篇, 特别版, sp动画, 番外篇,
        番外, 特典动画, 映像特典, 스페셜, 특별편, 특별판, 번외편,
        спешл, спэшл, спешлы, спецвыпуск, спецвыпуски, специальный выпуск, спец. выпуск, спешел, спецэпизод, экстра,
        sonderfolge, spezial, spéciale, spécial, épisode spécial, especial, especiales, episodio especial,
        especiais, episódio especial,
        speciale, speciali, episodio speciale, odcinek specjalny, specjał, odcinki specjalne, speciál,
        speciální díl, speciální epizoda, özel, özel bölüm, spesial, episode spesial, विशेष, विशेष एपिसोड, சிறப்பு,
        خاص, خاصة, حلقة خاصة, حلقات خاصة, سبيشل
    """,
    AnimeType.MUSIC: """
        music, music video, music videos, mv, music clip, musicvideo, amv clip, anime music video, pmv,
        ミュージック, ミュージックビデオ, ミュージッククリップ, 音楽, 音楽ビデオ, ミュージックpv, 音乐, 音樂,
        音乐视频, 音樂影片, 音乐mv, 音樂mv, 音乐录影带, 音樂錄影帶,
        뮤직비디오, 뮤직 비디오, 음악, 뮤비, клип, музыка, музыкальное видео, музыкальный клип, музыкальный,
        видеоклип, musik, musikvideo, clip musical, clip vidéo, musique, vídeo musical, video musical, musical clip,
        música, videoclip, videoclipe, clipe, clipe musical,
        musica, video musicale, muzyka, teledysk, hudební klip, hudební videoklip, videoklip, müzik, müzik videosu,
        müzik klibi, klip, video musik, संगीत, संगीत वीडियो, म्यूजिक वीडियो, இசை, இசை காணொளி, موسيقى, فيديو موسيقي,
        كليب, اغنية
    """,
    AnimeType.CM: """
        cm, cms, commercial, commercials, tv commercial, advertisement, advert, tvcm, コマーシャル,
        テレビコマーシャル, 广告, 廣告, cm广告, 광고, 시엠, реклама, рекламный ролик, рекламный, werbung, werbespot,
        publicité, anuncio, comercial, pubblicità, spot, reklama, reklam, iklan, विज्ञापन, விளம்பரம், اعلان, إعلان
    """,
    AnimeType.PV: """
        pv, pvs, promo, promo video, promotion video, promotional video, promotional, プロモーションビデオ,
        プロモーション映像, プロモ, 宣传片, 宣傳片, 宣传pv, 预告pv, 프로모션 비디오, 홍보 영상, проморолик, промо,
        промо-ролик, промо видео, промо-видео,
        promovideo, vidéo promotionnelle, vídeo promocional, video promocional, video promozionale,
        wideo promocyjne, promo klip, tanıtım, tanıtım videosu, video promosi, प्रोमो, ப்ரோமோ, برومو, فيديو ترويجي
    """,
}
TYPES: Final = vocabulary(WORDS)

SCHEMA_NAMES: Final = vocabulary(
    {
        AnimeType.TV: "TVSeries, TVSeason, video.tv_show",
        AnimeType.MOVIE: "Movie, video.movie",
        AnimeType.MUSIC: "MusicVideoObject",
    }
)
"""Names of schema.org and OpenGraph that state a type; CreativeWorkSeries, VideoObject and TVEpisode state none."""


def parse_type(text: str) -> AnimeType | None:
    """The type that a field's value names; None where it names none, or several.

    >>> parse_type("TV Series, 24 episodes")
    <AnimeType.TV: 'TV'>
    >>> parse_type("Netflix film") is None
    True
    """
    return one_meaning(text, TYPES)


def type_from_schema(name: str) -> AnimeType | None:
    """The type behind a name of schema.org (with or without its URL) or of OpenGraph.

    >>> type_from_schema("https://schema.org/TVSeries")
    <AnimeType.TV: 'TV'>
    >>> type_from_schema("CreativeWork") is None
    True
    """
    return SCHEMA_NAMES.get(word_key(plain(name).rpartition("schema.org/")[2].rpartition("schema:")[2]))
