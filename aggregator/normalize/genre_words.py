"""The vocabulary of genres: every canonical genre with its English synonyms, and its words in 26 other languages.

One genre per line, `Genre: word, word`. Canonical spellings are those of MyAnimeList and AniList (genres, themes,
demographics), then of the film databases; a word is listed where it is the genre's name and not merely near it. Case,
accents, spaces, hyphens and `#` do not matter. What appears in a story ("Swordplay", "Orphans", "Vampires") is no
genre: it stays a tag.
"""

from typing import Final

ENGLISH: Final = """
Action: action anime
Adventure: adventures
Avant Garde: dementia, experimental, avantgarde
Award Winning: award-winning
Boys Love: bl, boys' love, boy's love, boy love
Comedy: comedies, comedic, comedy anime, humor, humour
Drama: dramas
Fantasy:
Girls Love: gl, girls' love, girl's love, girl love
Gourmet: cooking
Horror: horror anime
Mystery: mysteries
Romance: romantic, romance anime, love story
Sci-Fi: science fiction, science-fiction, sf, scifi, sci fi, sciencefiction, scfi
Slice of Life: slice-of-life, sol, sliceoflife, daily life, everyday life
Sports: sport, sports anime
Supernatural: super natural, paranormal
Suspense:
Thriller: thrillers
Ecchi: etchi
Erotica: erotic
Hentai:
Psychological: psychology
Adult Cast:
Anthropomorphic: anthropomorphism
CGDCT: cute girls doing cute things
Childcare: child care
Combat Sports: combat sport
Crossdressing: cross-dressing, cross dressing
Delinquents:
Detective:
Educational: education, edutainment
Gag Humor: gag comedy, gag humour, gag
Gore: splatter
Harem:
High Stakes Game: high stakes games
Historical: history, historic
Idols (Female): female idols, idol (female)
Idols (Male): male idols, idol (male)
Idols: idol
Isekai: isekai anime
Iyashikei:
Love Polygon:
Love Status Quo:
Magical Sex Shift: gender bender, genderbender, gender-bender
Mahou Shoujo: magical girl, magical girls, mahou shojo, maho shoujo, maho shojo, mahoushoujo
Martial Arts: martial art
Mecha: mechas
Medical: medicine
Military:
Music:
Mythology: mythological
Organized Crime: organised crime
Otaku Culture:
Parody: parodies, spoof
Performing Arts: performing art
Pets:
Racing: cars
Reincarnation: reincarnated
Reverse Harem: reverse-harem
Samurai:
School:
School Life:
Showbiz: show business
Space:
Strategy Game: strategy games
Super Power:
Survival:
Team Sports: team sport
Time Travel: time-travel, timetravel
Urban Fantasy:
Vampire:
Video Game: video games, videogame, videogames
Villainess: villainesses
Visual Arts: visual art
Workplace:
Josei:
Kids: kid, children, for kids, kodomo, kodomomuke
Seinen:
Shoujo: shojo, shōjo
Shounen: shonen, shōnen
Animation: animated
Biography: biographical
Crime: criminal
Documentary: documentaries
Family: family friendly, for the whole family
Musical: musicals
Short: shorts, short film
War: warfare
Western: westerns
Alternate History: alternative history
Contemporary Fantasy:
Cyberpunk: cyber punk
Dark Comedy: black comedy, black humor, black humour, dark humor
Dark Fantasy:
Demons:
Dystopia: dystopian, dystopic
Fairy Tale: fairy tales, fairytale
Game: games
High Fantasy: epic fantasy
Kaiju:
Love Comedy: lovecom, rabukome
Romantic Comedy: romcom, rom-com, rom com
Low Fantasy:
Magic:
Magical Realism: magic realism
Melodrama:
Monster:
Ninja:
Noir: film noir, neo-noir
Occult:
Omegaverse:
Police:
Political:
Post-Apocalyptic: post apocalypse, post-apocalypse, postapocalyptic, post apocalyptic, apocalyptic
Real Robot: real robots
Satire: satirical
Science Fantasy:
Shoujo Ai: shojo ai, shoujo-ai, shojo-ai
Shounen Ai: shonen ai, shounen-ai, shonen-ai
Slapstick:
Smut:
Space Opera:
Spy: espionage
Steampunk: steam punk
Super Robot: super robots
Superhero: superheroes, super hero, super heroes
Sword and Sorcery: swords & sorcery, sword & sorcery, swords and sorcery
Tokusatsu:
Tragedy: tragic, tragedies
Virtual Reality: vr
Wuxia:
Xianxia:
Xuanhuan:
Yaoi:
Yuri:
Zombie:
"""

