// The style sheet of the HTML transcript: light, dark and paper; from 320 pixels to a wide screen. Contrast of all text is at least 4.5
// to 1 (WCAG 2.2, 1.4.3), and no colour says what no word says. It is named by its digest in the page's policy.

import { PICTURES } from '../../layout/svg.js';

export const STYLE = `
:root{color-scheme:light dark;--ink:#1b2129;--soft:#4c5561;--line:#d4d9e0;--page:#f6f7f9;--card:#fff;--deep:#1d3557;--pass:#1a6b3c;--fail:#a51d24;--open:#835300;--pass-pale:#e9f4ed;--fail-pale:#fbecec;--open-pale:#fbf3e2;--mark:#22344c;--mid:#76859a;--light:#c9d2de;--shade:rgba(20,30,50,.07)}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#a9b2be;--line:#363d47;--page:#14181d;--card:#1c2127;--deep:#a9c6ee;--pass:#7fd3a0;--fail:#ff9c98;--open:#ecc06a;--pass-pale:#16291e;--fail-pale:#331c1d;--open-pale:#2d2615;--mark:#b9cbe4;--mid:#7d8da4;--light:#43546b;--shade:rgba(0,0,0,.3)}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;color:var(--ink);background:var(--page);overflow-wrap:break-word;font:16px/1.55 "Source Sans 3","Segoe UI","Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums lining-nums}
.page{max-width:68rem;margin:0 auto;padding:1.5rem 1.5rem 4rem}
a{color:var(--deep);text-underline-offset:.15em;text-decoration-thickness:.07em}
:focus-visible{outline:3px solid var(--deep);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-99rem;top:0;background:var(--card);padding:.6rem 1rem;z-index:1}
.skip:focus{left:0}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.kicker{margin:0 0 .8rem;color:var(--soft);font-size:.9rem}
h1,h2,h3,h4{line-height:1.25;text-wrap:balance;margin:0}
code{font-family:"Source Code Pro",Consolas,"Noto Sans Mono","Liberation Mono",monospace;font-size:.9em;overflow-wrap:anywhere}
p{margin:.5rem 0;max-width:48rem}
.verdict{background:var(--card);border:1px solid var(--line);border-left:.6rem solid;border-radius:.5rem;padding:1.3rem 1.6rem 1.2rem;box-shadow:0 1px 3px var(--shade)}
.verdict.pass{border-left-color:var(--pass);background:var(--pass-pale)}
.verdict.fail{border-left-color:var(--fail);background:var(--fail-pale)}
.verdict.unproven{border-left-color:var(--open);background:var(--open-pale)}
.verdict.draft{border-left-color:var(--deep)}
.verdict h1,.verdict h2{font-size:1.15rem;font-weight:600}
.verdict .word{display:block;font-size:2.6rem;font-weight:700;letter-spacing:.02em;line-height:1.1}
.pass .word{color:var(--pass)}
.fail .word{color:var(--fail)}
.unproven .word{color:var(--open)}
.word .remark{font-size:1.1rem;letter-spacing:0}
.verdict .name{display:block;margin-top:.35rem;overflow-wrap:anywhere}
.verdict .meaning{font-size:1.2rem;margin:.5rem 0 .2rem}
.verdict p{margin:.25rem 0}
.verdict .next{margin:.8rem 0 0;padding-top:.7rem;border-top:1px solid var(--line)}
.bundle .verdict .word{font-size:1.9rem}
.answers{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem;margin:1rem 0}
.answer{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.3rem;box-shadow:0 1px 3px var(--shade)}
.answer h2,.answer h3{font-size:.95rem;font-weight:600;color:var(--soft)}
.answer .short{font-size:1.2rem;font-weight:600;line-height:1.35;margin:.3rem 0 .4rem}
.answer ul{margin:.3rem 0;padding-left:1.1rem;color:var(--soft);font-size:.95rem}
.answer li{margin:.15rem 0}
@media (min-width:56rem){.answers{grid-template-columns:1fr 1fr}.answer.not-checked{grid-column:2;grid-row:1/span 3}}
.answer .more{margin:.5rem 0 0;font-size:.95rem}
nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:1.2rem 0 0;padding:0;font-size:.95rem}
.part{margin-top:2.6rem}
.part>h2,.part>h3{font-size:1.4rem;font-weight:600;color:var(--deep);padding-bottom:.35rem;border-bottom:1px solid var(--line);margin-bottom:.9rem}
.part>h3{font-size:1.2rem}
.bundle{margin-top:3.5rem}
.about{color:var(--soft);font-size:.92rem;max-width:48rem}
ul{margin:.5rem 0;padding-left:1.2rem;max-width:48rem}
li{margin:.2rem 0}
dl{margin:.6rem 0}
dl>div{display:grid;grid-template-columns:minmax(8rem,11rem) minmax(0,1fr);gap:.2rem 1rem;padding:.22rem 0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
figure{margin:1rem 0 1.4rem}
figcaption,caption{font-weight:600;text-align:left;padding:0 0 .5rem}
figure svg{display:block;width:100%;height:auto;font-family:inherit}
figure .wide{max-width:46rem}
figure .narrow{display:none;max-width:26rem}
${PICTURES}
.l-grid{stroke:var(--mid)}
table{border-collapse:collapse;width:100%;font-size:.93rem;line-height:1.45;margin:.4rem 0 .8rem}
th,td{text-align:left;vertical-align:top;padding:.42rem 1rem .42rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{font-weight:600;color:var(--soft);vertical-align:bottom}
tbody th{font-weight:400}
.n{text-align:right;white-space:nowrap;padding-right:1.4rem}
.b,td bdi,th bdi,td code,th code{overflow-wrap:anywhere}
.w{white-space:nowrap}
.fill table{table-layout:fixed}
.fill td,.fill th{border:1px solid var(--line);padding:.42rem .7rem}
.fill tbody td{height:4.2rem}
.checks .family th{padding-top:1.1rem;font-weight:600;color:var(--deep)}
.checks .mark{white-space:nowrap;width:6.2rem}
.checks tbody th code{color:var(--soft);font-size:.82em;white-space:nowrap}
.checks .note{color:var(--soft);text-align:right;width:14rem}
.passed .mark{color:var(--pass)}
.failed .mark,.against.skipped .mark{color:var(--fail);font-weight:700}
.unproven .mark{color:var(--open);font-weight:600}
.skipped .mark{color:var(--soft)}
.failed th,.against th{font-weight:600}
.finding{background:var(--card);border:1px solid var(--line);border-left:.35rem solid var(--mid);border-radius:.4rem;padding:.8rem 1.1rem;margin:.8rem 0}
.finding.fail{border-left-color:var(--fail)}
.finding.unproven{border-left-color:var(--open)}
.finding h3,.finding h4{font-size:1.05rem;font-weight:600}
.tag{font-size:.82rem;font-weight:700;text-transform:uppercase;letter-spacing:.04em;color:var(--soft)}
.fail .tag{color:var(--fail)}
.unproven .tag{color:var(--open)}
.callout{border:1px solid var(--line);border-left:.35rem solid var(--mid);border-radius:.4rem;background:var(--card);padding:.7rem 1.1rem;margin:.8rem 0}
.callout.wrong{border-left-color:var(--fail)}
.callout.open{border-left-color:var(--open)}
.callout.sound{border-left-color:var(--pass)}
.callout p{margin:.2rem 0 0}
.search{display:block;font-weight:600;margin:.6rem 0 .2rem}
.search input{display:block;width:100%;max-width:26rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--mid);border-radius:.35rem;padding:.4rem .7rem;margin-top:.3rem}
[hidden]{display:none!important}
footer{margin-top:3rem;border-top:1px solid var(--line);color:var(--soft);font-size:.9rem}
@media (max-width:44rem){
.page{padding:1rem 1rem 3rem}
.verdict{padding:1rem 1.1rem}
.verdict .word{font-size:2.1rem}
figure .wide{display:none}
figure .narrow{display:block}
dl>div{grid-template-columns:1fr;gap:0;padding:.35rem 0}
.table thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.table table,.table tbody,.table tr,.table th,.table td,.table caption{display:block}
.table tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
.table th,.table td{border:0;padding:.1rem 0;text-align:left;white-space:normal}
.table tbody th{font-weight:600}
.table td::before,.table th[data-label].n::before{content:attr(data-label) ": ";color:var(--soft);font-weight:400}
.checks,.checks tbody,.checks tr,.checks td,.checks tbody th{display:block}
.checks tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
.checks td,.checks tbody th{border:0;padding:0;width:auto;text-align:left}
.checks .note,.checks .mark{width:auto;text-align:left}
.checks tbody th code{white-space:normal}
}
@page{size:A4;margin:16mm 15mm 18mm;@bottom-left{content:"Verification transcript";font:8pt "Liberation Sans",Arial,sans-serif;color:#4c5561}@bottom-right{content:counter(page) " / " counter(pages);font:8pt "Liberation Sans",Arial,sans-serif;color:#4c5561}}
@media print{
:root{color-scheme:light;--ink:#000;--soft:#3c444e;--line:#b9c0c9;--page:#fff;--card:#fff;--deep:#1d3557;--pass:#1a6b3c;--fail:#a51d24;--open:#835300;--pass-pale:#fff;--fail-pale:#fff;--open-pale:#fff;--mark:#22344c;--mid:#76859a;--light:#d5dbe3}
html,body{font-size:9.6pt}
body{line-height:1.4}
.page{max-width:none;padding:0}
.skip,nav,.search,.search+.about{display:none}
.verdict,.answer{box-shadow:none}
.answers{grid-template-columns:1fr 1fr;gap:4mm}
.bundle{break-before:page}
h2,h3,h4,caption,figcaption,.family{break-after:avoid}
figure,tr,.answer,.verdict,.finding,dl>div{break-inside:avoid}
thead{display:table-header-group}
table{font-size:8.4pt}
figure .wide{max-width:150mm}
tr[hidden]{display:table-row!important}
}
`;
