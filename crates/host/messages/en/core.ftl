# Words of definitions, expressions, counts and explanations (from core)
said = { $text }
hint-nearest = did you mean `{ $name }`?
expected-one-of = one of: { $names }
between = between { $least } and { $most }
at-least = at least { $least }
at-most = at most { $most }
not-known = not known
yes = yes
no = no
none = none

definition-unreadable = this definition cannot be read: { $text }
definition-unknown-key = there is no key `{ $key }`

expression-unclosed-quote = the single quote is not closed
expression-nameless-parameter = the name of a parameter is missing after `$`
expression-stray-character = an expression has no `{ $character }`
expression-not-a-day = `{ $text }` is no day of the calendar
expression-not-a-number = `{ $text }` is no number
expression-left-over = the expression should end here
expression-expected-sign = expected `{ $sign }` here
expression-too-deep = brackets or `not` are nested too deep
expression-expected-null = expected `null` or `not null` after `is`
expression-ends-early = the expression ends too early
expression-expected-value = expected a value here: a number, a day, a 'text', a field or a parameter
expression-expected-name = expected the name of a field after `.`
expression-null-of-no-field = only a field can be asked `is null`
expression-wrong-type = expected { $expected } here, found { $found }
expression-not-comparable = { $found } cannot be compared so
expression-argument-count = the function `{ $function }` takes { $expected } argument(s)
expression-unknown-look = there is no look named `{ $name }`
expression-unknown-reference = no field here refers to `{ $name }`
expression-unknown-field = the register “{ $kind }” has no field `{ $name }`
expression-unknown-parameter = there is no parameter `${ $name }`
expression-unknown-code = the field `{ $field }` has no code `{ $name }`
expression-unknown-function = there is no function `{ $name }`
type-truth = a yes or no
type-number = a number
type-day = a day
type-text = a text or code
type-texts = a list of codes
type-days = a set of days

measure-unknown-duty = there is no duty `{ $name }`
measure-duty-and-more = beside `duty` only `exclude` and `except` may stand: the duty supplies the rest
measure-without-population = it does not say what is counted (population)
measure-without-numerator = it does not say when an item is met (numerator)
measure-without-owners = it does not say which kinds of organisation are asked (owners)
measure-unknown-register = there is no register `{ $name }`
measure-unknown-owner = there is no kind of organisation `{ $name }`
measure-look-without-day = rows of the register “{ $register }” have no day of their own: name it with `when`
measure-unknown-take = `{ $text }` cannot be taken; write count, sum FIELD, min FIELD or max FIELD
measure-and-native = an indicator has a measure or is computed by code, not both

reason-not-covered = the register “{ $register }” has not arrived for { $from } to { $last }: not known
reason-blank = cells of the register “{ $register }” that should be filled are empty: not known
reason-pending = not yet due, judged from { $day } on
reason-excluded = left out by the rule: { $condition }
reason-excepted = excepted by the rule: { $condition }
reason-found-needed = found { $found }, needed { $needed } ({ $unit })
reason-found = found { $found } ({ $unit })

record-counted = counted
record-may-count = not known whether it counts
record-not-seen = dated after { $day }, not seen
record-outside = outside these days
record-of-another-sort = not of the sort asked for
record-not-so = not so: { $condition }
record-field-is = { $field } is “{ $value }”, not so: { $condition }

change-record = { $amount } more { $unit } between { $from } and { $last } (register “{ $register }”)
change-hand-in = hand in the register “{ $register }” of { $organisation } for { $from } to { $last }
evaluation-out-of-range = a number leaves the range of exact computation
record-adds = counted, { $amount }
record-blank = counted, but the cell with its amount is empty
change-fill-in = fill in the cells of the register “{ $register }” that are marked empty (whether it suffices is known then)
expression-too-long = the expression is longer than { $most } words and signs
measure-part-and-more = beside `part` no other key may stand: the parts say everything
measure-looks-in-a-circle = these looks use each other in a circle: { $names }
measure-key-unreadable = `{ $text }` is no key; write FIELD, HERE = THERE, THERE within HERE, THERE around HERE or THERE reached from HERE
reason-disputed = records contradict each other, or one is objected to: with them and without them the answer differs
change-settle = settle which of the contradicting records is right (the answer is known then)
reason-test = due { $due }; test: { $condition }
