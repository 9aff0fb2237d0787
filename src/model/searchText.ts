/** A search as its words say it: what must be there, what must not, and where the last word may go on. */
export interface SearchText {
  /** A query in Lucene's syntax, made of nothing but letters, digits and the signs put in here; empty when nothing is asked for. */
  lucene: string
  /** The words and phrases wanted, folded; one that may go on ends in `*`. */
  wanted: string[]
  /** What must not be there, as patterns of folded texts: a thing is left out by any of its names. */
  unwanted: string[]
  /** The whole text, folded. */
  folded: string
  /** The same as a name may be written, without quotes around it, and with or without a full stop at its end: a name that equals one of these comes first. */
  exact: string[]
}

const mostWords = 16
const longestWord = 64
/** Runs of letters, marks and digits, with an apostrophe or a full stop inside kept, as the index takes words apart: `d'ivoire`, `u.s`. */
const word = /[\p{L}\p{M}\p{N}]+(?:['.][\p{L}\p{M}\p{N}]+)*/gu
/** Scripts that put no spaces between words, whose signs the index takes one by one. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}]/u
/** English words that the index leaves out of texts: to ask for one would find nothing. */
const stopWords = new Set(
  'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with'.split(
    ' ',
  ),
)

/** Text without case and marks, as names are compared: `Côte d'Ivoire` → `cote d'ivoire`. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[‘’ʼ]/g, "'").toLowerCase()
}

/** The words of a text as the index has them: it folds Latin letters, and leaves the marks of other scripts where they are. */
function words(text: string): string[] {
  const plain = text.normalize('NFC').replace(/[‘’ʼ]/g, "'").toLowerCase()
  const found = (plain.match(word) ?? []).map((each) => each.slice(0, longestWord))
  // Not all of a query is analysed as texts are, so what folds to plain letters is folded here.
  return found.map((each) => (/[^ -~]/.test(fold(each)) ? each : fold(each)))
}

/** A short word as it may be written too: `us` as `u.s`, and `u.s` as `us`. */
function respelt(text: string): string[] {
  if (/^[a-z]{2,4}$/.test(text)) return [[...text].join('.')]
  return /^[a-z](\.[a-z]){1,3}$/.test(text) ? [text.replaceAll('.', '')] : []
}

/**
 * A word as written or as a possessive, or with one edit from four letters on and two from eight; the last word also as
 * a beginning.
 */
function loosely(text: string, last: boolean): string {
  if (unspaced.test(text)) return `"${text}"`
  const edits = text.length >= 8 ? 2 : text.length >= 4 ? 1 : 0
  const ways = [`${text}^4`]
  ways.push(...respelt(text).map((other) => `${other}^3`))
  if (/^[a-z]{3,}$/.test(text)) ways.push(`${text}'s^3`)
  if (edits > 0) ways.push(`${text}~${edits}`)
  if (last) ways.push(`${text}*^2`)
  return ways.length === 1 ? text : `(${ways.join(' ')})`
}

/** A query that wants any of a text's words, typing errors forgiven, for matching names rather than finding them. */
export function looseQuery(text: string): string {
  return words(text)
    .slice(0, mostWords)
    .map((each) => loosely(each, false))
    .join(' ')
}

/**
 * Reads a search as a person writes it: words, `"phrases"`, and `-word` for what must not be there. Nothing of it is
 * Lucene's syntax: only runs of letters and digits pass, at most sixteen of them.
 */
export function readSearch(text: string): SearchText {
  const said = [...text.matchAll(/(-?)"([^"]*)"|(-?)(\S+)/g)].map(([, minus, phrase, dash, plain]) => ({
    unwanted: (minus ?? dash) === '-',
    phrase: phrase !== undefined,
    words: words(phrase ?? plain ?? ''),
  }))
  // Signs alone are no word, and leave the one before them the last.
  const parts = said.filter((part) => part.words.length > 0)
  const clauses: string[] = []
  const wanted: string[] = []
  const unwanted: string[] = []
  const told = parts.filter((part) => !part.unwanted).flatMap((part) => part.words)
  const onlyStops = told.every((each) => stopWords.has(each))
  let count = 0
  parts.forEach((part, position) => {
    const kept = part.words.slice(0, mostWords - count)
    count += kept.length
    if (kept.length === 0) return
    if (part.phrase || part.unwanted) clauses.push(`${part.unwanted ? '-' : '+'}"${kept.join(' ')}"`)
    if (part.unwanted) {
      unwanted.push(patternOf(kept))
      return
    }
    if (part.phrase) wanted.push(spaced(kept.join(' ')))
    else
      kept.forEach((each, at) => {
        const last = position === parts.length - 1 && at === kept.length - 1
        const idle = stopWords.has(each) && !onlyStops
        // A last `of` may be the beginning of more, and may be all there is of it.
        if (!idle || last) clauses.push(`${idle ? '' : '+'}${loosely(each, last)}`)
        if (!idle || last) wanted.push(spaced(each) + (last ? '*' : ''), ...(idle ? [] : respelt(each).map(spaced)))
      })
  })
  const folded = fold(text).trim().replace(/\s+/g, ' ')
  return { lucene: wanted.length > 0 ? clauses.join(' ') : '', wanted, unwanted, folded, exact: exactly(folded) }
}

/** A folded text as a name that it means may be written. */
function exactly(folded: string): string[] {
  const plain = folded.replace(/["“”„«»]/g, '').trim()
  const bare = plain.replace(/[\s.,;:!?]+$/, '')
  return bare === '' ? [folded] : [...new Set([folded, plain, bare, `${bare}.`])]
}

/** A regular expression of Java's for whole folded texts in which these words stand, one after the other. */
function patternOf(phrase: string[]): string {
  const [before, after] = [`(?<![\\p{L}\\p{N}])(?<![\\p{L}\\p{N}]['.])`, `(?![\\p{L}\\p{N}])(?!['.][\\p{L}\\p{N}])`]
  const text = phrase.map((each) => fold(each).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('[^\\p{L}\\p{N}]+')
  return unspaced.test(text) ? `(?s).*${text}.*` : `(?s).*${before}${text}${after}.*`
}

/** A word or phrase as it is looked for in a folded text, in which an apostrophe or a full stop parts words. */
function spaced(text: string): string {
  return fold(text).replace(/['.]/g, ' ')
}
