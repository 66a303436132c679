study-title = { $name }, for { $audience } ({ $id })
study-topic = Topic
study-form = Form
study-asked = Asked
study-shown-by = Shown by
study-from = Changed by
study-times = { $amount ->
    [one] once a { $every }
   *[other] { $amount } times a { $every }
}
study-hours = { $amount ->
    [one] 1 hour a { $every }
   *[other] { $amount } hours a { $every }
}
study-once = once a { $every }
study-by-sessions = sessions of this form
study-by-nothing = not counted
study-unchanged = no department changes a study plan of another on { $day }
study-because = { $department }, since { $since }: { $reason } ({ $authority })
study-progress-title = { $organisation }: study plans by { $day }
study-plan = Plan
study-done = Done
study-missed = Missed
study-unknown = Not known
study-ahead = Ahead
unknown-study-plan = there is no study plan `{ $id }`
help-study = study plans: what they ask, what departments changed, how far they are carried out
help-study-list = what study plans ask on a day, and what shows it
help-study-list-example = { "  " }changxiao study list
    { "  " }changxiao study list baseline/centre-group-study --plugin plugins/
help-study-diff = what departments changed of the study plans of others: before (-) and now (+), with reason and authority
help-study-diff-example = { "  " }changxiao study diff --pack config/packs/example
help-study-progress = how far study plans are carried out by a day, in the numbers of what shows it anyway; nobody is asked
help-study-progress-example = { "  " }changxiao study progress --registers ledgers/ --period 2026 --as-of 2026-06-30
help-study-plan = id or name of a study plan (default: all)
help-study-as-of = the day (default: today)
help-study-organisation = an organisation, with all below it (default: those at the top)
