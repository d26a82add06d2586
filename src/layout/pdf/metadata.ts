// What the file says of itself, beside its pages.

import type { Paged } from './marks.js';

/** The properties of the file. */
export function infoOf(document: Paged) {
  return {
    Title: document.title,
    ...(document.author === '' ? {} : { Author: document.author }),
    Subject: document.subject,
    Keywords: document.keywords,
    Creator: document.producer,
    Producer: document.producer,
    CreationDate: dateOf(document.at),
    ModDate: dateOf(document.at),
  };
}

/** Whole seconds; a leap second stands as the second before it. */
function dateOf(at: string): Date {
  const parts = at.match(/\d+/g) ?? [];
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59)));
}

/** ISO 16684-1, with the properties that a library of documents searches by. */
export function xmp({ title, author, subject, keywords, producer, at }: Paged): string {
  const date = `${dateOf(at).toISOString().slice(0, 19)}Z`;
  const creator = `<dc:creator><rdf:Seq><rdf:li>${xml(author)}</rdf:li></rdf:Seq></dc:creator>`;
  const lang = (text: string): string =>
    `<rdf:Alt><rdf:li xml:lang="x-default">${xml(text)}</rdf:li></rdf:Alt>`;
  return `<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<dc:title>${lang(title)}</dc:title>
<dc:description>${lang(subject)}</dc:description>
${author === '' ? '' : `${creator}\n`}<xmp:CreateDate>${date}</xmp:CreateDate>
<xmp:ModifyDate>${date}</xmp:ModifyDate>
<xmp:CreatorTool>${xml(producer)}</xmp:CreatorTool>
<pdf:Producer>${xml(producer)}</pdf:Producer>
<pdf:Keywords>${xml(keywords)}</pdf:Keywords>
</rdf:Description>`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