NATIVE: Final = {
    "ja": """
Action: アクション, バトル, アクション・バトル
Adventure: 冒険, アドベンチャー
Award Winning: 受賞作
Boys Love: ボーイズラブ
Comedy: コメディ, コメディー, ギャグ・コメディ, コメディ・ギャグ, お笑い
Gag Humor: ギャグ, ギャグアニメ
Drama: ドラマ, ヒューマンドラマ, 人間ドラマ
Fantasy: ファンタジー
Girls Love: ガールズラブ
Gourmet: グルメ, 料理, 料理・グルメ
Horror: ホラー, 怪談
Mystery: ミステリー, ミステリ, 推理, 推理・ミステリー, ミステリー・サスペンス
Romance: 恋愛, ラブストーリー, ロマンス, ラブロマンス, 恋愛・ラブコメ
Love Comedy: ラブコメ, ラブコメディ
Sci-Fi: SF, エスエフ, サイエンスフィクション
Slice of Life: 日常, 日常系, 日常・ほのぼの, ほのぼの
Sports: スポーツ, スポーツ・競技, スポ根
Supernatural: 超自然, オカルト・ホラー, 怪異
Suspense: サスペンス
Thriller: スリラー
Ecchi: エッチ, お色気, セクシー
Erotica: エロティカ
Hentai: 変態, エロ, アダルトアニメ
Psychological: 心理, サイコロジカル, 心理戦, 心理サスペンス
Historical: 歴史, 時代劇, 歴史・時代劇, 歴史・戦記, 歴史もの
Harem: ハーレム
Reverse Harem: 逆ハーレム
Idols: アイドル
Isekai: 異世界, 異世界転生, 異世界ファンタジー
Iyashikei: 癒し, 癒し系
Mahou Shoujo: 魔法少女
Magic: 魔法
Martial Arts: 格闘, 武術, 格闘技, 武道
Mecha: メカ, ロボット, ロボット・メカ, メカ・ロボット
Military: ミリタリー, 軍事
Music: 音楽, 音楽・アイドル, ミュージック
Parody: パロディ
Police: 警察, 刑事
Detective: 探偵
Racing: レース, 車
Samurai: 侍, サムライ
School: 学園, 学校, スクール
School Life: 学園生活
Space: 宇宙
Super Power: 超能力, 異能, 能力
Survival: サバイバル
Time Travel: タイムトラベル, タイムスリップ
Vampire: 吸血鬼, ヴァンパイア, バンパイア
Josei: 女性向け, 女性漫画
Kids: キッズ, 子供向け, こども, 子ども向け, キッズ・ファミリー, キッズアニメ
Family: ファミリー, 家族
Seinen: 青年, 青年漫画
Shoujo: 少女, 少女漫画, 少女マンガ
Shounen: 少年, 少年漫画, 少年マンガ
War: 戦争, 戦記
Animation: アニメーション
Documentary: ドキュメンタリー
Demons: 悪魔
Ninja: 忍者
Game: ゲーム
Yuri: 百合
Yaoi: やおい
Steampunk: スチームパンク
Cyberpunk: サイバーパンク
Dark Fantasy: ダークファンタジー
Workplace: お仕事, 仕事, 職業
Reincarnation: 転生
Villainess: 悪役令嬢
Crime: 犯罪
Musical: ミュージカル
Superhero: ヒーロー
Tokusatsu: 特撮
Tragedy: 悲劇
Monster: モンスター, 妖怪
""",
    "zh": """
Action: 动作, 動作, 战斗, 戰鬥, 格斗动作
Adventure: 冒险, 冒險, 探险, 探險
Boys Love: 耽美, 男男恋, bl向
Comedy: 喜剧, 喜劇, 搞笑, 幽默, 幽默搞笑, 爆笑, 轻松搞笑
Drama: 剧情, 劇情, 戏剧, 戲劇, 正剧
Fantasy: 奇幻, 幻想, 魔幻, 玄幻
Gourmet: 美食, 料理美食, 美食料理
Horror: 恐怖, 惊悚恐怖
Mystery: 悬疑, 懸疑, 推理懸疑, 推理悬疑, 推理, 悬疑推理, 懸疑推理, 侦探推理
Romance: 恋爱, 戀愛, 爱情, 愛情, 浪漫, 纯爱, 純愛
Romantic Comedy: 恋爱喜剧, 戀愛喜劇, 爱情喜剧
Sci-Fi: 科幻, 科幻未来, 科幻未來, 科学幻想
Slice of Life: 日常, 生活, 日常生活
Sports: 运动, 運動, 体育, 體育, 竞技, 競技, 运动竞技, 運動競技, 热血运动
Supernatural: 超自然, 灵异, 靈異, 靈異神怪, 灵异神怪, 神鬼, 怪谈
Suspense: 悬念
Thriller: 惊悚, 驚悚, 惊悚悬疑
Ecchi: 卖肉, 賣肉, 工口
Hentai: 里番, 裏番, 18禁, 成人动画
Psychological: 心理
Historical: 历史, 歷史, 古代, 歷史傳記, 历史传记, 古装
Harem: 后宫, 後宮
Reverse Harem: 逆后宫, 逆後宮
Idols: 偶像
Isekai: 异世界, 異世界, 穿越
Iyashikei: 治愈, 治癒, 療癒, 治愈系, 温馨治愈
Mahou Shoujo: 魔法少女
Magic: 魔法
Martial Arts: 武术, 武術, 格斗, 格鬥, 武打
Wuxia: 武侠, 武俠
Xianxia: 仙侠, 仙俠, 修仙, 修真
Mecha: 机战, 機戰, 机甲, 機甲, 机器人, 機器人, 萝卜, 科幻机战
Military: 军事, 軍事
Music: 音乐, 音樂
Parody: 恶搞, 惡搞
Police: 警匪, 刑侦
Detective: 侦探, 偵探
Crime: 犯罪
Racing: 赛车, 賽車, 竞速, 競速
School: 校园, 校園, 学园, 青春校園, 青春校园
School Life: 校园生活, 校園生活
Space: 太空, 宇宙
Super Power: 超能力, 异能, 異能, 超能
Survival: 生存
Time Travel: 时间旅行, 時間旅行, 时空穿越
Vampire: 吸血鬼
Josei: 女性向
Kids: 少儿, 少兒, 儿童, 兒童, 子供, 亲子, 親子
Family: 家庭, 合家欢
Seinen: 青年, 青年向
Shoujo: 少女, 少女向
Shounen: 少年, 少年向
War: 战争, 戰爭, 战争军事
Animation: 动画, 動畫
Documentary: 纪录片, 紀錄片, 记录
Biography: 传记, 傳記
Demons: 恶魔, 惡魔
Ninja: 忍者
Game: 游戏, 遊戲, 电竞
Yuri: 百合
Cyberpunk: 赛博朋克, 賽博龐克
Steampunk: 蒸汽朋克
Mythology: 神话, 神話
Workplace: 职场, 職場
Musical: 歌舞
Western: 西部
Short: 短片
Reincarnation: 转生, 轉生, 重生
Tragedy: 悲剧, 悲劇
Post-Apocalyptic: 末日, 末世
Delinquents: 不良少年
Satire: 讽刺
Fairy Tale: 童话, 童話
Tokusatsu: 特摄, 特攝
""",
    "ko": """
Dark Fantasy: 다크 판타지, 다크판타지
Action: 액션, 배틀
Adventure: 모험, 어드벤처
Boys Love: 보이즈러브, bl물
Comedy: 코미디, 개그, 코믹
Drama: 드라마
Fantasy: 판타지, 환타지
Gourmet: 요리, 음식, 미식
Horror: 호러, 공포
Mystery: 미스터리, 미스테리, 추리
Romance: 로맨스, 순정, 연애, 멜로
Romantic Comedy: 로맨틱 코미디, 러브코미디
Sci-Fi: 공상과학, 에스에프, 사이파이
Slice of Life: 일상, 일상물
Sports: 스포츠
Supernatural: 초자연, 오컬트
Suspense: 서스펜스
Thriller: 스릴러
Ecchi: 에로
Psychological: 심리
Historical: 역사, 시대극, 사극
Harem: 하렘
Reverse Harem: 역하렘
Idols: 아이돌
Isekai: 이세계, 이세계물
Iyashikei: 치유, 힐링
Mahou Shoujo: 마법소녀
Magic: 마법
Martial Arts: 무술, 격투
Wuxia: 무협
Mecha: 메카, 메카닉, 로봇
Military: 밀리터리, 군대
Music: 음악
Parody: 패러디
Detective: 탐정
Crime: 범죄
Racing: 레이싱
School: 학원, 학교, 학원물
School Life: 학원생활
Space: 우주
Super Power: 초능력, 이능력, 능력자
Survival: 서바이벌
Time Travel: 시간여행, 타임슬립
Vampire: 뱀파이어, 흡혈귀
Josei: 여성향
Kids: 키즈, 아동, 어린이, 유아
Family: 가족
Seinen: 청년
Shoujo: 소녀
Shounen: 소년
War: 전쟁
Animation: 애니메이션
Documentary: 다큐멘터리
Demons: 악마
Game: 게임
Yuri: 백합
Cyberpunk: 사이버펑크
Steampunk: 스팀펑크
Reincarnation: 환생
Tragedy: 비극
Musical: 뮤지컬
Samurai: 사무라이
""",
    "ru": """
Action: экшен, экшн, боевик, боевики, экшон
Adventure: приключения, приключение, приключенческий, приключенческое
Avant Garde: авангард, безумие
Award Winning: удостоено наград, призёр
Boys Love: бойз лав, бл
Comedy: комедия, комедии, комедийный, юмор
Drama: драма, драмы
Fantasy: фэнтези, фентези, фэнтази, фентази
Girls Love: гёрлз лав
Gourmet: гурман, кулинария, еда, кулинарный
Horror: ужасы, хоррор, ужас
Mystery: детектив, детективы, тайна, мистери, загадка, детективный
Romance: романтика, мелодрама, романтический, романтическое, любовь, про любовь
Romantic Comedy: романтическая комедия, ромком
Sci-Fi: фантастика, научная фантастика, нф, сай-фай
Slice of Life: повседневность, повседневное, срез жизни
Sports: спорт, спортивный, спортивное, про спорт
Supernatural: сверхъестественное, мистика, паранормальное
Suspense: саспенс
Thriller: триллер, триллеры
Ecchi: этти, эччи
Erotica: эротика
Hentai: хентай
Psychological: психологическое, психология, психологический, психологическая
Historical: исторический, историческое, история, исторические
Harem: гарем
Reverse Harem: реверс-гарем, обратный гарем, гарем для девушек
Idols: идолы, айдолы
Idols (Female): идолы (жен.), идолы (женщины)
Idols (Male): идолы (муж.), идолы (мужчины)
Isekai: исекай, исэкай, попаданцы, попадание в другой мир
Iyashikei: иясикэй
Mahou Shoujo: махо-сёдзё, девочки-волшебницы, волшебницы
Magic: магия, волшебство
Martial Arts: боевые искусства, боевые исскуства
Mecha: меха, роботы
Military: военное, военный, армия, военные
Music: музыка, музыкальный, музыкальное, про музыку
Musical: мюзикл
Parody: пародия
Police: полиция, полицейский
Crime: криминал, криминальный
Racing: гонки, машины, автомобили
Samurai: самураи, самурайский боевик
School: школа, школьный, про школу
School Life: школьная жизнь
Space: космос, про космос
Super Power: суперспособности, супер сила, сверхспособности
Survival: выживание
Time Travel: путешествия во времени, путешествие во времени
Vampire: вампиры, вампир, про вампиров
Josei: дзёсэй, дзёсей, джосей
Kids: детское, детский, для детей, детям, детские
Family: семейный, семейное, семья, семейные
Seinen: сэйнэн, сэйнен, сейнен, сейнэн
Shoujo: сёдзё, сёдзо, шоджо
Shounen: сёнэн, сёнен, шонен
Shoujo Ai: сёдзё-ай
Shounen Ai: сёнэн-ай, сёнен-ай
War: война, про войну
Western: вестерн
Animation: анимация, мультфильм
Biography: биография
Documentary: документальный, документальное
Demons: демоны, про демонов
Game: игры, игра, про игры
Yuri: юри
Yaoi: яой
Cyberpunk: киберпанк
Steampunk: стимпанк
Post-Apocalyptic: постапокалипсис, постапокалиптика, апокалипсис
Dystopia: антиутопия
Dark Fantasy: тёмное фэнтези, темное фентези
Mythology: мифология
Workplace: работа, взрослая работа
Reincarnation: реинкарнация, перерождение
Detective: сыщики
Gore: жестокость, гуро, расчленёнка
Organized Crime: мафия, якудза, организованная преступность
Short: короткометражка, короткометражный, короткометражное
Ninja: ниндзя
Spy: шпионы
Tragedy: трагедия
Medical: медицина
Strategy Game: стратегические игры
Video Game: видеоигры
Team Sports: командный спорт
Combat Sports: спортивные единоборства, единоборства
Satire: сатира
Superhero: супергерои
Zombie: зомби
Educational: образовательное, обучающее
Villainess: злодейка
Childcare: забота о детях
Delinquents: хулиганы
Adult Cast: взрослые персонажи
Otaku Culture: культура отаку
Performing Arts: исполнительское искусство
Visual Arts: изобразительное искусство
Showbiz: шоу-бизнес
Anthropomorphic: антропоморфизм
Crossdressing: кроссдрессинг
Love Polygon: любовный многоугольник
Magical Sex Shift: магическая смена пола, смена пола
High Stakes Game: игра с высокими ставками
Gag Humor: гэг-юмор
Pets: питомцы, домашние животные
Urban Fantasy: городское фэнтези
""",
    "de": """
Action: actionanime
Adventure: abenteuer
Comedy: komödie, komödien
Fantasy: fantasie
Horror: grusel
Mystery: rätsel, mysterien
Romance: romanze, liebe, liebesfilm, romantik, liebesgeschichte
Romantic Comedy: romantische komödie, liebeskomödie
Sci-Fi: wissenschaftsfiktion, zukunft
Slice of Life: alltagsleben, alltag, alltagsdrama
Sports: sportanime
Supernatural: übernatürlich, übernatürliches
Psychological: psychologisch, psychodrama, psychothriller
Historical: historisch, geschichte, geschichtlich
Erotica: erotik
Magic: magie
Martial Arts: kampfkunst, kampfsport
Military: militär
Music: musik
Parody: parodie
Police: polizei
Crime: krimi, verbrechen, kriminalfilm
School: schule
School Life: schulleben
Space: weltraum
Vampire: vampir, vampire
Kids: kinder, kinderfilm, für kinder
Family: familie, familienfilm
War: krieg, kriegsfilm
Documentary: dokumentarfilm, dokumentation, doku
Biography: biografie, biographie
Animation: zeichentrick, trickfilm
Short: kurzfilm
Demons: dämonen
Tragedy: tragödie
Post-Apocalyptic: endzeit
Mythology: mythologie
Super Power: superkräfte
Time Travel: zeitreise, zeitreisen
Dystopia: dystopie
Satire: satire
Game: spiel, spiele
Fairy Tale: märchen
Reincarnation: wiedergeburt
""",
    "fr": """
Adventure: aventure, aventures
Comedy: comédie, comédies, humour
Drama: drame, drames, dramatique
Fantasy: fantaisie, fantastique
Gourmet: cuisine, gastronomie, gourmand
Horror: horreur, épouvante, épouvante-horreur
Mystery: mystère, énigme, enquête
Romance: romantique, amour, histoire d'amour, romantisme
Romantic Comedy: comédie romantique
Sci-Fi: science-fiction, anticipation
Slice of Life: tranche de vie, tranches de vie, quotidien
Sports: sportif
Supernatural: surnaturel
Psychological: psychologique, psychologie
Historical: historique, histoire
Erotica: érotique
Magic: magie
Mahou Shoujo: magical girl
Martial Arts: arts martiaux
Military: militaire
Music: musique
Musical: comédie musicale
Parody: parodie
Police: policier
Crime: criminel
School: école, scolaire, milieu scolaire
School Life: vie scolaire, school life
Space: espace
Super Power: super pouvoir, super pouvoirs
Kids: enfants, jeunesse, enfant, pour enfants
Family: famille, familial
War: guerre
Documentary: documentaire
Biography: biopic, biographie
Animation: film d'animation
Short: court métrage
Demons: démons
Tragedy: tragédie
Post-Apocalyptic: post-apocalyptique
Mythology: mythologie
Game: jeux, jeu
Video Game: jeux vidéo, jeu vidéo
Time Travel: voyage temporel, voyage dans le temps
Ninja: ninjas
Spy: espionnage
Suspense: suspens
Dystopia: dystopie
""",
    "es": """
Action: acción
Adventure: aventura, aventuras
Award Winning: premiado
Comedy: comedia, comedias, humor
Fantasy: fantasía, fantástico
Gourmet: cocina, gastronomía, comida
Horror: terror, horror
Mystery: misterio, misterios
Romance: romántico, romántica, amor
Romantic Comedy: comedia romántica
Sci-Fi: ciencia ficción, cs. ficción
Slice of Life: recuentos de la vida, recuentos de vida, vida cotidiana, costumbrismo, cotidiano, recuerdos de la vida
Sports: deporte, deportes, deportivo
Supernatural: sobrenatural, paranormal
Suspense: suspenso
Psychological: psicológico, psicología, psicológica
Historical: histórico, historia, histórica
Harem: harén
Magic: magia
Mahou Shoujo: chicas mágicas, chica mágica
Martial Arts: artes marciales
Military: militar
Music: música
Parody: parodia
Police: policía, policial, policíaco
Crime: crimen, criminal
Racing: carreras, coches, autos
School: escolar, escolares, escuela, colegial
School Life: vida escolar
Space: espacio, espacial
Super Power: superpoderes, superpoder, poderes
Survival: supervivencia
Time Travel: viajes en el tiempo, viaje en el tiempo
Vampire: vampiros, vampiro
Kids: niños, infantil, para niños
Family: familia, familiar
War: guerra, bélico
Documentary: documental
Biography: biografía, biográfico
Animation: animación
Short: cortometraje
Demons: demonios
Tragedy: tragedia
Post-Apocalyptic: postapocalíptico, apocalíptico
Mythology: mitología
Game: juegos, juego
Avant Garde: demencia, vanguardia
Reincarnation: reencarnación
Erotica: erótico
Detective: detectives
Ninja: ninjas
Samurai: samuráis
Dystopia: distopía
Monster: monstruos
Zombie: zombis
""",
    "pt": """
Action: ação, acção
Adventure: aventura, aventuras
Comedy: comédia, comédias
Fantasy: fantasia
Gourmet: culinária, gastronomia
Horror: terror, horror
Mystery: mistério, mistérios
Romance: romântico, amor
Romantic Comedy: comédia romântica
Sci-Fi: ficção científica, ficção
Slice of Life: cotidiano, vida cotidiana, fatias da vida, slice-of-life
Sports: esporte, esportes, desporto, esportivo
Supernatural: sobrenatural
Psychological: psicológico, psicologia
Historical: histórico, história
Harem: harém
Magic: magia
Mahou Shoujo: garotas mágicas, garota mágica
Martial Arts: artes marciais
Military: militar
Music: música
Parody: paródia
Police: polícia, policial
Crime: crime
Racing: corrida, corridas, carros
School: escolar, escola, colegial
School Life: vida escolar
Space: espaço, espacial
Super Power: superpoderes, super poder
Survival: sobrevivência
Time Travel: viagem no tempo
Vampire: vampiros, vampiro
Kids: infantil, crianças
Family: família
War: guerra
Documentary: documentário
Biography: biografia
Animation: animação
Short: curta-metragem, curta
Demons: demônios
Tragedy: tragédia
Post-Apocalyptic: pós-apocalíptico
Mythology: mitologia
Game: jogos, jogo
Western: faroeste
Reincarnation: reencarnação
Erotica: erótico
Dystopia: distopia
Monster: monstros
""",
    "it": """
Action: azione
Adventure: avventura, avventure, avventuroso
Comedy: commedia, commedie, comico, umoristico, demenziale
Drama: drammatico, dramma
Fantasy: fantasia, fantastico
Gourmet: cucina, gastronomico
Horror: orrore
Mystery: mistero, giallo, misteri
Romance: sentimentale, romantico, amore, romanzo rosa, romanticismo
Romantic Comedy: commedia romantica, commedia sentimentale
Sci-Fi: fantascienza
Slice of Life: spaccato di vita, vita quotidiana, quotidiano
Sports: sportivo
Supernatural: soprannaturale, sovrannaturale
Thriller: brivido
Psychological: psicologico, psicologia
Historical: storico, storia
Magic: magia
Mahou Shoujo: maghette, majokko
Martial Arts: arti marziali
Military: militare
Music: musica, musicale
Parody: parodia
Police: polizia, poliziesco
Crime: crimine, criminale
Racing: corse, automobili, motori
School: scolastico, scuola
School Life: vita scolastica
Space: spazio, spaziale
Super Power: superpoteri
Survival: sopravvivenza
Time Travel: viaggi nel tempo, viaggio nel tempo
Vampire: vampiri, vampiro
Kids: bambini, per bambini
Family: famiglia, per famiglie, per la famiglia
War: guerra
Documentary: documentario
Biography: biografico, biografia
Animation: animazione
Short: cortometraggio
Demons: demoni
Tragedy: tragedia, tragico
Post-Apocalyptic: post-apocalittico, apocalittico
Mythology: mitologia, mitologico
Game: giochi, gioco
Avant Garde: avanguardia
Erotica: erotico
Samurai: samurai
Reincarnation: reincarnazione
Dystopia: distopia, distopico
Spy: spionaggio
Monster: mostri
""",
    "pl": """
Action: akcja, filmy akcji, sensacja
Adventure: przygodowy, przygoda, przygodowe, przygody
Comedy: komedia, komediowy
Drama: dramat, dramatyczny, obyczajowe
Fantasy: fantastyka, fantastyczny
Gourmet: kulinarne, gotowanie, jedzenie
Horror: groza
Mystery: tajemnica, zagadka, tajemnice, kryminał zagadka
Romance: romans, romantyczny, romantyczne, miłość
Romantic Comedy: komedia romantyczna
Sci-Fi: fantastyka naukowa, fantastyczno-naukowy
Slice of Life: okruchy życia, obyczajowy
Sports: sportowy, sportowe
Supernatural: nadprzyrodzone, zjawiska nadprzyrodzone, nadnaturalne, siły nadprzyrodzone
Thriller: dreszczowiec
Psychological: psychologiczny, psychologiczne, psychologia
Historical: historyczny, historyczne, historia
Harem: haremówka
Magic: magia
Mahou Shoujo: magiczne dziewczyny
Martial Arts: sztuki walki
Military: wojskowy, wojskowe, militarne, militaria
Music: muzyka, muzyczny, muzyczne
Parody: parodia
Police: policyjny, policja, policyjne
Crime: kryminał, kryminalny
Racing: wyścigi, samochody
Samurai: samuraje
School: szkolny, szkoła, szkolne
School Life: szkolne życie, życie szkolne
Space: kosmos
Super Power: supermoce, supermoc
Survival: przetrwanie
Time Travel: podróże w czasie
Vampire: wampiry
Kids: dla dzieci, dziecięcy, dzieci
Family: familijny, rodzinny, familijne
War: wojenny, wojna
Documentary: dokumentalny, dokument
Biography: biograficzny
Animation: animacja, animowany
Short: krótkometrażowy
Demons: demony
Tragedy: tragedia
Post-Apocalyptic: postapokaliptyczny, postapokalipsa, post-apokaliptyczne
Game: gry, gra
Mythology: mitologia
Avant Garde: eksperymentalne, eksperymentalny
Erotica: erotyka, erotyczny
Detective: detektywistyczny, detektywi
Reincarnation: reinkarnacja
Dystopia: dystopia, antyutopia
Isekai: inny świat
Parody: parodie
""",
    "cs": """
Action: akční, akce
Adventure: dobrodružný, dobrodružné, dobrodružství
Comedy: komedie, komediální
Drama: drama
Fantasy: fantasy
Gourmet: vaření, kulinářský
Horror: horor, horory
Mystery: mysteriózní, tajemno, záhada
Romance: romantický, romantika, romantické, milostný
Romantic Comedy: romantická komedie
Sci-Fi: vědeckofantastický, sci-fi
Slice of Life: ze života, každodenní život
Sports: sportovní, sport
Supernatural: nadpřirozeno, nadpřirozené
Thriller: thriller
Psychological: psychologický, psychologické, psychologie
Historical: historický, historické, historie
Erotica: erotický, erotické
Magic: magie
Martial Arts: bojová umění
Military: vojenský, vojenské, armáda
Music: hudební, hudba
Musical: muzikál
Parody: parodie
Police: policejní
Crime: krimi, kriminální
Racing: závody, auta
School: školní, škola, ze školy
School Life: školní život
Space: vesmír
Super Power: superschopnosti, super síla, superschopnost
Vampire: upíři
Kids: dětský, pro děti
Family: rodinný, rodinné
War: válečný, válka
Documentary: dokumentární
Biography: životopisný
Animation: animovaný, animované
Short: krátkometrážní
Demons: démoni
Tragedy: tragédie
Post-Apocalyptic: postapokalyptický, postapo
Fairy Tale: pohádka
Avant Garde: experimentální
Time Travel: cestování časem, cestování v čase
Detective: detektivní
Samurai: samurajové
Mythology: mytologie
Noir: film-noir
Reincarnation: reinkarnace
Game: hry, hra
""",
    "tr": """
Action: aksiyon
Adventure: macera
Comedy: komedi
Drama: dram
Fantasy: fantastik, fantezi
Gourmet: yemek, aşçılık, mutfak
Horror: korku
Mystery: gizem, gizemli
Romance: romantik, romantizm, aşk
Romantic Comedy: romantik komedi
Sci-Fi: bilim kurgu
Slice of Life: günlük yaşam, yaşamdan kesitler, hayattan kesitler, yaşamdan kesit, günlük hayat
Sports: spor
Supernatural: doğaüstü, doğaüstü güçler
Suspense: gerilim
Psychological: psikolojik, psikoloji
Historical: tarihi, tarih, tarihsel
Magic: büyü, sihir
Mahou Shoujo: sihirli kız, büyülü kız
Martial Arts: dövüş sanatları, savaş sanatları, dövüş
Mecha: robot
Military: askeri
Music: müzik
Musical: müzikal
Parody: parodi
Police: polis, polisiye
Crime: suç
Racing: araba, arabalar, yarış
Samurai: samuray
School: okul
School Life: okul yaşamı, okul hayatı
Space: uzay
Super Power: süper güç, süper güçler
Survival: hayatta kalma
Time Travel: zaman yolculuğu
Vampire: vampir, vampirler
Kids: çocuk, çocuklar, çocuklar için
Family: aile
War: savaş
Documentary: belgesel
Biography: biyografi
Animation: animasyon
Short: kısa film
Demons: iblis, şeytan, şeytanlar, iblisler
Tragedy: trajedi
Game: oyun
Isekai: isekay, başka dünya
Post-Apocalyptic: kıyamet sonrası
Mythology: mitoloji
Ecchi: eçi
Reincarnation: reenkarnasyon
Western: kovboy
Detective: dedektif
Zombie: zombi
Harem: harem
""",
    "id": """
Action: aksi, laga
Adventure: petualangan
Comedy: komedi
Fantasy: fantasi
Gourmet: memasak, kuliner, masakan
Horror: horor, horror
Mystery: misteri
Romance: romantis, percintaan, romansa
Romantic Comedy: komedi romantis
Sci-Fi: fiksi ilmiah
Slice of Life: kehidupan sehari-hari, keseharian, potongan kehidupan
Sports: olahraga
Supernatural: supranatural
Thriller: cerita seru
Psychological: psikologis, psikologi
Historical: sejarah, historis
Magic: sihir
Martial Arts: bela diri, seni bela diri
Military: militer
Music: musik
Parody: parodi
Police: polisi
Crime: kejahatan, kriminal
School: sekolah
School Life: kehidupan sekolah
Space: luar angkasa, antariksa
Super Power: kekuatan super
Vampire: vampir
Kids: anak-anak, anak
Family: keluarga
War: perang
Documentary: dokumenter
Biography: biografi
Animation: animasi
Demons: iblis, setan
Tragedy: tragedi
Game: permainan
Racing: balapan
Reincarnation: reinkarnasi
Isekai: dunia lain
Time Travel: perjalanan waktu
Detective: detektif
Survival: bertahan hidup
Mythology: mitologi
""",
    "hi": """
Action: एक्शन, ऐक्शन, मारधाड़
Adventure: साहसिक, रोमांच, एडवेंचर, साहस
Comedy: कॉमेडी, हास्य
Drama: ड्रामा, नाटक
Fantasy: फैंटेसी, फंतासी, काल्पनिक, कल्पना
Horror: हॉरर, डरावनी, भयावह
Mystery: रहस्य, मिस्ट्री, रहस्यमय
Romance: रोमांस, रोमांटिक, प्रेम
Romantic Comedy: रोमांटिक कॉमेडी
Sci-Fi: साइंस फिक्शन, विज्ञान कथा, साइ-फाइ, साई-फाई, विज्ञान गल्प
Slice of Life: स्लाइस ऑफ लाइफ, दैनिक जीवन
Sports: खेल, स्पोर्ट्स
Supernatural: अलौकिक, सुपरनैचुरल
Thriller: थ्रिलर
Suspense: सस्पेंस
Psychological: मनोवैज्ञानिक
Historical: ऐतिहासिक
Magic: जादू, जादुई
Martial Arts: मार्शल आर्ट, मार्शल आर्ट्स
Mecha: मेका
Military: सैन्य
Music: संगीत
Musical: म्यूज़िकल
Crime: अपराध, क्राइम
School: स्कूल, विद्यालय
Space: अंतरिक्ष
Super Power: सुपर पावर, महाशक्ति
Vampire: वैम्पायर
Kids: बच्चे, बच्चों के लिए, बाल
Family: पारिवारिक, परिवार
War: युद्ध
Documentary: वृत्तचित्र
Animation: एनिमेशन, एनीमेशन
Isekai: इसेकाई
Shounen: शोनेन, शौनेन
Shoujo: शोजो
Seinen: सीनेन
Harem: हरम
Mythology: पौराणिक
Time Travel: समय यात्रा
""",
    "ta": """
Action: அதிரடி, ஆக்‌ஷன், ஆக்சன், சண்டை
Adventure: சாகசம், சாகச
Comedy: நகைச்சுவை, காமெடி
Drama: நாடகம், டிராமா
Fantasy: கற்பனை, பேண்டஸி, கனவுருப்புனைவு
Horror: திகில், பேய்
Mystery: மர்மம், மர்ம
Romance: காதல், ரொமான்ஸ்
Romantic Comedy: காதல் நகைச்சுவை
Sci-Fi: அறிவியல் புனைவு, அறிவியல் புனைகதை, அறிபுனை
Slice of Life: அன்றாட வாழ்க்கை
Sports: விளையாட்டு
Supernatural: அமானுஷ்யம், அமானுஷ்ய
Thriller: திரில்லர், பரபரப்பு
Psychological: உளவியல்
Historical: வரலாறு, வரலாற்று
Magic: மந்திரம், மாயாஜாலம்
Martial Arts: தற்காப்பு கலை, தற்காப்புக் கலை
Military: இராணுவம்
Music: இசை
Crime: குற்றம், குற்றவியல்
School: பள்ளி
Space: விண்வெளி
Kids: குழந்தைகள், சிறுவர்
Family: குடும்பம், குடும்ப
War: போர்
Documentary: ஆவணப்படம்
Animation: அசைவூட்டம், அனிமேஷன்
Isekai: இசெகாய்
Shounen: ஷோனென்
Mecha: மெச்சா
""",
    "ar": """
Action: أكشن, حركة
Adventure: مغامرة, مغامرات
Comedy: كوميدي, كوميديا, كوميدية
Drama: دراما, درامي
Fantasy: فانتازيا, خيال, فنتازيا, خيالي
Gourmet: طبخ, طعام
Horror: رعب
Mystery: غموض, غامض
Romance: رومانسي, رومانسية, رومنسي, رومنسية
Romantic Comedy: كوميديا رومانسية
Sci-Fi: خيال علمي
Slice of Life: شريحة من الحياة, حياة يومية, الحياة اليومية
Sports: رياضة, رياضي
Supernatural: خارق للطبيعة, خوارق, قوى خارقة للطبيعة
Suspense: تشويق
Thriller: إثارة
Ecchi: إيتشي
Psychological: نفسي, نفسية
Historical: تاريخي, تاريخ
Harem: حريم
Magic: سحر
Mahou Shoujo: فتاة ساحرة, فتيات ساحرات
Martial Arts: فنون قتالية
Mecha: ميكا, آليون, مدرعات
Military: عسكري, عسكرية
Music: موسيقى
Parody: محاكاة ساخرة
Police: شرطة, بوليسي
Crime: جريمة
Racing: سباقات, سيارات
Samurai: ساموراي
School: مدرسي, مدرسية, مدرسة
School Life: حياة مدرسية
Space: فضاء
Super Power: قوة خارقة, قوى خارقة
Survival: بقاء
Time Travel: سفر عبر الزمن
Vampire: مصاصي الدماء, مصاصي دماء, مصاص دماء
Josei: جوسي, جوسيه
Kids: أطفال
Family: عائلي, عائلية
Seinen: سينين
Shoujo: شوجو
Shounen: شونين, شونن
War: حرب, حروب, حربي
Documentary: وثائقي
Animation: رسوم متحركة, انيميشن
Demons: شياطين, شيطان
Tragedy: مأساة, مأساوي
Game: ألعاب, لعبة
Isekai: ايسيكاي, عالم آخر, ايسكاي, عوالم أخرى
Reincarnation: تناسخ
Detective: محقق, تحقيق
Ninja: نينجا
Zombie: زومبي
Mythology: أساطير
Monster: وحوش
""",
    "uk": """
Award Winning: нагороджене, відзначене нагородами
Gourmet: гурман, кулінарія
Mahou Shoujo: махо-шьоджьо, дівчата-чарівниці
Magic: магія
Space: космос
Super Power: суперсила, суперздібності
Time Travel: подорожі в часі
Demons: демони
Shoujo: шьоджьо, сьодзьо
Seinen: сейнен
Josei: джьосей
Ecchi: еччі
Parody: пародія
Police: поліція
Family: сімейний, сімейне
War: війна
Kids: дитяче
Gore: ґор, гор
Cyberpunk: кіберпанк
Animation: анімація, мультфільм
Detective: детективне
Action: бойовик, екшн, екшен
Adventure: пригоди, пригодницький
Comedy: комедія
Drama: драма
Fantasy: фентезі
Horror: жахи, жах
Mystery: містика, загадка, детектив
Romance: романтика, мелодрама
Sci-Fi: фантастика, наукова фантастика
Slice of Life: повсякденність, буденність
Sports: спорт
Supernatural: надприродне
Suspense: саспенс
Thriller: трилер
Psychological: психологія, психологічний
School: школа, шкільне, шкільний
Music: музика, музичний
Historical: історія, історичний
Military: військове, військовий
Mecha: меха
Martial Arts: бойові мистецтва
Samurai: самураї
Vampire: вампіри
Harem: гарем
Shounen: шьонен, сьонен
Isekai: ісекай
""",
    "vi": """
Mecha: robot, người máy
Magic: phép thuật, ma thuật
Shounen: shounen, thiếu niên
Harem: hậu cung
Isekai: chuyển sinh, dị giới
Super Power: siêu năng lực, siêu sức mạnh
Vampire: ma cà rồng
Parody: hài nhại
Kids: trẻ em, thiếu nhi
Family: gia đình
Space: vũ trụ
Demons: quỷ
War: chiến tranh
Police: cảnh sát
Musical: ca nhạc
Suspense: hồi hộp
Game: trò chơi
Action: hành động
Adventure: phiêu lưu
Comedy: hài hước, hài
Drama: chính kịch, kịch tính
Fantasy: giả tưởng, kỳ ảo
Horror: kinh dị
Mystery: bí ẩn
Romance: lãng mạn, tình cảm
Sci-Fi: khoa học viễn tưởng, viễn tưởng
Slice of Life: đời thường
Sports: thể thao
Supernatural: siêu nhiên
Thriller: giật gân
Psychological: tâm lý
School: học đường
Music: âm nhạc
Historical: lịch sử
Military: quân đội
Martial Arts: võ thuật
Detective: trinh thám
""",
    "nl": """
Slice of Life: dagelijks leven
Martial Arts: vechtsport, vechtsporten
Crime: misdaad
Family: familie
Horror: griezel
School: schoolleven
Magic: magie
Space: ruimte
War: oorlog
Kids: kinderen
Action: actie
Adventure: avontuur
Comedy: komedie
Mystery: mysterie
Romance: romantiek, romantisch
Sports: sport
Supernatural: bovennatuurlijk
Psychological: psychologisch
Music: muziek
Historical: historisch, geschiedenis
Detective: detectiveverhaal
""",
    "sv": """
Slice of Life: vardag, vardagsliv
Sports: idrott
School: skola
Magic: magi
Psychological: psykologisk, psykologiskt
Military: militär
Martial Arts: kampsport
Family: familj
Crime: kriminal, deckare
War: krig
Animation: animerat
Kids: barn
Space: rymden
Adventure: äventyr
Comedy: komedi
Horror: skräck
Mystery: mysterium
Romance: romantik
Music: musik
Historical: historia
Supernatural: övernaturligt
""",
    "th": """
Slice of Life: ชีวิตประจำวัน
Supernatural: เหนือธรรมชาติ
Magic: เวทมนตร์
Psychological: จิตวิทยา
Music: ดนตรี
Historical: ประวัติศาสตร์
Mecha: หุ่นยนต์
Military: ทหาร
Harem: ฮาเร็ม
Isekai: ต่างโลก
Vampire: แวมไพร์
Detective: สืบสวน
Thriller: ระทึกขวัญ
Martial Arts: ศิลปะการต่อสู้
Super Power: พลังพิเศษ, พลังวิเศษ
Ecchi: เอจจิ
Shounen: โชเน็น, โชเนน
Animation: แอนิเมชัน, แอนิเมชั่น, อนิเมชั่น
Family: ครอบครัว
Space: อวกาศ
War: สงคราม
Action: แอ็คชั่น, แอคชั่น, บู๊
Adventure: ผจญภัย
Comedy: ตลก, คอมเมดี้
Drama: ดราม่า
Fantasy: แฟนตาซี
Horror: สยองขวัญ
Mystery: ลึกลับ
Romance: โรแมนติก
Sci-Fi: ไซไฟ
Sports: กีฬา
School: โรงเรียน
""",
    "hu": """
Action: akció
Adventure: kaland
Comedy: vígjáték, komédia
Drama: dráma
Fantasy: fantasztikum
Horror: rémtörténet
Mystery: misztikus, rejtély, misztérium
Romance: romantikus, romantika, szerelmi
Sci-Fi: tudományos-fantasztikus, tudományos fantasztikus
Slice of Life: hétköznapok, életkép
Sports: sport
Supernatural: természetfeletti
Thriller: thriller
Psychological: pszichológiai, lélektani, pszicho
School: iskolai, iskola
Music: zenés, zenei
Historical: történelmi
Military: katonai
Martial Arts: harcművészet, harcművészetek
Vampire: vámpír, vámpíros
Magic: mágia, varázslat
Mahou Shoujo: varázslólány
Family: családi
Crime: bűnügyi, krimi
Mecha: robotos
War: háborús
Parody: paródia
Kids: gyerek
""",
    "ro": """
Action: acțiune
Adventure: aventură, aventuri
Comedy: comedie
Drama: dramă
Fantasy: fantezie
Horror: groază
Mystery: mister
Romance: dragoste, romantism
Sci-Fi: științifico-fantastic, SF
Slice of Life: felie de viață, viață cotidiană
Sports: sporturi
Supernatural: supranatural
Psychological: psihologic
School: școală, școlar
Music: muzică, muzical
Historical: istoric
Military: militar
Martial Arts: arte marțiale
Crime: crimă
Family: familie
War: război
Magic: magie
""",
    "he": """
Action: אקשן, פעולה
Adventure: הרפתקאות, הרפתקה
Comedy: קומדיה
Drama: דרמה
Fantasy: פנטזיה
Horror: אימה
Mystery: מסתורין, מיסתורין
Romance: רומנטיקה, רומנטי, רומנטית
Sci-Fi: מדע בדיוני, מד"ב
Slice of Life: פרוסת חיים, חיי היומיום, חיי יומיום
Sports: ספורט
Supernatural: על טבעי, על-טבעי
Thriller: מתח, מותחן
Psychological: פסיכולוגי
School: בית ספר, בית-ספר
Music: מוזיקה
Historical: היסטורי, היסטוריה
Military: צבא
Martial Arts: אומנויות לחימה
Magic: קסם
Mecha: מכה, רובוטים
Animation: אנימציה
Family: משפחה
Shounen: שונן
Shoujo: שוג'ו
Seinen: סיינן
""",
    "el": """
Action: δράση, δράσης
Adventure: περιπέτεια, περιπέτειας
Comedy: κωμωδία, κωμωδίες
Drama: δράμα
Fantasy: φαντασία, φαντασίας
Horror: τρόμος, τρόμου
Mystery: μυστήριο, μυστηρίου
Romance: ρομαντικό, ρομαντική, ρομάντζο
Sci-Fi: επιστημονική φαντασία
Animation: κινούμενα σχέδια
Psychological: ψυχολογικό, ψυχολογικού
Historical: ιστορικό, ιστορικού, ιστορική
Sports: αθλητικό, αθλητικά
Supernatural: υπερφυσικό, υπερφυσικού
Thriller: θρίλερ
Music: μουσική, μουσικό
Military: στρατιωτικό
School: σχολικό, σχολείο
Slice of Life: καθημερινότητα, καθημερινή ζωή
""",
    "fi": """
Action: toiminta
Adventure: seikkailu
Comedy: komedia
Drama: draama
Horror: kauhu
Mystery: mysteeri
Romance: romantiikka
Sci-Fi: tieteisfiktio, scifi
Supernatural: yliluonnollinen
Psychological: psykologinen
Sports: urheilu
Music: musiikki
Slice of Life: arki
""",
    "da": """
Adventure: eventyr
Horror: gyser
Romance: romantik
Comedy: komedie
Mystery: mystik
""",
}
