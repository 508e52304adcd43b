"""The credits stage: tables of lines and what they say, and that nothing leaves a body unrecorded."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.body import Block, BlockKind, Body
from crawler.content.names import is_organisation, is_person
from crawler.content.scripts import for_rules
from crawler.items import Article, Image, Page, Post, Removal, Thread
from crawler.platforms.draft import Draft
from crawler.platforms.site import Site
from pipelines._credits.grammar import CUE
from pipelines._credits.in_text import caption_credits, dispatch_source, glued_credits
from pipelines._credits.lines import parse_credit_line
from pipelines._credits.said import CreditLine, Credits
from pipelines.read_credits import ReadCreditsPipeline, read_credits

PAGE = Page("a.md", "0" * 64, 1, "test")

OWN_LINES = {
    # one label
    "责任编辑：秦小荷 SF055": "editor 秦小荷",
    "责任编辑：秦小荷_NN1234": "editor 秦小荷",
    "【纠错】【责任编辑 : 秦小荷】": "editor 秦小荷",
    "责任编辑：秦　荷": "editor 秦荷",
    "责任编辑：秦小荷（实习） 何青山": "editor 秦小荷, editor 何青山",
    "编辑：秦小荷（值班）": "editor 秦小荷",
    "作者：（明）秦小荷": "author 秦小荷",
    "作者：[宋]秦小荷 译者：何青山": "author 秦小荷, translator 何青山",
    "来源：我们的渡口": "@我们的渡口",
    "秦小荷（文/图）": "author 秦小荷, photographer 秦小荷",
    "作者：秦小荷（本报记者）": "author 秦小荷",
    "记者 秦小荷（署名）": "reporter 秦小荷",
    "编辑：秦小荷 电话：010-12345678": "editor 秦小荷",
    "编辑：秦小荷 邮箱：qin@river.example": "editor 秦小荷",
    "作者：秦小荷 来源：本站": "author 秦小荷",
    "责任编辑秦小荷": "editor 秦小荷",
    "责任编辑：": "",
    "（编辑：秦小荷）": "editor 秦小荷",
    "编辑 · 秦小荷": "editor 秦小荷",
    "责编 | 秦小荷": "editor 秦小荷",
    "主编：欧阳小荷、司马青": "editor 欧阳小荷, editor 司马青",
    "作者：秦小荷": "author 秦小荷",
    "作者：Jane Miller": "author Jane Miller",
    "作者：玛丽·怀特": "author 玛丽·怀特",
    "撰文 | 秦小荷": "author 秦小荷",
    "文丨秦小荷": "author 秦小荷",
    "文/半山听雨": "author 半山听雨",
    "校对 | 何青山": "contributor 何青山",
    "翻译：何青山 审核：秦小荷": "translator 何青山, contributor 秦小荷",
    "图表：秦小荷": "illustrator 秦小荷",
    "监制：秦小荷 统筹：何青山": "producer 秦小荷, producer 何青山",
    "策划 | 青山新闻": "producer 青山新闻",
    "记者 古丽娜尔": "reporter 古丽娜尔",
    # titles, media, places
    "本报记者 秦小荷": "reporter 秦小荷",
    "潇潇晨报记者秦小荷": "reporter 秦小荷",
    "人民某报 记者 秦小荷": "reporter 秦小荷",
    "《青山》记者 秦小荷 编辑 何青山": "reporter 秦小荷, editor 何青山",
    "本报记者 秦小荷 北京报道": "reporter 秦小荷",
    "首席记者 秦小荷 实习生 何青山": "reporter 秦小荷, reporter 何青山",
    "记者 秦小荷 通讯员 何青山": "reporter 秦小荷, correspondent 何青山",
    "每经记者 秦小荷 每经编辑 何青山": "reporter 秦小荷, editor 何青山",
    "特约评论员 秦小荷": "author 秦小荷",
    "采写：南都记者 秦小荷": "reporter 秦小荷",
    "来源：青山日报 首席记者 秦小荷 通讯员 何青山": "reporter 秦小荷, correspondent 何青山 @青山日报",
    "記者秦小荷／高雄報導": "reporter 秦小荷",
    "生活中心／秦小荷報導": "reporter 秦小荷",
    "渡口网特约撰稿人 秦小荷": "author 秦小荷",
    "初审编辑：": "",
    "秦小荷摄（人民图片）": "photographer 秦小荷",
    "秦小荷 摄/光明图片": "photographer 秦小荷",
    "来源：渡口日报　打印　收藏": "@渡口日报",
    "〔記者秦小荷、何青山／專題報導〕": "reporter 秦小荷, reporter 何青山",
    "編譯秦小荷／綜合外電": "translator 秦小荷",
    "記者秦小荷╱特稿": "reporter 秦小荷",
    "秦小荷 / 摄影报道": "reporter 秦小荷, photographer 秦小荷",
    "编辑：小编": "",
    "流程编辑：u022": "",
    "记者 秦小荷 何青山 武汉报道": "reporter 秦小荷, reporter 何青山",
    "作者：玛丽·怀特（Mary White）": "author 玛丽·怀特",
    "来源：青山日报（记者秦小荷）": "reporter 秦小荷 @青山日报",
    "来源：青山日报 秦小荷": "author 秦小荷 @青山日报",
    "作者：admin 来源：未知": "",
    "Posted by 秦小荷": "author 秦小荷",
    "采访人员：秦小荷 何青山": "reporter 秦小荷, reporter 何青山",
    "（记者秦小荷、何青山）": "reporter 秦小荷, reporter 何青山",
    "（秦小荷 何青山）": "reporter 秦小荷, reporter 何青山",
    # several labels, before and after the name
    "文 / 青山晚报全媒体记者 秦小荷 实习生 何青山": "reporter 秦小荷, reporter 何青山",
    "文 | 秦小荷 编辑 | 何青山": "author 秦小荷, editor 何青山",
    "撰文 | 秦小荷 校对 | 何青山 责编 | 林原": "author 秦小荷, contributor 何青山, editor 林原",
    "【文/某某网 秦小荷】": "author 秦小荷",
    "（文/某某网 秦小荷 编辑/何青山）": "author 秦小荷, editor 何青山",
    "文、图 / 秦小荷": "author 秦小荷, photographer 秦小荷",
    "文 / 秦小荷 图 / 何青山": "author 秦小荷, photographer 何青山",
    "文 秦小荷 / 图 何青山": "author 秦小荷, photographer 何青山",
    "秦小荷/文 何青山/图": "author 秦小荷, photographer 何青山",
    "秦小荷/文 编辑/何青山": "author 秦小荷, editor 何青山",
    "秦小荷 文/图": "author 秦小荷, photographer 秦小荷",
    "记者 秦荷 / 文 何山 / 摄": "reporter 秦荷, photographer 何山",
    "记者 秦小荷 摄影报道": "reporter 秦小荷, photographer 秦小荷",
    "记者秦小荷报道": "reporter 秦小荷",
    "21世纪经济报道记者秦小荷 上海报道": "reporter 秦小荷",
    "青山日报-青山网记者 秦小荷": "reporter 秦小荷",
    "《青山快报》文 / 秦小荷": "author 秦小荷",
    "文/青山领袖专栏作家 秦小荷": "author 秦小荷",
    "图片编辑：秦小荷": "editor 秦小荷",
    "一审一校：秦小荷 二审二校：何青山": "contributor 秦小荷, contributor 何青山",
    "译者：Jane": "translator Jane",
    "（秦小荷）": "reporter 秦小荷",
    "作者：青山有话说，公众号：青山频道": "author 青山有话说 @青山频道",
    # labels spaced out, staff codes, remarks, names of other peoples, what else a page prints in such lines
    "监　制：秦小荷 统 筹：何青山": "producer 秦小荷, producer 何青山",
    "责 任 编 辑：秦小荷": "editor 秦小荷",
    "编辑：欧阳 荷荷、司马 青": "editor 欧阳荷荷, editor 司马青",
    "编辑：欧阳 秦小荷": "editor 欧阳, editor 秦小荷",
    "本文转载自青山日报": "@青山日报",
    "转载自公众号“青山频道”": "@公众号“青山频道”",
    "本文转自【青山日报】；": "@青山日报",
    "文章转载自某某专栏《青山水事》，作者：秦小荷": "author 秦小荷 @某某专栏《青山水事》",
    "原文刊于《青山日报》2022年3月9日第3版": "@青山日报",
    "编译自《青山时报》": "@青山时报",
    "本文编译自：The Green Times": "@The Green Times",
    "来源于：青山日报": "@青山日报",
    "来源：青山日报 版权归原作者所有": "@青山日报",
    "【青山日報╱記者秦小荷／台北報導】": "reporter 秦小荷 @青山日報",
    "青山傳媒╱記者秦小荷、何青山／高雄報導": "reporter 秦小荷, reporter 何青山 @青山傳媒",
    "青山新聞╱記者秦小荷": "reporter 秦小荷 @青山新聞",
    "【青山日報╱編譯秦小荷／綜合外電】": "translator 秦小荷 @青山日報",
    "【青山日報╱廣州12日電】": "@青山日報",
    "【青山新聞╱報導】": "@青山新聞",
    "By Jane Miller and John Smith, Staff Writers": "author Jane Miller, author John Smith",
    "by Jane Miller in London | Green Times": "author Jane Miller",
    "by Jane Miller For Green Times": "author Jane Miller",
    "责任编辑：秦小荷#": "editor 秦小荷",
    "撰文：秦小荷(本报特约)": "author 秦小荷",
    "作者：秦小荷和何大江": "author 秦小荷, author 何大江",
    "作者：李和平": "author 李和平",
    "（原题为《河水涨了》）": "#河水涨了",
    "来 源：青山日报": "@青山日报",
    "（责任编辑：秦小荷 UN654）": "editor 秦小荷",
    "【责任编辑：秦小荷-N123】": "editor 秦小荷",
    "责编：秦小荷 | N018": "editor 秦小荷",
    "责任编辑：SN118": "",
    "作者：秦小荷（特约）": "author 秦小荷",
    "作者：秦小荷[特约]": "author 秦小荷",
    "编辑：秦小荷【实习】": "editor 秦小荷",
    "作者：秦小荷（青山晚报特约评论员）": "author 秦小荷",
    "作者：秦小荷　来源：青山晚报　日期：２０２４－０３－０５": "author 秦小荷 @青山晚报",
    "翻译/秦小荷 監修/何青山": "translator 秦小荷, contributor 何青山",
    "译者：让—雅克·卢梭": "translator 让—雅克·卢梭",
    "记者 秦小荷 青山、绿水报道": "reporter 秦小荷",
    "作者：佚名": "",
    "译者：让-雅克·卢梭": "translator 让-雅克·卢梭",
    "作者：[法]阿尔贝·加缪": "author 阿尔贝·加缪",
    "作者：（美）欧内斯特·海明威": "author 欧内斯特·海明威",
    "作者：欧内斯特·海明威（美）": "author 欧内斯特·海明威",
    "作者：秦小荷〔清代〕 译者：何青山": "author 秦小荷, translator 何青山",
    "作者：（唐朝）秦小荷": "author 秦小荷",
    "作者：乔治·R·R·马丁": "author 乔治·R·R·马丁",
    "作者：José Martí": "author José Martí",
    "作者：Ludwig van Beethoven": "author Ludwig van Beethoven",
    "记者 阿依古丽·吐尔逊 通讯员 买买提江": "reporter 阿依古丽·吐尔逊, correspondent 买买提江",
    "记者 扎西卓玛 巴特尔": "reporter 扎西卓玛, reporter 巴特尔",
    "记者 秦小荷 发自青山": "reporter 秦小荷",
    "记者秦小荷、何青山 发自青山、绿水": "reporter 秦小荷, reporter 何青山",
    "记者：秦小荷、何青山 通讯员：林原、赵河": "reporter 秦小荷, reporter 何青山, correspondent 林原, correspondent 赵河",
    "文丨本报记者 秦小荷 图丨受访者供图": "reporter 秦小荷",
    "青山新闻·渡口商报记者秦小荷/文受访者供图": "reporter 秦小荷",
    "渡口商报记者 秦小荷/文 采访对象供图": "reporter 秦小荷",
    "（记者 格桑边觉）": "reporter 格桑边觉",
    "整合 青山日报·交汇点记者 秦小荷": "contributor 秦小荷",
    "翻译：秦小荷 校订：何青山": "translator 秦小荷, contributor 何青山",
    "值班主任：秦小荷 技术支持：何青山": "contributor 秦小荷, contributor 何青山",
    "作者：秦小荷 来源：青山日报 时间：2021-11-03 10:20": "author 秦小荷 @青山日报",
    "发布时间：2021-11-03 10:20 来源：青山日报 字号：大 中 小": "@青山日报",
    "来源：青山日报 浏览：123次 编辑：秦小荷": "editor 秦小荷 @青山日报",
    # pictures
    "图 / 秦小荷": "photographer 秦小荷",
    "秦荷 摄": "photographer 秦荷",
    "秦荷摄": "photographer 秦荷",
    "秦小荷 摄影": "photographer 秦小荷",
    "摄影记者 秦小荷": "photographer 秦小荷",
    "头图摄影丨阿东": "photographer 阿东",
    "题图来自：秦小荷": "photographer 秦小荷",
    "题图来自：视觉中国": "",
    "题图来自 Unsplash": "",
    "图/视觉中国": "",
    "图 | 受访者提供": "",
    # sources and titles
    "来源：健康某地": "@健康某地",
    "来源丨青山日报": "@青山日报",
    "来源 青山日报": "@青山日报",
    "来源：青山日报/秦小荷": "author 秦小荷 @青山日报",
    "（来源：青山日报｜秦小荷）": "author 秦小荷 @青山日报",
    "来源：青山日报/青山晚报": "@青山日报/青山晚报",
    "（来源：青山日报）": "@青山日报",
    "【来源：青山日报】": "@青山日报",
    "来源：青山日报，青山晚报": "@青山日报，青山晚报",
    "来源：青山日报客户端 | 记者 秦小荷": "reporter 秦小荷 @青山日报客户端",
    "青山晚报综合": "@青山晚报综合",
    "综合来源：青山日报、青山晚报": "@青山日报、青山晚报",
    "作者：秦小荷 3小时前": "author 秦小荷",
    "作者：阿七 | 刚刚": "author 阿七",
    "作者：阿七 3个月前": "author 阿七",
    "来源综合：青山日报": "@青山日报",
    "文章来源于青山日报": "@青山日报",
    "原题：今天很好": "#今天很好",
    "综合自青山日报、青山晚报": "@综合自青山日报、青山晚报",
    "青山网综合青山日报、青山局网站": "@青山网综合青山日报、青山局网站",
    "（青山新闻）": "@青山新闻",
    "据青山日报": "@青山日报",
    "【记者】秦小荷 【编辑】何青山": "reporter 秦小荷, editor 何青山",
    "【来源】青山日报": "@青山日报",
    "排版：阿七 校对：小荷": "contributor 阿七, contributor 小荷",
    "作者：秦小荷 来源：青山日报 编发：何青山": "author 秦小荷, contributor 何青山 @青山日报",
    "本报记者 秦小荷 青山报道": "reporter 秦小荷",
    "青山日报 记者 秦小荷、何山 石家庄报道": "reporter 秦小荷, reporter 何山",
    "青山日报 记者 秦小荷报道": "reporter 秦小荷",
    "记者 秦小荷 何青山 报道": "reporter 秦小荷, reporter 何青山",
    "（据青山日报、青山网报道）": "@青山日报、青山网",
    "本文转自青山晚报，作者秦小荷": "author 秦小荷 @青山晚报",
    "本文来自微信公众号“青山频道”，作者 秦小荷，经授权发布。": "author 秦小荷 @微信公众号“青山频道”",
    "本文经授权转载自公众号：青山频道": "@青山频道",
    "编者按：本文来自青山频道。": "@青山频道",
    "编者按：本文来自微信公众号“青山频道”，某网经授权转载。": "@微信公众号“青山频道”",
    "来源：青山日报客户端 2021-08-09 10:00": "@青山日报客户端",
    "文章来源：青山读书": "@青山读书",
    "本文来源：青山科技 责任编辑：秦小荷": "editor 秦小荷 @青山科技",
    "转自：青山日报": "@青山日报",
    "稿源：青山网": "@青山网",
    "来源：青山日报 作者：秦小荷 责任编辑：何青山": "author 秦小荷, editor 何青山 @青山日报",
    "本文来自微信公众号：青山频道（ID：qingshan），作者：阿七，题图来自：视觉中国": "author 阿七 @青山频道",
    "本文来自微信公众号“青山频道”（ID:qingshan），作者：秦小荷，某网经授权发布。": "author 秦小荷 @微信公众号“青山频道”",
    "原标题：今天很好：真的吗？": "#今天很好：真的吗？",
    "原标题：今天很好 来源：青山日报": "@青山日报 #今天很好",
    "（原标题：今天很好）": "#今天很好",
    "来源：青山日报（2021年11月3日 03版）": "@青山日报",
    "来源：（青山日报）": "@青山日报",
    "（本文原载于《青山日报》2021年11月3日第3版）": "@青山日报",
    "原载《青山》2021年第3期": "@青山",
    "图文来源：青山日报": "@青山日报",
    "本文综合自青山日报、青山网等": "@本文综合自青山日报、青山网等",
    # traditional characters
    "責任編輯：趙小荷": "editor 趙小荷",
    "記者趙小荷／台北報導": "reporter 趙小荷",
    "撰文：趙小荷　攝影：劉 荷": "author 趙小荷, photographer 劉荷",
    "採訪／撰文：趙小荷": "reporter 趙小荷, author 趙小荷",
    "文章來源：青山晚報　作者：趙小荷": "author 趙小荷 @青山晚報",
    "本文轉載自青山晚報": "@青山晚報",
    "原標題：河水漲了": "#河水漲了",
    # media with a channel, marks before the line
    "青山晚报·青山号记者 秦小荷 通讯员 何青山": "reporter 秦小荷, correspondent 何青山",
    "✍️ 作者：秦小荷": "author 秦小荷",
    "▲ 编辑：秦小荷": "editor 秦小荷",
    "口述：秦小荷 整理：何青山": "contributor 秦小荷, contributor 何青山",
    "原标题：今天（周一）很好": "#今天（周一）很好",
}

_NO_CREDIT_LINES = """
记者从市教育局获悉，新学期如期开始
记者查询显示
记者走访多家商场
记者节快乐
By Jane Miller the river was lost
摘自《青山往事》
编译自动完成
首发于杭州
转自“青山”的水流到河里
（此件公开发布）
记者观察
图片新闻
视频：三种方法教你省电
视频：
执行：严格落实
综合：两市成交破万亿
据青山日报报道，河水上涨
（高潮）
记者查询
记者：你怎么看
记者：何时开始？
记者：何时开始
多位记者在现场
他是一名记者
我们采访了记者秦小荷。
来源于生活的艺术
來源於生活的藝術
記者從水廠獲悉，河水上漲
編輯部表示
原载于《青山》的这篇文章引起讨论
来源 于生活
来源：数据显示，市场上涨
来源：这是真的吗？
数据来源：某数据库
资料来源：某数据库
食物来源不明
编辑部表示
时间：2021-11-03
时间：周五晚八点 地点：城南
阅读：2021年的书单
浏览：12
作者：秦小荷 出版社：青山出版社
出版社：青山出版社 作者：秦小荷
导演：秦小荷 主演：何青山
后期：需要注意什么
校：你好
朗读：春天来了
编辑：我们去年去了北京
作者：我从小在河边长大
发自内心的感谢
编辑推荐
编辑导语：今天聊聊职场
编辑说：今天的天气很好
作者认为这是好事
作者系青山大学教授
作者为青山大学教授秦小荷
作者简介
作者：一个普通人的自述
作者：今天的河水，来自一位大学教授
文章称今年不会
文化是一座城市的灵魂
文：你好吗
图为会议现场
图：项目现场
图：高铁站
图1
（图）
（完）
（图1）
摄影爱好者云集
摄影：光的艺术
摄氏三十度
设计：简约时尚
设计师秦小荷
翻译：今天的天气
来源：是水从哪里来的意思。
策划了三年
采访秦小荷
高铁报道
校对工作已经完成
责任编辑是一种职业
原标题党
原标题是什么
转自然为人文
题图很美
统筹推进各项工作
出品：必属精品
（春天 夏天）
秦小荷 何青山
秦小荷
第一财经
明月几时有
把酒问青天

