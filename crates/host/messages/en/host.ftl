# The program's own words
error-line = error: { $what }
hint-line = hint: { $what }
expected-line = expected: { $what }
fault-line = { $place }: { $what }
fault-expression = expression: { $expression }
place-row = row { $row }
place-line = line { $row }
joint = ;{ " " }

heading-definition-faults = { $count } fault(s) in definitions (what is faulty is left out, the rest stands):
heading-register-faults = { $count } fault(s) in registers (faulty rows are put aside, the rest stands):
heading-evaluation-faults = { $count } fault(s) while evaluating (those numbers are not known):
balance = read { $sheets } sheet(s): { $seen } rows seen = { $kept } kept + { $quarantined } put aside + { $left } no records

no-registers = no registers are named
no-such-path = there is no file or folder `{ $path }`
hint-registers = use `--registers PATH…`, or set `registers` in the settings
not-a-period = `{ $text }` is no period; expected 2025, 2025-H1, 2025-Q1, 2025-03+04, 2025-03 or FROM..TO with TO the first day out
not-a-day = `{ $text }` is no day of the calendar; expected one such as 2025-03-01
not-a-year = `{ $text }` is no year
not-a-post = `{ $text }` is not how a post is written
hint-post = write ORGANISATION/ROLE, such as DZB01/secretary
unknown-role = there is no role `{ $text }`
unknown-organisation = the register of organisations has no `{ $id }`
unknown-definition = the catalogue has no `{ $id }`
hint-catalogue-list = run `changxiao catalogue list` to see what there is
no-such-number = { $organisation } has no number for { $indicator }: neither it nor anything below it is asked
not-a-run = `{ $path }` is no run folder
hint-evaluate = first run `changxiao evaluate … --out DIR`
registers-changed = the registers are no longer those of this run, so its numbers cannot be explained from them
definitions-changed = definitions or plugins are no longer those of this run, so its numbers cannot be explained by them
hint-evaluate-again = run `changxiao evaluate` again, then explain the new number
run-not-written = cannot write `{ $path }`
run-not-overwritten = `{ $path }` holds something else and is no run folder: nothing is overwritten
hint-other-out = name another folder with `--out`

settings-unknown-key = there is no setting `{ $key }` ({ $origin })
settings-no-file = there is no settings file `{ $file }`
settings-unreadable = the settings cannot be read
origin-default = default
origin-environment = environment
origin-file = file { $file }
origin-flag = command line

argument-missing = { $argument } is missing
argument-unknown = there is no argument `{ $argument }`
argument-unknown-command = there is no command `{ $value }`
argument-without-value = { $argument } needs a value
argument-invalid-value = { $argument } cannot be `{ $value }`
argument-invalid-value-known = { $argument } cannot be `{ $value }`; one of: { $known }
argument-twice = { $argument } may stand once only
hint-help = run `{ $command } --help` to see what there is

evaluate-title = Evaluation of { $period }, as of { $day }
legend = [{ $number }] { $name } ({ $id }) { $target }
legend-amended = amended by { $department }: { $id } { $from } → { $to }
legend-signs = ✓ met  ✗ not met  a–b% and “n not known”: nobody knows n items, so only the bounds are known
heading-party-tree = Party organisations
heading-unit-tree = Units
evaluate-written = written to { $path } (tallies.csv, outcomes.csv, internal/quarantine.csv, run.json, run.log.json)
cell-not-applicable = not applicable
cell-pending = { $pending } pending
cell-not-known = { $unknown } not known
mark-met = ✓ met
mark-not-met = ✗ not met

check-definitions = definitions: { $departments } department(s), { $indicators } indicator(s), { $duties } dut{ $duties ->
    [one] y
   *[other] ies
}
check-no-registers = no registers are named: only definitions were checked
check-done = { $count } fault(s)

plan-title = { $year }: what the { $role } of { $name } ({ $organisation }) has to see to
plan-empty = nothing: no responsibility lies with this post
plan-what = { $duty } ({ $amount } { $unit })
column-by = By
column-what = What
column-organisation = Organisation
column-window = Window
column-shown-in = Shown in
column-tier = Responsibility
column-clause = Clause
column-key = Setting
column-value = Value
column-origin = From
column-noun = Kind
column-id = Id
column-name = Name
column-department = Department
tier-first = first
tier-specific = specific
tier-direct = direct
tier-organising = organising
clause = { $regulation }, { $article } (in force from { $day })
clause-short = { $regulation }, { $article }
clause-unverified = { $regulation }, { $article } (in force from { $day }; unverified)

