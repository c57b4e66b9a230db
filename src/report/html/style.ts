// The page's look, and the policy that allows nothing but this.
import { createHash } from "node:crypto";

const LIGHT = `
--ground:#fff;--raised:#f5f6f8;--ink:#1b1f27;--quiet:#525a67;--line:#cfd5de;--link:#0b4fa8;--focus:#0b4fa8;
--fail:#b3261e;--on-fail:#fff;--error:#6b2fa0;--on-error:#fff;--unknown:#ffd573;--on-unknown:#3d2b00;
--waived:#dce3f2;--on-waived:#27365c;--pass:#dff0e3;--on-pass:#14532d;--none:#eceef2;--on-none:#525a67;`;
const DARK = `
--ground:#14171c;--raised:#1e232b;--ink:#e8ebf0;--quiet:#a9b2c0;--line:#3a424f;--link:#8ab8ff;--focus:#8ab8ff;
--fail:#ff8a80;--on-fail:#3b0500;--error:#d0a6ff;--on-error:#2a0a4a;--unknown:#e0b13c;--on-unknown:#2b1e00;
--waived:#39466a;--on-waived:#dfe7ff;--pass:#1d3b28;--on-pass:#a9e5bd;--none:#272d37;--on-none:#a9b2c0;`;

const PAGE = `
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:76rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:1.5rem}
footer{padding-top:1rem;padding-bottom:2rem;color:var(--quiet);border-top:1px solid var(--line);margin-top:3rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.35rem;margin:2.75rem 0 .75rem;padding-top:.75rem;border-top:2px solid var(--ink)}
h3{font-size:1.1rem;margin:0 0 .35rem}
h4{font-size:1rem;margin:0 0 .35rem}
p{margin:.35rem 0 .75rem}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em}
pre{background:var(--raised);border:1px solid var(--line);padding:.5rem .75rem;overflow-wrap:anywhere;white-space:pre-wrap;margin:.35rem 0}
ul,ol{margin:.35rem 0 .75rem;padding-left:1.4rem}
summary{cursor:pointer;padding:.15rem 0}
.quiet{color:var(--quiet)}
.skip{position:absolute;left:-999rem;top:0;background:var(--ground);padding:.5rem 1rem;z-index:1}
.skip:focus{left:0}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:1rem 0 0}
`;

const TOP = `
.verdict{border:2px solid var(--line);border-left-width:.75rem;background:var(--raised);padding:1rem 1.25rem;margin:1.25rem 0}
.verdict.fail{border-color:var(--fail)}
.verdict.unknown{border-color:var(--unknown)}
.verdict.pass{border-color:var(--on-pass)}
.verdict p{margin:0}
.verdict .words{font-size:1.25rem;font-weight:650}
.verdict .counts{margin-top:.35rem;color:var(--quiet)}
.gap{border-left:.4rem solid var(--unknown);background:var(--raised);padding:.5rem .9rem}
dl{display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.25rem 1.25rem;margin:.5rem 0}
dt{color:var(--quiet)}
dd{margin:0}
table{border-collapse:collapse;margin:.5rem 0 1rem;font-size:.925rem}
caption{text-align:left;color:var(--quiet);padding:.25rem 0}
th,td{border:1px solid var(--line);padding:.3rem .55rem;text-align:left;vertical-align:top;overflow-wrap:break-word}
td code,td:last-child{overflow-wrap:anywhere}
time{white-space:nowrap}
thead th{background:var(--raised)}
tbody th{font-weight:600}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
.wide{width:100%}
td>ul,td>details>ul{margin:0;padding-left:1.1rem}
td .names,.gap .names{padding-left:0}
.scroll{overflow-x:auto;max-width:100%}
`;

const SIGNS = `
.badge{display:inline-block;border-radius:.2rem;padding:0 .45rem;font-size:.875rem;font-weight:650;white-space:nowrap}
.badge span{font-family:ui-monospace,Menlo,Consolas,monospace;margin-right:.15rem}
.severity{display:inline-block;border:1px solid currentColor;border-radius:.2rem;padding:0 .4rem;font-size:.8125rem;white-space:nowrap}
.severity.critical,.severity.high{font-weight:700}
.badge.fail,td.F{background:var(--fail);color:var(--on-fail)}
.badge.error,td.E{background:var(--error);color:var(--on-error)}
.badge.unknown,td.U{background:var(--unknown);color:var(--on-unknown)}
.badge.left-open,td.L,.badge.waived,td.W{background:var(--waived);color:var(--on-waived)}
.badge.pass,td.P{background:var(--pass);color:var(--on-pass)}
.badge.not-applicable,.badge.none,td.N,td.O{background:var(--none);color:var(--on-none)}
.legend{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;list-style:none;padding:0}
.grid{font-size:.8125rem;border-collapse:separate;border-spacing:1px}
.grid th,.grid td{border:0;padding:.1rem .3rem}
.grid thead th{background:none;vertical-align:bottom;font-weight:500}
.grid thead .group{border-bottom:2px solid var(--line);text-align:left;white-space:nowrap;font-weight:650}
.grid .rule-name span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap;max-height:19rem}
.grid tbody th{text-align:left;white-space:nowrap;font-weight:500;min-width:14rem}
.grid tbody th details{white-space:normal;max-width:34rem}
.grid td{text-align:center;font-family:ui-monospace,Menlo,Consolas,monospace;font-weight:700;min-width:1.5rem;vertical-align:middle}
.grid tr.sum td{font-weight:500;color:var(--quiet);white-space:nowrap}
`;

const FINDINGS = `
.rule{margin:1.25rem 0 2rem}
.rule>h3 code{font-weight:400;color:var(--quiet)}
.finding{border:1px solid var(--line);border-left:.4rem solid var(--line);padding:.65rem .9rem;margin:.6rem 0;background:var(--raised)}
.finding.fail{border-left-color:var(--fail)}
.finding.error{border-left-color:var(--error)}
.finding.unknown{border-left-color:var(--unknown)}
.finding p{margin:.2rem 0}
.finding dl{font-size:.925rem}
.names{columns:16rem;font-size:.875rem;list-style:none;padding:0}
svg.axis{width:100%;height:auto;max-width:72rem}
svg text{fill:var(--ink);font-size:12px;font-family:inherit}
svg .lane{stroke:var(--line)}
svg .tick{stroke:var(--line);stroke-dasharray:2 3}
svg .done{fill:var(--fail);stroke:var(--ground)}
svg .refused{fill:var(--ground);stroke:var(--fail);stroke-width:2}
`;

const PRINT = `
@media print{
@page{margin:14mm}
html{font-size:9.5pt}
header,main,footer{max-width:none;padding:0}
nav,.skip{display:none}
details::details-content{content-visibility:visible;display:block;block-size:auto}
summary{list-style:none}
h2,h3,h4,summary{break-after:avoid}
.finding,tr,svg{break-inside:avoid}
.scroll{overflow:visible}
.grid{font-size:6.5pt}
.grid td{min-width:0;padding:0 .15rem}
.grid tbody th{min-width:0;white-space:normal}
.grid td,.badge,.verdict,.finding,thead th,svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit}
}`;

/** The style sheet, as it stands in the page. */
export const STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{${DARK}}}
${PAGE}${TOP}${SIGNS}${FINDINGS}${PRINT}
`;

/** What the page may load and run: this style sheet, and nothing else. */
export const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'`;
