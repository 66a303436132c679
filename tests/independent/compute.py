#!/usr/bin/env python3
"""Independent computation of 16 indicators by the text of the register contract: registers -> SQLite -> counts. See README.md."""
import argparse, bisect, collections, csv, datetime, glob, os, sqlite3, sys, tomllib
HERE = os.path.dirname(os.path.abspath(__file__))
REGS = os.path.join(HERE, '..', '..', 'config', 'registers')
O = datetime.date.fromisoformat
NEVER = '9999-12-31'
COUNTS = ['num', 'den', 'excluded', 'excepted', 'unknown', 'open', 'disputed', 'pending']

# ---------------------------------------------------------------- what each measure reads (for 1.8) and its parameters
STAY = ['person', 'org', 'valid_from', 'valid_to']
ORG = ['org', 'valid_from', 'valid_to', 'kind', 'parent', 'serves']
MEASURES = {
    'T02': ('year', {'session': ['id', 'org', 'form', 'held_on']}, {'per-quarter': 1}),
    'T05': ('year', {'member': STAY + ['unit', 'rank', 'relieved_from', 'relieved_to'],
                     'training': ['course', 'person', 'ended_on']}, {'in-post': 6}),
    'T07': ('year', {'member': STAY + ['relieved_from', 'relieved_to'], 'session': ['id', 'form', 'held_on', 'hours'],
                     'attendance': ['event_kind', 'event', 'org', 'person', 'status']}, {'study-hours': 32}),
    'E01': ('quarter', {'member': STAY + ['transfer_since']}, {'transfer': 30}),
    'E02': ('quarter', {'member': STAY + ['unit', 'status']}, {'full': 3, 'new-unit': 6}),
    'E03': ('year', {'org': ['term_start', 'term_years', 'extended_until']}, {}),
    'E04': ('year', {'meeting': ['id', 'org', 'kind', 'held_on']}, {'per-quarter': 1}),
    'E05': ('year', {'org': ['has_committee'], 'meeting': ['id', 'org', 'kind', 'held_on']}, {}),
    'E10': ('year', {'member': STAY + ['status', 'admitted_on', 'relieved_from', 'relieved_to'],
                     'appraisal': ['person', 'held_on', 'complete', 'outcome']}, {}),
    'E11': ('year', {'attendance': ['event_kind', 'event', 'org', 'person', 'status'], 'meeting': ['id', 'org', 'kind', 'held_on'],
                     'member': STAY, 'post': ['person', 'org', 'role', 'valid_from', 'valid_to']}, {}),
    'E13': ('year', {'admission_step': ['file', 'org', 'step', 'done_on', 'hours', 'until']}, {'training-hours': 24}),
    'R05': ('year', {'org': ['staff'], 'post': ['person', 'org', 'role', 'valid_from', 'valid_to', 'full_time']}, {'small': 100}),
    'W04': ('quarter', {'opinion': ['id', 'org', 'channel', 'received_on', 'due_on', 'answered_on', 'anonymous']}, {'answer-days': 30}),
    'W09': ('year', {'doc_register': ['id', 'org', 'kind', 'issued_on', 'to_lower', 'emergency']}, {}),
    'B04': ('year', {'task': ['id', 'org', 'set_on', 'due_on', 'moved_from', 'accepted_on']}, {}),
    'P06': ('year', {'evidence': ['id', 'org', 'record_kind', 'origin', 'opened_on', 'decided_on', 'result']}, {'check': 31}),
}

