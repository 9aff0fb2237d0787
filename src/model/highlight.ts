import { fold } from './searchText.js'

/** A run of text, folded, with where each of its letters stood before. */
function folded(text: string): { text: string; at: number[] } {
  let made = ''
  const at: number[] = []
  let position = 0
  for (const letter of text) {
    for (const unit of fold(letter)) {
      made += unit
      for (let each = 0; each < unit.length; each++) at.push(position)
    }
    position += letter.length
  }
  at.push(position)
  return { text: made, at }
}

function edits(one: string, other: string, most: number): boolean {
  if (Math.abs(one.length - other.length) > most) return false
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let left = 1; left <= one.length; left++) {
    const next = [left]
    for (let right = 1; right <= other.length; right++) {
      const swap = one[left - 1] === other[right - 1] ? 0 : 1
      const plain = Math.min(next[right - 1]! + 1, row[right]! + 1, row[right - 1]! + swap)
      // Two letters that changed places are one error, as the index counts them.
      const turned = left > 1 && right > 1 && one[left - 1] === other[right - 2] && one[left - 2] === other[right - 1]
      next.push(turned ? Math.min(plain, before[right - 2]! + 1) : plain)
    }
    before = row
    row = next
  }
  return row[other.length]! <= most
}

/** Whether a word of the text is what a word of the search means: equal, a typing error away, or begun by one that may go on. */
function meant(found: string, wanted: string): boolean {
  const text = wanted.replace(/\*$/, '')
  if (found === text || (text !== wanted && found.startsWith(text))) return true
  return text.length >= 4 && edits(found, text, text.length >= 8 ? 2 : 1)
}

/** Where a text answers a search: ranges of UTF-16 code units, in order and apart. `wanted` are words and phrases, folded; one that may go on ends in `*`. */
export function highlightRanges(text: string, wanted: string[]): { start: number; end: number }[] {
  const { text: plain, at } = folded(text)
  const ranges: { start: number; end: number }[] = []
  const add = (from: number, to: number): void => {
    ranges.push({ start: at[from]!, end: at[to]! })
  }
  const phrases = wanted.filter((each) => each.includes(' '))
  const single = wanted.filter((each) => !each.includes(' '))
  for (const phrase of phrases) {
    const pattern = new RegExp(phrase.replace(/\*$/, '').split(' ').join('[^\\p{L}\\p{N}]+'), 'gu')
    for (const match of plain.matchAll(pattern)) add(match.index, match.index + match[0].length)
  }
  for (const match of plain.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (single.some((each) => meant(match[0], each))) add(match.index, match.index + match[0].length)
  }
  ranges.sort((one, other) => one.start - other.start)
  return ranges.filter((range, index) => index === 0 || range.start >= ranges[index - 1]!.end)
}
