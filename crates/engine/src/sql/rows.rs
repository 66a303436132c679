//! Rows of registers as steps: numbered in the order of the contract, with what checks of records say of them; the worlds
//! of disputed records; and each register as it is read in a world, with what is dated after as_of read as blank.

use super::{
    dialect::{Dialect, literal, name},
    script::Script,
};
use changxiao_core::contract::{Contract, Field, FieldType, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Fields by kind of register.
pub(super) type Reads<'m> = BTreeMap<&'m str, BTreeSet<&'m str>>;

/// The registers that a measure reads.
pub(super) struct Rows<'m> {
    pub(super) contract: &'m Contract,
    /// What decides whether versions of a record differ for the measure.
    pub(super) reads: Reads<'m>,
    /// What stands before the names of steps that are the measure's own.
    pub(super) prefix: String,
}

/// A field in an order: blanks first, texts by their bytes.
fn in_order(dialect: Dialect, field: &Field) -> String {
    let column = format!("t.{}", name(&field.id));
    let ordered = match field.holds {
        FieldType::Id | FieldType::Key | FieldType::Text | FieldType::Code => dialect.in_bytes(&column),
        FieldType::IdList => dialect.in_bytes(&format!("REPLACE({column}, ';', ' ')")),
        _ => column,
    };
    if field.required { ordered } else { format!("{ordered} NULLS FIRST") }
}

/// Whether a date reads as blank while it lies after as_of.
fn is_hidden_later(kind: &Kind, field: &str) -> bool {
    let is_end = kind.span.as_ref().is_some_and(|span| span.to == field);
    let is_deed = field.ends_with("_on") && field != "due_on" && kind.field(field).is_some_and(|field| !field.required);
    is_end || is_deed
}

/// A field of a row `t` as the run sees it, under its own name.
pub(super) fn as_seen(kind: &Kind, field: &Field) -> String {
    let (value, column) = (seen_value(kind, field), format!("t.{}", name(&field.id)));
    if value == column { column } else { format!("{value} AS {}", name(&field.id)) }
}

fn seen_value(kind: &Kind, field: &Field) -> String {
    let column = format!("t.{}", name(&field.id));
    let own = is_hidden_later(kind, &field.id).then(|| format!("{column} > run.as_of"));
    let deed = field.depends_on.as_deref().filter(|deed| is_hidden_later(kind, deed));
    let deed = deed.map(|deed| format!("t.{} > run.as_of", name(deed)));
    let hidden: Vec<String> = own.into_iter().chain(deed).collect();
    if hidden.is_empty() { column } else { format!("CASE WHEN {} THEN NULL ELSE {column} END", hidden.join(" OR ")) }
}

/// The key of a row as checks of records name it.
fn record_key(dialect: Dialect, kind: &Kind) -> String {
    let part = |field: &String| {
        let column = dialect.text(&format!("t.{}", name(field)));
        let is_required = kind.field(field).is_some_and(|field| field.required);
        if is_required { column } else { format!("COALESCE({column}, '')") }
    };
    kind.key.iter().map(part).collect::<Vec<_>>().join(" || '|' || ")
}

/// Whether a row is dated after as_of: it is then no version of its record yet.
fn is_late(kind: &Kind) -> String {
    match kind.date_field.as_ref().filter(|_| !kind.always_seen) {
        Some(day) => format!("CASE WHEN t.{} > run.as_of THEN 1 ELSE 0 END", name(day)),
        None => "0".to_owned(),
    }
}

impl Script {
    /// `record_check`: what checks of records say, as decided by as_of.
    fn checks(&mut self) {
        if self.has("record_check") {
            return;
        }
        self.step(
            "record_check",
            "records decided untrue, which no measure sees, and records objected to without a decision",
            "SELECT REPLACE(e.record_kind, '-', '_') AS kind, e.record AS record_key,\n  \
             MAX(CASE WHEN e.decided_on <= run.as_of AND e.result = 'untrue' THEN 1 ELSE 0 END) AS is_struck,\n  \
             MAX(CASE WHEN e.origin = 'objection' AND e.opened_on <= run.as_of\n    \
             AND (e.result IS NULL OR e.decided_on IS NULL OR e.decided_on > run.as_of) THEN 1 ELSE 0 END) AS is_objected\n\
             FROM evidence AS e CROSS JOIN run\nGROUP BY e.record_kind, e.record",
        );
    }

