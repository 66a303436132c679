# The words of a printed table: one sentence an atom
sentence-joined = { $left }{ $right }
sentence-comma = { $left }, { $right }
sentence-semicolon = { $left }; { $right }
sentence-whole = { $body }{ $more }
sentence-every = { $every }: { $body }
sentence-takes = { $points ->
    [one] minus 1 point
   *[other] minus { $points } points
}
sentence-gives = { $points ->
    [one] 1 point
   *[other] { $points } points
}
sentence-adds = { $points ->
    [one] plus 1 point
   *[other] plus { $points } points
}
sentence-between = { $points } points
sentence-zero = no points for the whole item
sentence-takes-unknown = minus points (how many is not known)
sentence-gives-unknown = plus points (how many is not known)
sentence-points-unknown = points (how many is not known)
sentence-span = { $least } to { $most }
sentence-flat-takes = { $name }: { $effect }
sentence-flat-gives = { $name }: { $effect }
sentence-short = { $name }, fewer than { $norm }: { $effect }
sentence-below = { $name } below { $norm }: { $effect }
sentence-beyond = { $name }, more than { $norm }: { $effect }
sentence-above = { $name } above { $norm }: { $effect }
sentence-each-found = { $said ->
    [yes] { $name }: { $effect }
   *[no] { $name }: { $effect } for each { $each } found
}
sentence-each = { $said ->
    [yes] { $name }: { $effect }
   *[no] { $name }: { $effect } for each { $each }
}
sentence-each-short = { $said ->
    [yes] { $name }: { $effect } ({ $norm } are required)
   *[no] { $name }, fewer than { $norm }: { $effect } for each { $each } missing
}
sentence-each-below = { $said ->
    [yes] { $name }: { $effect } ({ $norm } are required)
   *[no] { $name } below { $norm }: { $effect } for each { $each } below
}
sentence-each-beyond = { $said ->
    [yes] { $name }: { $effect } (up to { $norm } are free)
   *[no] { $name }, more than { $norm }: { $effect } for each { $each } more
}
sentence-each-above = { $said ->
    [yes] { $name }: { $effect } (up to { $norm } is free)
   *[no] { $name } above { $norm }: { $effect } for each { $each } above
}
sentence-begun = { $body } (part of { $each } counts in full)
sentence-exact = { $body } (in proportion)
sentence-percent = { $number } %
sentence-percentage-points = { $number ->
    [one] 1 percentage point
   *[other] { $number } percentage points
}
sentence-units = { $number } { $unit }
sentence-cases = { $unit ->
   *[none] { $number ->
        [one] one
       *[other] { $number }
    }
}
sentence-number-of-times = { $unit ->
   *[none] { $number }
}
sentence-takes-nothing = no deduction
sentence-times = { $unit ->
   *[none] { $number ->
        [one] one
       *[other] { $number }
    }
}
sentence-steps = { $name }: { $steps }
sentence-step = { $label } – { $effect }
sentence-rest = otherwise
sentence-line = { $name }: { $points }, in proportion between
sentence-formula = { $name }: points by “{ $formula }”
sentence-discretion = { $name }: { $points } points, at discretion
sentence-itself = { $name }: the number found is the points
sentence-of-shortfall = { $body } (by how much { $norm } is missed)
sentence-of-excess = { $body } (by how much { $norm } is exceeded)
sentence-until-nothing = , until no points are left
sentence-takes-at-most = , at most minus { $points }
sentence-takes-at-most-unknown = , up to a limit (that is not known)
sentence-takes-at-least = , at least minus { $points }
sentence-adds-at-most = , at most plus { $points }
sentence-gives-at-most = , at most { $points }
sentence-cap-unknown = , up to a limit (that is not known)
sentence-floor = , at least { $points }
sentence-weight = { " " }(counts { $weight } times)
sentence-when = { " " }(only if { $condition })
sentence-unless = { " " }(not if { $condition })
band-at-least = ≥ { $end }
band-above = > { $end }
band-at-most = ≤ { $end }
band-below = < { $end }
band-both = { $lower } and { $upper }
every-stage = each stage
every-month = each month
every-two-months = every two months
every-quarter = each quarter
every-half-year = each half-year
every-year = each year
together-sum = { " " }(all periods added up)
together-mean = { " " }(the mean of all periods)
together-least = { " " }(the least of all periods)
together-greatest = { " " }(the greatest of all periods)
together-latest = { " " }(the latest period)
together-longest-row = { " " }(the longest row of periods)
combine-mean = { " " }(the mean of its parts)
combine-geometric = { " " }(the geometric mean of its parts)
combine-least = { " " }(the least of its parts)
combine-greatest = { " " }(the greatest of its parts)
combine-one = { " " }(only one of its parts applies)
absent-full = { " " }(what does not apply has full points)
absent-leave = { " " }(what does not apply is left out and not shared)
term-start = { " " }(starts from { $points })
term-no-floor = { " " }(may fall below 0)
term-floor = { " " }(at least { $points })
term-no-cap = { " " }(may exceed its points)
term-cap = { " " }(at most { $points })
term-known = { " " }(not scored if less than { $percent } % is known)
term-every = { " " }(scored { $every })
term-places = { $places ->
    [one] { " " }(to 1 decimal place)
   *[other] { " " }(to { $places } decimal places)
}
points-from = { $least } or more
points-up-to = up to { $most }
printed-organisation-parts = about parts of organisations: classes, projects, sites
source-share-of = { $by } (weight { $weight })
points-unknown = not known
formula-text = “{ $text }”
formula-yes = yes
formula-no = no
formula-score = total
formula-grade = grade
formula-points = points of “{ $name }”
formula-not = not ({ $inner })
formula-and = { $left } and { $right }
formula-or = { $left } or { $right }
formula-in = { $left } is one of { $right }
formula-list = { $left }, { $right }
formula-is-there = { $inner } is there
formula-is-null = { $inner } is not there
formula-is = { $left } is { $right }
formula-is-not = { $left } is not { $right }
formula-equal = { $left } = { $right }
formula-not-equal = { $left } ≠ { $right }
formula-less = { $left } < { $right }
formula-at-most = { $left } ≤ { $right }
formula-greater = { $left } > { $right }
formula-at-least = { $left } ≥ { $right }
formula-plus = { $left } + { $right }
formula-minus = { $left } − { $right }
formula-times = { $left } × { $right }
formula-over = { $left } ÷ { $right }
formula-grouped = ({ $inner })
formula-least = the least of { $all }
formula-greatest = the greatest of { $all }
formula-counts = (1 if { $condition }, else 0)
formula-if = ({ $then } if { $condition }, else { $otherwise })
formula-round = { $inner } (to { $places } decimal places)
formula-call = { $name }({ $all })
source-nobody = no assessor named
source-fact = { $name } ({ $source })
source-formula = computed: { $formula }
source-indicator = indicator “{ $name }”
source-duty = duty “{ $name }”
source-registers = register { $registers }
source-taken = { $source }: { $taken }
source-share = share
source-met = how many are met
source-missed = how many are missed
source-counted = how many there are
source-reached = whether the target is reached
source-years = { $taken }, over { $years } years
source-survey = survey “{ $question }”
source-survey-of = survey “{ $question }” ({ $audience })
source-vote = ballot ({ $by })
source-votes = { $of }: { $answers }
source-answer = { $answer } counts { $worth }
source-quorum = void if fewer than { $percent } % answer
source-answers-at-least = void below { $number } answers
source-scheme = score of scheme “{ $name }” { $of }
source-scheme-below = score of scheme “{ $name }” { $of } of those below
source-scheme-count-below = how many below have { $least } in scheme “{ $name }” { $of }
source-earlier = { $back ->
    [one] the run before: { $scheme } { $of }
   *[other] { $back } runs before: { $scheme } { $of }
}
source-place-from-top = place among peers by “{ $of }”, from the top
source-place-from-bottom = place among peers by “{ $of }”, from the bottom
source-peers-mean = mean of “{ $of }” among peers
source-peers-sum = sum of “{ $of }” among peers
source-peers-least = least of “{ $of }” among peers
source-peers-greatest = greatest of “{ $of }” among peers
source-peers-count = number of peers
source-organisation = register of organisations: { $field }
source-unknown = no source given
printed-about = About
printed-totals = Points
printed-grades = Grades
printed-consequences = What follows
printed-assessors = Assessors
printed-stages = Stages
printed-facts = Facts
printed-persons = about persons: on anonymous scorecards only
printed-source = source: { $source }
printed-from = holds from { $day }
printed-until = holds no longer from { $day }
printed-owners = kinds of organisation: { $owners }
printed-whole = Total
printed-part = { $code } { $name }
printed-total = { $name }: { $printed }
printed-total-differs = { $name }: the table prints { $printed }, its parts make { $sum }
printed-total-unknown = { $name }: what the table prints is not known, its parts make { $sum }
printed-total-none = { $name }: the table prints none, its parts make { $sum }
printed-places = { $places ->
    [one] points to 1 decimal place, half up
   *[other] points to { $places } decimal places, half up
}
printed-graded-by = graded by { $formula }
printed-grade = { $name }: { $band }
printed-share = at most { $percent } % of a class
printed-share-fraction = at most { $share } of a class
printed-most = at most { $number } of a class
printed-only-if = only if { $condition }
printed-ordered-by = inside shares ordered by { $formula }
printed-among = shares hold inside classes by “{ $formula }”
printed-shares-from = classes below { $number } have no shares
printed-rounding-down = shares are rounded down
printed-rounding-half-up = shares are rounded half up
printed-rounding-up = shares are rounded up
printed-ties-out = equals at the edge of a share all have the next grade
printed-ties-in = equals at the edge of a share all have this grade
printed-consequence = { $name }: { $condition }
printed-unless = not if { $condition }
printed-score-becomes = the total becomes { $points }
printed-grade-at-most = the grade is at most “{ $grade }”
printed-grade-becomes = the grade is “{ $grade }”
printed-value = amount: { $value }
printed-raters = { $raters } raters, { $combined }
printed-raters-at-least = valid with at least { $number } answers
printed-within = sheets are due { $days } days after the period
combined-mean = the mean counts
combined-trimmed = the mean without one highest and one lowest counts
combined-median = the median counts
combined-least = the least counts
combined-greatest = the greatest counts
combined-majority = what more than half say counts
printed-stage = { $name }: { $from } to { $to }
printed-fact = { $name }: { $source }
printed-clause = { $regulation }, { $article }
printed-clause-unverified = { $regulation }, { $article } (unverified)
printed-evidence = evidence: { $name }
printed-evidence-numbered = { $name } (no. { $number })
printed-evidence-kept = { $evidence } (kept by { $office })
