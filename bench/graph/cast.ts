import type { Draft } from '../../src/load/draft.js'
import { Chance, Zipf } from './chance.js'
import { emptyChunk, Scribe } from './scribe.js'
import type { Chunk } from './scribe.js'
import { iso } from './time.js'
import { personName, placeName, slug } from './words.js'

/** Countries with most of the world's diplomacy, most first; the others follow by code. */
const great = 'US CN RU GB FR DE IN JP IR IL UA TR EG SA BR PK KR ZA NG AU CA IT ES MX ID ET KE RW'.split(' ')

export interface Person {
  id: string
  name: string
  /** The first and last day in office, as days since 1970. */
  from: number
  to: number
}

interface State {
  id: string
  name: string
  government: string
  ministry: string
  others: string[]
  groups: string[]
  officials: Person[]
  ranks: Zipf
}

const offices = {
  HEAD_OF_STATE: ['President', 'government'],
  FOREIGN_MINISTER: ['Foreign Minister', 'ministry'],
  AMBASSADOR: ['Ambassador', 'ministry'],
  SPOKESPERSON: ['Spokesperson', 'ministry'],
  MINISTER: ['Minister of Trade', 'government'],
  OTHER: ['Special Envoy', 'government'],
} as const

const day = (text: string): number => Date.parse(text) / 86_400_000

/** Who can act in the graph: countries as the seeds have them, and made-up bodies, officials and groups of theirs. */
export class Cast {
  readonly states: State[] = []
  readonly topics: string[]
  readonly topicRanks: Zipf
  readonly unions: string[] = []
  readonly media: string[] = []
  private readonly ranks: Zipf

  /** `seeds` are the drafts of countries and topics; `scale` is 1 for two million rows. */
  constructor(
    private readonly seed: string,
    seeds: Draft[],
    scale: number,
  ) {
    const nodes = seeds.flatMap((draft) => draft.nodes)
    const named = (id: string) => nodes.find((node) => node.id === id)?.names[0]?.value ?? id
    const codes = nodes
      .filter(({ type, id }) => type === 'Country' && id.length === 'country:RW'.length)
      .map(({ id }) => id.slice(8))
    const order = [
      ...great.filter((code) => codes.includes(code)),
      ...codes.filter((code) => !great.includes(code)).sort(),
    ]
    const chance = new Chance(seed, 'topics')
    const topics = nodes.filter(({ type }) => type === 'Topic').map(({ id }) => id)
    this.topics = topics.sort((a, b) => new Chance(seed, a).next() - new Chance(seed, b).next() || chance.next())
    this.topicRanks = new Zipf(this.topics.length, 0.9)
    this.ranks = new Zipf(order.length, 1)
    order.forEach((code, rank) =>
      this.states.push(this.state(`country:${code}`, named(`country:${code}`), rank, scale)),
    )
    for (let at = 0; at < Math.ceil(40 * Math.min(1, scale * 4)); at++) this.unions.push(`organization:union-${at}`)
    for (let at = 0; at < Math.ceil(80 * Math.min(1, scale * 4)); at++) this.media.push(`organization:paper-${at}`)
  }

  /** A country, the great ones most often. */
  country(chance: Chance): State {
    return this.states[this.ranks.draw(chance)]!
  }

  /** Some different countries. */
  countries(chance: Chance, count: number): State[] {
    const found = new Set<State>()
    while (found.size < count) found.add(this.country(chance))
    return [...found]
  }

  topic(chance: Chance): string {
    return this.topics[this.topicRanks.draw(chance)]!
  }

  /** An official of a country, who was in office on the day where it has one such. */
  official(chance: Chance, state: State, on: number): Person {
    let found = state.officials[state.ranks.draw(chance)]!
    for (let tries = 0; tries < 6 && (on < found.from || on > found.to); tries++)
      found = state.officials[state.ranks.draw(chance)]!
    return found
  }

  private state(id: string, name: string, rank: number, scale: number): State {
    const code = id.slice('country:'.length).toLowerCase()
    const share = this.ranks.share(rank)
    const several = (most: number) => Math.round(most * scale * share)
    const count = Math.max(2, several(7_000))
    return {
      id,
      name,
      government: `organization:${code}-government`,
      ministry: `organization:${code}-foreign-ministry`,
      others: Array.from({ length: several(700) }, (_, at) => `organization:${code}-body-${at}`),
      groups: Array.from({ length: Math.max(1, several(500)) }, (_, at) => `group:${code}-group-${at}`),
      officials: Array.from({ length: count }, (_, at) => this.person(code, at)),
      ranks: new Zipf(count, 0.7),
    }
  }

  private person(code: string, at: number): Person {
    const chance = new Chance(this.seed, 'person', code, at)
    const name = personName(chance)
    const from = day('1990-01-01') + chance.whole(0, 12_500)
    return { id: `official:${slug(name)}-${code}${at}`, name, from, to: from + chance.whole(300, 3_500) }
  }

