CREATE TABLE public.account (
    id bigint NOT NULL,
    name text NOT NULL,
    password_hash text NOT NULL,
    created_at bigint NOT NULL
);
CREATE SEQUENCE public.account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.account_id_seq OWNED BY public.account.id;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.archive_search (
    issue_id bigint NOT NULL,
    language regconfig NOT NULL,
    body text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE public.archived_file (
    issue_id bigint NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    content bytea NOT NULL
);
CREATE TABLE public.archived_issue (
    issue_id bigint NOT NULL,
    number integer NOT NULL,
    title text NOT NULL,
    dek text NOT NULL,
    topic_title text NOT NULL,
    lang text NOT NULL,
    direction text NOT NULL,
    sample boolean NOT NULL,
    as_of bigint NOT NULL,
    built_at bigint NOT NULL,
    sent_at bigint,
    content_hash text NOT NULL,
    email_html text NOT NULL,
    email_text text NOT NULL,
    web_html text NOT NULL,
    message bytea NOT NULL,
    manifest text NOT NULL
);
CREATE TABLE public.archived_message (
    issue_id bigint NOT NULL,
    lang text NOT NULL,
    message bytea NOT NULL
);
CREATE TABLE public.bounce (
    report_hash text NOT NULL,
    delivery_id bigint,
    address_hash text NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    diagnostic text NOT NULL,
    at bigint NOT NULL,
    issue_id bigint
);
CREATE TABLE public.click (
    issue_id bigint NOT NULL,
    number integer NOT NULL,
    url text NOT NULL,
    count bigint NOT NULL
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
CREATE TABLE public.consent (
    id bigint NOT NULL,
    address_hash text NOT NULL,
    topic text NOT NULL,
    event text NOT NULL,
    form text NOT NULL,
    text_version text NOT NULL,
    network text NOT NULL,
    at bigint NOT NULL,
    note text NOT NULL
);
CREATE SEQUENCE public.consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.consent_id_seq OWNED BY public.consent.id;
CREATE TABLE public.consent_text (
    version text CONSTRAINT consent_text_version_not_null1 NOT NULL,
    lang text NOT NULL,
    text text NOT NULL,
    first_shown_at bigint NOT NULL
);
CREATE TABLE public.delivery (
    id bigint NOT NULL,
    issue_id bigint NOT NULL,
    subscriber_id bigint NOT NULL,
    address text NOT NULL,
    domain text NOT NULL,
    lang text NOT NULL,
    text_only boolean NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    doubts integer NOT NULL,
    first_at bigint,
    next_at bigint NOT NULL,
    fence bigint NOT NULL,
    reply text NOT NULL,
    changed_at bigint NOT NULL
);
CREATE SEQUENCE public.delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.delivery_id_seq OWNED BY public.delivery.id;
CREATE TABLE public.delivery_total (
    issue_id bigint NOT NULL,
    state text NOT NULL,
    reply text NOT NULL,
    count integer NOT NULL,
    doubts integer NOT NULL,
    began_at bigint,
    last_at bigint NOT NULL
);
CREATE TABLE public.domain_state (
    domain text NOT NULL,
    factor double precision NOT NULL,
    tokens double precision NOT NULL,
    counted_at bigint NOT NULL,
    slowed_at bigint NOT NULL,
    refusals integer NOT NULL,
    reserved_until bigint NOT NULL,
    note text NOT NULL
);
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
CREATE TABLE public.issue (
    id bigint NOT NULL,
    topic text NOT NULL,
    day text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    due_at bigint NOT NULL,
    fence bigint NOT NULL,
    content_hash text NOT NULL,
    recipients integer,
    note text NOT NULL,
    changed_at bigint NOT NULL
);
CREATE SEQUENCE public.issue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.issue_id_seq OWNED BY public.issue.id;
CREATE TABLE public.letter (
    id bigint NOT NULL,
    once text NOT NULL,
    kind text NOT NULL,
    address text NOT NULL,
    address_hash text NOT NULL,
    "values" text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    next_at bigint NOT NULL,
    fence integer NOT NULL,
    leased_until bigint,
    reply text NOT NULL,
    created_at bigint NOT NULL
);
CREATE SEQUENCE public.letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.letter_id_seq OWNED BY public.letter.id;
CREATE TABLE public.login (
    token_hash text NOT NULL,
    account_id bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
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
CREATE TABLE public.rate_count (
    key text NOT NULL,
    window_at bigint NOT NULL,
    count integer NOT NULL
);
CREATE TABLE public.series (
    topic text NOT NULL,
    measure text NOT NULL,
    entity text NOT NULL,
    first_learned_at bigint NOT NULL
);
CREATE TABLE public.subscriber (
    id bigint NOT NULL,
    address text NOT NULL,
    address_key text NOT NULL,
    address_hash text NOT NULL,
    created_at bigint NOT NULL,
    lang text NOT NULL,
    timezone text NOT NULL,
    minute integer,
    text_only boolean NOT NULL
);
CREATE SEQUENCE public.subscriber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.subscriber_id_seq OWNED BY public.subscriber.id;
CREATE TABLE public.subscription (
    subscriber_id bigint NOT NULL,
    topic text NOT NULL,
    state text NOT NULL,
    frequency text NOT NULL,
    changed_at bigint NOT NULL
);
CREATE TABLE public.suppression (
    address_hash text NOT NULL,
    address text NOT NULL,
    reason text NOT NULL,
    at bigint NOT NULL,
    note text NOT NULL
);
CREATE TABLE public.topic_state (
    topic text NOT NULL,
    paused_at bigint,
    collected_for text NOT NULL
);
CREATE TABLE public.used_token (
    token_hash text NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.worker (
    id bigint NOT NULL,
    name text NOT NULL,
    started_at bigint NOT NULL,
    leased_until bigint NOT NULL,
    ended_at bigint
);
CREATE SEQUENCE public.worker_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.worker_id_seq OWNED BY public.worker.id;
ALTER TABLE ONLY public.account ALTER COLUMN id SET DEFAULT nextval('public.account_id_seq'::regclass);
ALTER TABLE ONLY public.collection ALTER COLUMN id SET DEFAULT nextval('public.collection_id_seq'::regclass);
ALTER TABLE ONLY public.consent ALTER COLUMN id SET DEFAULT nextval('public.consent_id_seq'::regclass);
ALTER TABLE ONLY public.delivery ALTER COLUMN id SET DEFAULT nextval('public.delivery_id_seq'::regclass);
ALTER TABLE ONLY public.entry ALTER COLUMN id SET DEFAULT nextval('public.entry_id_seq'::regclass);
ALTER TABLE ONLY public.issue ALTER COLUMN id SET DEFAULT nextval('public.issue_id_seq'::regclass);
ALTER TABLE ONLY public.letter ALTER COLUMN id SET DEFAULT nextval('public.letter_id_seq'::regclass);
ALTER TABLE ONLY public.observation ALTER COLUMN id SET DEFAULT nextval('public.observation_id_seq'::regclass);
ALTER TABLE ONLY public.subscriber ALTER COLUMN id SET DEFAULT nextval('public.subscriber_id_seq'::regclass);
ALTER TABLE ONLY public.worker ALTER COLUMN id SET DEFAULT nextval('public.worker_id_seq'::regclass);
INSERT INTO public.account VALUES (1, 'été ''\', 'été ''\', 1);
INSERT INTO public.alembic_version VALUES ('0005');
INSERT INTO public.archive_search VALUES (1, 'english', '', '''0'':3A ''headlin'':1A ''matter'':10B ''number'':2A ''one'':4B ''say'':7B ''sentenc'':5B');
INSERT INTO public.archived_file VALUES (1, 'diagrams/1-shares.svg', 'image/svg+xml', '\x3c73766720786d6c6e733d22687474703a2f2f7777772e77332e6f72672f323030302f737667222f3e');
INSERT INTO public.archived_file VALUES (1, 'diagrams/1-shares.png', 'image/png', '\x89504e47');
INSERT INTO public.archived_issue VALUES (1, 60, 'Headline number 0', 'One sentence that says why it matters.', 'Open models', 'en', 'ltr', true, 1772341200000000, 1772341200000000, 1772341260000000, 'sha256:0961dd2d163938123f745ed17c4bd8f186aafdbb46fec0934fcfea1df5ca489b', '<!doctype html>
<html lang="en" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>
Headline number 0
</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">:root { color-scheme: light dark; supported-color-schemes: light dark; }
img.narrow { display: none; }
@media only screen and (max-width: 480px) {
h1.headline { font-size: 26px !important; line-height: 32px !important; }
.ink > div, .muted > div { font-size: inherit; }
.surface td, .cta td { word-break: break-word; }
.masthead .muted, .surface .ink, .surface .muted { padding-left: 20px !important; padding-right: 20px !important; }
img.wide.has-narrow { display: none !important; }
img.narrow { display: block !important; max-height: none !important; margin: 0 auto !important; }
}
@media (prefers-color-scheme: dark) {
body, .page { background-color: #0e1116 !important; }
.surface, .surface table, .surface td { background-color: #171b22 !important; }
.surface > table > tbody > tr > td { border-top-color: #8ab4ff !important; }
.evidence > table > tbody > tr > td { border-top-color: #323a47 !important; }
.ink, .ink > div, .ink p, .ink li, .ink td, .ink th, .ink h1, .ink h2, .ink h3, .ink h4, .ink strong, strong.ink { color: #e8eaee !important; }
.muted, .muted > div, .muted p, .muted td, .muted li, .fine-print code, .ink p.meta, .ink p.caption, .ink p.why, .ink p.horizon, .ink td.rank, a.quiet { color: #a3abb8 !important; }
.ink a, .ink a strong, .muted a { color: #8ab4ff !important; }
.muted a.quiet, .sample-text strong { color: inherit !important; }
.ink td.day, .ink td.day strong { color: #8ab4ff !important; }
.rule p, .ink hr, .ink table.data th, .ink table.data td, .ink td.action, .ink td.told { border-color: #323a47 !important; }
.ink table.code td, code { background-color: #0e1116 !important; }
.ink table.quote td { border-color: #8ab4ff !important; }
.cta, .cta table, .cta td { background-color: #171b22 !important; }
.cta .on-accent div, .cta .on-accent p { color: #e8eaee !important; }
.cta .button table td, .cta .button a { background-color: #8ab4ff !important; color: #0b1020 !important; }
.letter-button table td, .letter-button a { background-color: #8ab4ff !important; color: #0b1020 !important; }
.sample, .sample table, .sample td { background-color: #fbbf24 !important; }
.sample .sample-text div { color: #0e1116 !important; }
}</style>
<meta content="light dark" name="color-scheme"/>
<meta content="light dark" name="supported-color-schemes"/>
<meta content="telephone=no,date=no,address=no,email=no,url=no" name="format-detection"/>
</head>
<body style="word-spacing:normal;background-color:#f3f4f1;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">
One sentence that says why it matters.
</div>
<div aria-roledescription="email" class="page" style="background-color:#f3f4f1" role="article" lang="en" dir="ltr" aria-label="Headline number 0">
<!--[if mso | IE]>
<table
align="center" border="0" cellpadding="0" cellspacing="0" class="sample-outlook" role="presentation" style="width:600px" width="600" bgcolor="#92400e"
>
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;">
<![endif]-->
<div class="sample" style="background:#92400e;background-color:#92400e;margin:0px auto;max-width:600px">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;background:#92400e;background-color:#92400e"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:8px 0;text-align:center"
>
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td style="vertical-align:top;width:600px">
<![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top" width="100%">
<tbody>
<tr>
<td align="center" class="sample-text" style="font-size:0px;padding:0 32px;word-break:break-word">
<div style="font-family:-apple-system, ''Segoe UI'', Helvetica, Arial, sans-serif;font-size:13px;line-height:18px;text-align:center;color:#ffffff"><strong>Sample data.</strong> This issue was built from recorded sample data, not from live sources.</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]>
</td>
</tr>
</table>
<![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]>
</td>
</tr>
</table>
<table
align="center" border="0" cellpadding="0" cellspacing="0" class="masthead-outlook" role="presentation" style="width:600px" width="600"
>
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;">
<![endif]-->
<div class="masthead" style="margin:0px auto;max-width:600px">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:20px 0 14px;text-align:center"
>
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td style="vertical-align:top;width:600px">
<![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top" width="100%">
<tbody>
<tr>
<td align="left" class="muted" style="font-size:0px;padding:0 32px;word-break:break-word">
<div style="font-family:-apple-system, ''Segoe UI'', Helvetica, Arial, sans-serif;font-size:13px;line-height:20px;text-align:left;color:#565c66"><strong class="ink" style="color:#1a1d23;font-size:16px;letter-spacing:-0.01em;">The Daily Figure</strong><br/>Open models · Issue 60 · Sunday, 1 March 2026</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]>
</td>
</tr>
</table>
<![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]>
</td>
</tr>
</table>
<table
align="center" border="0" cellpadding="0" cellspacing="0" class="surface-outlook" role="presentation" style="width:600px" width="600" bgcolor="#ffffff"
>
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;">
<![endif]-->
<div class="surface" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;background:#ffffff;background-color:#ffffff"
>
<tbody>
<tr>
<td
style="border-top:4px solid #1d4ed8;direction:ltr;font-size:0px;padding:30px 0 6px;text-align:center"
>
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td style="vertical-align:top;width:600px">
<![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top" width="100%">
<tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 32px;word-break:break-word">
<div style="font-family:Georgia, ''Times New Roman'', serif;font-size:17px;line-height:27px;text-align:left;color:#1a1d23"><h1 class="headline" style="margin:0;font-family:-apple-system, ''Segoe UI'', Helvetica, Arial, sans-serif;font-size:31px;line-height:38px;font-weight:800;letter-spacing:-0.02em;color:#1a1d23;">Headline number 0</h1></div>
</td>
</tr><tr>
<td align="left" class="muted dek" style="font-size:0px;padding:0 32px;padding-top:12px;word-break:break-word">
<div style="font-family:Georgia, ''Times New Roman'', serif;font-size:19px;line-height:28px;text-align:left;color:#565c66">One sentence that says why it matters.</div>
</td>
</tr><tr>
<td align="left" class="muted" style="font-size:0px;padding:0 32px;padding-top:14px;word-break:break-word">
<div style="font-family:-apple-system, ''Segoe UI'', Helvetica, Arial, sans-serif;font-size:13px;line-height:20px;text-align:left;color:#565c66">By the desk · <a class="quiet" href="https://briefing.example/open-models/2026-03-01/" style="color:#565c66;">Read it in the browser</a></div>
</td>
</tr><tr>
<td align="center" class="rule" style="font-size:0px;padding:20px 32px 20px;word-break:break-word">
<p style="border-top:solid 1px #dcdfe4;font-size:1px;margin:0px auto;width:100%" > </p>
<!--[if mso | IE]>
<table align="center" border="0" cellpadding="0" cellspacing="0" style="border-top:solid 1px #dcdfe4;font-size:1px;margin:0px auto;width:536px" role="presentation" width="536px" >
<tr>
<td style="height:0;line-height:0;">
&nbsp;
</td>
</tr>
</table>
<![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]>
</td>
</tr>
</table>
<![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]>
</td>
</tr>
</table>
<table
align="center" border="0" cellpadding="0" cellspacing="0" class="surface-outlook evidence-outlook" role="presentation" style="width:600px" width="600" bgcolor="#ffffff"
>
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;">
<![endif]-->
<div class="surface evidence" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;background:#ffffff;background-color:#ffffff"
>
<tbody>
<tr>
<td
style="border-top:1px solid #dcdfe4;direction:ltr;font-size:0px;padding:24px 0 14px;text-align:center"
>
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td style="vertical-align:top;width:600px">
<![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top" width="100%">
<tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 32px;word-break:break-word">
<div style="font-family:Georgia, ''Times New Roman'', serif;font-size:17px;line-height:27px;text-align:left;color:#1a1d23"><h2 style="margin:0 0 8px;font-family:-apple-system, ''Segoe UI'', Helvetica, Arial, sans-serif;font-size:15px;line-height:22px;font-weight:700;color:#1a1d23;">Sources</h2></div>
</td>
</tr><tr>
<td align="left" class="muted fine-print" style="font-size:0px;padding:0 32px;word-break:break-word">
<div style="font-family:Georgia, ''Times New Roman'', serif;font-size:17px;line-height:27px;text-align:left;color:#1a1d23"><div class="fine"><ol style="margin: 0 0 16px;padding: 0 0 0 24px;"><li style="font-family: -apple-system, ''Segoe UI'', Helvetica, Arial, sans-serif;font-size: 13px;line-height: 19px;color: #565c66;margin: 0 0 5px;"><a href="https://huggingface.co/Qwen" style="color: #1d4ed8;text-decoration: underline;">Models of Qwen</a>, Hugging Face</li></ol></div></div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]>
</td>
</tr>
</table>
<![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]>
</td>
</tr>
</table>
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:600px" width="600"
>
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;">
<![endif]-->
<div style="margin:0px auto;max-width:600px">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:24px 0 36px;text-align:center"
>
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td style="vertical-align:top;width:600px">
<![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top" width="100%">
<tbody>
<tr>
<td align="center" class="muted" style="font-size:0px;padding:0 32px;word-break:break-word">
<div style="font-family:-apple-system, ''Segoe UI'', Helvetica, Arial, sans-serif;font-size:13px;line-height:21px;text-align:center;color:#565c66">You get this because you subscribed to Open models.<br/><a class="quiet" href="%%unsubscribe_url%%" style="color:#565c66;">Unsubscribe</a> · <a class="quiet" href="%%preferences_url%%" style="color:#565c66;">Preferences</a><br/>The Daily Figure, %%postal_address%%</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]>
</td>
</tr>
</table>
<![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]>
</td>
</tr>
</table>
<![endif]--></div>
</body>
</html>
', 'The Daily Figure: Open models
Issue 60, Sunday, 1 March 2026
*** SAMPLE DATA: This issue was built from recorded sample data, not
from live sources. ***
Headline number 0
=================
One sentence that says why it matters.
By the desk, 1 March 2026
Read it in the browser: https://briefing.example/open-models/2026-03-01/
Sources
[1] Models of Qwen (Hugging Face)
    https://huggingface.co/Qwen
You get this because you subscribed to Open models.
Unsubscribe: %%unsubscribe_url%%
Preferences: %%preferences_url%%
The Daily Figure, %%postal_address%%
', '<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Headline number 0 · The Daily Figure</title>
<meta name="description" content="One sentence that says why it matters.">
<link rel="canonical" href="https://briefing.example/open-models/2026-03-01/">
<meta property="og:type" content="article">
<meta property="og:site_name" content="The Daily Figure">
<meta property="og:title" content="Headline number 0">
<meta property="og:description" content="One sentence that says why it matters.">
<meta property="og:url" content="https://briefing.example/open-models/2026-03-01/">
<meta property="article:published_time" content="2026-03-01T05:00:00+00:00">
<meta property="og:image" content="https://briefing.example/open-models/2026-03-01/card.png">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="Headline number 0">
<meta name="twitter:card" content="summary_large_image">
<style>
:root {
  --background: #f3f4f1;
  --surface: #ffffff;
  --text: #1a1d23;
  --muted: #565c66;
  --line: #dcdfe4;
  --accent: #1d4ed8;
  --on_accent: #ffffff;
  --warning: #92400e;
  --paper: #ffffff;
  --text-font: Georgia, ''Times New Roman'', serif;
  --heading-font: -apple-system, ''Segoe UI'', Helvetica, Arial, sans-serif;
  --mono-font: ui-monospace, Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --background: #0e1116;
    --surface: #171b22;
    --text: #e8eaee;
    --muted: #a3abb8;
    --line: #323a47;
    --accent: #8ab4ff;
    --on_accent: #0b1020;
    --warning: #fbbf24;
  }
}
* { box-sizing: border-box; }
html { background: var(--background); scroll-behavior: smooth; }
body { margin: 0 auto; max-width: 45.0rem; color: var(--text); font: 1.125rem/1.65 var(--text-font); overflow-wrap: break-word; }
h1, h2, h3, h4, .name, .meta, .due, figcaption, .fine, footer, .sample, .cta, .data th { font-family: var(--heading-font); }
h1, h2, h3 { line-height: 1.2; letter-spacing: -0.015em; text-wrap: balance; }
h1 { margin: 0 0 1rem; font-size: clamp(1.75rem, 5.5vw, 2.6rem); font-weight: 800; }
h2 { margin: 2.6rem 0 0.8rem; font-size: 1.4rem; }
h3 { margin: 1.8rem 0 0.5rem; font-size: 1.125rem; }
p { margin: 0 0 1.15rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; inset-inline-start: -999px; }
.skip:focus { inset-inline-start: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--surface); }
.sample { margin: 0; padding: 0.5rem 1.25rem; background: var(--warning); color: var(--background); font-size: 0.85rem; text-align: center; }
.masthead { padding: 1.5rem clamp(1.25rem, 5vw, 3rem) 1rem; }
.masthead p { margin: 0; }
.logo img { display: block; max-width: 100%; height: auto; margin-bottom: 0.6rem; }
.name a { color: var(--text); font-weight: 700; text-decoration: none; }
.meta { color: var(--muted); font-size: 0.85rem; }
main { padding: clamp(1.5rem, 5vw, 3rem); background: var(--surface); border-top: 4px solid var(--accent); }
article > header { margin-bottom: 2rem; padding-bottom: 1rem; border-bottom: 1px solid var(--line); }
.dek { color: var(--muted); font-size: 1.25rem; line-height: 1.5; }
a.figure { color: inherit; text-decoration: underline dotted; text-decoration-thickness: 1px; text-decoration-color: var(--muted); white-space: nowrap; }
a.figure:hover { color: var(--accent); }
:target { background: color-mix(in srgb, var(--accent) 14%, transparent); }
figure { margin: 2rem 0; }
figure img { display: block; margin: 0 auto; max-width: 100%; height: auto; background: var(--paper); border-radius: 6px; }
figcaption { margin-top: 0.7rem; color: var(--muted); font-size: 0.88rem; line-height: 1.5; }
blockquote { margin: 1.5rem 0; padding-block: 0.1rem; padding-inline: 1.2rem 0; border-inline-start: 3px solid var(--accent); }
pre { padding: 1rem; overflow-x: auto; background: var(--background); border-radius: 6px; line-height: 1.45; }
code { font-family: var(--mono-font); font-size: 0.86em; }
hr { margin: 2rem 0; border: 0; border-top: 1px solid var(--line); }
ul.tasks { padding: 0; list-style: none; }
table.data { width: 100%; margin: 1.5rem 0; border-collapse: collapse; font-size: 0.95rem; font-variant-numeric: tabular-nums; }
table.data th { padding-block: 0.4rem; padding-inline: 0 0.75rem; border-bottom: 2px solid var(--line); font-size: 0.82rem; text-align: start; }
table.data td { padding-block: 0.4rem; padding-inline: 0 0.75rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th[align="right"], td[align="right"] { text-align: right !important; }
ol.directives, ol.stories, ul.stories { margin: 0; padding: 0; list-style: none; }
ol.directives > li { padding: 1rem 0 0.2rem; border-top: 1px solid var(--line); }
.due { margin: 0 0 0.3rem; color: var(--accent); font-size: 0.9rem; }
.due time { font-weight: 700; }
.why { color: var(--muted); font-size: 1rem; }
ol.stories { counter-reset: rank; }
ol.stories > li { position: relative; padding-block: 0.9rem 0.2rem; padding-inline: 2.4rem 0; border-top: 1px solid var(--line); counter-increment: rank; }
ol.stories > li::before { content: counter(rank); position: absolute; inset-inline-start: 0; color: var(--muted); font: 700 1.1rem/1.65 var(--heading-font); }
.stories p { margin: 0 0 0.3rem; }
.story { font-family: var(--heading-font); line-height: 1.4; }
.summary { font-size: 1rem; line-height: 1.5; }
.cta { margin: 2.5rem 0 0; padding: 1.6rem clamp(1.25rem, 4vw, 2rem); background: var(--background); border-radius: 8px; }
.cta h2 { margin-top: 0; }
.cta p { font-family: var(--text-font); }
.button { display: inline-block; padding: 0.7rem 1.4rem; border-radius: 6px; background: var(--accent); color: var(--on_accent); font-family: var(--heading-font); font-weight: 700; text-decoration: none; }
section.fine { margin-top: 2.5rem; padding-top: 0.5rem; border-top: 1px solid var(--line); font-size: 0.85rem; line-height: 1.55; }
.fine h2 { margin: 1rem 0 0.6rem; font-size: 1rem; }
.fine, .fine dd { color: var(--muted); }
.fine dl { margin: 0; }
.fine dl > div { padding: 0.55rem 0; border-top: 1px solid var(--line); }
.fine dt { color: var(--text); }
.fine dd { margin: 0; }
footer { padding: 1.5rem clamp(1.25rem, 5vw, 3rem) 3rem; color: var(--muted); font-size: 0.82rem; }
footer p { margin: 0 0 0.3rem; }
@media print {
  html, body, main { background: none; color: #000; }
  body { max-width: none; font-size: 11pt; }
  main { padding: 0; border: 0; }
  figure, ol.directives > li, .fine dl > div { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .cta, .skip, footer { display: none; }
  main a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.8em; }
  section.fine a::after, figure a::after { content: none; }
}</style>
</head>
<body>
<a class="skip" href="#article">Skip to the article</a>
<aside class="sample" aria-label="Sample data"><strong>Sample data.</strong> This issue was built from recorded sample data, not from live sources.</aside>
<header class="masthead">
<p class="name"><a href="https://briefing.example/">The Daily Figure</a></p>
<p class="meta">Open models · Issue 60 · <time datetime="2026-03-01">Sunday, 1 March 2026</time></p>
</header>
<main id="article">
<article>
<header>
<h1>Headline number 0</h1>
<p class="dek">One sentence that says why it matters.</p>
<p class="meta">By the desk</p>
</header>
</article>
<section class="fine" aria-labelledby="sources">
<h2 id="sources">Sources</h2>
<ol>
<li id="source-1"><a href="https://huggingface.co/Qwen">Models of Qwen</a>, Hugging Face</li>
</ol>
</section>
</main>
<footer>
<p>The Daily Figure: numbers with their origin</p>
<p>1 Sample Street, 10115 Berlin</p>
</footer>
</body>
</html>', '\x5375626a6563743a205b53616d706c6520646174615d20486561646c696e65206e756d62657220300d0a46726f6d3a20546865204461696c7920466967757265203c6461696c79406272696566696e672e6578616d706c653e0d0a546f3a20756e646973636c6f7365642d726563697069656e74733a3b0d0a446174653a2053756e2c203031204d617220323032362030353a30303a3030202b303030300d0a4d6573736167652d49443a203c6f70656e2d6d6f64656c732e323032362d30332d3031406272696566696e672e6578616d706c653e0d0a4c6973742d49643a204f70656e206d6f64656c73203c6f70656e2d6d6f64656c732e6272696566696e672e6578616d706c653e0d0a41726368697665642d41743a203c68747470733a2f2f6272696566696e672e6578616d706c652f6f70656e2d6d6f64656c732f323032362d30332d30312f3e0d0a4d494d452d56657273696f6e3a20312e300d0a436f6e74656e742d547970653a206d756c7469706172742f616c7465726e61746976653b20626f756e646172793d223d303d3737336339393836666665346366613335653263636566393d220d0a436f6e74656e742d4c616e67756167653a20656e0d0a0d0a2d2d3d303d3737336339393836666665346366613335653263636566393d0d0a436f6e74656e742d547970653a20746578742f706c61696e3b20636861727365743d227574662d38220d0a436f6e74656e742d5472616e736665722d456e636f64696e673a2071756f7465642d7072696e7461626c650d0a0d0a546865204461696c79204669677572653a204f70656e206d6f64656c730d0a49737375652036302c2053756e6461792c2031204d6172636820323032360d0a0d0a2a2a2a2053414d504c4520444154413a205468697320697373756520776173206275696c742066726f6d207265636f726465642073616d706c6520646174612c206e6f740d0a66726f6d206c69766520736f75726365732e202a2a2a0d0a0d0a0d0a486561646c696e65206e756d62657220300d0a3d33443d33443d33443d33443d33443d33443d33443d33443d33443d33443d33443d33443d33443d33443d33443d33443d33440d0a0d0a4f6e652073656e74656e63652074686174207361797320776879206974206d6174746572732e0d0a0d0a427920746865206465736b2c2031204d6172636820323032360d0a5265616420697420696e207468652062726f777365723a2068747470733a2f2f6272696566696e672e6578616d706c652f6f70656e2d6d6f64656c732f323032362d30332d30312f0d0a0d0a536f75726365730d0a2d2d2d2d2d2d2d0d0a0d0a5b315d204d6f64656c73206f66205177656e202848756767696e672046616365290d0a2020202068747470733a2f2f68756767696e67666163652e636f2f5177656e0d0a0d0a2d2d3d32300d0a596f75206765742074686973206265636175736520796f75207375627363726962656420746f204f70656e206d6f64656c732e0d0a556e7375627363726962653a202525756e7375627363726962655f75726c25250d0a507265666572656e6365733a202525707265666572656e6365735f75726c25250d0a546865204461696c79204669677572652c202525706f7374616c5f6164647265737325250d0a0d0a2d2d3d303d3737336339393836666665346366613335653263636566393d0d0a4d494d452d56657273696f6e3a20312e300d0a436f6e74656e742d547970653a206d756c7469706172742f72656c617465643b20626f756e646172793d223d313d3737336339393836666665346366613335653263636566393d220d0a0d0a2d2d3d313d3737336339393836666665346366613335653263636566393d0d0a436f6e74656e742d547970653a20746578742f68746d6c3b20636861727365743d227574662d38220d0a436f6e74656e742d5472616e736665722d456e636f64696e673a2071756f7465642d7072696e7461626c650d0a0d0a3c21646f63747970652068746d6c3e0d0a3c68746d6c206c616e673d334422656e22206469723d3344226c74722220786d6c6e733d334422687474703a2f2f7777772e77332e6f72672f313939392f7868746d6c2220786d6c6e733a763d0d0a3d33442275726e3a736368656d61732d6d6963726f736f66742d636f6d3a766d6c2220786d6c6e733a6f3d33442275726e3a736368656d61732d6d6963726f736f66742d636f6d3a6f666669633d0d0a653a6f6666696365223e0d0a3c686561643e0d0a3c7469746c653e0d0a486561646c696e65206e756d62657220300d0a3c2f7469746c653e0d0a3c212d2d5b696620216d736f5d3e3c212d2d3e0d0a3c6d65746120687474702d65717569763d334422582d55412d436f6d70617469626c652220636f6e74656e743d33442249453d334465646765223e0d0a3c212d2d3c215b656e6469665d2d2d3e0d0a3c6d65746120687474702d65717569763d334422436f6e74656e742d547970652220636f6e74656e743d334422746578742f68746d6c3b20636861727365743d33445554462d38223e0d0a3c6d657461206e616d653d33442276696577706f72742220636f6e74656e743d33442277696474683d33446465766963652d77696474682c20696e697469616c2d7363616c653d334431223e0d0a3c7374796c6520747970653d334422746578742f637373223e0d0a236f75746c6f6f6b2061207b2070616464696e673a303b207d0d0a626f6479207b206d617267696e3a303b70616464696e673a303b2d7765626b69742d746578742d73697a652d61646a7573743a313030253b2d6d732d746578742d73697a652d61646a7573743a3d0d0a313030253b207d0d0a7461626c652c207464207b20626f726465722d636f6c6c617073653a636f6c6c617073653b6d736f2d7461626c652d6c73706163653a3070743b6d736f2d7461626c652d7273706163653a30703d0d0a743b207d0d0a696d67207b20626f726465723a303b6865696768743a6175746f3b6c696e652d6865696768743a313030253b206f75746c696e653a6e6f6e653b746578742d6465636f726174696f6e3a6e6f6e3d0d0a653b2d6d732d696e746572706f6c6174696f6e2d6d6f64653a626963756269633b207d0d0a70207b20646973706c61793a626c6f636b3b6d617267696e3a3133707820303b207d0d0a3c2f7374796c653e0d0a3c212d2d5b6966206d736f5d3e0d0a3c6e6f7363726970743e0d0a3c786d6c3e0d0a3c6f3a4f6666696365446f63756d656e7453657474696e67733e0d0a3c6f3a416c6c6f77504e472f3e0d0a3c6f3a506978656c73506572496e63683e39363c2f6f3a506978656c73506572496e63683e0d0a3c2f6f3a4f6666696365446f63756d656e7453657474696e67733e0d0a3c2f786d6c3e0d0a3c2f6e6f7363726970743e0d0a3c215b656e6469665d2d2d3e0d0a3c212d2d5b6966206c7465206d736f2031315d3e0d0a3c7374796c6520747970653d334422746578742f637373223e0d0a2e6d6a2d6f75746c6f6f6b2d67726f75702d666978207b2077696474683a313030252021696d706f7274616e743b207d0d0a3c2f7374796c653e0d0a3c215b656e6469665d2d2d3e0d0a3c7374796c6520747970653d334422746578742f637373223e0d0a406d65646961206f6e6c792073637265656e20616e6420286d696e2d77696474683a343830707829207b0d0a2e6d6a2d636f6c756d6e2d7065722d313030207b2077696474683a313030252021696d706f7274616e743b206d61782d77696474683a20313030253b207d0d0a7d0d0a3c2f7374796c653e0d0a3c7374796c65206d656469613d33442273637265656e20616e6420286d696e2d77696474683a343830707829223e0d0a2e6d6f7a2d746578742d68746d6c202e6d6a2d636f6c756d6e2d7065722d313030207b2077696474683a313030252021696d706f7274616e743b206d61782d77696474683a20313030253b207d0d0a3c2f7374796c653e0d0a3c7374796c6520747970653d334422746578742f637373223e3a726f6f74207b20636f6c6f722d736368656d653a206c69676874206461726b3b20737570706f727465642d636f6c6f722d73633d0d0a68656d65733a206c69676874206461726b3b207d0d0a696d672e6e6172726f77207b20646973706c61793a206e6f6e653b207d0d0a406d65646961206f6e6c792073637265656e20616e6420286d61782d77696474683a20343830707829207b0d0a68312e686561646c696e65207b20666f6e742d73697a653a20323670782021696d706f7274616e743b206c696e652d6865696768743a20333270782021696d706f7274616e743b207d0d0a2e696e6b203e206469762c202e6d75746564203e20646976207b20666f6e742d73697a653a20696e68657269743b207d0d0a2e737572666163652074642c202e637461207464207b20776f72642d627265616b3a20627265616b2d776f72643b207d0d0a2e6d61737468656164202e6d757465642c202e73757266616365202e696e6b2c202e73757266616365202e6d75746564207b2070616464696e672d6c6566743a20323070782021696d706f72743d0d0a616e743b2070616464696e672d72696768743a20323070782021696d706f7274616e743b207d0d0a696d672e776964652e6861732d6e6172726f77207b20646973706c61793a206e6f6e652021696d706f7274616e743b207d0d0a696d672e6e6172726f77207b20646973706c61793a20626c6f636b2021696d706f7274616e743b206d61782d6865696768743a206e6f6e652021696d706f7274616e743b206d617267696e3a203d0d0a30206175746f2021696d706f7274616e743b207d0d0a7d0d0a406d656469612028707265666572732d636f6c6f722d736368656d653a206461726b29207b0d0a626f64792c202e70616765207b206261636b67726f756e642d636f6c6f723a20233065313131362021696d706f7274616e743b207d0d0a2e737572666163652c202e73757266616365207461626c652c202e73757266616365207464207b206261636b67726f756e642d636f6c6f723a20233137316232322021696d706f7274616e743b3d0d0a207d0d0a2e73757266616365203e207461626c65203e2074626f6479203e207472203e207464207b20626f726465722d746f702d636f6c6f723a20233861623466662021696d706f7274616e743b207d0d0a2e65766964656e6365203e207461626c65203e2074626f6479203e207472203e207464207b20626f726465722d746f702d636f6c6f723a20233332336134372021696d706f7274616e743b207d0d0a2e696e6b2c202e696e6b203e206469762c202e696e6b20702c202e696e6b206c692c202e696e6b2074642c202e696e6b2074682c202e696e6b2068312c202e696e6b2068322c202e696e6b20683d0d0a332c202e696e6b2068342c202e696e6b207374726f6e672c207374726f6e672e696e6b207b20636f6c6f723a20236538656165652021696d706f7274616e743b207d0d0a2e6d757465642c202e6d75746564203e206469762c202e6d7574656420702c202e6d757465642074642c202e6d75746564206c692c202e66696e652d7072696e7420636f64652c202e696e6b203d0d0a702e6d6574612c202e696e6b20702e63617074696f6e2c202e696e6b20702e7768792c202e696e6b20702e686f72697a6f6e2c202e696e6b2074642e72616e6b2c20612e7175696574207b20633d0d0a6f6c6f723a20236133616262382021696d706f7274616e743b207d0d0a2e696e6b20612c202e696e6b2061207374726f6e672c202e6d757465642061207b20636f6c6f723a20233861623466662021696d706f7274616e743b207d0d0a2e6d7574656420612e71756965742c202e73616d706c652d74657874207374726f6e67207b20636f6c6f723a20696e68657269742021696d706f7274616e743b207d0d0a2e696e6b2074642e6461792c202e696e6b2074642e646179207374726f6e67207b20636f6c6f723a20233861623466662021696d706f7274616e743b207d0d0a2e72756c6520702c202e696e6b2068722c202e696e6b207461626c652e646174612074682c202e696e6b207461626c652e646174612074642c202e696e6b2074642e616374696f6e2c202e696e3d0d0a6b2074642e746f6c64207b20626f726465722d636f6c6f723a20233332336134372021696d706f7274616e743b207d0d0a2e696e6b207461626c652e636f64652074642c20636f6465207b206261636b67726f756e642d636f6c6f723a20233065313131362021696d706f7274616e743b207d0d0a2e696e6b207461626c652e71756f7465207464207b20626f726465722d636f6c6f723a20233861623466662021696d706f7274616e743b207d0d0a2e6374612c202e637461207461626c652c202e637461207464207b206261636b67726f756e642d636f6c6f723a20233137316232322021696d706f7274616e743b207d0d0a2e637461202e6f6e2d616363656e74206469762c202e637461202e6f6e2d616363656e742070207b20636f6c6f723a20236538656165652021696d706f7274616e743b207d0d0a2e637461202e627574746f6e207461626c652074642c202e637461202e627574746f6e2061207b206261636b67726f756e642d636f6c6f723a20233861623466662021696d706f7274616e743b3d0d0a20636f6c6f723a20233062313032302021696d706f7274616e743b207d0d0a2e6c65747465722d627574746f6e207461626c652074642c202e6c65747465722d627574746f6e2061207b206261636b67726f756e642d636f6c6f723a20233861623466662021696d706f72743d0d0a616e743b20636f6c6f723a20233062313032302021696d706f7274616e743b207d0d0a2e73616d706c652c202e73616d706c65207461626c652c202e73616d706c65207464207b206261636b67726f756e642d636f6c6f723a20236662626632342021696d706f7274616e743b207d0d0a2e73616d706c65202e73616d706c652d7465787420646976207b20636f6c6f723a20233065313131362021696d706f7274616e743b207d0d0a7d3c2f7374796c653e0d0a3c6d65746120636f6e74656e743d3344226c69676874206461726b22206e616d653d334422636f6c6f722d736368656d65222f3e0d0a3c6d65746120636f6e74656e743d3344226c69676874206461726b22206e616d653d334422737570706f727465642d636f6c6f722d736368656d6573222f3e0d0a3c6d65746120636f6e74656e743d33442274656c6570686f6e653d33446e6f2c646174653d33446e6f2c616464726573733d33446e6f2c656d61696c3d33446e6f2c75726c3d33446e6f22206e3d0d0a616d653d334422666f726d61742d646574656374696f6e222f3e0d0a3c2f686561643e0d0a3c626f6479207374796c653d334422776f72642d73706163696e673a6e6f726d616c3b6261636b67726f756e642d636f6c6f723a236633663466313b223e0d0a3c646976207374796c653d334422646973706c61793a6e6f6e653b666f6e742d73697a653a3170783b636f6c6f723a236666666666663b6c696e652d6865696768743a3170783b6d61782d68653d0d0a696768743a3070783b6d61782d77696474683a3070783b6f7061636974793a303b6f766572666c6f773a68696464656e3b223e0d0a4f6e652073656e74656e63652074686174207361797320776879206974206d6174746572732e0d0a3c2f6469763e0d0a3c64697620617269612d726f6c656465736372697074696f6e3d334422656d61696c2220636c6173733d3344227061676522207374796c653d3344226261636b67726f756e642d636f6c6f723a3d0d0a236633663466312220726f6c653d33442261727469636c6522206c616e673d334422656e22206469723d3344226c74722220617269612d6c6162656c3d334422486561646c696e65206e756d623d0d0a65722030223e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c7461626c650d0a616c69676e3d33442263656e7465722220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220636c6173733d33442273613d0d0a6d706c652d6f75746c6f6f6b2220726f6c653d33442270726573656e746174696f6e22207374796c653d33442277696474683a3630307078222077696474683d33442236303022206267636f6c3d0d0a6f723d33442223393234303065220d0a3e0d0a3c74723e0d0a3c7464207374796c653d3344226c696e652d6865696768743a3070783b666f6e742d73697a653a3070783b6d736f2d6c696e652d6865696768742d72756c653a65786163746c793b223e0d0a3c215b656e6469665d2d2d3e0d0a3c64697620636c6173733d33442273616d706c6522207374796c653d3344226261636b67726f756e643a233932343030653b6261636b67726f756e642d636f6c6f723a233932343030653b6d613d0d0a7267696e3a307078206175746f3b6d61782d77696474683a3630307078223e0d0a3c7461626c650d0a616c69676e3d33442263656e7465722220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220726f6c653d3344227072653d0d0a73656e746174696f6e22207374796c653d33442277696474683a313030253b6261636b67726f756e643a233932343030653b6261636b67726f756e642d636f6c6f723a23393234303065220d0a3e0d0a3c74626f64793e0d0a3c74723e0d0a3c74640d0a7374796c653d334422646972656374696f6e3a6c74723b666f6e742d73697a653a3070783b70616464696e673a38707820303b746578742d616c69676e3a63656e746572220d0a3e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c7461626c6520726f6c653d33442270726573656e746174696f6e2220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d33442230223e0d0a3c74723e0d0a3c7464207374796c653d334422766572746963616c2d616c69676e3a746f703b77696474683a3630307078223e0d0a3c215b656e6469665d2d2d3e0d0a3c64697620636c6173733d3344226d6a2d636f6c756d6e2d7065722d313030206d6a2d6f75746c6f6f6b2d67726f75702d66697822207374796c653d334422666f6e742d73697a653a3070783b3d0d0a746578742d616c69676e3a6c6566743b646972656374696f6e3a6c74723b646973706c61793a696e6c696e652d626c6f636b3b766572746963616c2d616c69676e3a746f703b77696474683a313d0d0a303025223e0d0a3c7461626c6520626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220726f6c653d33442270726573656e746174696f6e223d0d0a207374796c653d334422766572746963616c2d616c69676e3a746f70222077696474683d33442231303025223e0d0a3c74626f64793e0d0a3c74723e0d0a3c746420616c69676e3d33442263656e7465722220636c6173733d33442273616d706c652d7465787422207374796c653d334422666f6e742d73697a653a3070783b70616464696e673a3020333d0d0a3270783b776f72642d627265616b3a627265616b2d776f7264223e0d0a3c646976207374796c653d334422666f6e742d66616d696c793a2d6170706c652d73797374656d2c20275365676f65205549272c2048656c7665746963612c20417269616c2c2073616e732d733d0d0a657269663b666f6e742d73697a653a313370783b6c696e652d6865696768743a313870783b746578742d616c69676e3a63656e7465723b636f6c6f723a23666666666666223e3c7374726f6e673d0d0a3e53616d706c6520646174612e3c2f7374726f6e673e205468697320697373756520776173206275696c742066726f6d207265636f726465642073616d706c6520646174612c206e6f742066723d0d0a6f6d206c69766520736f75726365732e3c2f6469763e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f74626f64793e0d0a3c2f7461626c653e0d0a3c2f6469763e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f7461626c653e0d0a3c215b656e6469665d2d2d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f74626f64793e0d0a3c2f7461626c653e0d0a3c2f6469763e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f7461626c653e0d0a3c7461626c650d0a616c69676e3d33442263656e7465722220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220636c6173733d3344226d613d0d0a7374686561642d6f75746c6f6f6b2220726f6c653d33442270726573656e746174696f6e22207374796c653d33442277696474683a3630307078222077696474683d334422363030220d0a3e0d0a3c74723e0d0a3c7464207374796c653d3344226c696e652d6865696768743a3070783b666f6e742d73697a653a3070783b6d736f2d6c696e652d6865696768742d72756c653a65786163746c793b223e0d0a3c215b656e6469665d2d2d3e0d0a3c64697620636c6173733d3344226d6173746865616422207374796c653d3344226d617267696e3a307078206175746f3b6d61782d77696474683a3630307078223e0d0a3c7461626c650d0a616c69676e3d33442263656e7465722220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220726f6c653d3344227072653d0d0a73656e746174696f6e22207374796c653d33442277696474683a31303025220d0a3e0d0a3c74626f64793e0d0a3c74723e0d0a3c74640d0a7374796c653d334422646972656374696f6e3a6c74723b666f6e742d73697a653a3070783b70616464696e673a32307078203020313470783b746578742d616c69676e3a63656e746572220d0a3e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c7461626c6520726f6c653d33442270726573656e746174696f6e2220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d33442230223e0d0a3c74723e0d0a3c7464207374796c653d334422766572746963616c2d616c69676e3a746f703b77696474683a3630307078223e0d0a3c215b656e6469665d2d2d3e0d0a3c64697620636c6173733d3344226d6a2d636f6c756d6e2d7065722d313030206d6a2d6f75746c6f6f6b2d67726f75702d66697822207374796c653d334422666f6e742d73697a653a3070783b3d0d0a746578742d616c69676e3a6c6566743b646972656374696f6e3a6c74723b646973706c61793a696e6c696e652d626c6f636b3b766572746963616c2d616c69676e3a746f703b77696474683a313d0d0a303025223e0d0a3c7461626c6520626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220726f6c653d33442270726573656e746174696f6e223d0d0a207374796c653d334422766572746963616c2d616c69676e3a746f70222077696474683d33442231303025223e0d0a3c74626f64793e0d0a3c74723e0d0a3c746420616c69676e3d3344226c6566742220636c6173733d3344226d7574656422207374796c653d334422666f6e742d73697a653a3070783b70616464696e673a3020333270783b776f72643d0d0a2d627265616b3a627265616b2d776f7264223e0d0a3c646976207374796c653d334422666f6e742d66616d696c793a2d6170706c652d73797374656d2c20275365676f65205549272c2048656c7665746963612c20417269616c2c2073616e732d733d0d0a657269663b666f6e742d73697a653a313370783b6c696e652d6865696768743a323070783b746578742d616c69676e3a6c6566743b636f6c6f723a23353635633636223e3c7374726f6e6720633d0d0a6c6173733d334422696e6b22207374796c653d334422636f6c6f723a233161316432333b666f6e742d73697a653a313670783b6c65747465722d73706163696e673a2d302e3031656d3b223e543d0d0a6865204461696c79204669677572653c2f7374726f6e673e3c62722f3e4f70656e206d6f64656c73203d43323d4237204973737565203630203d43323d42372053756e6461792c2031204d61723d0d0a636820323032363c2f6469763e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f74626f64793e0d0a3c2f7461626c653e0d0a3c2f6469763e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f7461626c653e0d0a3c215b656e6469665d2d2d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f74626f64793e0d0a3c2f7461626c653e0d0a3c2f6469763e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f7461626c653e0d0a3c7461626c650d0a616c69676e3d33442263656e7465722220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220636c6173733d33442273753d0d0a72666163652d6f75746c6f6f6b2220726f6c653d33442270726573656e746174696f6e22207374796c653d33442277696474683a3630307078222077696474683d33442236303022206267636f3d0d0a6c6f723d33442223666666666666220d0a3e0d0a3c74723e0d0a3c7464207374796c653d3344226c696e652d6865696768743a3070783b666f6e742d73697a653a3070783b6d736f2d6c696e652d6865696768742d72756c653a65786163746c793b223e0d0a3c215b656e6469665d2d2d3e0d0a3c64697620636c6173733d3344227375726661636522207374796c653d3344226261636b67726f756e643a236666666666663b6261636b67726f756e642d636f6c6f723a236666666666663b6d3d0d0a617267696e3a307078206175746f3b6d61782d77696474683a3630307078223e0d0a3c7461626c650d0a616c69676e3d33442263656e7465722220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220726f6c653d3344227072653d0d0a73656e746174696f6e22207374796c653d33442277696474683a313030253b6261636b67726f756e643a236666666666663b6261636b67726f756e642d636f6c6f723a23666666666666220d0a3e0d0a3c74626f64793e0d0a3c74723e0d0a3c74640d0a7374796c653d334422626f726465722d746f703a34707820736f6c696420233164346564383b646972656374696f6e3a6c74723b666f6e742d73697a653a3070783b70616464696e673a3330703d0d0a782030203670783b746578742d616c69676e3a63656e746572220d0a3e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c7461626c6520726f6c653d33442270726573656e746174696f6e2220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d33442230223e0d0a3c74723e0d0a3c7464207374796c653d334422766572746963616c2d616c69676e3a746f703b77696474683a3630307078223e0d0a3c215b656e6469665d2d2d3e0d0a3c64697620636c6173733d3344226d6a2d636f6c756d6e2d7065722d313030206d6a2d6f75746c6f6f6b2d67726f75702d66697822207374796c653d334422666f6e742d73697a653a3070783b3d0d0a746578742d616c69676e3a6c6566743b646972656374696f6e3a6c74723b646973706c61793a696e6c696e652d626c6f636b3b766572746963616c2d616c69676e3a746f703b77696474683a313d0d0a303025223e0d0a3c7461626c6520626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220726f6c653d33442270726573656e746174696f6e223d0d0a207374796c653d334422766572746963616c2d616c69676e3a746f70222077696474683d33442231303025223e0d0a3c74626f64793e0d0a3c74723e0d0a3c746420616c69676e3d3344226c6566742220636c6173733d334422696e6b22207374796c653d334422666f6e742d73697a653a3070783b70616464696e673a3020333270783b776f72642d623d0d0a7265616b3a627265616b2d776f7264223e0d0a3c646976207374796c653d334422666f6e742d66616d696c793a47656f726769612c202754696d6573204e657720526f6d616e272c2073657269663b666f6e742d73697a653a313770783b6c693d0d0a6e652d6865696768743a323770783b746578742d616c69676e3a6c6566743b636f6c6f723a23316131643233223e3c683120636c6173733d334422686561646c696e6522207374796c653d33443d0d0a226d617267696e3a303b666f6e742d66616d696c793a2d6170706c652d73797374656d2c20275365676f65205549272c2048656c7665746963612c20417269616c2c2073616e732d73657269663d0d0a3b666f6e742d73697a653a333170783b6c696e652d6865696768743a333870783b666f6e742d7765696768743a3830303b6c65747465722d73706163696e673a2d302e3032656d3b636f6c6f723d0d0a3a233161316432333b223e486561646c696e65206e756d62657220303c2f68313e3c2f6469763e0d0a3c2f74643e0d0a3c2f74723e3c74723e0d0a3c746420616c69676e3d3344226c6566742220636c6173733d3344226d757465642064656b22207374796c653d334422666f6e742d73697a653a3070783b70616464696e673a3020333270783b3d0d0a70616464696e672d746f703a313270783b776f72642d627265616b3a627265616b2d776f7264223e0d0a3c646976207374796c653d334422666f6e742d66616d696c793a47656f726769612c202754696d6573204e657720526f6d616e272c2073657269663b666f6e742d73697a653a313970783b6c693d0d0a6e652d6865696768743a323870783b746578742d616c69676e3a6c6566743b636f6c6f723a23353635633636223e4f6e652073656e74656e63652074686174207361797320776879206974206d3d0d0a6174746572732e3c2f6469763e0d0a3c2f74643e0d0a3c2f74723e3c74723e0d0a3c746420616c69676e3d3344226c6566742220636c6173733d3344226d7574656422207374796c653d334422666f6e742d73697a653a3070783b70616464696e673a3020333270783b706164643d0d0a696e672d746f703a313470783b776f72642d627265616b3a627265616b2d776f7264223e0d0a3c646976207374796c653d334422666f6e742d66616d696c793a2d6170706c652d73797374656d2c20275365676f65205549272c2048656c7665746963612c20417269616c2c2073616e732d733d0d0a657269663b666f6e742d73697a653a313370783b6c696e652d6865696768743a323070783b746578742d616c69676e3a6c6566743b636f6c6f723a23353635633636223e4279207468652064653d0d0a736b203d43323d4237203c6120636c6173733d33442271756965742220687265663d33442268747470733a2f2f6272696566696e672e6578616d706c652f6f70656e2d6d6f64656c732f3230323d0d0a362d30332d30312f22207374796c653d334422636f6c6f723a233536356336363b223e5265616420697420696e207468652062726f777365723c2f613e3c2f6469763e0d0a3c2f74643e0d0a3c2f74723e3c74723e0d0a3c746420616c69676e3d33442263656e7465722220636c6173733d33442272756c6522207374796c653d334422666f6e742d73697a653a3070783b70616464696e673a323070782033327078203d0d0a323070783b776f72642d627265616b3a627265616b2d776f7264223e0d0a3c70207374796c653d334422626f726465722d746f703a736f6c69642031707820236463646665343b666f6e742d73697a653a3170783b6d617267696e3a307078206175746f3b77696474683a3d0d0a3130302522203e203c2f703e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c7461626c6520616c69676e3d33442263656e7465722220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d3344223022207374796c3d0d0a653d334422626f726465722d746f703a736f6c69642031707820236463646665343b666f6e742d73697a653a3170783b6d617267696e3a307078206175746f3b77696474683a353336707822203d0d0a726f6c653d33442270726573656e746174696f6e222077696474683d334422353336707822203e0d0a3c74723e0d0a3c7464207374796c653d3344226865696768743a303b6c696e652d6865696768743a303b223e0d0a266e6273703b0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f7461626c653e0d0a3c215b656e6469665d2d2d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f74626f64793e0d0a3c2f7461626c653e0d0a3c2f6469763e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f7461626c653e0d0a3c215b656e6469665d2d2d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f74626f64793e0d0a3c2f7461626c653e0d0a3c2f6469763e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f7461626c653e0d0a3c7461626c650d0a616c69676e3d33442263656e7465722220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220636c6173733d33442273753d0d0a72666163652d6f75746c6f6f6b2065766964656e63652d6f75746c6f6f6b2220726f6c653d33442270726573656e746174696f6e22207374796c653d33442277696474683a36303070782220773d0d0a696474683d33442236303022206267636f6c6f723d33442223666666666666220d0a3e0d0a3c74723e0d0a3c7464207374796c653d3344226c696e652d6865696768743a3070783b666f6e742d73697a653a3070783b6d736f2d6c696e652d6865696768742d72756c653a65786163746c793b223e0d0a3c215b656e6469665d2d2d3e0d0a3c64697620636c6173733d334422737572666163652065766964656e636522207374796c653d3344226261636b67726f756e643a236666666666663b6261636b67726f756e642d636f6c6f723a3d0d0a236666666666663b6d617267696e3a307078206175746f3b6d61782d77696474683a3630307078223e0d0a3c7461626c650d0a616c69676e3d33442263656e7465722220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220726f6c653d3344227072653d0d0a73656e746174696f6e22207374796c653d33442277696474683a313030253b6261636b67726f756e643a236666666666663b6261636b67726f756e642d636f6c6f723a23666666666666220d0a3e0d0a3c74626f64793e0d0a3c74723e0d0a3c74640d0a7374796c653d334422626f726465722d746f703a31707820736f6c696420236463646665343b646972656374696f6e3a6c74723b666f6e742d73697a653a3070783b70616464696e673a3234703d0d0a78203020313470783b746578742d616c69676e3a63656e746572220d0a3e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c7461626c6520726f6c653d33442270726573656e746174696f6e2220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d33442230223e0d0a3c74723e0d0a3c7464207374796c653d334422766572746963616c2d616c69676e3a746f703b77696474683a3630307078223e0d0a3c215b656e6469665d2d2d3e0d0a3c64697620636c6173733d3344226d6a2d636f6c756d6e2d7065722d313030206d6a2d6f75746c6f6f6b2d67726f75702d66697822207374796c653d334422666f6e742d73697a653a3070783b3d0d0a746578742d616c69676e3a6c6566743b646972656374696f6e3a6c74723b646973706c61793a696e6c696e652d626c6f636b3b766572746963616c2d616c69676e3a746f703b77696474683a313d0d0a303025223e0d0a3c7461626c6520626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220726f6c653d33442270726573656e746174696f6e223d0d0a207374796c653d334422766572746963616c2d616c69676e3a746f70222077696474683d33442231303025223e0d0a3c74626f64793e0d0a3c74723e0d0a3c746420616c69676e3d3344226c6566742220636c6173733d334422696e6b22207374796c653d334422666f6e742d73697a653a3070783b70616464696e673a3020333270783b776f72642d623d0d0a7265616b3a627265616b2d776f7264223e0d0a3c646976207374796c653d334422666f6e742d66616d696c793a47656f726769612c202754696d6573204e657720526f6d616e272c2073657269663b666f6e742d73697a653a313770783b6c693d0d0a6e652d6865696768743a323770783b746578742d616c69676e3a6c6566743b636f6c6f723a23316131643233223e3c6832207374796c653d3344226d617267696e3a302030203870783b666f6e3d0d0a742d66616d696c793a2d6170706c652d73797374656d2c20275365676f65205549272c2048656c7665746963612c20417269616c2c2073616e732d73657269663b666f6e742d73697a653a31353d0d0a70783b6c696e652d6865696768743a323270783b666f6e742d7765696768743a3730303b636f6c6f723a233161316432333b223e536f75726365733c2f68323e3c2f6469763e0d0a3c2f74643e0d0a3c2f74723e3c74723e0d0a3c746420616c69676e3d3344226c6566742220636c6173733d3344226d757465642066696e652d7072696e7422207374796c653d334422666f6e742d73697a653a3070783b70616464696e673a3d0d0a3020333270783b776f72642d627265616b3a627265616b2d776f7264223e0d0a3c646976207374796c653d334422666f6e742d66616d696c793a47656f726769612c202754696d6573204e657720526f6d616e272c2073657269663b666f6e742d73697a653a313770783b6c693d0d0a6e652d6865696768743a323770783b746578742d616c69676e3a6c6566743b636f6c6f723a23316131643233223e3c64697620636c6173733d33442266696e65223e3c6f6c207374796c653d0d0a3d3344226d617267696e3a2030203020313670783b70616464696e673a20302030203020323470783b223e3c6c69207374796c653d334422666f6e742d66616d696c793a202d6170706c652d733d0d0a797374656d2c20275365676f65205549272c2048656c7665746963612c20417269616c2c2073616e732d73657269663b666f6e742d73697a653a20313370783b6c696e652d6865696768743a203d0d0a313970783b636f6c6f723a20233536356336363b6d617267696e3a20302030203570783b223e3c6120687265663d33442268747470733a2f2f68756767696e67666163652e636f2f5177656e223d0d0a207374796c653d334422636f6c6f723a20233164346564383b746578742d6465636f726174696f6e3a20756e6465726c696e653b223e4d6f64656c73206f66205177656e3c2f613e2c204875673d0d0a67696e6720466163653c2f6c693e3c2f6f6c3e3c2f6469763e3c2f6469763e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f74626f64793e0d0a3c2f7461626c653e0d0a3c2f6469763e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f7461626c653e0d0a3c215b656e6469665d2d2d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f74626f64793e0d0a3c2f7461626c653e0d0a3c2f6469763e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f7461626c653e0d0a3c7461626c650d0a616c69676e3d33442263656e7465722220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220726f6c653d3344227072653d0d0a73656e746174696f6e22207374796c653d33442277696474683a3630307078222077696474683d334422363030220d0a3e0d0a3c74723e0d0a3c7464207374796c653d3344226c696e652d6865696768743a3070783b666f6e742d73697a653a3070783b6d736f2d6c696e652d6865696768742d72756c653a65786163746c793b223e0d0a3c215b656e6469665d2d2d3e0d0a3c646976207374796c653d3344226d617267696e3a307078206175746f3b6d61782d77696474683a3630307078223e0d0a3c7461626c650d0a616c69676e3d33442263656e7465722220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220726f6c653d3344227072653d0d0a73656e746174696f6e22207374796c653d33442277696474683a31303025220d0a3e0d0a3c74626f64793e0d0a3c74723e0d0a3c74640d0a7374796c653d334422646972656374696f6e3a6c74723b666f6e742d73697a653a3070783b70616464696e673a32347078203020333670783b746578742d616c69676e3a63656e746572220d0a3e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c7461626c6520726f6c653d33442270726573656e746174696f6e2220626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d33442230223e0d0a3c74723e0d0a3c7464207374796c653d334422766572746963616c2d616c69676e3a746f703b77696474683a3630307078223e0d0a3c215b656e6469665d2d2d3e0d0a3c64697620636c6173733d3344226d6a2d636f6c756d6e2d7065722d313030206d6a2d6f75746c6f6f6b2d67726f75702d66697822207374796c653d334422666f6e742d73697a653a3070783b3d0d0a746578742d616c69676e3a6c6566743b646972656374696f6e3a6c74723b646973706c61793a696e6c696e652d626c6f636b3b766572746963616c2d616c69676e3a746f703b77696474683a313d0d0a303025223e0d0a3c7461626c6520626f726465723d33442230222063656c6c70616464696e673d33442230222063656c6c73706163696e673d334422302220726f6c653d33442270726573656e746174696f6e223d0d0a207374796c653d334422766572746963616c2d616c69676e3a746f70222077696474683d33442231303025223e0d0a3c74626f64793e0d0a3c74723e0d0a3c746420616c69676e3d33442263656e7465722220636c6173733d3344226d7574656422207374796c653d334422666f6e742d73697a653a3070783b70616464696e673a3020333270783b776f3d0d0a72642d627265616b3a627265616b2d776f7264223e0d0a3c646976207374796c653d334422666f6e742d66616d696c793a2d6170706c652d73797374656d2c20275365676f65205549272c2048656c7665746963612c20417269616c2c2073616e732d733d0d0a657269663b666f6e742d73697a653a313370783b6c696e652d6865696768743a323170783b746578742d616c69676e3a63656e7465723b636f6c6f723a23353635633636223e596f75206765743d0d0a2074686973206265636175736520796f75207375627363726962656420746f204f70656e206d6f64656c732e3c62722f3e3c6120636c6173733d33442271756965742220687265663d334422253d0d0a25756e7375627363726962655f75726c252522207374796c653d334422636f6c6f723a233536356336363b223e556e7375627363726962653c2f613e203d43323d4237203c6120636c6173733d0d0a3d33442271756965742220687265663d3344222525707265666572656e6365735f75726c252522207374796c653d334422636f6c6f723a233536356336363b223e507265666572656e6365733c3d0d0a2f613e3c62722f3e546865204461696c79204669677572652c202525706f7374616c5f6164647265737325253c2f6469763e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f74626f64793e0d0a3c2f7461626c653e0d0a3c2f6469763e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f7461626c653e0d0a3c215b656e6469665d2d2d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f74626f64793e0d0a3c2f7461626c653e0d0a3c2f6469763e0d0a3c212d2d5b6966206d736f207c2049455d3e0d0a3c2f74643e0d0a3c2f74723e0d0a3c2f7461626c653e0d0a3c215b656e6469665d2d2d3e3c2f6469763e0d0a3c2f626f64793e0d0a3c2f68746d6c3e0d0a0d0a2d2d3d313d3737336339393836666665346366613335653263636566393d0d0a436f6e74656e742d547970653a20696d6167652f706e670d0a436f6e74656e742d5472616e736665722d456e636f64696e673a206261736536340d0a436f6e74656e742d446973706f736974696f6e3a20696e6c696e653b2066696c656e616d653d22312d7368617265732e706e67220d0a436f6e74656e742d49443a203c312e373733633939383666666534636661333565326363656639406272696566696e672e6578616d706c653e0d0a4d494d452d56657273696f6e3a20312e300d0a0d0a6956424f52773d3d0d0a0d0a2d2d3d313d3737336339393836666665346366613335653263636566393d2d2d0d0a0d0a2d2d3d303d3737336339393836666665346366613335653263636566393d2d2d0d0a', '{"topic": "open-models", "topic_title": "Open models", "publication": "The Daily Figure", "date": "2026-03-01", "number": 60, "title": "Headline number 0", "dek": "One sentence that says why it matters.", "byline": "By the desk", "lang": "en", "url": "https://briefing.example/open-models/2026-03-01/", "as_of": "2026-03-01T05:00:00Z", "sample": true, "sections": [], "directives": [], "diagrams": [{"kind": "pie", "title": "Shares", "caption": "Who holds what.", "alt": "Pie chart: A 100 %", "svg": "diagrams/1-shares.svg", "png": "diagrams/1-shares.png", "width": 520, "height": 300, "narrow": null, "script": "pie\n\"A\": 1"}], "figures": [], "claims": [], "sources": [{"title": "Models of Qwen", "url": "https://huggingface.co/Qwen", "publisher": "Hugging Face", "published_at": "2026-03-01T05:00:00Z"}], "findings": [], "sizes": {"email.html": 13910, "email.txt": 576, "index.html": 7925, "message.eml": 16834, "diagrams/1-shares.svg": 41, "diagrams/1-shares.png": 4}, "content_hash": "sha256:0961dd2d163938123f745ed17c4bd8f186aafdbb46fec0934fcfea1df5ca489b"}');
INSERT INTO public.archived_message VALUES (1, 'été ''\', '\x00ff');
INSERT INTO public.bounce VALUES ('été ''\', 1, 'été ''\', 'été ''\', 'été ''\', 'été ''\', 1, 1);
INSERT INTO public.click VALUES (1, 1, 'été ''\', 1);
INSERT INTO public.collection VALUES (1, 'open-models', 'hub', 1769922000000000, 1, 1, '', '[{"rule": "collect", "severity": "warning", "message": "slow", "hint": "look", "at": null, "place": ""}]', false);
INSERT INTO public.consent VALUES (1, 'cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d', 'open-models', 'confirmed', 'page', '', '192.0.2.0/24', 1772341200000000, '');
INSERT INTO public.consent_text VALUES ('été ''\', 'été ''\', 'été ''\', 1);
INSERT INTO public.delivery VALUES (1, 1, 1, 'ada@example.org', 'example.org', 'en', false, 'pending', 0, 0, NULL, 1772341200000000, 0, '', 1772341200000000);
INSERT INTO public.delivery_total VALUES (1, 'été ''\', 'été ''\', 1, 1, 1, 1);
INSERT INTO public.domain_state VALUES ('été ''\', 1, 1, 1, 1, 1, 1, 'été ''\');
INSERT INTO public.entry VALUES (1, 'open-models', 'f', '1', 1769922000000000, 1769922000000000, 1769922000000000, '{"authors": [], "comments": null, "feed_title": "", "image": "", "lang": "", "score": null, "summary": "It''s out", "tags": [], "title": "Qwen 通义 ☃", "url": "https://example.org/1"}', false);
INSERT INTO public.fetch_state VALUES ('https://example.org/feed', '"1"', '', '', 0, false, 1770008400000000);
INSERT INTO public.issue VALUES (1, 'open-models', '2026-03-01', 'daily', 'sending', 1772341200000000, 0, 'h', 1, '', 1772341200000000);
INSERT INTO public.letter VALUES (1, 'welcome:cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d:1', 'welcome', 'ada@example.org', 'cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d', '{"topics": ["open-models"]}', 'pending', 0, 1772341200000000, 0, NULL, '', 1772341200000000);
INSERT INTO public.login VALUES ('été ''\', 1, 1, 1);
INSERT INTO public.observation VALUES (1, 'open-models', 'm', 'a', 1769922000000000, 1769922000000000, 1, '153600000.25', 'downloads', 's', 'https://example.org/a', false);
INSERT INTO public.observation VALUES (2, 'open-models', 'm', 'a', 1770008400000000, 1770008400000000, 1, '2', 'downloads', 's', 'https://example.org/a', false);
INSERT INTO public.observation VALUES (3, 'open-models', 'm', 'a', 1770008400000000, 1770008400000000, 1, '3', 'downloads', 's', 'https://example.org/a', false);
INSERT INTO public.rate_count VALUES ('été ''\', 1, 1);
INSERT INTO public.series VALUES ('open-models', 'm', 'a', 1769922000000000);
INSERT INTO public.subscriber VALUES (1, 'ada@example.org', 'ada@example.org', 'cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d', 1772341200000000, 'en', 'UTC', NULL, false);
INSERT INTO public.subscription VALUES (1, 'open-models', 'confirmed', 'daily', 1772341200000000);
INSERT INTO public.suppression VALUES ('été ''\', 'été ''\', 'été ''\', 1, 'été ''\');
INSERT INTO public.topic_state VALUES ('été ''\', 1, 'été ''\');
INSERT INTO public.used_token VALUES ('t', 1772427600000000);
INSERT INTO public.worker VALUES (1, 'one', 1773122400000000, 1772341260000000, NULL);
SELECT pg_catalog.setval('public.account_id_seq', 1, false);
SELECT pg_catalog.setval('public.collection_id_seq', 1, false);
SELECT pg_catalog.setval('public.consent_id_seq', 1, false);
SELECT pg_catalog.setval('public.delivery_id_seq', 1, false);
SELECT pg_catalog.setval('public.entry_id_seq', 1, false);
SELECT pg_catalog.setval('public.issue_id_seq', 1, false);
SELECT pg_catalog.setval('public.letter_id_seq', 1, false);
SELECT pg_catalog.setval('public.observation_id_seq', 1, false);
SELECT pg_catalog.setval('public.subscriber_id_seq', 1, false);
SELECT pg_catalog.setval('public.worker_id_seq', 1, false);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_name_key UNIQUE (name);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.archive_search
    ADD CONSTRAINT archive_search_pkey PRIMARY KEY (issue_id);
ALTER TABLE ONLY public.archived_file
    ADD CONSTRAINT archived_file_pkey PRIMARY KEY (issue_id, name);
ALTER TABLE ONLY public.archived_issue
    ADD CONSTRAINT archived_issue_pkey PRIMARY KEY (issue_id);
ALTER TABLE ONLY public.archived_message
    ADD CONSTRAINT archived_message_pkey PRIMARY KEY (issue_id, lang);
ALTER TABLE ONLY public.bounce
    ADD CONSTRAINT bounce_pkey PRIMARY KEY (report_hash);
ALTER TABLE ONLY public.click
    ADD CONSTRAINT click_pkey PRIMARY KEY (issue_id, number);
ALTER TABLE ONLY public.collection
    ADD CONSTRAINT collection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.consent_text
    ADD CONSTRAINT consent_text_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT delivery_key UNIQUE (issue_id, subscriber_id);
ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delivery_total
    ADD CONSTRAINT delivery_total_pkey PRIMARY KEY (issue_id, state, reply);
ALTER TABLE ONLY public.domain_state
    ADD CONSTRAINT domain_state_pkey PRIMARY KEY (domain);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.fetch_state
    ADD CONSTRAINT fetch_state_pkey PRIMARY KEY (url);
ALTER TABLE ONLY public.issue
    ADD CONSTRAINT issue_key UNIQUE (topic, day, kind);
ALTER TABLE ONLY public.issue
    ADD CONSTRAINT issue_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_once_key UNIQUE (once);
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.login
    ADD CONSTRAINT login_pkey PRIMARY KEY (token_hash);
ALTER TABLE ONLY public.observation
    ADD CONSTRAINT observation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rate_count
    ADD CONSTRAINT rate_count_pkey PRIMARY KEY (key, window_at);
ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_pkey PRIMARY KEY (topic, measure, entity);
ALTER TABLE ONLY public.subscriber
    ADD CONSTRAINT subscriber_address_hash_key UNIQUE (address_hash);
ALTER TABLE ONLY public.subscriber
    ADD CONSTRAINT subscriber_address_key_key UNIQUE (address_key);
ALTER TABLE ONLY public.subscriber
    ADD CONSTRAINT subscriber_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.subscription
    ADD CONSTRAINT subscription_pkey PRIMARY KEY (subscriber_id, topic);
ALTER TABLE ONLY public.suppression
    ADD CONSTRAINT suppression_pkey PRIMARY KEY (address_hash);
ALTER TABLE ONLY public.topic_state
    ADD CONSTRAINT topic_state_pkey PRIMARY KEY (topic);
ALTER TABLE ONLY public.used_token
    ADD CONSTRAINT used_token_pkey PRIMARY KEY (token_hash);
ALTER TABLE ONLY public.worker
    ADD CONSTRAINT worker_pkey PRIMARY KEY (id);
CREATE INDEX archive_search_words ON public.archive_search USING gin (words);
CREATE INDEX archived_sent ON public.archived_issue USING btree (sent_at);
CREATE INDEX bounce_address ON public.bounce USING btree (address_hash, at);
CREATE INDEX bounce_issue ON public.bounce USING btree (issue_id);
CREATE INDEX collection_key ON public.collection USING btree (topic, source, at);
CREATE INDEX consent_address ON public.consent USING btree (address_hash, at);
CREATE INDEX delivery_due ON public.delivery USING btree (issue_id, state, next_at);
CREATE INDEX delivery_subscriber ON public.delivery USING btree (subscriber_id);
CREATE INDEX entry_key ON public.entry USING btree (topic, feed, entry_id, learned_at);
CREATE INDEX entry_published ON public.entry USING btree (topic, published_at);
CREATE INDEX issue_state ON public.issue USING btree (state, due_at);
CREATE INDEX letter_address ON public.letter USING btree (address_hash);
CREATE INDEX letter_due ON public.letter USING btree (state, next_at);
CREATE INDEX observation_key ON public.observation USING btree (topic, measure, entity, observed_at, learned_at);
CREATE INDEX subscription_state ON public.subscription USING btree (topic, state, frequency);
CREATE INDEX worker_live ON public.worker USING btree (ended_at, leased_until);
ALTER TABLE ONLY public.archive_search
    ADD CONSTRAINT archive_search_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issue(id);
ALTER TABLE ONLY public.archived_file
    ADD CONSTRAINT archived_file_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issue(id);
ALTER TABLE ONLY public.archived_issue
    ADD CONSTRAINT archived_issue_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issue(id);
ALTER TABLE ONLY public.archived_message
    ADD CONSTRAINT archived_message_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issue(id);
ALTER TABLE ONLY public.click
    ADD CONSTRAINT click_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issue(id);
ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT delivery_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issue(id);
ALTER TABLE ONLY public.delivery_total
    ADD CONSTRAINT delivery_total_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issue(id);
ALTER TABLE ONLY public.login
    ADD CONSTRAINT login_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.subscription
    ADD CONSTRAINT subscription_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES public.subscriber(id) ON DELETE CASCADE;
