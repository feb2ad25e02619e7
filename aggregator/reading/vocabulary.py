# ruff: noqa: E501, ISC004, SIM905 - rows of words are data, and read best as they are
"""Labels of facts in nearly thirty languages, and the words by which a page's zones, ratings and boilerplate are told apart. Data only.

Words are lower case, as str.casefold gives them, without punctuation at their ends; `|` separates them.
"""

LABELS: dict[str, str] = {
    "type": (
        "播映方式|播出方式|播放方式|放送媒体|"
        "típus|műsortípus|sorozat típusa|tip anime|gen de producție|tip de media|mediatype|typ av anime|тип твору|тип аніме|формат показу|dạng anime|loại hình|kiểu anime|ประเภทอนิเมะ|รูปแบบ|סוג|סוג היצירה|פורמט|סוג אנימה|tyyppi|τύπος|μορφή|format anime|kategori anime|"
        "type & durée|type et durée|typ & länge|tipo y duración|tipo e durata|"
        "作品类别|影视类型|"
        "rodzaj produkcji|rodzaj serii|forma|typ díla|vorm|категорія|художественный формат|"
        "category (format)|art des anime|type d'œuvre|kategori tipi|тип произведения|类别形式|"
        "type|format|anime type|show type|media type|kind|category type|media format|format type"
        "|тип|формат|тип аниме|тип релиза|вид"
        "|形式|フォーマット|種別|メディア|媒体|作品形式|放送形式|アニメ形式"
        "|类型动画|動畫類型|动画类型|作品类型|播出類型|播放类型|形态|形態|版本类型|影片类型"
        "|종류|형식|분류|매체|유형|타입|방영 형태"
        "|typ|art|anime-typ|format des animes"
        "|type d'anime|type de série|type"
        "|tipo|formato|tipo de anime|tipo de mídia|tipo de media"
        "|typ anime|rodzaj|typ serii|rodzaj anime|typ produkce|druh|typ seriálu"
        "|tür tipi|tip|tipi|format|seri türü|yayın türü|yapım türü"
        "|tipe|jenis|format"
        "|प्रकार|टाइप|प्रारूप|வகைப்பாடு|வடிவம்|நிகழ்ச்சி வகை|النوع الفني|نوع العمل|صنف|النوعية|نوع العرض|kiểu|loại|"
        "loại phim|định dạng|ประเภท|ชนิด|soort|typologi"
    ),
    "episodes": (
        "umfang|folgenzahl|"
        'epizódok száma|részek száma|részek|epizód|epizódszám|număr de episoade|număr episoade|nr. episoade|nr. de episoade|episoade totale|aantal afleveringen|aflevering|antal avsnitt|antal episoder|episoder|jaksoja|jaksojen määrä|episodiantal|кількість серій|серій всього|епізодів|всього серій|số tập phim|tổng số tập|tổng tập|จำนวนตอนทั้งหมด|ตอนทั้งหมด|פרקים|מספר פרקים|מספר הפרקים|סה"כ פרקים|επεισόδια|nb épisodes|nb. épisodes|nb d’épisodes|épisodes (nb)|nº caps|n. ep.|'
        "nº de capítulos|n.º de capítulos|n° de capítulos|nº de eps|всего эпизодов|liczba odcinków/epizodów|"
        "aantal afleveringen|số lượng tập|"
        "episode(s)|эпизодов|число эпизодов|серій|кількість епізодів|liczba odc.|nombre d'ép.|ép.|eps. count|"
        "broadcast episodes|回数|全回数|"
        "episodes|episode|eps|ep|eps.|no. of episodes|number of episodes|total episodes|total episode|episode count|"
        "episodes count|total eps|# of episodes|ep count|episodes total|# episodes"
        "|эпизоды|эпизодов|серии|серий|количество серий|кол-во серий|количество эпизодов|число серий|эпизод|всего "
        "серий|серия|выпуск|эпизодов всего|число эпизодов"
        "|話数|全話数|総話数|エピソード数|エピソード|話|本数|放送話数|全話"
        "|集数|集數|话数|話數|总集数|總集數|全集数|总话数|全集|集|播放集數|总集"
        "|화수|회차|에피소드|총 화수|편수|총화수|총 에피소드|에피소드 수|방영 횟수|횟수|총 편수|부작"
        "|episoden|folgen|anzahl episoden|anzahl folgen|folgenanzahl|episodenanzahl|anzahl der episoden|anzahl der "
        "folgen"
        "|épisodes|épisode|nombre d'épisodes|nb d'épisodes|nb. d'épisodes|nombre d’épisodes|nbre d'épisodes|nb épisodes"
        "|episodios|número de episodios|nº de episodios|n° de episodios|capítulos|total de episodios|cantidad de "
        "episodios|num. episodios|nº episodios|número de capítulos|nº de capítulos|caps"
        "|episódios|número de episódios|nº de episódios|total de episódios|n.º de episódios|quantidade de episódios|"
        "qtd. de episódios|eps|capitulos"
        "|episodi|numero di episodi|numero episodi|n. episodi|n° episodi|totale episodi|puntate|n. puntate"
        "|odcinki|liczba odcinków|ilość odcinków|odcinków|epizody|liczba epizodów|ilość epizodów|odc"
        "|epizody|počet epizod|počet dílů|díly|počet epizód|epizod|dílů|počet častí|počet sérií"
        "|bölüm|bölümler|bölüm sayısı|toplam bölüm|bölüm adedi"
        "|episode|jumlah episode|total episode|jumlah eps"
        "|एपिसोड|कुल एपिसोड|एपिसोड की संख्या|एपिसोड्स|एपिसोड संख्या|प्रकरण|अंकों की संख्या|भाग"
        "|அத்தியாயங்கள்|எபிசோடுகள்|எபிசோட்|மொத்த எபிசோடுகள்|அத்தியாயம்|எபிசோட்கள்|பகுதிகள்|மொத்த அத்தியாயங்கள்"
        "|الحلقات|عدد الحلقات|حلقات|الحلقة|عدد حلقات|số tập|tập|จำนวนตอน|ตอน|afleveringen|avsnitt|antal avsnitt|"
        "jaksot|epizódok|epizodları|епізоди|серії|кількість серій|episoade"
    ),
    "duration_seconds": (
        "játékidő|hossz|epizód hossza|epizódok hossza|műsoridő|időtartam|durată|durata|durata unui episod|lungime|speelduur|duur per aflevering|afleveringduur|speeltijd|speltid|avsnittslängd|varighed|spilletid|varighet|spilletid|kesto|jakson pituus|тривалість епізоду|тривалість|час|thời gian|thời lượng phim|độ dài|ความยาวตอน|ระยะเวลา|เวลา|ความยาวต่อตอน|אורך|אורך פרק|משך|משך פרק|זמן ריצה|διάρκεια|"
        "episode running time|тривалість серії|durée d'épisode|comprimento|metraż|métrage|running length|"
        "laufzeit pro folge|dauer pro episode|czas|duur|1話時間|單集長度|"
        "duration|episode duration|length|runtime|run time|running time|duration per episode|ep duration|episode "
        "length|episode runtime|ep. duration|per episode|average duration|time per episode|eps duration|avg. "
        "duration|time"
        "|длительность|продолжительность|длительность серии|длительность эпизода|хронометраж|время|продолжительность "
        "серии|продолжительность эпизода|длина серии|тайминг|время серии"
        "|再生時間|長さ|1話の長さ|放送時間長|上映時間|時間|放送分数|尺|各話時間|1話あたり"
        "|时长|時長|片长|片長|单集时长|单集片长|單集時長|每集时长|每集長度|每集时间|长度|播放长度|播放時長"
        "|러닝타임|상영 시간|상영시간|방영 시간|재생 시간|재생시간|분량|회당 시간|편당 시간|화당 시간|시간|에피소드 "
        "길이|길이"
        "|dauer|laufzeit|länge|episodenlänge|folgenlänge|spieldauer|episodendauer|episodenlaufzeit"
        "|durée|durée par épisode|durée d'un épisode|durée de l'épisode|durée épisode|durée moyenne|durée des "
        "épisodes|format/durée"
        "|duración|duracion|duración por episodio|duración del episodio|duración media|duración episodio|minutos"
        "|duração|duracao|duração por episódio|duração do episódio|duração média|tempo"
        "|durata|durata episodi|durata per episodio|durata episodio|durata media"
        "|czas trwania|długość|czas trwania odcinka|długość odcinka|czas odcinka|czas trwania odcinków"
        "|délka|délka epizody|stopáž|délka dílu|minutáž|dĺžka|dĺžka epizódy|trvání|stopáž dílu"
        "|süre|bölüm süresi|süresi|bölüm uzunluğu"
        "|durasi|durasi per episode|durasi episode|lama tayang"
        "|अवधि|एपिसोड की अवधि|समय अवधि|समय|प्रति एपिसोड अवधि|காலம்|கால அளவு|நேரம்|ஓடும் நேரம்|கால நீளம்|நிகழ்நேரம்|"
        "المدة|مدة الحلقة|مدة العرض|المده|مدة الحلقه|زمن الحلقة|thời lượng|ความยาว|speelduur|längd|kesto|тривалість"
    ),
    "status": (
        "állapot|státusz|sorozat állapota|stare|stadiu|statut anime|статус показу|стан|tình trạng phim|trạng thái phim|สถานะอนิเมะ|สถานะการฉาย|סטטוס|מצב|κατάσταση|durum (jp)|stato di pubblicazione|"
        "state of release|stato in patria|stato in italia|status in japan|statut vo|status do anime|estado del anime|"
        "статус аніме|status w japonii|yayın durumu (jp)|連載狀況|放映狀態|şu anki durumu|status anime|"
        "status|anime status|airing status|show status|publication status|broadcast status|release status|current "
        "status|series status|state"
        "|статус|состояние|статус выхода|статус релиза|статус аниме|выпуск аниме|статус перевода"
        "|状態|ステータス|放送状況|放送状態|配信状況|状況"
        "|状态|狀態|连载状态|播出状态|播放狀態|更新状态|播出狀態|連載狀態|动画状态"
        "|상태|방영 상태|방영상태|방송 상태|방영 현황|방영여부|진행 상태|연재 상태"
        "|statut|état|statut de diffusion|statut de la série"
        "|estado|estatus|estado de emisión|situación|situação|estado de emision|situacao|estado da série"
        "|stato|stato serie|stato anime"
        "|stan|status emisji|status serii|stav|stav vysílání|stav seriálu"
        "|durum|durumu|yayın durumu|seri durumu"
        "|status tayang|status anime"
        "|स्थिति|स्टेटस|प्रसारण स्थिति|दर्जा|நிலை|ஒளிபரப்பு நிலை|الحالة|حالة الأنمي|حالة العرض|حالة الانمي|حالة "
        "المسلسل|trạng thái|tình trạng|สถานะ|tila|статус виходу"
    ),
    "aired": (
        "prima tv giappone|prima tv in giappone|首映日期|首映时间|首映時間|премьерный показ|первый показ|リリース時期|放送開始時期|"
        "data in patria|data di uscita in patria|bemutató|japán bemutató|vetítés|sugárzás|eredeti sugárzás|adásban|premier|megjelenés|sugárzási idő|difuzare|difuzat|data lansării|premieră|lansare|data difuzării|uitzenddatum|uitgezonden|releasedatum|eerste uitzending|première|verschijningsdatum|sändningsdatum|premiär|visades|sändes|japansk premiär|udgivelsesdato|premiere (japan)|ensi-ilta|esitetty|дата виходу|вихід|дата релізу|дата показу|ефір|trình chiếu|ngày ra mắt|ngày phát hành|công chiếu|ngày công chiếu|lịch chiếu|เริ่มฉาย|วันฉาย|วันออกอากาศ|ช่วงเวลาออกอากาศ|วันที่ออกฉาย|שודר|תאריך שידור|שידור|תאריך יציאה|הקרנה|תאריכי שידור|יציאה|πρεμιέρα|προβολή|première (japon)|diffusion japonaise|japanischer start|japan-premiere|erstausstrahlung japan|rilis perdana|首播時間|放送年月|公開時期|"
        "播放期间|播映期间|播出期间|放映期间|"
        "премьера в мире|премьера в японии|дата премьеры в мире|premiera w japonii|premiera światowa|"
        "premiera na świecie|fecha de emisión original|date de sortie originale|sortie japonaise|sortie (japon)|"
        "première mondiale|datum premiéry v japonsku|estreno en japón|estreia no japão|uscita in giappone|"
        "japonya yayın tarihi|公開日（日本）|日本公開日|日本上映|日本首映|"
        "vintage|original run|aired between|air date(s)|originalausstrahlung|erstausstrahlung (japan)|"
        "date de 1ère diffusion|première diffusion (japon)|fecha de estreno (japón)|data de estréia|estréia|"
        "premiera (japonia)|premiera światowa|japon vizyon tarihi|初回放送日|放送日時|放映時間|公映日期|"
        "aired|airing|air date|air dates|aired on|broadcast date|broadcast period|airing dates|airing period|release "
        "date|released on|release|released|airdate|original release|original run|release dates|date aired|dates "
        "aired|first aired|theatrical release|premiere date|premiere|original air date|run|air period|release date "
        "(theaters)"
        "|дата выхода|выпуск|выход|период выхода|премьера|даты выхода|даты показа|дата премьеры|показ|эфир|в эфире|"
        "трансляция|период показа|дата релиза|дата выпуска|релиз|мировая премьера|вышло"
        "|放送期間|放送日|放送|公開日|公開|放映日|上映日|配信期間|放送時期|配信日|初回放送|公開年月日|放送年月日|"
        "放映期間|発売日|期間|放送開始日|配信開始日"
        "|播出时间|播出時間|播出日期|播放时间|首播时间|首播日期|上映日期|上映时间|放送日期|放送时间|首播|播放日期|"
        "放映日期|播映日期|上映|播映期間|播放期間|播出期間|首播日|放送期间|公開日期|发行日期|"
        "發行日期|上映年份|首映|开播时间|开播日期|首播時間|開播日期|更新时间段"
        "|방영일|방영 기간|방영기간|방송 기간|방영|개봉일|개봉|방송일|방영 시기|방영시기|최초 방영|공개일|방송기간|"
        "방송 시기|방영 날짜|첫 방영|첫방영|출시일|공개"
        "|ausstrahlung|erstausstrahlung|ausgestrahlt|veröffentlichung|zeitraum|veröffentlicht|erscheinungsdatum|"
        "premiere|kinostart|gesendet|ausstrahlungszeitraum|erstveröffentlichung|erschienen"
        "|diffusion|date de diffusion|dates de diffusion|date de sortie|sortie|diffusé|première diffusion|diffusée|"
        "période de diffusion|diffusion originale|diffusion d'origine|sortie en salles"
        "|emisión|emitido|fecha de emisión|estreno|fecha de estreno|fecha|lanzamiento|fechas de emisión|fecha de "
        "lanzamiento|fecha de emision|transmisión|periodo de emisión|en emisión|emisión original"
        "|exibição|exibido|data de lançamento|lançamento|estreia|transmissão|data de exibição|data de estreia|"
        "período de exibição|transmitido|data de lancamento|emissão|exibição original"
        "|data di uscita|uscita|messa in onda|trasmissione|data di trasmissione|in onda|andato in onda|prima tv|data "
        "uscita|trasmesso|prima trasmissione|data di messa in onda|periodo di trasmissione"
        "|emisja|data emisji|emitowane|premiera|data premiery|okres emisji|wyemitowano|emitowany|daty emisji|nadawane"
        "|vysílání|vysíláno|premiéra|datum vydání|datum premiéry|vysielanie|datum vysílání|premiéra v japonsku|v "
        "kinech od"
        "|yayın tarihi|yayın|yayınlanma tarihi|gösterim tarihi|çıkış tarihi|yayın dönemi|yayınlandı|vizyon tarihi|"
        "başlangıç - bitiş|gösterim"
        "|tayang|tanggal tayang|tanggal rilis|rilis|dirilis|tayang perdana|penayangan|masa tayang|tanggal rilisan"
        "|प्रसारण|प्रसारण तिथि|रिलीज़ तिथि|रिलीज|रिलीज़|प्रसारित|प्रसारण अवधि|रिलीज तिथि|रिलीज़ डेट|प्रदर्शन तिथि|"
        "रिलीज डेट"
        "|ஒளிபரப்பு|வெளியீட்டு தேதி|வெளியீடு|ஒளிபரப்பான தேதி|ஒளிபரப்பு தேதி|வெளியான தேதி|ஒளிபரப்பான காலம்|ஒளிபரப்பு "
        "காலம்|வெளியீட்டு நாள்"
        "|تاريخ العرض|العرض|تاريخ الإصدار|تاريخ الاصدار|موعد العرض|فترة العرض|عرض من|بث|تاريخ البث|مدة البث|ngày "
        "phát sóng|phát sóng|ngày chiếu|phát hành|khởi chiếu|ออกอากาศ|วันที่ออกอากาศ|วันที่ฉาย|uitgezonden|"
        "uitzending|sändes|трансляція"
    ),
    "start_date": (
        "kezdés|kezdete|első adás|data început|început|startdatum|begonnen op|startdatum uitzending|початок|початок показу|дата початку|bắt đầu|วันเริ่มฉาย|เริ่มออกอากาศ|התחלה|תאריך התחלה|έναρξη|alku|"
        "debut|primera emisión|data d'inizio|prima messa in onda|прем'єра|放送开始|播放开始|开始|開播|放映開始|開始|"
        "放映开始|début de diffusion (japon)|erstmals ausgestrahlt|begonnen|begin|"
        "start date|started|airing start|started airing|start|first air date|first episode|air date start|from|"
        "series premiere|begin|premiered on|aired from|first episode aired"
        "|дата начала|начало показа|начало|старт|начало выхода|дата старта"
        "|放送開始|開始日|開始|配信開始"
        "|开始日期|開始日期|放送开始|放送開始|开播|開播|开始|开始放送|播放開始"
        "|방영 시작|방영 시작일|시작일|방영시작|첫 방송|첫방송"
        "|beginn|startdatum|ausstrahlungsbeginn|sendestart"
        "|début|date de début|début de diffusion|commencé le|débute le"
        "|inicio|fecha de inicio|inicio de emisión|início|data de início|início da exibição|comenzó|primera emisión|"
        "primeira exibição"
        "|inizio|data di inizio|data inizio|inizio trasmissione"
        "|początek|data rozpoczęcia|początek emisji|rozpoczęcie|rozpoczęcie emisji|začátek|začátek vysílání|začátok"
        "|başlangıç|başlangıç tarihi|başlama tarihi|yayın başlangıcı"
        "|mulai tayang|mulai|tanggal mulai"
        "|आरंभ तिथि|प्रारंभ तिथि|शुरुआत|प्रारंभ|தொடக்கம்|தொடங்கிய தேதி|ஆரம்பம்|தொடக்க தேதி|تاريخ البداية|بداية العرض|"
        "البداية|بدأ العرض|ngày bắt đầu|วันที่เริ่ม"
    ),
    "end_date": (
        "befejezés|vége|utolsó adás|data sfârșit|sfârșit|einddatum|slutdatum|кінець|кінець показу|дата завершення|завершення|kết thúc|วันจบ|จบเมื่อ|סיום|תאריך סיום|λήξη|"
        "播放结束|放送结束|播出结束|final de emisión|fecha final|último episodio|konec vysílání (jp)|"
        "letzte ausstrahlung|"
        "end date|ended|finished|airing end|ended airing|end|finale|to|until|completed on|last air date|last episode|"
        "series finale|aired to|last aired|last episode aired"
        "|дата окончания|конец показа|окончание|окончание показа|завершение|дата завершения|конец"
        "|放送終了|終了日|終了|配信終了|结束日期|結束日期|放送结束|播放结束|完结日期|完結日期|放送結束|结束|播放結束|"
        "收官"
        "|방영 종료|방영 종료일|종료일|방영종료|완결일|종영일|종영"
        "|ende|enddatum|ausstrahlungsende|fin|date de fin|fin de diffusion|terminé le|fecha de finalización|fecha de "
        "fin|finalización|fim|data de término|término|finalizó|data de fim|fine|data di fine|data fine|koniec|data "
        "zakończenia|koniec emisji|zakończenie|zakończenie emisji|konec|konec vysílání|bitiş|bitiş tarihi|selesai "
        "tayang|tanggal selesai|selesai"
        "|समाप्ति तिथि|अंत तिथि|समापन|समाप्ति|முடிவு|முடிவடைந்த தேதி|முடிவு தேதி|تاريخ النهاية|نهاية العرض|تاريخ "
        "الانتهاء|النهاية|ngày kết thúc|วันที่จบ"
    ),
    "premiered": (
        "évad|szezon|sezon|anime-seizoen|uitzendseizoen|сезон|сезон показу|mùa phát sóng|mùa anime|mùa ra mắt|ฤดูกาลฉาย|ซีซัน|ซีซั่น|עונה|עונת שידור|σεζόν|출시 분기|방영분기|출시 시기|放送クール|クール|開播季度|"
        "premiered|season|premiere season|release season|anime season|airing season|broadcast season|season aired|"
        "season of premiere"
        "|сезон|сезон выхода|сезон показа|сезон премьеры|放送シーズン|シーズン|放送クール|放送時期・シーズン|放送季|"
        "播出季度|季度|季节|季節|首播季|播出季|개봉 시즌|"
        "방영 시즌|방영 분기|분기|시즌|방영분기"
        "|saison|jahreszeit|saison de diffusion|season der erstausstrahlung|temporada|temporada de estreno|estación|"
        "temporada de lançamento|temporada de estreia|stagione|sezon|sezona|sezonu|yayın sezonu|sezóna|musim|musim "
        "rilis|musim tayang|sezon emisji"
        "|सीज़न|मौसम|सीजन|பருவம்|சீசன்|الموسم|موسم|موسم العرض|mùa|ฤดูกาล|seizoen|säsong|сезон виходу"
    ),
    "year": (
        "év|gyártási év|megjelenés éve|gyártás éve|an apariție|anul lansării|an producție|jaar van uitgave|productiejaar|utgivningsår|produktionsår|valmistusvuosi|julkaisuvuosi|рік|рік випуску|рік створення|năm ra mắt|ปีที่ฉาย|ปีที่ออกฉาย|ปีที่ผลิต|שנה|שנת יציאה|שנת הפקה|έτος|χρονιά|"
        "yapım yılı|année(s)|baujahr|anno di trasmissione|год создания|рік виходу|anime year|prima visione|"
        "year|release year|released year|year of release|production year|year released|premiere year"
        "|год|год выхода|год выпуска|год производства|год релиза|год премьеры|дата, год"
        "|年|制作年|放送年|製作年|公開年|製作年度|制作年度|制作年份|年份|年代|首播年份|出品年份|上映年|发行年份|"
        "發行年份|開播年份"
        "|연도|제작년도|제작 연도|방영 연도|방영년도|출시 연도|개봉년도|제작연도|년도|방영연도"
        "|jahr|erscheinungsjahr|produktionsjahr|année|année de production|année de sortie|année de diffusion|año|año "
        "de estreno|año de emisión|año de lanzamiento|año de producción|ano|ano de lançamento|ano de estreia|ano de "
        "produção|anno|anno di uscita|anno di produzione|anno di inizio"
        "|rok|rok produkcji|rok wydania|rok premiery|rok emisji|rok výroby|rok vydání|rok vzniku|rok výroby|yıl|"
        "yapım yılı|yılı|çıkış yılı|tahun|tahun rilis|tahun tayang"
        "|वर्ष|साल|रिलीज वर्ष|रिलीज़ वर्ष|प्रदर्शन वर्ष|ஆண்டு|வெளியான ஆண்டு|வருடம்|வெளியீட்டு ஆண்டு|السنة|سنة "
        "الإنتاج|سنة العرض|سنة الإصدار|سنة الاصدار|سنة الانتاج|عام الإنتاج|năm|năm phát hành|năm sản xuất|ปี|jaar|år|"
        "vuosi|рік|рік випуску"
    ),
    "genres": (
        "作品類型|"
        "műfajok|műfaj|kategória|kategóriák|gen|genuri|categorie|categorii|genren|genre's|lajityypit|genret|sjanger|genrer|жанр|жанри аніме|категорії|thể loại anime|thể loại phim|แนวเรื่อง|แนวอนิเมะ|ประเภทเรื่อง|ז'אנר|ז'אנרים|ז׳אנר|ז׳אנרים|סוגה|קטגוריה|קטגוריות|είδος|είδη|"
        "anime türü|film türü|dizi türü|genre(n)|жанр(и)|rodzaj/gatunek|género(s)|gênero(s)|genere/i|genre d'anime|"
        "anime-genre|anime genre|"
        "genres|genre|genre(s)|genre/s|genres/themes|anime genres|main genres|categories|genre & themes|genre and "
        "themes|genres & tags|genres and tags"
        "|жанр|жанры|жанр(ы)|категории|категория|жанр аниме|жанры аниме|жанр/тематика"
        "|ジャンル|ジャンル・テーマ|カテゴリー|カテゴリ|类型|類型|题材|題材|风格|風格|分类|分類|作品题材|劇情類型|"
        "剧情类型|题材类型|類別|类别|动漫类型|動漫類型"
        "|장르|카테고리|genre(s) und themen|genres und themen|hauptgenres|hauptgenre|kategorie|kategorien"
        "|genres et thèmes|catégories|genre(s)|catégorie"
        "|géneros|género|generos|genero|categorías|géneros y temas|temas y géneros|gêneros|gênero|gêneros e temas|"
        "categorias|categoria|categoría|genêro|genêros"
        "|generi|genere|categorie|generi e temi"
        "|gatunki|gatunek|gatunki i tematyka|kategorie|kategoria|žánr|žánry|žánre|žáner|žánr(y)"
        "|türler|tür|kategoriler|kategori|türü|türleri"
        "|genre anime|genre/tema"
        "|शैली|शैलियाँ|शैलियां|विधा|विधाएँ|श्रेणी|श्रेणियाँ|जॉनर|வகை|வகைகள்|பாணி|التصنيف|التصنيفات|النوع|الأنواع|"
        "الانواع|تصنيف|تصنيفات|أنواع|نوع|تصنيف العمل|thể loại|หมวดหมู่|แนว|ประเภทเรื่อง|genrer|genren|lajityyppi|"
        "műfaj|жанри"
    ),
    "tags": (
        "címkék|kulcsszavak|etichete|teme|trefwoorden|taggar|tunnisteet|теми|теґи|ключові слова|nhãn|chủ đề|แท็ก|ธีม|תגיות|נושאים|ετικέτες|widownia|célközönség|doelgroep|målgrupp|"
        "tags|themes|theme|tag|themes & tags|theme(s)|content tags|keywords|demographic|demographics|target audience|"
        "elements|setting|settings"
        "|теги|тэги|темы|тема|тематика|аудитория|целевая аудитория|демография|метки|ключевые слова"
        "|タグ|テーマ|标签|標籤|标记|关键词|태그|테마|주제|키워드|themen|schlagwörter|schlagworte|zielgruppe|thèmes|"
        "thème|mots-clés|public "
        "visé|temas|tema|etiquetas|demografía|público-alvo|demografia|temáticas|temi|tematiche|target|tematyka|tagi|"
        "štítky|témata|klíčová slova|etiketler|etiket|temalar|label|tema|demografi|hedef kitle|टैग|विषय|"
        "குறிச்சொற்கள்|கருப்பொருள்|الوسوم|الكلمات الدلالية|وسوم|từ khóa|แท็ก"
    ),
    "studios": (
        "készítő stúdió|animációt készítette|gyártotta|studio animație|animat de|"
        "στούντιο παραγωγής|στούντιο κινουμένων σχεδίων|animerat av|animaation tuotanto|"
        "stúdió|stúdiók|gyártó stúdió|animációs stúdió|studiouri|studio de animație|animatiestudio|animationsstudio|studio's|studiot|animaatiostudio|анімаційна студія|студія анімації|xưởng phim|studio sản xuất|xưởng sản xuất|สตูดิโอผู้ผลิต|สตูดิโอ|สตูดิโออนิเมชัน|אולפן|סטודיו|אולפני|אולפן אנימציה|אולפן הפקה|στούντιο|animazione|animation (studio)|出品公司(动画)|"
        "yapımcı stüdyo|animasyon stüdyosu|stüdyosu|animation studio/s|студія|студії|estudio(s)|estúdio(s)|studio/s|"
        "produktionsstudio|アニメーション製作|动画制作公司|estudio animación|studio realizzatore|"
        "studio de production|studio d'anim.|studio produkcyjny|animációs stúdió|"
        "studios|studio|studio(s)|animation studio|animation studios|animation production|animated by|made by|animation work|"
        "main studio|animation studio(s)|studio name|animation by|anime studio|production studio|animation|work"
        "|студия|студии|анимационная студия|студия анимации|анимация|студия производства|аниме студия|"
        "студия-производитель|студия разработки"
        "|制作会社|アニメーション制作|アニメ制作|制作スタジオ|スタジオ|アニメ制作会社|動画工房制作|"
        "アニメーション制作会社|制作"
        "|动画制作|動畫製作|动画公司|製作公司|制作公司|动画制作公司|動畫公司|动画工作室|工作室|制作工作室|"
        "動畫製作公司|製作會社|动画片制作|制作会社|製作廠商|動畫製作會社"
        "|제작사|스튜디오|애니메이션 제작|제작|애니메이션 제작사|제작 스튜디오|애니 제작사|제작 회사"
        "|animationsstudio|studio(s)|animationsstudios|zeichentrickstudio|studio d'animation|studios d'animation|"
        "studio d’animation|réalisé par le studio|estudio|estudios|estudio de animación|animación|estúdio|estúdios|"
        "estúdio de animação|estudios de animación|animação|casa di produzione|studio di animazione|studi|studi di "
        "animazione|studio animazione"
        "|studio animacji|studia|produkcja animacji|studio animacyjne|animační studio|studio produkující|stüdyo|"
        "stüdyolar|animasyon stüdyosu|yapım stüdyosu|studio animasi|studio produksi"
        "|स्टूडियो|एनिमेशन स्टूडियो|निर्माण स्टूडियो|ஸ்டுடியோ|அனிமேஷன் ஸ்டுடியோ|தயாரிப்பு ஸ்டுடியோ|ஸ்டூடியோ|"
        "الاستوديو|استوديو|الأستوديو|استديو|الاستديو|استوديو الإنتاج|استوديو التحريك|hãng phim|hãng sản xuất|สตูดิโอ|"
        "студія"
    ),
    "producers": (
        "gyártó|gyártók|producer|producerek|producător|producători|producenten|producent|producenter|tuottaja|tuottajat|виробник|виробництво|продюсер|nhà đầu tư|đơn vị sản xuất|ผู้อำนวยการสร้าง|מפיק|מפיקים|הפקה|παραγωγή|"
        "compañías|compañía|productora|productoras|produtora|produtoras|sociétés de production|société de production|"
        "produktionsfirma|produzione|productiemaatschappij|"
        "producers|producer|producer(s)|production|production company|production companies|production committee|"
        "production co|co-production|production companies:"
        "|производство|продюсеры|продюсер|производитель|компания|компания-производитель|производители|продюсирование"
        "|製作|プロデュース|製作委員会|製作会社|プロデューサー|出品|出品公司|制作委员会|製作委員會|出品方|发行公司|"
        "제작위원회|제작 위원회|프로듀서|기획|produzenten|produktion|"
        "produzent|produktionsfirma|produktionskomitee|producteurs|producteur|producteur(s)|société de production|"
        "sociétés de production|productores|productor|productora|productoras|producción|produtores|produtor|produção|"
        "produtora|produtoras|produttori|produttore|produzione|producenci|producent|produkcja|komitet produkcyjny|"
        "producenti|produkce|produkční společnost|yapımcı|yapımcılar|yapım|yapım şirketi|produser|produsen|निर्माता|"
        "निर्माण|தயாரிப்பாளர்கள்|தயாரிப்பாளர்|தயாரிப்பு|المنتجون|الإنتاج|المنتج|شركة الإنتاج|شركات الإنتاج|nhà sản "
        "xuất|ผู้ผลิต|ผู้สร้าง|продюсери"
    ),
    "source_material": (
        "forrás|eredeti mű|alapmű|sursă|bron|oorspronkelijk werk|källa|förlaga|alkuperäisteos|першоджерело|джерело|nguồn gốc|ต้นฉบับจาก|ที่มา|מקור|מבוסס על|πηγή|"
        "source|source material|original work|adapted from|based on|adaptation|source type|original source|origin"
        "|первоисточник|источник|основа|снято по|по мотивам|оригинал|原作|原作媒体|原作類型|改编自|改編自|原作类型|"
        "原案|改编|來源|来源|作品来源|원작|"
        "원작 종류|원작 매체|출처"
        "|quelle|vorlage|originalwerk|adaptiert von|basierend auf|source originale|œuvre originale|oeuvre originale|"
        "origine|adapté de|d'après|fuente|material original|basado en|origen|adaptado de|obra original|fonte|origem|"
        "material de origem|baseado em|adaptação de|fonte originale|opera originale|tratto da|origine opera|basato su"
        "|źródło|materiał źródłowy|pierwowzór|na podstawie|materiał źródł.|oryginał|předloha|zdroj|kaynak|kaynak "
        "eser|uyarlama|uyarlandığı eser|orijinal eser|sumber|adaptasi|sumber cerita|स्रोत|मूल स्रोत|आधार|आधारित|"
        "மூலம்|மூலக்கதை|ஆதாரம்|المصدر|مصدر القصة|مقتبس من|العمل الأصلي|nguồn|ต้นฉบับ|แหล่งที่มา|джерело"
    ),
    "audio_languages": (
        "nyelv|hang|szinkron|limbă|limba|limba audio|gesproken taal|audiotaal|talat språk|мова озвучення|мова|озвучка|озвучено|tiếng|ภาษาเสียง|พากย์|שפה|שפות|דיבוב|γλώσσα|"
        "language|languages|audio|audio language|audio languages|dub|dubbed|spoken language|spoken languages|"
        "language(s)|available language|dub language|dubbing|voice|audio track|audio tracks|available languages|"
        "primary language|dub languages|languages available"
        "|язык|языки|озвучка|озвучивание|язык озвучки|аудио|язык аудио|дубляж|音声|言語|配音语言|音轨|語言|语言|"
        "配音語言|语种|音軌|音声言語|더빙|"
        "언어|음성|음성 언어|sprache|sprachen|synchro|audiosprache|synchronisation|tonspur|langue|langues|doublage|"
        "langue(s)|"
        "langue audio|langues disponibles|audio disponible|idioma|idiomas|doblaje|idioma de audio|idiomas "
        "disponibles|áudio|dublagem|idioma do áudio|lingua|lingue|doppiaggio|lingua audio|lingue audio|język|języki|"
        "dubbing|język audio|ścieżka dźwiękowa|jazyk|jazyky|dabing|zvuk|dil|diller|seslendirme|dublaj|ses dili|"
        "bahasa|sulih suara|bahasa audio|audio bahasa"
        "|भाषा|ऑडियो|भाषाएँ|डबिंग|ऑडियो भाषा|मूल भाषा|மொழி|மொழிகள்|ஆடியோ|டப்பிங்|ஒலி மொழி|اللغة|اللغات|لغة|لغة "
        "الدبلجة|الدبلجة|لغة الصوت|ngôn ngữ|lồng tiếng|ภาษา|เสียง|taal|språk|kieli|мова|озвучення"
    ),
    "synopsis": (
        "tartalom|cselekmény|leírás|ismertető|történet|descriere|rezumat|poveste|samenvatting|beschrijving|korte inhoud|inhoud|handling|beskrivning|sammanfattning|juoni|kuvaus|опис|сюжет|короткий зміст|nội dung phim|giới thiệu|cốt truyện|tóm tắt nội dung|เนื้อเรื่อง|เรื่องย่ออนิเมะ|รายละเอียด|תקציר|עלילה|תיאור|סיפור|περίληψη|υπόθεση|"
        "synopsis|plot|description|summary|story|overview|plot summary|storyline|about|storyline summary|plot "
        "synopsis|the story"
        "|описание|сюжет|описание аниме|краткое содержание|о чём|описание сюжета|あらすじ|ストーリー|概要|物語|内容|"
        "作品紹介|作品概要|简介|簡介|"
        "剧情简介|劇情簡介|剧情|作品簡介|内容简介|故事简介|作品简介|介绍|劇情介紹|剧情介绍|劇情|故事簡介|內容簡介"
        "|줄거리|소개|시놉시스|내용|작품 소개|스토리|작품소개|handlung|beschreibung|inhalt|inhaltsangabe|"
        "zusammenfassung|synopsis et "
        "détails|résumé|histoire|l'histoire|sinopsis|argumento|trama|descripción|historia|sinopse|enredo|descrição|"
        "história|resumo|sinossi|descrizione|storia|riassunto|opis|fabuła|streszczenie|zarys fabuły|obsah|popis|děj|"
        "konu|özet|hikaye|açıklama|konusu|hikayesi|sinopsis anime|cerita|alur cerita|ringkasan|कहानी|सारांश|विवरण|"
        "कथानक|कथा|கதை|கதைச்சுருக்கம்|சுருக்கம்|விளக்கம்|கதை சுருக்கம்|القصة|الوصف|قصة الأنمي|ملخص|نبذة|ملخص القصة|"
        "قصة|نبذة عن القصة|nội dung|tóm tắt|เรื่องย่อ|сюжет аніме|verhaal"
    ),
    "alternative_titles": (
        "titre orginal|official title|official titles|official name|"
        "magyar cím|magyar címe|további címek|titlu în română|titlu românesc|ελληνικός τίτλος|άλλοι τίτλοι|svensk titel|nederlandse titel|suomenkielinen nimi|"
        "más címek|egyéb címek|alternatív címek|alternatív cím|eredeti cím|angol és egyéb cím|titluri alternative|titlu alternativ|alte titluri|alte denumiri|titlu original|titlul original|alternatieve titel|andere titels|ook bekend als|originele titel|oorspronkelijke titel|alternativ titel|alternativa titlar|också känd som|alias|andra namn|muut nimet|alkuperäinen nimi|alkuperäisnimi|інша назва|альтернативні назви|альтернативна назва|оригінальна назва|також відоме як|tựa gốc|tiêu đề gốc|tên gốc|tên khác của phim|tựa khác|ชื่อเดิม|ชื่อเรียกอื่น|ชื่อรอง|שם מקורי|שמות נוספים|שם נוסף|כותרת מקורית|ידוע גם בשם|άλλοι τίτλοι|πρωτότυπος τίτλος|oryginalna nazwa|原題名|originalname|오리지널 제목|"
        "原版名称|原版名|外文名|外文名称|外文名稱|原文名称|日版名称|"
        "названия|другая версия названия|alternate title(s)|alternative title(s)|other name(s)|"
        "titre(s) alternatif(s)|titre(s)|titoli|auch genannt|другі назви|інші назви|títulos|altertitel|"
        "alternatieve titels|andra titlar|alternative name(s)|other titles/aka|aka(s)|synonym(e)|"
        "nom(s) alternatif(s)|альтернативное название(я)|"
        "synonyms|synonym|alternative titles|alternative title|other names|other name|also known as|aka|alternative "
        "names|alternative name|alternate titles|alternate title|alt titles|alt title|other titles|other title|"
        "alternate names|alternate name|alias|aliases|alternative|short|short title|short titles|short name|"
        "nicknames|a.k.a|alternativetitle"
        "|другие названия|альтернативные названия|другое название|альтернативное название|синонимы|также известно "
        "как|также известен как|доп. названия|варианты названия|алт. названия"
        "|別名|別題|略称|別タイトル|その他のタイトル|通称|別称|别名|又名|其他名称|其他名稱|別稱|别称|其它名称|"
        "其他译名|譯名|译名|简称|簡稱|作品别名|又稱"
        "|다른 제목|다른 이름|별칭|약칭|별명|이명|다른이름|동의어|alternativtitel|weitere titel|auch bekannt als|"
        "andere titel|synonyme|"
        "alternative titel|weitere namen|alternativer titel|autres titres|titres alternatifs|titre alternatif|noms "
        "alternatifs|autre titre|autres noms|aussi connu sous le nom de|autre nom"
        "|títulos alternativos|otros títulos|otros nombres|título alternativo|también conocido como|nombre "
        "alternativo|nombres alternativos|sinónimos|otro título|otro nombre|outros títulos|outros nomes|também "
        "conhecido como|outro título|outro nome|sinônimos|nome alternativo|nomes alternativos|titoli alternativi|"
        "titolo alternativo|altri titoli|altri nomi|sinonimi|conosciuto anche come|noto anche come|altro titolo|"
        "alternatywne tytuły|tytuły alternatywne|tytuł alternatywny|inne tytuły|inne nazwy|synonimy|znane też jako|"
        "alternativní názvy|další názvy|alternativní název|jiné názvy|synonyma|známé také jako|ďalšie názvy"
        "|alternatif isimler|diğer isimler|diğer adları|alternatif başlıklar|diğer isimleri|alternatif isim|diğer "
        "adı|eş anlamlılar|alternatif ad|alternatif adlar|diğer adlar|judul alternatif|judul lain|nama lain|"
        "alternatif|judul lainnya|sinonim|वैकल्पिक शीर्षक|अन्य नाम|वैकल्पिक नाम|अन्य शीर्षक|उपनाम|மாற்று பெயர்கள்|"
        "மாற்று தலைப்புகள்|பிற பெயர்கள்|மாற்றுப் பெயர்|வேறு பெயர்கள்|மாற்று தலைப்பு|வேறு பெயர்|أسماء أخرى|اسم آخر|"
        "الأسماء البديلة|عناوين بديلة|أسماء بديلة|أسماء اخرى|العناوين البديلة|الاسم البديل|عناوين أخرى|يعرف أيضا "
        "باسم|tên khác|tên gọi khác|ชื่ออื่น|ชื่ออื่นๆ|інші назви"
        "|original title|original name|native|native title|native name|оригинальное название|название оригинала|"
        "оригинальное имя|原题|原題|原名|原标题|原產名稱|原文名|原作名|原名稱|원제|원제목|originaltitel|titre "
        "original|titre d'origine|nom "
        "original|título original|nombre original|nome original|titolo originale|oryginalny tytuł|tytuł oryginalny|"
        "originální název|původní název|originální titul|orijinal adı|orijinal isim|özgün adı|orijinal ad|orijinal "
        "ismi|judul asli|judul original|मूल शीर्षक|मूल नाम|அசல் தலைப்பு|அசல் பெயர்|العنوان الأصلي|الاسم الأصلي|الاسم "
        "الاصلي|العنوان الاصلي|tên gốc|ชื่อต้นฉบับ|оригінальна назва"
    ),
    "alternative_titles/ja": (
        "japán cím|japán|titlu japonez|japoneză|japonez|japanse titel|japans|japansk titel|japanska|japanilainen nimi|японська назва|японською|tựa tiếng nhật|ชื่อญี่ปุ่น|שם ביפנית|יפנית|שם יפני|ιαπωνικός τίτλος|kana/kanji|kanji/kana|"
        "titolo kanji|titre kanji|kanji-titel|titel (kanji)|titolo in kanji|tytuł kanji|kana|titel (japanisch)|"
        "japanische schrift|title (kanji)|japonca ismi|orijinal japonca|título kanji|hiragana|kanji name|"
        "título (japonés)|nome em kanji|nombre en kanji|japanese kana|日语|원어 제목|"
        "japanese|japanese title|japanese name|title (japanese)|original japanese title|kanji|kanji title|title in "
        "japanese|japanese titles|official title (ja)"
        "|японское название|название на японском|на японском|по-японски|японский|японское|название (яп)|日本語|"
        "日本語タイトル|"
        "日文名|日文名称|日文名稱|日文|日语名|日文原名|日语名称|일본어|일본어 제목|일본 제목|일본명|일어 제목|"
        "japanisch|japanischer titel|japonais|titre "
        "japonais|titre en japonais|nom japonais|japonés|título japonés|japonês|título japonês|nombre japonés|título "
        "en japonés|nome japonês|giapponese|titolo giapponese|japoński|tytuł japoński|japonský název|japonsky|"
        "japonca|japonca adı|japonca isim|japonca ismi|jepang|judul jepang|bahasa jepang|जापानी|जापानी शीर्षक|जापानी "
        "नाम|ஜப்பானிய தலைப்பு|ஜப்பானியம்|ஜப்பானிய பெயர்|ஜப்பானிய|اليابانية|الاسم الياباني|الاسم بالياباني|العنوان "
        "الياباني|اسم ياباني|الاسم باليابانية|tiếng nhật|tên tiếng nhật|ภาษาญี่ปุ่น|ชื่อภาษาญี่ปุ่น"
    ),
    "alternative_titles/ja-Latn": (
        "rómadzsi|romaji-titel|ромадзі|транслітерація|tên romaji|ชื่อโรมาจิ|รมะจิ|כתיב רומאג'י|transcription|ローマ字表記|"
        "titolo traslitterato|romaji name|ロマ字|romanized title|romanisation|romanizacja|romanização|romanización|"
        "japanese romaji|japanese (romaji)|titre (romaji)|"
        "romaji|romaji title|title (romaji)|rōmaji|transliteration|romanized|romanised|ромадзи|название ромадзи|"
        "транслит|ローマ字|罗马音|羅馬拼音|罗马字|羅馬字|로마자|로마지|romanji|rómaji|titre romaji|titre en romaji|"
        "título romaji|titolo "
        "romaji|transkription|transcripción|transkrypcja|romaji adı|judul romaji|रोमाजी|ரோமாஜி|الروماجي|رومجي"
    ),
    "alternative_titles/en": (
        "英語名|英文标题|"
        "angol cím|angol|titlu englez|engleză|titlu în engleză|engelse titel|engels|engelsk titel|engelska|englanninkielinen nimi|англійська назва|англійською|tựa tiếng anh|ชื่ออังกฤษ|שם באנגלית|אנגלית|שם אנגלי|αγγλικός τίτλος|internationaler titel|international title|titre international|título internacional|titolo internazionale|"
        "english|english title|english name|title (english)|english titles|name in english|title in english|official "
        "title (en)"
        "|английское название|название на английском|на английском|по-английски|английский|английское|название "
        "(англ)|英題|英語タイトル|英語|英文名|英文名称|英文名稱|英文|英文译名|英文標題|英语名|英文标题|영어|영어 "
        "제목|영문 제목|영문명|영제|영어명|englisch|englischer titel|"
        "anglais|titre anglais|titre en anglais|nom anglais|inglés|título inglés|título en inglés|nombre en inglés|"
        "inglês|título inglês|título em inglês|nome em inglês|inglese|titolo inglese|titolo in inglese|angielski|"
        "tytuł angielski|anglický název|anglicky|ingilizce|ingilizce adı|ingilizce isim|ingilizce ismi|inggris|judul "
        "inggris|bahasa inggris|अंग्रेज़ी|अंग्रेजी|अंग्रेज़ी शीर्षक|अंग्रेजी शीर्षक|अंग्रेज़ी नाम|अंग्रेजी नाम|"
        "ஆங்கில தலைப்பு|ஆங்கிலம்|ஆங்கிலப் பெயர்|ஆங்கில பெயர்|الإنجليزية|الاسم الإنجليزي|الاسم بالإنجليزي|العنوان "
        "الإنجليزي|الاسم بالإنجليزية|الاسم الانجليزي|الاسم بالانجليزي|الاسم بالانجليزية|العنوان بالإنجليزية|tiếng "
        "anh|tên tiếng anh|ภาษาอังกฤษ|ชื่อภาษาอังกฤษ"
    ),
    "alternative_titles/de": "german|german title|deutsch|deutscher titel|немецкий|titre allemand|allemand|alemán|título alemán|tedesco|niemiecki",
    "alternative_titles/fr": "french|french title|titre français|français|titre en français|французский|französisch|francés|título francés|francese|francuski|titre vf",
    "alternative_titles/es": "spanish|spanish title|español|título en español|título español|испанский|spanisch|espagnol|spagnolo|hiszpański|título en españa",
    "alternative_titles/pt": "portuguese|portuguese title|título em português|português|título português|título brasileiro|título nacional|título no brasil",
    "alternative_titles/it": "italian|italian title|titolo italiano|italiano|итальянский|titolo in italiano",
    "alternative_titles/ru": "russian|russian title|русский|русское название|на русском|название на русском|по-русски",
    "alternative_titles/zh": "chinese|chinese title|中文名|中文名称|中文名稱|中文|中文译名|中文標題|中文标题|китайское название|китайский|chinesisch|chinois|chino|cinese|중국어",
    "alternative_titles/ko": "korean|korean title|한국어|한국어 제목|한국 제목|한글 제목|корейский|корейское название|韓文名|韩文名|韩语名|koreanisch|coréen|coreano|koreański",
    "alternative_titles/pl": "polish|polish title|polski tytuł|tytuł polski",
    "alternative_titles/cs": "czech|czech title|český název",
    "alternative_titles/tr": "turkish|turkish title|türkçe adı|türkçe isim|türkçe ismi|türkçe",
    "alternative_titles/id": "indonesian|judul indonesia",
    "alternative_titles/ar": "arabic|arabic title|الاسم العربي|الاسم بالعربي|العنوان العربي|العربية|الاسم بالعربية",
    "alternative_titles/hi": "hindi title|हिंदी शीर्षक|हिन्दी शीर्षक|हिंदी नाम|हिन्दी नाम",
    "alternative_titles/ta": "tamil title|தமிழ் தலைப்பு|தமிழ் பெயர்",
    "title": (
        "cím|anime címe|titlu|titlul|titel|anime-titel|назва аніме|tên truyện|tựa đề|tiêu đề|ชื่ออนิเมะ|שם|שם האנימה|כותרת|τίτλος|nimi|"
        "title|name|main title|anime name|anime title|anime|series|series title|series name|show name|movie name|"
        "full name|movie title|show|drama"
        "|название|наименование|название аниме|русское имя|タイトル|作品名|題名|名称|アニメ名|标题|標題|片名|动画名|"
        "作品名稱|作品名称|動畫名稱|动画名称|动漫名称|"
        "제목|작품명|이름|애니 제목|titel|name|titre|nom|titre de l'anime|título|nombre|nome|título do anime|nome do "
        "anime|"
        "titolo|titolo anime|tytuł|nazwa|název|titul|názov|başlık|isim|ad|adı|anime adı|judul|judul anime|nama|nama "
        "anime|शीर्षक|नाम|एनीमे का नाम|शृंखला|தலைப்பு|பெயர்|அனிமே பெயர்|தொடர்|العنوان|الاسم|اسم الأنمي|اسم الانمي|"
        "إسم الأنمي|اسم المسلسل|tên|tên phim|tên anime|ชื่อเรื่อง|ชื่อ|назва"
    ),
    "season_number": "season no|season no.|season number|номер сезона|сезон №|シーズン番号|第几季|季數|季数|시즌 번호|staffel|numéro de saison|número de temporada|nº de temporada|numero stagione|numer sezonu|série č.|sezon numarası|सीज़न संख्या|சீசன் எண்|رقم الموسم|phần",
    "score": (
        "nota finală|notă finală|notă generală|végső pontszám|összpontszám|eindoordeel|slutbetyg|loppuarvosana|τελική βαθμολογία|"
        "értékelés|átlag|átlagos értékelés|pontszám|osztályzat|felhasználói értékelés|notă|nota|nota medie|scor|rating utilizatori|notă medie|gemiddelde beoordeling|waardering|gemiddelde score|cijfer|eindcijfer|betyg|medelbetyg|snittbetyg|läsarbetyg|bedømmelse|karakter|karakter (gjennomsnitt)|arvio|keskiarvo|рейтинг аніме|середня оцінка|бал|điểm số|điểm trung bình|xếp hạng điểm|คะแนนเฉลี่ย|เรตติ้ง|คะแนนรวม|ציון|ציון ממוצע|דירוג|דירוג ממוצע|βαθμολογία|ocena redakcji|ocena recenzenta|średnia ocen|noten-schnitt|leserbewertung|eindoordeel|slutbetyg|végső pontszám|összpontszám|note finale|"
        "overall (sub)|overall (dub)|kritiker|spectateurs|krytycy|spettatori|diváci|ocena recenzenta|ocena czytelników|ocena redaktora|оценка рецензента|оценка редакции|note du rédacteur|"
        "note du testeur|note finale|puntuación final|nota del redactor|voto finale|voto redazione|endnote|"
        "fazit-wertung|unsere wertung|nuestra nota|notre note|il nostro voto|our score|notă|điểm đánh giá|"
        "overall grade|final grade|grade|final score|final rating|final verdict score|arithmetic mean|weighted mean|"
        "bayesian estimate|bayesian average|mean|berechneter wert|ø bewertung|durchschnittswertung|valutazione cc|"
        "valutazione media|総合得点|得点|総合点|总分|总评|综合得分|平均点|平均得点|レーティング|note des visiteurs|"
        "note du public|note presse|note de la rédaction|note générale|nota final|nota geral|nota del público|"
        "nota general|puntaje promedio|valoración media|ocena ogólna|ocena końcowa|ocena redakcji|ocena społeczności|"
        "anime puanı|genel puan|site puanı|rating anime|nilai rata-rata|загальна оцінка|итоговая оценка|итог|"
        "финальная оценка|народная оценка|critic score|critics score|audience score|our verdict|rating out of 10|"
        "myrating|총점|총평점|종합 점수|कुल रेटिंग|समग्र रेटिंग|النتيجة|التقييم العام|التقييم النهائي|"
        "score|rating|ratings|user rating|user score|average score|mean score|users score|overall rating|overall "
        "score|average rating|total score|community score|site score|our rating|rating average|average|weighted "
        "score|overall|members rating|community rating|user ratings|rated"
        "|рейтинг|оценка|средняя оценка|рейтинг аниме|общая оценка|оценка пользователей|средний балл|оценка сайта|"
        "оценка зрителей|評価|スコア|平均評価|総合評価|点数|評点|レビュー評価|満足度|評分|评分|总评分|用户评分|"
        "綜合評分|综合评分|平均评分|總評|作品評分|动画评分|評價|评价|평점|별점|점수|"
        "평가|평균 평점|평균 별점|사용자 평점"
        "|bewertung|wertung|benutzerbewertung|durchschnittliche bewertung|gesamtwertung|note|gesamtbewertung|"
        "leserwertung|community-bewertung|durchschnitt|note moyenne|évaluation|note globale|note des membres|moyenne|"
        "note des lecteurs|note des internautes|appréciation|puntuación|calificación|valoración|nota|nota media|"
        "puntuacion|puntaje|votación|calificacion|nota de los usuarios|puntuación media|avaliação|pontuação|média|"
        "classificação média|nota dos usuários|avaliação média|nota média|avaliações|voto|valutazione|punteggio|"
        "media voti|voto medio|voto utenti|giudizio|ocena|średnia ocena|ocena użytkowników|średnia|oceny|hodnocení|"
        "průměrné hodnocení|hodnotenie|hodnocení uživatelů|puan|puanı|değerlendirme|ortalama puan|kullanıcı puanı|"
        "skor|nilai|penilaian|peringkat nilai|skor rata-rata"
        "|रेटिंग|स्कोर|औसत रेटिंग|अंक|उपयोगकर्ता रेटिंग|மதிப்பீடு|மதிப்பெண்|தரவரிசை மதிப்பு|சராசரி மதிப்பீடு|التقييم|"
        "تقييم|متوسط التقييم|تقييم المستخدمين|تقييم الأعضاء|تقييم الجمهور|đánh giá|điểm|คะแนน|betyg|beoordeling|"
        "arvosana|értékelés|оцінка"
    ),
    "votes": (
        "szavazatok|szavazatok száma|értékelések száma|értékelések|voturi|număr voturi|număr de voturi|stemmen|aantal stemmen|aantal beoordelingen|röster|antal röster|antal betyg|stemmer|ääniä|ääntä|голосів|кількість голосів|оцінок|кількість оцінок|lượt bình chọn|số lượt đánh giá|số phiếu|lượt vote|จำนวนผู้โหวต|ผู้โหวต|הצבעות|מספר הצבעות|מדרגים|מספר מדרגים|ψήφοι|"
        "ratings given|users rated|number of ratings|n. voti|nº votos|n.º de votos|liczba ocen|ocen|evaluations|"
        "nb votes|bewerter|evaluierungen|voti totali|评分人|投票人數|oylayan|oylama sayısı|кол-во голосов|"
        "кол-во оценок|проголосовали|голосів|puan veren|"
        "votes|vote count|total votes|number of votes|rating count|ratings count|scored by|rated by|voters|голоса|"
        "голосов|количество голосов|оценок|проголосовало|всего голосов|投票数|評価数|评分人数|評分人數|投票人数|"
        "投票數|評價人數|参与人数|참여 인원|"
        "투표수|평가 수|참여자 수|stimmen|anzahl stimmen|bewertungen|abgegebene stimmen|nombre de votes|votants|"
        "nombre de "
        "notes|nb de votes|votos|número de votos|total de votos|voti|numero di voti|numero voti|głosy|liczba głosów|"
        "głosów|počet hlasů|hlasů|počet hodnocení|počet hlasov|oy|oy sayısı|toplam oy|suara|jumlah suara|jumlah "
        "pemilih|वोट|मतों की संख्या|कुल वोट|வாக்குகள்|மொத்த வாக்குகள்|الأصوات|عدد الأصوات|عدد المصوتين|عدد التقييمات|"
        "lượt đánh giá|จำนวนโหวต"
    ),
    "": (
        "rendező|rendezte|író|forgatókönyv|zene|ország|szereplők|korhatár|besorolás|népszerűség|kiadó|magyar bemutató|forgalmazó|regizor|scenariu|muzică|țară|actori|distribuție|popularitate|regisseur|schrijver|land van herkomst|leeftijd|populariteit|uitgever|rang|regissör|manus|musik|land|popularitet|åldersgräns|rollista|ohjaaja|käsikirjoitus|maa|ikäraja|режисер|сценарист|країна|вікове обмеження|популярність|ролі озвучували|переклад|đạo diễn|diễn viên|lượt xem|độ tuổi|ผู้กำกับ|ผู้แต่ง|นักพากย์|เรตผู้ชม|ความนิยม|במאי|בימוי|תסריט|מוזיקה|ארץ|ארץ מקור|דירוג גיל|פופולריות|שחקנים|data in italia|magyarországi bemutató|median|median rating|wiek widza|ograniczenie wiekowe|etichetta|"
        "produced by|objectionable content|opening theme|ending theme|insert song|seen in part or in whole by|released by|msrp|"
        "running time (disc)|opere collegate|nazionalità|casa editrice|disponibilità|rank|rang|ranking|"
        "место в рейтинге|место|favoriten|features|content grade|audio grade|video grade|packaging grade|menu grade|"
        "extras grade|website|よみがな|読み|放送星期|放送枠|话题|chief director|volumes|chapters|bände|tomes|"
        "volúmenes|volumi|tomy|томов|томы|вес|возрастные ограничения|original language|görüntülenme|izlenme|"
        "görüntüleme|"
        "director|directed by|directors|writer|writers|screenplay|music|composer|cast|casts|characters|country|"
        "country of origin|licensors|licensor|licensed by|licensed|broadcast|broadcaster|broadcast day|network|"
        "networks|channel|distributor|distributors|distribution|publisher|publishers|serialization|author|authors|"
        "creator|creators|created by|original creator|age rating|rating (age)|content rating|certificate|"
        "certification|age|rated|classification|classificação|clasificación|popularity|members|favorites|favourites|"
        "ranked|rank|views|hits|comments|share|posted by|posted on|posted|updated|updated on|last updated|added|"
        "uploaded by|quality|resolution|size|file size|subtitle|subtitles|subbed|sub|subbing|fansub|encoder|encoded "
        "by|video|codec|download|watch|trailer|website|official site|official website|links|external links|resources|"
        "social|related|related anime|relations|sequel|prequel|side story|parent story|spin-off|opening|ending|"
        "opening theme|ending theme|theme songs|op|ed|staff|voice actors|seiyuu|next episode|next ep|countdown|"
        "censor|censored|age group|demographic group|budget|box office|awards|reviews|recommendations|streaming|"
        "streaming platforms|where to watch|available on|platform|platforms|my rating|your rating|rate|add to list|"
        "episode number|chapters|volumes|manga|current episode|aired episodes|episodes aired|latest episode|total "
        "running time|running time total|parental rating|parental advisory|source of data|site|language code|"
        "translator|translation|translated by|translations|hosts|host|uploader|bitrate|format video|audio codec|id|"
        "anime id|art director|character design|character designer|sound director|series composition|script|based on "
        "the|original creators|top tags|people|staff & cast|seasons|number of seasons"
        "|режиссер|режиссёр|автор|автор оригинала|сценарий|композитор|музыка|роли озвучивали|страна|перевод|"
        "переводчик|переводчики|возраст|возрастное ограничение|возрастной рейтинг|рейтинг mpaa|рейтинг r|просмотров|"
        "просмотры|качество|субтитры|лицензия|лицензировано|лицензиат|канал|телеканал|тв-канал|сеть|связанное|"
        "главные герои|главные персонажи|персонажи|следующая серия|следующий эпизод|ожидается|тайминг и перевод|"
        "добавлено|обновлено|размер|видео|снят по манге|мои оценки|моя оценка|ваша оценка|время выхода|день выхода|в "
        "ролях|актеры|озвучили|кадров|добавил|график выхода|лицензировано в рф под названием|лицензирован|манга|сайт|"
        "официальный сайт"
        "|監督|脚本|音楽|声優|キャスト|原作者|シリーズ構成|キャラクターデザイン|放送局|製作国|スタッフ|公式サイト|"
        "主題歌|制作国|視聴方法|配信|レビュー数|巻数|导演|導演|监督|編劇|编剧|音乐|音樂|主演|"
        "声优|聲優|配音|地区|地區|国家|國家|国家/地区|制片国家/地区|官方网站|官网|官方網站|电视台|播放电视台|更新|"
        "更新时间|播放星期|字幕|授权|代理|代理商|發行公司|人物设定|人設|系列构成|系列構成|"
        "主题歌|人氣|人气|排名|收藏|版权|分级|分級|年齡分級|對象|对象|播放平台|播映平台|播放電視台|放送星期|"
        "放送电视台|原作作者|감독|각본|음악|성우|작가|원작자|국가|방송사|방영사|등급|시청 등급|"
        "이용 등급|연령 등급|관람 등급|심의 등급|공식 사이트|방송국|채널|관련|자막|화질|조회수|제작국가|제작 국가|"
        "캐릭터 디자인|시리즈 구성|배급|배급사|주제가|오프닝|엔딩"
        "|regie|regisseur|drehbuch|musik|land|sender|lizenz|lizenzgeber|publisher (de)|altersfreigabe|fsk|"
        "originalautor|besetzung|sprecher|synchronsprecher|untertitel|herkunft|herkunftsland|réalisateur|réalisation|"
        "réalisateur(s)|auteur|scénario|scénariste|musique|pays|pays d'origine|chaîne|diffuseur|licence|éditeur|"
        "éditeurs|âge|classification d'âge|acteurs|doubleurs|sous-titres|qualité|director(es)|guion|música|país|país "
        "de origen|cadena|licencia|licencias|autor|edad|clasificación por edad|reparto|subtítulos|calidad|actores|"
        "direção|diretor|roteiro|emissora|país de origem|classificação indicativa|faixa etária|legendas|legenda|"
        "qualidade|elenco|licenciado|licenciante|regia|regista|sceneggiatura|musiche|paese|paese di origine|rete|"
        "autore|età|licenza|cast vocale|sottotitoli|qualità|reżyseria|reżyser|scenariusz|muzyka|kraj|kraj "
        "pochodzenia|stacja|licencja|wydawca|autor oryginału|wiek|obsada|napisy|ograniczenia wiekowe|klasyfikacja|"
        "režie|režisér|scénář|hudba|země|země původu|stanice|vydavatel|věk|hrají|obsazení|titulky|původ|kamera|"
        "yönetmen|senarist|müzik|ülke|kanal|lisans|yazar|yaş|oyuncular|altyazı|kalite|yaş sınırı|izlenme|çeviri|"
        "çevirmen|fansub grubu|sutradara|penulis|negara|saluran|lisensi|pengarang|usia|pemeran|subtitle indonesia|"
        "kualitas|kredit|credit|निर्देशक|लेखक|संगीत|देश|आयु|कलाकार|गुणवत्ता|रिज़ॉल्यूशन|साइज|आकार|உருவாக்கியவர்|"
        "இயக்குனர்|இயக்குநர்|எழுத்தாளர்|இசை|நாடு|வயது|தரம்|அளவு|المخرج|إخراج|المؤلف|الكاتب|الموسيقى|البلد|الدولة|بلد "
        "الإنتاج|القناة|العمر|الفئة العمرية|الترجمة|الجودة|الحجم|المترجم|المترجمون|ترجمة|جودة|طاقم العمل|التصنيف "
        "العمري|المشاهدات|دولة الإنتاج|đạo diễn|quốc gia|chất lượng|phụ đề|ผู้กำกับ|ประเทศ|คุณภาพ|ซับไทย|режисер|країна"
    ),
}
"""Field to its labels; `alternative_titles/ja` is a title in Japanese; `""` are labels of facts that no review
holds."""

