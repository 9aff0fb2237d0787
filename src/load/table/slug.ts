import * as crypto from 'node:crypto'
import { Recent } from './frame.js'

const known = new Recent<string, string>(50_000)
const longest = 100

const clean = /^[a-z0-9]+$/
const cleanAlone = /^[a-z0-9]+(-[a-z0-9]+)*$/

function hash(text: string, digits: number): string {
  return crypto.hash('sha256', text, 'hex').slice(0, digits)
}

/**
 * Text as a part of an id: small letters and digits with single hyphens. Texts that differ in case, accents or
 * punctuation alone come to one; where letters of other scripts are lost, or there are too many, a hash of all of it ends the slug.
 */
export function slug(text: string): string {
  // Keys of rows are slugs, each another: to remember them would only crowd the rest out.
  if (text.length <= longest && cleanAlone.test(text)) return text
  const before = known.get(text)
  if (before !== undefined) return before
  const made = /^[ -~]*$/.test(text) ? ofAscii(text) : ofAny(text)
  known.set(text, made)
  return made
}

function ofAscii(text: string): string {
  return shortened(text.replaceAll("'", '').toLowerCase(), text, false)
}

function ofAny(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[đø]/giu, (letter) => (letter.toLowerCase() === 'đ' ? 'd' : 'o'))
    .replace(/[łŁ]/g, 'l')
    .replace(/[ıI]/g, 'i')
    .replace(/ß/g, 'ss')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[œŒ]/g, 'oe')
    .replace(/['’ʼ`]/g, '')
    .toLowerCase()
  return shortened(plain, text, /[^\p{ASCII}]/u.test(plain.replace(/[^\p{L}\p{N}]/gu, '')))
}

function shortened(plain: string, text: string, lost: boolean): string {
  const words = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  if (!lost && words !== '' && words.length <= longest) return words
  return [words.slice(0, longest).replace(/-$/, ''), hash(text, 10)].filter(Boolean).join('-')
}

/**
 * A row's key, of the values that make it one: readable, and never the same for two rows whose values differ. Where
 * joining the values would not tell them apart, a hash of them ends it.
 */
export function rowKey(values: string[]): string {
  const plain = values.length === 1 ? cleanAlone.test(values[0]!) : values.every((value) => clean.test(value))
  const words = values.join('-')
  if (plain && words.length <= longest) return words
  const readable = ofAscii(words.slice(0, 40).replace(/[^ -~]/g, '')).replace(/-[0-9a-f]{10}$/, '')
  return `${readable}-${hash(JSON.stringify(values), 16)}`
}
