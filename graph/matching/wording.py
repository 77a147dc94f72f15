"""The sentences of matching, in Chinese and English, by reason code; `explain` puts them together.

Never free text of anybody: placeholders take category names, bands, counts, weekdays and the name of
a community.
Source: matching.md 4 and 6.
"""
# ruff: noqa: E501 (one sentence a row, both languages side by side)

from collections.abc import Mapping

from graph.taxonomy import Locale

Words = Mapping[Locale, str]

LEVELS: tuple[Words, ...] = (
    {"zh": "自报", "en": "self-reported"},
    {"zh": "熟练", "en": "practised"},
    {"zh": "专业", "en": "professional"},
    {"zh": "资深", "en": "senior"},
)
VERIFIED: Words = {"zh": "已核验", "en": "verified"}
UNVERIFIED: Words = {"zh": "待核验", "en": "not verified yet"}

BANDS: Mapping[str, Words] = {
    "REMOTE": {"zh": "可远程完成", "en": "can be done remotely"},
    "SAME_COMMUNITY": {"zh": "同社区", "en": "same community"},
    "SAME_STREET": {"zh": "同街道", "en": "same street"},
    "SAME_DISTRICT": {"zh": "同区", "en": "same district"},
    "WALK_20": {"zh": "步行20分钟内", "en": "within 20 minutes’ walk"},
    "KM_3": {"zh": "3公里内", "en": "within 3 km"},
    "KM_10": {"zh": "10公里内", "en": "within 10 km"},
    "FARTHER": {"zh": "距离较远", "en": "rather far away"},
}

DAYS: Mapping[Locale, tuple[str, ...]] = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
PARTS_OF_DAY: Mapping[str, Words] = {
    "MORNING": {"zh": "上午", "en": "mornings"},
    "AFTERNOON": {"zh": "下午", "en": "afternoons"},
    "EVENING": {"zh": "晚", "en": "evenings"},
}

COMMUNITY: Mapping[str, Words] = {
    "SKILL": {"zh": "能承担“{offered}”（{level}）", "en": "can take on “{offered}” ({level})"},
    "STAFF": {"zh": "可派人承担“{offered}”", "en": "can send people for “{offered}”"},
    "THING": {"zh": "可提供“{offered}”", "en": "can provide “{offered}”"},
    "NEAR": {"zh": "，与所需的“{wanted}”相近", "en": ", close to the “{wanted}” asked for"},
    "TEXT": {"zh": "描述与需求相近", "en": "described much like the need"},
    "PLACE": {"zh": "{band}", "en": "{band}"},
    "TIME_FITS": {"zh": "{when}有空", "en": "free on {when}"},
    "TIME_ANY": {"zh": "时间合适", "en": "the times fit"},
    "TIME_PARTLY": {"zh": "大部分时间合适", "en": "most of the times fit"},
    "TIME_UNSTATED": {"zh": "时间可约", "en": "times to be agreed"},
    "QUALITY": {"zh": "评价良好（≥3次）", "en": "well rated (3 times or more)"},
    "PAIRED": {"zh": "已与本社区结对", "en": "paired with you"},
    "REGISTERED": {"zh": "已在本社区报到", "en": "registered here"},
    "PARTNER": {"zh": "是服务对象的结对伙伴", "en": "already partnered with the beneficiary"},
    "SERVED_HERE": {
        "zh": "半年内服务过本社区，评价良好",
        "en": "served here within half a year, well rated",
    },
    "RESPONSIBLE": {"zh": "此事属其职责范围", "en": "responsible for this matter here"},
    "UNIT_PAIRED": {"zh": "所属单位与本社区结对", "en": "unit paired with you"},
    "UNIT_RESPONSIBLE": {"zh": "所属单位负责此类事项", "en": "unit responsible for it here"},
    "WEAK_CAPABILITY": {
        "zh": "事项只是相近，请先沟通",
        "en": "only a related matter, please talk first",
    },
    "WEAK_TEXT": {"zh": "描述各有侧重，请先沟通", "en": "descriptions differ, please talk first"},
    "WEAK_NO_TEXT": {
        "zh": "缺少文字描述，请先沟通",
        "en": "little is described, please talk first",
    },
    "WEAK_PLACE": {"zh": "不在附近（{band}）", "en": "not nearby ({band})"},
    "WEAK_PAIRING": {"zh": "与本社区尚无结对", "en": "no tie with you yet"},
    "WEAK_HEADROOM": {"zh": "任务较满", "en": "few jobs left to give"},
    "FREE": {"zh": "目前没有在办任务", "en": "no job at present"},
    "JOB": {"zh": "在办1件", "en": "one job now"},
    "JOBS": {"zh": "在办{jobs}件", "en": "{jobs} jobs now"},
}