COUNTRIES = frozenset(
    (
        "japan|usa|china|south korea|united states|france|taiwan|united kingdom|uk|canada|япония|сша|китай|"
        "южная корея|корея южная|франция|японія|日本|美国|美國|中国|中國|中国大陆|韩国|韓国|アメリカ|フランス|일본|"
        "미국|중국|한국|japon|états-unis|etats-unis|chine|corée du sud|japón|estados unidos|corea del sur|francia|"
        "japão|coreia do sul|frança|giappone|stati uniti|cina|corea del sud|japonia|stany zjednoczone|chiny|"
        "korea południowa|francja|japonsko|čína|jižní korea|francie|japonya|çin|güney kore|fransa|abd|jepang|"
        "tiongkok|korea selatan|vereinigte staaten|südkorea|frankreich|जापान|चीन|ஜப்பான்|اليابان|الصين|nhật bản|"
        "ญี่ปุ่น"
    ).split("|")
)
"""Where a work comes from: "Production: Japan" names no company."""

OTHER_MEDIA = frozenset(
    (
        "manga|light novel|light novels|novel|novels|web novel|novel series|manga series|game|games|video game|"
        "video games|visual novel|drama cd|live-action|live action|live-action film|live-action series|"
        "television drama|live-action television drama|stage play|musical|webtoon|web comic|comic|artbook|soundtrack|"
        "radio drama|merchandise|trading card game|манга|ранобэ|роман|игра|игры|видеоигра|дорама|漫画|漫畫|小说|小說|"
        "轻小说|輕小說|游戏|遊戲|ゲーム|小説|ライトノベル|テレビドラマ|ドラマcd|舞台|만화|소설|라이트 노벨|게임|"
        "romane|videospiel|spiel|hörspiel|jeu vidéo|jeux vidéo|roman léger|novela|novela ligera|novelas ligeras|"
        "videojuego|videojuegos|romance|jogo|jogos|romanzo|videogioco|gra|powieść|hra|oyun|novel ringan|"
        "permainan video|مانغا|مانجا|رواية|"
        "light novel series|mangaserie|manga-serie|mangareihe|manga-reihe|light novel-serie|"
        "light-novel-serie|light novel-reihe|light-novel-reihe|romanreihe|tv-spel|datorspel|série de mangas|"
        "série de light novels|série manga|manga sorozat|mangasorozat|light novel sorozat|regény|regénysorozat|"
        "videójáték|serie manga|serie light novel|serie de manga|serie de novelas ligeras|serie di light novel|"
        "joc video|jocuri video|mangasarja|kevytromaani|kevytromaanisarja|videopeli|lichte roman|stripreeks|манґа|"
        "ранобе|лайт-новела|відеогра|truyện tranh|tiểu thuyết|light novel gốc|trò chơi|มังงะ|ไลท์โนเวล|นิยาย|เกม|מנגה|"
        "מאנגה|רומן|משחק|μάνγκα|νουβέλα|μυθιστόρημα|βιντεοπαιχνίδι"
    ).split("|")
)
"""Headings of parts of a page that tell of the same story in another medium."""

