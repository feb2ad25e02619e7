# ruff: noqa: E501 - rows of words are data, and read best as they are
"""What stands in a page's place, by what it says in many languages and by the marks of those who make it. Data only.

Words are in lower case; `|` separates them. They count only on a page that says hardly anything else: reviews speak of
captchas, of denied access and of maintenance too.
"""

TITLES: dict[str, str] = {
    "a challenge": (
        "just a moment|attention required|are you human|are you a human|are you a robot|are you robot|verify you are human|verifying you are human|verify you're human|"
        "security check|security checkpoint|vercel security checkpoint|ddos-guard|ddos guard|ddos protection|checking your browser|checking if the site connection is secure|bot verification|"
        "bot check|captcha|human verification|making sure you're not a bot|one more step|please wait...|please wait…|you are being redirected|client challenge|"
        "проверка браузера|проверка безопасности|вы не робот|я не робот|安全验证|安全驗證|人机验证|滑动验证|访问验证|セキュリティチェック|ロボットではありません|보안 확인|"
        "verificación de seguridad|comprobación de seguridad|verificação de segurança|vérification de sécurité|sicherheitsüberprüfung|güvenlik kontrolü|التحقق الأمني"
    ),
    "a refusal": (
        "access denied|access to this page has been denied|access forbidden|forbidden|403 forbidden|error 403|not acceptable|request rejected|the request is blocked|blocked|"
        "you have been blocked|you have been banned|your access has been limited|your access to this site has been limited|temporarily blocked|temporarily banned|"
        "too many requests|429 too many|error 429|rate limit|rate limited|unusual traffic|website firewall|web application firewall|error 1020|error 1015|error 1006|"
        "site blocked|website blocked|blocked by order|unavailable for legal reasons|not available in your country|not available in your region|geo-restricted|"
        "доступ запрещен|доступ запрещён|доступ ограничен|доступ к ресурсу ограничен|доступ заблокирован|ресурс заблокирован|слишком много запросов|"
        "acceso denegado|acesso negado|accès refusé|accès interdit|zugriff verweigert|accesso negato|odmowa dostępu|přístup odepřen|erişim engellendi|erişim engellenmiştir|"
        "akses ditolak|situs diblokir|internet positif|访问被拒绝|拒绝访问|禁止访问|访问过于频繁|存取被拒|アクセスが拒否|アクセス拒否|접근이 거부|접근 거부|접근이 차단|접속이 차단|"
        "تم رفض الوصول|الوصول مرفوض|truy cập bị từ chối|ปฏิเสธการเข้าถึง|अस्वीकृत पहुँच|sito inibito|sito sequestrato"
    ),
    "a page for when the site is down": (
        "502 bad gateway|503 service|503 temporarily|504 gateway|500 internal server error|internal server error|bad gateway|gateway time-out|gateway timeout|service unavailable|"
        "service temporarily unavailable|temporarily unavailable|web server is down|origin is unreachable|connection timed out|host error|resource limit is reached|508 resource|"
        "bandwidth limit exceeded|account suspended|database error|error establishing a database connection|under maintenance|site maintenance|scheduled maintenance|"
        "maintenance mode|down for maintenance|be right back|we'll be back|be back soon|domain is for sale|domain for sale|parked domain|this domain has expired|"
        "welcome to nginx|apache2 ubuntu default page|apache2 debian default page|site under construction|"
        "технические работы|сайт на обслуживании|сайт временно недоступен|ведутся работы|mantenimiento|en mantenimiento|em manutenção|en maintenance|wartungsarbeiten|wartungsmodus|"
        "in manutenzione|przerwa techniczna|údržba|bakım modu|bakım çalışması|sedang dalam perbaikan|维护中|系统维护|網站維護|アクセスが集中|メンテナンス中|ただいまメンテナンス|점검 중|"
        "서비스 점검|الموقع تحت الصيانة|đang bảo trì"
    ),
    "an error page that says that nothing was found": (
        "404|error 404|page not found|not found|404 not found|nothing found|oops|page doesn't exist|page does not exist|no longer available|this page isn't available|"
        "страница не найдена|ошибка 404|ページが見つかりません|お探しのページ|找不到页面|页面不存在|找不到頁面|頁面不存在|페이지를 찾을 수 없|존재하지 않는 페이지|seite nicht gefunden|"
        "page introuvable|page non trouvée|página no encontrada|página não encontrada|pagina non trovata|nie znaleziono strony|strona nie istnieje|stránka nenalezena|"
        "stránka nebyla nalezena|sayfa bulunamadı|halaman tidak ditemukan|पृष्ठ नहीं मिला|الصفحة غير موجودة|không tìm thấy trang|ไม่พบหน้า|pagina niet gevonden|sidan hittades inte|"
        "сторінку не знайдено"
    ),
    "an age gate": (
        "age verification|age check|verify your age|confirm your age|adults only|over 18|are you 18|are you over 18|altersprüfung|altersverifikation|verificación de edad|"
        "verificação de idade|vérification de l'âge|подтвердите возраст|вам есть 18|年齢確認|年龄确认|年齡確認|성인인증|성인 인증|yaş doğrulama|verifica dell'età"
    ),
    "a demand for consent": (
        "before you continue|your privacy|we value your privacy|privacy settings|cookie consent|cookie settings|consent required|consent management|datenschutzeinstellungen|"
        "votre vie privée|gestion du consentement|tu privacidad|la tua privacy|informativa sui cookie"
    ),
}
"""How the title or the first heading of such a page begins, or a part of it."""

