# Help of the command line
help-usage = Usage:
help-examples = Example:
help-commands = Commands
help-command-name = COMMAND
help-options = Options
help-arguments = Arguments
help-help = show this help
help-version = show the version
help-changxiao = Changxiao: from registers to numbers that can be explained item by item

    Exit codes: 0 complete (faults are listed); 1 what --fail-on chose has happened, or check found something; 2 could not run
help-changxiao-example = { "  " }changxiao evaluate --registers ledgers/ --period 2025 --as-of 2026-02-15 --out run/
help-lang = language: auto (by the locale), zh-CN, en
help-config = file of settings (default config/changxiao.toml, which need not exist)
help-log = format of the log: text, or json (one line an event)
help-log-level = level of the log, such as info, debug or info,plugin=debug
help-registers = files or folders of registers (XLSX, CSV); several may follow
help-baseline = folder of a changed copy of the baseline (default: the one inside the program)
help-pack = folder of a pack; may be repeated
help-plugin = library of a plugin, or a folder of them; may be repeated
help-period = period: 2025, 2025-Q1, 2025-H1, 2025-03, or FROM..TO with TO the first day out
help-as-of = day up to which records are seen (default: today, UTC)
help-out = run folder (written whole; an earlier run there is replaced)
help-show = indicators, by id or code, whose organisations are shown in the table (without it: all, if there are few)
help-fail-on = exit with 1 on faults, on floors not met, or on anything unknown; may be repeated
help-run = run folder
help-organisation = id of an organisation
help-indicator = id or code of an indicator, such as E04
help-id = id of a definition, or code of an indicator
help-post = ORGANISATION/ROLE, such as DZB01/secretary
help-year = year
help-evaluate = evaluate: registers and definitions become numbers of every organisation, in a run folder
help-evaluate-example = { "  " }changxiao evaluate --registers ledgers/ --period 2025 --as-of 2026-02-15 --plugin plugins/ --out run/
help-explain = explain one number: items, records, clause, and the smallest change that reaches the target
help-explain-example = { "  " }changxiao explain DZB06 E04 --run run/
help-check = check definitions, plugins and registers without evaluating; exits with 1 if it finds something
help-check-example = { "  " }changxiao check --registers ledgers/ --pack config/packs/example
help-catalogue = the catalogue of definitions
help-catalogue-list = list all definitions and where they come from
help-catalogue-list-example = { "  " }changxiao catalogue list --plugin plugins/
help-catalogue-show = show one definition
help-catalogue-show-example = { "  " }changxiao catalogue show T07
help-catalogue-effects = what each department added and tightened beside the baseline
help-catalogue-effects-example = { "  " }changxiao catalogue effects --plugin plugins/
help-plan = what a post has to see to in a year
help-plan-example = { "  " }changxiao plan DZB01/secretary --year 2026 --registers ledgers/
help-verb-config = the settings
help-config-show = show each setting with its value and origin
help-config-show-example = { "  " }changxiao config show
help-parameter = id of a parameter
help-catalogue-origin = who defines this, in which file, and who amends it: old and new value, dates, reason, authority
help-catalogue-origin-example = { "  " }changxiao catalogue origin T07 --pack config/packs/example
    { "  " }changxiao catalogue origin baseline/study-hours --pack config/packs/example
help-catalogue-impact = what a change of a parameter reaches: indicators, duties, study plans
help-catalogue-impact-example = { "  " }changxiao catalogue impact baseline/study-hours