BOILERPLATE: tuple[str, ...] = (
    # whole phrases around a title that sell, invite or name the kind of page; longer ones first
    "anime-rezension|filmrezension|anime-test|anime-kritik|filmkritik|film-kritik|serienkritik|serien-kritik|anime-review|anime film review|critique anime|reseña anime|"
    "recensione anime|recenzja anime|рецензия на аниме|обзор аниме|アニメレビュー|映画情報|映画レビュー|anime incelemesi|"
    "complete collection blu-ray review|complete series blu-ray review|blu-ray review|dvd review|bd review|blu-ray|"
    "complete series|film review|spoiler-free review|first impressions|"
    "watch online for free in hd|watch online free|watch online|watch free online|watch anime online|watch anime|"
    "online free|full episodes|all episodes|all seasons|english subbed|english sub|english dub|"
    "in english|episodes online|free download|download|free online|streaming|stream online|full movie|full series|tv "
    "series|anime review|movie review|series review|season review|review|reviews|information|info|"
    "details|detail|plot|summary|synopsis|cast|news|trailer|wiki|anime",
    "смотреть онлайн бесплатно|смотреть онлайн все серии|смотреть аниме онлайн|смотреть онлайн|смотреть бесплатно|"
    "смотреть|все серии и сезоны|все серии подряд|все серии|все сезоны|онлайн бесплатно|онлайн|бесплатно|в хорошем качестве|на русском "
    "языке|"
    "русская озвучка|с русской озвучкой|аниме сериал|аниме|обзор|рецензия|отзывы|описание|дата выхода|скачать|торрент",
    "線上看|线上看|在线观看|在線觀看|全集|高清|動畫|动画|動漫|动漫|免费观看|線上觀看|在线播放|動畫線上看|评测|评价|"
    "影评|のアニメ情報|アニメ情報|作品情報|あらすじ|感想|評価|レビュー|動画|配信|を見る|"
    "다시보기|무료보기|애니메이션|애니|리뷰|정보|줄거리|자막|보기",
    "todos os episódios|todos os episodios|assistir online|assistir|dublado|legendado|online grátis|completo|anime "
    "online|análise|resenha|crítica|ver online|ver anime|todos los episodios|sub español|subtitulado|en español|"
    "latino|reseña|análisis|ficha|gratis|"
    "critique|avis|en streaming|streaming vostfr|vostfr|en français|tous les épisodes|fiche|alle folgen|im stream|"
    "online schauen|kostenlos|anschauen|kritik|rezension|ger sub|ger dub|streaming ita|sub ita|tutti gli episodi|"
    "recensione|scheda|gratis",
    "oglądaj online|online pl|napisy pl|recenzja|online za darmo|wszystkie odcinki|online zdarma|recenze|všechny "
    "díly|sleduj online|türkçe izle|дивитися онлайн українською|дивитися онлайн|українською|türkçe altyazılı izle|türkçe altyazılı|tüm bölümler|tüm bölümleri|inceleme|izle|nonton anime|"
    "nonton|sub indo|subtitle indonesia|streaming anime|ulasan|batch|recensie|filmrecensie|anime-recensie|recension|anmeldelse|arvostelu|kritika|animekritika|recenzie|рецензія|огляд|ביקורת|รีวิว|"
    "हिंदी में देखें|हिंदी में|समीक्षा|विमर्श|ऑनलाइन देखें|விமர்சனம்|தமிழில்|ஆன்லைனில்|جميع الحلقات|مترجم|مترجمة|"
    "مدبلج|مشاهدة|تحميل|اون لاين|أنمي|انمي|مراجعة|مسلسل|فيلم|كامل|xem phim|vietsub|thuyết minh|ซับไทย|พากย์ไทย",
)
"""Phrases that surround a title in headlines."""

