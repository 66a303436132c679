# 考评细则的文字：一个评分点一句话
sentence-joined = { $left }{ $right }
sentence-comma = { $left }，{ $right }
sentence-semicolon = { $left }；{ $right }
sentence-whole = { $body }{ $more }
sentence-every = { $every }：{ $body }
sentence-takes = 扣{ $points }分
sentence-gives = 得{ $points }分
sentence-adds = 加{ $points }分
sentence-between = 计{ $points }分
sentence-zero = 本项不得分
sentence-takes-unknown = 扣分（数额不详）
sentence-gives-unknown = 加分（数额不详）
sentence-points-unknown = 计分（数额不详）
sentence-span = { $least }至{ $most }
sentence-flat-takes = { $name }的，{ $effect }
sentence-flat-gives = { $name }，{ $effect }
sentence-short = { $name }少于{ $norm }的，{ $effect }
sentence-below = { $name }低于{ $norm }的，{ $effect }
sentence-beyond = { $name }超过{ $norm }的，{ $effect }
sentence-above = { $name }高于{ $norm }的，{ $effect }
sentence-each-found = { $said ->
    [yes] { $name }，{ $effect }
   *[no] { $name }的，每发现{ $each }{ $effect }
}
sentence-each = { $said ->
    [yes] { $name }，{ $effect }
   *[no] { $name }，每{ $each }{ $effect }
}
sentence-each-short = { $said ->
    [yes] { $name }，{ $effect }（应达到{ $norm }）
   *[no] { $name }不足{ $norm }的，每少{ $each }{ $effect }
}
sentence-each-below = { $said ->
    [yes] { $name }，{ $effect }（应达到{ $norm }）
   *[no] { $name }低于{ $norm }的，每低{ $each }{ $effect }
}
sentence-each-beyond = { $said ->
    [yes] { $name }，{ $effect }（{ $norm }以内不计）
   *[no] { $name }超过{ $norm }的，每多{ $each }{ $effect }
}
sentence-each-above = { $said ->
    [yes] { $name }，{ $effect }（{ $norm }以内不计）
   *[no] { $name }高于{ $norm }的，每高{ $each }{ $effect }
}
sentence-begun = { $body }（不足{ $each }的按{ $each }计）
sentence-exact = { $body }（按比例计算）
sentence-percent = { $number }%
sentence-percentage-points = { $number }个百分点
sentence-units = { $number }{ $unit }
sentence-cases = { $unit ->
    [none] { $number }起
   *[other] { $number }{ $unit }
}
sentence-number-of-times = { $unit ->
    [none] { $number }次
   *[other] { $number }{ $unit }
}
sentence-takes-nothing = 不扣分
sentence-times = { $unit ->
    [none] { $number }次
   *[other] { $number }{ $unit }
}
sentence-steps = { $name }：{ $steps }
sentence-step = { $label }{ $effect }
sentence-rest = 其余
sentence-line = { $name }：{ $points }，其间按比例计算
sentence-formula = { $name }：按“{ $formula }”计分
sentence-discretion = { $name }：在{ $points }分之间评定
sentence-itself = { $name }：按所得数值计分
sentence-of-shortfall = { $body }（以距{ $norm }所差的数计）
sentence-of-excess = { $body }（以超过{ $norm }的数计）
sentence-until-nothing = ，扣完为止
sentence-takes-at-most = ，最多扣{ $points }分
sentence-takes-at-most-unknown = ，有扣分上限（数额不详）
sentence-takes-at-least = ，最少扣{ $points }分
sentence-adds-at-most = ，最高加{ $points }分
sentence-gives-at-most = ，最高得{ $points }分
sentence-cap-unknown = ，有上限（数额不详）
sentence-floor = ，最低{ $points }分
sentence-weight = （按{ $weight }折算）
sentence-when = （仅限{ $condition }）
sentence-unless = （{ $condition }的除外）
band-at-least = ≥{ $end }
band-above = ＞{ $end }
band-at-most = ≤{ $end }
band-below = ＜{ $end }
band-both = { $lower }且{ $upper }
every-stage = 每阶段
every-month = 每月
every-two-months = 每两月
every-quarter = 每季度
every-half-year = 每半年
every-year = 每年
together-sum = （各期相加）
together-mean = （各期取平均）
together-least = （各期取最低）
together-greatest = （各期取最高）
together-latest = （取最近一期）
together-longest-row = （取最长连续期数）
combine-mean = （各部分取平均）
combine-geometric = （各部分取几何平均）
combine-least = （各部分取最低）
combine-greatest = （各部分取最高）
combine-one = （各部分只适用其一）
absent-full = （不适用的部分按满分计）
absent-leave = （不适用的部分不计，也不分摊）
term-start = （起点{ $points }分）
term-no-floor = （可扣至负分）
term-floor = （最低{ $points }分）
term-no-cap = （得分可超过分值）
term-cap = （最高{ $points }分）
term-known = （已知部分不足{ $percent }%的不计分）
term-every = （{ $every }计一次）
term-places = （保留{ $places }位小数）
points-from = { $least }以上
points-up-to = 不超过{ $most }
printed-organisation-parts = 以组织的组成部分（班级、项目、场所等）为对象
source-share-of = { $by }（权重{ $weight }）
points-unknown = 不详
formula-text = “{ $text }”
formula-yes = 是
formula-no = 否
formula-score = 总分
formula-grade = 等次
formula-points = “{ $name }”得分
formula-not = 非（{ $inner }）
formula-and = { $left }且{ $right }
formula-or = { $left }或{ $right }
formula-in = { $left }属于{ $right }
formula-list = { $left }、{ $right }
formula-is-there = { $inner }有数据
formula-is-null = { $inner }无数据
formula-is = { $left }为{ $right }
formula-is-not = { $left }不为{ $right }
formula-equal = { $left }＝{ $right }
formula-not-equal = { $left }≠{ $right }
formula-less = { $left }＜{ $right }
formula-at-most = { $left }≤{ $right }
formula-greater = { $left }＞{ $right }
formula-at-least = { $left }≥{ $right }
formula-plus = { $left }＋{ $right }
formula-minus = { $left }－{ $right }
formula-times = { $left }×{ $right }
formula-over = { $left }÷{ $right }
formula-grouped = （{ $inner }）
formula-least = { $all }中的最小值
formula-greatest = { $all }中的最大值
formula-counts = （{ $condition }计1，否则计0）
formula-if = （{ $condition }时{ $then }，否则{ $otherwise }）
formula-round = { $inner }（保留{ $places }位小数）
formula-call = { $name }（{ $all }）
source-nobody = 未指定考评人
source-fact = { $name }（{ $source }）
source-formula = 按“{ $formula }”计算
source-indicator = 指标“{ $name }”
source-duty = 应办事项“{ $name }”
source-registers = 台账“{ $registers }”
source-taken = { $source }：{ $taken }
source-share = 比率
source-met = 达到数
source-missed = 未达到数
source-counted = 总数
source-reached = 是否达到目标值
source-years = 近{ $years }年{ $taken }
source-survey = 问卷“{ $question }”
source-survey-of = 问卷“{ $question }”（{ $audience }）
source-vote = 测评票（{ $by }）
source-votes = { $of }：{ $answers }
source-answer = { $answer }计{ $worth }
source-quorum = 收回率不足{ $percent }%的无效
source-answers-at-least = 收回不足{ $number }份的无效
source-scheme = 考评方案“{ $name }”{ $of }得分
source-scheme-below = 考评方案“{ $name }”{ $of }所属得分
source-scheme-count-below = 考评方案“{ $name }”{ $of }所属得分达到{ $least }分的个数
source-earlier = 前{ $back }期{ $scheme }{ $of }
source-place-from-top = “{ $of }”在同类中由高到低的名次
source-place-from-bottom = “{ $of }”在同类中由低到高的名次
source-peers-mean = 同类“{ $of }”的平均
source-peers-sum = 同类“{ $of }”的合计
source-peers-least = 同类“{ $of }”的最低
source-peers-greatest = 同类“{ $of }”的最高
source-peers-count = 同类个数
source-organisation = 组织清单的{ $field }
source-unknown = 来源未写明
printed-about = 说明
printed-totals = 分值
printed-grades = 等次
printed-consequences = 结果运用
printed-assessors = 考评人
printed-stages = 阶段
printed-facts = 数据
printed-persons = 以人为对象：只能用于不记名评分卡
printed-source = 出处：{ $source }
printed-from = 自{ $day }起施行
printed-until = { $day }起不再施行
printed-owners = 适用组织类型：{ $owners }
printed-whole = 总分
printed-part = { $code } { $name }
printed-total = { $name }：{ $printed }分
printed-total-differs = { $name }：表列{ $printed }分，各部分分值之和{ $sum }分
printed-total-unknown = { $name }：表列不详，各部分分值之和{ $sum }分
printed-total-none = { $name }：表中未列，各部分分值之和{ $sum }分
printed-places = 得分保留{ $places }位小数，四舍五入
printed-graded-by = 等次依据：{ $formula }
printed-grade = { $name }：{ $band }
printed-share = 不超过同类的{ $percent }%
printed-share-fraction = 不超过同类的{ $share }
printed-most = 同类中不超过{ $number }个
printed-only-if = 须满足：{ $condition }
printed-ordered-by = 比例内的先后依据：{ $formula }
printed-among = 比例按“{ $formula }”分类掌握
printed-shares-from = 同类不足{ $number }个的不受比例限制
printed-rounding-down = 按比例计算的名额舍去小数
printed-rounding-half-up = 按比例计算的名额四舍五入
printed-rounding-up = 按比例计算的名额有小数即进一
printed-ties-out = 末位并列超出名额的，均列下一等次
printed-ties-in = 末位并列超出名额的，均列本等次
printed-consequence = { $name }：{ $condition }
printed-unless = { $condition }的除外
printed-score-becomes = 总分记为{ $points }分
printed-grade-at-most = 等次最高为“{ $grade }”
printed-grade-becomes = 等次定为“{ $grade }”
printed-value = 数额：{ $value }
printed-raters = { $raters }人分别评分，{ $combined }
printed-raters-at-least = 至少{ $number }人评分方有效
printed-within = 时段结束后{ $days }天内交表
combined-mean = 取平均
combined-trimmed = 去掉一个最高分、一个最低分后取平均
combined-median = 取中位数
combined-least = 取最低
combined-greatest = 取最高
combined-majority = 取过半数意见
printed-stage = { $name }：{ $from }至{ $to }
printed-fact = { $name }：{ $source }
printed-clause = 《{ $regulation }》{ $article }
printed-clause-unverified = 《{ $regulation }》{ $article }（未核实）
printed-evidence = 佐证：{ $name }
printed-evidence-numbered = { $name }（编号{ $number }）
printed-evidence-kept = { $evidence }（{ $office }保管）
