"""Markdown under a front matter, as people write it, becomes the blocks that it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.html import parse_html
from crawler.content.markdown import html_of, is_markdown
from crawler.items import Article
from tests.support import cleaned

HEAD = "---\ntitle: 老桥\nauthor: 青石板\nurl: https://a.example/b/c.html\n---\n"
POST = """
河边的老桥**修好**了，见[公告](https://a.example/1)。**注意：**夜里*不*通车，这是**“新”**桥。

## 经过

* 三月动工
* 五月完工，花了99万

1. 甲
2. 乙

> 桥是大家的。

![老桥](../1.jpg)

```python
x = a_b * c_d  # **桥**
```

| 年 | 车 |
|---|---|
| 1 | 2 |

桥有脚注[^1]。

[^1]: 注在这里。

{% youtube abc %}

<script>alert(1)</script><p onclick="x">行内 HTML</p>
"""


def article(body: str) -> Article:
    item = cleaned((HEAD + body).encode())
    assert isinstance(item, Article)
    return item


def test_a_post_is_rendered() -> None:
    post = article(POST)
    assert post.text.split("\n\n")[:4] == [
        "河边的老桥修好了，见公告。注意：夜里不通车，这是“新”桥。",
        "经过",
        "三月动工",
        "五月完工，花了99万",
    ]
    for mark in ("**", "](", "## ", "> 桥", "| 年", "{%", "alert", "onclick"):
        assert mark not in post.text.replace("# **桥**", "")
    assert "<strong>修好</strong>" in post.html
    assert '<a href="https://a.example/1">公告</a>' in post.html
    assert "<ol><li>甲</li>" in post.html.replace("\n", "")
    assert "<h2>经过</h2>" in post.html
    assert "x = a_b * c_d  # **桥**" in post.text
    assert "桥有脚注[1]。\n\n[1] 注在这里。" in post.text
    assert [image.url for image in post.images] == ["https://a.example/1.jpg"]
    assert [(credit.role, credit.name) for credit in post.credits] == [("author", "青石板")]
    assert "{% youtube abc %}" in [removal.text for removal in post.removed]


@pytest.mark.parametrize(
    "text",
    [
        "## 桥\n\n文",
        "一**二**三",
        "[一](https://a.example)",
        "![](a.jpg)",
        "一\n\n- 二\n- 三",
        "```\nx\n```",
        "`x` 一",
        "> 一\n\n二",
        "| a | b |\n|---|---|",
        "<img src=a.jpg>\n\n## 桥",
        "一\n===\n二",
        "一\n\n---\n\n二",
        "- [x] 一",
        r"一\*二\*",
        "见[一][1]。\n\n[1]: https://a.example/",
        "见<https://a.example/>。",
        "一[^1]",
        "::: tip\n一\n:::",
        "<div align=center>\n\n**桥**\n\n</div>\n\n一",
    ],
)
def test_markdown(text: str) -> None:
    assert is_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "<p>一**二**三</p>",
        "\n<div>\n## 桥\n</div>",
        "一\n二\n三",
        "王**、李**",
        "1. 一\n2. 二",
        "一 <b>二</b> 三",
        "5 * 3 * 2",
        "",
        "[一] (二)",
        "[甲]: 早。\n[乙]: 早。",
        "好开心~~你呢~~",
        "!!!好\n???什么",
        r"由 \[ a\_1 = b \\ c \] 得",
        "<p>一</p>\n\n<pre>\n\n# x\n\n</pre>",
    ],
)
def test_no_markdown(text: str) -> None:
    assert not is_markdown(text)


def test_the_mirrors_bodies_are_html() -> None:
    item = cleaned(b"---\ntitle: x\nauthor: y\ncomments: false\n---\n\n<div>\na **b** c\n</div>")
    assert isinstance(item, Article)
    assert item.text == "a **b** c"


@pytest.mark.parametrize(
    ("tag", "html"),
    [
        ("{% asset_img a.jpg 桥 %}", '<img src="a.jpg" alt="">'),
        ('{{< figure src="/a.png" title="桥" >}}', '<img src="/a.png" alt="桥">'),
        ("{% highlight python %}\nx\n{% endhighlight %}", '<pre><code class="language-python">x\n</code></pre>'),
        ("{% note info %}\n桥\n{% endnote %}", "<p>桥</p>"),
        ("{% youtube <b> %}", "<p><object>{% youtube &lt;b&gt; %}</object></p>"),
        ("```\n{% youtube x %}\n```", "<pre><code>{% youtube x %}\n</code></pre>"),
        ("~~一~~二", "<p><s>一</s>二</p>"),
        ("行内 {% youtube x %} 不动", "<p>行内 {% youtube x %} 不动</p>"),
    ],
)
def test_tags_of_templates(tag: str, html: str) -> None:
    assert html_of(tag).strip() == html


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("桥\n===\n\n一", "桥\n\n一"),
        ("[TOC]\n\n* 目录\n{:toc}\n\n## 桥 {#bridge}\n\n一", "桥\n\n一"),
        ("**一**\n{: .note}", "一"),
        ("> [!NOTE]\n> 一", "一"),
        ("::: tip 提示\n一\n:::", "提示\n\n一"),
        ('!!! note "提示"\n    一\n\n    二\n\n三', "提示\n\n一\n\n二\n\n三"),
        ("**一**\n\n!!! 二\n\n!!! wow\n\n::: 三\n\n:::", "一\n\n!!! 二\n\n!!! wow\n\n三"),
        ("**一**涨了5%%，跌了3%%。", "一涨了5%%，跌了3%%。"),
        ("甲 | 乙\n--- | ---\n1 | 2", "甲\t乙\n1\t2"),
        ("- [x] 一\n- [ ] 二", "☑ 一\n\n☐ 二"),
        ("**一**==二== 10^2^ H~2~O", "一二 10² H₂O"),
        ("**一**：好~真的~，(^_^) a == b == c", "一：好~真的~，(^_^) a == b == c"),
        ("见[[桥|老桥]]和[[路]]。![[a.png]]%%不印%%", "见老桥和路。"),
        ("`a==b==c [[x]] [^1]` $x^2^$", "a==b==c [[x]] [^1] $x^2^$"),
        ("见{% post_link a-b 老桥 %}。", "见老桥。"),
        ("{% raw %}{{ x }}{% endraw %}是变量", "{{ x }}是变量"),
        ("![桥](https://a.example/1.jpg =300x200){: .center}\n\n一", "一"),
        ("**问**\n\n[甲]: 早。\n\n[乙]: 早。", "问\n\n[甲]: 早。\n\n[乙]: 早。"),
        ("```\n::: x\n[TOC]\n- [x] 一\n```", "::: x\n[TOC]\n- [x] 一"),
    ],
)
def test_dialects(written: str, text: str) -> None:
    assert article(written).text == text


@given(st.text(st.sampled_from("*_`[]()<>!#|~-+\\ \n\t{%}&;:桥A1，。“”"), max_size=60))
def test_any_markdown_is_safe_html(text: str) -> None:
    blocks = parse_html(html_of(text)).blocks
    assert all("<script" not in block.html for block in blocks)
