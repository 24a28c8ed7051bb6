CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.collection (
    id bigint NOT NULL,
    topic text NOT NULL,
    source text NOT NULL,
    at bigint NOT NULL,
    observations integer NOT NULL,
    entries integer NOT NULL,
    error text NOT NULL,
    findings text NOT NULL,
    sample boolean NOT NULL
);
CREATE SEQUENCE public.collection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.collection_id_seq OWNED BY public.collection.id;
CREATE TABLE public.entry (
    id bigint NOT NULL,
    topic text NOT NULL,
    feed text NOT NULL,
    entry_id text NOT NULL,
    published_at bigint NOT NULL,
    first_seen_at bigint NOT NULL,
    learned_at bigint NOT NULL,
    content text NOT NULL,
    sample boolean NOT NULL
);
CREATE SEQUENCE public.entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.entry_id_seq OWNED BY public.entry.id;
CREATE TABLE public.fetch_state (
    url text NOT NULL,
    etag text NOT NULL,
    last_modified text NOT NULL,
    moved_to text NOT NULL,
    moved_seen integer NOT NULL,
    gone boolean NOT NULL,
    retry_at bigint
);
CREATE TABLE public.observation (
    id bigint NOT NULL,
    topic text NOT NULL,
    measure text NOT NULL,
    entity text NOT NULL,
    observed_at bigint NOT NULL,
    learned_at bigint NOT NULL,
    days integer NOT NULL,
    value text NOT NULL,
    unit text NOT NULL,
    source text NOT NULL,
    url text NOT NULL,
    sample boolean NOT NULL
);
CREATE SEQUENCE public.observation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.observation_id_seq OWNED BY public.observation.id;
CREATE TABLE public.series (
    topic text NOT NULL,
    measure text NOT NULL,
    entity text NOT NULL,
    first_learned_at bigint NOT NULL
);
ALTER TABLE ONLY public.collection ALTER COLUMN id SET DEFAULT nextval('public.collection_id_seq'::regclass);
ALTER TABLE ONLY public.entry ALTER COLUMN id SET DEFAULT nextval('public.entry_id_seq'::regclass);
ALTER TABLE ONLY public.observation ALTER COLUMN id SET DEFAULT nextval('public.observation_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.collection VALUES (1, 'open-models', 'hub', 1769922000000000, 1, 1, '', '[{"rule": "collect", "severity": "warning", "message": "slow", "hint": "look", "at": null, "place": ""}]', false);
INSERT INTO public.entry VALUES (1, 'open-models', 'f', '1', 1769922000000000, 1769922000000000, 1769922000000000, '{"authors": [], "comments": null, "feed_title": "", "image": "", "lang": "", "score": null, "summary": "It''s out", "tags": [], "title": "Qwen 通义 ☃", "url": "https://example.org/1"}', false);
INSERT INTO public.fetch_state VALUES ('https://example.org/feed', '"1"', '', '', 0, false, 1770008400000000);
INSERT INTO public.observation VALUES (1, 'open-models', 'm', 'a', 1769922000000000, 1769922000000000, 1, '153600000.25', 'downloads', 's', 'https://example.org/a', false);
INSERT INTO public.observation VALUES (2, 'open-models', 'm', 'a', 1770008400000000, 1770008400000000, 1, '2', 'downloads', 's', 'https://example.org/a', false);
INSERT INTO public.observation VALUES (3, 'open-models', 'm', 'a', 1770008400000000, 1770008400000000, 1, '3', 'downloads', 's', 'https://example.org/a', false);
INSERT INTO public.series VALUES ('open-models', 'm', 'a', 1769922000000000);
SELECT pg_catalog.setval('public.collection_id_seq', 1, false);
SELECT pg_catalog.setval('public.entry_id_seq', 1, false);
SELECT pg_catalog.setval('public.observation_id_seq', 1, false);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.collection
    ADD CONSTRAINT collection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.fetch_state
    ADD CONSTRAINT fetch_state_pkey PRIMARY KEY (url);
ALTER TABLE ONLY public.observation
    ADD CONSTRAINT observation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_pkey PRIMARY KEY (topic, measure, entity);
CREATE INDEX collection_key ON public.collection USING btree (topic, source, at);
CREATE INDEX entry_key ON public.entry USING btree (topic, feed, entry_id, learned_at);
CREATE INDEX entry_published ON public.entry USING btree (topic, published_at);
CREATE INDEX observation_key ON public.observation USING btree (topic, measure, entity, observed_at, learned_at);