TEXTS: dict[str, str] = {
    "a challenge": (
        "enable javascript and cookies to continue|please enable javascript and cookies|checking your browser before accessing|checking your browser before you access|"
        "this process is automatic. your browser will redirect|please complete the security check|complete the captcha|solve the captcha|enter the characters you see|"
        "press & hold to confirm you are|press and hold to confirm|confirm you are a human|confirm you are human|prove you are human|verify that you are not a robot|verify you are human|"
        "verifying you are human|i'm not a robot|i am not a robot|let's confirm you are human|this browser or app may not be secure|needs to review the security of your connection|"
        "you need to enable javascript to run this app|please enable javascript to view|please turn javascript on and reload|javascript is required to|javascript is disabled in your browser|"
        "enable javascript to continue|pardon our interruption|something about your browser made us think you were a bot|as you were browsing something about your browser|"
        "докажите, что вы не робот|подтвердите, что запросы|подтвердите, что вы не робот|включите javascript|请完成安全验证|请输入验证码|请开启javascript|請啟用 javascript|"
        "javascriptを有効にして|자바스크립트를 활성화|ative o javascript|active javascript|activez javascript|aktivieren sie javascript|habilita javascript|attiva javascript"
    ),
    "a refusal": (
        "you don't have permission to access|you do not have permission to access|this website is using a security service to protect itself|the action you just performed triggered the security|"
        "has banned your access|has banned you temporarily|has banned your ip|used cloudflare to restrict access|cloudflare ray id|incapsula incident id|request unsuccessful. incapsula|"
        "the requested url was rejected|please consult with your administrator|your support id is|incident id|reference #18.|generated by wordfence|your access to this site has been limited|"
        "an appropriate representation of the requested resource|was generated by mod_security|sucuri website firewall|sucuri cloudproxy|sucuri/cloudproxy|our systems have detected unusual traffic|"
        "unusual traffic from your computer|you are being rate limited|too many requests|you have sent too many requests|slow down and try again|your ip has been blocked|your ip address has been blocked|"
        "access to this site has been blocked|this site has been blocked|website has been blocked|blocked by order of|by order of the court|blocked under|blocked by your internet provider|"
        "not available in your country|not available in your region|unavailable in your location|доступ к информационному ресурсу ограничен|роскомнадзор|149-фз|"
        "bu internet sitesi|erişime engellenmiştir|erişim engellenmiştir|internet positif|situs ini diblokir|trustpositif|불법·유해 정보|불법유해정보|warning.or.kr|"
        "provvedimento dell'autorità|访问过于频繁|您的访问被阻断|您的请求|访问被拦截|アクセスが制限されています|접속이 차단|تم حظر"
    ),
    "a page for when the site is down": (
        "the server is temporarily unable to service your request|server is temporarily unavailable|the web server is not returning a connection|web server reported a bad gateway|"
        "the server encountered an internal error|error establishing a database connection|briefly unavailable for scheduled maintenance|down for maintenance|undergoing maintenance|"
        "undergoing scheduled maintenance|we'll be back soon|we will be back soon|we'll be right back|temporarily unavailable|this account has been suspended|resource limit is reached|"
        "the website is temporarily unable|this domain is for sale|buy this domain|domain is parked|site is under construction|there has been a critical error on this website|"
        "site is experiencing technical difficulties|ведутся технические работы|сайт временно недоступен|estamos em manutenção|estamos en mantenimiento|site en maintenance|"
        "wegen wartungsarbeiten|ただいまメンテナンス中|网站正在维护|系统维护中|서버 점검"
    ),
    "a login wall": (
        "log in to continue|login to continue|sign in to continue|please log in to view|please sign in to view|you must be logged in to view|you must log in to view|you need to be logged in|"
        "members only|create an account to continue|subscribe to continue reading|войдите, чтобы|только для зарегистрированных|требуется авторизация|请登录后|請先登入|ログインしてください|"
        "로그인이 필요합니다|melden sie sich an, um|connectez-vous pour|inicia sesión para|faça login para|accedi per continuare|devam etmek için giriş"
    ),
    "an age gate": (
        "you must be 18|you must be at least 18|must be over 18|are you 18 or older|are you over 18|are you at least 18|i am 18 or older|i am over 18|this site contains adult content|"
        "you must be of legal age|confirm that you are 18|вам есть 18|вам уже есть 18|мне есть 18|18歳以上ですか|あなたは18歳以上|您是否已年满18|您已滿18|19세 이상|bist du 18|sind sie 18|"
        "avez-vous 18 ans|tienes 18 años|você tem 18|hai 18 anni|18 yaşından büyük"
    ),
    "a demand for consent": (
        "before you continue to|we and our partners store|we and our partners use cookies|we use cookies and data to|consent to the use of cookies to continue|accept cookies to continue|"
        "accept all reject all|wir und unsere partner|nous et nos partenaires|nosotros y nuestros socios|noi e i nostri partner"
    ),
}
"""What such a page says anywhere in its few words."""

