# Faults, notes and hints of reading registers. The place (file, sheet, row, column) is printed before them by the program.

## Definitions of kinds of register

register-contract-unreadable = the definition of a kind of register cannot be read: { $reason }
register-contract-kind-twice = the kind of register `{ $kind }` is defined twice
register-contract-unknown-field = there is no field `{ $field }`

## Whole files

register-file-unreadable = the file cannot be opened: { $reason }
register-file-empty = the file is empty, without a single byte
register-file-not-a-workbook = not a workbook, although its name ends like one
register-file-old-workbook = a workbook in the old format (.xls), not .xlsx
register-file-protected = the workbook is protected by a password and cannot be opened
register-file-damaged = the workbook is damaged and cannot be opened
register-file-unknown-form = files of this form cannot be read
register-file-left-out = not a register file (.xlsx, .xlsm, .csv, .tsv, .txt), so it was not read; save workbooks of older formats (.xls, .et) as .xlsx
register-encoding-unknown = the encoding of the text is not known
register-quote-open = a quotation mark opened in this row is never closed, so the rows after it cannot be told apart
register-encoding = text read as { $encoding }

register-expected-file = a workbook (.xlsx, .xlsm) or a text table (.csv, .tsv, .txt)
register-expected-encoding = UTF-8 or GB18030 (including GBK and GB2312)
register-hint-save-as = open it in a spreadsheet program and save it as .xlsx

## Whole sheets

register-sheet-empty = the sheet is empty
register-sheet-hidden = the sheet is hidden, so it was not read
register-no-header = no header found in the first 15 rows
register-headers-missing = this looks like the register `{ $kind }`, but these headers are missing: { $headers }
register-kind-tied = the headers fit several kinds of register: { $kinds }
register-header-twice = the header `{ $header }` stands there twice
register-columns-not-read = these columns are not in the contract and were not read: { $headers }

register-expected-header = a row with all required headers of one kind of register
register-expected-headers = in one row: { $headers }
register-hint-rename-headers = perhaps the headers are only worded differently; rename { $headers }
register-hint-more-headers = add a header that only one of these kinds has

## Rows and cells

register-required-blank = required, but empty
register-row-too-long = this row has more cells than the header, which has { $columns } columns; probably a separator inside a cell is not in quotes
register-formula-without-result = the formula was saved without its result
register-cell-failed = the formula failed: `{ $value }`
register-unknown-code = `{ $value }` is not one of the words used here
register-not-a-day = `{ $value }` is not a date
register-no-such-day = the calendar has no day `{ $value }`
register-not-a-month = `{ $value }` is not a month
register-no-such-month = there is no month `{ $value }`
register-month-ambiguous = `{ $value }` was stored as a number, so that January and October cannot be told apart
register-not-a-number = `{ $value }` is not a number
register-number-negative = `{ $value }` is negative
register-number-too-large = `{ $value }` is too large
register-not-whole = `{ $value }` is not a whole number
register-too-many-places = `{ $value }` has more than two decimal places
register-not-yes-or-no = `{ $value }` is neither yes nor no
register-id-with-blank = the id `{ $value }` has a blank in it
register-id-with-bar = the id `{ $value }` has a vertical bar in it
register-id-too-long = the id `{ $value }` is longer than 64 bytes
register-id-number-too-long = the id was stored as a number, and what goes beyond 15 digits is lost
register-id-is-identity-number = this is a citizen's identity number, which must not stand in a register
register-span-not-forward = the end { $last } is not later than the beginning { $first }
register-last-day-before-first = the last day { $last } is earlier than the first day { $first }
register-unknown-reference = there is no `{ $value }` in the register `{ $kind }`
register-reference-put-aside = the row with `{ $value }` in the register `{ $kind }` has faults of its own and was put aside; correct that row first
register-row-twice = the same in every cell as { $other }, which alone is kept
register-organisation-row-differs = the same organisation and first day as { $other }, but with other content; the list of organisations must be of one mind

register-expected-day = a day of the calendar, such as 2025-03-01 or 2025年3月1日
register-expected-month = a month, such as 2025-03 or 2025年3月
register-expected-number = a number of at most two decimal places, such as 3.5
register-expected-whole-number = a whole number, such as 12 or 12人
register-expected-yes-or-no = 是 (yes) or 否 (no)
register-expected-id = an id of at most 64 bytes without blanks and vertical bars
register-expected-id-as-text = the id typed again in a cell formatted as text
register-hint-recalculate = open it in a spreadsheet program, recalculate and save

## Rows not read, cells filled from above, records in two versions

register-rows-left-out = { $reason }: not taken as records, rows { $rows } (number of rows: { $count })
register-reason-empty = empty rows
register-reason-total = totals
register-reason-foot-note = notes and signatures under the table
register-reason-column-numbers = numbers of the columns
register-reason-header-again = the header again
register-cells-repeated = empty cells taken to repeat the row above: { $count }
register-disputed = the same record of `{ $kind }` as { $other }, but with other content; both versions are kept, and what depends on them is disputed
register-references-skipped = in the register `{ $kind }`, values of `{ $field }` that were not looked up because no register `{ $target }` was read: { $count }
register-at-row = `{ $file }` row { $row }
register-at-sheet-row = `{ $file }` sheet `{ $sheet }` row { $row }

## Coverage

register-covers = the register `{ $kind }` covers `{ $organisation }` ({ $scope }) from { $first } to { $last }, both included (organisation from { $organisation-place }, time from { $period-place })
register-states-no-coverage = states no coverage for the register `{ $kind }`: { $reason }; what is not in the sheet counts as not known, never as missed
register-scope-own = itself only
register-scope-subtree = itself and everything under it
register-said-in-title = the title
register-said-in-information-line = the information line
register-said-in-sheet-name = the name of the sheet
register-said-in-file-name = the name of the file
register-no-coverage-organisation-missing = neither title nor information line names an organisation
register-no-coverage-organisation-unknown = `{ $name }` is not in the list of organisations
register-no-coverage-organisations-several = the title names several organisations: { $names }
register-no-coverage-period-missing = neither title, information line, name of the sheet nor name of the file states a period
register-no-coverage-periods-several = several different periods are stated
register-no-coverage-rows-put-aside = { $rows } of its rows were put aside: correct them, or let the office state the coverage in the register of coverage
register-states-overlap = this state begins before the earlier one in { $other } has ended
register-kind-changed = an organisation never changes its kind: earlier rows say `{ $kind }`
register-organisation-above-itself = following the parents of `{ $organisation }` on this row's first day leads back to itself
register-span-without-beginning = there is an end, { $last }, but no beginning
