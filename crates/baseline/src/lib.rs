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
const TEXTS: [(&str, &str); 73] = texts![
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
