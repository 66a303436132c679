# 程序自己的用语
error-line = 错误：{ $what }
hint-line = 提示：{ $what }
expected-line = 应为：{ $what }
fault-line = { $place }：{ $what }
fault-expression = 表达式：{ $expression }
place-row = 第 { $row } 行
place-line = 第 { $row } 行
joint = ；

heading-definition-faults = 定义里有 { $count } 处问题（有问题的不采用，其余照常）：
heading-register-faults = 台账里有 { $count } 处问题（有问题的行放在一边，其余照常）：
heading-evaluation-faults = 计算中有 { $count } 处问题（有关数字作“不知”处理）：
balance = 读了 { $sheets } 张表：见到 { $seen } 行 ＝ 采用 { $kept } ＋ 放在一边 { $quarantined } ＋ 不是记录 { $left }

no-registers = 没有指明台账
no-such-path = 没有 `{ $path }` 这个文件或文件夹
hint-registers = 用 `--registers 路径…`，或在设置里写 `registers`
not-a-period = `{ $text }` 不是时段；应写 2025、2025-Q1、2025-H1、2025-03 或 起日..止日（止日不含）
not-a-day = `{ $text }` 不是日历上的一天；应写 2025-03-01 这样
not-a-year = `{ $text }` 不是年份
not-a-post = `{ $text }` 不是职务的写法
hint-post = 写成 组织/职务，例如 DZB01/secretary 或 DZB01/书记
unknown-role = 没有职务 `{ $text }`
unknown-organisation = 组织台账里没有 `{ $id }`
unknown-definition = 目录里没有 `{ $id }`
hint-catalogue-list = 运行 `changxiao catalogue list` 看有哪些
no-such-number = { $organisation } 在 { $indicator } 上没有数字：它和它的下级都不在被问之列
not-a-run = `{ $path }` 不是考评批次的文件夹
hint-evaluate = 先运行 `changxiao evaluate … --out 文件夹`
registers-changed = 台账与这一批次考评时不同了，原来的数字说明不了
definitions-changed = 定义或插件与这一批次考评时不同了，原来的数字说明不了
hint-evaluate-again = 再运行一次 `changxiao evaluate`，然后说明新的数字
run-not-written = 写不了 `{ $path }`
run-not-overwritten = `{ $path }` 已有别的内容，不是考评批次的文件夹，不去覆盖
hint-other-out = 用 `--out` 指定另一个文件夹

settings-unknown-key = 设置里没有 `{ $key }` 这一项（{ $origin }）
settings-no-file = 没有设置文件 `{ $file }`
settings-unreadable = 设置读不了
origin-default = 默认
origin-environment = 环境变量
origin-file = 文件 { $file }
origin-flag = 命令行

argument-missing = 缺少 { $argument }
argument-unknown = 没有参数 `{ $argument }`
argument-unknown-command = 没有命令 `{ $value }`
argument-without-value = { $argument } 后面要有值
argument-invalid-value = { $argument } 不能是 `{ $value }`
argument-invalid-value-known = { $argument } 不能是 `{ $value }`；可用：{ $known }
argument-twice = { $argument } 只能写一次
hint-help = 运行 `{ $command } --help` 看用法

evaluate-title = 考评 { $period }，截至 { $day }
legend = [{ $number }] { $name }（{ $id }）{ $target }
legend-amended = 经 { $department } 修订：{ $id } { $from } → { $to }
legend-signs = ✓ 达标　✗ 未达标　a–b% 与“不知 n”：有 n 项不知，只知道在此之间
heading-party-tree = 党组织
heading-unit-tree = 单位
evaluate-written = 已写入 { $path }（tallies.csv、outcomes.csv、internal/quarantine.csv、run.json、run.log.json）
cell-not-applicable = 不适用
cell-pending = 未到期 { $pending }
cell-not-known = 不知 { $unknown }
mark-met = ✓达标
mark-not-met = ✗未达标

check-definitions = 定义：{ $departments } 个来源，{ $indicators } 个指标，{ $duties } 项应办事项
check-no-registers = 没有指明台账，只检查定义
check-done = 共 { $count } 处问题