noun-mechanism = mechanism
noun-duty = duty
noun-responsibility = responsibility
noun-study-plan = study plan
noun-indicator = indicator
noun-parameter = parameter
kind-baseline = baseline
kind-pack = pack
kind-plugin = plugin
effects-none = there is no department beside the baseline
effects-tightened = tightened: { $name } ({ $id }) { $from } → { $to }, from { $since } on
effects-reason = reason: { $reason }; authority: { $authority }
effects-changes = changes indicator { $id }
effects-extended = extended study plan { $id }: { $topic }
effects-added = added { $noun }: { $name } ({ $id })
show-line = { $what }: { $text }
show-says = says
show-why = why
show-source = source
show-example = example
show-clause = clause
show-target = target
show-native = computed by code, reads
show-population = population
show-excluded = excluded
show-numerator = met
show-excepted = excepted
show-look = look
show-parameter = parameter

explain-title = { $organisation } · { $name } · { $period }
explain-value = { $counts }, { $lower }{ $target }{ $mark }; { $excluded } left out, { $excepted } excepted, { $pending } pending.
explain-not-applicable = Nothing applies: { $excluded } left out, { $excepted } excepted.
explain-pending = Nothing is due yet as of { $day }: { $pending } pending.
explain-not-known = { $counts }{ $unknown ->
    [0] { "" }
   *[other] , { $unknown } not known
}{ $open ->
    [0] { "" }
   *[other] , and of { $open } nobody knows whether they belong
}: between { $lower } and { $upper }{ $target }{ $mark }; { $excluded } left out, { $excepted } excepted, { $pending } pending.
explain-disputed = { $counts }{ $unknown ->
    [0] { "" }
   *[other] , { $unknown } not known
}{ $open ->
    [0] { "" }
   *[other] , and of { $open } nobody knows whether they belong
}, { $disputed } of these because records contradict each other: between { $lower } and { $upper }{ $target }{ $mark }; { $excluded } left out, { $excepted } excepted, { $pending } pending.
explain-target = { " " }(target { $target })
explain-clause = Clause: { $clause }
explain-parameter = Parameter: { $id } = { $value }
explain-amended = amended by { $department }, was { $from }, since { $since }
explain-items = Item by item ({ $count }):
explain-item = { "  " }{ $subject }  { $class }  { $reasons }
explain-counted = + { $day } { $key } ({ $origin }) { $reason }
explain-not-counted = - { $day } { $key } ({ $origin }) { $reason }
explain-more = … and { $count } more
explain-parts = Added up from below, what pulls it down first:
explain-changes = The smallest change that reaches the target:
explain-change = { "  " }{ $organisation } { $subject }: { $change }
explain-still-missing = { $count } more are missing: registers have to arrive, or practice has to change
explain-change-below = { "  " }{ $organisation }: { $count } item(s), see `changxiao explain { $id } { $indicator } --run { $run }`
explain-working-paper = Working paper: it names records, for the organisation that owns them; not for publication.
subject-occasion = { $period }
subject-record = { $key }
subject-missing = register “{ $kind }” that has not arrived
class-met = met
class-missed = missed
class-excluded = left out
class-excepted = excepted
class-unknown = not known
class-open = not known whether it belongs
class-disputed = disputed
class-pending = pending
no-organisations = no register of organisations was read: nobody could be asked
hint-organisations = name a table with the headers Organisation id, Kind, From (组织编码, 组织类型, 起始日期) among the registers
plan-held = The post is held on { $day }, since { $since }.
plan-vacant = According to the register of posts nobody holds this post on { $day }.
legend-absent = –   { $name } ({ $id }): none of its calendar periods lies wholly in this period
settings-unknown-value = `{ $key }` cannot be `{ $value }` ({ $origin })
show-due = due
show-only = only
show-denominator = denominator
argument-no-command = a command is missing
show-amendment = amendment
column-code = Code
column-total = All units
column-met = Met by
column-not-met = Not met by
column-unknown = Not known
summary-hint = Where the period is shorter than that of the evaluation, its counts are added up. For the organisations of an indicator: --show E04 T07
summary-amended = { $name } (amended by { $departments })
argument-conflict = { $argument } and { $other } exclude each other
plan-title-organisation = { $year }: what { $name } ({ $organisation }) owes
plan-title-everybody = { $year }: what all organisations owe
plan-empty-organisation = nothing: no duty falls on this organisation
plan-empty-everybody = nothing: no duty falls on any organisation
column-state = State
column-answers = Who answers
column-climbed = Climbed to
due-title = Due on { $day }: all organisations
due-title-organisation = Due on { $day }: what { $organisation } owes
due-title-post = Due on { $day }: what the { $role } of { $organisation } answers for
due-counts = { $overdue } overdue, { $unknown } not known, { $grace } in grace, { $pending } pending, { $done } done, { $exempt } exempt; of windows that end on { $since } or later
due-empty = nothing to be shown
due-done-hint = Those done or exempt are shown with --done
due-overdue = overdue for { $days } day(s)
due-not-known = not known
due-in-grace = over, judged on { $day }
due-pending = { $days } day(s) left
due-pending-today = today is the last day
due-done = done
due-exempt = exempt
due-post = { $tier }: { $role }, { $organisation }
due-post-vacant = { $tier }: { $role }, { $organisation } (vacant)
due-post-unknown = { $tier }: { $role }, { $organisation } (not known whether held)
due-nobody = nobody
due-climbed = { $tier } (after { $days } days)
due-climbed-nobody = { $tier } (after { $days } days; no post answers in it)
calendar-summary = { $duty }: { $organisation }
calendar-what = What: { $what }
calendar-window = Window: { $first } to { $last }
calendar-register = Shown in: { $register }
calendar-clause = Clause: { $clause }
explain-others = ({ $count } record(s) about persons of other organisations, shown to those only)
not-years = `{ $text }` does not name years between 1950 and 2150
hint-years = write FIRST..LAST with both included, such as 2023..2025
sample-too-few-members = { $members } members are too few for so many branches
hint-sample-members = a branch has at least 3: use `--members { $least }` or more
sample-not-overwritten = `{ $path }` already holds something: nothing is overwritten
sample-written = { $count } rows written to { $path }
column-register = Register
column-rows = Rows

