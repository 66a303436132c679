//! The baseline as a department: `config/baseline`, embedded as text. It contains no rule; to change one, edit the text.

use changxiao_core::{
    department::{About, Department, List},
    text::Text,
};

/// The shared baseline.
pub struct Baseline;

macro_rules! texts {
    ($($file:literal),* $(,)?) => {
        [$(($file, include_str!(concat!("../../../config/baseline/", $file)))),*]
    };
}

/// Every text of the baseline. A file that is not listed here is found by a test.
const TEXTS: [(&str, &str); 139] = texts![
    "pack.toml",
    "calendar/2024.toml",
    "calendar/2025.toml",
    "calendar/2026.toml",
    "theory-study/mechanism.toml",
    "theory-study/parameters/centre-group-discussions-per-quarter.toml",
    "theory-study/parameters/months-in-post.toml",
    "theory-study/parameters/organised-forms.toml",
    "theory-study/parameters/study-hours.toml",
    "theory-study/parameters/trained-ranks.toml",
    "theory-study/duties/centre-group-discussion-quarterly.toml",
    "theory-study/responsibilities/leading-group-secretary.toml",
    "theory-study/study-plans/branch-study.toml",
    "theory-study/study-plans/centre-group-study.toml",
    "theory-study/study-plans/leading-cadres-study.toml",
    "theory-study/study-plans/member-yearly-study.toml",
    "theory-study/indicators/t02-centre-group-discussion-quarterly.toml",
    "theory-study/indicators/t05-cadres-trained.toml",
    "theory-study/indicators/t07-study-hours-reached.toml",
    "member-education-management/mechanism.toml",
    "member-education-management/parameters/branch-meetings-per-quarter.toml",
    "member-education-management/parameters/committee-meetings-per-month.toml",
    "member-education-management/parameters/leading-roles.toml",
    "member-education-management/parameters/lectures-per-year.toml",
    "member-education-management/parameters/members-for-a-branch.toml",
    "member-education-management/parameters/months-of-a-new-unit.toml",
    "member-education-management/parameters/training-hours.toml",
    "member-education-management/parameters/transfer-days.toml",
    "member-education-management/duties/activist-review.toml",
    "member-education-management/duties/admission-approved.toml",
    "member-education-management/duties/admission-talk.toml",
    "member-education-management/duties/branch-meeting-quarterly.toml",
    "member-education-management/duties/committee-meeting-monthly.toml",
    "member-education-management/duties/new-secretary-trained.toml",
    "member-education-management/duties/re-election.toml",
    "member-education-management/duties/secretary-lecture-yearly.toml",
    "member-education-management/responsibilities/branch-secretary.toml",
    "member-education-management/responsibilities/branch-secretary-committee.toml",
    "member-education-management/responsibilities/branch-secretary-members.toml",
    "member-education-management/responsibilities/committee-secretary.toml",
    "member-education-management/responsibilities/committee-secretary-members.toml",
    "member-education-management/indicators/e01-members-in-a-branch.toml",
    "member-education-management/indicators/e02-units-with-a-branch.toml",
    "member-education-management/indicators/e03-inside-their-term.toml",
    "member-education-management/indicators/e04-branch-meeting-quarterly.toml",
    "member-education-management/indicators/e05-committee-meeting-monthly.toml",
    "member-education-management/indicators/e07-secretaries-lecture.toml",
    "member-education-management/indicators/e10-members-appraised.toml",
    "member-education-management/indicators/e11-double-organisational-life.toml",
    "member-education-management/indicators/e13-admission-in-order.toml",
    "good-conduct/mechanism.toml",
    "good-conduct/parameters/answer-days.toml",
    "good-conduct/duties/opinion-answered.toml",
    "good-conduct/responsibilities/head-opinions.toml",
    "good-conduct/indicators/w04-opinions-answered-in-time.toml",
    "good-conduct/indicators/w09-documents-against-last-year.toml",
    "party-and-professional-work/mechanism.toml",
    "party-and-professional-work/indicators/b04-tasks-done-in-time.toml",
    "responsibility/mechanism.toml",
    "responsibility/parameters/small-department.toml",
    "responsibility/indicators/r05-full-time-party-workers.toml",
    "evaluation/mechanism.toml",
    "evaluation/parameters/check-days.toml",
    "evaluation/formalism/application-time.toml",
    "evaluation/formalism/check-ins.toml",
    "evaluation/formalism/filling-in-again.toml",
    "evaluation/formalism/likes.toml",
    "evaluation/formalism/more-is-better.toml",
    "evaluation/formalism/note-length.toml",
    "evaluation/formalism/photos.toml",
    "evaluation/formalism/points.toml",
    "evaluation/formalism/praise-and-press.toml",
    "evaluation/indicators/p06-records-found-sound.toml",
    "theory-study/indicators/t03-topics-of-the-whole.toml",
    "theory-study/parameters/young-age.toml",
    "theory-study/parameters/months-of-a-new-stay.toml",
    "theory-study/indicators/t06-young-cadres-taught.toml",
    "theory-study/duties/branch-study-planned.toml",
    "theory-study/indicators/t08-study-plan-carried-out.toml",
    "theory-study/parameters/days-to-appraise.toml",
    "theory-study/duties/study-reported-yearly.toml",
    "theory-study/indicators/t09-study-reported-and-appraised.toml",
    "theory-study/parameters/days-to-verify.toml",
    "theory-study/indicators/t10-study-turned-into-results.toml",
    "member-education-management/duties/group-meeting-monthly.toml",
    "member-education-management/indicators/e06-group-met-monthly.toml",
    "member-education-management/duties/party-day-monthly.toml",
    "member-education-management/indicators/e08-party-day-held-monthly.toml",
    "member-education-management/parameters/months-of-a-new-branch.toml",
    "member-education-management/duties/life-meeting-yearly.toml",
    "member-education-management/indicators/e09-life-meeting-held.toml",
    "member-education-management/parameters/months-away.toml",
    "member-education-management/indicators/e12-mobile-members-contacted.toml",
    "good-conduct/parameters/months-in-law-post.toml",
    "good-conduct/indicators/w01-lawful-administration-taught.toml",
    "good-conduct/parameters/days-to-answer-a-visit.toml",
    "good-conduct/indicators/w03-liaison-points-visited.toml",
    "good-conduct/parameters/months-to-rectify.toml",
    "good-conduct/parameters/days-to-confirm.toml",
    "good-conduct/indicators/w05-problems-confirmed-solved.toml",
    "good-conduct/parameters/months-to-convert.toml",
    "good-conduct/indicators/w06-research-turned-into-measures.toml",
    "good-conduct/indicators/w08-work-reported.toml",
    "good-conduct/indicators/w10-meetings-against-last-year.toml",
    "good-conduct/parameters/months-on-the-roll.toml",
    "good-conduct/indicators/w11-discipline-taught.toml",
    "good-conduct/indicators/w12-integrity-reported-and-assessed.toml",
    "good-conduct/indicators/w14-opinions-sought-before-deciding.toml",
    "good-conduct/indicators/w15-party-affairs-disclosed.toml",
    "good-conduct/indicators/w16-supervisors-answered.toml",
    "good-conduct/indicators/w17-grave-cases-confirmed.toml",
    "party-and-professional-work/indicators/b01-planned-together.toml",
    "party-and-professional-work/indicators/b02-checked-together.toml",
    "party-and-professional-work/indicators/b03-joint-projects-finished.toml",
    "party-and-professional-work/indicators/b05-key-tasks-with-party.toml",
    "party-and-professional-work/indicators/b06-hindrances-solved.toml",
    "party-and-professional-work/indicators/b08-adverse-findings.toml",
    "responsibility/duties/party-building-studied-half-yearly.toml",
    "responsibility/parameters/party-building-meetings-per-half-year.toml",
    "responsibility/indicators/r01-party-building-studied.toml",
    "responsibility/indicators/r02-first-duties-done.toml",
    "responsibility/parameters/months-of-double-duty.toml",
    "responsibility/indicators/r03-double-duties-done.toml",
    "responsibility/indicators/r06-activities-funded.toml",
    "responsibility/parameters/months-to-train-a-secretary.toml",
    "evaluation/indicators/p02-leading-group-assessed.toml",
    "evaluation/indicators/p01-secretaries-reviewed.toml",
    "evaluation/indicators/p03-findings-closed.toml",
    "evaluation/indicators/p04-results-used.toml",
    "theory-study/indicators/t01-centre-group-plan-approved.toml",
    "theory-study/parameters/months-to-plan.toml",
    "member-education-management/indicators/e14-dues-paid-in-time.toml",
    "good-conduct/indicators/w13-personal-matters-reported.toml",
    "good-conduct/parameters/months-to-report-matters.toml",
    "evaluation/indicators/p08-objectives-renewed.toml",
    "responsibility/indicators/r08-party-workers-trained.toml",
    "responsibility/parameters/months-vacant.toml",
    "responsibility/indicators/r04-committee-posts-filled.toml",
    "good-conduct/indicators/w02-acts-set-aside.toml",
];

impl Department for Baseline {
    fn about(&self) -> About {
        let mut list = List::default();
        self.register(&mut list);
        list.about_in_texts().cloned().unwrap_or_else(|| About::new("baseline", Text::new("基准规则", "Baseline")))
    }

    fn register(&self, list: &mut List) {
        for (file, text) in TEXTS {
            list.pack(file, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, path::Path};

    fn files(folder: &Path, root: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, root, found);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                found.insert(path.strip_prefix(root).unwrap().to_string_lossy().into_owned());
            }
        }
    }

    #[test]
    fn every_file_of_the_baseline_is_embedded() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/baseline");
        let mut found = BTreeSet::new();
        files(&root, &root, &mut found);
        assert_eq!(found, TEXTS.iter().map(|(file, _)| (*file).to_owned()).collect());
    }

    #[test]
    fn the_texts_are_whole() {
        let mut list = List::default();
        Baseline.register(&mut list);
        assert_eq!(list.faults(), []);
        assert_eq!(Baseline.about().namespace.as_str(), "baseline");
    }
}