-
“记者”
"""
NO_CREDIT_LINES = _NO_CREDIT_LINES.split("\n")

STAY_BUT_ARE_READ = {
    "（作者秦小荷系青山大学副教授）": "author 秦小荷",
    "河水上涨。（作者：秦小荷，系青山大学教授）": "author 秦小荷",
    "本报讯 记者秦小荷、何青山报道：河水上涨": "reporter 秦小荷, reporter 何青山",
    "青山网某地8月1日电（秦小荷）河水上涨": "reporter 秦小荷",
    "【青山商报讯】（首席记者 秦小荷）8月1日，河水上涨": "reporter 秦小荷",
    "青山社某地8月9日电（记者秦小荷、何青山）河水上涨": "reporter 秦小荷, reporter 何青山",
    "【文/某某网 秦小荷】河水上涨": "author 秦小荷",
    "（文/某某网 秦小荷 编辑/何青山）河水上涨": "author 秦小荷, editor 何青山",
    "【某某网报道 记者 秦小荷】河水上涨": "reporter 秦小荷",
    "河水上涨。（记者秦小荷、何青山）": "reporter 秦小荷, reporter 何青山",
    "河水上涨。（记者 秦小荷）（完）": "reporter 秦小荷",
    "河水上涨。(秦荷 何青山)": "reporter 秦荷, reporter 何青山",
    "河水上涨。（第一财经）": "@第一财经",
    "河水上涨。（来源：青山日报）": "@青山日报",
    "河水上涨。来源：青山日报": "@青山日报",
    "河水上涨。本报记者 秦小荷": "reporter 秦小荷",
    "河水上涨。责任编辑：秦小荷": "editor 秦小荷",
    "作者：秦小荷，青山大学教授": "author 秦小荷",
    "（作者：秦小荷，系青山大学教授、河流学会会长、作家）": "author 秦小荷",
    "〔記者秦小荷／台北報導〕河水上漲": "reporter 秦小荷",
    "（青山社記者趙小荷台北3日電）河水上漲": "reporter 趙小荷",
    "河水上漲。（編輯：趙小荷）1130410": "editor 趙小荷",
    "【青山時報訊】（青山時報記者趙小荷台北報導）河水上漲": "reporter 趙小荷",
}

_STAY_UNREAD = """
作者：3小时前
原标题：太长。新标题：太短。他争论了一整天，最后还是用了原来的。
【记者】这个栏目办了三十年
（作者是青山大学教授）
设计：让老街活起来 审核：谁来把关
青山网某地8月1日电（高潮）河水上涨
河水上涨。（未完待续）
河水上涨。（秦小荷）
河水上涨（第一财经）
河水上涨。（记者的父亲）
河水上涨。（作者系青山大学教授）
（周一）河水上涨
会议（记者秦小荷）结束后河水上涨
河水上涨。）
河水上涨。记者从现场获悉
河水上涨
"""
STAY_UNREAD = _STAY_UNREAD.split("\n")

DISPATCHES = {
    "金山网讯 3月28日,河水上涨": "金山网",
    "【青山商报讯】河水上涨": "青山商报",
    "（青山网讯）河水上涨": "青山网",
    "青山社某地8月9日电（记者秦小荷）河水上涨": "青山社",
    "某视网消息：河水上涨": "某视网",
    "某某之家 8 月 23 日消息 今日晚间": "某某之家",
    "本报讯 河水上涨": None,
    "据某视网消息：河水上涨": None,
    "据某社8月9日电，河水上涨": None,
    "公司官网消息：河水上涨": None,
    "最新消息：河水上涨": None,
    "好消息，河水下降": None,
    "飞讯科技宣布": None,
    "某某社消息人士说": None,
    "外交部消息，河水上涨": None,
}

CAPTIONS = {
    "会议在某地举行 某社记者 秦荷 摄": "photographer 秦荷",
    "会议现场（秦荷 摄）": "photographer 秦荷",
    "会议现场。秦荷摄": "photographer 秦荷",
    "会议现场 图/秦荷": "photographer 秦荷",
    "会议现场 摄影：秦荷": "photographer 秦荷",
    "会议现场 图/视觉中国": "",
    "图自@某视新闻": "",
    "摄于会议现场": "",
    "会议现场 官网截图": "",
    "会议现场": "",
}


def brief(read: Credits | CreditLine) -> str:
    """``role name, role name @source #headline``, as the tables are written."""
    people = ", ".join(f"{credit.role} {credit.name}" for credit in read.credits)
    source, headline = read.source and f"@{read.source}", read.original_headline and f"#{read.original_headline}"
    return " ".join(filter(None, (people, source, headline)))


