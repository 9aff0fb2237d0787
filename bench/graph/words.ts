import { Zipf } from './chance.js'
import type { Chance } from './chance.js'

/** Words that questions can look for. Those of the trade come first and so stand most often. */
const trade = `talks agreement border trade fisheries migration treaty ceasefire tariff water energy minister delegation
  sanctions visa refugees transit pipeline grain debt climate emissions nuclear inspection prisoners exchange airspace
  customs extradition mediation sovereignty corridor investment quota summit communique protocol ratification embassy
  withdrawal observers monitoring compensation boundary navigation shipping harbour railway electricity gas oil minerals
  security police training equipment vaccine health education research satellite spectrum labour pensions taxation
  banking currency loan aid relief reconstruction demining disarmament guarantees verification timetable annex clause`
  .split(/\s+/)
  .filter(Boolean)

const joints = 'the of to and in for with on that from by would will has been had further joint both new next'.split(
  ' ',
)
const starts = [
  'b',
  'br',
  'd',
  'dr',
  'f',
  'g',
  'gr',
  'h',
  'k',
  'kl',
  'l',
  'm',
  'n',
  'p',
  'pr',
  'r',
  's',
  'st',
  't',
  'v',
  'z',
]
const middles = ['a', 'e', 'i', 'o', 'u', 'ai', 'ou', 'ea']
const ends = ['n', 'r', 'l', 's', 't', 'm', 'nd', 'rt', '']

/** Made-up words, some thousands, so that an index of words has the many rare ones that real texts give it. */
const rare = starts.flatMap((start) =>
  middles.flatMap((middle) =>
    ends.map((end) => start + middle + end).flatMap((one) => [`${one}a`, `${one}ing`, `${one}ic`]),
  ),
)

const tradeRanks = new Zipf(trade.length, 0.8)
const rareRanks = new Zipf(rare.length, 0.9)

export function word(chance: Chance): string {
  const kind = chance.next()
  if (kind < 0.4) return chance.pick(joints)
  return kind < 0.7 ? trade[tradeRanks.draw(chance)]! : rare[rareRanks.draw(chance)]!
}

/** A sentence of so many words, without its full stop. */
export function sentence(chance: Chance, least: number, most: number): string {
  const words = Array.from({ length: chance.whole(least, most) }, () => word(chance))
  const text = words.join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function syllables(chance: Chance, count: number): string {
  let text = ''
  for (let at = 0; at < count; at++)
    text += chance.pick(starts) + chance.pick(middles) + (at === count - 1 ? chance.pick(ends) : '')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A made-up name of a person, such as `Brena Koudart`. */
export function personName(chance: Chance): string {
  return `${syllables(chance, 2)} ${syllables(chance, chance.whole(2, 3))}`
}

export function placeName(chance: Chance): string {
  return syllables(chance, chance.whole(2, 3))
}

/** Text as the part of an id after its colon. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
