"""Statuses: 'Finished Airing (Season 1)', 'Онгоинг', '完结', '放送終了' to FINISHED, ONGOING and the rest."""

from typing import Final

from aggregator.model import Status
from aggregator.normalize.plain import one_meaning, vocabulary

WORDS: Final = {
    Status.FINISHED: """
        befejezett, befejeződött, véget ért, lezárult, lezárt, befejezve, încheiat, terminat, finalizat, avslutat,
        afgerond, beëindigd, afsluttet, päättynyt, valmis, завершений, завершена, закінчений, закінчився, הסתיים,
        הסתיימה, הושלם, הושלמה, גמור, נגמר, จบ, ฉายจบแล้ว, ออกอากาศจบแล้ว, จบบริบูรณ์, đã kết thúc, kết thúc,
        đã chiếu xong, trọn bộ, ολοκληρώθηκε, ολοκληρωμένη, in patria concluso, épisodes terminés,
        hoàn tất, hoàn thành, đã hoàn thành, завершено, закінчено, вийшло, จบแล้ว, afgelopen, voltooid, avslutad,
        finished, finished airing, finished releasing, finished broadcasting, completed, complete, completed series,
        ended, has ended, series ended, show ended, aired, released, concluded, done, end, already aired,
        fully aired, all aired, airing finished, season finished,
        放送終了, 終了, 完結, 完結済み, 完結済, 放送済み, 放送済, 配信終了, 公開済み, 公開終了, 上映終了, 放映終了,
        完结, 已完结, 已完結, 全集完结, 完, 完結篇, 播放完毕, 播出完毕, 已播完, 播毕, 已上映, 已放送, 连载完结,
        連載完結, 放送完毕, 放送结束, 已结束, 已結束, 完结动画, 已收官,
        완결, 종영, 방영종료, 방영 종료, 완료, 종료, 방영완료, 방송종료, 개봉, 완결됨,
        вышел, вышло, вышла, вышли, вышедшее, завершён, завершено, завершена, завершенный, завершенное, закончен,
        закончено, закончился, окончен, окончено, выпущен, полностью вышел, показ завершен, завершился,
        выпуск завершен, релиз завершен, законченный,
        abgeschlossen, beendet, fertig, komplett, vollständig, ausgestrahlt, erschienen,
        terminé, terminée, fini, finie, achevé, complet, complète, diffusé, diffusion terminée, sorti,
        finalizado, finalizada, terminado, terminada, completado, completada, completo, completa, concluido,
        concluida, emitido, estrenado, emisión finalizada,
        concluído, concluída, encerrado, encerrada, exibido, lançado, finalizou,
        concluso, conclusa, completato, completata, finito, finita, terminato, terminata, uscito, in onda terminata,
        zakończone, zakończony, zakończona, zakończono, ukończone, wyemitowane, wyemitowano, zakończono emisję,
        dokončeno, dokončený, dokončené, ukončeno, ukončený, ukončen, kompletní, odvysíláno, dovysíláno,
        tamamlandı, bitti, bitmiş, tamamlanmış, sona erdi, yayınlandı, final yaptı,
        tamat, selesai, selesai tayang, sudah tamat, komplit, berakhir,
        समाप्त, पूर्ण, पूरा, संपन्न, முடிந்தது, முடிவடைந்தது, நிறைவு, நிறைவடைந்தது,
        مكتمل, مكتملة, منتهي, منتهية, انتهى, انتهى العرض, تم العرض, كامل, اكتمل
    """,
    Status.ONGOING: """
        folyamatban, folyamatban lévő, jelenleg fut, vetítés alatt, în desfășurare, în curs de difuzare,
        în difuzare, sänds, sänds nu, käynnissä, igangværende, триває, в ефірі, онґоінг, онґоїнг, виходить зараз,
        בשידור, בהקרנה, משודר, ממשיך, משודרת כעת, กำลังออกอากาศ, ยังไม่จบ, ออนแอร์, đang cập nhật, đang ra,
        đang phát hành, σε εξέλιξη, προβάλλεται,
        đang tiến hành, đang chiếu, đang phát sóng, онґоінґ, онгоїнг, виходить, กำลังฉาย, lopend, pågående,
        airing, currently airing, ongoing, on going, on-going, releasing, current, continuing, returning series,
        returning, on air, now airing, broadcasting, in progress, running, publishing, currently releasing,
        airing now, still airing,
        放送中, 連載中, 配信中, 公開中, 上映中, 放映中, 継続中, 好評放送中,
        连载中, 連載, 连载, 更新中, 播出中, 放送中, 热播, 热播中, 正在播出, 正在连载, 正在放送, 在播, 每周更新,
        连载动画,
        방영중, 방영 중, 연재중, 연재 중, 방송중, 방송 중, 상영중, 진행중,
        онгоинг, онгоинги, выходит, сейчас выходит, продолжается, в эфире, идёт показ, идёт, транслируется,
        выпускается, в процессе, показ идёт, on-going сериал,
        laufend, läuft, läuft noch, in ausstrahlung, fortlaufend, laufende ausstrahlung,
        en cours, en cours de diffusion, en diffusion, diffusion en cours,
        en emisión, emitiéndose, en curso, en transmisión, al aire, en proceso,
        em exibição, em andamento, em lançamento, em curso, em transmissão, lançando, no ar,
        in corso, in onda, in uscita, in trasmissione, in svolgimento,
        w trakcie, emitowane, wychodzące, w emisji, trwa, w trakcie emisji, trwające,
        vysíláno, vysílá se, probíhá, probíhající, vychází, běží, aktuálně vysíláno, vysílané,
        devam ediyor, yayınlanıyor, yayında, devam eden, devam etmekte,
        sedang tayang, berlangsung, masih tayang, tayang, sedang berlangsung,
        जारी, चल रहा है, प्रसारित हो रहा है, चालू, जारी है, தொடர்கிறது, ஒளிபரப்பாகிறது, நடப்பில், தற்போது ஒளிபரப்பு,
        مستمر, مستمرة, يعرض الآن, يعرض حاليا, قيد العرض, جاري العرض, يعرض, قيد البث, جاري
    """,
    Status.UPCOMING: """
        hamarosan, bejelentett, bejelentve, közelgő, anunțat, în curând, kommande, aangekondigd, tulossa,
        анонсовано, анонсований, ще не вийшло, בקרוב, הוכרז, טרם שודר, กำลังจะมา, ยังไม่ฉาย, chưa phát sóng,
        chưa chiếu, sắp phát sóng, σύντομα,
        sắp chiếu, sắp ra mắt, незабаром, เร็วๆ นี้, binnenkort,
        upcoming, not yet aired, not yet released, not aired, not aired yet, not yet airing, not released,
        unreleased, announced, planned, coming soon, soon, to be aired, scheduled, in production, pre-production,
        post-production, pre production, post production, anticipated, unaired, yet to air, announcement, coming,
        未放送, 放送前, 放送予定, 配信予定, 公開予定, 制作決定, アニメ化決定, 製作決定, 近日公開, 放送開始前,
        未开播, 未開播, 即将开播, 即將開播, 即将上映, 即將上映, 未播, 未上映, 即将播出, 即將播出, 制作中, 製作中,
        预定, 预告, 待播, 尚未放送, 尚未播出, 敬请期待, 筹备中, 未放映,
        방영예정, 방영 예정, 방송예정, 예정, 공개예정, 개봉예정, 제작중, 미방영, 방영전,
        анонс, анонсирован, анонсировано, анонсы, анонсированный, скоро, запланирован, запланировано, планируется,
        ожидается, не вышел, ещё не вышел, в производстве, готовится,
        angekündigt, geplant, noch nicht ausgestrahlt, demnächst, bevorstehend, nicht erschienen,
        à venir, annoncé, annoncée, prévu, bientôt, prochainement, pas encore diffusé, pas encore sorti,
        próximamente, por estrenar, anunciado, anunciada, sin estrenar, por emitir, no emitido, próximo,
        aún no emitido, no estrenado, no emitido aún,
        em breve, não lançado, ainda não lançado, não exibido, ainda não exibido, planejado, futuro,
        próximos lançamentos,
        in arrivo, prossimamente, annunciato, annunciata, non ancora uscito, non ancora trasmesso,
        non ancora in onda, futura uscita,
        zapowiedziane, zapowiedziany, zapowiedź, zapowiedzi, nadchodzące, planowane, wkrótce,
        jeszcze nie wyemitowane, niewyemitowane,
        oznámeno, oznámený, připravuje se, připravované, plánováno, plánované, brzy, nadcházející, ještě nevysíláno,
        nevysíláno,
        yakında, duyuruldu, planlandı, henüz yayınlanmadı, yayınlanmadı, gelecek, çıkmadı,
        akan datang, belum tayang, segera, segera tayang, segera hadir, belum rilis, mendatang,
        आगामी, घोषित, जल्द आ रहा है, अभी प्रसारित नहीं, வரவிருக்கிறது, வரவிருக்கும், விரைவில், அறிவிக்கப்பட்டது,
        قادم, قادمة, قريبا, لم يعرض بعد, لم يصدر بعد, معلن عنه, سيعرض قريبا, لم يبدأ
    """,
    Status.CANCELLED: """
        cancelled, canceled, discontinued, dropped by studio, abandoned, terminated, 中止, 打ち切り, 打切り,
        制作中止, 製作中止, 取消, 已取消, 腰斩, 腰斬, 停播, 취소, 취소됨, 제작중단, 중단,
        отменён, отменено, отменена, отмена, прекращен, прекращено, abgebrochen, abgesetzt, eingestellt, gestrichen,
        annulé, annulée, abandonné, abandonnée, cancelado, cancelada, cancelados, annullato, annullata, cancellato,
        cancellata, interrotto, interrotta, anulowane, anulowany, porzucone,
        zrušeno, zrušený, zrušen, zrušené, iptal, iptal edildi, iptal edilmiş, dibatalkan, batal, रद्द, रद्द किया गया,
        ரத்து, ரத்து செய்யப்பட்டது, ملغي, ملغى, ملغية, تم الإلغاء
    """,
    Status.HIATUS: """
        hiatus, on hiatus, on hold, paused, suspended, postponed, delayed, on break, in hiatus, 休止, 休止中, 休載,
        休載中, 放送休止, 中断, 一時休止, 延期, 停更, 休刊, 暂停, 暫停, 暂停更新, 휴재, 휴방, 연기, 보류,
        приостановлен, приостановлено, приостановлена, заморожен, заморожено, заморожена, пауза, на паузе, перерыв,
        отложен, отложено, перенесён, pausiert, unterbrochen, verschoben, en pause, en hiatus, suspendu, suspendue,
        reporté, en pausa, pausado, pausada, en espera, suspendido, suspendida, pospuesto, em hiato, em pausa,
        suspenso, suspensa, adiado, hiato,
        in pausa, sospeso, sospesa, rinviato, wstrzymane, wstrzymany, zawieszone, zawieszony, przerwa, pozastaveno,
        pozastavený, přerušeno, odloženo, ara verildi, ara verdi, askıda, askıya alındı, ertelendi, ditunda,
        hiatus sementara, jeda, स्थगित, अंतराल, ஒத்திவைக்கப்பட்டது, இடைநிறுத்தம், متوقف, متوقف مؤقتا, متوقفة, مؤجل, معلق
    """,
}
STATUSES: Final = vocabulary(WORDS)


def parse_status(text: str) -> Status | None:
    """The status that a field's value names; None where it names none, or several.

    >>> parse_status("Finished Airing (Season 1)")
    <Status.FINISHED: 'FINISHED'>
    >>> parse_status("Loved it") is None
    True
    """
    return one_meaning(text, STATUSES)