def body_of(*texts: str, kind: BlockKind = "paragraph", publisher: str | None = None, comments: tuple[str, ...] = ()) -> Body:
    owner = Article(id="0" * 16, site="test", publisher=publisher, headline="河水上涨", page=PAGE)
    return Body(owner, [Block(kind, text, text) for text in texts], list(comments))


def texts_of(body: Body) -> list[str]:
    return [block.text for block in body.blocks]


@pytest.mark.parametrize(("line", "said"), OWN_LINES.items())
def test_line_of_its_own(line: str, said: str) -> None:
    read = parse_credit_line(line)
    assert read is not None
    assert brief(read) == said


@pytest.mark.parametrize("line", NO_CREDIT_LINES)
def test_line_that_is_no_credit(line: str) -> None:
    assert parse_credit_line(line) is None
    assert not glued_credits(line)


@pytest.mark.parametrize(("paragraph", "said"), STAY_BUT_ARE_READ.items())
def test_glued_credit_is_read_and_stays(paragraph: str, said: str) -> None:
    assert parse_credit_line(paragraph) is None
    read = glued_credits(paragraph)
    assert read is not None
    assert brief(read) == said


@pytest.mark.parametrize("paragraph", STAY_UNREAD)
def test_paragraph_without_glued_credit(paragraph: str) -> None:
    assert parse_credit_line(paragraph) is None
    assert not glued_credits(paragraph)


