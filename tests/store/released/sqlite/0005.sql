BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	password_hash TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);
INSERT INTO "account" VALUES(1,'été ''\','été ''\',1);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE archived_file (
	issue_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (issue_id, name), 
	FOREIGN KEY(issue_id) REFERENCES issue (id)
);
INSERT INTO "archived_file" VALUES(1,'diagrams/1-shares.svg','image/svg+xml',X'3C73766720786D6C6E733D22687474703A2F2F7777772E77332E6F72672F323030302F737667222F3E');
INSERT INTO "archived_file" VALUES(1,'diagrams/1-shares.png','image/png',X'89504E47');
CREATE TABLE archived_issue (
	issue_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	dek TEXT NOT NULL, 
	topic_title TEXT NOT NULL, 
	lang TEXT NOT NULL, 
	direction TEXT NOT NULL, 
	sample BOOLEAN NOT NULL, 
	as_of BIGINT NOT NULL, 
	built_at BIGINT NOT NULL, 
	sent_at BIGINT, 
	content_hash TEXT NOT NULL, 
	email_html TEXT NOT NULL, 
	email_text TEXT NOT NULL, 
	web_html TEXT NOT NULL, 
	message BLOB NOT NULL, 
	manifest TEXT NOT NULL, 
	PRIMARY KEY (issue_id), 
	FOREIGN KEY(issue_id) REFERENCES issue (id)
);
INSERT INTO "archived_issue" VALUES(1,60,'Headline number 0','One sentence that says why it matters.','Open models','en','ltr',1,1772341200000000,1772341200000000,1772341260000000,'sha256:0961dd2d163938123f745ed17c4bd8f186aafdbb46fec0934fcfea1df5ca489b','<!doctype html>
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
','The Daily Figure: Open models
Issue 60, Sunday, 1 March 2026

*** SAMPLE DATA: This issue was built from recorded sample data, not
from live sources. ***


Headline number 0
=================

One sentence that says why it matters.

By the desk, 1 March 2026
Read it in the browser: https://briefing.example/open-models/2026-03-01/

Sources
-------

[1] Models of Qwen (Hugging Face)
    https://huggingface.co/Qwen

-- 
You get this because you subscribed to Open models.
Unsubscribe: %%unsubscribe_url%%
Preferences: %%preferences_url%%
The Daily Figure, %%postal_address%%
','<!doctype html>
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
</html>',X'5375626A6563743A205B53616D706C6520646174615D20486561646C696E65206E756D62657220300D0A46726F6D3A20546865204461696C7920466967757265203C6461696C79406272696566696E672E6578616D706C653E0D0A546F3A20756E646973636C6F7365642D726563697069656E74733A3B0D0A446174653A2053756E2C203031204D617220323032362030353A30303A3030202B303030300D0A4D6573736167652D49443A203C6F70656E2D6D6F64656C732E323032362D30332D3031406272696566696E672E6578616D706C653E0D0A4C6973742D49643A204F70656E206D6F64656C73203C6F70656E2D6D6F64656C732E6272696566696E672E6578616D706C653E0D0A41726368697665642D41743A203C68747470733A2F2F6272696566696E672E6578616D706C652F6F70656E2D6D6F64656C732F323032362D30332D30312F3E0D0A4D494D452D56657273696F6E3A20312E300D0A436F6E74656E742D547970653A206D756C7469706172742F616C7465726E61746976653B20626F756E646172793D223D303D3737336339393836666665346366613335653263636566393D220D0A436F6E74656E742D4C616E67756167653A20656E0D0A0D0A2D2D3D303D3737336339393836666665346366613335653263636566393D0D0A436F6E74656E742D547970653A20746578742F706C61696E3B20636861727365743D227574662D38220D0A436F6E74656E742D5472616E736665722D456E636F64696E673A2071756F7465642D7072696E7461626C650D0A0D0A546865204461696C79204669677572653A204F70656E206D6F64656C730D0A49737375652036302C2053756E6461792C2031204D6172636820323032360D0A0D0A2A2A2A2053414D504C4520444154413A205468697320697373756520776173206275696C742066726F6D207265636F726465642073616D706C6520646174612C206E6F740D0A66726F6D206C69766520736F75726365732E202A2A2A0D0A0D0A0D0A486561646C696E65206E756D62657220300D0A3D33443D33443D33443D33443D33443D33443D33443D33443D33443D33443D33443D33443D33443D33443D33443D33443D33440D0A0D0A4F6E652073656E74656E63652074686174207361797320776879206974206D6174746572732E0D0A0D0A427920746865206465736B2C2031204D6172636820323032360D0A5265616420697420696E207468652062726F777365723A2068747470733A2F2F6272696566696E672E6578616D706C652F6F70656E2D6D6F64656C732F323032362D30332D30312F0D0A0D0A536F75726365730D0A2D2D2D2D2D2D2D0D0A0D0A5B315D204D6F64656C73206F66205177656E202848756767696E672046616365290D0A2020202068747470733A2F2F68756767696E67666163652E636F2F5177656E0D0A0D0A2D2D3D32300D0A596F75206765742074686973206265636175736520796F75207375627363726962656420746F204F70656E206D6F64656C732E0D0A556E7375627363726962653A202525756E7375627363726962655F75726C25250D0A507265666572656E6365733A202525707265666572656E6365735F75726C25250D0A546865204461696C79204669677572652C202525706F7374616C5F6164647265737325250D0A0D0A2D2D3D303D3737336339393836666665346366613335653263636566393D0D0A4D494D452D56657273696F6E3A20312E300D0A436F6E74656E742D547970653A206D756C7469706172742F72656C617465643B20626F756E646172793D223D313D3737336339393836666665346366613335653263636566393D220D0A0D0A2D2D3D313D3737336339393836666665346366613335653263636566393D0D0A436F6E74656E742D547970653A20746578742F68746D6C3B20636861727365743D227574662D38220D0A436F6E74656E742D5472616E736665722D456E636F64696E673A2071756F7465642D7072696E7461626C650D0A0D0A3C21646F63747970652068746D6C3E0D0A3C68746D6C206C616E673D334422656E22206469723D3344226C74722220786D6C6E733D334422687474703A2F2F7777772E77332E6F72672F313939392F7868746D6C2220786D6C6E733A763D0D0A3D33442275726E3A736368656D61732D6D6963726F736F66742D636F6D3A766D6C2220786D6C6E733A6F3D33442275726E3A736368656D61732D6D6963726F736F66742D636F6D3A6F666669633D0D0A653A6F6666696365223E0D0A3C686561643E0D0A3C7469746C653E0D0A486561646C696E65206E756D62657220300D0A3C2F7469746C653E0D0A3C212D2D5B696620216D736F5D3E3C212D2D3E0D0A3C6D65746120687474702D65717569763D334422582D55412D436F6D70617469626C652220636F6E74656E743D33442249453D334465646765223E0D0A3C212D2D3C215B656E6469665D2D2D3E0D0A3C6D65746120687474702D65717569763D334422436F6E74656E742D547970652220636F6E74656E743D334422746578742F68746D6C3B20636861727365743D33445554462D38223E0D0A3C6D657461206E616D653D33442276696577706F72742220636F6E74656E743D33442277696474683D33446465766963652D77696474682C20696E697469616C2D7363616C653D334431223E0D0A3C7374796C6520747970653D334422746578742F637373223E0D0A236F75746C6F6F6B2061207B2070616464696E673A303B207D0D0A626F6479207B206D617267696E3A303B70616464696E673A303B2D7765626B69742D746578742D73697A652D61646A7573743A313030253B2D6D732D746578742D73697A652D61646A7573743A3D0D0A313030253B207D0D0A7461626C652C207464207B20626F726465722D636F6C6C617073653A636F6C6C617073653B6D736F2D7461626C652D6C73706163653A3070743B6D736F2D7461626C652D7273706163653A30703D0D0A743B207D0D0A696D67207B20626F726465723A303B6865696768743A6175746F3B6C696E652D6865696768743A313030253B206F75746C696E653A6E6F6E653B746578742D6465636F726174696F6E3A6E6F6E3D0D0A653B2D6D732D696E746572706F6C6174696F6E2D6D6F64653A626963756269633B207D0D0A70207B20646973706C61793A626C6F636B3B6D617267696E3A3133707820303B207D0D0A3C2F7374796C653E0D0A3C212D2D5B6966206D736F5D3E0D0A3C6E6F7363726970743E0D0A3C786D6C3E0D0A3C6F3A4F6666696365446F63756D656E7453657474696E67733E0D0A3C6F3A416C6C6F77504E472F3E0D0A3C6F3A506978656C73506572496E63683E39363C2F6F3A506978656C73506572496E63683E0D0A3C2F6F3A4F6666696365446F63756D656E7453657474696E67733E0D0A3C2F786D6C3E0D0A3C2F6E6F7363726970743E0D0A3C215B656E6469665D2D2D3E0D0A3C212D2D5B6966206C7465206D736F2031315D3E0D0A3C7374796C6520747970653D334422746578742F637373223E0D0A2E6D6A2D6F75746C6F6F6B2D67726F75702D666978207B2077696474683A313030252021696D706F7274616E743B207D0D0A3C2F7374796C653E0D0A3C215B656E6469665D2D2D3E0D0A3C7374796C6520747970653D334422746578742F637373223E0D0A406D65646961206F6E6C792073637265656E20616E6420286D696E2D77696474683A343830707829207B0D0A2E6D6A2D636F6C756D6E2D7065722D313030207B2077696474683A313030252021696D706F7274616E743B206D61782D77696474683A20313030253B207D0D0A7D0D0A3C2F7374796C653E0D0A3C7374796C65206D656469613D33442273637265656E20616E6420286D696E2D77696474683A343830707829223E0D0A2E6D6F7A2D746578742D68746D6C202E6D6A2D636F6C756D6E2D7065722D313030207B2077696474683A313030252021696D706F7274616E743B206D61782D77696474683A20313030253B207D0D0A3C2F7374796C653E0D0A3C7374796C6520747970653D334422746578742F637373223E3A726F6F74207B20636F6C6F722D736368656D653A206C69676874206461726B3B20737570706F727465642D636F6C6F722D73633D0D0A68656D65733A206C69676874206461726B3B207D0D0A696D672E6E6172726F77207B20646973706C61793A206E6F6E653B207D0D0A406D65646961206F6E6C792073637265656E20616E6420286D61782D77696474683A20343830707829207B0D0A68312E686561646C696E65207B20666F6E742D73697A653A20323670782021696D706F7274616E743B206C696E652D6865696768743A20333270782021696D706F7274616E743B207D0D0A2E696E6B203E206469762C202E6D75746564203E20646976207B20666F6E742D73697A653A20696E68657269743B207D0D0A2E737572666163652074642C202E637461207464207B20776F72642D627265616B3A20627265616B2D776F72643B207D0D0A2E6D61737468656164202E6D757465642C202E73757266616365202E696E6B2C202E73757266616365202E6D75746564207B2070616464696E672D6C6566743A20323070782021696D706F72743D0D0A616E743B2070616464696E672D72696768743A20323070782021696D706F7274616E743B207D0D0A696D672E776964652E6861732D6E6172726F77207B20646973706C61793A206E6F6E652021696D706F7274616E743B207D0D0A696D672E6E6172726F77207B20646973706C61793A20626C6F636B2021696D706F7274616E743B206D61782D6865696768743A206E6F6E652021696D706F7274616E743B206D617267696E3A203D0D0A30206175746F2021696D706F7274616E743B207D0D0A7D0D0A406D656469612028707265666572732D636F6C6F722D736368656D653A206461726B29207B0D0A626F64792C202E70616765207B206261636B67726F756E642D636F6C6F723A20233065313131362021696D706F7274616E743B207D0D0A2E737572666163652C202E73757266616365207461626C652C202E73757266616365207464207B206261636B67726F756E642D636F6C6F723A20233137316232322021696D706F7274616E743B3D0D0A207D0D0A2E73757266616365203E207461626C65203E2074626F6479203E207472203E207464207B20626F726465722D746F702D636F6C6F723A20233861623466662021696D706F7274616E743B207D0D0A2E65766964656E6365203E207461626C65203E2074626F6479203E207472203E207464207B20626F726465722D746F702D636F6C6F723A20233332336134372021696D706F7274616E743B207D0D0A2E696E6B2C202E696E6B203E206469762C202E696E6B20702C202E696E6B206C692C202E696E6B2074642C202E696E6B2074682C202E696E6B2068312C202E696E6B2068322C202E696E6B20683D0D0A332C202E696E6B2068342C202E696E6B207374726F6E672C207374726F6E672E696E6B207B20636F6C6F723A20236538656165652021696D706F7274616E743B207D0D0A2E6D757465642C202E6D75746564203E206469762C202E6D7574656420702C202E6D757465642074642C202E6D75746564206C692C202E66696E652D7072696E7420636F64652C202E696E6B203D0D0A702E6D6574612C202E696E6B20702E63617074696F6E2C202E696E6B20702E7768792C202E696E6B20702E686F72697A6F6E2C202E696E6B2074642E72616E6B2C20612E7175696574207B20633D0D0A6F6C6F723A20236133616262382021696D706F7274616E743B207D0D0A2E696E6B20612C202E696E6B2061207374726F6E672C202E6D757465642061207B20636F6C6F723A20233861623466662021696D706F7274616E743B207D0D0A2E6D7574656420612E71756965742C202E73616D706C652D74657874207374726F6E67207B20636F6C6F723A20696E68657269742021696D706F7274616E743B207D0D0A2E696E6B2074642E6461792C202E696E6B2074642E646179207374726F6E67207B20636F6C6F723A20233861623466662021696D706F7274616E743B207D0D0A2E72756C6520702C202E696E6B2068722C202E696E6B207461626C652E646174612074682C202E696E6B207461626C652E646174612074642C202E696E6B2074642E616374696F6E2C202E696E3D0D0A6B2074642E746F6C64207B20626F726465722D636F6C6F723A20233332336134372021696D706F7274616E743B207D0D0A2E696E6B207461626C652E636F64652074642C20636F6465207B206261636B67726F756E642D636F6C6F723A20233065313131362021696D706F7274616E743B207D0D0A2E696E6B207461626C652E71756F7465207464207B20626F726465722D636F6C6F723A20233861623466662021696D706F7274616E743B207D0D0A2E6374612C202E637461207461626C652C202E637461207464207B206261636B67726F756E642D636F6C6F723A20233137316232322021696D706F7274616E743B207D0D0A2E637461202E6F6E2D616363656E74206469762C202E637461202E6F6E2D616363656E742070207B20636F6C6F723A20236538656165652021696D706F7274616E743B207D0D0A2E637461202E627574746F6E207461626C652074642C202E637461202E627574746F6E2061207B206261636B67726F756E642D636F6C6F723A20233861623466662021696D706F7274616E743B3D0D0A20636F6C6F723A20233062313032302021696D706F7274616E743B207D0D0A2E6C65747465722D627574746F6E207461626C652074642C202E6C65747465722D627574746F6E2061207B206261636B67726F756E642D636F6C6F723A20233861623466662021696D706F72743D0D0A616E743B20636F6C6F723A20233062313032302021696D706F7274616E743B207D0D0A2E73616D706C652C202E73616D706C65207461626C652C202E73616D706C65207464207B206261636B67726F756E642D636F6C6F723A20236662626632342021696D706F7274616E743B207D0D0A2E73616D706C65202E73616D706C652D7465787420646976207B20636F6C6F723A20233065313131362021696D706F7274616E743B207D0D0A7D3C2F7374796C653E0D0A3C6D65746120636F6E74656E743D3344226C69676874206461726B22206E616D653D334422636F6C6F722D736368656D65222F3E0D0A3C6D65746120636F6E74656E743D3344226C69676874206461726B22206E616D653D334422737570706F727465642D636F6C6F722D736368656D6573222F3E0D0A3C6D65746120636F6E74656E743D33442274656C6570686F6E653D33446E6F2C646174653D33446E6F2C616464726573733D33446E6F2C656D61696C3D33446E6F2C75726C3D33446E6F22206E3D0D0A616D653D334422666F726D61742D646574656374696F6E222F3E0D0A3C2F686561643E0D0A3C626F6479207374796C653D334422776F72642D73706163696E673A6E6F726D616C3B6261636B67726F756E642D636F6C6F723A236633663466313B223E0D0A3C646976207374796C653D334422646973706C61793A6E6F6E653B666F6E742D73697A653A3170783B636F6C6F723A236666666666663B6C696E652D6865696768743A3170783B6D61782D68653D0D0A696768743A3070783B6D61782D77696474683A3070783B6F7061636974793A303B6F766572666C6F773A68696464656E3B223E0D0A4F6E652073656E74656E63652074686174207361797320776879206974206D6174746572732E0D0A3C2F6469763E0D0A3C64697620617269612D726F6C656465736372697074696F6E3D334422656D61696C2220636C6173733D3344227061676522207374796C653D3344226261636B67726F756E642D636F6C6F723A3D0D0A236633663466312220726F6C653D33442261727469636C6522206C616E673D334422656E22206469723D3344226C74722220617269612D6C6162656C3D334422486561646C696E65206E756D623D0D0A65722030223E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C7461626C650D0A616C69676E3D33442263656E7465722220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220636C6173733D33442273613D0D0A6D706C652D6F75746C6F6F6B2220726F6C653D33442270726573656E746174696F6E22207374796C653D33442277696474683A3630307078222077696474683D33442236303022206267636F6C3D0D0A6F723D33442223393234303065220D0A3E0D0A3C74723E0D0A3C7464207374796C653D3344226C696E652D6865696768743A3070783B666F6E742D73697A653A3070783B6D736F2D6C696E652D6865696768742D72756C653A65786163746C793B223E0D0A3C215B656E6469665D2D2D3E0D0A3C64697620636C6173733D33442273616D706C6522207374796C653D3344226261636B67726F756E643A233932343030653B6261636B67726F756E642D636F6C6F723A233932343030653B6D613D0D0A7267696E3A307078206175746F3B6D61782D77696474683A3630307078223E0D0A3C7461626C650D0A616C69676E3D33442263656E7465722220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220726F6C653D3344227072653D0D0A73656E746174696F6E22207374796C653D33442277696474683A313030253B6261636B67726F756E643A233932343030653B6261636B67726F756E642D636F6C6F723A23393234303065220D0A3E0D0A3C74626F64793E0D0A3C74723E0D0A3C74640D0A7374796C653D334422646972656374696F6E3A6C74723B666F6E742D73697A653A3070783B70616464696E673A38707820303B746578742D616C69676E3A63656E746572220D0A3E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C7461626C6520726F6C653D33442270726573656E746174696F6E2220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D33442230223E0D0A3C74723E0D0A3C7464207374796C653D334422766572746963616C2D616C69676E3A746F703B77696474683A3630307078223E0D0A3C215B656E6469665D2D2D3E0D0A3C64697620636C6173733D3344226D6A2D636F6C756D6E2D7065722D313030206D6A2D6F75746C6F6F6B2D67726F75702D66697822207374796C653D334422666F6E742D73697A653A3070783B3D0D0A746578742D616C69676E3A6C6566743B646972656374696F6E3A6C74723B646973706C61793A696E6C696E652D626C6F636B3B766572746963616C2D616C69676E3A746F703B77696474683A313D0D0A303025223E0D0A3C7461626C6520626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220726F6C653D33442270726573656E746174696F6E223D0D0A207374796C653D334422766572746963616C2D616C69676E3A746F70222077696474683D33442231303025223E0D0A3C74626F64793E0D0A3C74723E0D0A3C746420616C69676E3D33442263656E7465722220636C6173733D33442273616D706C652D7465787422207374796C653D334422666F6E742D73697A653A3070783B70616464696E673A3020333D0D0A3270783B776F72642D627265616B3A627265616B2D776F7264223E0D0A3C646976207374796C653D334422666F6E742D66616D696C793A2D6170706C652D73797374656D2C20275365676F65205549272C2048656C7665746963612C20417269616C2C2073616E732D733D0D0A657269663B666F6E742D73697A653A313370783B6C696E652D6865696768743A313870783B746578742D616C69676E3A63656E7465723B636F6C6F723A23666666666666223E3C7374726F6E673D0D0A3E53616D706C6520646174612E3C2F7374726F6E673E205468697320697373756520776173206275696C742066726F6D207265636F726465642073616D706C6520646174612C206E6F742066723D0D0A6F6D206C69766520736F75726365732E3C2F6469763E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F74626F64793E0D0A3C2F7461626C653E0D0A3C2F6469763E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F7461626C653E0D0A3C215B656E6469665D2D2D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F74626F64793E0D0A3C2F7461626C653E0D0A3C2F6469763E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F7461626C653E0D0A3C7461626C650D0A616C69676E3D33442263656E7465722220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220636C6173733D3344226D613D0D0A7374686561642D6F75746C6F6F6B2220726F6C653D33442270726573656E746174696F6E22207374796C653D33442277696474683A3630307078222077696474683D334422363030220D0A3E0D0A3C74723E0D0A3C7464207374796C653D3344226C696E652D6865696768743A3070783B666F6E742D73697A653A3070783B6D736F2D6C696E652D6865696768742D72756C653A65786163746C793B223E0D0A3C215B656E6469665D2D2D3E0D0A3C64697620636C6173733D3344226D6173746865616422207374796C653D3344226D617267696E3A307078206175746F3B6D61782D77696474683A3630307078223E0D0A3C7461626C650D0A616C69676E3D33442263656E7465722220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220726F6C653D3344227072653D0D0A73656E746174696F6E22207374796C653D33442277696474683A31303025220D0A3E0D0A3C74626F64793E0D0A3C74723E0D0A3C74640D0A7374796C653D334422646972656374696F6E3A6C74723B666F6E742D73697A653A3070783B70616464696E673A32307078203020313470783B746578742D616C69676E3A63656E746572220D0A3E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C7461626C6520726F6C653D33442270726573656E746174696F6E2220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D33442230223E0D0A3C74723E0D0A3C7464207374796C653D334422766572746963616C2D616C69676E3A746F703B77696474683A3630307078223E0D0A3C215B656E6469665D2D2D3E0D0A3C64697620636C6173733D3344226D6A2D636F6C756D6E2D7065722D313030206D6A2D6F75746C6F6F6B2D67726F75702D66697822207374796C653D334422666F6E742D73697A653A3070783B3D0D0A746578742D616C69676E3A6C6566743B646972656374696F6E3A6C74723B646973706C61793A696E6C696E652D626C6F636B3B766572746963616C2D616C69676E3A746F703B77696474683A313D0D0A303025223E0D0A3C7461626C6520626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220726F6C653D33442270726573656E746174696F6E223D0D0A207374796C653D334422766572746963616C2D616C69676E3A746F70222077696474683D33442231303025223E0D0A3C74626F64793E0D0A3C74723E0D0A3C746420616C69676E3D3344226C6566742220636C6173733D3344226D7574656422207374796C653D334422666F6E742D73697A653A3070783B70616464696E673A3020333270783B776F72643D0D0A2D627265616B3A627265616B2D776F7264223E0D0A3C646976207374796C653D334422666F6E742D66616D696C793A2D6170706C652D73797374656D2C20275365676F65205549272C2048656C7665746963612C20417269616C2C2073616E732D733D0D0A657269663B666F6E742D73697A653A313370783B6C696E652D6865696768743A323070783B746578742D616C69676E3A6C6566743B636F6C6F723A23353635633636223E3C7374726F6E6720633D0D0A6C6173733D334422696E6B22207374796C653D334422636F6C6F723A233161316432333B666F6E742D73697A653A313670783B6C65747465722D73706163696E673A2D302E3031656D3B223E543D0D0A6865204461696C79204669677572653C2F7374726F6E673E3C62722F3E4F70656E206D6F64656C73203D43323D4237204973737565203630203D43323D42372053756E6461792C2031204D61723D0D0A636820323032363C2F6469763E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F74626F64793E0D0A3C2F7461626C653E0D0A3C2F6469763E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F7461626C653E0D0A3C215B656E6469665D2D2D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F74626F64793E0D0A3C2F7461626C653E0D0A3C2F6469763E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F7461626C653E0D0A3C7461626C650D0A616C69676E3D33442263656E7465722220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220636C6173733D33442273753D0D0A72666163652D6F75746C6F6F6B2220726F6C653D33442270726573656E746174696F6E22207374796C653D33442277696474683A3630307078222077696474683D33442236303022206267636F3D0D0A6C6F723D33442223666666666666220D0A3E0D0A3C74723E0D0A3C7464207374796C653D3344226C696E652D6865696768743A3070783B666F6E742D73697A653A3070783B6D736F2D6C696E652D6865696768742D72756C653A65786163746C793B223E0D0A3C215B656E6469665D2D2D3E0D0A3C64697620636C6173733D3344227375726661636522207374796C653D3344226261636B67726F756E643A236666666666663B6261636B67726F756E642D636F6C6F723A236666666666663B6D3D0D0A617267696E3A307078206175746F3B6D61782D77696474683A3630307078223E0D0A3C7461626C650D0A616C69676E3D33442263656E7465722220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220726F6C653D3344227072653D0D0A73656E746174696F6E22207374796C653D33442277696474683A313030253B6261636B67726F756E643A236666666666663B6261636B67726F756E642D636F6C6F723A23666666666666220D0A3E0D0A3C74626F64793E0D0A3C74723E0D0A3C74640D0A7374796C653D334422626F726465722D746F703A34707820736F6C696420233164346564383B646972656374696F6E3A6C74723B666F6E742D73697A653A3070783B70616464696E673A3330703D0D0A782030203670783B746578742D616C69676E3A63656E746572220D0A3E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C7461626C6520726F6C653D33442270726573656E746174696F6E2220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D33442230223E0D0A3C74723E0D0A3C7464207374796C653D334422766572746963616C2D616C69676E3A746F703B77696474683A3630307078223E0D0A3C215B656E6469665D2D2D3E0D0A3C64697620636C6173733D3344226D6A2D636F6C756D6E2D7065722D313030206D6A2D6F75746C6F6F6B2D67726F75702D66697822207374796C653D334422666F6E742D73697A653A3070783B3D0D0A746578742D616C69676E3A6C6566743B646972656374696F6E3A6C74723B646973706C61793A696E6C696E652D626C6F636B3B766572746963616C2D616C69676E3A746F703B77696474683A313D0D0A303025223E0D0A3C7461626C6520626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220726F6C653D33442270726573656E746174696F6E223D0D0A207374796C653D334422766572746963616C2D616C69676E3A746F70222077696474683D33442231303025223E0D0A3C74626F64793E0D0A3C74723E0D0A3C746420616C69676E3D3344226C6566742220636C6173733D334422696E6B22207374796C653D334422666F6E742D73697A653A3070783B70616464696E673A3020333270783B776F72642D623D0D0A7265616B3A627265616B2D776F7264223E0D0A3C646976207374796C653D334422666F6E742D66616D696C793A47656F726769612C202754696D6573204E657720526F6D616E272C2073657269663B666F6E742D73697A653A313770783B6C693D0D0A6E652D6865696768743A323770783B746578742D616C69676E3A6C6566743B636F6C6F723A23316131643233223E3C683120636C6173733D334422686561646C696E6522207374796C653D33443D0D0A226D617267696E3A303B666F6E742D66616D696C793A2D6170706C652D73797374656D2C20275365676F65205549272C2048656C7665746963612C20417269616C2C2073616E732D73657269663D0D0A3B666F6E742D73697A653A333170783B6C696E652D6865696768743A333870783B666F6E742D7765696768743A3830303B6C65747465722D73706163696E673A2D302E3032656D3B636F6C6F723D0D0A3A233161316432333B223E486561646C696E65206E756D62657220303C2F68313E3C2F6469763E0D0A3C2F74643E0D0A3C2F74723E3C74723E0D0A3C746420616C69676E3D3344226C6566742220636C6173733D3344226D757465642064656B22207374796C653D334422666F6E742D73697A653A3070783B70616464696E673A3020333270783B3D0D0A70616464696E672D746F703A313270783B776F72642D627265616B3A627265616B2D776F7264223E0D0A3C646976207374796C653D334422666F6E742D66616D696C793A47656F726769612C202754696D6573204E657720526F6D616E272C2073657269663B666F6E742D73697A653A313970783B6C693D0D0A6E652D6865696768743A323870783B746578742D616C69676E3A6C6566743B636F6C6F723A23353635633636223E4F6E652073656E74656E63652074686174207361797320776879206974206D3D0D0A6174746572732E3C2F6469763E0D0A3C2F74643E0D0A3C2F74723E3C74723E0D0A3C746420616C69676E3D3344226C6566742220636C6173733D3344226D7574656422207374796C653D334422666F6E742D73697A653A3070783B70616464696E673A3020333270783B706164643D0D0A696E672D746F703A313470783B776F72642D627265616B3A627265616B2D776F7264223E0D0A3C646976207374796C653D334422666F6E742D66616D696C793A2D6170706C652D73797374656D2C20275365676F65205549272C2048656C7665746963612C20417269616C2C2073616E732D733D0D0A657269663B666F6E742D73697A653A313370783B6C696E652D6865696768743A323070783B746578742D616C69676E3A6C6566743B636F6C6F723A23353635633636223E4279207468652064653D0D0A736B203D43323D4237203C6120636C6173733D33442271756965742220687265663D33442268747470733A2F2F6272696566696E672E6578616D706C652F6F70656E2D6D6F64656C732F3230323D0D0A362D30332D30312F22207374796C653D334422636F6C6F723A233536356336363B223E5265616420697420696E207468652062726F777365723C2F613E3C2F6469763E0D0A3C2F74643E0D0A3C2F74723E3C74723E0D0A3C746420616C69676E3D33442263656E7465722220636C6173733D33442272756C6522207374796C653D334422666F6E742D73697A653A3070783B70616464696E673A323070782033327078203D0D0A323070783B776F72642D627265616B3A627265616B2D776F7264223E0D0A3C70207374796C653D334422626F726465722D746F703A736F6C69642031707820236463646665343B666F6E742D73697A653A3170783B6D617267696E3A307078206175746F3B77696474683A3D0D0A3130302522203E203C2F703E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C7461626C6520616C69676E3D33442263656E7465722220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D3344223022207374796C3D0D0A653D334422626F726465722D746F703A736F6C69642031707820236463646665343B666F6E742D73697A653A3170783B6D617267696E3A307078206175746F3B77696474683A353336707822203D0D0A726F6C653D33442270726573656E746174696F6E222077696474683D334422353336707822203E0D0A3C74723E0D0A3C7464207374796C653D3344226865696768743A303B6C696E652D6865696768743A303B223E0D0A266E6273703B0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F7461626C653E0D0A3C215B656E6469665D2D2D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F74626F64793E0D0A3C2F7461626C653E0D0A3C2F6469763E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F7461626C653E0D0A3C215B656E6469665D2D2D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F74626F64793E0D0A3C2F7461626C653E0D0A3C2F6469763E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F7461626C653E0D0A3C7461626C650D0A616C69676E3D33442263656E7465722220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220636C6173733D33442273753D0D0A72666163652D6F75746C6F6F6B2065766964656E63652D6F75746C6F6F6B2220726F6C653D33442270726573656E746174696F6E22207374796C653D33442277696474683A36303070782220773D0D0A696474683D33442236303022206267636F6C6F723D33442223666666666666220D0A3E0D0A3C74723E0D0A3C7464207374796C653D3344226C696E652D6865696768743A3070783B666F6E742D73697A653A3070783B6D736F2D6C696E652D6865696768742D72756C653A65786163746C793B223E0D0A3C215B656E6469665D2D2D3E0D0A3C64697620636C6173733D334422737572666163652065766964656E636522207374796C653D3344226261636B67726F756E643A236666666666663B6261636B67726F756E642D636F6C6F723A3D0D0A236666666666663B6D617267696E3A307078206175746F3B6D61782D77696474683A3630307078223E0D0A3C7461626C650D0A616C69676E3D33442263656E7465722220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220726F6C653D3344227072653D0D0A73656E746174696F6E22207374796C653D33442277696474683A313030253B6261636B67726F756E643A236666666666663B6261636B67726F756E642D636F6C6F723A23666666666666220D0A3E0D0A3C74626F64793E0D0A3C74723E0D0A3C74640D0A7374796C653D334422626F726465722D746F703A31707820736F6C696420236463646665343B646972656374696F6E3A6C74723B666F6E742D73697A653A3070783B70616464696E673A3234703D0D0A78203020313470783B746578742D616C69676E3A63656E746572220D0A3E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C7461626C6520726F6C653D33442270726573656E746174696F6E2220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D33442230223E0D0A3C74723E0D0A3C7464207374796C653D334422766572746963616C2D616C69676E3A746F703B77696474683A3630307078223E0D0A3C215B656E6469665D2D2D3E0D0A3C64697620636C6173733D3344226D6A2D636F6C756D6E2D7065722D313030206D6A2D6F75746C6F6F6B2D67726F75702D66697822207374796C653D334422666F6E742D73697A653A3070783B3D0D0A746578742D616C69676E3A6C6566743B646972656374696F6E3A6C74723B646973706C61793A696E6C696E652D626C6F636B3B766572746963616C2D616C69676E3A746F703B77696474683A313D0D0A303025223E0D0A3C7461626C6520626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220726F6C653D33442270726573656E746174696F6E223D0D0A207374796C653D334422766572746963616C2D616C69676E3A746F70222077696474683D33442231303025223E0D0A3C74626F64793E0D0A3C74723E0D0A3C746420616C69676E3D3344226C6566742220636C6173733D334422696E6B22207374796C653D334422666F6E742D73697A653A3070783B70616464696E673A3020333270783B776F72642D623D0D0A7265616B3A627265616B2D776F7264223E0D0A3C646976207374796C653D334422666F6E742D66616D696C793A47656F726769612C202754696D6573204E657720526F6D616E272C2073657269663B666F6E742D73697A653A313770783B6C693D0D0A6E652D6865696768743A323770783B746578742D616C69676E3A6C6566743B636F6C6F723A23316131643233223E3C6832207374796C653D3344226D617267696E3A302030203870783B666F6E3D0D0A742D66616D696C793A2D6170706C652D73797374656D2C20275365676F65205549272C2048656C7665746963612C20417269616C2C2073616E732D73657269663B666F6E742D73697A653A31353D0D0A70783B6C696E652D6865696768743A323270783B666F6E742D7765696768743A3730303B636F6C6F723A233161316432333B223E536F75726365733C2F68323E3C2F6469763E0D0A3C2F74643E0D0A3C2F74723E3C74723E0D0A3C746420616C69676E3D3344226C6566742220636C6173733D3344226D757465642066696E652D7072696E7422207374796C653D334422666F6E742D73697A653A3070783B70616464696E673A3D0D0A3020333270783B776F72642D627265616B3A627265616B2D776F7264223E0D0A3C646976207374796C653D334422666F6E742D66616D696C793A47656F726769612C202754696D6573204E657720526F6D616E272C2073657269663B666F6E742D73697A653A313770783B6C693D0D0A6E652D6865696768743A323770783B746578742D616C69676E3A6C6566743B636F6C6F723A23316131643233223E3C64697620636C6173733D33442266696E65223E3C6F6C207374796C653D0D0A3D3344226D617267696E3A2030203020313670783B70616464696E673A20302030203020323470783B223E3C6C69207374796C653D334422666F6E742D66616D696C793A202D6170706C652D733D0D0A797374656D2C20275365676F65205549272C2048656C7665746963612C20417269616C2C2073616E732D73657269663B666F6E742D73697A653A20313370783B6C696E652D6865696768743A203D0D0A313970783B636F6C6F723A20233536356336363B6D617267696E3A20302030203570783B223E3C6120687265663D33442268747470733A2F2F68756767696E67666163652E636F2F5177656E223D0D0A207374796C653D334422636F6C6F723A20233164346564383B746578742D6465636F726174696F6E3A20756E6465726C696E653B223E4D6F64656C73206F66205177656E3C2F613E2C204875673D0D0A67696E6720466163653C2F6C693E3C2F6F6C3E3C2F6469763E3C2F6469763E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F74626F64793E0D0A3C2F7461626C653E0D0A3C2F6469763E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F7461626C653E0D0A3C215B656E6469665D2D2D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F74626F64793E0D0A3C2F7461626C653E0D0A3C2F6469763E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F7461626C653E0D0A3C7461626C650D0A616C69676E3D33442263656E7465722220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220726F6C653D3344227072653D0D0A73656E746174696F6E22207374796C653D33442277696474683A3630307078222077696474683D334422363030220D0A3E0D0A3C74723E0D0A3C7464207374796C653D3344226C696E652D6865696768743A3070783B666F6E742D73697A653A3070783B6D736F2D6C696E652D6865696768742D72756C653A65786163746C793B223E0D0A3C215B656E6469665D2D2D3E0D0A3C646976207374796C653D3344226D617267696E3A307078206175746F3B6D61782D77696474683A3630307078223E0D0A3C7461626C650D0A616C69676E3D33442263656E7465722220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220726F6C653D3344227072653D0D0A73656E746174696F6E22207374796C653D33442277696474683A31303025220D0A3E0D0A3C74626F64793E0D0A3C74723E0D0A3C74640D0A7374796C653D334422646972656374696F6E3A6C74723B666F6E742D73697A653A3070783B70616464696E673A32347078203020333670783B746578742D616C69676E3A63656E746572220D0A3E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C7461626C6520726F6C653D33442270726573656E746174696F6E2220626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D33442230223E0D0A3C74723E0D0A3C7464207374796C653D334422766572746963616C2D616C69676E3A746F703B77696474683A3630307078223E0D0A3C215B656E6469665D2D2D3E0D0A3C64697620636C6173733D3344226D6A2D636F6C756D6E2D7065722D313030206D6A2D6F75746C6F6F6B2D67726F75702D66697822207374796C653D334422666F6E742D73697A653A3070783B3D0D0A746578742D616C69676E3A6C6566743B646972656374696F6E3A6C74723B646973706C61793A696E6C696E652D626C6F636B3B766572746963616C2D616C69676E3A746F703B77696474683A313D0D0A303025223E0D0A3C7461626C6520626F726465723D33442230222063656C6C70616464696E673D33442230222063656C6C73706163696E673D334422302220726F6C653D33442270726573656E746174696F6E223D0D0A207374796C653D334422766572746963616C2D616C69676E3A746F70222077696474683D33442231303025223E0D0A3C74626F64793E0D0A3C74723E0D0A3C746420616C69676E3D33442263656E7465722220636C6173733D3344226D7574656422207374796C653D334422666F6E742D73697A653A3070783B70616464696E673A3020333270783B776F3D0D0A72642D627265616B3A627265616B2D776F7264223E0D0A3C646976207374796C653D334422666F6E742D66616D696C793A2D6170706C652D73797374656D2C20275365676F65205549272C2048656C7665746963612C20417269616C2C2073616E732D733D0D0A657269663B666F6E742D73697A653A313370783B6C696E652D6865696768743A323170783B746578742D616C69676E3A63656E7465723B636F6C6F723A23353635633636223E596F75206765743D0D0A2074686973206265636175736520796F75207375627363726962656420746F204F70656E206D6F64656C732E3C62722F3E3C6120636C6173733D33442271756965742220687265663D334422253D0D0A25756E7375627363726962655F75726C252522207374796C653D334422636F6C6F723A233536356336363B223E556E7375627363726962653C2F613E203D43323D4237203C6120636C6173733D0D0A3D33442271756965742220687265663D3344222525707265666572656E6365735F75726C252522207374796C653D334422636F6C6F723A233536356336363B223E507265666572656E6365733C3D0D0A2F613E3C62722F3E546865204461696C79204669677572652C202525706F7374616C5F6164647265737325253C2F6469763E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F74626F64793E0D0A3C2F7461626C653E0D0A3C2F6469763E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F7461626C653E0D0A3C215B656E6469665D2D2D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F74626F64793E0D0A3C2F7461626C653E0D0A3C2F6469763E0D0A3C212D2D5B6966206D736F207C2049455D3E0D0A3C2F74643E0D0A3C2F74723E0D0A3C2F7461626C653E0D0A3C215B656E6469665D2D2D3E3C2F6469763E0D0A3C2F626F64793E0D0A3C2F68746D6C3E0D0A0D0A2D2D3D313D3737336339393836666665346366613335653263636566393D0D0A436F6E74656E742D547970653A20696D6167652F706E670D0A436F6E74656E742D5472616E736665722D456E636F64696E673A206261736536340D0A436F6E74656E742D446973706F736974696F6E3A20696E6C696E653B2066696C656E616D653D22312D7368617265732E706E67220D0A436F6E74656E742D49443A203C312E373733633939383666666534636661333565326363656639406272696566696E672E6578616D706C653E0D0A4D494D452D56657273696F6E3A20312E300D0A0D0A6956424F52773D3D0D0A0D0A2D2D3D313D3737336339393836666665346366613335653263636566393D2D2D0D0A0D0A2D2D3D303D3737336339393836666665346366613335653263636566393D2D2D0D0A','{"topic": "open-models", "topic_title": "Open models", "publication": "The Daily Figure", "date": "2026-03-01", "number": 60, "title": "Headline number 0", "dek": "One sentence that says why it matters.", "byline": "By the desk", "lang": "en", "url": "https://briefing.example/open-models/2026-03-01/", "as_of": "2026-03-01T05:00:00Z", "sample": true, "sections": [], "directives": [], "diagrams": [{"kind": "pie", "title": "Shares", "caption": "Who holds what.", "alt": "Pie chart: A 100 %", "svg": "diagrams/1-shares.svg", "png": "diagrams/1-shares.png", "width": 520, "height": 300, "narrow": null, "script": "pie\n\"A\": 1"}], "figures": [], "claims": [], "sources": [{"title": "Models of Qwen", "url": "https://huggingface.co/Qwen", "publisher": "Hugging Face", "published_at": "2026-03-01T05:00:00Z"}], "findings": [], "sizes": {"email.html": 13910, "email.txt": 576, "index.html": 7925, "message.eml": 16834, "diagrams/1-shares.svg": 41, "diagrams/1-shares.png": 4}, "content_hash": "sha256:0961dd2d163938123f745ed17c4bd8f186aafdbb46fec0934fcfea1df5ca489b"}');
CREATE TABLE archived_message (
	issue_id INTEGER NOT NULL, 
	lang TEXT NOT NULL, 
	message BLOB NOT NULL, 
	PRIMARY KEY (issue_id, lang), 
	FOREIGN KEY(issue_id) REFERENCES issue (id)
);
INSERT INTO "archived_message" VALUES(1,'été ''\',X'00FF');
CREATE TABLE bounce (
	report_hash TEXT NOT NULL, 
	delivery_id INTEGER, 
	address_hash TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	status TEXT NOT NULL, 
	diagnostic TEXT NOT NULL, 
	at BIGINT NOT NULL, issue_id INTEGER, 
	PRIMARY KEY (report_hash)
);
INSERT INTO "bounce" VALUES('été ''\',1,'été ''\','été ''\','été ''\','été ''\',1,1);
CREATE TABLE click (
	issue_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	count BIGINT NOT NULL, 
	PRIMARY KEY (issue_id, number), 
	FOREIGN KEY(issue_id) REFERENCES issue (id)
);
INSERT INTO "click" VALUES(1,1,'été ''\',1);
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
CREATE TABLE consent (
	id INTEGER NOT NULL, 
	address_hash TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	event TEXT NOT NULL, 
	form TEXT NOT NULL, 
	text_version TEXT NOT NULL, 
	network TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	note TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "consent" VALUES(1,'cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d','open-models','confirmed','page','','192.0.2.0/24',1772341200000000,'');
CREATE TABLE consent_text (
	version TEXT NOT NULL, 
	lang TEXT NOT NULL, 
	text TEXT NOT NULL, 
	first_shown_at BIGINT NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "consent_text" VALUES('été ''\','été ''\','été ''\',1);
CREATE TABLE delivery (
	id INTEGER NOT NULL, 
	issue_id INTEGER NOT NULL, 
	subscriber_id INTEGER NOT NULL, 
	address TEXT NOT NULL, 
	domain TEXT NOT NULL, 
	lang TEXT NOT NULL, 
	text_only BOOLEAN NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	doubts INTEGER NOT NULL, 
	first_at BIGINT, 
	next_at BIGINT NOT NULL, 
	fence INTEGER NOT NULL, 
	reply TEXT NOT NULL, 
	changed_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(issue_id) REFERENCES issue (id), 
	CONSTRAINT delivery_key UNIQUE (issue_id, subscriber_id)
);
INSERT INTO "delivery" VALUES(1,1,1,'ada@example.org','example.org','en',0,'pending',0,0,NULL,1772341200000000,0,'',1772341200000000);
CREATE TABLE delivery_total (
	issue_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	reply TEXT NOT NULL, 
	count INTEGER NOT NULL, 
	doubts INTEGER NOT NULL, 
	began_at BIGINT, 
	last_at BIGINT NOT NULL, 
	PRIMARY KEY (issue_id, state, reply), 
	FOREIGN KEY(issue_id) REFERENCES issue (id)
);
INSERT INTO "delivery_total" VALUES(1,'été ''\','été ''\',1,1,1,1);
CREATE TABLE domain_state (
	domain TEXT NOT NULL, 
	factor FLOAT NOT NULL, 
	tokens FLOAT NOT NULL, 
	counted_at BIGINT NOT NULL, 
	slowed_at BIGINT NOT NULL, 
	refusals INTEGER NOT NULL, 
	reserved_until BIGINT NOT NULL, 
	note TEXT NOT NULL, 
	PRIMARY KEY (domain)
);
INSERT INTO "domain_state" VALUES('été ''\',1.0,1.0,1,1,1,1,'été ''\');
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
CREATE TABLE issue (
	id INTEGER NOT NULL, 
	topic TEXT NOT NULL, 
	day TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	state TEXT NOT NULL, 
	due_at BIGINT NOT NULL, 
	fence INTEGER NOT NULL, 
	content_hash TEXT NOT NULL, 
	recipients INTEGER, 
	note TEXT NOT NULL, 
	changed_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT issue_key UNIQUE (topic, day, kind)
);
INSERT INTO "issue" VALUES(1,'open-models','2026-03-01','daily','sending',1772341200000000,0,'h',1,'',1772341200000000);
CREATE TABLE letter (
	id INTEGER NOT NULL, 
	once TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	address TEXT NOT NULL, 
	address_hash TEXT NOT NULL, 
	"values" TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_at BIGINT NOT NULL, 
	fence INTEGER NOT NULL, 
	leased_until BIGINT, 
	reply TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (once)
);
INSERT INTO "letter" VALUES(1,'welcome:cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d:1','welcome','ada@example.org','cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d','{"topics": ["open-models"]}','pending',0,1772341200000000,0,NULL,'',1772341200000000);
CREATE TABLE login (
	token_hash TEXT NOT NULL, 
	account_id INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	PRIMARY KEY (token_hash), 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
INSERT INTO "login" VALUES('été ''\',1,1,1);
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
CREATE TABLE rate_count (
	"key" TEXT NOT NULL, 
	window_at BIGINT NOT NULL, 
	count INTEGER NOT NULL, 
	PRIMARY KEY ("key", window_at)
);
INSERT INTO "rate_count" VALUES('été ''\',1,1);
CREATE TABLE series (
	topic TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	entity TEXT NOT NULL, 
	first_learned_at BIGINT NOT NULL, 
	PRIMARY KEY (topic, measure, entity)
);
INSERT INTO "series" VALUES('open-models','m','a',1769922000000000);
CREATE TABLE subscriber (
	id INTEGER NOT NULL, 
	address TEXT NOT NULL, 
	address_key TEXT NOT NULL, 
	address_hash TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	lang TEXT NOT NULL, 
	timezone TEXT NOT NULL, 
	minute INTEGER, 
	text_only BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (address_hash), 
	UNIQUE (address_key)
);
INSERT INTO "subscriber" VALUES(1,'ada@example.org','ada@example.org','cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d',1772341200000000,'en','UTC',NULL,0);
CREATE TABLE subscription (
	subscriber_id INTEGER NOT NULL, 
	topic TEXT NOT NULL, 
	state TEXT NOT NULL, 
	frequency TEXT NOT NULL, 
	changed_at BIGINT NOT NULL, 
	PRIMARY KEY (subscriber_id, topic), 
	FOREIGN KEY(subscriber_id) REFERENCES subscriber (id) ON DELETE CASCADE
);
INSERT INTO "subscription" VALUES(1,'open-models','confirmed','daily',1772341200000000);
CREATE TABLE suppression (
	address_hash TEXT NOT NULL, 
	address TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	note TEXT NOT NULL, 
	PRIMARY KEY (address_hash)
);
INSERT INTO "suppression" VALUES('été ''\','été ''\','été ''\',1,'été ''\');
CREATE TABLE topic_state (
	topic TEXT NOT NULL, 
	paused_at BIGINT, 
	collected_for TEXT NOT NULL, 
	PRIMARY KEY (topic)
);
INSERT INTO "topic_state" VALUES('été ''\',1,'été ''\');
CREATE TABLE used_token (
	token_hash TEXT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	PRIMARY KEY (token_hash)
);
INSERT INTO "used_token" VALUES('t',1772427600000000);
CREATE TABLE worker (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	started_at BIGINT NOT NULL, 
	leased_until BIGINT NOT NULL, 
	ended_at BIGINT, 
	PRIMARY KEY (id)
);
INSERT INTO "worker" VALUES(1,'one',1773122400000000,1772341260000000,NULL);
CREATE INDEX observation_key ON observation (topic, measure, entity, observed_at, learned_at);
CREATE INDEX entry_key ON entry (topic, feed, entry_id, learned_at);
CREATE INDEX entry_published ON entry (topic, published_at);
CREATE INDEX collection_key ON collection (topic, source, at);
CREATE INDEX bounce_address ON bounce (address_hash, at);
CREATE INDEX consent_address ON consent (address_hash, at);
CREATE INDEX issue_state ON issue (state, due_at);
CREATE INDEX letter_address ON letter (address_hash);
CREATE INDEX letter_due ON letter (state, next_at);
CREATE INDEX worker_live ON worker (ended_at, leased_until);
CREATE INDEX archived_sent ON archived_issue (sent_at);
CREATE INDEX delivery_due ON delivery (issue_id, state, next_at);
CREATE INDEX delivery_subscriber ON delivery (subscriber_id);
CREATE INDEX subscription_state ON subscription (topic, state, frequency);
CREATE INDEX bounce_issue ON bounce (issue_id);
COMMIT;
CREATE VIRTUAL TABLE archive_search USING fts5(title, dek, body, tokenize='porter unicode61 remove_diacritics 2');
INSERT INTO archive_search (rowid, title, dek, body) VALUES ('1', 'Headline number 0', 'One sentence that says why it matters.', '');