    /// `KIND_row`: the rows of a register.
    pub(super) fn rows(&mut self, kind: &Kind) {
        let step = format!("{}_row", kind.kind);
        if self.has(&step) {
            return;
        }
        self.checks();
        let dialect = self.dialect;
        let field = |id: &String| kind.field(id).map(|field| in_order(dialect, field));
        let versions: Vec<String> = kind.fields.iter().map(|field| in_order(dialect, field)).collect();
        let mut order: Vec<String> = kind.sort.iter().filter_map(field).collect();
        order.extend(versions.iter().filter(|one| !order.contains(one)).cloned().collect::<Vec<_>>());
        let mut key = kind.key.iter().map(|field| format!("t.{}", name(field))).collect::<Vec<_>>();
        key.push(is_late(kind));
        let key = key.join(", ");
        let columns = kind.fields.iter().map(|field| format!("t.{}", name(&field.id))).collect::<Vec<_>>().join(", ");
        self.step(
            &step,
            &format!("rows of {}: in the order of the contract, as versions of their record", kind.kind),
            format!(
                "SELECT t.*, COALESCE(c.is_struck, 0) AS is_struck, COALESCE(c.is_objected, 0) AS is_objected\nFROM (\n  \
                 SELECT {columns},\n    \
                 {} AS record_key,\n    ROW_NUMBER() OVER (ORDER BY {}) AS row_id,\n    \
                 ROW_NUMBER() OVER (PARTITION BY {key} ORDER BY {}) - 1 AS version,\n    \
                 COUNT(*) OVER (PARTITION BY {key}) AS versions,\n    {late} AS is_late\n  FROM {} AS t CROSS JOIN run\n) AS t\n\
                 LEFT JOIN record_check AS c ON c.kind = {} AND c.record_key = t.record_key",
                record_key(dialect, kind),
                order.join(", "),
                versions.join(", "),
                name(&kind.kind),
                literal(&kind.kind),
                late = is_late(kind)
            ),
        );
    }

    /// `org_read`, `org_on`: the rows of the organisation list, which stand in one version only; and by their days.
    pub(super) fn organisation_rows(&mut self, kind: &Kind) {
        if self.has("org_on") {
            return;
        }
        self.rows(kind);
        let never = self.dialect.never();
        let fields: Vec<String> = kind.fields.iter().map(|field| as_seen(kind, field)).collect();
        self.step(
            "org_read",
            "rows of org as seen at as_of",
            format!(
                "SELECT t.row_id, t.record_key, t.is_struck, t.valid_from <= run.as_of AS is_seen, t.valid_from AS seen_day,\n  \
                 t.valid_from AS state_from, CASE WHEN t.valid_to <= run.as_of THEN t.valid_to ELSE {never} END AS state_to,\n  \
                 COALESCE(t.valid_to, {never}) AS state_out,\n  {}\nFROM org_row AS t CROSS JOIN run",
                fields.join(", ")
            ),
        );
        let from = self.dialect.greatest("t.state_from", "COALESCE(t.known_to, t.state_from)");
        self.step(
            "org_on",
            "the row of an organisation on each day",
            format!(
                "SELECT t.*, {from} AS day_from, t.state_to AS day_to\nFROM (\n  \
                 SELECT r.*, MAX(state_to) OVER (PARTITION BY org ORDER BY row_id \
                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS known_to\n  \
                 FROM org_read AS r WHERE r.is_struck = 0 AND r.is_seen\n) AS t\nWHERE t.known_to IS NULL OR t.known_to < t.state_to"
            ),
        );
    }
}