@pytest.mark.parametrize(("paragraph", "source"), DISPATCHES.items())
def test_source_of_a_dispatch(paragraph: str, source: str | None) -> None:
    assert dispatch_source(paragraph) == source


@pytest.mark.parametrize(("caption", "said"), CAPTIONS.items())
def test_photographer_in_a_caption(caption: str, said: str) -> None:
    assert brief(Credits(caption_credits(caption))) == said
    image = Block("image", image=Image("https://a.cn/a.jpg", [], caption=caption))
    body = body_of()
    body.blocks.append(image)
    assert read_credits(body) == []
    assert brief(Credits(body.owner.credits)) == said


def test_lines_are_dropped_read_once_and_recorded() -> None:
    body = body_of(
        "原标题：很好", "来源：青山日报", "【青山商报讯】（记者 秦小荷）上涨。", "记者 秦小荷", "责任编辑：何青山 SF055"
    )
    removed = read_credits(body)
    assert texts_of(body) == ["【青山商报讯】（记者 秦小荷）上涨。"]
    assert [removal.text for removal in removed] == ["原标题：很好", "来源：青山日报", "记者 秦小荷", "责任编辑：何青山 SF055"]
    assert {removal.rule for removal in removed} == {"credit-line"}
    assert isinstance(body.owner, Article)
    assert brief(Credits(body.owner.credits, body.owner.source, body.owner.original_headline)) == (
        "reporter 秦小荷, editor 何青山 @青山日报 #很好"
    )