GIVER: Mapping[str, Words] = {
    "WANTED": {"zh": "{community}需要“{wanted}”", "en": "{community} needs “{wanted}”"},
    "SOMEWHERE": {"zh": "有社区", "en": "a community"},
    "SKILL": {"zh": "正是您填写的专长", "en": "just the skill you listed"},
    "STAFF": {"zh": "正是贵单位能派人做的事", "en": "just what your unit can send people for"},
    "THING": {"zh": "正是贵单位提供的资源", "en": "just the resource your unit offers"},
    "NEAR": {"zh": "与您提供的“{offered}”相近", "en": "close to the “{offered}” you offer"},
    "TEXT": {"zh": "需求描述与您的相近", "en": "the need reads much like your description"},
    "PLACE_REMOTE": {"zh": "可以远程完成", "en": "it can be done remotely"},
    "PLACE": {"zh": "离您{band}", "en": "{band} of you"},
    "PLACE_SAME": {"zh": "与您{band}", "en": "in the {band} as you"},
    "PLACE_FAR": {"zh": "离您较远", "en": "rather far from you"},
    "TIME_FITS": {"zh": "时间是您填的{when}", "en": "at the time you named, {when}"},
    "TIME_ANY": {"zh": "时间与您填的相合", "en": "at times you named"},
    "TIME_PARTLY": {"zh": "时间大部分与您填的相合", "en": "mostly at times you named"},
    "TIME_UNSTATED": {"zh": "时间可以商量", "en": "times can be agreed"},
    "QUALITY": {
        "zh": "您的服务评价良好（≥3次）",
        "en": "your work is well rated (3 times or more)",
    },
    "PAIRED": {"zh": "是贵单位的结对社区", "en": "it is a community your unit is paired with"},
    "REGISTERED": {"zh": "就在您报到的社区", "en": "it is the community you registered at"},
    "PARTNER": {"zh": "您与这里有结对关系", "en": "you have a partner there"},
    "SERVED_HERE": {
        "zh": "您半年内服务过这里，评价良好",
        "en": "you served here within half a year, well rated",
    },
    "RESPONSIBLE": {
        "zh": "此事属贵单位职责范围",
        "en": "the matter is your unit's responsibility there",
    },
    "UNIT_PAIRED": {"zh": "您所在单位与它结对", "en": "your unit is paired with it"},
    "UNIT_RESPONSIBLE": {
        "zh": "您所在单位负责此类事项",
        "en": "your unit is responsible for this matter",
    },
    "WEAK_CAPABILITY": {
        "zh": "事项只是相近，请先沟通",
        "en": "only a related matter, please talk first",
    },
    "WEAK_TEXT": {"zh": "描述各有侧重，请先沟通", "en": "descriptions differ, please talk first"},
    "WEAK_NO_TEXT": {
        "zh": "缺少文字描述，请先沟通",
        "en": "little is described, please talk first",
    },
    "WEAK_PLACE": {"zh": "不在您附近（{band}）", "en": "not near you ({band})"},
    "WEAK_PAIRING": {"zh": "与该社区尚无结对", "en": "no tie with it yet"},
    "WEAK_HEADROOM": {"zh": "任务较满", "en": "few jobs left to take"},
    "OFFER_FREE": {"zh": "这项资源目前没有任务", "en": "this resource has no job at present"},
    "OFFER_JOB": {"zh": "这项资源目前有1件任务", "en": "this resource has one job now"},
    "OFFER_JOBS": {"zh": "这项资源目前有{jobs}件任务", "en": "this resource has {jobs} jobs now"},
    "FREE": {"zh": "您目前没有任务", "en": "you have no job at present"},
    "JOB": {"zh": "您现在只有1件任务", "en": "you have only one job now"},
    "JOBS": {"zh": "您现在有{jobs}件任务", "en": "you have {jobs} jobs now"},
}

MARKS: Mapping[str, Mapping[str, Words]] = {
    "COMMUNITY": {
        "OUTSIDE_REACH": {
            "zh": "在申报服务范围之外，需对方同意",
            "en": "outside the declared reach, they must agree",
        },
        "QUANTITY_UNKNOWN": {"zh": "数量待确认", "en": "quantity to be confirmed"},
        "EMERGENCY_WEIGHTS": {"zh": "按应急权重计分", "en": "scored by emergency weights"},
        "SHORTLISTED": {"zh": "社区已优先考虑", "en": "shortlisted"},
    },
    "GIVER": {
        "OUTSIDE_REACH": {
            "zh": "在您申报的服务范围之外，接不接由您定",
            "en": "outside the reach you declared, it is up to you",
        },
        "QUANTITY_UNKNOWN": {
            "zh": "请确认能提供的数量",
            "en": "please confirm how much you can give",
        },
        "EMERGENCY_WEIGHTS": {"zh": "这是应急需求", "en": "this is an emergency"},
    },
}

