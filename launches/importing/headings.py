"""What people call their columns, in English and Chinese.

Compared without case, width and punctuation; small words such as “the”, “name” or 名称
do not count where the rest tells.
"""

FIELDS = (
    "company", "company_native", "product", "product_native", "country", "date", "year",
    "tagline", "summary", "category", "theme", "website", "kind", "email", "day", "stage",
)  # fmt: skip
NEEDED = ("company", "product", "country", "date")
HEADINGS: dict[str, str] = {
    "company": """company, exhibitor, enterprise, organisation, organization, applicant,
        firm, business, vendor, manufacturer, brand, institution, 公司, 企业, 单位, 申报单位,
        参展商, 参展企业, 参展单位, 发布单位, 发布企业, 机构, 申报企业, 厂商, 会社, 公司英文,
        企业英文, 單位, 企業, company english, english company""",
    "company_native": """company native, native company, company native name, company local,
        local company, company chinese, chinese company, company in chinese,
        company original, company in its own script, 公司原名, 公司中文, 企业中文, 单位中文,
        公司本地, 企业原名""",
    "product": """product, launch, project, innovation, product launched, item, exhibit,
        title, product service, product or service, product project, solution, technology,
        entry, 产品, 项目, 发布项目, 成果, 发布内容, 发布产品, 展品, 新品, 发布成果,
        产品英文, 项目英文, 製品, 產品, product english, english product""",
    "product_native": """product native, native product, product local, product chinese,
        chinese product, product in chinese, product original, product in its own script,
        产品原名, 产品中文, 项目中文, 产品本地""",
    "country": """country, company country, country region, country or region, nation,
        country of origin, country territory, headquarters country, hq country,
        country of registration, country of headquarters, nationality, home country,
        location, 国家, 国别, 国家地区, 国家和地区, 国家或地区, 国家及地区, 国籍, 企业国家,
        公司国家, 公司所在国, 企业所在国, 所在国, 注册国家, 注册国, 総部所在国, 总部国家,
        國家, 国, 国名, 国家区域""",
    "date": """date, launch date, release date, launched, launch, launch time, release time,
        date of launch, date of release, launch day, released, launched on, released on,
        product launch date, product release date, publication date, debut date, debut,
        market date, 日期, 发布日期, 发布时间, 上市日期, 上市时间, 时间, 推出时间, 推出日期,
        首发日期, 首发时间, 拟发布日期, 计划发布日期, 發布日期, 日付, 発売日""",
    "year": """year, launch year, release year, year of launch, year of release, 年份,
        发布年份, 年度, 发布年度, 上市年份, 年""",
    "tagline": """tagline, slogan, one liner, short description, one line description,
        headline, in one sentence, 一句话介绍, 一句话简介, 口号, 标语, 一句话描述, 宣传语""",
    "summary": """summary, description, introduction, abstract, details, about,
        product description, product summary, product introduction, long description, 简介,
        描述, 摘要, 介绍, 产品简介, 产品介绍, 项目简介, 项目介绍, 内容简介, 说明, 产品描述""",
    "category": """category, sector, field, industry, product category, field of technology,
        类别, 领域, 行业, 分类, 产品类别, 技术领域, 所属领域, 所属行业""",
    "theme": """theme, section theme, topic, track, 主题, 专题, 板块, 所属板块""",
    "website": """website, url, web, homepage, home page, web site, link, site, web address,
        company website, product website, product page, internet, 网址, 网站, 官网, 主页,
        公司网址, 公司网站, 企业网址, 企业官网, 产品网址, 链接""",
    "kind": """entry type, section, type of entry, 类型, 参与类型, 参与形式, 形式, 参与方式""",
    "email": """email, e mail, contact email, mail, email address, e mail address,
        company email, contact e mail, 邮箱, 电子邮箱, 联系邮箱, 电子邮件, 邮件, 联系人邮箱,
        企业邮箱""",
    "day": """day, preferred day, day wish, preferred date, wished day, desired day,
        希望日期, 意向日期, 期望日期, 希望发布日""",
    "stage": """stage, hall, preferred stage, stage wish, preferred hall, venue, room, 舞台,
        会场, 展厅, 希望会场, 意向会场, 期望会场""",
}
SMALL = {
    "the", "of", "name", "full", "official", "your", "s", "new", "planned", "expected", "a",
    "exhibiting", "participating", "legal", "required", "optional", "mandatory", "please",
}  # fmt: skip
SMALL_CHINESE = ("名称", "全称", "的", "所在", "所属", "必填", "选填", "名", "计划", "预计", "拟")
