-- A state as version 1 wrote it: two pairs, a problem, a conflict, one write.
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'raccordo','first','2026-01-05 10:00:00');
CREATE TABLE asked (
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (entity, side, id)
);
CREATE TABLE baseline (
  link INTEGER PRIMARY KEY REFERENCES link (number) ON DELETE CASCADE,
  left_view TEXT NOT NULL,
  right_view TEXT NOT NULL,
  agreed_at TEXT NOT NULL
);
INSERT INTO "baseline" VALUES(1,'{"name":"Ditta 1"}','{"name":"Ditta 1"}','2026-01-05T10:00:00.000000+00:00');
INSERT INTO "baseline" VALUES(2,'{"name":"Ditta 2"}','{"name":"Ditta 2"}','2026-01-05T10:00:00.000000+00:00');
CREATE TABLE collection (
  name TEXT PRIMARY KEY,
  options TEXT NOT NULL,
  is_missing INTEGER NOT NULL,
  read_at TEXT NOT NULL
);
CREATE TABLE conflict (
  number INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  entity TEXT NOT NULL,
  link INTEGER NOT NULL,
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  name TEXT NOT NULL,
  field TEXT NOT NULL,
  left_value TEXT NOT NULL,
  right_value TEXT NOT NULL,
  decided TEXT NOT NULL,
  reason TEXT NOT NULL,
  grade TEXT NOT NULL,
  at TEXT NOT NULL,
  is_open INTEGER NOT NULL
);
INSERT INTO "conflict" VALUES(1,1,'customers',2,'2','102','Ditta 2','city','"Monza"','"Lodi"','','manual','','2026-01-05T10:00:00.000000+00:00',1);
CREATE TABLE cursor (
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  stamp TEXT NOT NULL,
  listed_at TEXT,
  settled INTEGER NOT NULL,
  window INTEGER NOT NULL,
  first_seen TEXT,
  PRIMARY KEY (entity, side)
);
INSERT INTO "cursor" VALUES('customers','left','2026-01-05T10:00:00.000000+00:00','2026-01-05T10:00:00.000000+00:00',0,0,NULL);
INSERT INTO "cursor" VALUES('customers','right','2026-01-05T10:00:00.000000+00:00','2026-01-05T10:00:00.000000+00:00',0,0,NULL);
CREATE TABLE excluded (
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  id TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (entity, side, id)
);
CREATE TABLE journal (
  number INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  at TEXT NOT NULL,
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  record TEXT NOT NULL,
  source_id TEXT NOT NULL,
  verb TEXT NOT NULL,
  field TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  reason TEXT NOT NULL,
  grade TEXT NOT NULL,
  detail TEXT NOT NULL
);
INSERT INTO "journal" VALUES(1,1,'2026-01-05T10:00:00.000000+00:00','customers','right','101','1','update','city','"Como"','"Monza"','edited','','');
CREATE TABLE link (
  number INTEGER PRIMARY KEY,
  entity TEXT NOT NULL,
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  state TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  UNIQUE (entity, left_id),
  UNIQUE (entity, right_id)
);
INSERT INTO "link" VALUES(1,'customers','1','101','linked','vat_number','2026-01-05T10:00:00.000000+00:00');
INSERT INTO "link" VALUES(2,'customers','2','102','linked','vat_number','2026-01-05T10:00:00.000000+00:00');
CREATE TABLE match_key (
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (entity, side, id, name)
);
CREATE TABLE never_match (
  entity TEXT NOT NULL,
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  PRIMARY KEY (entity, left_id, right_id)
);
CREATE TABLE observation (
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  view TEXT NOT NULL,
  modified TEXT,
  edited TEXT NOT NULL,
  is_fresh INTEGER NOT NULL,
  PRIMARY KEY (entity, side, id)
);
INSERT INTO "observation" VALUES('customers','left','1','Ditta 1','{"name":"Ditta 1"}','2026-01-05T10:00:00.000000+00:00','{}',0);
INSERT INTO "observation" VALUES('customers','right','101','Ditta 1','{"name":"Ditta 1"}','2026-01-05T10:00:00.000000+00:00','{}',0);
INSERT INTO "observation" VALUES('customers','left','2','Ditta 2','{"name":"Ditta 2"}','2026-01-05T10:00:00.000000+00:00','{}',0);
INSERT INTO "observation" VALUES('customers','right','102','Ditta 2','{"name":"Ditta 2"}','2026-01-05T10:00:00.000000+00:00','{}',0);
CREATE TABLE operation (
  number INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  verb TEXT NOT NULL,
  source_id TEXT NOT NULL,
  target_id TEXT,
  link INTEGER,
  sent TEXT NOT NULL,
  snap TEXT NOT NULL,
  kept_at TEXT
);
CREATE TABLE problem (
  number INTEGER PRIMARY KEY,
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  record TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  severity TEXT NOT NULL,
  field TEXT NOT NULL,
  parts TEXT NOT NULL,
  source TEXT NOT NULL,
  since TEXT NOT NULL,
  tries INTEGER NOT NULL,
  attempt TEXT NOT NULL,
  is_dismissed INTEGER NOT NULL,
  UNIQUE (entity, side, record, code, field)
);
INSERT INTO "problem" VALUES(1,'customers','right','103','Aurora','vat_zone_missing','error','vat_zone','{}','rule rules/customers.rules:11','2026-01-05T10:00:00.000000+00:00',2,'',0);
CREATE TABLE run (
  number INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  mode TEXT NOT NULL,
  started_at TEXT NOT NULL,
  seconds REAL,
  exit INTEGER,
  report TEXT NOT NULL
);
INSERT INTO "run" VALUES(1,'sync','full','2026-01-05T10:00:00.000000+00:00',1.5,1,'');
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
CREATE TABLE wanted (
  link INTEGER NOT NULL REFERENCES link (number) ON DELETE CASCADE,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (link, field)
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX observation_fresh ON observation (entity, side, id) WHERE is_fresh = 1;
CREATE INDEX match_key_found ON match_key (entity, name, key, side);
CREATE INDEX conflict_open ON conflict (entity, link, field) WHERE is_open = 1;
CREATE INDEX journal_record ON journal (entity, side, record);
CREATE INDEX journal_run ON journal (run);
COMMIT;