RELEASE_WORDS = frozenset(
    "480p 720p 1080p 2160p 360p 540p 4k 8k uhd hd fhd fullhd full-hd sd bd bluray blu-ray bdrip brrip webrip web-rip "
    "web-dl webdl web dvd dvdrip dvd-rip hdrip hdtv hevc x264 x265 h264 h265 h.264 h.265 10bit 8bit 10-bit aac flac "
    "ddp5.1 dd5.1 "
    "mkv mp4 avi gb mb esub esubs e-sub msubs multi dual audio dub dubbed sub subbed subs subtitles uncensored uncut batch complete full movie download zip org original official line unofficial hq remux rip episodes added cr nf amzn dsnp +".split()
)
"""Words of releases: resolutions, containers, sources."""

YOURS = frozenset(
    "you|your rating|your score|my rating|my score|моя оценка|ваша оценка|あなたの評価|我的评分|deine bewertung|votre note|"
    "tu nota|sua nota|il tuo voto|twoja ocena|puanım|benim puanım|meine bewertung|ma note|mi nota|minha nota|il mio voto|moja ocena|내 평점|我的评价|私の評価|தங்கள் மதிப்பீடு|आपकी रेटिंग|tvé hodnocení|puanın|rate this|rate".split(
        "|"
    )
)
"""Words beside a number that is the visitor's own mark."""