impl Rows<'_> {
    /// The name of a step of the measure's own.
    pub(super) fn own(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// The table of a register as it is read, with a column `world` unless it is the organisation list.
    pub(super) fn read_of(&self, kind: &str) -> String {
        if kind == "org" { "org_read".to_owned() } else { self.own(&format!("{kind}_read")) }
    }

    /// `disputed`, `world`: the records that are disputed for the measure, and the ways to read them.
    pub(super) fn worlds(&self, script: &mut Script) {
        let kinds: Vec<&Kind> = self.reads.keys().filter_map(|kind| self.contract.kind(kind)).collect();
        for kind in &kinds {
            script.rows(kind);
        }
        let (disputed, world) = (self.own("disputed"), self.own("world"));
        let mut about: Vec<String> = kinds.iter().map(|kind| self.disputed(script.dialect, kind)).collect();
        if about.is_empty() {
            about.push("SELECT kind, record_key, 1 AS versions FROM record_check WHERE 1 = 0".to_owned());
            script.checks();
        }
        script.step(
            &disputed,
            "disputed records: objected to, or standing in versions that differ in what is read here",
            about.join("\nUNION ALL\n"),
        );
        let several = kinds.iter().map(|kind| {
            format!(
                "SELECT r.version, r.version, 0 FROM {0}_row AS r\n\
                 JOIN {disputed} AS d ON d.kind = {1} AND d.record_key = r.record_key AND d.versions > 1",
                kind.kind,
                literal(&kind.kind)
            )
        });
        let ways: Vec<String> = ["SELECT 0 AS world, 0 AS version, 0 AS is_without".to_owned()]
            .into_iter()
            .chain(several)
            .chain([format!("SELECT -1, 0, 1 FROM {disputed}")])
            .collect();
        script.step(
            &world,
            "each way to read the disputed records: in this version, or without them",
            ways.join("\nUNION\n"),
        );
    }

    fn disputed(&self, dialect: Dialect, kind: &Kind) -> String {
        let fields = self.reads.get(kind.kind.as_str()).into_iter().flatten();
        // The key is the same in all versions of a record.
        let fields = fields.filter(|field| !kind.key.iter().any(|key| key == *field));
        let fields = fields.filter_map(|field| kind.field(field));
        let texts = fields.map(|field| format!("COALESCE({}, '')", dialect.text(&seen_value(kind, field))));
        let together = texts.collect::<Vec<_>>().join(" || '|' || ");
        let together = if together.is_empty() { "''".to_owned() } else { together };
        format!(
            "SELECT {} AS kind, record_key, CASE WHEN COUNT(DISTINCT {together}) > 1 THEN COUNT(*) ELSE 1 END AS versions\n\
             FROM {}_row AS t CROSS JOIN run\nWHERE is_late = 0\nGROUP BY record_key\nHAVING COUNT(DISTINCT {together}) > 1 OR MAX(is_objected) = 1",
            literal(&kind.kind),
            kind.kind
        )
    }

    /// `KIND_read`: a register as it is read in each world.
    pub(super) fn read(&self, script: &mut Script, kind: &Kind) {
        let step = self.read_of(&kind.kind);
        if kind.kind == "org" {
            return script.organisation_rows(kind);
        }
        if script.has(&step) {
            return;
        }
        script.rows(kind);
        let (is_seen, day, joins) = self.day(script, kind);
        let states = kind.span.as_ref().map_or_else(String::new, |span| {
            let (from, to, never) = (name(&span.from), name(&span.to), script.dialect.never());
            format!(
                "t.{from} AS state_from, CASE WHEN t.{to} <= run.as_of THEN t.{to} ELSE {never} END AS state_to, \
                 COALESCE(t.{to}, {never}) AS state_out,\n  "
            )
        });
        let fields: Vec<String> =
            kind.fields.iter().filter(|field| self.is_wanted(kind, field)).map(|field| as_seen(kind, field)).collect();
        script.step(
            &step,
            &format!("rows of {} in each world, as seen at as_of", kind.kind),
            format!(
                "SELECT w.world, t.row_id, t.record_key, {is_seen} AS is_seen, {day} AS seen_day,\n  {states}{}\n\
                 FROM {}_row AS t CROSS JOIN run\n\
                 JOIN {} AS w ON t.version = CASE WHEN w.version < t.versions THEN w.version ELSE t.versions - 1 END\n\
                 LEFT JOIN {} AS d ON d.kind = {} AND d.record_key = t.record_key\n{joins}\
                 WHERE t.is_struck = 0 AND (w.is_without = 0 OR d.record_key IS NULL)",
                fields.join(", "),
                kind.kind,
                self.own("world"),
                self.own("disputed"),
                literal(&kind.kind)
            ),
        );
    }

    fn is_wanted(&self, kind: &Kind, field: &Field) -> bool {
        let is_read = self.reads.get(kind.kind.as_str()).is_some_and(|fields| fields.contains(field.id.as_str()));
        let is_named =
            [&kind.unit_field, &kind.date_field, &kind.date_from].into_iter().flatten().any(|id| *id == field.id);
        is_read || is_named || kind.key.contains(&field.id) || field.refs_by.is_some() || !field.codes.is_empty()
    }

    /// Whether a row is seen, its day, and the joins that these need.
    fn day(&self, script: &mut Script, kind: &Kind) -> (String, String, String) {
        let seen = |column: &str| if kind.always_seen { "TRUE".to_owned() } else { column.to_owned() };
        match (&kind.date_field, &kind.date_from) {
            (Some(field), _) => {
                let column = format!("t.{}", name(field));
                let is_required = kind.field(field).is_some_and(|field| field.required);
                let is_seen = format!("{column} <= run.as_of");
                let is_seen = if is_required { is_seen } else { format!("COALESCE({is_seen}, TRUE)") };
                (seen(&is_seen), column, String::new())
            }
            (None, Some(through)) => {
                let mut joins = String::new();
                let (mut is_seen, mut day) = (Vec::new(), Vec::new());
                let Some(field) = kind.field(through) else { return (seen("TRUE"), "NULL".to_owned(), joins) };
                for (target, target_field) in field.referred() {
                    let Some(first) = self.first(script, (target, target_field)) else { continue };
                    let alias = format!("of_{target}");
                    let by = field.refs_by.as_deref().map_or_else(String::new, |by| {
                        format!(" AND t.{} = {}", name(by), literal(&target.replace('_', "-")))
                    });
                    joins.push_str(&format!(
                        "LEFT JOIN {first} AS {alias} ON {alias}.world = w.world AND {alias}.{} = t.{}{by}\n",
                        name(target_field),
                        name(through)
                    ));
                    is_seen.push(format!("{alias}.is_seen"));
                    day.push(format!("{alias}.seen_day"));
                }
                let first = |of: &[String]| {
                    if let [one] = of { one.clone() } else { format!("COALESCE({})", of.join(", ")) }
                };
                is_seen.push("FALSE".to_owned());
                (seen(&first(&is_seen)), first(&day), joins)
            }
            (None, None) => (seen("TRUE"), script.dialect.no_day(), String::new()),
        }
    }

    /// `KIND_by_FIELD`: of the rows that one value of a field names, the first; not for states.
    pub(super) fn first(&self, script: &mut Script, (target, field): (&str, &str)) -> Option<String> {
        let kind = self.contract.kind(target)?;
        let step = self.own(&format!("{target}_by_{field}"));
        if !script.has(&step) {
            self.read(script, kind);
            script.step(
                &step,
                &format!("the row of {target} that a {field} names"),
                format!(
                    "SELECT * FROM (\n  SELECT r.*, ROW_NUMBER() OVER (PARTITION BY world, {} ORDER BY row_id) AS nth\n  \
                     FROM {} AS r WHERE r.is_seen\n) AS numbered\nWHERE nth = 1",
                    name(field),
                    self.read_of(target)
                ),
            );
        }
        Some(step)
    }
}