snapshot-written = snapshot written to { $path }
snapshot-was-there = the same snapshot is there already: { $path }; nothing was written
snapshot-was-there-from-elsewhere = the same records are there already, read from other places or with other rows put aside: { $path }; nothing was written (for a snapshot of its own name another folder with `--out`)
snapshot-title = Snapshot { $digest }
snapshot-versions = schema { $schema }, register contract { $contract }, written by version { $program }
snapshot-coverage = What the registers claim to cover
snapshot-balance = What became of the rows of each sheet
snapshot-put-aside = { $count } row(s) put aside
snapshot-verified = { $path }: { $count ->
    [0] nothing is wrong
   *[other] { $count } fault(s)
}
snapshot-same = both hold the same records
snapshot-difference = { $register }: { $added } added, { $removed } removed, { $changed } changed
snapshot-added = + { $key }
snapshot-removed = - { $key }
snapshot-changed = ~ { $key }
snapshot-file-missing = is missing
snapshot-file-extra = does not belong to the snapshot
snapshot-file-changed = was changed after it was written
snapshot-file-unreadable = cannot be read ({ $reason })
snapshot-manifest-changed = was changed after it was written: its hash is another
snapshot-manifest-unreadable = is no manifest of a snapshot
snapshot-rows-differ = the manifest lists { $listed } row(s); there are { $rows } row(s) and { $origins } origin(s)
snapshot-digest-differs = the digest is not that of the records
snapshot-damaged = the snapshot `{ $path }` is not what was written and is not read: { $count } fault(s), first `{ $file }`: { $what }
snapshot-other-schema = the snapshot `{ $path }` has schema { $found }; this program reads schema { $known }
snapshot-other-contract = the snapshot `{ $path }` keeps registers of contract version { $found }; this program has version { $known }
snapshot-beside-others = `{ $path }` is a snapshot: it cannot be read together with other files or snapshots
not-a-snapshot = `{ $path }` is no snapshot
path-unreadable = cannot look into `{ $path }`
hint-snapshot-alone = name the snapshot alone, or the files it was made of
hint-snapshot-create = make one from the files: `changxiao snapshot create --registers PATH… --out DIR`
hint-snapshot-verify = `changxiao snapshot verify { $path }` lists all of them
column-departments = Departments
column-claims = Claims
column-organisations = Organisations
column-first-day = First day
column-last-day = Last day
column-file = File
column-sheet = Sheet
column-seen = Seen
column-kept = Kept
column-put-aside = Put aside
column-left-out = No records
level-fault = fault
level-expected = expected
level-hint = hint
origin-title = { $noun } { $name } · { $id }
origin-defined = defined by { $department } ({ $kind }), { $place }
origin-amended = amended by { $department }, { $place }: { $from } → { $to }, { $since } to { $until }
origin-extended = extended by { $department }, { $place }: { $topic }, { $since } to { $until }
origin-value = value { $value } from { $day } on
origin-unamended = nobody amends it
origin-uses = uses { $name } ({ $id })
origin-open = …
impact-title = what uses the parameter { $name } · { $id }
impact-user = { $noun } { $name } ({ $id })
impact-none = nothing uses it
no-such-parameter = there is no parameter `{ $id }`
column-period = Period
cell-nobody-asked = nobody is asked
calendar-month = month
calendar-two-months = two months
calendar-quarter = quarter
calendar-half-year = half-year
calendar-year = year
counts-met = { $numerator } of { $denominator } met
counts-share = { $numerator } of { $denominator }
counts-amounts = { $numerator } against { $denominator }
item-amounts = { $numerator } against { $denominator }
class-amount = counted
subject-record-in = { $key } ({ $period })
explain-role = Role: { $role }
role-floor = floor, what is owed at least
role-coverage = coverage, how many are reached
role-outcome = outcome, what came of it
role-perception = perception, what people think of it
role-burden = burden, what it costs the units
role-guard = guard, what must not happen
explain-lacking-amount = { "  " }the numerator has to grow by { $amount }
explain-excess = { "  " }the numerator has to fall by { $amount }
