"""The first words of the site's own pages; the editors change them at their desk."""

FIRST_WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "<p>Four days, seven topics, one stage. Companies from all over the world show here what "
        "is new, many for the first time anywhere.</p>"
        "<h2>One instant</h2>"
        "<p>Each launch has a moment at which it opens. Until then only its company, the desk and "
        "the accredited press know of it. At that moment it is on this site, on the screens of the "
        "halls, in the feeds and in the newsrooms, together.</p>"
        "<h2>Taking part</h2>"
        "<p>Companies submit their launch in the portal, in as many languages as they like, "
        "English and Chinese among them. Our editors read every entry and answer it.</p>",
        "<p>四天、七大主题、同一个舞台。来自世界各地的企业在这里展示新成果，许多是全球首发。</p>"
        "<h2>同一时刻</h2>"
        "<p>每项发布都有自己的公开时刻。在此之前，只有企业自身、编辑部和经认证的媒体知情；时刻一到，网站、会场屏幕、"
        "订阅源和各家编辑部同时公开。</p>"
        "<h2>如何参与</h2>"
        "<p>企业在门户中提交发布内容，语种不限，至少包括英文和中文。编辑会审阅并回复每一份提交。</p>",
    ),
    "embargo": (
        "<p>Accredited outlets may read approved launches before they open. Whoever does so "
        "accepts these terms.</p>"
        "<ol><li>Nothing of a launch is published, shown or passed on before the moment it "
        "names.</li>"
        "<li>The moment may move. The latest one in the change feed counts.</li>"
        "<li>A recalled launch is not published, and taken down where it was.</li>"
        "<li>Pictures may be used with reports on the launch; the credit is printed as given.</li>"
        "<li>A key belongs to one outlet. Whoever breaks an embargo loses it.</li></ol>",
        "<p>经认证的媒体可在公开前阅读已批准的发布。阅读即表示接受以下条款。</p>"
        "<ol><li>在所载时刻之前，不得刊发、展示或转交任何内容。</li>"
        "<li>时刻可能调整，以变更订阅源中的最新时刻为准。</li>"
        "<li>被撤回的发布不得刊发；已刊发的须撤下。</li>"
        "<li>图片可用于对该发布的报道，须按原文注明出处。</li>"
        "<li>密钥仅供一家媒体使用。违反禁发规定者将被收回密钥。</li></ol>",
    ),
    "privacy": (
        "<p>Reading this site needs no account. It sets one cookie when you choose a language, and "
        "a session cookie when you sign in. It carries nothing from third parties: no analytics, "
        "no fonts, no scripts from elsewhere.</p>"
        "<p>Of people with an account we keep the name, the e-mail address and a record of who did "
        "what to a launch. Pictures are stripped of the place and the device they were taken with "
        "before anybody sees them.</p>",
        "<p>浏览本站无需账号。选择语言时会保存一个 Cookie，登录时会保存会话 Cookie。"
        "本站不加载任何第三方内容：没有统计、没有外部字体、没有外部脚本。</p>"
        "<p>对有账号的用户，我们保存姓名、电子邮箱以及对发布内容的操作记录。图片在任何人看到之前，"
        "都会清除拍摄地点和设备信息。</p>",
    ),
}
