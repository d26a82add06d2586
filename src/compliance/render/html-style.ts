// The style sheet of the HTML report: reads on a screen, on a telephone and on paper (A4; the appendix lies on its side). Contrast
// of all text is at least 7 to 1 (WCAG 2.2, 1.4.6). It is named by its digest in the page's policy, so no other style applies.

import { PICTURES } from '../../layout/svg.js';

export const STYLE = `
:root{--ink:#1a1f26;--soft:#454c56;--line:#b9c0c9;--pale:#f1f3f6;--deep:#1b3150;--page:#fff;--target:#fdf0c4;--mark:#22344c;--mid:#76859a;--light:#d5dbe3}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--ink:#e6e9ee;--soft:#b4bcc7;--line:#3d4550;--pale:#1f252d;--deep:#b7cff0;--page:#14181d;--target:#2b2710;--mark:#b9cbe4;--mid:#7d8da4;--light:#43546b}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:break-word;color:var(--ink);background:var(--page);font:16px/1.55 "Source Sans 3","Segoe UI","Noto Sans","Liberation Sans",Arial,sans-serif}
.page{max-width:62rem;margin:0 auto;padding:0 1.5rem 4rem}
a{color:var(--deep);text-decoration:underline;text-underline-offset:.15em;text-decoration-thickness:.06em}
a:focus-visible,.scroll:focus-visible{outline:3px solid var(--deep);outline-offset:2px}
.skip{position:absolute;left:-99rem;top:0;background:var(--page);padding:.6rem 1rem}
.skip:focus{left:0}
h1,h2,h3,h4,.verdict strong{font-family:Charter,"Bitstream Charter","Source Serif 4","Noto Serif",Georgia,"Liberation Serif",serif;line-height:1.2;color:var(--deep);text-wrap:balance}
h1{font-size:2.3rem;font-weight:600;margin:0 0 .6rem}
h2{font-size:1.6rem;font-weight:600;margin:3.5rem 0 1rem;padding-top:.8rem;border-top:2px solid var(--deep)}
h3{font-size:1.22rem;font-weight:600;margin:2.4rem 0 .7rem}
h4{font-size:1.05rem;font-weight:600;margin:1.6rem 0 .5rem}
h2 .no{display:inline-block;min-width:2.2rem}
p{margin:.7rem 0;max-width:46rem}
header.cover{padding:4rem 0 1rem;border-bottom:1px solid var(--line)}
.kicker{margin:0 0 1rem;color:var(--soft);font-size:.95rem;letter-spacing:.02em}
.period{font-size:1.2rem;margin:.2rem 0 1.2rem}
.scroll{overflow-x:auto;margin:1rem 0 1.4rem}
figure{margin:1.2rem 0 1.4rem}
figure .scroll{margin:0}
figcaption,caption{font-weight:600;text-align:left;color:var(--deep);padding:0 0 .4rem;font-size:.97rem}
figure svg{display:block;width:100%;min-width:38rem;height:auto;font-family:"Source Sans 3","Segoe UI","Noto Sans","Liberation Sans",Arial,sans-serif}
${PICTURES}
svg rect.f-gap{fill:var(--pale);stroke-dasharray:2.4}
.l-grid{stroke:var(--line)}
.about{color:var(--soft);font-size:.9rem;margin:.3rem 0 0;max-width:46rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.4;font-variant-numeric:tabular-nums lining-nums}
th,td{text-align:left;vertical-align:top;padding:.34rem .7rem .34rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{border-bottom:1.5px solid var(--deep);font-weight:600;vertical-align:bottom;color:var(--deep)}
tbody th{font-weight:400}
tfoot th,tfoot td{border-top:1.5px solid var(--deep);border-bottom:0;font-weight:600}
.n{text-align:right;white-space:nowrap;padding-right:1.8rem}
.n:last-child{padding-right:0}
th.n,thead .w{white-space:normal}
.b{overflow-wrap:anywhere;min-width:6.5rem}
.n.b{min-width:4.5rem}
.w{white-space:nowrap}
code{font-family:"Source Code Pro",Consolas,"Noto Sans Mono","Liberation Mono",monospace;font-size:.9em}
dl{display:grid;grid-template-columns:minmax(9rem,13rem) 1fr;margin:1rem 0 1.4rem;border-top:1px solid var(--line)}
dt,dd{margin:0;padding:.38rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--soft);padding-right:1rem}
dd{overflow-wrap:anywhere}
dd code{word-break:break-all}
.verdict{border:2px solid var(--deep);padding:.9rem 1.2rem;margin:1.2rem 0;background:var(--pale)}
.verdict strong{display:block;font-size:1.25rem;margin-bottom:.2rem}
.verdict p{margin:0}
.verdict.wrong{border-width:6px}
.verdict.open{border-style:dashed;border-width:3px}
nav ol{list-style:none;padding:0;margin:0;columns:2;column-gap:3rem;max-width:50rem}
nav li{padding:.22rem 0;break-inside:avoid}
nav li{display:grid;grid-template-columns:2.2rem 1fr}
nav .no{color:var(--soft)}
nav h2{font-size:1.22rem;border:0;margin:2rem 0 .6rem;padding:0}
ul.says{max-width:46rem;padding-left:1.2rem}
ul.says li{margin:.25rem 0}
.refs a{white-space:nowrap}
#table-records table{font-size:.78rem}
#table-records th,#table-records td{padding-right:.5rem}
tr:target>*{background:var(--target)}
#table-signoff table,#table-conclusion table{table-layout:fixed}
#table-signoff td,#table-conclusion td{height:3.6rem}
.fingerprint{font-size:.9rem;color:var(--soft)}
@media (max-width:40rem){
body{font-size:15px}
.page{padding:0 1rem 3rem}
h1{font-size:1.75rem}
header.cover{padding-top:2rem}
nav ol{columns:1}
table{min-width:34rem}
#table-records table{min-width:60rem}
dl{grid-template-columns:1fr}
dt{border-bottom:0;padding-bottom:0;font-weight:600}
dd{padding-top:.1rem}
}
@page{size:A4;margin:19mm 17mm 20mm;@bottom-left{content:"Evidence report";font:8pt "Liberation Sans",Arial,sans-serif;color:#454c56}@bottom-right{content:counter(page) " / " counter(pages);font:8pt "Liberation Sans",Arial,sans-serif;color:#454c56}}
@page records{size:A4 landscape;margin:15mm 14mm 16mm}
@media print{
html{font-size:9.4pt}
body{font-size:9.4pt;line-height:1.42}
.page{max-width:none;padding:0}
.skip{display:none}
a{color:inherit;text-decoration-color:#8b94a0}
header.cover{padding:32mm 0 8mm}
h1{font-size:25pt}
h2{font-size:15pt;margin-top:0;break-before:page}
h2#title-summary{break-before:page}
nav h2{break-before:auto}
h3{font-size:12pt}
h2,h3,h4,caption,figcaption{break-after:avoid}
figure,dl>*,tr,.verdict{break-inside:avoid}
thead{display:table-header-group}
tfoot{display:table-row-group}
.scroll{overflow:visible}
table{font-size:8.2pt}
th,td{padding:1.3mm 2.4mm 1.3mm 0}
.n{padding-right:5mm}
.b{min-width:15mm}
.n.b{min-width:0;padding-right:2.4mm}
figure svg{min-width:0;max-width:none;width:100%}
nav ol{columns:1}
section.records{page:records}
#table-records table{font-size:6.6pt;line-height:1.22}
#table-records th,#table-records td{padding:.42mm 1.6mm .42mm 0}
#table-records .b{min-width:0}
tr:target>*{background:none}
}
`;
