import { distance } from 'fastest-levenshtein'

/** The known word that one may have meant, or undefined where none is near: about a third of the letters may differ, upper and lower case count as one. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let found: { word: string; far: number } | undefined
  for (const candidate of known) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase())
    const near = far <= Math.max(1, Math.floor((Math.min(word.length, candidate.length) + 1) / 3))
    if (near && (!found || far < found.far)) found = { word: candidate, far }
  }
  return found?.word
}

/** `Did you mean X?`, and what is possible at all, as one hint. */
export function didYouMean(word: string, known: Iterable<string>, all?: string): string | undefined {
  const meant = nearest(word, known)
  return [meant && `Did you mean ${meant}?`, all].filter(Boolean).join(' ') || undefined
}