GATES: Mapping[str, Words] = {
    "WITHDRAWN": {"zh": "已撤回或已过期", "en": "withdrawn or expired"},
    "PAUSED": {"zh": "暂停接单", "en": "takes no jobs for now"},
    "CONSENT": {"zh": "未同意被派单", "en": "has not agreed to be dispatched"},
    "REACH": {"zh": "不在服务范围", "en": "outside the area served"},
    "CATEGORY": {"zh": "事项不符", "en": "another kind of matter"},
    "LEVEL": {"zh": "等级不够", "en": "level too low"},
    "QUALIFICATION": {"zh": "缺资格证或已过期", "en": "certificate missing or expired"},
    "TIME": {"zh": "时间对不上", "en": "the times do not fit"},
    "RADIUS": {"zh": "太远", "en": "too far"},
    "CAPACITY": {"zh": "已接满", "en": "fully booked"},
    "CONFLICT": {"zh": "不适合派此单", "en": "not suited for this job"},
    "DISMISSED": {"zh": "社区已排除", "en": "ruled out by the community"},
}

WHY_NOT_COMMUNITY: Mapping[str, Words] = {
    "PAUSED": {"zh": "暂停接单；请稍后再看，或选其他人选", "en": "takes no jobs for now; look again later, or choose another"},
    "REACH": {"zh": "不在服务范围；对方扩大范围后即可", "en": "outside the area served; it opens when they widen it"},
    "CATEGORY": {"zh": "事项不符；如归类有误，请更正需求的事项", "en": "another kind of matter; if the need is filed wrongly, correct its category"},
    "LEVEL": {"zh": "要求{needed}以上，目前为{level}；核验提高等级后即可", "en": "“{needed}” or above is asked, now “{level}”; it opens once a higher level is verified"},
    "QUALIFICATION": {"zh": "缺资格证或已过期；需要有效的“{certificate}”", "en": "certificate missing or expired; a valid “{certificate}” is needed"},
    "TIME": {"zh": "时间对不上；请调整时段，或由社区说明理由后派单", "en": "the times do not fit; change them, or dispatch with a reason"},
    "RADIUS": {"zh": "太远；请放宽距离，或由社区说明理由后派单", "en": "too far; allow a greater distance, or dispatch with a reason"},
    "CAPACITY": {"zh": "已接满；办结一件或提高名额后即可", "en": "fully booked; it opens when a job is done or the quota is raised"},
    "QUANTITY": {"zh": "数量不足一份；减少所需数量后即可", "en": "less than one portion is offered; it opens when less is asked"},
}  # fmt: skip
"""Gates with what would help, for the community. CONSENT, CONFLICT and DISMISSED are told by name only."""

WHY_NOT_GIVER: Mapping[str, Words] = {
    "PAUSED": {"zh": "您已暂停接单；恢复后即可", "en": "you take no jobs for now; it opens when you do again"},
    "CONSENT": {"zh": "您未同意被派单；可以自己认领，或同意被派单", "en": "you have not agreed to be dispatched; claim it yourself, or agree"},
    "REACH": {"zh": "不在您的服务范围；扩大范围后即可", "en": "outside the area you serve; it opens when you widen it"},
    "CATEGORY": {"zh": "您提供的是“{offered}”，这里需要“{wanted}”", "en": "you offer “{offered}”, “{wanted}” is needed here"},
    "LEVEL": {"zh": "要求{needed}以上，您目前为{level}；请社区核验提高等级", "en": "“{needed}” or above is asked, yours is “{level}”; ask the community to verify it"},
    "QUALIFICATION": {"zh": "需要“{certificate}”；请登记有效证件", "en": "“{certificate}” is needed; please register a valid one"},
    "CONFLICT": {"zh": "此单暂不向您推荐", "en": "this one is not proposed to you"},
    "DISMISSED": {"zh": "此单暂不向您推荐", "en": "this one is not proposed to you"},
    "EXPIRED": {"zh": "资格证已于{month}到期；请更新", "en": "your certificate expired in {month}; please renew it"},
    "EXPIRES": {"zh": "资格证将于{month}到期，早于服务结束；请更新", "en": "your certificate expires in {month}, before the work ends; please renew it"},
    "TIME": {"zh": "您填的时段与需要的对不上；调整后即可", "en": "the times you named do not fit; it opens when you change them"},
    "RADIUS": {"zh": "距离超出范围", "en": "it is beyond the distance allowed"},
    "CAPACITY": {"zh": "任务已满；办结一件或提高名额后即可", "en": "fully booked; it opens when you finish a job or raise the quota"},
    "QUANTITY": {"zh": "数量不足一份；增加数量后即可", "en": "less than one portion is offered; it opens when you offer more"},
}  # fmt: skip
"""The same for the giver, who does not learn that, or why, somebody ruled it out."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
