import { Enum } from './declare.js'

export const CitationFormat = Enum('CitationFormat', 'How a citation is written.', {
  CSL_JSON: 'A list of items in CSL-JSON, as Zotero and Pandoc read it.',
  BIBTEX: 'BibTeX entries.',
  TEXT: 'One line of plain text for each source.',
})

interface Source {
  id: string
  title: string
  publisher: string | null
  url: string | null
  publishedOn: string | null
  language: string | null
  kind: string
  passages: string[]
  dataset: string
  license: string | null
}

/** What `cite` makes a citation of: the fact's documents, each with the words the fact rests on and the dataset that holds it. */
export const cited = `{id: this.id, sources: COLLECT {
      MATCH (this)-[:EVIDENCED_BY]->(:Passage)<-[:HAS_PASSAGE]-(document:Document)
      WITH DISTINCT document
      MATCH (document)-[:IN]->(dataset:Dataset)
      WITH document, dataset ORDER BY document.id LIMIT 20
      RETURN {
        id: document.id, title: document.title, publisher: document.publisher, url: document.url,
        publishedOn: document.publishedOn, language: document.language, kind: document.kind,
        dataset: dataset.title, license: dataset.license,
        passages: COLLECT { MATCH (this)-[:EVIDENCED_BY]->(passage:Passage)<-[:HAS_PASSAGE]-(document) RETURN passage.text ORDER BY passage.id LIMIT 10 }
      }
    }}`

const cslTypes: Record<string, string> = {
  NEWS: 'article-newspaper',
  TREATY_TEXT: 'treaty',
  TRANSCRIPT: 'speech',
  DATASET: 'dataset',
}
const bibtexTypes: Record<string, string> = { NEWS: 'article', DATASET: 'misc' }

function dateParts(date: string): number[][] {
  return date.split('/').map((part) => part.split('-').map(Number))
}

function csl(fact: string, source: Source): object {
  const { id, title, publisher, url, publishedOn, language, kind, passages, dataset, license } = source
  const news = kind === 'NEWS'
  return {
    id: id.replace(/^document:/, ''),
    type: cslTypes[kind] ?? 'document',
    title,
    ...(publisher && (news ? { 'container-title': publisher } : { publisher })),
    // A bound that is not known must not be read as a date: CSL takes such a date as text.
    ...(publishedOn && {
      issued: publishedOn.includes('..') ? { raw: publishedOn } : { 'date-parts': dateParts(publishedOn) },
    }),
    ...(url && { URL: url }),
    ...(language && { language }),
    archive: dataset,
    note: `${fact}: ${passages.map((text) => `“${text}”`).join(' … ')}${license ? ` (facts: ${license})` : ''}`,
  }
}

const escapes: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

/** Text as a BibTeX field takes it: what TeX reads as its own is escaped, so that no text can end the field or the entry. */
function tex(text: string): string {
  return text.replace(/[\\~^]|[#$%&_{}]/g, (sign) => escapes[sign] ?? `\\${sign}`).replace(/\s+/g, ' ')
}

function bibtex(fact: string, source: Source): string {
  const { id, title, publisher, url, publishedOn, kind, passages, dataset } = source
  const [year, month] = publishedOn && !publishedOn.includes('/') ? dateParts(publishedOn)[0]! : []
  const fields = Object.entries({
    title: `{${tex(title)}}`,
    [kind === 'NEWS' ? 'journal' : 'publisher']: publisher && tex(publisher),
    year: year && String(year),
    month: month && String(month),
    url: url?.replace(/[{}\\\s]/g, encodeURIComponent),
    note: tex(`${fact}: ${passages.map((text) => `“${text}”`).join(' … ')} Dataset: ${dataset}`),
  }).filter(([, value]) => value)
  return `@${bibtexTypes[kind] ?? 'misc'}{${id.replace(/^document:/, '').replace(/[^\w:.-]/g, '-')},\n${fields.map(([name, value]) => `  ${name} = {${value}}`).join(',\n')}\n}`
}

function plain(fact: string, source: Source): string {
  const { title, publisher, url, publishedOn, passages, dataset, license } = source
  const head = [`“${title}”`, publisher, publishedOn].filter(Boolean).join(', ')
  const line = `${head}: ${passages.map((text) => `“${text}”`).join(' … ')}${url ? ` ${url}` : ''} [${fact}; ${dataset}${license ? `, ${license}` : ''}]`
  return line.replace(/\s+/g, ' ')
}

/** The sources of a fact, written in a format: CSL-JSON as one list, else one entry after another. */
export function cite(value: unknown, { format }: Record<string, unknown>): string {
  const { id, sources } = value as { id: string; sources: Source[] }
  if (format === 'CSL_JSON') return JSON.stringify(sources.map((source) => csl(id, source)))
  return sources.map((source) => (format === 'BIBTEX' ? bibtex(id, source) : plain(id, source))).join('\n\n')
}