ZONE_STEMS: dict[str, str] = {
    "other": (
        "pourriez aimer|si vous aimez|aiment aussi|aimé aussi|also like|also liked|similar to|you may like|might like|if you like|fans also|read next|more from|"
        "recommended|recommendation|best rated|top rated|most popular|latest reviews|recent reviews|похож|рекоменд|"
        "также смотр|с этим смотр|лучшие аниме|схож|おすすめ|オススメ|今週の人気|この作品が好き|也喜欢|也喜歡|"
        "喜欢这部|猜你|相似|相关推荐|条目关联|비슷한|추천|함께 본|gefällt|ähnliche|empfehl|meistgelesen|vous aimerez|"
        "aussi aimé|similaires|à découvrir|te gusta|gustar|parecid|recomend|similares|más vistos|semelhantes|"
        "também gost|simili|consigliat|ti potrebbe|più votati|podobn|poleca|benzer|öner|serupa|rekomenda|terpopuler|"
        "समान|लोकप्रिय|संबंधित|தொடர்புடைய|பிரபல|مشابه|قد يعجبك|موصى|"
        "auch gefallen|auch interessieren|könnte sie|könnte dich|könnte euch|hasonló|ajánljuk még|liknande|läs också|"
        "rekommenderade|παρόμοι|δείτε επίσης|ίσως σας αρέσ|s-ar putea|recomandăr|recomandate|asemănătoare|citește și|"
        "samankaltais|suosittele|lue myös|vergelijkba|aanbevolen|misschien ook|lees ook|tương tự|đề xuất|liên quan|"
        "có thể bạn|ที่เกี่ยวข้อง|คล้ายกัน|แนะนำสำหรับคุณ|דומים|דומות|מומלצ|אולי יעניין|вам також"
    ),
    "people": (
        "user reviews|users say|what people|member reviews|reviews by|comments|комментар|отзыв|оценки людей|コメント|"
        "みんなの|感想・評価|评论|評論|短评|短評|影评|吐槽|장문 리뷰|댓글|한줄평|kommentare|nutzerkritik|leserkritik|"
        "commentaires|critiques des|avis des|comentarios|comentários|críticas de usuarios|opiniones|opiniões|"
        "opinioni|commenti|komentarz|opinie|komentář|yorumlar|komentar|टिप्पणि|கருத்து|تعليق|"
        "hozzászólás|vélemények|σχόλια|κριτικές χρηστών|comentarii|părerile|kommentarer|kommentit|reacties|bình luận|"
        "ความคิดเห็น|תגובות|коментар|відгуки"
    ),
}
"""Words and parts of words in headings that open a zone, whatever else the heading says."""

