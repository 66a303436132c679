# 读台账时的问题、说明和提示。位置（文件、工作表、行、列）由程序写在前面，这里不再重复。

## 台账种类的定义

register-contract-unreadable = 台账种类的定义读不懂：{ $reason }
register-contract-kind-twice = 台账种类 `{ $kind }` 定义了两次
register-contract-unknown-field = 没有 `{ $field }` 这个字段

## 整个文件

register-file-unreadable = 文件打不开：{ $reason }
register-file-empty = 文件是空的，一个字节也没有
register-file-not-a-workbook = 不是工作簿，只是用了工作簿的扩展名
register-file-old-workbook = 是旧格式的工作簿（.xls），不是 .xlsx
register-file-protected = 工作簿加了密码，打不开
register-file-damaged = 工作簿已损坏，打不开
register-file-unknown-form = 这种文件读不了
register-file-left-out = 不是台账文件（.xlsx、.xlsm、.csv、.tsv、.txt），没有读；旧格式的工作簿（.xls、.et）请另存为 .xlsx
register-encoding-unknown = 文字编码认不出
register-quote-open = 从这一行起有一个双引号没有配对，后面的行分不开
register-encoding = 文字编码按 { $encoding } 读取

register-expected-file = .xlsx 或 .xlsm 工作簿，或者 .csv、.tsv、.txt 文本
register-expected-encoding = UTF-8 或 GB18030（含 GBK、GB2312）
register-hint-save-as = 用表格软件打开，另存为 .xlsx

## 整张工作表

register-sheet-empty = 工作表是空的
register-sheet-hidden = 工作表是隐藏的，没有读
register-no-header = 前 15 行里找不到表头
register-headers-missing = 看上去是「{ $kind }」台账，但表头里缺：{ $headers }
register-kind-tied = 表头同时符合几种台账：{ $kinds }
register-header-twice = 表头里 `{ $header }` 出现了两次
register-columns-not-read = 这些列不在台账规定之内，没有读：{ $headers }

register-expected-header = 有一行写着某一种台账的全部必填表头
register-expected-headers = 同一行里有：{ $headers }
register-hint-rename-headers = 可能是表头写法不同，请改：{ $headers }
register-hint-more-headers = 补上其中一种台账才有的表头

## 行和单元格

register-required-blank = 必填，却是空的
register-row-too-long = 这一行比表头多出了格子（表头只有 { $columns } 列），多半是格子里的分隔符没有加引号
register-formula-without-result = 公式没有存下计算结果
register-cell-failed = 公式出错：`{ $value }`
register-unknown-code = 没有 `{ $value }` 这个词
register-not-a-day = `{ $value }` 不是日期
register-no-such-day = 日历上没有 `{ $value }` 这一天
register-not-a-month = `{ $value }` 不是年月
register-no-such-month = 没有 `{ $value }` 这个月
register-month-ambiguous = `{ $value }` 存成了数字，分不清是 1 月还是 10 月
register-not-a-number = `{ $value }` 不是数
register-number-negative = `{ $value }` 是负数
register-number-too-large = `{ $value }` 太大
register-not-whole = `{ $value }` 不是整数
register-too-many-places = `{ $value }` 的小数超过两位
register-not-yes-or-no = `{ $value }` 既不是「是」也不是「否」
register-id-with-blank = 编码 `{ $value }` 里有空格
register-id-with-bar = 编码 `{ $value }` 里有竖线
register-id-too-long = 编码 `{ $value }` 超过 64 字节
register-id-number-too-long = 编码存成了数字，超过 15 位的部分已经丢失
register-id-is-identity-number = 填的是公民身份号码，台账里不得出现
register-span-not-forward = 终止日期 { $last } 不晚于起始日期 { $first }
register-last-day-before-first = 截止日 { $last } 早于起始日 { $first }
register-unknown-reference = 「{ $kind }」台账里没有 `{ $value }`
register-reference-put-aside = 「{ $kind }」台账里的 `{ $value }` 所在行本身有问题，已经隔离；先改那一行
register-row-twice = 与 { $other } 完全相同，只留那一行
register-organisation-row-differs = 与 { $other } 是同一组织、同一起始日期，内容却不同；组织清单只能有一种说法

register-expected-day = 日历上有的日期，如 2025-03-01、2025年3月1日
register-expected-month = 年月，如 2025-03、2025年3月
register-expected-number = 不超过两位小数的数，如 3.5
register-expected-whole-number = 整数，如 12、12人
register-expected-yes-or-no = 是、否
register-expected-id = 不含空格和竖线、不超过 64 字节的编码
register-expected-id-as-text = 把单元格设为文本格式后重新填写
register-hint-recalculate = 用表格软件打开，重新计算后保存

## 没有读的行、照上一行填的格、两种说法

register-rows-left-out = { $reason }，共 { $count } 行，没有当作记录：第 { $rows } 行
register-reason-empty = 空行
register-reason-total = 合计行
register-reason-foot-note = 表下的注和签名
register-reason-column-numbers = 列号行
register-reason-header-again = 重复的表头
register-cells-repeated = 有 { $count } 个空格按与上一行相同处理
register-disputed = 与 { $other } 是同一条「{ $kind }」记录，内容却不同；两种说法都留下，凡受其影响的结果都算有争议
register-references-skipped = 「{ $kind }」台账的 `{ $field }` 有 { $count } 处没有核对：没有读到「{ $target }」台账
register-at-row = `{ $file }` 第 { $row } 行
register-at-sheet-row = `{ $file }` 工作表 `{ $sheet }` 第 { $row } 行

## 台账覆盖

register-covers = 「{ $kind }」台账覆盖 `{ $organisation }`（{ $scope }），{ $first } 至 { $last }，含首尾两天（组织见{ $organisation-place }，时间见{ $period-place }）
register-states-no-coverage = 没有载明「{ $kind }」台账的覆盖范围：{ $reason }；表里没有的，一律算不清楚，不算没做
register-scope-own = 仅本级
register-scope-subtree = 本级及下级
register-said-in-title = 标题
register-said-in-information-line = 填报信息行
register-said-in-sheet-name = 工作表名
register-said-in-file-name = 文件名
register-no-coverage-organisation-missing = 标题和填报信息行里没有写是哪个组织
register-no-coverage-organisation-unknown = 组织清单里没有 `{ $name }`
register-no-coverage-organisations-several = 标题里写了几个组织：{ $names }
register-no-coverage-period-missing = 标题、填报信息行、工作表名、文件名里都没有写是哪一段时间
register-no-coverage-periods-several = 写了几段不同的时间
register-no-coverage-rows-put-aside = 有 { $rows } 行放在一边：先改正，或由单位在“台账覆盖”里声明
register-states-overlap = 这一状态在{ $other }的状态结束之前就开始了
register-kind-changed = 组织的类型从不改变：先前的行写的是 `{ $kind }`
register-organisation-above-itself = 按这一行起始日的上级逐级往上，`{ $organisation }` 又回到了自己
register-span-without-beginning = 有终止 { $last }，却没有起始