SIGNS = (
    "cf-challenge|cf_chl_opt|/cdn-cgi/challenge-platform/|cf-error-details|cf-turnstile-response|challenges.cloudflare.com|g-recaptcha-response|h-captcha|hcaptcha.com/1/api.js|px-captcha|_pxAppId|"
    "_Incapsula_Resource|ddos-guard/js-challenge|ddos-guard.net|distil_r_captcha|distil_r_blocked|datadome|captcha-delivery.com|sucuri_cloudproxy_js|AwsWafIntegration|awswaf.com|"
    "ak-challenge|sec-if-cpt-container|bm-verify=|anubis_challenge|kpsdk|/_guard/|slowAES.decrypt|toNumbers(|aes.js"
)
"""Marks of those who make such pages, as they stand in the markup."""

ERROR_KEYS = frozenset({"error", "errors", "message", "detail", "error_description", "errormessage", "msg", "fault"})
"""Keys of an object by which an interface says that something went wrong, and nothing else besides."""
BESIDE_ERRORS = frozenset(
    {
        "status",
        "code",
        "statuscode",
        "status_code",
        "success",
        "ok",
        "data",
        "path",
        "timestamp",
        "type",
        "title",
        "instance",
        "request_id",
        "requestid",
        "documentation_url",
        "retry_after",
        "error_code",
        "errorcode",
        "trace_id",
        "extensions",
        "locations",
        "result",
        "version",
        "method",
        "report_url",
        "reason",
    }
)
"""Keys that stand beside those."""
ERROR_ELEMENTS = frozenset({"error", "errors", "errorresponse", "fault", "exception"})
"""First elements of XML that an interface answers with when something went wrong."""