plan-title = { $year } 年 { $name }（{ $organisation }）{ $role }的应办事项
plan-empty = 没有应办事项：没有哪项责任由这个职务承担
plan-what = { $duty }（{ $amount } { $unit }）
column-by = 最迟
column-what = 应办事项
column-organisation = 组织
column-window = 时段
column-shown-in = 见于台账
column-tier = 责任
column-clause = 依据
column-key = 设置
column-value = 值
column-origin = 来自
column-noun = 种类
column-id = 编号
column-name = 名称
column-department = 来源
tier-first = 第一责任
tier-specific = 具体责任
tier-direct = 直接责任
tier-organising = 组织领导责任
clause = 《{ $regulation }》{ $article }（{ $day } 起施行）
clause-short = 《{ $regulation }》{ $article }
clause-unverified = 《{ $regulation }》{ $article }（{ $day } 起施行；未核实）

noun-mechanism = 长效机制
noun-duty = 应办事项
noun-responsibility = 责任
noun-study-plan = 学习计划
noun-indicator = 指标
noun-parameter = 参数
kind-baseline = 基准
kind-pack = 定义包
kind-plugin = 插件
effects-none = 除基准外没有别的来源
effects-tightened = 从严：{ $name }（{ $id }）{ $from } → { $to }，{ $since } 起
effects-reason = 理由：{ $reason }；依据：{ $authority }
effects-changes = 影响指标 { $id }
effects-extended = 充实学习计划 { $id }：{ $topic }
effects-added = 新增{ $noun }：{ $name }（{ $id }）
show-line = { $what }：{ $text }
show-says = 含义
show-why = 为什么
show-source = 出处
show-example = 例
show-clause = 依据
show-target = 目标
show-native = 由代码计算，读取
show-population = 数什么
show-excluded = 不计
show-numerator = 做到
show-excepted = 除外
show-look = 查看
show-parameter = 参数

explain-title = { $organisation } · { $name } · { $period }
explain-value = 应做 { $denominator }，做到 { $numerator }，为 { $lower }{ $target }{ $mark }；不计 { $excluded }，除外 { $excepted }，未到期 { $pending }。
explain-not-applicable = 没有适用的事项：不计 { $excluded }，除外 { $excepted }。
explain-pending = 截至 { $day } 都还没有到期：未到期 { $pending }。
explain-not-known = 应做 { $denominator }，做到 { $numerator }{ $unknown ->
    [0] { "" }
   *[other] ，其中 { $unknown } 不知是否做到
}{ $open ->
    [0] { "" }
   *[other] ，另有 { $open } 不知是否该算
}：在 { $lower } 至 { $upper } 之间{ $target }{ $mark }；不计 { $excluded }，除外 { $excepted }，未到期 { $pending }。
explain-disputed = 应做 { $denominator }，做到 { $numerator }；记录互相矛盾的 { $disputed } 处，在 { $lower } 至 { $upper } 之间{ $target }{ $mark }；不计 { $excluded }，除外 { $excepted }，未到期 { $pending }。
explain-target = （目标 { $target }）
explain-clause = 依据：{ $clause }
explain-parameter = 参数：{ $id } = { $value }
explain-amended = 经 { $department } 修订，原为 { $from }，{ $since } 起
explain-items = 逐项（{ $count }）：
explain-item = { "  " }{ $subject }　{ $class }　{ $reasons }
explain-counted = ＋ { $day } { $key }（{ $origin }）{ $reason }
explain-not-counted = － { $day } { $key }（{ $origin }）{ $reason }
explain-more = ……另有 { $count } 条
explain-parts = 由下级合计：
explain-changes = 达到目标的最小改变：
explain-change = { "  " }{ $organisation } { $subject }：{ $change }
explain-still-missing = 还差 { $count } 项，要等缺的台账报来或做法改变
explain-change-below = { "  " }{ $organisation }：{ $count } 项，逐项见 `changxiao explain { $id } { $indicator } --run { $run }`
explain-working-paper = 工作底稿：载有记录编号，供记录所属组织使用，不得公布。
subject-occasion = { $period }
subject-organisation = 本组织
subject-record = { $key }
subject-missing = 未报的台账 { $kind }
class-met = 做到
class-missed = 未做到
class-excluded = 不计
class-excepted = 除外
class-unknown = 不知是否做到
class-open = 不知是否该算
class-disputed = 有争议
class-pending = 未到期
no-organisations = 没有读到组织台账，不知道该问谁
hint-organisations = 在台账里加上组织清单，表头要有 组织编码、组织类型、起始日期
plan-held = { $day } 有人任此职，{ $since } 起。
plan-vacant = 按职务台账，{ $day } 此职空缺。
legend-absent = –   { $name }（{ $id }）：所考时段里没有它的完整日历周期
settings-unknown-value = `{ $key }` 不能是 `{ $value }`（{ $origin }）
show-due = 到期日
show-only = 只数
show-denominator = 分母
argument-no-command = 缺少命令
show-amendment = 修订