@pytest.mark.parametrize("kind", ["h2", "h3", "h4", "item", "preformatted", "table", "embed"])
def test_only_paragraphs_are_credit_lines(kind: BlockKind) -> None:
    body = body_of("来源：青山日报", kind=kind)
    assert read_credits(body) == []
    assert texts_of(body) == ["来源：青山日报"]
    assert body.owner.source is None


def test_a_list_of_credits_at_the_end_is_removed() -> None:
    body = body_of("河水上涨。", "责任编辑：何青山", "校对：秦小荷", kind="item")
    body.blocks[0].kind = "paragraph"
    assert [removal.text for removal in read_credits(body)] == ["责任编辑：何青山", "校对：秦小荷"]
    assert texts_of(body) == ["河水上涨。"]


def test_a_comment_gives_title_and_source_but_nobody() -> None:
    body = body_of("河水上涨。", comments=("<p>原标题：很好</p><p>来源：青山日报</p>", "责任编辑：秦小荷", " 编辑姓名及工作代码"))
    assert read_credits(body) == []
    assert isinstance(body.owner, Article)
    assert (body.owner.original_headline, body.owner.source, body.owner.credits) == ("很好", "青山日报", [])


@pytest.mark.parametrize(
    ("publisher", "first", "source"),
    [(None, "金山网讯 上涨", "金山网"), ("金山网", "金山网讯 上涨", None), ("某某之家", "某某 之家 8 月 23 日消息 上涨", None)],
)
def test_a_dispatch_of_the_publisher_itself_has_no_source(publisher: str | None, first: str, source: str | None) -> None:
    body = body_of(first, "河水上涨。", publisher=publisher)
    assert read_credits(body, publisher) == []
    assert body.owner.source == source