  /** What the registers of each country say of it, and one of what belongs to no country. */
  *chunks(): Generator<Chunk> {
    for (const state of this.states) yield this.register(state)
    yield this.bodies()
  }

  private register(state: State): Chunk {
    const chunk = emptyChunk('dataset:bench-registers')
    const code = state.id.slice('country:'.length).toLowerCase()
    const chance = new Chance(this.seed, 'register', code)
    const scribe = new Scribe(chunk, chance, {
      slug: `register-${code}`,
      title: `Register of ${state.name}`,
      kind: 'DATASET',
      publisher: state.name,
      publishedOn: '2025',
    })
    const body = (id: string, name: string, kind: string) => {
      const evidence = [scribe.passage(`${name}, ${kind.toLowerCase()}, ${state.name}`)]
      scribe.node(id, 'Organization', { names: [{ value: name, language: 'en', kind: 'PREFERRED' }] })
      scribe.value(id, 'name', name, evidence)
      scribe.value(id, 'kind', kind, evidence)
      scribe.relation('BELONGS_TO', id, state.id, evidence)
    }
    body(state.government, `Government of ${state.name}`, 'GOVERNMENT')
    body(state.ministry, `Foreign Ministry of ${state.name}`, 'MINISTRY')
    for (const id of state.others)
      body(
        id,
        `${placeName(chance)} ${chance.pick(['Party', 'Court', 'Agency', 'Assembly', 'Company'])}`,
        chance.among({ MINISTRY: 30, LEGISLATURE: 5, PARTY: 25, COURT: 5, NGO: 15, COMPANY: 20 }),
      )
    for (const id of state.groups) {
      const [sector, people] = chance.pick([
        ['GOV', 'officials'],
        ['OPP', 'critics'],
        ['MIL', 'officers'],
        ['LAB', 'unions'],
        ['CVL', 'villagers'],
      ] as const)
      const name = `${state.name} ${people} ${placeName(chance)}`
      const evidence = [scribe.passage(name)]
      scribe.node(id, 'Group', { names: [{ value: name, language: 'en', kind: 'PREFERRED' }] })
      scribe.value(id, 'name', name, evidence)
      scribe.value(id, 'sector', sector, evidence)
      scribe.relation('BELONGS_TO', id, state.id, evidence)
    }
    for (const person of state.officials) this.describe(scribe, chance, state, person)
    return chunk
  }

  private describe(scribe: Scribe, chance: Chance, state: State, { id, name, from, to }: Person): void {
    const office = chance.among({
      HEAD_OF_STATE: 6,
      FOREIGN_MINISTER: 10,
      AMBASSADOR: 35,
      SPOKESPERSON: 14,
      MINISTER: 25,
      OTHER: 10,
    })
    const [title, where] = offices[office]
    const evidence = [scribe.passage(`${name}, ${title} of ${state.name}`)]
    const names = [{ value: name, language: 'en', kind: 'PREFERRED' }]
    if (chance.happens(0.2))
      names.push({ value: `${name.charAt(0)}. ${name.split(' ')[1]}`, language: 'en', kind: 'ALIAS' })
    scribe.node(id, 'Official', { names })
    scribe.value(id, 'name', name, evidence)
    scribe.value(id, 'anonymous', 'false', evidence)
    const known = chance.next()
    // Some tenures have bounds, some one bound, and some are known only by the days they are named for.
    const bounds =
      known < 0.6 ? { from: iso(from).slice(0, 7), to: iso(to).slice(0, 7) } : known < 0.75 ? { from: iso(from) } : {}
    const attestedOn = known < 0.75 && chance.happens(0.5) ? [] : [iso(from + Math.floor((to - from) / 2))]
    scribe.relation('HELD_OFFICE', id, where === 'government' ? state.government : state.ministry, evidence, {
      title,
      office,
      ...bounds,
      attestedOn,
    })
  }

  private bodies(): Chunk {
    const chunk = emptyChunk('dataset:bench-registers')
    const chance = new Chance(this.seed, 'bodies')
    const scribe = new Scribe(chunk, chance, {
      slug: 'register-bodies',
      title: 'Register of international bodies',
      kind: 'DATASET',
      publishedOn: '2025',
    })
    const body = (id: string, name: string, kind: string): string[] => {
      const evidence = [scribe.passage(`${name}, ${kind.toLowerCase()}`)]
      scribe.node(id, 'Organization', { names: [{ value: name, language: 'en', kind: 'PREFERRED' }] })
      scribe.value(id, 'name', name, evidence)
      scribe.value(id, 'kind', kind, evidence)
      return evidence
    }
    for (const id of this.unions) {
      const evidence = body(id, `${placeName(chance)} Union`, 'INTERGOVERNMENTAL')
      for (const state of this.countries(chance, chance.whole(4, 25)))
        scribe.relation('MEMBER_OF', state.id, id, evidence, { from: String(chance.whole(1950, 2010)), role: 'member' })
    }
    for (const id of this.media) body(id, `The ${placeName(chance)} Post`, 'MEDIA')
    return chunk
  }
}

export type { State }