ZONE_HEADINGS: dict[str, str] = {
    "other": (
        "related|related anime|related titles|related series|related works|related posts|related manga|related news|"
        "similar|similar anime|similar titles|similar series|similar shows|similar movies|more like this|"
        "you may also like|you might also like|recommendations|recommended|recommended for you|recommended anime|"
        "recommended series|also check|check also|see also|popular|popular anime|popular series|popular posts|"
        "top anime|top movies|top 10|trending|trending now|latest episodes|latest|recent posts|recently added|recent "
        "reviews|more reviews|random anime|other seasons|more seasons|from the same studio|readers also enjoyed|most "
        "popular|most viewed|"
        "похожие|похожие аниме|похожее|связанные|связанное|рекомендации|рекомендуем|смотрите также|популярное|"
        "популярные аниме|новинки|связанные аниме|читайте также|другие сезоны|"
        "関連|関連作品|関連動画|関連アニメ|おすすめ|おすすめ作品|あなたへのおすすめ|人気ランキング|相關動畫|相關商品|"
        "相關新聞|相关推荐|相关动漫|猜你喜欢|热门推荐|推荐|推薦|相似動畫|大家都在看|관련|관련 "
        "작품|추천|비슷한 작품|인기|연관 작품|"
        "ähnlich|ähnliche anime|ähnliche titel|empfehlungen|verwandte titel|das könnte dir auch gefallen|beliebt|"
        "similaires|animes similaires|recommandations|à voir aussi|vous aimerez aussi|populaires|"
        "relacionados|animes relacionados|similares|títulos similares|recomendados|recomendaciones|te puede "
        "interesar|también te puede gustar|populares|recomendações|você também pode gostar|relacionadas|"
        "correlati|simili|consigliati|potrebbe interessarti|popolari|podobne|podobne anime|polecane|powiązane|"
        "popularne|podobné|podobné filmy|související|doporučujeme|mohlo by vás zajímat|"
        "benzer|benzer animeler|önerilenler|önerilen|ilgili|popüler|serupa|rekomendasi|terkait|anime terkait|anime "
        "lainnya|populer|समान|संबंधित|अनुशंसित|लोकप्रिय|தொடர்புடையவை|பரிந்துரைகள்|பிரபலமானவை|ذات صلة|مشابهة|قد يعجبك "
        "أيضا|أنميات مشابهة|مقترحات|الأكثر مشاهدة"
    ),
    "people": (
        "comments|reviews|user reviews|member reviews|leave a reply|leave a comment|discussion|discussions|forum|"
        "community reviews|комментарии|отзывы|рецензии|отзывы и рецензии|コメント|レビュー|みんなのレビュー|评论|"
        "評論|留言|短评|댓글|리뷰|"
        "kommentare|rezensionen|nutzerkritiken|commentaires|critiques|avis des membres|comentarios|reseñas|críticas|"
        "comentários|resenhas|commenti|recensioni|komentarze|recenzje|komentáře|recenze|yorumlar|incelemeler|"
        "komentar|ulasan|टिप्पणियाँ|समीक्षाएँ|கருத்துகள்|விமர்சனங்கள்|التعليقات|المراجعات"
    ),
}
"""Headings that open a zone, in lower case, whole."""