# ---------------------------------------------------------------- days
def add_months(d, n):
    if d is None or n is None: return None
    x = O(d); m = x.year * 12 + x.month - 1 + int(n)
    y, mo = divmod(m, 12); mo += 1
    if y > 9999: return NEVER
    last = (datetime.date(y + (mo == 12), mo % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(y, mo, min(x.day, last)).isoformat()

def plus_days(d, n):
    return None if d is None else (O(d) + datetime.timedelta(n)).isoformat()

_ord = {}
def num(d):
    r = _ord.get(d)
    if r is None: r = _ord[d] = O(d).toordinal()
    return r

def days(s, e):
    if s is None or e is None: return None
    return max(0, num(e) - num(s))

def periods(text, kind):
    """the calendar periods of that kind that lie wholly in the run's period"""
    t = text
    if '/' in t: a, b = t.split('/')
    elif 'Q' in t: y, q = t.replace('-', '').split('Q'); a = f'{y}-{3*int(q)-2:02d}-01'; b = add_months(a, 3)
    elif 'H' in t: y, h = t.replace('-', '').split('H'); a = f'{y}-{6*int(h)-5:02d}-01'; b = add_months(a, 6)
    elif len(t) == 7: a = t + '-01'; b = add_months(a, 1)
    else: a, b = f'{int(t):04d}-01-01', f'{int(t)+1:04d}-01-01'
    n = {'year': 12, 'half-year': 6, 'quarter': 3, 'month': 1}[kind]
    out, s = [], a[:4] + '-01-01'
    while s < b:
        e = add_months(s, n)
        if s >= a and e <= b: out.append((s, e))
        s = e
    return out

# ---------------------------------------------------------------- contract and tables
class Field:
    def __init__(self, f):
        self.id, self.type, self.required = f['id'], f['type'], f.get('required', False)
        self.header = f['header']['zh']; self.depends = f.get('depends_on')
        self.words = {}; self.codes = [c['code'] for c in f.get('codes', [])]
        for c in f.get('codes', []):
            for w in [c['code'], c['zh']] + c.get('also', []): self.words.setdefault(w, c['code'])
    def read(self, v, where):
        v = (v or '').strip()
        if v == '': return None
        t = self.type
        if t == 'code':
            if v not in self.words: raise ValueError(f'{where}: {self.id}: unknown word {v!r}')
            return self.words[v]
        if t == 'boolean':
            if v in ('是', 'true', 'TRUE', 'True'): return 1
            if v in ('否', 'false', 'FALSE', 'False'): return 0
            raise ValueError(f'{where}: {self.id}: no boolean {v!r}')
        if t == 'integer': return int(v)
        if t == 'decimal':
            sign = -1 if v.startswith('-') else 1
            w, _, d = v.lstrip('+-').partition('.')
            if len(d) > 2 and d[2:].strip('0'): raise ValueError(f'{where}: {self.id}: over 2 places {v!r}')
            return sign * (int(w or 0) * 100 + int((d + '00')[:2]))
        if t == 'date': return O(v).isoformat()
        if t == 'month': return O(v + '-01').isoformat()[:7]
        if t == 'id_list': return ';'.join(x.strip() for x in v.replace('；', ';').split(';') if x.strip()) or None
        return v

class Kind:
    def __init__(self, d):
        self.kind, self.key, self.date = d['kind'], d['key'], d.get('date_field')
        self.always = d.get('always_seen', False)
        self.fields = [Field(f) for f in d['field']]
        self.by = {f.id: f for f in self.fields}
        self.names = {}
        for f in self.fields: self.names[f.header] = f.id; self.names[f.id] = f.id

KINDS = {}
for _p in sorted(glob.glob(REGS + '/*.toml')):
    _k = Kind(tomllib.load(open(_p, 'rb'))); KINDS[_k.kind] = _k

def recognise(headers, path):
    best = []
    for k in KINDS.values():
        got = [k.names[h] for h in headers if h in k.names]
        if all(f.id in got for f in k.fields if f.required):
            alien = sum(h not in k.names for h in headers)
            named = os.path.basename(path).startswith(k.kind)
            best.append((named, -alien, len(got), k.kind))
    if not best: print(f'warning: {path}: headers are those of no register, left out', file=sys.stderr); return None
    best.sort(reverse=True)
    return KINDS[best[0][3]]

def load(directory):
    """tables: kind -> list of dicts with every field"""
    tables = {k: [] for k in KINDS}
    for path in sorted(glob.glob(os.path.join(directory, '**', '*.csv'), recursive=True)):
        with open(path, encoding='utf-8-sig', newline='') as fh:
            rows = list(csv.reader(fh))
        if not rows: continue
        heads = [h.strip() for h in rows[0]]
        k = recognise(heads, path)
        if k is None: continue
        ids = [k.names.get(h) for h in heads]
        for n, r in enumerate(rows[1:], 2):
            if not any(c.strip() for c in r): continue
            d = dict.fromkeys(k.by)
            for i, c in zip(ids, r):
                if i: d[i] = k.by[i].read(c, f'{os.path.basename(path)}:{n}')
            for f in k.fields:
                if f.required and d[f.id] is None: raise ValueError(f'{path}:{n}: {f.id} is missing')
            tables[k.kind].append(d)
    return tables

def seen(tables, A):
    """1.2: rows by their date field; optional ..._on after A (not due_on) and what depends on it blank; valid_to after A: no end"""
    out = {}
    for k in KINDS.values():
        late = [f.id for f in k.fields if f.type == 'date' and f.id.endswith('_on') and f.id != 'due_on' and not f.required]
        dep = [(f.id, f.depends) for f in k.fields if f.depends]
        dep += {'issue': [('verified_by', 'verified_on')], 'evidence': [('result', 'decided_on')]}.get(k.kind, [])
        rows = []
        for r in tables[k.kind]:
            if k.date and not k.always:
                d = r[k.date]
                if (d + '-01' if len(d) == 7 else d) > A: continue
            r = dict(r)
            for f in late:
                if r[f] is not None and r[f] > A:
                    r[f] = None
                    for x, on in dep:
                        if on == f: r[x] = None
            if r.get('valid_to') is not None and r['valid_to'] > A: r['valid_to'] = None
            rows.append(r)
        out[k.kind] = rows
    return out

# ---------------------------------------------------------------- 1.8 struck, disputed, worlds
def record_key(kind, row):
    return '|'.join(str(row[f]) for f in KINDS[kind].key)

def canonical_record(kind, text):
    parts = text.split('|'); ks = KINDS[kind].key
    if len(parts) == len(ks):
        parts = [KINDS[kind].by[f].words.get(p, p) for f, p in zip(ks, parts)]
    return '|'.join(parts)

def evidence_sets(rows, A):
    struck, objected = collections.defaultdict(set), collections.defaultdict(set)
    for e in rows:
        kind = e['record_kind'].replace('-', '_'); key = canonical_record(kind, e['record'])
        if e['result'] == 'untrue' and e['decided_on'] is not None and e['decided_on'] <= A: struck[kind].add(key)
        if e['origin'] == 'objection' and e['opened_on'] <= A and e['result'] is None: objected[kind].add(key)
    return struck, objected

def order(v):
    return (0,) if v is None else (1, v) if isinstance(v, int) else (1, v.encode())

def worlds(iid, rows, A, opts):
    """list of (name, {kind: rows}): with all disputed records in version 1, 2, ..., and without them"""
    reads = {k: list(f) for k, f in MEASURES[iid][1].items()}
    reads['org'] = ORG + reads.get('org', [])
    struck, objected = evidence_sets(rows['evidence'], A)
    groups, most, some = {}, 1, False
    for kind, fields in reads.items():
        decl = [f.id for f in KINDS[kind].fields if f.id in fields]
        g = collections.OrderedDict()
        for r in rows[kind]:
            key = record_key(kind, r)
            if iid != 'P06' and key in struck[kind]: continue
            g.setdefault(key, {}).setdefault(tuple(r[f] for f in decl), r)
        lst = []
        for key, vs in g.items():
            ordered = [vs[t] for t in sorted(vs, key=lambda t: [order(x) for x in t])]
            disputed = key in objected[kind] or len(ordered) > 1
            most = max(most, len(ordered)); some |= disputed
            lst.append((ordered, disputed, key in objected[kind]))
        groups[kind] = lst
    cov = rows['coverage']
    out = []
    for v in range(most):
        out.append((f'with, version {v+1}', {k: [o[min(v, len(o) - 1)] for o, _, _ in l] for k, l in groups.items()} | {'coverage': cov}))
    if opts.doubled == 'remove':
        if some: out.append(('without', {k: [o[0] for o, d, _ in l if not d] for k, l in groups.items()} | {'coverage': cov}))
    elif some:     # alternative reading: only objected records are taken out, doubled ones stay in their versions
        for v in range(most):
            out.append((f'without, version {v+1}', {k: [o[min(v, len(o) - 1)] for o, _, ob in l if not ob] for k, l in groups.items()} | {'coverage': cov}))
    return out

# ---------------------------------------------------------------- organisations and coverage of one world
BASE = num('1900-01-01'); TOP = num('2200-01-01')
def mask(s, e):
    s, e = max(num(s), BASE), min(num(e), TOP)
    return ((1 << (e - s)) - 1) << (s - BASE) if e > s else 0

class Orgs:
    def __init__(self, rows):
        self.rows = collections.defaultdict(list)
        for r in rows: self.rows[r['org']].append(r)
        for l in self.rows.values(): l.sort(key=lambda r: r['valid_from'])
        self.kind = {o: l[0]['kind'] for o, l in self.rows.items()}
        self.opened = {o: l[0]['valid_from'] for o, l in self.rows.items()}
        self.closed = {o: NEVER if any(r['valid_to'] is None for r in l) else max(r['valid_to'] for r in l) for o, l in self.rows.items()}
        self.breaks = sorted({r['valid_from'] for r in rows} | {r['valid_to'] for r in rows if r['valid_to']})
        self.memo = {}
    def seg(self, day): return bisect.bisect_right(self.breaks, day)
    def state(self, org, day):
        for r in self.rows.get(org, ()):
            if r['valid_from'] <= day and (r['valid_to'] is None or day < r['valid_to']): return r
    def in_force(self, org, day): return org in self.kind and self.opened[org] <= day < self.closed[org]
    def parent(self, org, day):
        r = self.state(org, day); return r and r['parent']
    def chain(self, org, day):
        """the organisation and those above it by parent"""
        k = ('chain', org, self.seg(day))
        if k not in self.memo:
            out = []
            while org is not None and org not in out: out.append(org); org = self.parent(org, day)
            self.memo[k] = out
        return self.memo[k]
    def serves(self, org, day):
        for o in self.chain(org, day):
            r = self.state(o, day)
            if r and self.kind[o] != 'unit' and r['serves']: return r['serves'].split(';')
        return []
    def seat(self, org, day):
        if self.kind.get(org) == 'unit': return org
        s = self.serves(org, day); return s[0] if s else None
    def above(self, org, day):
        """for coverage: by parent; for a Party organisation also its seat and the units above the seat"""
        out = self.chain(org, day)[1:]
        if self.kind.get(org) != 'unit':
            s = self.seat(org, day)
            if s is not None: out = out + [x for x in self.chain(s, day) if x not in out]
        return out
    def seated(self, day):
        """unit -> leading groups and organ committees in force whose seat it is"""
        k = ('seated', self.seg(day))
        if k not in self.memo:
            d = collections.defaultdict(list)
            for o, kind in self.kind.items():
                if kind in ('leading-group', 'organ-committee') and self.in_force(o, day):
                    s = self.seat(o, day)
                    if s is not None: d[s].append(o)
            self.memo[k] = d
        return self.memo[k]
    def is_dept(self, unit, day):
        return self.kind.get(unit) == 'unit' and self.in_force(unit, day) and any(self.kind[o] == 'organ-committee' for o in self.seated(day).get(unit, ()))
    def dept_at_or_above(self, unit, day):
        if unit is None: return None
        for u in self.chain(unit, day):
            if self.is_dept(u, day): return u
    def in_reach(self, dept, org, day):
        """1.3: units at or below it that are not at or below a lower department; Party organisations seated there"""
        if not self.in_force(org, day): return False
        s = self.seat(org, day)
        if s is None: return False
        for u in self.chain(s, day):
            if u == dept: return True
            if self.is_dept(u, day): return False
        return False

class Coverage:
    def __init__(self, rows, orgs, A):
        self.orgs, self.A1 = orgs, plus_days(A, 1)
        office = {(r['kind'], r['org']) for r in rows if r['stated_by'] == 'office'}
        self.any, self.sub, self.eff = collections.defaultdict(int), collections.defaultdict(int), {}
        for r in rows:
            k = (r['kind'], r['org'])
            if k in office and r['stated_by'] != 'office': continue
            m = mask(r['first_day'], plus_days(r['last_day'], 1))
            self.any[k] |= m
            if r['scope'] == 'subtree': self.sub[k] |= m
    def effective(self, kind, org):
        if (kind, org) in self.eff: return self.eff[kind, org]
        g = self.orgs
        m = self.any.get((kind, org), 0)
        o, c = g.opened[org], min(g.closed[org], '2199-12-31')
        cuts = [o] + [d for d in g.breaks if o < d < c] + [c]
        for s, e in zip(cuts, cuts[1:]):
            u = 0
            for x in g.above(org, s): u |= self.sub.get((kind, x), 0)
            m |= u & mask(s, e)
        self.eff[kind, org] = m
        return m
    def covered(self, kind, org, s, e):
        if s is None or e is None: return None
        e = min(e, self.A1)
        if org not in self.orgs.kind: return 1
        s, e = max(s, self.orgs.opened[org]), min(e, self.orgs.closed[org])
        if s >= e: return 1
        return int(mask(s, e) & ~self.effective(kind, org) == 0)
    def covered_x(self, kind, org, s, e, day):
        if self.covered(kind, org, s, e): return 1
        if self.orgs.is_dept(org, day):
            return int(any(self.covered(kind, o, s, e) for o in self.orgs.seated(day).get(org, ())))
        return 0

# ---------------------------------------------------------------- SQLite
def script(name): return open(os.path.join(HERE, 'sql', name), encoding='utf-8').read()

def sections(iid):
    head, cur = {}, None; body = collections.defaultdict(list)
    for line in script(iid + '.sql').splitlines():
        if line.startswith('-- @'):
            w = line[4:].split()
            if w[0] == 'gate': head['gate'], head['kind'] = w[1], (w[2] if len(w) > 2 else None)
            else: cur = w[0]
        elif cur: body[cur].append(line)
    return head, {k: '\n'.join(v) for k, v in body.items()}

class World:
    def __init__(self, tables, A):
        self.A = A
        self.orgs = Orgs(tables['org']); self.cov = Coverage(tables['coverage'], self.orgs, A)
        db = self.db = sqlite3.connect(':memory:')
        db.execute('PRAGMA temp_store=MEMORY')
        for n, f, ar in [('add_months', add_months, 2), ('plus_days', plus_days, 2), ('days', days, 2), ('covered', self.cov.covered, 4),
                         ('covered_x', self.cov.covered_x, 5), ('is_dept', lambda u, d: int(self.orgs.is_dept(u, d)), 2),
                         ('dept_at_or_above', self.orgs.dept_at_or_above, 2), ('in_reach', lambda p, o, d: int(self.orgs.in_reach(p, o, d)), 3),
                         ('seat', self.orgs.seat, 2)]:
            db.create_function(n, ar, f, deterministic=True)
        for k in KINDS.values():
            cols = [f.id for f in k.fields]
            db.execute(f'CREATE TABLE "{k.kind}" (' + ', '.join(f'"{c}"' + (' INTEGER' if k.by[c].type in ('integer', 'decimal', 'boolean') else ' TEXT') for c in cols) + ')')
            rows = tables.get(k.kind)
            if rows: db.executemany(f'INSERT INTO "{k.kind}" VALUES (' + ','.join('?' * len(cols)) + ')', ([r[c] for c in cols] for r in rows))
        for t, c in [('org', 'org'), ('member', 'person'), ('member', 'org'), ('meeting', 'org'), ('meeting', 'id'), ('session', 'org'), ('session', 'id'),
                     ('attendance', 'person'), ('attendance', 'event'), ('training', 'person'), ('appraisal', 'person'), ('admission_step', 'file'), ('post', 'person')]:
            db.execute(f'CREATE INDEX "i_{t}_{c}" ON "{t}"("{c}")')
        db.executescript(script('00_common.sql'))
    def run(self, iid, a, b, params, opts):
        db, z = self.db, plus_days(b, -1)
        for t in ('p', 'month', 'quarter', 'anc_z', 'serves_z', 'stay_z', 'roll_on_z', 'roll_in_p'): db.execute(f'DROP TABLE IF EXISTS {t}')
        for t in ('items', 'asked', 'gated'): db.execute(f'DROP TABLE IF EXISTS temp.{t}')
        p = {'a': a, 'b': b, 'z': z, 'asof': self.A, 'asof1': plus_days(self.A, 1), 'a0': add_months(a, -12), 'b0': add_months(b, -12),
             'days_year': days(a[:4] + '-01-01', f'{int(a[:4])+1}-01-01'), 'stay_key': opts.stay_key}
        p |= {k.replace('-', '_'): v for k, v in params.items()}
        db.execute('CREATE TABLE p (' + ', '.join(f'"{k}"' for k in p) + ')')
        db.execute('INSERT INTO p VALUES (' + ','.join('?' * len(p)) + ')', list(p.values()))
        for t, n in (('month', 1), ('quarter', 3)):
            db.execute(f'CREATE TABLE {t} (s TEXT, e TEXT, last TEXT)')
            s = a[:4] + '-01-01'
            while s < b:
                e = add_months(s, n)
                if s >= a and e <= b: db.execute(f'INSERT INTO {t} VALUES (?,?,?)', (s, e, plus_days(e, -1)))
                s = e
        db.execute('CREATE TABLE anc_z (org TEXT, above TEXT)'); db.execute('CREATE TABLE serves_z (org TEXT, unit TEXT)')
        g = self.orgs
        if iid == 'E02':
            live = [o for o in g.kind if g.in_force(o, z)]
            db.executemany('INSERT INTO anc_z VALUES (?,?)', ((o, x) for o in live for x in g.chain(o, z)))
            db.executemany('INSERT INTO serves_z VALUES (?,?)', ((o, x) for o in live for x in g.serves(o, z)))
            db.execute('CREATE INDEX anc_z_o ON anc_z(org)'); db.execute('CREATE INDEX anc_z_a ON anc_z(above)')
        db.executescript(script('01_period.sql'))
        head, body = sections(iid)
        if head['gate'] == 'amount':
            items = db.execute(body['items']).fetchall()
        else:
            db.execute('CREATE TEMP TABLE items AS ' + body['items'])
            gate = script({'plain': '90_plain.sql', 'roll_z': '91_roll_z.sql', 'roll_p': '92_roll_p.sql', 'flow': '93_flow.sql'}[head['gate']])
            for st in '\n'.join(l.split('--')[0] for l in gate.splitlines()).split(';'):
                if st.strip(): db.execute(st, {'kind': head['kind']} if ':kind' in st else {})
            items = db.execute(script('99_outcome.sql')).fetchall()
        own = body.get('owners') or 'SELECT DISTINCT owner FROM asked'
        owners = [r[0] for r in db.execute(f'SELECT l.org FROM p, org_life l WHERE l.opened < p.b AND l.closed > p.a AND l.org IN ({own})')]
        return owners, {(o, i): v for o, i, v in items}, len(items)

# ---------------------------------------------------------------- 1.8 merging, 1.9 roll-up
TALLY = {'num': ('num', 'den'), 'den': ('den',), 'unk': ('den', 'unknown'), 'excluded': ('excluded',), 'excepted': ('excepted',),
         'open': ('open',), 'pending': ('pending',)}
def merge(outs):
    """(outcome, disputed)"""
    if ',' in ''.join(x for x in outs if x):                     # amounts
        outs = ['0,0,0,0,0,0,0' if x is None else x for x in outs]
        return (outs[0], 0) if len(set(outs)) == 1 else ('open', 1)
    if len(set(outs)) == 1: return outs[0], 0
    if all(x in ('num', 'den', 'unk') for x in outs): return 'unk', 1
    return 'open', 1

def count(outcome, disputed):
    c = collections.Counter({'disputed': disputed})
    if ',' in outcome:
        for k, v in zip(['num', 'den', 'excluded', 'excepted', 'unknown', 'open', 'pending'], outcome.split(',')): c[k] += int(v)
    else:
        for k in TALLY[outcome]: c[k] += 1
    return c

def open_one(g, org, z, up):
    """1.9: org closed before z -> where its tally goes"""
    seen_ = set()
    while org is not None and not (g.in_force(org, z)):
        if org in seen_ or org not in g.kind: return None
        seen_.add(org)
        last = plus_days(g.closed[org], -1)
        r = g.state(org, last)
        if up: org = r['parent']; up = False                     # the first step: the parent of its last day
        else: org = r['successors'].split(';')[0] if r['successors'] else r['parent']
    return org

def rollup(g, own, z):
    """own: owner -> Counter. Returns lines of both views: units in the unit view, Party organisations in the Party view."""
    lines = {}
    def put(org, c): lines.setdefault(org, collections.Counter()).update(c)
    for o, c in own.items():
        unit = g.kind[o] == 'unit'
        live = g.in_force(o, z)
        # the own view by parent
        if live:
            for x in g.chain(o, z): put(x, c)
        else:
            put(o, c)
            t = open_one(g, o, z, True)
            if t is not None:
                for x in g.chain(t, z): put(x, c)
        if not unit:                                             # a Party organisation stands in the unit view at its seat
            s = g.seat(o, min(z, plus_days(g.closed[o], -1)))
            if s is None: continue
            t = s if g.in_force(s, z) else open_one(g, s, z, False)
            if t is not None:
                for x in g.chain(t, z): put(x, c)
    return lines

# ---------------------------------------------------------------- main
def compute(tables, period, A, want, params, opts, trace=None):
    rows = seen(tables, A)
    out_lines, out_own, out_items = {}, {}, []
    cache = {}
    for iid in want:
        pk, reads, defaults = MEASURES[iid]
        par = dict(defaults)
        for n, v in params.items():
            m, _, x = n.rpartition('.')
            if (not m or m == iid) and x in par: par[x] = v
        ws = worlds(iid, rows, A, opts)
        made = []
        for name, t in ws:
            made.append((name, World(t, A)))
        for a, b in periods(period, pk):
            z = plus_days(b, -1)
            res = [(n, w.run(iid, a, b, par, opts)) for n, w in made]
            for n, r in res:
                if len(r[1]) != r[2]: print(f'warning: {iid} {a} world {n}: items not unique', file=sys.stderr)
            own = {}
            for _, r in res:
                for o in r[0]: own.setdefault(o, collections.Counter())
            keys = sorted(set().union(*[r[1].keys() for _, r in res]))
            for k in keys:
                outs = [r[1].get(k) for _, r in res]
                outcome, disp = merge(outs)
                own.setdefault(k[0], collections.Counter()).update(count(outcome, disp))
                out_items.append([iid, a, k[0], k[1], outcome, disp, ' / '.join(str(x) for x in outs)])
            g = made[0][1].orgs
            lines = rollup(g, {o: c for o, c in own.items() if o in g.kind}, z)
            for o, c in lines.items(): out_lines.setdefault((iid, o), collections.Counter()).update(c)
            for o, c in own.items(): out_own.setdefault((iid, o), collections.Counter()).update(c)
        for _, w in made: w.db.close()
    return out_lines, out_own, out_items

def write(path, lines):
    with open(path, 'w', encoding='utf-8', newline='') as fh:
        w = csv.writer(fh, lineterminator='\n')
        w.writerow(['indicator', 'organisation', 'numerator', 'denominator', 'excluded', 'excepted', 'unknown', 'open', 'disputed', 'pending'])
        for (i, o), c in sorted(lines.items()): w.writerow([i, o] + [c[k] for k in COUNTS])

def options(argv=None):
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('registers'); ap.add_argument('--period', required=True); ap.add_argument('--as-of', required=True, dest='asof')
    ap.add_argument('--out', required=True, help='rolled-up lines: units in the unit view, Party organisations in the Party view')
    ap.add_argument('--own', help="each owner's own line, before roll-up")
    ap.add_argument('--items', help='every item with its outcome in each world')
    ap.add_argument('--only', help='indicator ids, by comma')
    ap.add_argument('--param', action='append', default=[], help='name=value or E04.name=value')
    ap.add_argument('--stay-key', choices=['nth', 'begin'], default='nth', dest='stay_key', help='see README.md')
    ap.add_argument('--doubled', choices=['remove', 'keep'], default='remove', help='see README.md')
    return ap.parse_args(argv)

def main():
    a = options()
    params = {}
    for p in a.param:
        n, v = p.split('=', 1); params[n.lstrip('$')] = int(v)
    want = [x for x in (a.only.split(',') if a.only else MEASURES) if x in MEASURES]
    lines, own, items = compute(load(a.registers), a.period, O(a.asof).isoformat(), sorted(want), params, a)
    write(a.out, lines)
    if a.own: write(a.own, own)
    if a.items:
        with open(a.items, 'w', encoding='utf-8', newline='') as fh:
            w = csv.writer(fh, lineterminator='\n'); w.writerow(['indicator', 'period', 'owner', 'item', 'outcome', 'disputed', 'worlds']); w.writerows(items)

if __name__ == '__main__': main()
