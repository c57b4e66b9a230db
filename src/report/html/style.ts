// The page's only style sheet. The page allows it by its digest and nothing else: no script, no address, no other style.
import { createHash } from "node:crypto";

/** Colours have a contrast of at least 4.5 to 1 against what they stand on, in both themes (axe computes it). */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--quiet:#57606a;--line:#d0d7de;--soft:#f6f8fa;--link:#0550ae;--fail:#a40e26;--failbg:#ffdbd9;--unknown:#6f4e00;--unknownbg:#fff0bd;--pass:#116329;--passbg:#d7f3df;--waived:#5a32a3;--waivedbg:#eadcff;--none:#57606a;--nonebg:#f6f8fa}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--quiet:#9aa4af;--line:#3d444d;--soft:#161b22;--link:#79b8ff;--fail:#ffb3ad;--failbg:#5a1119;--unknown:#f2d27a;--unknownbg:#4a3600;--pass:#7ee2a0;--passbg:#0d3a1c;--waived:#d9c2ff;--waivedbg:#3b2169;--none:#9aa4af;--nonebg:#161b22}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}
header,main,footer{max-width:78rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.5rem}
h1{font-size:1.5rem;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:2.5rem 0 .5rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:1.05rem;margin:2rem 0 .25rem}
h4{font-size:1rem;margin:1rem 0 .25rem}
p,ul,ol,figure{margin:.4rem 0}
ul,ol{padding-left:1.4rem}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100rem}
.skip:focus{left:1rem;top:.5rem;background:var(--bg);padding:.5rem}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
code{font:.875em ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.quiet,.references{color:var(--quiet)}
.references,.url{font-size:.875rem;overflow-wrap:anywhere}
.cut{border-left:4px solid var(--unknown);padding-left:.6rem;font-weight:600}
.verdict{font-size:1.25rem;font-weight:700;border-left:8px solid var(--none);background:var(--nonebg);padding:.6rem 1rem;margin:.75rem 0}
.verdict.fail{border-color:var(--fail);background:var(--failbg);color:var(--fail)}
.verdict.unknown{border-color:var(--unknown);background:var(--unknownbg);color:var(--unknown)}
.verdict.pass{border-color:var(--pass);background:var(--passbg);color:var(--pass)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.5rem 0}
dt{color:var(--quiet)}
dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;font-size:.9rem}
caption{text-align:left;color:var(--quiet);padding:.25rem 0}
th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}
th{font-weight:600}
thead th{background:var(--soft)}
.number{text-align:right}
.scroll{overflow-x:auto}
.map th,.map td{padding:.15rem .3rem}
.map td{text-align:center;min-width:1.6rem;font-weight:700}
.map tbody th{white-space:nowrap;font-weight:400}
.map thead th{vertical-align:bottom}
.map thead th a{display:block}
.map thead th span{writing-mode:vertical-rl;transform:rotate(180deg);font-weight:400;max-height:16rem}
.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1rem}
.cell{display:inline-block;min-width:1.6rem;text-align:center;font-weight:700;border:1px solid var(--line)}
.mark{display:inline-block;font-size:.8rem;font-weight:700;padding:.05rem .5rem;border-radius:.8rem}
.fail{background:var(--failbg);color:var(--fail)}
.unknown{background:var(--unknownbg);color:var(--unknown)}
.pass{background:var(--passbg);color:var(--pass)}
.waived{background:var(--waivedbg);color:var(--waived)}
.none{background:var(--nonebg);color:var(--none)}
.severity{display:inline-block;font-size:.8rem;font-weight:700;text-transform:uppercase;border:2px solid currentColor;border-radius:.3rem;padding:0 .4rem}
.severity.critical,.severity.high{color:var(--fail)}
.severity.medium{color:var(--unknown)}
.severity.low,.severity.info{color:var(--quiet)}
.standing{font-size:.85rem;font-weight:700;color:var(--waived)}
.finding{border:1px solid var(--line);border-radius:.4rem;padding:.25rem 1rem .6rem;margin:.6rem 0}
.waiver{border-left:4px solid var(--waived);padding-left:.6rem}
summary{cursor:pointer;color:var(--link)}
.axis{min-width:60rem;width:100%;height:auto;font-size:13px}
.axis text{fill:var(--fg)}
.axis .rail{stroke:var(--line)}
.axis .tick{stroke:var(--line);stroke-dasharray:2 4}
.axis .many{font-size:11px;font-weight:700}
.dot{stroke:var(--bg);stroke-width:1.5;fill:var(--quiet)}
.dot.critical,.dot.high{fill:var(--fail)}
.dot.medium{fill:var(--unknown)}
footer{margin-top:3rem;padding-bottom:2rem;color:var(--quiet);font-size:.875rem}
@media print{:root{color-scheme:light}nav,.skip{display:none}body{font-size:10pt}header,main,footer{max-width:none}.scroll{overflow:visible}.finding,tr,figure{break-inside:avoid}h2,h3,h4{break-after:avoid}details::details-content{content-visibility:visible;display:block}.map thead th span{max-height:none}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;

/** As a content security policy names it. */
export const STYLE_DIGEST = `sha256-${createHash("sha256").update(STYLE).digest("base64")}`;
