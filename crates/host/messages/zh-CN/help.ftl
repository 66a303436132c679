# 命令行帮助
help-usage = 用法：
help-examples = 例：
help-commands = 命令
help-command-name = 命令
help-options = 选项
help-arguments = 参数
help-help = 显示帮助
help-version = 显示版本
help-changxiao = 长效：从台账到考评数字，逐项可说明

    退出码：0 完成（问题已列出）；1 --fail-on 所指的情况发生，或 check 发现问题；2 无法运行
help-changxiao-example = { "  " }changxiao evaluate --registers 台账/ --period 2025 --as-of 2026-02-15 --out 批次/
help-lang = 语言：auto（随系统）、zh-CN、en
help-config = 设置文件（默认 config/changxiao.toml，没有也可以）
help-log = 日志格式：text 或 json（每行一条）
help-log-level = 日志级别，如 info、debug 或 info,plugin=debug
help-registers = 台账文件或文件夹（XLSX、CSV），可写多个
help-baseline = 改过的基准定义所在文件夹（默认用程序内置的基准）
help-pack = 定义包文件夹，可重复
help-plugin = 插件库文件或其所在文件夹，可重复
help-period = 考评时段：2025、2025-Q1、2025-H1、2025-03，或 起日..止日（止日不含）
help-as-of = 截至日：只看这一天及以前的记录（默认今天，按 UTC）
help-out = 考评批次文件夹（整体写入；原有批次被替换）
help-show = 表中逐组织显示哪些指标（编号或代码）；不写则指标不多时全部显示
help-fail-on = 有问题（faults）、底线未达标（floors）或有不知（unknown）时退出码为 1，可重复
help-run = 考评批次文件夹
help-organisation = 组织编码
help-indicator = 指标编号或代码，如 E04
help-id = 定义的编号或指标代码
help-post = 组织/职务，如 DZB01/secretary 或 DZB01/书记
help-year = 年份
help-evaluate = 考评：由台账和定义算出各组织的指标，写入批次文件夹
help-evaluate-example = { "  " }changxiao evaluate --registers 台账/ --period 2025 --as-of 2026-02-15 --plugin plugins/ --out 批次/
help-explain = 说明一个数字：逐项、逐条记录、依据，以及达到目标的最小改变
help-explain-example = { "  " }changxiao explain DZB06 E04 --run 批次/
help-check = 检查定义、插件和台账，不作考评；有问题时退出码为 1
help-check-example = { "  " }changxiao check --registers 台账/ --pack config/packs/example
help-catalogue = 定义目录
help-catalogue-list = 列出所有定义及其来源
help-catalogue-list-example = { "  " }changxiao catalogue list --plugin plugins/
help-catalogue-show = 显示一项定义
help-catalogue-show-example = { "  " }changxiao catalogue show T07
help-catalogue-effects = 各来源在基准之外新增、从严了什么
help-catalogue-effects-example = { "  " }changxiao catalogue effects --plugin plugins/
help-plan = 一个职务全年的应办事项
help-plan-example = { "  " }changxiao plan DZB01/书记 --year 2026 --registers 台账/
help-verb-config = 设置
help-config-show = 显示每项设置的值和来源
help-config-show-example = { "  " }changxiao config show
help-parameter = 参数的标识
help-catalogue-origin = 由谁定义、在哪个文件，由谁修订：原值、新值、起止日期、理由、依据文件
help-catalogue-origin-example = { "  " }changxiao catalogue origin T07 --pack config/packs/example
    { "  " }changxiao catalogue origin baseline/study-hours --pack config/packs/example
help-catalogue-impact = 改动一个参数会影响哪些指标、应办事项、学习计划
help-catalogue-impact-example = { "  " }changxiao catalogue impact baseline/study-hours