def test_first_line_that_is_an_office_is_the_source() -> None:
    body = body_of("青山市统计局", "河水上涨。")
    assert [removal.text for removal in read_credits(body)] == ["青山市统计局"]
    assert (body.owner.source, texts_of(body)) == ("青山市统计局", ["河水上涨。"])


@pytest.mark.parametrize("first", ["在遥远的小院", "全部", "中国队", "青山市统计局发布的公报", "河水上涨中心线"])
def test_first_line_that_is_no_office_stays(first: str) -> None:
    body = body_of(first, "河水上涨。")
    assert read_credits(body) == []
    assert (body.owner.source, texts_of(body)) == (None, [first, "河水上涨。"])


def test_an_office_alone_is_the_text() -> None:
    body = body_of("青山市统计局")
    assert read_credits(body) == []
    assert texts_of(body) == ["青山市统计局"]


@pytest.mark.parametrize(
    "notice",
    [
        "本文经授权转载自微信公众号：青山频道（ID：qingshan）",
        "声明：转载此文是出于传递更多信息之目的。来源：青山频道",
        "本文转自青山频道，版权归原作者所有。",
    ],
)
def test_a_notice_that_was_removed_names_the_source(notice: str) -> None:
    removed = [Removal("disclaimer", "a notice", notice)]
    article = Article(id="0" * 16, site="test", headline="河水上涨", page=PAGE, removed=removed)
    draft = Draft(item=article, site=Site(), bodies=[Body(article, [Block("paragraph", "河水上涨。")])])
    ReadCreditsPipeline().process_item(draft)
    assert article.source == "青山频道"


