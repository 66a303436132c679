# Schemes
help-scheme = scoring tables (schemes): check, try, and everything else around them
help-scheme-file = files of schemes, or folders of them; several may follow
help-earlier = run folder of an earlier evaluation, whose results schemes may ask for; the latest first; may be repeated
help-person-cards = file of anonymous scorecards of a scheme about persons; may be repeated
help-scheme-check = look for what is wrong or odd in schemes; exits with 1 if something is
help-scheme-check-example = { "  " }changxiao scheme check config/schemes/examples/01-municipal-organs-advanced-unit.toml
help-scheme-try = score cards that were filled by hand, without any register; exits with 1 if they do not give what they say
help-scheme-try-example = { "  " }changxiao scheme try my-scheme.toml my-cards.toml --trace
help-scheme-position = file of a scheme, or id of one in the catalogue
help-cards = file of scorecards
help-trace = show under each card where its points come from
heading-scheme-faults = { $count ->
    [one] 1 fault in the scheme:
   *[other] { $count } faults in the scheme:
}
heading-card-faults = { $count ->
    [one] 1 answer that does not fit the scheme, and is taken as not known:
   *[other] { $count } answers that do not fit the scheme, and are taken as not known:
}
heading-expectation-faults = { $count ->
    [one] 1 result that was expected otherwise:
   *[other] { $count } results that were expected otherwise:
}
scheme-none-in-file = `{ $path }` holds no scheme; one begins with [[scheme]]
scheme-several-in-file = `{ $path }` holds several schemes; one a file is expected here
scheme-unknown = there is no scheme `{ $name }`
scheme-unknown-indicator = there is no indicator `{ $name }`
scheme-unknown-org-field = the register of organisations has no field `{ $name }`
scheme-circle = the scheme `{ $id }` takes scores, through others, from itself
scheme-faulty = the scheme { $path } cannot be used ({ $count } faults, above)
cards-unreadable = `{ $path }` is no file of scorecards
scheme-checked = { $id }: { $nodes } items and atoms, { $inputs } quantities
scheme-tried = { $cards } cards, { $expected } expected results, { $wrong } of them otherwise
scheme-card = Card
scheme-score = Score
scheme-grade = Grade
scheme-consequences = What follows
scheme-not-scored = not scored: too little is known
scheme-expectation-unknown = `{ $code }` is no item, atom or consequence of this scheme
scheme-expectation-differs = `{ $code }` was expected to be { $wanted }, and is { $found }
trace-code = Code
trace-name = What
trace-quantity = Rests on
trace-printed = Points in the table
trace-points = Points
trace-brings = Counts
trace-answered = { $quantity } ({ $by })
trace-not-applicable = does not apply
trace-part = part
trace-start = starts from
trace-shared = points of what does not apply
trace-combined = combined, not added up
trace-floor = raised to the floor
trace-cap = lowered to the cap
trace-zero = no points at all
trace-rounding = rounded
trace-veto = set by a consequence
card-unknown-key = `{ $key }` is no question of this scheme
card-unfit = `{ $key }`: { $expected } was expected
card-unfit-points = `{ $key }`: points from { $least } to { $most } were expected
card-unknown-word = `{ $key }`: `{ $word }` is none of { $words }
card-expects-number = a number
card-expects-yes-no = yes or no
card-expects-count = a whole number from 0 on
card-expects-no-counts = one answer, not counts of a vote,
card-expects-known-answers = counts by the answers of the vote, and `invited`,
card-expects-invited = at least as many invited as have answered
scheme-unknown-function = there is no function `{ $name }` with so many arguments
scheme-formula-no-days = days and parameters mean nothing in a formula of a scheme
scheme-unknown-name = `{ $name }` is neither a fact nor a name given with `as`
scheme-no-stages = the scheme has no stages
scheme-stages-outside = no stage of the scheme lies wholly in the calendar
scheme-without-items = a scheme has at least one item
scheme-without-grades = grading has at least one grade
scheme-consequence-circular = the consequence `{ $id }` asks for the grade that it changes
scheme-unknown-grade = there is no grade `{ $name }`
scheme-not-an-id = `{ $id }` is no id: letters, digits, points and hyphens are expected
scheme-id-twice = the id `{ $id }` stands twice
scheme-unknown-assessor = there is no assessor `{ $name }`
scheme-not-a-name = `{ $name }` cannot be used in formulas: letters, digits and low lines are expected, a letter first
scheme-name-twice = the name `{ $name }` is given twice
scheme-circular = `{ $name }` is computed from itself
scheme-longest-row-of-points = the longest row can be taken of a quantity, not of points
scheme-item-empty = the item `{ $id }` has neither items nor atoms
scheme-one-of-one = the item `{ $id }` takes one of its parts, and has fewer than two
scheme-several-rules = an atom has either points, steps or a line
scheme-short-and-beyond = an atom counts either what is short of a norm or what goes beyond one
scheme-each-not-above-zero = `each` is a number above 0
scheme-each-without-points = `each` says for how much of the quantity the points count once; points are missing, or are none at all
scheme-line-not-rising = a line has at least two points, each further along than the one before
scheme-atom-without-rule = the atom `{ $id }` does not say how its answer becomes points: points, steps or a line are missing
scheme-not-one-source = a quantity has exactly one source; here are { $count }
evaluate-scheme = { $name } ({ $id })
evaluate-scheme-persons = { $id } is about persons: nothing of it is shown, and other schemes take only counts and means over at least five
evaluate-scheme-more = and { $count } more organisations: in the run folder
cards-not-of-persons = { $id } is not about persons: its cards come from registers and sheets
cards-unfit = anonymous card `{ $card }`: { $what }