ZONE_CLASSES: dict[str, str] = {
    "furniture": (
        "nav|navbar|navigation|menu|submenu|topmenu|mainmenu|megamenu|footer|foot|breadcrumb|breadcrumbs|crumbs|"
        "cookie|cookies|consent|share|sharing|social|newsletter|subscribe|login|signin|signup|register|"
        "pagination|pager|paginate|toolbar|topbar|masthead|modal|popup|dropdown|search|searchform|banner|advert|ads|"
        "adsbygoogle|sponsor|copyright|tooltip|offcanvas|flyout|filters|languages|langs"
    ),
    "people": (
        "recensioni|recenzje|recenze|rezensionen|critiques|criticas|resenas|resenhas|opiniones|opinioes|opinie|"
        "opinioni|kommentare|kommentar|commentaire|commentaires|comentario|comentarios|yorum|yorumlar|komentar|"
        "komentarz|komentarze|komentare|otzyv|otzyvy|otziv|otzivi|kommentarii|replies|guestbook|shoutbox|"
        "shortreviews|longreviews|"
        "comment|comments|commentlist|respond|disqus|userreview|userreviews|reviews|memberreviews|reviewlist|discussion|discussions|forum|forums|threads|activity|activities|shouts|fans|testimonials|lists|customlists"
    ),
    "other": (
        "navbox|rekomendasi|rekom|benzerler|pohozhee|posluchajne|aimer|suggest|readnext|alsoliked|"
        "related|relations|relation|recommended|recommendation|recommendations|recommend|recs|similar|similars|"
        "popular|trending|latest|recent|upcoming|alsolike|morelike|suggestions|suggested|carousel|slider|slick|swiper|"
        "owl|otherworks|franchise|sequels|prequels|seealso|widget|topanime|toplist|schedule|calendar|ranking|"
        "rankings|news|newest|bestof|youmaylike|mostviewed|ongoing|relacionados|relacionadas|srelacionados|similares|"
        "parecidos|recomendados|recomendaciones|recomendacoes|empfehlungen|aehnliche|similaires|correlati|simili|"
        "consigliati|podobne|polecane|podobne|souvisejici|"
        "benzer|onerilen|rekomendasi|terkait|populer|pohozhie|pohozie|rekomend"
    ),
    "aside": "sidebar|aside|side|secondary|rightbar|leftbar",
}
"""First or last words of classes and ids that open a zone."""