def test_the_pipeline_reads_every_post() -> None:
    thread = Thread(id="0" * 16, site="test", headline="河水上涨", page=PAGE, posts=[Post(floor=1), Post(floor=2)])
    texts = ("金山网讯 河水上涨。(秦荷 何青山)", "来源：青山日报")
    draft = Draft(
        thread, Site(), [Body(post, [Block("paragraph", text)]) for post, text in zip(thread.posts, texts, strict=True)]
    )
    assert ReadCreditsPipeline().process_item(draft) is draft
    opener, reply = thread.posts
    assert brief(Credits(opener.credits, opener.source)) == "reporter 秦荷, reporter 何青山 @金山网"
    assert reply.source == "青山日报"
    assert thread.removed == [] and [block.text for block in draft.bodies[1].blocks] == ["来源：青山日报"]


def test_a_forum_is_not_the_source_of_its_own_posts() -> None:
    thread = Thread(id="0" * 16, site="test", publisher="金山网", headline="河水上涨", page=PAGE, posts=[Post(floor=1)])
    draft = Draft(thread, Site(), [Body(thread.posts[0], [Block("paragraph", "金山网讯 河水上涨。")])])
    ReadCreditsPipeline().process_item(draft)
    assert thread.posts[0].source is None


def test_what_the_owner_says_is_kept() -> None:
    body = body_of("来源：青山日报", "原标题：很好")
    assert isinstance(body.owner, Article)
    body.owner.source, body.owner.original_headline = "青山晚报", "真好"
    read_credits(body)
    assert (body.owner.source, body.owner.original_headline) == ("青山晚报", "真好")


