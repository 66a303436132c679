# 定义、表达式、计数与说明的用语（来自 core）
said = { $text }
hint-nearest = 您要写的是不是 `{ $name }`？
expected-one-of = 可用：{ $names }
between = { $least } 至 { $most } 之间
at-least = 至少 { $least }
at-most = 至多 { $most }
not-known = 不知
yes = 是
no = 否
none = 无

definition-unreadable = 定义读不懂：{ $text }
definition-unknown-key = 没有 `{ $key }` 这个键

expression-unclosed-quote = 单引号没有闭合
expression-nameless-parameter = `$` 后面缺少参数名
expression-stray-character = 表达式里不能有 `{ $character }`
expression-not-a-day = `{ $text }` 不是日历上的一天
expression-not-a-number = `{ $text }` 不是数
expression-left-over = 表达式在这里应当结束
expression-expected-sign = 这里应当是 `{ $sign }`
expression-too-deep = 括号或 `not` 嵌套太深
expression-expected-null = `is` 后面应当是 `null` 或 `not null`
expression-ends-early = 表达式没有写完
expression-expected-value = 这里应当是一个值：数、日期、'文字'、字段或参数
expression-expected-name = `.` 后面应当是字段名
expression-null-of-no-field = 只有字段才能问 `is null`
expression-wrong-type = 这里应当是{ $expected }，写的却是{ $found }
expression-not-comparable = { $found }不能这样比较
expression-argument-count = 函数 `{ $function }` 要 { $expected } 个参数
expression-unknown-look = 没有名为 `{ $name }` 的查看（look）
expression-unknown-reference = 这里没有字段指向 `{ $name }`
expression-unknown-field = 台账“{ $kind }”没有字段 `{ $name }`
expression-unknown-parameter = 没有参数 `${ $name }`
expression-unknown-code = 字段 `{ $field }` 没有代码 `{ $name }`
expression-unknown-function = 没有函数 `{ $name }`
type-truth = 是非判断
type-number = 数
type-day = 日期
type-text = 文字或代码
type-texts = 一组代码
type-days = 一组日子

measure-unknown-duty = 没有应办事项 `{ $name }`
measure-duty-and-more = 写了 `duty` 就只能再写 `exclude` 和 `except`：其余由应办事项给出
measure-without-population = 没有写清数什么（population）
measure-without-numerator = 没有写清怎样算做到（numerator）
measure-without-owners = 没有写清问哪些类型的组织（owners）
measure-unknown-register = 没有台账 `{ $name }`
measure-unknown-owner = 没有组织类型 `{ $name }`
measure-look-without-day = 台账“{ $register }”的行没有自己的日期，要用 `when` 写明
measure-unknown-take = `{ $text }` 不能取；可写 count、sum 字段、min 字段、max 字段
measure-and-native = 一个指标要么写 measure，要么由代码计算，不能两样都有

reason-not-covered = 台账“{ $register }”{ $from } 至 { $last } 未报，不知道
reason-blank = 台账“{ $register }”里有该填而空着的格，不知道
reason-pending = 尚未到期，{ $day } 起才判定
reason-excluded = 按规则不计：{ $condition }
reason-excepted = 按规则除外：{ $condition }
reason-found-needed = 现有 { $found }，应有 { $needed }（{ $unit }）
reason-found = 现有 { $found }（{ $unit }）

record-counted = 计入
record-may-count = 不知是否计入
record-not-seen = 晚于截至日 { $day }，看不到
record-outside = 不在这一时段内
record-of-another-sort = 不是所要的那一类
record-not-so = 不符合：{ $condition }
record-field-is = { $field }是“{ $value }”，不符合：{ $condition }

change-record = 在 { $from } 至 { $last } 之间再有 { $amount } { $unit }（台账“{ $register }”）
change-hand-in = 补报 { $organisation } { $from } 至 { $last } 的台账“{ $register }”
evaluation-out-of-range = 数值太大，超出精确计算的范围
record-adds = 计入 { $amount }
record-blank = 计入，但数量那一格空着
change-fill-in = 把台账“{ $register }”里标明空着的格填上（填上后才知道够不够）
expression-too-long = 表达式太长，超过 { $most } 个词和符号
measure-part-and-more = 写了 `part` 就不能再写别的键：各部分已说明一切
measure-looks-in-a-circle = 这些查看（look）互相依赖，成了圈：{ $names }
measure-key-unreadable = `{ $text }` 不是键；应写 字段、本方 = 对方、对方 within 本方、对方 around 本方 或 对方 reached from 本方
reason-disputed = 记录互相矛盾或有异议：算与不算，结果不同
change-settle = 核定互相矛盾的记录以哪一条为准（核定后才知道结果）
reason-test = { $due } 到期；判定：{ $condition }