CLASS_NAMES: dict[str, str] = {
    "alternative_titles": (
        "altnameslist alternativenameslist othernameslist synonymslist alttitleslist alias aliases original orig forig engtitle movieoriginal filmoriginal animeoriginal originaltitlename titleorig origtitle origname movieorig filmorig animeorig "
        "romaji nativename native engname engtitle titleen nameen entitle enname titlejp titleja jptitle jpname japanesename titlejapanese "
        "titleromaji titlenative originalheading secondtitle secondarytitle titlesecondary altnames alternativ alternativetitel nameorig "
        "titreoriginal titulooriginal titolooriginale originaltitel orgtitle "
        "synonyms synonym alternativetitles alternativetitle alttitles alttitle altnames altname alternatenames "
        "alternatename alternativenames alternativename othernames othername othertitles othertitle "
        "originaltitle originalname filmnames titleoriginal nameoriginal aka akas alsoknownas animesynonyms "
        "alternativeheadline romajititle englishtitle japanesetitle nativetitle titlesalt infoalter"
    ),
    "synopsis": "synopsis plotsummary storyline sinopsis animesynopsis synopsistext filmdescription moviedescription animedescription entrysynopsis descriptiontext plottext itemdescription",
}
"""Field to the classes and ids that hold it, in letters only."""

STATE_KEYS: dict[str, str] = {
    "episodes": "episodes episodecount totalepisodes episodestotal numepisodes numberofepisodes epscount episodescount eps",
    "type": "format type kind mediatype showtype subtype animetype",
    "status": "status airingstatus airstatus",
    "start_date": "startdate airedon firstaired airedfrom firstairdate releasedate releasedon premieredate premiere premieredon airdate startedat",
    "end_date": "enddate airedto lastairdate releasedto endedat finale finaledate lastaired",
    "duration_seconds": "duration episodelength episodeduration runtime durationminutes episodelengthminutes averageepisodeduration episoderuntime",
    "aired": "aired airing",
    "season": "season premieredseason",
    "year": "seasonyear year releaseyear premieredyear",
    "genres": "genres genre categories",
    "studios": "studios studio animationstudios",
    "producers": "producers productioncompanies",
    "synopsis": "synopsis description overview plot",
    "alternative_titles": "synonyms alternativetitles alttitles othernames othertitles titlejapanese titleenglish titlenative titleromaji japanesetitle englishtitle nativetitle originaltitle originalname nativename japanesename englishname romajiname titlejp titleen titleromanized",
    "scores": "averagescore averagerating avgscore voteaverage score mean rating meanscore",
    "image": "coverimage posterimage poster image cover",
}
"""Field to the keys that JSON state has for it, in letters only."""

STATE_VOTES = frozenset(
    "votes votecount ratingcount ratingscount scoredby scorecount numscoringusers numratings ratedby voters".split()
)
"""Keys of the votes behind a score."""

STATE_IDS: dict[str, str] = {
    key: source
    for source, keys in {
        "mal": "idmal malid myanimelistid",
        "anilist": "anilistid idanilist",
        "anidb": "anidbid idanidb aid",
        "ann": "annid animenewsnetworkid",
        "kitsu": "kitsuid",
        "anisearch": "anisearchid",
        "livechart": "livechartid",
        "simkl": "simklid",
        "imdb": "imdbid",
        "tvdb": "tvdbid thetvdbid",
    }.items()
    for key in keys.split()
}
"""Keys of other databases' keys."""