@pytest.mark.parametrize("name", ["秦荷", "秦小荷", "欧阳小荷", "玛丽·怀特", "Jane Miller"])
def test_names_of_people(name: str) -> None:
    assert is_person(name)
    assert not is_organisation(name)


@pytest.mark.parametrize("name", ["青山日报", "视觉中国", "某某网", "青山市统计局", "《青山》", "Getty Images"])
def test_names_of_organisations(name: str) -> None:
    assert is_organisation(name)
    assert not is_person(name)


PIECES = [
    "记者",
    "文",
    "图",
    "摄",
    "/",
    "|",
    "：",
    "（",
    "）",
    "【",
    "】",
    "来源",
    "原标题",
    "责任编辑",
    "秦荷",
    "青山网",
    "、",
    " ",
    "。",
    "讯",
    "·",
    "本文来自",
    "综合",
    "据",
    "by ",
    "监 制",
    "■",
    "2024年05月20日 03版",
]
LINES = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


@given(st.lists(LINES, max_size=5), st.lists(LINES, max_size=2))
def test_no_text_is_lost_unrecorded(texts: list[str], comments: list[str]) -> None:
    body = body_of(*texts, comments=tuple(comments))
    before = deepcopy(body.blocks)
    removed = read_credits(body)
    assert sorted(texts_of(body) + [removal.text for removal in removed]) == sorted(texts)
    assert [block for block in before if block in body.blocks] == body.blocks
    assert all(credit.name.strip() for credit in body.owner.credits)


@pytest.mark.parametrize("text", [*OWN_LINES, *STAY_BUT_ARE_READ])
def test_credits_have_a_cue(text: str) -> None:
    assert CUE.search(for_rules(text))


@given(LINES)
def test_text_without_a_cue_has_no_credits(text: str) -> None:
    assert CUE.search(for_rules(text)) or not (parse_credit_line(text) or glued_credits(text))


@given(LINES)
def test_captions_never_raise(caption: str) -> None:
    assert all(credit.role == "photographer" for credit in caption_credits(caption))


@pytest.mark.parametrize(
    "texts",
    [
        ["这本书讲一条河。", "书名：《大河》", "作者：秦小荷", "译者：何青山", "出版社：青山出版社", "书里写了许多人。"],
        ["今年读了两本书。", "《大河》", "作者：秦小荷", "讲一条河。", "《小山》", "作者：何青山", "讲一座山。"],
        ["今年读了两本书。", "第一本讲河。", "作者：秦小荷", "第二本讲山。", "作者：何青山", "都很好。"],
        ["片名：大河", "导演：秦小荷", "编剧：何青山", "摄影：林原", "作者：赵河"],
    ],
)
def test_who_made_a_work_that_the_text_describes_is_not_who_made_the_text(texts: list[str]) -> None:
    body = body_of(*texts)
    assert read_credits(body) == []
    assert (texts_of(body), body.owner.credits) == (texts, [])


def test_authors_in_a_row_and_under_the_headline_are_those_of_the_text() -> None:
    body = body_of("《河水上涨》", "作者：秦小荷", "作者：何青山", "河水上涨了一米。", "责任编辑：林原")
    assert len(read_credits(body)) == 3
    assert brief(Credits(body.owner.credits)) == "author 秦小荷, author 何青山, editor 林原"
