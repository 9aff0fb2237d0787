import type { NameDraft } from './draft.js'

/** What is read of a row of world-countries; the row has more, and its passage has all of it. */
export interface CountryRow {
  cca2: string
  cioc: string
  name: { common: string; official: string; native: Record<string, { common: string; official: string }> }
  /** Null where independence is disputed, which the package's own types do not say. */
  independent: boolean | null
  capital: string[]
  altSpellings: string[]
  region: string
  subregion: string
  translations: Record<string, { common: string; official: string }>
  demonyms: Record<string, { f: string; m: string }>
}

/** Languages asked of Intl, which has several that world-countries lacks and, for the others, what people say today. */
const spoken = 'ar bn de en es fr hi id it ja ko pt ru sw tr uk vi zh'.split(' ')

const displayed = spoken.flatMap((language) =>
  (['long', 'short'] as const).map((style) => ({
    language,
    // Without a fallback a Node that was built with few languages gives none, rather than the bare code.
    regions: new Intl.DisplayNames([language], { type: 'region', style, fallback: 'none' }),
  })),
)

/** The BCP 47 tag of an ISO 639-3 code: `fra` → `fr`, `prs` → `fa-AF`, `bar` → `bar`. */
const tag = (code: string): string => Intl.getCanonicalLocales(code)[0] ?? code

/** A list of names, in which a value stands once in a language, as what it was first said to be. */
class Names {
  readonly list: NameDraft[] = []

  add(kind: string, text: string, language?: string): void {
    // The tables have stray spaces at the ends of a few names, and empty texts for none.
    const value = text.normalize('NFC').trim()
    const had = this.list.some(
      (name) =>
        name.value === value &&
        (name.kind === 'DEMONYM') === (kind === 'DEMONYM') &&
        (language === undefined || name.language === language),
    )
    if (value && !had) this.list.push({ value, ...(language && { language }), kind })
  }
}

/**
 * All names of a country that exists: one PREFERRED (the short name in English), and what the row, ISO's list and Intl
 * call it elsewhere. A language's everyday name is an ALIAS in that language; where the official one is no different, it
 * is not repeated. `isoName` is the short name of ISO 3166-1, where the country is in it.
 */
export function countryNames(row: CountryRow, isoName?: string): NameDraft[] {
  const names = new Names()
  names.add('PREFERRED', row.name.common, 'en')
  names.add('OFFICIAL', row.name.official, 'en')
  if (isoName) names.add('ALIAS', isoName, 'en')
  for (const [code, name] of [...Object.entries(row.name.native), ...Object.entries(row.translations)]) {
    names.add('ALIAS', name.common, tag(code))
    names.add('OFFICIAL', name.official, tag(code))
  }
  for (const { language, regions } of displayed) {
    const name = regions.of(row.cca2)
    if (name) names.add(kindOf(name), name, language)
  }
  for (const spelling of row.altSpellings) {
    // Most rows repeat their code here. A code is a name only where Intl says that people use it (`US`), as above.
    if (spelling !== row.cca2) names.add(kindOf(spelling), spelling)
  }
  for (const [code, { f, m }] of Object.entries(row.demonyms)) {
    names.add('DEMONYM', m, tag(code))
    names.add('DEMONYM', f, tag(code))
  }
  return names.list
}

/**
 * The names of a former state: ISO 3166-3's, and where that puts the distinguishing words last, the same in the order of
 * speech (`Yemen, Democratic` → `Democratic Yemen`). Never Intl's: it answers a withdrawn code with the successor's name.
 */
export function formerNames(isoName: string): NameDraft[] {
  const names = new Names()
  names.add('PREFERRED', isoName, 'en')
  const [last, first, ...more] = isoName.split(', ')
  if (last && first && more.length === 0) names.add('ALIAS', `${first} ${last}`, 'en')
  return names.list
}

/** Two to four capitals are an acronym: `UK`, `USA`, `DRC`. */
const kindOf = (name: string): string => (/^\p{Lu}{2,4}$/u.test(name) ? 'ACRONYM' : 'ALIAS')
