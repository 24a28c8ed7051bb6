BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE collection (
	id INTEGER NOT NULL, 
	topic TEXT NOT NULL, 
	source TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	observations INTEGER NOT NULL, 
	entries INTEGER NOT NULL, 
	error TEXT NOT NULL, 
	findings TEXT NOT NULL, 
	sample BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "collection" VALUES(1,'open-models','hub',1769922000000000,1,1,'','[{"rule": "collect", "severity": "warning", "message": "slow", "hint": "look", "at": null, "place": ""}]',0);
CREATE TABLE entry (
	id INTEGER NOT NULL, 
	topic TEXT NOT NULL, 
	feed TEXT NOT NULL, 
	entry_id TEXT NOT NULL, 
	published_at BIGINT NOT NULL, 
	first_seen_at BIGINT NOT NULL, 
	learned_at BIGINT NOT NULL, 
	content TEXT NOT NULL, 
	sample BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "entry" VALUES(1,'open-models','f','1',1769922000000000,1769922000000000,1769922000000000,'{"authors": [], "comments": null, "feed_title": "", "image": "", "lang": "", "score": null, "summary": "It''s out", "tags": [], "title": "Qwen 通义 ☃", "url": "https://example.org/1"}',0);
CREATE TABLE fetch_state (
	url TEXT NOT NULL, 
	etag TEXT NOT NULL, 
	last_modified TEXT NOT NULL, 
	moved_to TEXT NOT NULL, 
	moved_seen INTEGER NOT NULL, 
	gone BOOLEAN NOT NULL, 
	retry_at BIGINT, 
	PRIMARY KEY (url)
);
INSERT INTO "fetch_state" VALUES('https://example.org/feed','"1"','','',0,0,1770008400000000);
CREATE TABLE observation (
	id INTEGER NOT NULL, 
	topic TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	entity TEXT NOT NULL, 
	observed_at BIGINT NOT NULL, 
	learned_at BIGINT NOT NULL, 
	days INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	source TEXT NOT NULL, 
	url TEXT NOT NULL, 
	sample BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "observation" VALUES(1,'open-models','m','a',1769922000000000,1769922000000000,1,'153600000.25','downloads','s','https://example.org/a',0);
INSERT INTO "observation" VALUES(2,'open-models','m','a',1770008400000000,1770008400000000,1,'2','downloads','s','https://example.org/a',0);
INSERT INTO "observation" VALUES(3,'open-models','m','a',1770008400000000,1770008400000000,1,'3','downloads','s','https://example.org/a',0);
CREATE TABLE series (
	topic TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	entity TEXT NOT NULL, 
	first_learned_at BIGINT NOT NULL, 
	PRIMARY KEY (topic, measure, entity)
);
INSERT INTO "series" VALUES('open-models','m','a',1769922000000000);
CREATE INDEX observation_key ON observation (topic, measure, entity, observed_at, learned_at);
CREATE INDEX entry_key ON entry (topic, feed, entry_id, learned_at);
CREATE INDEX entry_published ON entry (topic, published_at);
CREATE INDEX collection_key ON collection (topic, source, at);
COMMIT;
