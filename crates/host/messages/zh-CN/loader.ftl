# 插件或定义包为何打不开，调用插件为何得不到答复。位置（文件、指标）由程序印在句前。
# `{ $text }` 是操作系统或程序库自己的话，只有一种语言。

## 插件文件

plugin-unreadable = 插件读不出来：{ $text }
plugin-not-a-library = 不是动态库
plugin-other-machine = 是为别的机型构建的：`{ $machine }`，本机为 `{ $needed }`
plugin-truncated = 文件残缺：实有 { $bytes } 字节，文件头所载为 { $needed } 字节

hint-plugin-copy-again = 请从来源处重新复制，并核对大小
hint-plugin-build-for-this-machine = 请向编写单位索取适合本机型的构建

## 插件的动态库

plugin-not-opened = 操作系统打不开这个动态库：{ $text }
plugin-none-exported = 是动态库，但没有导出插件
plugin-no-layout = 隐去了函数布局，无从核对，不予调用
plugin-other-layout = 函数布局与本程序不符：{ $text }
plugin-other-boundary = 按插件边界第 { $version } 版构建，本程序没有这一版
plugin-constructor-panicked = 打开时崩溃（panic）
plugin-constructor-failed = 拒绝打开：{ $text }

hint-plugin-export = 其 crate 须有 `crate-type = ["cdylib", "rlib"]` 和一行 `export_plugin!(…)`
hint-plugin-rebuild = 请用本程序所附的 SDK 重新构建

## 插件的自述

plugin-older = 插件比本程序旧：插件接口为 { $api }，需要 { $least } 至 { $most }
plugin-newer = 插件比本程序新：插件接口为 { $api }，本程序只懂 { $least } 至 { $most }
plugin-newer-contract = 插件按台账规约第 { $contract } 版构建，本程序为第 { $known } 版
plugin-anonymous = 插件没有说明是谁的

hint-plugin-newer-program = 请更新本程序，或用本程序所附的 SDK 重新构建插件

## 插件的工作进程

plugin-worker-not-started = 工作进程无法启动：{ $text }
plugin-exited = 插件没有答复，以退出码 { $code } 结束了自己的工作进程
plugin-killed = 插件被系统以信号 { $signal } 结束
plugin-overflowed-stack = 插件栈溢出
plugin-out-of-memory = 插件再要 { $bytes } 字节内存，超出所许
plugin-timed-out = 插件在 { $seconds } 秒内没有答复，已被结束
plugin-disconnected = 插件断开了与本程序的连接，已被结束
plugin-ended-at = { $cause }（当时问的是 `{ $organisation }`，{ $period }）

## 插件的答复

plugin-panicked = 插件崩溃（panic）：`{ $message }`，位于 { $place }
plugin-said = 插件报告：{ $cause }
plugin-garbled = 插件的答复无法读取：{ $text }
plugin-not-a-message = 插件发来的不是插件边界的消息
plugin-too-long = 问或答超出一条消息的长度：{ $bytes } 字节
plugin-out-of-range = 插件的计数超出精确分数的范围
plugin-contradictory = 插件的计数自相矛盾：分子 { $numerator }、分母 { $denominator }、不知是否做到 { $unknown }、不知是否该算 { $open }、有争议 { $disputed }、条目 { $items }
plugin-foreign-namespace = 插件替 `{ $told }` 作答；它只能代表 `{ $namespace }` 的指标
plugin-not-asked = 问的是 `{ $asked }`，插件却答了 `{ $told }`
plugin-told-twice = 插件就 `{ $told }` 答了两次
plugin-wrong-number = 问了 { $asked } 个，插件答了 { $told } 个
plugin-unknown-indicator = 插件没有代码指标 `{ $indicator }`
plugin-unimplemented = 插件不懂方法 { $method }

## 定义包

pack-unreadable = 读不出来：{ $text }
pack-not-utf-8 = 不是 UTF-8 文本
pack-without-about = 定义包没有说明是谁的
pack-second-about = 又有一个 `[about]`；只以 `pack.toml` 中的为准
pack-linked-folder = 是指向文件夹的链接，不予跟随

hint-pack-about = 只在 `pack.toml` 中写一次 `[about]`，含 `namespace` 和 `name`
